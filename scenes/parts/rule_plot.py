"""What is still to go over the steps of a race of rules, a curve each."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
from manim import Group

from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.curve import Curve, Dashed
from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.numerals import whole_ticks
from scenes.parts.runner import Runner
from scenes.plans.optimizers import Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

LEAST, MOST, TICKS = -8.0, 112.0, (0.0, 50.0, 100.0)
"""Percent at which the y axis begins, so that no curve lies on its line; at which it ends, beyond
which curves leave the plot; and those with a number."""
SUNK = 1 / 3
"""From a line of the y axis down to the baseline of its number, in em."""
ASIDE = 0.12
"""From the y axis to its numbers, in frame units."""
LEFT = 0.25
"""How much more room these have than others, in frame units: they are long."""


class RulePlot:
    """Axes for both races, the curves of the first, and those of the second.

    Args:
        scene: the scene it belongs to.
        slot: it fills, with its numbers and names.
        first: by rule, the runners of the first race.
        again: those of the second.
    """

    def __init__(
        self, scene: AnyScene, slot: Slot, first: Mapping[str, Runner], again: Mapping[str, Runner]
    ) -> None:
        plan: Plan = scene.plan
        self.scene, say = scene, scene.say
        self.size = size = SIZES.small if scene.layout.narrow else SIZES.label
        self.axes = axes = Axes(
            plot_area(slot.inset(left=LEFT)), (0.0, float(plan.asked.steps)), (LEAST, MOST),
            scene.theme, say.numerals,
            x_ticks=whole_ticks(plan.asked.steps, 5), y_ticks=TICKS, size=size,
        )  # fmt: skip
        self.frame = [scene.add_part(axes), scene.add_part(self._numbers())]
        """The axes with their numbers and names."""
        self.names = [
            scene.add_part(Group(axes.y_name(say(key)))) for key in ("rules.left", "rules.dashed")
        ]
        """Of the y axis, in the first race, and in the second."""
        self.before = {rule: self._before(each) for rule, each in first.items()}
        """In dashes, the whole curves of the first race."""
        self.first = {rule: self._add(first[rule]) for rule in first}
        self.again = {rule: self._add(again[rule]) for rule in again}

    def _numbers(self) -> Group:
        axes, say, theme = self.axes, self.scene.say, self.scene.theme
        shown = Group(axes.x_numbers(), axes.x_name(say("axes.steps")))
        for value in axes.y_ticks.tolist():
            y = float(axes.at(np.zeros(()), np.array(value))[1])
            label = words(say("kinds.percent", share=f"{value:g}"), self.size, theme.quiet)
            shown.add(label.put(axes.slot.left - ASIDE, y - SUNK * self.size, "right"))
        return shown

    def _add(self, runner: Runner) -> Part:
        plan: Plan = self.scene.plan
        curve = Curve(self.axes, plan.to_go(runner.name), runner.colour, self.scene.theme)
        curve.dots = False

        def grow(frame: int) -> Hashable:
            landed = runner.landed(frame)
            curve.show(landed)
            return landed

        return self.scene.add_part(curve, grow, layer=Layer.GROUND)

    def _before(self, runner: Runner) -> Part:
        plan: Plan = self.scene.plan
        values = plan.to_go(runner.name)
        curve = Dashed(self.axes, values, runner.colour, self.scene.theme, STROKES.thin)
        curve.show(len(values) - 1)
        return self.scene.add_part(curve, layer=Layer.GROUND)
