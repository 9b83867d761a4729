"""How many orders of the samples are drawn, and in how many of them stochastic is lower."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

import numpy as np
from manim import Group

from scenes.components.readout import Count
from scenes.components.text.digits import Digits
from scenes.components.text.label import words
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.parts.race_plot import RacePlot
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import ORDERS
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES


def add_orders(scene: AnyScene, slot: Slot, plot: RacePlot, plan: Plan) -> Part:
    """Two counts below one another, from the top of a slot, which grow as lines become more."""
    theme, say = scene.theme, scene.say
    size = SIZES.small if scene.layout.narrow else SIZES.label
    for large in (SIZES.title, SIZES.formula, size):
        orders = Count(say.forms("counts.orders"), large, theme.text, say.numerals)
        if orders.width_at(ORDERS) <= slot.width:
            break
    text = say("orders.lower", first=plan.first_looks)
    lines = wrapped(text, slot.width, partial(words, size=size, colour=theme.text))
    lower, lower_then = Digits(large, theme.stochastic), np.append(0, np.cumsum(plan.lower_then))
    first = slot.top - large
    baseline = first - 0.4 * large
    for line in lines:
        baseline -= LEADING * size
        line.put(slot.left, baseline)
    last = baseline - LEADING * large

    def show(frame: int) -> Hashable:
        drawn = plot.orders(frame)
        orders.show(drawn, slot.left, first)
        lower.show(say.numerals.count(int(lower_then[drawn])), slot.left, last)
        return drawn

    return scene.add_part(Group(orders, *lines, lower), show)
