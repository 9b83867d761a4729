"""A table of a walk's steps: parameters, length of the gradient and cost, a row as each lands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np
from manim import Group

from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import formula
from scenes.layout import Slot
from scenes.parts.runner import Runner
from scenes.parts.update_rule import update_rule
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, TIMES

NAMES = "$w$", "$b$", "$|nabla J|$", "$J$"
PITCH, HEAD, GAP, MORE = 1.35, 1.6, 0.5, 4.5
"""From a row to the next, and from the names to the first; the least room between columns, and what
may be added to it; in em."""
LOOSE = 1.35
"""How much farther apart rows are at most, where there is room."""
DOTS, LAST = 0.75, 1.5
"""From the last of the first rows to what stands for those left out, and to the last one, in rows.
"""
NAME, FIRST, BELOW = 0.85, 0.8, 0.75
"""Size of the names in that of the numbers; from the upper edge to the rule, and room below it, in
em of that."""


class StepTable:
    """The rule of a step for both parameters, and below it the first steps in numbers.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        runner: whose steps these are.
        rows: how many landings are written, from the start on.
        row_of: what is written of a landing: w, b, the length of the gradient and the cost.
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
        self._row_of = row_of
        self.rule = self._add_rule()
        texts = [row_of(step) for step in range(runner.run.steps + 1)]
        for self.size in (SIZES.formula, SIZES.caption, SIZES.name, SIZES.label, SIZES.small):
            numbers = [max(width_of(row[k], self.size) for row in texts) for k in range(len(NAMES))]
            heads = [float(formula(name, self._head, scene.theme.text).width) for name in NAMES]
            widths = np.maximum(numbers, heads)
            free = slot.width - float(widths.sum()) - (len(NAMES) - 1) * GAP * self.size
            high = (PITCH * (rows - 1 + LAST) + HEAD + NAME) * self.size
            if free >= 0 and slot.bottom + high <= self._below:
                break
        between = GAP * self.size + float(np.clip(free / (len(NAMES) - 1), 0.0, MORE * self.size))
        middles = slot.left + np.cumsum(widths) - widths / 2 + between * np.arange(len(NAMES))
        self._middles, self._ends = middles.tolist(), (middles + np.array(numbers) / 2).tolist()
        room = self._below - slot.bottom - (NAME + 0.3) * self.size
        self._loose = float(np.clip(room / (high - NAME * self.size), 1.0, LOOSE))
        """How much farther apart rows are than they are at least."""
        self._first = self._below - (NAME + HEAD * self._loose) * self.size
        self.meaning, self.names = self._add_meaning(), self._add_names()
        self.rows = [self._add_row(k) for k in range(rows)]
        self.rest = self._add_rest(rows - 1)
        """Dots, and below them the last landing there was."""

    @property
    def _head(self) -> float:
        """The size of names."""
        return max(NAME * self.size, SIZES.small)

    @property
    def _colours(self) -> tuple[str, ...]:
        theme = self.scene.theme
        return theme.quiet, theme.quiet, theme.gradient, theme.text

    def _add_rule(self) -> Part:
        """The rule, and the learning rate."""
        scene, slot, theme = self.scene, self.slot, self.scene.theme
        told = scene.say.numerals.in_formula(float(self.runner.run.learning_rate[0]))
        code = f"$alpha = {told}$"
        most = slot.width - float(formula(code, SIZES.label, theme.rate).width) - SIZES.label
        rule = update_rule(scene.say, theme, SIZES.formula, most=most)
        rule.put(slot.left, slot.top - FIRST * rule.size)
        self._rule_size = rule.size
        rate = formula(code, min(rule.size, SIZES.name), theme.rate)
        rate.put(slot.right, rule.baseline, "right")
        self._below = rule.baseline - BELOW * rule.size
        return scene.add_part(Group(rule, rate))

    def _add_meaning(self) -> Part:
        """What theta is, where the table begins that comes later."""
        meaning = formula(
            "$theta = (w, b)$", min(self.size, self._rule_size), self.scene.theme.text
        )
        return self.scene.add_part(
            meaning.put(self.slot.left, self._first + HEAD * self._loose * self.size)
        )

    def _add_names(self) -> Part:
        baseline = self._first + HEAD * self._loose * self.size
        labels = [
            formula(name, self._head, colour).put(x, baseline, "centre")
            for name, colour, x in zip(NAMES, self._colours, self._middles, strict=True)
        ]
        return self.scene.add_part(Group(*labels))

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
