"""Rows above the plot of a race: what its lines are, and notes on them."""

from __future__ import annotations

from functools import partial

import numpy as np
from manim import Group, Mobject

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
        kept = say(plan.sign("kept"), count=RATES, first=plan.first_looks)
        self.rates = self.add(1, kept, theme.quiet)
        """Where the learning rates come from, which are kept."""
        self.schedule = self._add_schedule(plan)

    def add(
        self,
        row: int,
        text: str,
        colour: str,
        sample: Mobject | None = None,
        setting: SizedMake | None = None,
    ) -> Part:
        """A row, behind a sample of what it names."""
        left = self.slot.left + (SAMPLE + self.size / 2 if sample else 0.0)
        make = setting or partial(words, colour=colour)
        (label,) = fitted(text, self.slot.right - left, 1, self.size, make)
        shown = [label.put(left, self.baselines[row]), *([sample] if sample else [])]
        return self.scene.add_part(Group(*shown))

    def line(
        self, row: int, colour: str, width: float = STROKES.thick, *, dashed: bool = False
    ) -> Mobject:
        """A sample of a line, whole or dashed."""
        line = Dashes(colour, width) if dashed else Dashes(colour, width, dash=0)
        left, middle = self.slot.left, self._middle(row)
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
        return self.add(1, told, colour, self.line(1, colour), setting)
