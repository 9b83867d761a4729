"""On the plot of a race, where the cost of steps that shrink dips: at the end of a round."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.text.label import Label, words
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING
from scenes.parts.race_plot import RacePlot
from scenes.plans.batch_vs_sgd import Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import STROKES

WIDEST, RISES = 0.98, 0.8
"""Width of the words, at most, in that of the plot; and from the axis up to their lowest baseline,
in em."""
APART = 0.06
"""From the curve to what ties the words to it, and from that to them."""


def add_dip(scene: AnyScene, plot: RacePlot, plan: Plan) -> tuple[Part, ...]:
    """What a dip is, below the last one but one, and tied to it; none if there is no room."""
    if plan.dips_at is None:
        return ()
    axes, theme, size = plot.axes, scene.theme, plot.size
    told = scene.say("orders.round", count=len(plan.data))
    make = partial(words, size=size, colour=theme.other)
    lines: list[Label] = wrapped(told, WIDEST * axes.slot.width, make)
    for line in lines:
        line.cased(theme.casing)
    tie, look = Dashes(theme.other, STROKES.axis, dash=0), plan.dips_at
    cost = float(plan.shrinking.mean[look])
    lowest = axes.slot.bottom + RISES * size
    top = lowest + LEADING * size * (len(lines) - 1) + size
    place = axes.at(np.array(float(look)), np.array(cost))
    if float(place[1]) - 2 * APART < top:
        return ()

    def show(frame: int) -> Hashable:
        state = plot.bring(frame)
        x, y = axes.at(np.array(float(look)), np.array(cost)).tolist()
        for row, line in enumerate(reversed(lines)):
            line.put(axes.slot.right, lowest + LEADING * size * row, "right")
        tie.show(np.array([[x, top + APART / 2], [x, y - APART]]))
        return state

    return (scene.add_part(Group(tie, *lines), show, layer=Layer.NAMES),)
