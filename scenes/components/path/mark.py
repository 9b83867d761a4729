"""Marks of named places on the ground."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

import numpy as np

from gdcore.typing import Array
from scenes.components.path.ground import Ground
from scenes.painting.colour import RGB, rgb
from scenes.painting.extent import around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece, settled
from scenes.theme import STROKES, Theme

SIZE = 0.72 * STROKES.ball
"""Radius of a ring, and half of what a cross is wide and high."""
REACH = 2**0.5 * SIZE
"""From the middle of a cross to the ends of its arms."""
WIDER = 0.73
"""By how much of its opening they are farther out when it is open."""
STEPS = 64
"""In so many steps a cross opens."""


class Mark(Painted):
    """A named place: a cross for a minimum, a ring for a start.

    A cross opens about balls that come to it, so that neither hides the other.

    Args:
        size: in the usual one.
    """

    def __init__(
        self,
        ground: Ground,
        theta: Array,
        loss: float,
        colour: str,
        theme: Theme,
        *,
        ring: bool,
        size: float = 1.0,
    ) -> None:
        super().__init__()
        self.size, self.reach = size * SIZE, size * REACH
        self.ground, self.theta, self.loss, self.ring = ground, np.asarray(theta), loss, ring
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)
        self.room: dict[Hashable, float] = {}
        """Radius, in frame units, that each of some balls needs about the middle."""

    @property
    def centre(self) -> Array:
        """The place, (2,), in frame units."""
        projected: Array = self.ground.at(self.theta, np.asarray(self.loss))[:2]
        return projected

    @property
    def opening(self) -> float:
        """How far from the middle the arms of a cross begin."""
        most = max(self.room.values(), default=0.0)
        step = STROKES.ball / STEPS
        return round(most / step) * step

    def pieces(self, pixels: float) -> list[Piece]:
        """The ring or the cross, with its casing, where the place is in the picture."""
        if not self.ground.slot.inset(*[-STROKES.ball] * 4).holds(self.centre):
            return []
        offset, shift = settled(self.centre, pixels)
        opening = self.opening
        reach = self.reach + WIDER * opening + STROKES.thick
        paint = partial(self._paint_ring, *offset)
        if not self.ring:
            paint = partial(self._paint_cross, *offset, opening)
        extent = around(np.array([offset]), reach)
        return [Piece((id(self), offset, opening), extent, paint, shift)]

    def _paint_ring(self, x: float, y: float, pen: Pen) -> None:
        for width, tint in self._strokes():
            pen.done()
            pen.context.arc(x, y, self.size, 0, 2 * np.pi)
            pen.stroke(width, tint)
            pen.done()

    def _paint_cross(self, x: float, y: float, opening: float, pen: Pen) -> None:
        """Two strokes, or where they are open in the middle, four."""
        ends = np.array([[opening], [self.reach + WIDER * opening]]) * 0.5**0.5
        for width, tint in self._strokes():
            for way in ((1, 1), (-1, -1), (1, -1), (-1, 1)):
                pen.path(np.array([x, y]) + ends * way)
                pen.stroke(width, tint)
                pen.done()

    def _strokes(self) -> tuple[tuple[float, RGB], tuple[float, RGB]]:
        cased = STROKES.curve + 2 * STROKES.casing
        return (cased, self.casing), (STROKES.curve, self.rgb)
