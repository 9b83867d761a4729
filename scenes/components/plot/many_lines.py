"""Many runs in one plot, each a faint line: what they have in common is seen, none by itself."""

from __future__ import annotations

from functools import partial

import numpy as np

from gdcore.typing import Array
from scenes.components.plot.axes import Axes
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece
from scenes.theme import STROKES

FAINT = 0.13
"""Opacity of a line."""
TOGETHER = 20
"""Lines that are painted at once."""
END = 0.6
"""Radius of the dot at the end of each line, in that of a curve's."""


class ManyLines(Painted):
    """A row of values for each line, (lines, n), at 0, 1, 2 ... of the x axis; dots at their ends.

    ``count`` says how many of them are there, and ``lined`` how plain they are: dots stay.
    """

    partly_faint = True

    def __init__(self, axes: Axes, values: Array, colour: str) -> None:
        super().__init__()
        self.axes, self.values, self.rgb = axes, values, rgb(colour)
        self.count, self.lined = 0, 1.0

    def lines(self, first: int, stop: int) -> Array:
        """Frame coordinates (lines, n, 2) of some of them."""
        some = self.values[first:stop]
        x = np.broadcast_to(np.arange(some.shape[1], dtype=float), some.shape)
        points = self.axes.at(x, some)
        slot = self.axes.slot
        points[..., 1] = np.minimum(points[..., 1], slot.top + slot.height)
        return points

    def extent(self) -> Extent:
        """The plot's area, and half a dot beside it."""
        return around(self.axes.slot.corners, STROKES.cursor)

    def pieces(self, pixels: float) -> list[Piece]:
        """So many at once; only the last ones change while they become more."""
        del pixels
        return [
            Piece(
                (first, min(first + TOGETHER, self.count), self.lined, self.axes.look),
                self.extent(),
                partial(self._paint, first, min(first + TOGETHER, self.count)),
            )
            for first in range(0, self.count, TOGETHER)
        ]

    def _paint(self, first: int, stop: int, pen: Pen) -> None:
        points = self.lines(first, stop)
        left, bottom, right, top = self.axes.slot.extent
        with pen.within((left, bottom, right + STROKES.cursor, top)):
            for line in points if self.lined else ():
                pen.line(line, STROKES.hair, self.rgb, FAINT * self.lined)
            for x, y in points[:, -1].tolist():
                pen.disc(x, y, END * STROKES.cursor, self.rgb, 2 * FAINT)
