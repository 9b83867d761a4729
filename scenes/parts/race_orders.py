"""How many orders of the samples are drawn."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np
from manim import Group

from scenes.components.readout import Count
from scenes.components.text.label import words
from scenes.parts.race_legend import RaceLegend
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import ORDERS
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

SPACE = 0.6
"""From the count to what an order is, in em."""
TRIED = 9
"""Sizes that are tried until both fit on the row."""


def add_orders(
    scene: AnyScene, legend: RaceLegend, drawn_at: Callable[[int], int], plan: Plan
) -> Part:
    """How many orders are drawn, and what one is, in the row of the legend.

    The count grows as lines become more.
    """
    theme, say, slot = scene.theme, scene.say, legend.slot
    for size in np.linspace(legend.size, SIZES.small, TRIED).tolist():
        orders = Count(say.forms("counts.orders"), size, theme.text, say.numerals)
        order = words(say(f"race.{plan.noun}_order"), size, theme.quiet)
        left = slot.left + orders.width_at(ORDERS) + SPACE * size
        if left + float(order.width) <= slot.right:
            break
    order.put(left, legend.baselines[0])

    def show(frame: int) -> Hashable:
        drawn = drawn_at(frame)
        orders.show(drawn, slot.left, legend.baselines[0])
        return drawn

    return scene.add_part(Group(orders, order), show, layer=Layer.GROUND)
