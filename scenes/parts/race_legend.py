"""Rows above the plot of a race: what its lines are, and notes on them."""

from __future__ import annotations

from functools import partial

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.text.label import formula, tint, words
from scenes.components.text.lines import SizedMake, fitted
from scenes.layout import Slot
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import ORDERS, RATES, Method
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
        lines = [
            self.line(0, colour, k) for k, colour in enumerate((theme.stochastic, theme.other))
        ]
        dips = plan.sign("dips")
        both = say(dips, orders=ORDERS) if dips else told
        self.both = self.add(0, both, theme.text, *lines)
        """The same, of two lines, and what their bumps are, if they are that."""
        kept = say(plan.sign("kept"), count=RATES, first=plan.first_looks)
        self.rates = self.add(1, kept, theme.quiet)
        """Where the learning rates come from, which are kept."""
        self.schedule = self._add_schedule(plan)

    def add(
        self,
        row: int,
        text: str,
        colour: str,
        *samples: Dashes,
        setting: SizedMake | None = None,
    ) -> Part:
        """A row, behind samples of what it names."""
        left = self.slot.left
        if samples:
            left = float(samples[-1].lines[0][-1, 0]) + self.size / 2
        make = setting or partial(words, colour=colour)
        (label,) = fitted(text, self.slot.right - left, 1, self.size, make)
        return self.scene.add_part(Group(label.put(left, self.baselines[row]), *samples))

    def line(self, row: int, colour: str, after: int = 0) -> Dashes:
        """A sample of a line, after so many others in its row."""
        line = Dashes(colour, STROKES.thick, dash=0)
        left, middle = self.slot.left + after * (SAMPLE + self.size / 3), self._middle(row)
        line.show(np.array([[left, middle], [left + SAMPLE, middle]]))
        return line

    def _middle(self, row: int) -> float:
        """The height of a sample in its row."""
        return self.baselines[row] + 0.3 * self.size

    def _add_schedule(self, plan: Plan) -> Part:
        """What the third line is: the same mean, of steps at a rate that shrinks; and that rate."""
        say, theme = self.scene.say, self.scene.theme
        colour, first = theme.other, plan.rates.rates[Method.SHRINKING]
        rate, decay = say.numerals.in_formula(first, 2), say.numerals.in_formula(plan.asked.decay)
        rule = tint(f"alpha_t = {rate}\\/ (1 + {decay} thin t)", theme.rate)
        told = say("methods.shrinking_rule", rule=rule)
        setting = partial(formula, colour=colour)
        return self.add(1, told, colour, self.line(1, colour), setting=setting)
