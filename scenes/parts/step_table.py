"""A table of a walk's steps: parameters, their slopes, and the cost; a row as each lands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np
from manim import Group

from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Label, formula
from scenes.layout import Slot
from scenes.parts.runner import Runner
from scenes.parts.update_rule import update_rule
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, TIMES

NAMES = "$w$", "$b$", r"$partial J \/ partial w$", r"$partial J \/ partial b$", "$J$"
"""What each column is."""
PITCH, HEAD, FOOT = 1.35, 1.6, 0.9
"""From a row to the next, from the names to the first, and below the last one; in em."""
APART = np.array([1.0, 2.5, 1.0, 2.5])
"""Room between columns, in that between two of one kind: parameters, and slopes."""
GAP, MORE = 0.4, 2.6
"""The least of that, and what may be added to it; in em."""
LOOSE = 1.15
"""How much farther apart rows are at most, where there is room."""
DOTS, LAST = 0.75, 1.5
"""From the last of the first rows to what stands for those left out, and to the last one, in rows.
"""
NAME, FIRST, BELOW = 0.85, 0.8, 0.75
"""Size of the names in that of the numbers; from the upper edge to the rule, and room below what
stands under it, in em of that."""
LARGE = 1.2 * SIZES.formula
"""Size of the rule at most, where there is room below it."""
ASIDE = 1.0
"""From the rule aside to what theta and alpha are, in em of these."""


class StepTable:
    """The rule of a step for both parameters, and below it the first steps in numbers.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        runner: whose steps these are.
        rows: how many landings are written, from the start on.
        row_of: what is written of a landing: w and b, their slopes, and the cost.
        symbols: where it is told what theta is, then alpha; both behind the rule if it is None.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        runner: Runner,
        rows: int,
        row_of: Callable[[int], Sequence[str]],
        symbols: Slot | None = None,
    ) -> None:
        self.scene, self.slot, self.runner = scene, slot, runner
        self._row_of, self._symbols = row_of, symbols
        self.rule, self.meaning, self.rate = self._add_rule()
        """The rule, what theta is, and what alpha is."""
        texts = [row_of(step) for step in range(runner.run.steps + 1)]
        for self.size in (SIZES.formula, SIZES.caption, SIZES.name, SIZES.label, SIZES.small):
            numbers = [max(width_of(row[k], self.size) for row in texts) for k in range(len(NAMES))]
            widths = np.maximum(numbers, [float(head.width) for head in self._heads()])
            free = slot.width - float(widths.sum() + APART.sum() * GAP * self.size)
            high = (PITCH * (rows - 1 + LAST) + HEAD + NAME + FOOT) * self.size
            if free >= 0 and slot.bottom + high <= self._below:
                break
        unit = GAP * self.size + float(np.clip(free / APART.sum(), 0.0, MORE * self.size))
        before = unit * np.cumsum(np.append(0.0, APART))
        middles = slot.left + np.cumsum(widths) - widths / 2 + before
        self._middles, self._ends = middles.tolist(), (middles + np.array(numbers) / 2).tolist()
        above = NAME * self.size
        room = self._below - slot.bottom - above
        self._loose = float(np.clip(room / (high - above), 1.0, LOOSE))
        """How much farther apart rows are than they are at least."""
        self._first = self._below - above - HEAD * self._loose * self.size
        self.names = self._add_names()
        self.rows = [self._add_row(k) for k in range(rows)]
        self.rest = self._add_rest(rows - 1)
        """Dots, and below them the last landing there was."""

    @property
    def _colours(self) -> tuple[str, ...]:
        theme = self.scene.theme
        return theme.quiet, theme.quiet, theme.gradient, theme.gradient, theme.text

    def _add_rule(self) -> tuple[Part, Part, Part]:
        """The rule with what theta is, and what alpha is: in a slot of theirs, or behind it."""
        scene, slot, theme, size = self.scene, self.slot, self.scene.theme, SIZES.name
        told = scene.say.numerals.in_formula(float(self.runner.run.learning_rate[0]))
        meaning = formula("$theta = (w, b)$", size, theme.text)
        rate = formula(f"$alpha = {told}$", size, theme.rate)
        apart, beside = self._symbols, float(meaning.width) + float(rate.width) + 2 * ASIDE * size
        most = slot.width if apart else slot.width - beside
        most /= float(update_rule(scene.say, theme, 1.0).width)
        rule = update_rule(scene.say, theme, min(LARGE if apart else SIZES.formula, most))
        level = rule.put(slot.left, slot.top - FIRST * rule.size).baseline
        if apart:
            for label in (meaning, rate):
                label.put(apart.left, float(apart.centre[1]) - 0.3 * size)
        else:
            rate.put(slot.right, level, "right")
            end = float(rule.get_right()[0])
            meaning.put((end + float(rate.get_left()[0])) / 2, level, "centre")
        self._below = level - BELOW * rule.size
        return scene.add_part(rule), scene.add_part(meaning), scene.add_part(rate)

    def _heads(self) -> list[Label]:
        """What each column is."""
        size = max(NAME * self.size, SIZES.small)
        return [
            formula(name, size, colour) for name, colour in zip(NAMES, self._colours, strict=True)
        ]

    def _add_names(self) -> Part:
        baseline, heads = self._first + HEAD * self._loose * self.size, self._heads()
        for head, x in zip(heads, self._middles, strict=True):
            head.put(x, baseline, "centre")
        return self.scene.add_part(Group(*heads))

    def _write(self, numbers: Sequence[Digits], step: int, baseline: float) -> None:
        for digits, text, right in zip(numbers, self._row_of(step), self._ends, strict=True):
            digits.show(text, right, baseline, "right")

    def _level(self, k: float) -> float:
        """The baseline of row ``k``."""
        return self._first - self._loose * PITCH * self.size * k

    def _add_row(self, k: int) -> Part:
        """What is written of a landing, from when the ball is there."""
        numbers = [Digits(self.size, colour) for colour in self._colours]
        self._write(numbers, k, self._level(k))
        part = self.scene.add_part(Group(*numbers))
        if k:
            landed = int(np.argmax(self.runner.track.step >= k))
            part.presence.first = 0.0
            stop = landed + round(TIMES.leave * self.scene.score.fps)
            part.presence.to(1.0, landed, stop)
        return part

    def _add_rest(self, last: int) -> Part:
        numbers = [Digits(self.size, colour) for colour in self._colours]
        dots = formula("$dots.v$", self.size, self.scene.theme.quiet)
        dots.put(self._middles[0], self._level(last + DOTS), "centre")

        def write(frame: int) -> Hashable:
            landed = self.runner.landed(frame)
            self._write(numbers, landed, self._level(last + LAST))
            return landed

        return self.scene.add_part(Group(dots, *numbers), write, layer=Layer.GROUND)
