"""How many balls end in the deepest valley, against the size of the noise."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import BELOW, LEFT, Axes, plot_area
from scenes.components.plot.dot import Dot
from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.numerals import nice_ticks, whole_ticks
from scenes.parts.loss_plot import LOWER
from scenes.plans.rain import BALLS, REPEATS
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

CAP, FOOT = 0.06, 0.3
"""Half the width of a bar's ends; and from the foot of a slot to a note's baseline, in em."""
HEADROOM = 1.2
"""The highest on the axis, in all balls."""
SMALL_DOT = 0.5
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
        wide = SIZES.name if scene.layout.beside else SIZES.caption
        self.size = wide if scene.layout.words_share is None else SIZES.small
        self.sizes = np.array([rain.size for rain in plan.rains])
        most = float(self.sizes[-1])
        self.axes = Axes(
            plot_area(slot.inset(bottom=LOWER)), (-BEFORE * most, 1.04 * most),
            (0.0, HEADROOM * BALLS), scene.theme, say.numerals,
            x_ticks=nice_ticks(0.0, most, 5), y_ticks=whole_ticks(BALLS, 3), size=self.size,
        )  # fmt: skip
        self.axes.names_apart = LEFT, BELOW + LOWER
        self._counted_name = self.axes.y_name(say(scene.plan.sign("count"), count=BALLS))
        names = Group(
            self.axes.x_numbers(),
            self.axes.y_numbers(),
            self.axes.x_name(say("valleys.noise")),
            self._counted_name,
        )
        self.frame: tuple[Part, Part] = (scene.add_part(self.axes), scene.add_part(names))
        self.drawn = Animated(0.0)
        """Up to which size the line is there."""
        self.line = self._add_line()
        """With a bar at each dot, over the counts of the repeats."""
        self.counted: list[tuple[float, float]] = []
        """Where the counts of dots are: their right ends, and their baselines."""
        self.dots = {name: self._add_dot(name) for name in plan.shown}

    def _add_line(self) -> Part:
        """Through the counts of all sizes, with a dot at each, on the bar of its repeats."""
        plan, theme = self.scene.plan, self.scene.theme
        bars = Dashes(theme.text, STROKES.fine, dash=0)
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
            there = [k for k, size in enumerate(self.sizes) if 0.0 < size <= most]
            bars.show(*(line for k in there for line in self._bar(k)))
            for size, dot in zip(self.sizes.tolist(), dots, strict=True):
                dot.strength = float(0.0 < size <= most)
            return most

        return self.scene.add_part(Group(line, bars, *dots), grow, layer=Layer.GROUND)

    def _bar(self, which: int) -> list[Array]:
        """From the fewest in the repeats with one size to the most, with its ends, (2, 2) each."""
        size = float(self.sizes[which])
        ends = self.axes.at(np.full(2, size), self.scene.plan.spread[which].astype(float))
        across = np.array([[-CAP, 0.0], [CAP, 0.0]])
        return [ends, *(end + across for end in ends)]

    def add_note(self, slot: Slot) -> Part:
        """What the dots and the bars are, at the foot of a slot above the plot or beside it.

        That is in two lines if there is room.
        """
        told = self.scene.say("valleys.repeats", count=REPEATS)
        make = partial(words, colour=self.scene.theme.quiet)
        most = 2 if slot.height > 2 * LEADING * self.size else 1
        lines = fitted(told, slot.width, most, self.size, make)
        for row, line in enumerate(lines[::-1]):
            line.put(slot.left, slot.bottom + (FOOT + LEADING * row) * line.size)
        return self.scene.add_part(Group(*lines))

    def _add_dot(self, name: str) -> Part:
        """One rain's count, with its number above, or beside it."""
        theme, rain = self.scene.theme, self.scene.plan.shown[name]
        count = rain.ends_in(self.scene.plan.deepest)
        dot = Dot(self.axes, rain.size, float(count), theme.minimum, theme)
        size = SIZES.name if self.scene.layout.narrow else LARGE * SIZES.formula
        number = words(self.scene.say.numerals.count(count), size, theme.text)
        half = float(number.width) / 2
        x, y = dot.place.tolist()
        spread = self.scene.plan.spread[self.sizes == rain.size]
        higher = float(self.axes.at(np.zeros(1), spread.max(axis=1).astype(float))[0, 1])
        above = self._above(y, size, max(CLEAR, higher - y + OVER))
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

    def _above(self, y: float, size: float, clear: float) -> float:
        """How far above a dot its count is, at least so far: clear of lines of the plot."""
        lines = self.axes.at(np.zeros(len(self.axes.y_ticks)), self.axes.y_ticks)[:, 1] - y
        ways = [clear, *(way for way in (lines + OVER).tolist() if clear < way < clear + size)]
        free = [way for way in ways if not ((lines > way) & (lines < way + HIGH * size)).any()]
        return min(free, default=clear)
