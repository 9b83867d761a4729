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

NAMES = ("$w$", "$b$", r"$partial J \/ partial w$", r"$partial J \/ partial b$", "$J$")
PITCH, HEAD, GAP, MORE = 1.35, 1.7, 0.5, 1.0
"""From a row to the next, and from the names to the first; the least room between columns, and what
may be added to it; in em."""
NAME, FIRST, PAIRS = 0.85, 0.8, 1.5
"""Size of the names in that of the numbers; from the upper edge to the rule, in em of that; from
the names of columns to those of two of them, in em."""
SPREAD = 1.4
"""How much farther apart notes are than lines of their size."""


class StepTable:
    """The rule of a step for both parameters, and below it the first steps in numbers.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        runner: whose steps these are.
        rows: what is written of each landing, from the start on: w, b, both slopes and the cost.
        notes: where theta and the learning rate stand; that is right of the rule if it is None.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        runner: Runner,
        rows: Sequence[Sequence[str]],
        notes: Slot | None = None,
    ) -> None:
        self.scene, self.slot, self.runner, self.notes = scene, slot, runner, notes
        self.rule = self._add_rule()
        for self.size in (SIZES.caption, SIZES.name, SIZES.label, SIZES.small):
            numbers = [max(width_of(row[k], self.size) for row in rows) for k in range(len(NAMES))]
            heads = [float(formula(name, self._head, scene.theme.text).width) for name in NAMES]
            widths = np.maximum(numbers, heads)
            free = slot.width - float(widths.sum()) - (len(NAMES) - 1) * GAP * self.size
            high = (PITCH * (len(rows) - 1) + HEAD + PAIRS) * self.size
            if free >= 0 and slot.bottom + high <= self._below:
                break
        between = GAP * self.size + float(np.clip(free / (len(NAMES) - 1), 0.0, MORE * self.size))
        middles = slot.left + np.cumsum(widths) - widths / 2 + between * np.arange(len(NAMES))
        self._middles, self._ends = middles.tolist(), (middles + np.array(numbers) / 2).tolist()
        self._first = slot.bottom + 0.3 * self.size + PITCH * self.size * (len(rows) - 1)
        self.names = self._add_names()
        self.rows = [self._add_row(k, row) for k, row in enumerate(rows)]

    @property
    def _head(self) -> float:
        """The size of names."""
        return max(NAME * self.size, SIZES.small)

    @property
    def _colours(self) -> tuple[str, ...]:
        theme = self.scene.theme
        return theme.text, theme.text, theme.gradient, theme.gradient, theme.text

    def _add_rule(self) -> Part:
        """The rule, and what theta and the learning rate are."""
        scene, slot, theme = self.scene, self.slot, self.scene.theme
        told = scene.say.numerals.in_formula(float(self.runner.run.learning_rate[0]))
        rate = formula(f"$alpha = {told}$", SIZES.label, theme.rate)
        notes, beside = [rate], self.notes is None
        most = slot.width - (float(rate.width) + SIZES.label if beside else 0.0)
        size = SIZES.label if beside else SIZES.formula
        rule = update_rule(scene.say, theme, size, most=most)
        rule.put(slot.left, slot.top - FIRST * rule.size)
        if self.notes is None:
            rate.put(slot.right, rule.baseline, "right")
        else:
            notes.insert(0, formula("$theta = (w, b)$", SIZES.label, theme.text))
            levels = self.notes.lines(len(notes), SPREAD * SIZES.label)
            for note, baseline in zip(notes, levels, strict=True):
                note.put(self.notes.left, baseline)
        self._below = rule.baseline - 0.5 * rule.size
        return scene.add_part(Group(rule, *notes))

    def _add_names(self) -> Part:
        """Of the columns and, where there is room, of each two of them."""
        baseline, theme = self._first + HEAD * self.size, self.scene.theme
        labels = [
            formula(name, self._head, colour).put(x, baseline, "centre")
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
