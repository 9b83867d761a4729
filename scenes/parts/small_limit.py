"""The cost at the end against the learning rate, small: a valley, and the wall beyond its limit."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import Axes
from scenes.components.plot.terrain import Terrain
from scenes.layout import Slot
from scenes.parts.rate_sweep import ROOMY, cost_span
from scenes.plans.learning_rate import WALKS, Plan
from scenes.plans.rates import LIMIT
from scenes.stage.scene import AnyScene, Layer
from scenes.stage.timeline import Animated


class SmallLimit:
    """The curve, which draws itself, and the limit; no words.

    Args:
        scene: the scene it belongs to.
        plan: has rates and costs.
        slot: the slot it fills.
    """

    def __init__(self, scene: AnyScene, plan: Plan, slot: Slot) -> None:
        theme = scene.theme
        most, span = float(plan.swept[-1]), cost_span(plan, WALKS, ROOMY)
        axes = Axes(slot, (0.0, most), span, theme, log_y=True)
        self.drawn = Animated(0.0)
        """Up to which rate the curve is there, in units of 1/L."""
        curve = Terrain(axes, plan.swept, plan.costs, theme)

        def grow(frame: int) -> Hashable:
            curve.show(self.drawn.at(frame))
            return curve.until

        limit = Dashes(theme.text)
        limit.show(axes.at(np.full(2, LIMIT), np.array(span)))
        self.all = most
        """The largest rate."""
        self.curve = scene.add_part(curve, grow, layer=Layer.GROUND)
        self.parts = (
            scene.add_part(axes), self.curve, scene.add_part(limit, layer=Layer.GROUND),
        )  # fmt: skip
