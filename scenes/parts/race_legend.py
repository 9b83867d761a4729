"""Rows above the plot of a race: what its lines are."""

from __future__ import annotations

from functools import partial

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.text.label import formula, tint, words
from scenes.components.text.lines import SizedMake, fitted
from scenes.layout import Slot
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import ORDERS, Method
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES, STROKES

ROWS = 2
SAMPLE = 0.40
"""Length of the line before a row."""


class RaceLegend:
    """Rows that take turns above the plot.

    Args:
        scene: the scene they belong to.
        slot: the slot they fill.
        plan: with the runs.
    """

    def __init__(self, scene: AnyScene, slot: Slot, plan: Plan) -> None:
        self.scene, self.slot, theme, say = scene, slot, scene.theme, scene.say
        self.size = SIZES.small if scene.layout.narrow else SIZES.formula
        self.baselines = slot.lines(ROWS, self.size)
        told = say("orders.mean", orders=ORDERS)
        self.many = self.add(0, told, theme.text, self.line(0, theme.stochastic))
        """What stands for many orders of the samples."""
        self.schedule = self._add_schedule(plan)

    def add(
        self, row: int, text: str, colour: str, sample: Dashes, setting: SizedMake | None = None
    ) -> Part:
        """Words behind a sample of what they name."""
        left = float(sample.lines[0][-1, 0]) + self.size / 2
        make = setting or partial(words, colour=colour)
        (label,) = fitted(text, self.slot.right - left, 1, self.size, make)
        return self.scene.add_part(Group(label.put(left, self.baselines[row]), sample))

    def line(self, row: int, colour: str) -> Dashes:
        """A sample of a line, in its row."""
        line = Dashes(colour, STROKES.thick, dash=0)
        left, middle = self.slot.left, self.baselines[row] + 0.3 * self.size
        line.show(np.array([[left, middle], [left + SAMPLE, middle]]))
        return line

    def _add_schedule(self, plan: Plan) -> Part:
        """What the third line is: the same mean, of steps at a rate that shrinks; and that rate."""
        say, theme = self.scene.say, self.scene.theme
        colour, first = theme.other, plan.rates.rates[Method.SHRINKING]
        rate, decay = say.numerals.in_formula(first, 2), say.numerals.in_formula(plan.asked.decay)
        rule = tint(f"alpha_t = {rate}\\/ (1 + {decay} thin t)", theme.rate)
        told = say("methods.shrinking_rule", rule=rule)
        setting = partial(formula, colour=colour)
        return self.add(1, told, colour, self.line(1, colour), setting)
