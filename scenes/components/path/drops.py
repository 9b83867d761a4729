"""Many small balls at once, each with the mark of what it has come to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array
from scenes.components.path.ground import Ground
from scenes.painting.colour import RGB, rgb
from scenes.painting.extent import Extent, around, shared
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece
from scenes.theme import STROKES, Theme

RADIUS = 0.062
"""Of a drop."""
CORNERS: tuple[tuple[int, float, float], ...] = (
    (0, 0.0, 1.0), (3, 90.0, 1.5), (4, 45.0, 1.3), (4, 0.0, 1.3)
)  # fmt: skip
"""Of the shapes by rank: how many corners, in which direction the first, and how far out, in radii,
so that all look as large; a disc has none."""
FARTHEST = 1.5
"""How far out a corner is, at most, in radii."""
EDGE, INSIDE = 0.03, 0.012
"""How thick the edge of a hollow mark is, and from which radius of its inside it is hollow."""
AT_ONCE = 25
"""Drops that are painted at once: some may stay while others move."""


def shape(rank: int, radius: float, margin: float = 0.0) -> Array | None:
    """The corners (n, 2) of a mark about its middle, its sides a margin out; None of a disc."""
    count, turn, out = CORNERS[min(rank, len(CORNERS) - 1)]
    if not count:
        return None
    angles = np.deg2rad(turn + 360.0 / count * np.arange(count))
    far = out * radius + margin / np.cos(np.pi / count)
    return far * np.stack([np.cos(angles), np.sin(angles)], axis=-1)


def paint_mark(
    pen: Pen, place: Sequence[float], rank: int, radius: float, tint: RGB, margin: float = 0.0
) -> None:
    """Fill one mark with a margin around it, a disc for rank 0 or below none."""
    corners = shape(rank, radius, margin) if rank > 0 else None
    if corners is None:
        pen.disc(place[0], place[1], radius + margin, tint)
        return
    pen.path(corners + np.asarray(place[:2]))
    pen.context.close_path()
    pen.colour(tint)
    pen.context.fill()
    pen.done()


def paint_cased(
    pen: Pen, place: Sequence[float], rank: int, radius: float, hues: tuple[RGB, RGB], rim: float
) -> None:
    """One mark in a colour and a casing of so wide a rim; hollow, if it is of the last rank."""
    tint, casing = hues
    paint_mark(pen, place, rank, radius, casing, rim)
    paint_mark(pen, place, rank, radius, tint)
    if rank >= len(CORNERS) - 1 and radius - EDGE > INSIDE:
        paint_mark(pen, place, rank, radius - EDGE, casing)


class Drops(Painted):
    """Balls on a ground: those that are seen, the farther ones below the nearer.

    Args:
        ground: that they lie on.
        colours: of the ranks, and last of what has none.
        theme: whose casing they have.
        radius: of a disc.
    """

    def __init__(
        self, ground: Ground, colours: Sequence[str], theme: Theme, radius: float = RADIUS
    ) -> None:
        super().__init__()
        self.ground, self.radius = ground, radius
        self.colours, self.casing = [rgb(colour) for colour in colours], rgb(theme.casing)
        self.theta, self.loss = np.zeros((0, 2)), np.zeros(0)
        self.ranks: NDArray[np.intp] = np.zeros(0, dtype=np.intp)

    def show(self, theta: Array, loss: Array, ranks: NDArray[np.intp]) -> None:
        """Lie at parameters (n, 2), where the losses are (n,), as marks of ranks (n,), -1 none."""
        self.theta, self.loss, self.ranks = theta, loss, ranks

    def places(self) -> tuple[Array, NDArray[np.intp]]:
        """Where those that are seen lie, (m, 3), the farthest first, and their ranks."""
        inside = self.ground.contains(self.theta)
        places = self.ground.at(self.theta[inside], self.loss[inside])
        seen = ~self.ground.hidden(places)
        order = np.argsort(places[seen][:, 2], kind="stable")
        return places[seen][order], self.ranks[inside][seen][order]

    def pieces(self, pixels: float) -> list[Piece]:
        """Some at once."""
        self.ground.render(pixels)
        places, ranks = self.places()
        found = []
        for first in range(0, len(places), AT_ONCE):
            some, which = places[first : first + AT_ONCE, :2], ranks[first : first + AT_ONCE]
            state = (some.tobytes(), which.tobytes())
            found.append(Piece(state, self._around(some), partial(self._paint, some, which)))
        return found

    def _around(self, places: Array) -> Extent:
        reach = FARTHEST * self.radius + 2 * STROKES.casing
        return shared(around(places, reach), self.ground.slot.extent)

    def _paint(self, places: Array, ranks: NDArray[np.intp], pen: Pen) -> None:
        with pen.within(self.ground.slot.extent, self.ground.corner):
            for place, rank in zip(places.tolist(), ranks.tolist(), strict=True):
                hues = self.colours[min(rank, 3)], self.casing
                paint_cased(pen, place, rank, self.radius, hues, STROKES.casing)
