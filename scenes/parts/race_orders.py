"""How many orders of the samples are drawn, and in how many of them stochastic is lower."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np
from manim import Group

from scenes.components.readout import Count
from scenes.components.text.digits import Digits
from scenes.components.text.label import words
from scenes.parts.race_legend import RaceLegend
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import ORDERS
from scenes.stage.scene import AnyScene, Layer, Part

APART = 1.0
"""Between the counts, in em."""


def add_orders(
    scene: AnyScene, legend: RaceLegend, drawn_at: Callable[[int], int], plan: Plan
) -> tuple[Part, Part]:
    """Two counts in a row of the legend, which grow as lines become more; and what an order is."""
    theme, say, size, slot = scene.theme, scene.say, legend.size, legend.slot
    orders = Count(say.forms("counts.orders"), size, theme.text, say.numerals)
    lower, lower_then = Digits(size, theme.stochastic), np.append(0, np.cumsum(plan.lower_then))
    second = slot.left + orders.width_at(ORDERS) + APART * size
    name = words(say("orders.lower"), size, theme.text).put(second, legend.baselines[0])
    third = second + float(name.width) + size / 4

    def show(frame: int) -> Hashable:
        drawn = drawn_at(frame)
        orders.show(drawn, slot.left, legend.baselines[0])
        told = say.numerals.count(int(lower_then[drawn]))
        lower.show(told, third, legend.baselines[0])
        return drawn

    counts = scene.add_part(Group(orders, name, lower), show, layer=Layer.GROUND)
    return counts, legend.add(1, say(f"race.{plan.noun}_order"), theme.quiet)
