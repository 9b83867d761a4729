"""The ball at the end of a path."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array
from scenes.components.path.ground import Ground
from scenes.painting.colour import mixed, rgb
from scenes.painting.extent import around, shared
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece, settled
from scenes.theme import GHOST, STROKES, Theme

HALO = 2.7
"""Radius of a ball's halo in radii of the ball."""
OUTSIDE = 0.3
"""How far the centre of a ball that is seen may be out of the picture, in radii of the ball; of one
further out there would be a sliver of its edge, or its halo alone."""
FINE = 0.65
"""The least share of its width that the line around a small ball has."""


class Ball(Painted):
    """A glowing ball whose centre is the projection of the table's parameters and loss."""

    def __init__(
        self, ground: Ground, colour: str, theme: Theme, radius: float = STROKES.ball
    ) -> None:
        super().__init__()
        self.ground, self.radius = ground, radius
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)
        self.shadow, self.shine = rgb(theme.shadow), rgb(theme.shine)
        self.theta, self.loss, self.passing = np.zeros(2), 0.0, False

    def show(self, theta: Array, loss: float, *, passing: bool = False) -> None:
        """Stand at ``theta`` (2,), where the loss is ``loss``.

        One that is ``passing`` is on its way from a place outside the picture to another one, and
        is not drawn in between: it would flash.
        """
        self.theta, self.loss, self.passing = theta, loss, passing

    def reaches(self, theta: Array, loss: Array) -> NDArray[np.bool_]:
        """Where, of places (..., 2), enough of the ball would be seen for it to be one, (...)."""
        room = -OUTSIDE * self.radius
        return self.ground.slot.inset(*[room] * 4).holds(self.ground.at(theta, loss))

    @property
    def seen(self) -> bool:
        """Whether enough of it to be a ball is in the picture."""
        return not self.passing and bool(self.reaches(self.theta, np.asarray(self.loss)))

    @property
    def centre(self) -> Array:
        """The middle of the ball, (2,), in frame units."""
        projected: Array = self.ground.at(self.theta, np.asarray(self.loss))[:2]
        return projected

    def pieces(self, pixels: float) -> list[Piece]:
        """The ball, cut off at the edge of the ground as its path is."""
        if not self.seen:
            return []
        self.ground.render(pixels)
        point = self.ground.at(self.theta[None], np.asarray([self.loss]))
        place, reach = point[0, :2], HALO * self.radius
        hidden = bool(self.ground.hidden(point)[0])
        slot, corner = self.ground.slot, self.ground.corner
        within = slot.inset(*[reach + corner * (1 - 0.5**0.5)] * 4)
        offset, shift = settled(place, pixels)
        if within.holds(place):
            extent = around(np.array([offset]), reach)
            paint = partial(self._paint, *offset, hidden=hidden)
            return [Piece((id(self), offset, hidden), extent, paint, shift)]
        x, y = offset[0] + shift[0] / pixels, offset[1] - shift[1] / pixels
        extent = shared(around(np.array([[x, y]]), reach), slot.extent)

        def paint_within(pen: Pen) -> None:
            with pen.within(slot.extent, corner):
                self._paint(x, y, pen, hidden=hidden)

        return [Piece((id(self), x, y, hidden), extent, paint_within)]

    def _paint(self, x: float, y: float, pen: Pen, *, hidden: bool) -> None:
        """Glow, contact shadow, ball; a faint ring where a ridge hides it."""
        r = self.radius
        if hidden:
            pen.disc(x, y, r, self.rgb, GHOST)
            return
        dark = [(0.0, self.shadow, 0.85), (0.55, self.shadow, 0.55), (1.0, self.shadow, 0.0)]
        pen.glow((x, y - 0.45 * r, 0.0), (x, y - 0.45 * r, 1.6 * r), dark)
        halo = [(0.0, self.rgb, 0.50), (0.45, self.rgb, 0.22), (1.0, self.rgb, 0.0)]
        pen.glow((x, y, 0.0), (x, y, HALO * r), halo)
        # A line of shadow makes the edge stand out from what is neither light nor dark; a finer one
        # around a small ball, which else would cover the large one behind it.
        line = STROKES.axis * max(r / STROKES.ball, FINE)
        pen.disc(x, y, r + STROKES.casing + line, self.shadow)
        pen.disc(x, y, r + STROKES.casing, self.casing)
        shade = mixed(self.rgb, self.shadow, 0.48)
        light = mixed(self.rgb, self.shine, 0.75)
        body = [(0.0, light, 1.0), (0.28, self.rgb, 1.0), (0.72, self.rgb, 1.0), (1.0, shade, 1.0)]
        pen.glow((x - 0.32 * r, y + 0.36 * r, 0.0), (x, y, r), body)
