"""A line of numbers with pointers on it and a limit across it."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import BELOW
from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.numerals import ENGLISH, Numerals
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import SIZES, STROKES, Theme

MARGIN = 0.15
TICK = 0.08


class NumberLine(Painted):
    """Values from left to right in a slot."""

    def __init__(
        self,
        slot: Slot,
        span: tuple[float, float],
        ticks: NDArray[np.float64],
        theme: Theme,
        numerals: Numerals = ENGLISH,
    ) -> None:
        super().__init__()
        self.slot, self.span, self.ticks, self.theme = slot, span, ticks, theme
        self.level = slot.bottom + BELOW
        self.rgb, self.numerals = rgb(theme.rule), numerals
        self.room = 0.0
        """What is left free at the top of the slot, for what is said of a limit."""

    def at(self, value: float) -> NDArray[np.float64]:
        """The place of ``value``, (2,), in frame units."""
        low, high = self.span
        width = self.slot.width - 2 * MARGIN
        x = self.slot.left + MARGIN + (value - low) / (high - low) * width
        return np.array([x, self.level])

    def extent(self) -> Extent:
        """The line and its ticks."""
        return around(self._ends(), TICK + STROKES.axis)

    def paint(self, pen: Pen) -> None:
        """Draw the line and its ticks."""
        pen.path(self._ends())
        pen.stroke(STROKES.axis, self.rgb)
        pen.done()
        for value in self.ticks:
            x, y = self.at(float(value))
            pen.path(np.array([[x, y], [x, y - TICK]]))
            pen.stroke(STROKES.axis, self.rgb)
            pen.done()

    def _ends(self) -> NDArray[np.float64]:
        return np.stack([self.at(value) for value in self.span])

    def numbers(self) -> VGroup:
        """The numbers under the ticks."""
        group = VGroup()
        for value, text in zip(self.ticks, self.numerals.tick_texts(self.ticks), strict=True):
            label = words(text, SIZES.small, self.theme.quiet)
            x, y = self.at(float(value))
            group.add(label.put(float(x), float(y) - 0.34, "centre"))
        return group

    def limit(self, value: float, colour: str) -> Dashes:
        """A dashed line across the number line at ``value``."""
        x, y = self.at(value)
        dashes = Dashes(colour)
        dashes.show(np.array([[x, y - 0.12], self.limit_top(value)]))
        return dashes

    def limit_top(self, value: float) -> tuple[float, float]:
        """The upper end of the line across."""
        x, y = self.at(value)
        most = self.slot.top - self.level - self.room
        return float(x), float(y) + min(0.45 * self.slot.height, most)


class Pointer(Painted):
    """A drop that stands on the number line at a value."""

    def __init__(self, line: NumberLine, value: float, colour: str) -> None:
        super().__init__()
        self.line, self.value, self.rgb = line, value, rgb(colour)

    def extent(self) -> Extent:
        """The triangle with its edge."""
        return around(self._corners(), STROKES.hair)

    def paint(self, pen: Pen) -> None:
        """Draw it: a triangle with its point on the line."""
        pen.path(self._corners())
        pen.context.close_path()
        pen.stroke(STROKES.hair, self.rgb)
        pen.context.fill()

    def _corners(self) -> NDArray[np.float64]:
        x, y = self.line.at(self.value)
        size = STROKES.ball
        return np.array(
            [[x, y + 0.02], [x - size * 0.7, y + 1.7 * size], [x + size * 0.7, y + 1.7 * size]]
        )
