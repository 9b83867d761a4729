"""The arcs of a ball's hops, from each landing to the next."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

import numpy as np

from gdcore.typing import Array
from scenes.components.path.flight import Flight
from scenes.components.path.ground import Ground
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around, shared
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece
from scenes.theme import CASED, STROKES, Theme

ALONG = np.linspace(0.0, 1.0, 17)
LAST = 12
"""Arcs that become fainter with age; those before are thin lines."""
FAINT = 0.6
"""Opacity of these, and the least of the others."""
ALIKE = STROKES.hair
"""Landings that are nearer to one another look alike."""


class Leaps(Painted):
    """The arcs that a ball has flown so far over a ground, with a dot at each landing.

    Args:
        ground: that it hops on.
        theta: where it lands, (steps + 1, 2).
        loss: of parameters (..., 2).
        colour: of arcs and dots.
        theme: whose casing they have.
    """

    partly_faint = True

    def __init__(
        self,
        ground: Ground,
        theta: Array,
        loss: Callable[[Array], Array],
        colour: str,
        theme: Theme,
    ) -> None:
        super().__init__()
        self.ground, self.theta, self.loss = ground, theta, loss
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)
        self.position = 0.0
        self.kept = 0
        """How many of the first arcs do not become fainter."""
        self._known: tuple[Hashable, dict[int, tuple[Array, Array]]] = None, {}
        """Of the arcs as seen now, by step: their ends and their middle."""

    def show(self, position: float) -> None:
        """Have come to ``position``: steps, with the share of the flight that is done."""
        self.position = position

    def pieces(self, pixels: float) -> list[Piece]:
        """The arcs, the oldest first, and the landings; in flight, the last arc alone changes."""
        del pixels
        whole, view = int(self.position), self.ground.view
        found = []
        now = whole + (self.position > whole)
        for step in (*range(min(self.kept, whole - LAST)), *range(max(0, whole - LAST), now)):
            age = max(whole - 1 - step, 0) if step >= self.kept else 0
            until = min(self.position - step, 1.0)
            arc = self._arc(step, until)
            paint = partial(self._paint_arc, arc, max(FAINT, 1.0 - (age / (LAST + 1)) ** 0.8))
            found.append(Piece((step, age, until, view), self._around(arc), paint))
        if whole - LAST > self.kept:
            old = [self._arc(step, 1.0) for step in range(self.kept, whole - LAST)]
            lines = partial(self._paint_old, old)
            found.insert(0, Piece(("old", whole, view), self._around(np.concatenate(old)), lines))
        dots = self._landings()
        found.append(
            Piece(("dots", whole, view), self._around(dots), partial(self._paint_dots, dots))
        )
        return found

    def _around(self, places: Array) -> Extent:
        return shared(around(places, STROKES.dot + STROKES.casing), self.ground.slot.extent)

    def _arc(self, step: int, until: float) -> Array:
        """Places (17, 2) along one arc as far as it is flown: a parabola through its middle."""
        view = self.ground.view
        if view != self._known[0]:
            self._known = view, {}
        if step not in self._known[1]:
            theta = self.theta[step : step + 2]
            flight = Flight(theta[0], theta[1], self.loss, 0.5)
            ends = np.array(self.ground.at(theta, self.loss(theta)))[:, :2]
            self._known[1][step] = ends, flight.ball(self.ground)[:2]
        (first, last), middle = self._known[1][step]
        share = (ALONG * until)[:, None]
        raised = 4.0 * share * (1.0 - share) * (middle - (first + last) / 2.0)
        return np.asarray(first + share * (last - first) + raised)

    def _landings(self) -> Array:
        """Places (n, 2) of the landings so far; of those that look alike, one."""
        theta = self.theta[: int(self.position) + 1]
        places = np.array(self.ground.at(theta, self.loss(theta)))[:, :2]
        _, first = np.unique(np.round(places / ALIKE), axis=0, return_index=True)
        return places[first]

    def _paint_arc(self, arc: Array, strength: float, pen: Pen) -> None:
        with pen.within(self.ground.slot.extent, self.ground.corner):
            pen.line(arc, STROKES.thin + 2 * STROKES.casing, self.casing, CASED * strength)
            pen.line(arc, STROKES.thin, self.rgb, strength)

    def _paint_old(self, arcs: list[Array], pen: Pen) -> None:
        with pen.within(self.ground.slot.extent, self.ground.corner):
            for arc in arcs:
                pen.line(arc, STROKES.thin, self.rgb, FAINT)

    def _paint_dots(self, dots: Array, pen: Pen) -> None:
        with pen.within(self.ground.slot.extent, self.ground.corner):
            for radius, colour in (
                (STROKES.dot + STROKES.hair, self.casing),
                (STROKES.dot, self.rgb),
            ):
                for x, y in dots.tolist():
                    pen.disc(x, y, radius, colour)
