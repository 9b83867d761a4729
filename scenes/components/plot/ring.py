"""A ring around a place of a plot that the words speak of."""

from __future__ import annotations

from functools import partial

import numpy as np

from gdcore.typing import Array
from scenes.painting.colour import rgb
from scenes.painting.extent import around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece
from scenes.theme import STROKES, Theme


class Ring(Painted):
    """A ring with a casing, so that it is seen on whatever it lies."""

    def __init__(self, colour: str, theme: Theme, radius: float) -> None:
        super().__init__()
        self.rgb, self.casing, self.radius = rgb(colour), rgb(theme.casing), radius
        self.centre = np.zeros(2)

    def show(self, centre: Array) -> None:
        """Lie around a place (2,) of the frame."""
        self.centre = np.asarray(centre, float)

    def pieces(self, pixels: float) -> list[Piece]:
        """One."""
        del pixels
        x, y = self.centre.tolist()
        extent = around(self.centre[None], self.radius + STROKES.thick)
        return [Piece((x, y), extent, partial(self._paint, x, y))]

    def _paint(self, x: float, y: float, pen: Pen) -> None:
        for width, tint in (
            (STROKES.curve + 2 * STROKES.casing, self.casing),
            (STROKES.curve, self.rgb),
        ):
            pen.done()
            pen.context.arc(x, y, self.radius, 0, 2 * np.pi)
            pen.stroke(width, tint)
            pen.done()
