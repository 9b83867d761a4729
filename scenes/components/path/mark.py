"""Marks of named places on the ground."""

from __future__ import annotations

from functools import partial

import numpy as np

from gdcore.typing import Array
from scenes.components.path.ground import Ground
from scenes.painting.colour import rgb
from scenes.painting.extent import around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece, settled
from scenes.theme import STROKES, Theme


class Mark(Painted):
    """A named place: a cross for a minimum, a ring for a start."""

    def __init__(
        self, ground: Ground, theta: Array, loss: float, colour: str, theme: Theme, *, ring: bool
    ) -> None:
        super().__init__()
        self.ground, self.theta, self.loss, self.ring = ground, np.asarray(theta), loss, ring
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)

    @property
    def centre(self) -> Array:
        """The place, (2,), in frame units."""
        projected: Array = self.ground.at(self.theta, np.asarray(self.loss))[:2]
        return projected

    def pieces(self, pixels: float) -> list[Piece]:
        """The ring or the cross, with its casing, where the place is in the picture."""
        if not self.ground.slot.inset(*[-STROKES.ball] * 4).holds(self.centre):
            return []
        offset, shift = settled(self.centre, pixels)
        extent = around(np.array([offset]), STROKES.ball + STROKES.thick)
        return [Piece((id(self), offset), extent, partial(self._paint, *offset), shift)]

    def _paint(self, x: float, y: float, pen: Pen) -> None:
        r = STROKES.ball * 0.72
        for width, tint in (
            (STROKES.curve + 2 * STROKES.casing, self.casing),
            (STROKES.curve, self.rgb),
        ):
            if self.ring:
                pen.done()
                pen.context.arc(x, y, r, 0, 2 * np.pi)
                pen.stroke(width, tint)
                pen.done()
                continue
            for sign in (1, -1):
                pen.path(np.array([[x - r, y - sign * r], [x + r, y + sign * r]]))
                pen.stroke(width, tint)
                pen.done()
