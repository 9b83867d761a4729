"""The cost at the end against the learning rate, small: a valley, and the wall beyond its limit."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group, Rectangle

from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.dot import Dot
from scenes.components.plot.ring import Ring
from scenes.layout import Slot
from scenes.parts.axis_names import add_axis_names
from scenes.parts.rate_sweep import ROOMY, cost_span, curve_lines
from scenes.plans.learning_rate import WALKS, Plan
from scenes.plans.rates import LIMIT
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

TINT = 0.13
"""Opacity of the red beyond the limit."""
RING, LARGE = 0.2, 4.0
"""Radius of the ring round the lowest dot, and width of a plot, in frame units; in a narrower one
both are smaller."""


class SmallLimit:
    """The curve, which draws itself, red beyond the limit.

    No words but the names of its axes.

    Args:
        scene: the scene it belongs to.
        plan: has rates and costs.
        slot: the slot it fills.
        named: whether its axes have names.
    """

    @staticmethod
    def inset(plan: Plan, slot: Slot, room: float) -> float:
        """What it leaves free on the right of a slot so that there is room beyond the limit."""
        area = plot_area(slot, numbers=False)
        share = LIMIT / float(plan.swept[-1])
        return max(0.0, area.width - (slot.right - area.left - room) / share)

    def __init__(self, scene: AnyScene, plan: Plan, slot: Slot, *, named: bool = False) -> None:
        self.scene, self.plan, theme = scene, plan, scene.theme
        most, span = float(plan.swept[-1]), cost_span(plan, WALKS, ROOMY)
        slot = plot_area(slot, numbers=False) if named else slot
        axes = Axes(slot, (0.0, most), span, theme, log_y=True, size=SIZES.name)
        self.drawn = Animated(0.0)
        """Up to which rate the curve is there, in units of 1/L."""
        curves = Dashes(theme.text, STROKES.thick, 0.0), Dashes(theme.gradient, STROKES.thick, 0.0)
        self.drawn = Animated(0.0)
        """Up to which rate the curve is there, in units of 1/L."""

        def grow(frame: int) -> Hashable:
            drawn = self.drawn.at(frame)
            for curve, since, until in zip(curves, (0.0, LIMIT), (LIMIT, most), strict=True):
                curve.show(*curve_lines(plan, axes, since, min(drawn, until)))
            return drawn

        limit = Dashes(theme.text)
        limit.show(axes.at(np.full(2, LIMIT), np.array(span)))
        self.at_limit = float(axes.at(np.array(LIMIT), np.array(span[0]))[0])
        """Across the frame."""
        self.all = most
        """The largest rate."""
        self.curve = scene.add_part(Group(*curves), grow, layer=Layer.GROUND)
        self.parts: tuple[Part, ...] = (
            scene.add_part(self._beyond(axes.slot), layer=Layer.GROUND), scene.add_part(axes),
            self.curve, scene.add_part(limit, layer=Layer.GROUND),
        )  # fmt: skip
        self.best = self._add_best(axes)
        """The rate of the walks that ends lowest, in a ring, if it is in the plot."""
        if named:
            told = "axes.rate", "axes.excess"
            self.parts += (add_axis_names(scene, axes, *told),)

    def _beyond(self, area: Slot) -> Rectangle:
        """The rates from the limit on."""
        colour, wide = self.scene.theme.gradient, area.right - self.at_limit
        ground = Rectangle(
            width=wide, height=area.height, stroke_width=0, fill_color=colour, fill_opacity=TINT
        )
        return ground.move_to([self.at_limit + wide / 2, float(area.centre[1]), 0.0])

    def _add_best(self, axes: Axes) -> tuple[Part, ...]:
        plan, theme, name = self.plan, self.scene.theme, self.plan.best
        rate, cost = plan.rates[name], plan.final(name)
        if not axes.y[0] <= cost <= axes.y[1]:
            return ()
        size = min(1.0, axes.slot.width / LARGE)
        dot, ring = Dot(axes, rate, cost, theme.rate, theme), Ring(theme.text, theme, RING * size)
        dot.radius *= size
        ring.show(dot.place)
        return (self.scene.add_part(Group(dot, ring), layer=Layer.NAMES),)
