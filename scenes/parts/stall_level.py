"""On the plot of a race, the mean cost about which orders jump once they have come down."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.text.label import Label, words
from scenes.components.text.lines import fitted
from scenes.parts.race_plot import SINGLE, RacePlot
from scenes.plans.batch_vs_sgd import Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

BEFORE, MIDDLE = 0.5, 0.33
"""From the words to the line that they stand before, and from their baseline up to it, in em."""
ABOVE = 0.6
"""From the highest cost nearby up to the words, in em."""
TIED, HANGS = 0.4, 0.3
"""From the right end of the axis to what ties the words to the line, and from their baseline down
to that, in em."""
WIDEST, BEGINS = 0.9, 1.5
"""Width of the words, at most, in that of the plot; and how far from its left end they begin at
least, in em."""


class StallLevel:
    """The mean cost of all orders once they have come down, as a line, and what it is.

    Args:
        scene: the scene it belongs to.
        plot: that it is drawn on.
        plan: with the runs.
    """

    def __init__(self, scene: AnyScene, plot: RacePlot, plan: Plan) -> None:
        self.scene, self.plot, self.plan = scene, plot, plan
        self.cost = plan.level
        """What it is; None if orders do not jump about a level."""
        self.colour = plot.runners[SINGLE].colour
        self.parts = () if self.cost is None else (self._add_line(self.cost), self._add(self.cost))

    def _add_line(self, cost: float) -> Part:
        """The line, over the later half of the looks."""
        axes = self.plot.axes
        line = Dashes(self.colour, 1.5 * STROKES.thick, dash=0)

        def show(frame: int) -> Hashable:
            state = self.plot.bring(frame)
            half, end = self.plan.looks // 2, self.plan.looks
            line.show(axes.at(np.array([half, end], dtype=float), np.full(2, cost)))
            return state

        return self.scene.add_part(line, show, layer=Layer.NAMES)

    def _add(self, cost: float) -> Part:
        """What it is, at the right, above what both cost there, and tied to the line."""
        scene, axes = self.scene, self.plot.axes
        large = SIZES.label if scene.layout.narrow else SIZES.name
        told = scene.say("orders.level", cost=scene.say.numerals.significant(cost, 1))
        make = partial(words, colour=self.colour, weight="semibold")
        (label,) = fitted(told, WIDEST * axes.slot.width, 1, large, make)
        size = max(float(label.size), SIZES.small)
        label = make(told, size).cased(scene.theme.casing)
        tie = Dashes(self.colour, STROKES.axis, dash=0)
        batch, single = self.plan.batch_by_look, self.plan.excess(SINGLE)

        def show(frame: int) -> Hashable:
            state, slot = self.plot.bring(frame), axes.slot
            width = float(label.width)
            if self._put_before(label, cost):
                tie.show()
                return state
            right = max(slot.right, slot.left + BEGINS * size + width)
            share = (right - width - size - slot.left) / slot.width
            first = int(np.clip(share, 0.0, 1.0) * self.plan.looks)
            highest = max(cost, float(batch[first:].max()), float(single[first:].max()))
            top = float(axes.at(np.zeros(()), np.asarray(highest))[1]) + ABOVE * size
            label.put(right, min(top, slot.top - size), "right")
            x, level = slot.right - TIED * size, axes.at(np.zeros(()), np.asarray(cost))[1]
            tie.show(np.array([[x, float(label.baseline) - HANGS * size], [x, float(level)]]))
            return state

        return scene.add_part(Group(tie, label), show, layer=Layer.NAMES)

    def _put_before(self, label: Label, cost: float) -> bool:
        """Put it before the line, on its height, if it is clear of batch's cost there."""
        axes, half = self.plot.axes, self.plan.looks // 2
        x, y = axes.at(np.array(float(half)), np.array(cost)).tolist()
        right, size = x - BEFORE * label.size, float(label.size)
        share = (right - float(label.width) - size - axes.slot.left) / axes.slot.width
        if share < 0.0:
            return False
        looks = np.arange(int(share * self.plan.looks), half + 1)
        heights = axes.at(looks.astype(float), self.plan.batch_by_look[looks])[:, 1]
        if bool((np.abs(heights - y) < size).any()):
            return False
        label.put(right, y - MIDDLE * size, "right")
        return True
