"""The cost over one parameter in a plot, which is a cut through the bowl."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np

from gdcore.typing import Array
from scenes.components.path.ball import Ball
from scenes.components.path.sheet import Sheet
from scenes.components.plot.axes import plot_area
from scenes.components.plot.ring import Ring
from scenes.components.section import Section
from scenes.layout import Slot
from scenes.parts.cost_axes import CostAxes
from scenes.plans.slope import W
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import STROKES

FAINT = 0.07
"""Opacity of what is above the curve: on dark ground it is seen as well as on the bowl."""
HEADROOM = 1.08
"""The upper end of the axis, in the greatest cost."""


class CutPlot:
    """The curve of w as far as the floor goes, and the ball on it.

    Args:
        scene: the scene it belongs to; its plan is that of `gradient`.
        slot: the slot it fills, with its numbers and names.
        across: the parameters (n, 2) along which it goes, from end to end.
        reached: which of these a ring is at, at each frame.
    """

    def __init__(
        self, scene: AnyScene, slot: Slot, across: Array, reached: Callable[[int], int]
    ) -> None:
        plan, ends = scene.plan, across[[0, -1]]
        area, start, axis = plot_area(slot), plan.run.theta[0], np.eye(2)[W]
        middle, reach = ends.mean(axis=0), float(np.ptp(ends[:, W])) / 2
        most = float(plan.problem.loss(ends).max())
        self.section = Section(plan.problem.loss, middle, axis, reach, area, scene.theme)
        self.section.high = HEADROOM * most
        self.face = scene.add_part(self.section, layer=Layer.GROUND)
        spans = np.stack([ends[:, W], [0.0, self.section.high]])
        names = scene.say("turn.tilt"), scene.say("turn.cost")
        axes = CostAxes(scene, area, spans, most, names, lambda _: area)
        ball = Ball(self.section, scene.theme.batch, scene.theme)
        ball.show(start, float(plan.run.loss[0]))
        self.parts: tuple[Part, ...] = (
            *axes.heights, axes.tilts, self.face, scene.add_part(ball, layer=Layer.GROUND)
        )  # fmt: skip
        self.sheet = self._add_sheet(scene, across, reached)
        self.follow = self._add_ring(scene, across, reached)

    def _add_sheet(self, scene: AnyScene, across: Array, reached: Callable[[int], int]) -> Part:
        """What is above the curve, up to the straight line between its ends, as far as the ring."""
        sheet, costs = Sheet(scene.theme, FAINT), self.section.loss(across)
        line = np.linspace(costs[0], costs[-1], len(across))

        def reach(frame: int) -> Hashable:
            far = reached(frame) + 1
            places = across[:far]
            sheet.show(*(self.section.at(places, each[:far])[:, :2] for each in (costs, line)))
            return far

        return scene.add_part(sheet, reach, layer=Layer.GROUND)

    def _add_ring(self, scene: AnyScene, across: Array, reached: Callable[[int], int]) -> Part:
        ring = Ring(scene.theme.text, scene.theme, STROKES.ball)

        def follow(frame: int) -> Hashable:
            theta = across[reached(frame)]
            ring.show(self.section.at(theta, self.section.loss(theta))[:2])
            return reached(frame)

        return scene.add_part(ring, follow, layer=Layer.NAMES)
