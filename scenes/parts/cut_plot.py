"""The cost over one parameter in a plot, drawn along with the cut through the bowl that it is."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from scenes.components.path.ball import Ball
from scenes.components.plot.axes import plot_area
from scenes.components.swept import Swept
from scenes.layout import Slot
from scenes.parts.cost_axes import CostAxes
from scenes.plans.slope import W
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated

HEADROOM = 1.08
"""The upper end of the axis, in the greatest cost."""


class CutPlot:
    """The curve as far as the cut is drawn, and the ball on it.

    Args:
        scene: the scene it belongs to; its plan is that of `gradient`.
        slot: the slot it fills, with its numbers and names.
        drawn: how far the cut is drawn.
    """

    def __init__(self, scene: AnyScene, slot: Slot, drawn: Animated) -> None:
        self.scene, self.drawn, plan = scene, drawn, scene.plan
        area, start, axis = plot_area(slot), plan.run.theta[0], np.eye(2)[W]
        middle = np.array([plan.minimum[W], start[1 - W]])
        reach = float(np.sqrt(plan.radius**2 - (middle[1] - plan.minimum[1]) ** 2))
        ends = middle + reach * np.array([[-1.0, 0.0], [1.0, 0.0]])
        most = float(plan.problem.loss(ends).max())
        self.section = Swept(plan.problem.loss, middle, axis, reach, area, scene.theme)
        self.section.high = HEADROOM * most
        self.face = scene.add_part(self.section, self._sweep, layer=Layer.GROUND)
        spans = np.stack([ends[:, W], [0.0, self.section.high]])
        names = scene.say("turn.tilt"), scene.say("turn.cost")
        axes = CostAxes(scene, area, spans, most, names, lambda _: area)
        ball = Ball(self.section, scene.theme.batch, scene.theme)
        ball.show(start, float(plan.run.loss[0]))
        self.parts: tuple[Part, ...] = (
            *axes.heights, axes.tilts, self.face, scene.add_part(ball, layer=Layer.GROUND)
        )  # fmt: skip

    def _sweep(self, frame: int) -> Hashable:
        drawn = self.drawn.at(frame)
        reach = self.section.reach
        self.section.show(-reach, reach * (2.0 * drawn - 1.0))
        return drawn
