"""On a plot of a cost, how much higher another valley is than the end of a walk, or lower."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import pairwise

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import Axes
from scenes.components.text.label import words
from scenes.layout import LEADING
from scenes.parts.slope_arrows import lie_beneath, plate_beneath
from scenes.plans.mountain import TO_RIVAL, WALK, Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

ACROSS, UP = 0.75, 1.0
"""Share of the time in which the level goes across, before it is measured; and where that is done,
as a share of the axis."""
BOLD = 1.4
"""How much thicker than others the line is that measures it."""
OVER, CAPITALS = 0.75, 0.72
"""From the higher level up to how much that is, and how high its letters are, in em."""


class LevelMark:
    """The cost of another valley as a level, and the difference from that of the walk's.

    Args:
        scene: the scene it belongs to.
        axes: of the plot.
        plan: of the walk.
    """

    def __init__(self, scene: AnyScene, axes: Axes, plan: Plan) -> None:
        self.scene, self.axes, self.plan = scene, axes, plan
        self.drawn = Animated(0.0)
        """How much of it is."""
        self.lines = self._add_lines()
        self.told = self._add_told()

    @property
    def costs(self) -> tuple[float, float] | None:
        """Those of the valley of the walk, and of the other one; None if it is not measured."""
        at, rival = self.plan.ends_at(WALK), self.plan.rival
        if at is None or rival is None:
            return None
        here, there = self.plan.surface.minimum_values[[at, rival]].tolist()
        return here, there

    def _add_lines(self) -> Part:
        """The level, dashed, and a line between both."""
        theme, axes = self.scene.theme, self.axes
        level = Dashes(theme.text, STROKES.curve, casing=theme.casing)
        between = Dashes(theme.text, BOLD * STROKES.thick, dash=0)
        first, last = axes.x

        def show(frame: int) -> Hashable:
            share = self.drawn.at(frame)
            if self.costs is None or not share:
                return None
            here, there = self.costs
            end = first + min(share / ACROSS, 1.0) * (last - first)
            level.show(axes.at(np.array([first, end]), np.full(2, there)))
            grown = max((share - ACROSS) / (1.0 - ACROSS), 0.0)
            ends = np.array([there, there + grown * (here - there)])
            x = np.full(2, first + UP * (last - first))
            between.show(*([axes.at(x, ends)] if grown else []))
            return share

        return self.scene.add_part(Group(level, between), show, layer=Layer.NAMES)

    def _add_told(self) -> tuple[Part, ...]:
        """What it is and how much higher, or lower, on plates, if there is a difference.

        It stays within the plot, also where the other valley is at its top.
        """
        scene, key, costs = self.scene, self.plan.sign(TO_RIVAL), self.costs
        if costs is None or not key:
            return ()
        rise = scene.say.numerals.running(abs(self.plan.rise_to_rival), 2)
        size = SIZES.label if scene.layout.narrow else SIZES.caption
        lines = scene.say(key, rise=rise).split(", ")
        labels = [words(line, size, scene.theme.text) for line in lines]
        first, last = self.axes.x
        place = np.asarray(first + UP * (last - first)), np.asarray(max(costs))
        x, y = self.axes.at(*place).tolist()
        x = min(x, self.axes.slot.right - max(float(label.width) for label in labels) / 2)
        y = self._between_lines(
            y + OVER * size, (len(labels) - 1) * LEADING * size + CAPITALS * size
        )
        shown = Group()
        for row, label in enumerate(labels[::-1]):
            label.put(x, y + row * LEADING * size, "centre")
            plate = plate_beneath(float(label.width), size, scene.theme)
            lie_beneath(plate, label)
            shown.add(plate, label)
        return (scene.add_part(shown, layer=Layer.NAMES),)

    def _between_lines(self, least: float, height: float) -> float:
        """The lowest baseline, from a least one on, of words that no line of the plot crosses.

        They are so high; where lines leave no room, they stand as near to the least one as fits.
        """
        slot, ticks = self.axes.slot, np.asarray(self.axes.y_ticks)
        lines = self.axes.at(np.full(len(ticks), self.axes.x[0]), ticks)[:, 1]
        edges = np.append(lines[lines < slot.top], slot.top)
        for low, high in pairwise(edges.tolist()):
            spare = (high - low - height) / 2
            if spare > 0 and low + spare >= least:
                return float(low + spare)
        return min(least, slot.top - height)
