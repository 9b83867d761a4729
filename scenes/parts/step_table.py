"""A table of a walk's first steps: parameters, both slopes, cost; a row as each lands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from manim import Group

from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Label, formula, words
from scenes.layout import Slot
from scenes.parts.runner import Runner
from scenes.parts.update_rule import update_rule
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES, TIMES

NAMES = "$w$", "$b$", "$partial J \\/ partial w$", "$partial J \\/ partial b$", "$J$"
"""What each column is, after the one that counts steps."""
SLOPES = 3, 4
"""Columns that are slopes."""
PITCH, HEAD, FOOT = 1.35, 1.6, 0.5
"""From a row to the next, from the names to the first, and below the last one; in em."""
GAP, MORE = 0.5, 2.6
"""The least room between columns, and what may be added to it; in em."""
LOOSE = 1.3
"""How much farther apart rows are at most, where there is room."""
NAME, FIRST, BELOW = 0.85, 0.8, 0.75
"""Size of the names in that of the numbers; from the upper edge to the rule, and room below what
stands under it, in em of that."""
LARGE = 1.4 * SIZES.formula
"""Size of the rule and of numbers at most, where the table is a column."""
DONE = 0.88
"""Opacity of a row once the next one is there."""
ASIDE, UNDER = 1.0, 2.0
"""From the rule aside to what theta and alpha are, in em of these, and from it down to them."""
BENEATH = 0.62
"""Of what a column has below the rule, what the table has above what stands at its foot."""


class StepTable:
    """The rule of a step for both parameters, and below it the first steps in numbers.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        runner: whose steps these are.
        rows: how many landings are written, from the start on.
        row_of: what is written of a landing: w and b, the slopes along them, and the cost.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        runner: Runner,
        rows: int,
        row_of: Callable[[int], Sequence[str]],
    ) -> None:
        self.scene, self.slot, self.runner = scene, slot, runner
        self._rows, self._column = rows, not scene.layout.narrow
        self.rule, self.meaning, self.rate = self._add_rule()
        """The rule, what theta is, and what alpha is."""
        self._texts = [(str(step), *row_of(step)) for step in range(rows)]
        gaps, foot = len(NAMES), slot.bottom
        if self._column:
            foot = self._below - BENEATH * (self._below - slot.bottom)
        sizes = [SIZES.formula, SIZES.caption, SIZES.name, SIZES.label, SIZES.small]
        sizes = [LARGE, *sizes] if self._column else sizes
        for self.size in sizes:
            numbers = [
                max(width_of(text, self.size) for text in column)
                for column in zip(*self._texts, strict=True)
            ]
            widths = np.maximum(numbers, [float(head.width) for head in self._heads()])
            free = slot.width - float(widths.sum() + gaps * GAP * self.size)
            high = (PITCH * (rows - 1) + HEAD + NAME + FOOT) * self.size
            if free >= 0 and foot + high <= self._below:
                break
        unit = GAP * self.size + float(np.clip(free / gaps, 0.0, MORE * self.size))
        before = unit * np.arange(1 + gaps)
        middles = slot.left + np.cumsum(widths) - widths / 2 + before
        self._middles, self._ends = middles.tolist(), (middles + np.array(numbers) / 2).tolist()
        above = NAME * self.size
        room = self._below - foot - above
        self._loose = float(np.clip(room / (high - above), 1.0, LOOSE))
        """How much farther apart rows are than they are at least."""
        self._first = self._below - above - HEAD * self._loose * self.size
        self.rest = replace(slot, top=foot)
        """What is free below it, where it is a column."""
        self.names = self._add_names()
        self.rows = [self._add_row(k) for k in range(rows)]

    def _add_rule(self) -> tuple[Part, Part, Part]:
        """The rule with what theta is, and what alpha is: below it in a column, or behind it."""
        scene, slot, theme = self.scene, self.slot, self.scene.theme
        size = SIZES.formula if self._column else SIZES.name
        told = scene.say.numerals.in_formula(float(self.runner.run.learning_rate[0]))
        meaning = formula("$theta = (w, b)$", size, theme.text)
        rate = formula(f"$alpha = {told}$", size, theme.rate)
        beside = float(meaning.width) + float(rate.width) + 2 * ASIDE * size
        most = slot.width if self._column else slot.width - beside
        most /= float(update_rule(scene.say, theme, 1.0).width)
        rule = update_rule(scene.say, theme, min(LARGE if self._column else SIZES.formula, most))
        level = rule.put(slot.left, slot.top - FIRST * rule.size).baseline
        level -= UNDER * size * self._column
        rate.put(slot.right, level, "right")
        if self._column:
            meaning.put(slot.left, level)
        else:
            between = float(rule.get_right()[0]) + float(rate.get_left()[0])
            meaning.put(between / 2, level, "centre")
        self._below = level - BELOW * rule.size
        return scene.add_part(rule), scene.add_part(meaning), scene.add_part(rate)

    def _heads(self) -> list[Label]:
        """What each column is."""
        size, scene = max(NAME * self.size, SIZES.small), self.scene
        names = [formula(name, size, tint) for name, tint in zip(NAMES, self._tints, strict=True)]
        return [words(scene.say("gradient.step"), size, scene.theme.quiet), *names]

    @property
    def _tints(self) -> list[str]:
        """The colour of each column after the first: slopes have theirs."""
        theme = self.scene.theme
        return [theme.gradient if k in SLOPES else theme.text for k in range(1, 1 + len(NAMES))]

    def _add_names(self) -> Part:
        baseline, heads = self._first + HEAD * self._loose * self.size, self._heads()
        for head, x in zip(heads, self._middles, strict=True):
            head.put(x, baseline, "centre")
        return self.scene.add_part(Group(*heads))

    def _level(self, k: float) -> float:
        """The baseline of row ``k``."""
        return self._first - self._loose * PITCH * self.size * k

    def _add_row(self, k: int) -> Part:
        """What is written of a landing, from when the ball is there; it is lit until the next."""
        numbers = [Digits(self.size, tint) for tint in (self.scene.theme.quiet, *self._tints)]
        for digits, text, right in zip(numbers, self._texts[k], self._ends, strict=True):
            digits.show(text, right, self._level(k), "right")
        part = self.scene.add_part(Group(*numbers))
        if k:
            part.presence.first = 0.0
            part.presence.to(1.0, *self._landing(k))
        if k + 1 < self._rows:
            part.presence.to(DONE, *self._landing(k + 1))
        return part

    def _landing(self, k: int) -> tuple[int, int]:
        """The frame at which a step lands, and that at which its row is there."""
        landed = int(np.argmax(self.runner.track.step >= k))
        return landed, landed + round(TIMES.leave * self.scene.score.fps)
