"""A ring of stations that one comes to again and again, and arrows from each to the next."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array
from scenes.components.path.arrow import paint_arrows
from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

APART = 2.2
"""From the middle of a station to where an arrow begins or ends, in its radius."""
POINTS, FINE = 33, 300
"""Of the line of an arrow, and of that in which its ends are looked for, or of a tail."""
FIRST = 90.0
"""Where the first station is, in degrees; the others follow clockwise."""
HALO = 2.4
"""Radius of what glows about a station that is lit, in its radius."""
BLUR = 0.55
"""Opacity of a ring that a light goes round too quickly to be seen, and of the light's tail."""
LAYERS = 8
"""Of a tail, from the longest to the shortest, so that it fades out."""


def _within(points: Array, slots: Sequence[Slot]) -> NDArray[np.bool_]:
    """Which of some points, (n, 2), lie in one of the slots."""
    inside = np.zeros(len(points), bool)
    for slot in slots:
        low, high = (slot.left, slot.bottom), (slot.right, slot.top)
        inside |= ((points > low) & (points < high)).all(axis=1)
    return inside


def stations(centre: Array, radii: tuple[float, float], count: int) -> Array:
    """Where so many stations of a ring are, (count, 2)."""
    return ring(centre, radii, np.asarray(FIRST - 360.0 / count * np.arange(count), float))


def ring(centre: Array, radii: tuple[float, float], degrees: Array) -> Array:
    """Places on a ring, (n, 2)."""
    angles = np.radians(degrees)
    return np.asarray(centre + np.stack([np.cos(angles), np.sin(angles)], axis=-1) * radii)


class Arcs(Painted):
    """The arrows of a ring, from each station to the next.

    Args:
        centre: of the ring, (2,).
        radii: across and up.
        count: of the stations.
        station: radius of one.
        theme: whose colours they have.
        clear: what they begin and end outside of, such as names of stations.
    """

    def __init__(
        self,
        centre: Array,
        radii: tuple[float, float],
        count: int,
        station: float,
        theme: Theme,
        clear: Sequence[Slot] = (),
    ) -> None:
        super().__init__()
        self.rgb, self.casing = rgb(theme.rule), rgb(theme.casing)
        self.drawn = 0.0
        apart, gap = 360.0 / count, float(np.degrees(APART * station / np.mean(radii)))
        self.lines = []
        for begin in FIRST - apart * np.arange(count):
            degrees = np.linspace(begin - gap, begin - apart + gap, FINE)
            free = degrees[~_within(ring(centre, radii, degrees), clear)]
            self.lines.append(ring(centre, radii, np.linspace(free[0], free[-1], POINTS)))

    def show(self, drawn: float) -> None:
        """Have so many of them drawn, the last in part."""
        self.drawn = drawn

    def extent(self) -> Extent:
        """All of them."""
        return around(np.concatenate(self.lines), STROKES.arrow_tip)

    def paint(self, pen: Pen) -> None:
        """Draw as many as are there."""
        lines = []
        for k, line in enumerate(self.lines):
            stop = int(np.clip(self.drawn - k, 0.0, 1.0) * len(line))
            if stop > 1:
                lines.append(line[:stop])
        paint_arrows(pen, lines, self.rgb, self.casing)


class Stations(Painted):
    """The stations of a ring, of which some are lit."""

    partly_faint = True

    def __init__(self, places: Array, radius: float, colours: Sequence[str], theme: Theme) -> None:
        super().__init__()
        self.places, self.radius = places, radius
        self.rgb, self.ground = [rgb(colour) for colour in colours], rgb(theme.background)
        self.there, self.lit = [0.0] * len(places), [0.0] * len(places)

    def show(self, there: Sequence[float], lit: Sequence[float]) -> None:
        """How much of each is to be seen, and how brightly it is lit, in [0, 1]."""
        self.there, self.lit = list(there), list(lit)

    def extent(self) -> Extent:
        """All, with what glows about them."""
        return around(self.places, HALO * self.radius)

    def paint(self, pen: Pen) -> None:
        """Draw rings, filled as they are lit."""
        each = zip(self.places.tolist(), self.rgb, self.there, self.lit, strict=True)
        for (x, y), tint, there, lit in each:
            if not there:
                continue
            halo = [(0.3, tint, 0.55 * lit * there), (1.0, tint, 0.0)]
            pen.glow((x, y, 0.0), (x, y, HALO * self.radius), halo)
            pen.disc(x, y, self.radius, tint, there)
            pen.disc(x, y, self.radius - STROKES.curve, self.ground, there * (1.0 - lit))


class Lamp(Painted):
    """A light that goes round a ring with its tail; where it is too quick to be seen, a blur.

    Args:
        theme: whose text's colour it has.
        clear: where its tail is not drawn, such as names of stations.
    """

    def __init__(self, theme: Theme, clear: Sequence[Slot] = ()) -> None:
        super().__init__()
        self.rgb, self.clear = rgb(theme.text), clear
        self.show(np.zeros(2), (1.0, 1.0), 0.0, 0.0)

    def show(self, centre: Array, radii: tuple[float, float], turns: float, tail: float) -> None:
        """Have it so many turns from the first station on, with a tail of so many turns."""
        self.tail = min(tail, 1.0)
        degrees = FIRST - 360.0 * (turns - self.tail * np.linspace(1.0, 0.0, FINE))
        self.line = ring(centre, radii, degrees)

    def extent(self) -> Extent:
        """The tail, with what glows about its head."""
        return around(self.line, HALO * STROKES.ball)

    def paint(self, pen: Pen) -> None:
        """Draw the tail, fainter from its head on, and the head as far as it can be seen."""
        seen = 1.0 - self.tail
        alpha = 1.0 - (1.0 - BLUR) ** (1.0 / LAYERS)
        # Of a blur that goes all round there is no end to fade out.
        starts = np.linspace(0.0, seen * len(self.line), LAYERS, endpoint=False).astype(int)
        for start in starts.tolist():
            for line in self._free(self.line[start:]):
                pen.path(line)
                pen.stroke(STROKES.thick, self.rgb, alpha)
                pen.done()
        x, y = self.line[-1].tolist()
        halo = [(0.3, self.rgb, 0.55 * seen), (1.0, self.rgb, 0.0)]
        pen.glow((x, y, 0.0), (x, y, HALO * STROKES.cursor), halo)
        pen.disc(x, y, STROKES.cursor, self.rgb, seen)

    def _free(self, line: Array) -> list[Array]:
        """The pieces of a line that are clear of what it is to be clear of."""
        inside = _within(line, self.clear)
        cuts = np.flatnonzero(np.diff(inside)) + 1
        pieces = zip(np.split(line, cuts), np.split(inside, cuts), strict=True)
        return [piece for piece, hidden in pieces if not hidden[0] and len(piece) > 1]
