"""A table of a walk's first steps: parameters, both slopes and cost, a row as each lands."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Group

from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import formula
from scenes.layout import Slot
from scenes.parts.runner import Runner
from scenes.parts.update_rule import update_rule
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES, TIMES

NAMES = (
    "$w$",
    "$b$",
    "$display((partial J) / (partial w))$",
    "$display((partial J) / (partial b))$",
    "$J$",
)
PITCH, HEAD, GAP, MORE = 1.35, 2.2, 0.8, 1.0
"""From a row to the next, and from the names to the first; the least room between columns, and what
may be added to it; in em."""
FIRST, RATE, PAIRS = 0.8, 1.4, 1.75
"""From the upper edge to the rule, and to the rate below it, in em of the rule; from the names of
columns to those of two of them, in em."""


class StepTable:
    """The rule of a step for both parameters, and below it the first steps in numbers.

    Args:
        scene: that it belongs to.
        slot: that it fills.
        runner: whose steps these are.
        rows: what is written of each landing, from the start on: w, b, both slopes and the cost.
    """

    def __init__(
        self, scene: AnyScene, slot: Slot, runner: Runner, rows: Sequence[Sequence[str]]
    ) -> None:
        self.scene, self.slot, self.runner = scene, slot, runner
        self.rule = self._add_rule()
        for self.size in (SIZES.name, SIZES.label, SIZES.small):
            widths = [max(width_of(row[k], self.size) for row in rows) for k in range(len(NAMES))]
            free = slot.width - sum(widths) - (len(NAMES) - 1) * GAP * self.size
            if free >= 0:
                break
        between = GAP * self.size + float(np.clip(free / (len(NAMES) - 1), 0.0, MORE * self.size))
        ends = slot.left + np.cumsum(widths) + between * np.arange(len(NAMES))
        self._ends, self._middles = ends.tolist(), (ends - np.array(widths) / 2).tolist()
        self._first = slot.bottom + 0.3 * self.size + PITCH * self.size * (len(rows) - 1)
        self.names = self._add_names()
        self.rows = [self._add_row(k, row) for k, row in enumerate(rows)]

    @property
    def _colours(self) -> tuple[str, ...]:
        theme = self.scene.theme
        return theme.text, theme.text, theme.gradient, theme.gradient, theme.text

    def _add_rule(self) -> Part:
        """The rule; below it, or at its right where there is less room, the learning rate."""
        scene, slot, theme = self.scene, self.slot, self.scene.theme
        narrow = scene.layout.narrow
        told = scene.say.numerals.in_formula(float(self.runner.run.learning_rate[0]))
        code = f'#text(fill: rgb("{theme.rate}"), $alpha = {told}$)'
        code = f"${code}$" if narrow else f"$theta = (w, b), quad {code}$"
        rate = formula(code, SIZES.label, theme.text)
        most = slot.width - (float(rate.width) + SIZES.label if narrow else 0.0)
        size = SIZES.label if narrow else SIZES.formula
        rule = update_rule(scene.say, theme, size, most=most)
        rule.put(slot.left, slot.top - FIRST * rule.size)
        if narrow:
            rate.put(slot.right, rule.baseline, "right")
        else:
            rate.put(slot.left, rule.baseline - RATE * rule.size)
        self._below = rate.baseline - 0.5 * rate.size
        return scene.add_part(Group(rule, rate))

    def _add_names(self) -> Part:
        """Of the columns and, where there is room, of each two of them."""
        baseline, theme = self._first + HEAD * self.size, self.scene.theme
        labels = [
            formula(name, self.size, colour).put(x, baseline, "centre")
            for name, colour, x in zip(NAMES, self._colours, self._middles, strict=True)
        ]
        above = baseline + PAIRS * self.size
        if above + self.size <= self._below:
            for name, colour, k in (("$theta$", theme.text, 0), ("$nabla J$", theme.gradient, 2)):
                x = (self._middles[k] + self._middles[k + 1]) / 2
                labels.append(formula(name, self.size, colour).put(x, above, "centre"))
        return self.scene.add_part(Group(*labels))

    def _add_row(self, k: int, texts: Sequence[str]) -> Part:
        """What is written of a landing, from when the ball is there."""
        baseline, numbers = self._first - PITCH * self.size * k, []
        for text, colour, right in zip(texts, self._colours, self._ends, strict=True):
            digits = Digits(self.size, colour)
            digits.show(text, right, baseline, "right")
            numbers.append(digits)
        part = self.scene.add_part(Group(*numbers))
        if k:
            landed = int(np.argmax(self.runner.track.step >= k))
            part.presence.first = 0.0
            stop = landed + round(TIMES.leave * self.scene.score.fps)
            part.presence.to(1.0, landed, stop)
        return part
