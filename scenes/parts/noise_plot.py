"""How many balls end in the deepest valley, against the size of the noise."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import BELOW, LEFT, Axes, plot_area
from scenes.components.plot.dot import Dot
from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.numerals import nice_ticks, whole_ticks
from scenes.parts.loss_plot import LOWER
from scenes.plans.rain import BALLS
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

HEADROOM = 1.2
"""The highest on the axis, in all balls."""
SMALL_DOT = 0.6
"""Radius of the dot of a size that was not seen, in that of one that was."""
BEFORE = 0.1
"""How much of its length an axis has before no noise, whose dot would hide its numbers."""
CLEAR, LARGE, OVER, HIGH = 0.2, 1.2, 0.08, 0.75
"""From a dot to its count; the size of that, in that of formulas; how far it is above a line of the
plot that would strike it; and how high its digits are, in em."""


class NoisePlot:
    """A dot for each rain that is seen, with its count; and a line through those of all sizes.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills, with its numbers and names.
    """

    def __init__(self, scene: AnyScene, slot: Slot) -> None:
        self.scene, plan, say = scene, scene.plan, scene.say
        self.size = SIZES.small if scene.layout.narrow else SIZES.caption
        self.sizes = np.array([rain.size for rain in plan.rains])
        most = float(self.sizes[-1])
        self.axes = Axes(
            plot_area(slot.inset(bottom=LOWER)), (-BEFORE * most, 1.04 * most),
            (0.0, HEADROOM * BALLS), scene.theme, say.numerals,
            x_ticks=nice_ticks(0.0, most, 5), y_ticks=whole_ticks(BALLS, 3), size=self.size,
        )  # fmt: skip
        self.axes.names_apart = LEFT, BELOW + LOWER
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
        self.counted: list[tuple[float, float]] = []
        """Where the counts of dots are: their right ends, and their baselines."""
        self.dots = {name: self._add_dot(name) for name in plan.shown}

    def _add_line(self) -> Part:
        """Through the counts of all sizes, with a dot at each."""
        plan, theme = self.scene.plan, self.scene.theme
        line = Dashes(theme.minimum, STROKES.curve, dash=0)
        dots = [
            Dot(self.axes, size, float(count), theme.minimum, theme)
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
        theme, rain = self.scene.theme, self.scene.plan.shown[name]
        count = rain.ends_in(self.scene.plan.deepest)
        dot = Dot(self.axes, rain.size, float(count), theme.minimum, theme)
        size = self.size if self.scene.layout.narrow else LARGE * SIZES.formula
        number = words(self.scene.say.numerals.count(count), size, theme.text)
        half = float(number.width) / 2
        x, y = dot.place.tolist()
        above = self._above(y, size)
        beside = any(
            abs(baseline - (y + above)) < size and right + CLEAR > x - half
            for right, baseline in self.counted
        )
        self.counted.append((x + CLEAR + 2 * half, y) if beside else (x + half, y + above))
        if beside:
            number.put(x + CLEAR, y - size / 3)
        else:
            number.put(x, y + above, "centre")
        return self.scene.add_part(Group(dot, number), layer=Layer.NAMES)

    def _above(self, y: float, size: float) -> float:
        """How far above a dot its count is: clear of lines of the plot, where it can be near."""
        lines = self.axes.at(np.zeros(len(self.axes.y_ticks)), self.axes.y_ticks)[:, 1] - y
        ways = [CLEAR, *(way for way in (lines + OVER).tolist() if CLEAR < way < CLEAR + size)]
        free = [way for way in ways if not ((lines > way) & (lines < way + HIGH * size)).any()]
        return min(free, default=CLEAR)
