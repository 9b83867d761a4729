"""How many orders of the samples are drawn, and in how many of them stochastic is lower."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np
from manim import Group

from scenes.components.readout import Count
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import words
from scenes.parts.race_legend import RaceLegend
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import ORDERS
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

APART, SPACE = 0.25, 0.32
"""Between counts, which have room around their digits, and words; and between words, in em."""
TRIED = 9
"""Sizes that are tried until all fits on the row."""


def add_orders(
    scene: AnyScene, legend: RaceLegend, drawn_at: Callable[[int], int], plan: Plan
) -> tuple[Part, Part]:
    """In how many of how many orders it is, in a row of the legend; and what an order is.

    Both counts grow as lines become more.
    """
    theme, say, slot = scene.theme, scene.say, legend.slot
    lower_then = np.append(0, np.cumsum(plan.lower_then))
    for size in np.linspace(legend.size, SIZES.small, TRIED).tolist():
        orders = Count(say.forms("counts.orders"), size, theme.text, say.numerals)
        of, name = (words(say(f"orders.{key}"), size, theme.text) for key in ("of", "lower"))
        first = slot.left + width_of(say.numerals.count(ORDERS), size)
        second = first + float(of.width) + 2 * APART * size
        third = second + orders.width_at(ORDERS) + SPACE * size
        if third + float(name.width) <= slot.right:
            break
    lower = Digits(size, theme.stochastic)
    of.put(first + APART * size, legend.baselines[0])
    name.put(third, legend.baselines[0])

    def show(frame: int) -> Hashable:
        drawn = drawn_at(frame)
        orders.show(drawn, second, legend.baselines[0])
        told = say.numerals.count(int(lower_then[drawn]))
        lower.show(told, first - width_of(told, size), legend.baselines[0])
        return drawn

    counts = scene.add_part(Group(lower, of, orders, name), show, layer=Layer.GROUND)
    return counts, legend.add(1, say(f"race.{plan.noun}_order"), theme.quiet)
