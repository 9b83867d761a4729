"""The three kinds in a table: looks a step, noise, memory, and when to use which."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from manim import Group

from scenes.components.outline import Outline
from scenes.components.text.label import Label, words
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.plans.mini_batch import FEW, KINDS
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

ROWS = ("looks", "noise", "memory", "use")
GAP = 0.3
"""From a number to what it counts, in em."""
BETWEEN, FOOT = 1.2, 0.7
"""The most room between two rows, and below the last one, in em."""


ROOM = 0.42
"""Between a column and its outline, in gaps of columns."""


class Cell(NamedTuple):
    """A number and, beside it, what it counts, on one line or more."""

    number: Label
    lines: list[Label]


class KindsTable:
    """A column for each kind, whose rows stand on common lines.

    Args:
        scene: that it belongs to.
        slots: of the columns, by kind.
        colours: by kind.
        whole: around which, with some room, the outline of the mini-batch's column lies.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: Mapping[str, Slot],
        colours: Mapping[str, str],
        whole: Slot,
    ) -> None:
        self.scene, self.slots, self.colours = scene, slots, colours
        narrow = scene.layout.narrow
        self.size, self.unit = (SIZES.label, SIZES.small) if narrow else (SIZES.formula, SIZES.name)
        self._numbers = {kind: self._texts(kind) for kind in KINDS}
        self._indent = max(
            float(self._number(kind, row).width) for kind in KINDS for row in range(len(ROWS) - 1)
        )
        cells = {kind: [self._cell(kind, row) for row in range(len(ROWS))] for kind in KINDS}
        tall = [max(len(cells[kind][row].lines) for kind in KINDS) for row in range(len(ROWS))]
        slot = next(iter(slots.values()))
        used = self.size + LEADING * self.unit * (sum(tall) - 1)
        free = (slot.height - FOOT * self.size - used) / max(len(ROWS) - 1, 1)
        between = min(max(free, 0.0), BETWEEN * self.size)
        baseline = slot.top - self.size
        self.columns: dict[str, list[Part]] = {kind: [] for kind in KINDS}
        for row, lines in enumerate(tall):
            for kind in KINDS:
                self.columns[kind].append(self._put(cells[kind][row], slots[kind], baseline))
            baseline -= LEADING * self.unit * lines + between

        self.outline = self._add_outline(whole)

    def _add_outline(self, whole: Slot) -> Part:
        """Around the column of the mini-batch, in its colour."""
        room = ROOM * self.scene.layout.gap
        around = whole.inset(-room, 0.0, -room, -room / 2)
        return self.scene.add_part(Outline(around, self.colours[FEW]))

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [part for column in self.columns.values() for part in column]

    def row(self, which: str) -> list[Part]:
        """A row of all columns."""
        return [column[ROWS.index(which)] for column in self.columns.values()]

    def _texts(self, kind: str) -> tuple[tuple[str, str], ...]:
        """The number and what it counts, of each row."""
        say, plan = self.scene.say, self.scene.plan
        size, plural = plan.sizes[kind], say.numerals.plural(plan.sizes[kind])
        share = say.numerals.significant(100.0 * plan.left(size), 2)

        def forms(key: str) -> str:
            return say.forms(key).get(plural, say.forms(key)["other"])

        return (
            (say.numerals.count(size), forms("kinds.looks")),
            (say("kinds.percent", share=share), say("kinds.noise")),
            (say.numerals.count(size), forms(f"kinds.{plan.noun}_held")),
            ("", say(f"use.{kind}")),
        )

    def _number(self, kind: str, row: int) -> Label:
        return words(self._numbers[kind][row][0], self.size, self.colours[kind], "semibold")

    def _cell(self, kind: str, row: int) -> Cell:
        text = self._numbers[kind][row][1]
        most = self.slots[kind].width - (self._offset if row < len(ROWS) - 1 else 0.0)
        make = partial(words, size=self.unit, colour=self.scene.theme.text)
        return Cell(self._number(kind, row), wrapped(text, most, make))

    @property
    def _offset(self) -> float:
        return self._indent + GAP * self.size

    def _put(self, cell: Cell, slot: Slot, baseline: float) -> Part:
        left = slot.left
        if cell.number.runs:
            cell.number.put(left + self._indent, baseline, "right")
            left += self._offset
        for k, line in enumerate(cell.lines):
            line.put(left, baseline - LEADING * self.unit * k)
        return self.scene.add_part(Group(cell.number, *cell.lines))
