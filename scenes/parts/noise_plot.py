"""How many balls end in the deepest valley, against the size of the noise."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.dot import Dot
from scenes.components.text.label import Label, words
from scenes.layout import Slot
from scenes.numerals import nice_ticks, whole_ticks
from scenes.plans.rain import BALLS, Rain
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

HEADROOM = 1.2
"""The highest on the axis, in all balls."""
SMALL_DOT = 0.6
"""Radius of the dot of a size that was not seen, in that of one that was."""
BEFORE = 0.07
"""How much of its length an axis has before no noise, whose dot would hide its numbers."""
CLEAR = 0.2
"""From a dot to its count."""


class NoisePlot:
    """A dot for each rain that is seen, with its count; and a line through those of all sizes.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills, with its numbers and names.
    """

    def __init__(self, scene: AnyScene, slot: Slot) -> None:
        self.scene, plan, say = scene, scene.plan, scene.say
        self.size = SIZES.small if scene.layout.narrow else SIZES.label
        self.sizes = np.array([rain.size for rain in plan.rains])
        most = float(self.sizes[-1])
        self.axes = Axes(
            plot_area(slot), (-BEFORE * most, 1.04 * most), (0.0, HEADROOM * BALLS), scene.theme,
            say.numerals,
            x_ticks=nice_ticks(0.0, most, 5), y_ticks=whole_ticks(BALLS, 3), size=self.size,
        )  # fmt: skip
        names = Group(
            self.axes.x_numbers(),
            self.axes.y_numbers(),
            self.axes.x_name(say("valleys.noise")),
            self.axes.y_name(say(scene.plan.sign("count"), count=BALLS)),
        )
        self.frame: tuple[Part, Part] = (scene.add_part(self.axes), scene.add_part(names))
        self.drawn = Animated(0.0)
        """Up to which size the line is there."""
        self.line = self._add_line()
        self.counted: list[Label] = []
        """The counts beside dots."""
        self.dots = {name: self._add_dot(name) for name in plan.shown}

    def rain_at(self, frame: int) -> Rain:
        """The rain of the last size that the line has come to."""
        reached = np.searchsorted(self.sizes, self.drawn.at(frame), side="right") - 1
        rain: Rain = self.scene.plan.rains[int(reached)]
        return rain

    def _add_line(self) -> Part:
        """Through the counts of all sizes, with a dot at each."""
        plan, theme = self.scene.plan, self.scene.theme
        line = Dashes(theme.quiet, STROKES.curve, dash=0)
        dots = [
            Dot(self.axes, size, float(count), theme.quiet, theme)
            for size, count in zip(self.sizes.tolist(), plan.counts, strict=True)
        ]
        for dot in dots:
            dot.radius *= SMALL_DOT

        def grow(frame: int) -> Hashable:
            most = self.drawn.at(frame)
            x = np.append(self.sizes[self.sizes < most], most)
            y = np.interp(x, self.sizes, plan.counts)
            line.show(*([self.axes.at(x, y)] if most > 0 else []))
            for size, dot in zip(self.sizes.tolist(), dots, strict=True):
                dot.strength = float(0.0 < size <= most)
            return most

        return self.scene.add_part(Group(line, *dots), grow, layer=Layer.GROUND)

    def _add_dot(self, name: str) -> Part:
        """One rain's count, with its number above, or beside it."""
        plan, theme, rain = self.scene.plan, self.scene.theme, self.scene.plan.shown[name]
        count = rain.ends_in(plan.deepest)
        dot = Dot(self.axes, rain.size, float(count), theme.minimum, theme)
        told, narrow = self.scene.say.numerals.count(count), self.scene.layout.narrow
        label = words(told, self.size if narrow else SIZES.formula, theme.text, "semibold")
        x, y = dot.place.tolist()
        label.put(x, y + CLEAR, "centre")
        others = [each for each in self.counted if abs(each.baseline - label.baseline) < self.size]
        if any(float(each.get_right()[0]) + CLEAR > float(label.get_left()[0]) for each in others):
            label.put(x + CLEAR, y - self.size / 3)
        self.counted.append(label)
        return self.scene.add_part(Group(dot, label), layer=Layer.NAMES)
