"""A ribbon between two curves of a plot: where most of many runs lie."""

from __future__ import annotations

from functools import partial

import numpy as np

from gdcore.typing import Array
from scenes.components.plot.axes import Axes
from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around, shared
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece
from scenes.theme import STROKES

FILL, EDGE = 0.22, 0.75
"""Opacity of what lies between the curves, and of these."""


class Ribbon(Painted):
    """What lies between two values at each place of the x axis, with its edges drawn."""

    partly_faint = True

    def __init__(self, axes: Axes, low: Array, high: Array, colour: str) -> None:
        super().__init__()
        self.axes, self.low, self.high, self.rgb = axes, low, high, rgb(colour)
        self.until = len(low) - 1
        """The last place that it reaches."""

    def extent(self) -> Extent:
        """The plot's area."""
        left, bottom, right, top = self.axes.slot.extent
        low = float(self.edge(self.low)[:, 1].min())
        return shared((left, low - STROKES.hair, right, top), (left, bottom, right, top))

    def edge(self, values: Array) -> Array:
        """Frame coordinates (n, 2) of one of its edges."""
        some = values[: self.until + 1]
        points = self.axes.at(np.arange(len(some), dtype=float), some)
        slot = self.axes.slot
        points[:, 1] = np.clip(points[:, 1], slot.bottom - slot.height, slot.top + slot.height)
        return points[: int(np.searchsorted(points[:, 0], slot.right)) + 1]

    def pieces(self, pixels: float) -> list[Piece]:
        """One, for as long as the axes stay."""
        del pixels
        edges = self.edge(self.low), self.edge(self.high)
        return [
            Piece(
                ("ribbon", self.axes.look, self.until), self.extent(), partial(self._paint, *edges)
            )
        ]

    def _paint(self, low: Array, high: Array, pen: Pen) -> None:
        with pen.within(self.axes.slot.extent):
            pen.path(np.concatenate([low, high[::-1]]))
            pen.colour(self.rgb, FILL)
            pen.context.fill()
            for edge in (low, high):
                pen.line(edge, STROKES.hair, self.rgb, EDGE)


class Swatch(Painted):
    """A piece of a ribbon, for a legend."""

    def __init__(self, place: Slot, colour: str) -> None:
        super().__init__()
        self.place, self.rgb = place, rgb(colour)

    def extent(self) -> Extent:
        """Its place and its edges."""
        return around(self.place.corners, STROKES.axis)

    def paint(self, pen: Pen) -> None:
        """Draw it, its edges a little stronger than those of a large one."""
        left, bottom, right, top = self.place.extent
        pen.path(self.place.corners)
        pen.colour(self.rgb, FILL)
        pen.context.fill()
        for y in (bottom, top):
            pen.line(np.array([[left, y], [right, y]]), STROKES.axis, self.rgb)
