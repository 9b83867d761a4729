"""The cost at the end against the learning rate, small: a valley, and the wall beyond its limit."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.terrain import Terrain
from scenes.layout import Slot
from scenes.parts.axis_names import add_axis_names
from scenes.parts.rate_sweep import ROOMY, cost_span
from scenes.plans.learning_rate import WALKS, Plan
from scenes.plans.rates import LIMIT
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES


class SmallLimit:
    """The curve, which draws itself, and the limit; no words but the names of its axes.

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
        theme = scene.theme
        most, span = float(plan.swept[-1]), cost_span(plan, WALKS, ROOMY)
        slot = plot_area(slot, numbers=False) if named else slot
        axes = Axes(slot, (0.0, most), span, theme, log_y=True, size=SIZES.name)
        self.drawn = Animated(0.0)
        """Up to which rate the curve is there, in units of 1/L."""
        curve = Terrain(axes, plan.swept, plan.costs, theme)

        def grow(frame: int) -> Hashable:
            curve.show(self.drawn.at(frame))
            return curve.until

        limit = Dashes(theme.text)
        limit.show(axes.at(np.full(2, LIMIT), np.array(span)))
        self.at_limit = float(axes.at(np.array(LIMIT), np.array(span[0]))[0])
        """Across the frame."""
        self.all = most
        """The largest rate."""
        self.curve = scene.add_part(curve, grow, layer=Layer.GROUND)
        self.parts: tuple[Part, ...] = (
            scene.add_part(axes), self.curve, scene.add_part(limit, layer=Layer.GROUND),
        )  # fmt: skip
        if named:
            told = "axes.rate", "axes.excess"
            self.parts += (add_axis_names(scene, axes, *told),)
