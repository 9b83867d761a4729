"""Between which values most of many runs lie, as a band in a plot."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.components.plot.axes import Axes
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES

FILLED, EDGED = 0.3, 0.75
"""Opacity of the band, and of its edges."""


class Ribbon(Painted):
    """Values between two rows (2, n), the lower first, at 0, 1, 2 ... of the x axis."""

    partly_faint = True

    def __init__(self, axes: Axes, values: Array, colour: str) -> None:
        super().__init__()
        self.axes, self.values, self.rgb = axes, values, rgb(colour)

    def edges(self) -> Array:
        """Frame coordinates (2, n, 2) of both edges."""
        x = np.broadcast_to(np.arange(self.values.shape[1], dtype=float), self.values.shape)
        points = self.axes.at(x, self.values)
        slot = self.axes.slot
        points[..., 1] = np.clip(points[..., 1], slot.bottom - slot.height, slot.top + slot.height)
        return points

    def extent(self) -> Extent:
        """The plot's area."""
        return self.axes.slot.extent

    def paint(self, pen: Pen) -> None:
        """Fill it, and draw its edges."""
        low, high = self.edges()
        with pen.within(self.extent()):
            pen.area(np.concatenate([low, high[::-1]]), self.rgb, FILLED)
            for edge in (low, high):
                pen.line(edge, STROKES.hair, self.rgb, EDGED)
