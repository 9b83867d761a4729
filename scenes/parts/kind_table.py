"""A table of the three kinds: noise, what is held in memory, waits, and what each is used for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from manim import Group

from scenes.components.outline import Outline
from scenes.components.path.dashes import Dashes
from scenes.components.text.label import Label, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.size_map import colours_of_kinds
from scenes.parts.variance_plot import told_left
from scenes.plans.mini_batch import FEW, KINDS
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

Cells = Mapping[str, list[Label]]
"""The lines of a row by kind."""

NOISE, HELD, WAITS, USE = "noise", "held", "waits", "use"
"""The rows."""
LINES = 3
"""Over so many lines goes what a kind is used for, at most."""
APART = 1.2
"""From the names of rows to the first kind, and between kinds, in em."""
ROOM, MOST_ROOM = 0.5, 1.1
"""Above the words of a row and below them, at least and at most, in em."""
RISE = 0.8
"""Of the first line below the upper edge of its words, in em."""
AROUND = 0.5
"""From words to the line around a kind, in em."""


class KindTable:
    """The kinds as columns, and a row for each thing that is told of them.

    Where words have room, the name of a row stands before it, and else above it.

    Args:
        scene: the scene it belongs to; its plan has sizes and steps by kind.
        slot: the slot in whose middle it is.
    """

    def __init__(self, scene: AnyScene, slot: Slot) -> None:
        self.scene, narrow = scene, scene.layout.narrow
        self.large = SIZES.label if narrow else SIZES.formula
        self.size = SIZES.small if narrow else SIZES.name
        self.above = int(narrow)
        """Lines of a row above what it tells."""
        names = self._names()
        self.apart = APART * self.size
        aside = 0.0 if narrow else max(float(n.width) for n in names.values()) + self.apart
        self.slot = slot.inset(left=AROUND * self.size, right=AROUND * self.size)
        columns = self.slot.inset(left=aside).columns(len(KINDS), self.apart)
        self.columns = dict(zip(KINDS, columns, strict=True))
        self.cells = self._cells()
        self._place(names)

    def _names(self) -> dict[str, Label]:
        """Of the rows."""
        say, noun = self.scene.say, self.scene.plan.noun
        told = {
            NOISE: say("kinds.noise"), HELD: say(f"kinds.{noun}_held"), WAITS: say("kinds.waited"),
            USE: say("kinds.use"),
        }  # fmt: skip
        return {row: words(text, self.size, self.scene.theme.quiet) for row, text in told.items()}

    def _cells(self) -> dict[str, Cells]:
        """What the rows tell of each kind; what it is used for in one size."""
        scene, plan, theme = self.scene, self.scene.plan, self.scene.theme
        count, width = scene.say.numerals.count, self.columns[FEW].width
        numbers = {
            NOISE: {kind: told_left(scene, size) for kind, size in plan.sizes.items()},
            HELD: {kind: count(size) for kind, size in plan.sizes.items()},
            WAITS: {kind: count(plan.steps(kind)) for kind in KINDS},
        }
        make, use = partial(words, colour=theme.text), {k: scene.say(f"use.{k}") for k in KINDS}
        size = min(
            line.size
            for text in use.values()
            for line in fitted(text, width, LINES, self.size, make)
        )
        return {
            **{
                row: {kind: [words(each[kind], self.large, theme.text)] for kind in KINDS}
                for row, each in numbers.items()
            },
            USE: {kind: fitted(text, width, LINES, size, make) for kind, text in use.items()},
        }

    def _place(self, names: Mapping[str, Label]) -> None:
        """All of it, from above; what room there is goes between rows."""
        heights = {row: self._height(cells) for row, cells in self.cells.items()}
        whole, rows = self.large + sum(heights.values()), len(heights) + 1
        room = (self.slot.height - whole) / (2 * rows)
        room = float(np.clip(room, ROOM * self.size, MOST_ROOM * self.size))
        top = first = float(self.slot.centre[1]) + whole / 2 + rows * room
        self.heading = self._add_heading(top - room)
        top -= self.large + 2 * room
        self.rows: dict[str, Part] = {}
        for row, height in heights.items():
            self.rows[row] = self._add_row(names[row], self.cells[row], top, room)
            top -= height + 2 * room
        self.outline = self._add_outline(first, top)

    def _height(self, cells: Cells) -> float:
        """Of the words of a row."""
        most = max(cells.values(), key=len)
        return float(
            self.above * LEADING * self.size + (1 + LEADING * (len(most) - 1)) * most[0].size
        )

    def _add_heading(self, top: float) -> Part:
        """What the kinds are called."""
        scene, colours = self.scene, colours_of_kinds(self.scene.theme)
        names = [
            words(scene.say(f"methods.{kind}"), self.large, colours[kind], "semibold").put(
                column.left, top - RISE * self.large
            )
            for kind, column in self.columns.items()
        ]
        return scene.add_part(Group(*names), layer=Layer.NAMES)

    def _add_row(self, name: Label, cells: Cells, top: float, room: float) -> Part:
        """A line above it, its name, and what it tells of each kind."""
        rule = Dashes(self.scene.theme.quiet, STROKES.axis, dash=0.0)
        rule.show(np.array([[self.slot.left, top], [self.slot.right, top]]))
        under = top - room - self.above * LEADING * self.size
        size = cells[FEW][0].size
        name.put(self.slot.left, top - room - RISE * (self.size if self.above else size))
        for kind, lines in cells.items():
            for k, line in enumerate(lines):
                line.put(self.columns[kind].left, under - (RISE + LEADING * k) * size)
        every = [line for lines in cells.values() for line in lines]
        return self.scene.add_part(Group(rule, name, *every), layer=Layer.NAMES)

    def _add_outline(self, top: float, bottom: float) -> list[Part]:
        """A line around the mini-batch, if it is between both others."""
        column, aside = self.columns[FEW], AROUND * self.size
        around = Slot(column.left - aside, bottom, column.right + aside, top)
        if not self.scene.plan.is_between:
            return []
        return [self.scene.add_part(Outline(around, self.scene.theme.mini_batch))]

    @property
    def parts(self) -> list[Part]:
        """All of it but the outline."""
        return [self.heading, *self.rows.values()]
