"""The cost at the end against the learning rate, small: a valley, and the wall beyond its limit."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import Axes
from scenes.components.plot.terrain import Terrain
from scenes.components.text.label import formula, words
from scenes.layout import Slot
from scenes.parts.rate_sweep import ROOMY, cost_span
from scenes.plans.learning_rate import WALKS, Plan
from scenes.plans.rates import LIMIT
from scenes.stage.scene import AnyScene, Layer
from scenes.stage.timeline import Animated
from scenes.theme import SIZES

FOOT = 1.3
"""Room below the plot for a line, in em."""
UNDER, LOW = 1.05, 0.8
"""From the plot down to its baseline, and from the upper edge to that of the note, in em."""
CLEAR = 0.5
"""From the limit to the note that ends before it, in em."""


class SmallLimit:
    """The curve, which draws itself, and the limit; no numbers.

    Args:
        scene: the scene it belongs to.
        plan: has rates and costs.
        slot: the slot it fills, with a line below it on what its letters are.
    """

    def __init__(self, scene: AnyScene, plan: Plan, slot: Slot) -> None:
        theme, say, size = scene.theme, scene.say, SIZES.small
        most, span = float(plan.swept[-1]), cost_span(plan, WALKS, ROOMY)
        axes = Axes(slot.inset(bottom=FOOT * size), (0.0, most), span, theme, log_y=True)
        self.drawn = Animated(0.0)
        """Up to which rate the curve is there, in units of 1/L."""
        curve = Terrain(axes, plan.swept, plan.costs, theme)

        def grow(frame: int) -> Hashable:
            curve.show(self.drawn.at(frame))
            return curve.until

        limit = Dashes(theme.text)
        limit.show(axes.at(np.full(2, LIMIT), np.array(span)))
        x, top = axes.at(np.array(LIMIT), np.array(span[1])).tolist()
        axis = say("summary.log" if scene.layout.narrow else "poster.above")
        note = words(axis, size, theme.quiet).cased(theme.casing)
        note.put(x - CLEAR * size, top - LOW * size, "right")
        baseline = axes.slot.bottom - UNDER * size
        told = formula(say("summary.curvature"), size, theme.quiet)
        rate = formula("$alpha$", size, theme.rate).put(slot.right, baseline, "right")
        if scene.layout.narrow:
            below = [told.put(slot.right, baseline, "right")]
        else:
            below = [told.put(slot.left, baseline), rate]
        self.all = most
        """The largest rate."""
        self.curve = scene.add_part(curve, grow, layer=Layer.GROUND)
        self.parts = (
            scene.add_part(axes), self.curve, scene.add_part(limit, layer=Layer.GROUND),
        )  # fmt: skip
        self.notes = tuple(
            scene.add_part(each, layer=Layer.NAMES) for each in (note, Group(*below))
        )
        """What is written about it."""
