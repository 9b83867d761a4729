"""The three kinds in a table: looks a step, noise, memory, and what each is best for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from manim import Group

from scenes.components.outline import Outline
from scenes.components.text.label import Label, words
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.plans.mini_batch import FEW, KINDS
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

ROWS = ("looks", "noise", "memory", "use")
GAP = 1.0
"""From a head to what stands beside it, in em."""
BETWEEN, FOOT = 1.2, 0.7
"""The most room between two rows, and below the last one, in em."""
ROOM = 0.42
"""Between a column and its outline, in gaps of columns."""


class KindsTable:
    """A column for each kind, whose rows stand on common lines and have heads.

    Heads stand at the left of the first column, and cells of all columns as far from its left; or,
    where it is narrow, above their rows.

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
        self.narrow = scene.layout.narrow
        self.size, self.unit = (
            (SIZES.label, SIZES.small) if self.narrow else (SIZES.formula, SIZES.name)
        )
        heads = [self._head(row) for row in ROWS]
        widest = max(float(head.width) for head in heads)
        self._offset = 0.0 if self.narrow else widest + GAP * self.unit
        cells = [{kind: self._cell(kind, row) for kind in KINDS} for row in ROWS]
        tall = [max(map(len, row.values())) + self.narrow for row in cells]
        slot = next(iter(slots.values()))
        used = self.size + LEADING * self.unit * (sum(tall) - 1)
        free = (slot.height - FOOT * self.size - used) / max(len(ROWS) - 1, 1)
        between = min(max(free, 0.0), BETWEEN * self.size)
        baseline = slot.top - self.size
        self._rows: list[list[Part]] = []
        for head, row, lines in zip(heads, cells, tall, strict=True):
            self._rows.append(self._put(head, row, baseline))
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
        return [part for row in self._rows for part in row]

    def row(self, which: str) -> list[Part]:
        """A row of all columns, with its head."""
        return self._rows[ROWS.index(which)]

    def _head(self, row: str) -> Label:
        """What a row tells."""
        key = f"{self.scene.plan.noun}_held" if row == "memory" else row
        return words(self.scene.say(f"kinds.{key}"), self.unit, self.scene.theme.quiet)

    def _cell(self, kind: str, row: str) -> list[Label]:
        """A number, or words over as many lines as they need."""
        scene, plan, say = self.scene, self.scene.plan, self.scene.say
        if row == "use":
            make = partial(words, size=self.unit, colour=scene.theme.text)
            return wrapped(say(f"use.{kind}"), self.slots[kind].width - self._offset, make)
        told = say.numerals.count(plan.sizes[kind])
        if row == "noise":
            share = say.numerals.significant(100.0 * plan.left(plan.sizes[kind]), 2)
            told = say("kinds.percent", share=share)
        return [words(told, self.size, self.colours[kind], "semibold")]

    def _put(self, head: Label, row: Mapping[str, list[Label]], baseline: float) -> list[Part]:
        head.put(self.slots[KINDS[0]].left, baseline)
        below = LEADING * self.unit if self.narrow else 0.0
        parts = [self.scene.add_part(head)]
        for kind, lines in row.items():
            for k, line in enumerate(lines):
                level = baseline - below - LEADING * self.unit * k
                line.put(self.slots[kind].left + self._offset, level)
            parts.append(self.scene.add_part(Group(*lines)))
        return parts
