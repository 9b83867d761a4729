"""The ball at the end of a path."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array
from scenes.components.path.flight import Flight
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
SHADE = 0.85
"""Opacity of the shadow under a ball that stands; it fades as a ball rises."""
EDGE = STROKES.casing + STROKES.axis
"""How wide the casing of a ball is, and the line around that."""
FINE = 0.58
"""The least share of that width about a small ball."""
SMALLER = 0.25
"""By what share a ball is smaller where its path ends."""


class Ball(Painted):
    """A glowing ball: where it stands, its centre is the projection of parameters and loss.

    On its way to where it stands next it is in the air, and its shadow on the ground.
    """

    partly_faint = True

    def __init__(
        self, ground: Ground, colour: str, theme: Theme, radius: float = STROKES.ball
    ) -> None:
        super().__init__()
        self.ground, self.full, self.radius = ground, radius, radius
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)
        self.shadow, self.shine = rgb(theme.shadow), rgb(theme.shine)
        self.theta, self.loss, self.passing = np.zeros(2), 0.0, False
        self.flight: Flight | None = None

    def show(
        self,
        theta: Array,
        loss: float,
        flight: Flight | None = None,
        *,
        near: float = 0.0,
        passing: bool = False,
    ) -> None:
        """Stand at ``theta`` (2,), where the loss is ``loss``, or be in flight from there.

        It is smaller the more it is ``near`` to where its path may end, from 0 to 1.  One that is
        ``passing`` is on its way from a place outside the picture to another one, and is not drawn
        in between: it would flash.
        """
        self.theta, self.loss, self.passing, self.flight = theta, loss, passing, flight
        self.radius = self.full * (1.0 - SMALLER * round(near, 2))

    def room(self, near: float) -> float:
        """How far it reaches from its middle, but for its halo, when it is so ``near``."""
        radius = self.full * (1.0 - SMALLER * near)
        return radius + EDGE * max(radius / STROKES.ball, FINE)

    def reaches(self, theta: Array, loss: Array) -> NDArray[np.bool_]:
        """Where, of places (..., 2), enough of the ball would be seen for it to be one, (...)."""
        return self._enough(self.ground.at(theta, loss))

    def _enough(self, places: Array) -> NDArray[np.bool_]:
        """Where, of places in the frame (..., 2 or more), a ball would be seen, (...)."""
        return self.ground.slot.inset(*[-OUTSIDE * self.radius] * 4).holds(places)

    @property
    def seen(self) -> bool:
        """Whether enough of it to be a ball is in the picture."""
        return not self.passing and bool(self._enough(self._middle()))

    @property
    def centre(self) -> Array:
        """The middle of the ball, (2,), in frame units."""
        return self._middle()[:2]

    def _middle(self) -> Array:
        """Frame coordinates and depth (3,)."""
        if self.flight is not None:
            return self.flight.ball(self.ground)
        return np.asarray(self.ground.at(self.theta, np.asarray(self.loss)))

    def pieces(self, pixels: float) -> list[Piece]:
        """The ball above its shadow, cut off at the edge of the ground as its path is."""
        if not self.seen:
            return []
        self.ground.render(pixels)
        ball = self._middle()
        hidden = bool(self.ground.hidden(ball[None])[0])
        if hidden:
            return [self._piece(ball[:2], pixels, "ghost", self._ghost)]
        shadow, raised, radius = ball[:2], 0.0, self.radius
        if self.flight is not None:
            radius *= self.flight.larger(self.ground)
            shadow = self.flight.shadow(self.ground)[:2]
            raised = float(np.hypot(*(ball[:2] - shadow)))
        dark = self._piece(shadow, pixels, f"shadow {raised:.3f}", partial(self._shadow, raised))
        whole = partial(self._whole, radius)
        return [dark, self._piece(ball[:2], pixels, f"ball {radius:.4f}", whole, radius)]

    def _piece(
        self, place: Array, pixels: float, what: str, paint: _Paint, radius: float | None = None
    ) -> Piece:
        """What is painted about a place (2,); moved by whole pixels, it is the same."""
        reach = HALO * (radius or self.radius)
        slot, corner = self.ground.slot, self.ground.corner
        within = slot.inset(*[reach + corner * (1 - 0.5**0.5)] * 4)
        offset, shift = settled(place, pixels)
        if within.holds(place):
            extent = around(np.array([offset]), reach)
            state = id(self), offset, self.radius, what
            return Piece(state, extent, partial(paint, *offset), shift)
        x, y = offset[0] + shift[0] / pixels, offset[1] - shift[1] / pixels
        extent = shared(around(np.array([[x, y]]), reach), slot.extent)

        def paint_within(pen: Pen) -> None:
            with pen.within(slot.extent, corner):
                paint(x, y, pen)

        return Piece((id(self), x, y, self.radius, what), extent, paint_within)

    def _shadow(self, raised: float, x: float, y: float, pen: Pen) -> None:
        """Wider and fainter the higher the ball is."""
        r = self.radius
        low, opacity = y - 0.45 * r, SHADE / (1.0 + raised / (4.0 * r))
        dark = [(0.0, opacity), (0.55, 0.65 * opacity), (1.0, 0.0)]
        wide = min(1.6 * r * (1.0 + raised / (8.0 * r)), HALO * r - 0.45 * r)
        pen.glow((x, low, 0.0), (x, low, wide), [(at, self.shadow, how) for at, how in dark])

    def _ghost(self, x: float, y: float, pen: Pen) -> None:
        """The faint disc of a ball that a ridge hides."""
        pen.disc(x, y, self.radius, self.rgb, GHOST)

    def _whole(self, r: float, x: float, y: float, pen: Pen) -> None:
        """Glow and ball."""
        halo = [(0.0, self.rgb, 0.50), (0.45, self.rgb, 0.22), (1.0, self.rgb, 0.0)]
        pen.glow((x, y, 0.0), (x, y, HALO * r), halo)
        # A line of shadow makes the edge stand out from what is neither light nor dark; a finer one
        # around a small ball, which else would cover the large one behind it.
        edge = EDGE * max(r / STROKES.ball, FINE)
        pen.disc(x, y, r + edge, self.shadow)
        pen.disc(x, y, r + edge * STROKES.casing / EDGE, self.casing)
        shade = mixed(self.rgb, self.shadow, 0.48)
        light = mixed(self.rgb, self.shine, 0.75)
        body = [(0.0, light, 1.0), (0.28, self.rgb, 1.0), (0.72, self.rgb, 1.0), (1.0, shade, 1.0)]
        pen.glow((x - 0.32 * r, y + 0.36 * r, 0.0), (x, y, r), body)


_Paint = Callable[[float, float, Pen], None]
"""Paints about a place."""
