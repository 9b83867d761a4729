"""How far each step goes along a ravine: of plain descent, and of a rule that remembers."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from manim import Group

from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.curve import Curve
from scenes.layout import Slot
from scenes.numerals import nice_ticks, whole_ticks
from scenes.parts.runner import Runner
from scenes.plans.optimizers import ALONE, Plan
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

HEADROOM = 1.12
"""Of the y axis, in the longest step."""


class AlongPlot:
    """Axes over the first steps, and a curve a run.

    Args:
        scene: that it belongs to.
        slot: that it fills, with its numbers and names.
        runners: of the rules, in the ravine.
    """

    def __init__(self, scene: AnyScene, slot: Slot, runners: Sequence[Runner]) -> None:
        plan: Plan = scene.plan
        say, size = scene.say, SIZES.small if scene.layout.narrow else SIZES.label
        moved = [np.abs(np.diff(plan.in_ravine(runner.name)[:, 0])) for runner in runners]
        most = HEADROOM * max(float(each[:ALONE].max()) for each in moved)
        axes = Axes(
            plot_area(slot), (0.0, float(ALONE)), (0.0, most or 1.0), scene.theme, say.numerals,
            x_ticks=whole_ticks(ALONE, 5), y_ticks=nice_ticks(0.0, most or 1.0, 3), size=size,
            scaled=True,
        )  # fmt: skip
        names = Group(
            axes.x_numbers(), axes.y_numbers(),
            axes.x_name(say("axes.steps")), axes.y_name(say("axes.along")),
        )  # fmt: skip
        self.parts: list[Part] = [scene.add_part(axes), scene.add_part(names)]
        for runner, lengths in zip(runners, moved, strict=True):
            self.parts.append(self._add(scene, axes, runner, np.append(0.0, lengths)))

    def _add(self, scene: AnyScene, axes: Axes, runner: Runner, lengths: np.ndarray) -> Part:
        curve = Curve(axes, lengths, runner.colour, scene.theme)

        def grow(frame: int) -> Hashable:
            landed = runner.landed(frame)
            curve.show(landed)
            return landed

        return scene.add_part(curve, grow)
