"""A level line in a plot, dashed, with a casing under it: it may lie on noise."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.painting.colour import rgb
from scenes.painting.extent import around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece
from scenes.theme import STROKES, Theme

DASH, GAP = 0.16, 0.10
"""Lengths of the dashes, and of what is left out between them."""


class Level(Painted):
    """A dashed line between two places of the frame that change."""

    def __init__(self, colour: str, theme: Theme) -> None:
        super().__init__()
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)
        self.ends = np.zeros((2, 2))

    def show(self, ends: Array) -> None:
        """Lie between two places, (2, 2)."""
        self.ends = np.asarray(ends, float)

    def pieces(self, pixels: float) -> list[Piece]:
        """One."""
        del pixels
        extent = around(self.ends, STROKES.thick + STROKES.casing)
        return [Piece(tuple(self.ends.reshape(-1).tolist()), extent, self.paint)]

    def paint(self, pen: Pen) -> None:
        """Draw the casing, and the dashes on it."""
        pen.line(self.ends, STROKES.curve + 2 * STROKES.casing, self.casing)
        pen.context.set_dash([DASH, GAP])
        pen.line(self.ends, STROKES.curve, self.rgb)
        pen.context.set_dash([])
