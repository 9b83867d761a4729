"""Points of two kinds, and how a model parts the plane between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array, Indices
from scenes.layout import Slot
from scenes.painting.cel import Raster
from scenes.painting.colour import RGB, rgb
from scenes.painting.dither import dithered
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

Plane = NDArray[np.float32]

CASING = 3.0
"""How much wider than the boundary its casing is on each side, in such pixels."""
BEYOND = 0.05
"""Room beyond the outermost points, in their range."""
COARSE = 56
"""Places along the longer side at which the model is asked; it is smooth between them."""
TINT, GREY, EDGE = 0.32, 0.8, 2.0
"""How strongly the plane is tinted where the model is certain, how much of the grey in such a tint
is left out, and half the boundary's width in pixels at 1080 lines."""
CERTAIN = 6.0
"""Log odds at which a model counts as certain."""
POINT, HOLE = 0.075, 0.038
"""Radius of a point, and of the hole in one of the second kind, which in a smaller one is smaller
still: its colour is to be seen."""
WRONG, RIM = 0.092, 0.026
"""Radius, at most, of the ring about a point that is taken for the other kind, and its width."""
SQUARE = 0.9
"""Half a side of squares, in the radius of a point."""
RIGHT = 0.4
"""Opacity of the others beside those that are taken for the other kind."""


class KindsView:
    """Where points (n, 2) are in a slot, with one scale for both of their numbers."""

    def __init__(self, points: Array, slot: Slot) -> None:
        low, high = points.min(axis=0), points.max(axis=0)
        self.middle, self._size = (low + high) / 2, (1 + 2 * BEYOND) * (high - low)
        self.fit(slot)

    def fit(self, slot: Slot) -> None:
        """Fill another slot."""
        self.slot = slot
        self.unit = float((np.array([slot.width, slot.height]) / self._size).min())

    def at(self, points: Array) -> Array:
        """Frame coordinates (n, 2)."""
        return np.asarray(self.slot.centre + self.unit * (points - self.middle))

    def grid(self) -> tuple[Array, tuple[int, int]]:
        """Places all over the slot, (rows * columns, 2), row by row from the lower left one."""
        size = np.array([self.slot.width, self.slot.height])
        columns, rows = np.maximum(np.rint(COARSE * size / size.max()).astype(int), 2).tolist()
        x, y = (
            middle + np.linspace(-half, half, count)
            for middle, half, count in zip(
                self.middle, size / 2 / self.unit, (columns, rows), strict=True
            )
        )
        return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2), (rows, columns)


class Parting(Painted):
    """The plane in the colours of the kinds that a model takes its places for."""

    def __init__(
        self,
        view: KindsView,
        odds: Callable[[Array], Array],
        colours: tuple[str, str],
        theme: Theme,
    ) -> None:
        super().__init__()
        self.view, self.odds, self.theme = view, odds, theme
        self.colours = np.array([_vivid(rgb(colour)) for colour in colours])
        self.edge = EDGE
        """Half the width of the boundary."""

    def extent(self) -> Extent:
        """The slot."""
        return self.view.slot.extent

    def paint(self, pen: Pen) -> Raster:
        """Tints, and the line on which the model is undecided."""
        odds, away = self._asked(pen)
        sure = np.minimum(np.abs(odds) / CERTAIN, 1.0)
        strength, is_second = np.float32(TINT) * (0.35 + 0.65 * sure), odds > 0
        ground = np.array(rgb(self.theme.background), dtype=np.float32)
        first, second = self.colours.astype(np.float32) - ground
        mixed = np.empty((*odds.shape, 3), dtype=np.float32)
        for k in range(3):
            mixed[..., k] = ground[k] + strength * np.where(is_second, second[k], first[k])
        on = away < self.edge + 0.5
        edge = np.minimum(self.edge + 0.5 - away[on], 1.0)[:, None]
        mixed[on] += edge * (np.array(rgb(self.theme.text), dtype=np.float32) - mixed[on])
        picture = np.full((*odds.shape, 4), 255, dtype=np.uint8)
        picture[..., :3] = np.rint(dithered(mixed) * 255)
        return pen.raster(picture, self.view.slot.left, self.view.slot.top)

    def _asked(self, pen: Pen) -> tuple[Plane, Plane]:
        """Of each pixel of the slot, (height, width), the log odds and how far the boundary is.

        That is in pixels at 1080 lines.
        """
        slot = self.view.slot
        width, height = (round(side * pen.pixels) for side in (slot.width, slot.height))
        grid, shape = self.view.grid()
        coarse = self.odds(grid).reshape(shape).astype(np.float32)
        odds = _larger(coarse, (height, width))[::-1]
        slope = np.maximum(np.hypot(*np.gradient(odds)), 1e-9)
        return odds, np.abs(odds) / slope / (pen.pixels / 135)


class Boundary(Parting):
    """The line on which a model is undecided, alone, with a casing: it lies over points."""

    def paint(self, pen: Pen) -> Raster:
        """It, on nothing."""
        _, away = self._asked(pen)
        on = away < self.edge + 0.5 + CASING
        line, cased = (
            np.clip(self.edge + 0.5 + more - away[on], 0.0, 1.0)[:, None] for more in (0.0, CASING)
        )
        text, casing = (np.array(rgb(each)) for each in (self.theme.text, self.theme.casing))
        inked = np.concatenate([line * text + (cased - line) * casing, cased], axis=-1)
        picture = np.zeros((*away.shape, 4), dtype=np.uint8)
        picture[on] = np.rint(inked * 255)
        return pen.raster(picture, self.view.slot.left, self.view.slot.top)


class KindPoints(Painted):
    """The points: discs of the first kind, rings of the second; or squares, full and hollow."""

    def __init__(
        self,
        view: KindsView,
        points: Array,
        labels: Indices,
        colours: tuple[str, str],
        theme: Theme,
        size: float = 1.0,
        *,
        square: bool = False,
    ) -> None:
        super().__init__()
        self.view, self.points, self.labels, self.size = view, points, labels, size
        self.square = square
        self.colours = [rgb(colour) for colour in colours]
        self.casing = rgb(theme.casing)
        self.ringed = rgb(theme.text)
        self.wrong: NDArray[np.bool_] | None = None
        """Which are taken for the other kind: they are ringed, all in the colour of words, while
        the others step back.

        None if that is not to be seen."""

    @property
    def radius(self) -> float:
        """Radius of a ring: it is less where points lie closer than a unit apart."""
        return WRONG * min(1.0, self.view.unit)

    def extent(self) -> Extent:
        """The slot."""
        return self.view.slot.extent

    def paint(self, pen: Pen) -> None:
        """One by one, each with its casing; those that are ringed in front of them."""
        places = self.view.at(self.points)
        seen = self.view.slot.holds(places)
        if self.wrong is None:
            self._points(pen, places, seen, 1.0)
        else:
            self._points(pen, places, seen & ~self.wrong, RIGHT)
            wrong = seen & self.wrong
            for place in places[wrong]:
                paint_ring(pen, place, self.radius, self.ringed, self.casing)
            self._points(pen, places, wrong, 1.0, [self.ringed] * 2)

    def _points(
        self,
        pen: Pen,
        places: Array,
        which: NDArray[np.bool_],
        alpha: float,
        colours: Sequence[RGB] | None = None,
    ) -> None:
        for place, label in zip(places[which], self.labels[which].tolist(), strict=True):
            hues = (colours or self.colours)[label], self.casing
            paint_point(pen, place, label, self.size, hues, alpha, square=self.square)


class KindMark(Painted):
    """One of the points by itself, in the middle of a slot: what is said of its kind is beside it.

    Args:
        slot: where it is.
        label: of its kind, 0 or 1.
        colour: of its kind.
        theme: whose casing it has.
    """

    def __init__(self, slot: Slot, label: int, colour: str, theme: Theme) -> None:
        super().__init__()
        self.slot, self.label = slot, label
        self.hues = rgb(colour), rgb(theme.casing)

    def extent(self) -> Extent:
        """The slot."""
        return self.slot.extent

    def paint(self, pen: Pen) -> None:
        """It, as high as the slot."""
        size = self.slot.height / (2 * (POINT + STROKES.hair))
        paint_point(pen, self.slot.centre, self.label, size, self.hues)


def paint_point(
    pen: Pen,
    place: Array,
    label: int,
    size: float,
    hues: tuple[RGB, RGB],
    alpha: float = 1.0,
    *,
    square: bool = False,
) -> None:
    """A full mark of the first kind or a hollow one of the second, in its colour, with a casing."""
    (x, y), (colour, casing) = place.tolist(), hues
    radius, hole = size * POINT, size * min(size, 1.0) * HOLE
    if square:
        radius, hole = SQUARE * radius, SQUARE * hole
    paint = pen.square if square else pen.disc
    paint(x, y, radius + STROKES.hair, casing, alpha)
    paint(x, y, radius, colour, alpha)
    if label:
        paint(x, y, hole, casing, alpha)


def paint_ring(pen: Pen, place: Array, radius: float, colour: RGB, casing: RGB) -> None:
    """A ring about a place, with its casing outside and nothing but that within."""
    x, y = place.tolist()
    pen.disc(x, y, radius + STROKES.hair, casing)
    pen.disc(x, y, radius, colour)
    pen.disc(x, y, radius - RIM * min(1.0, radius / WRONG), casing)


def _between(one: RGB, other: RGB) -> RGB:
    """The middle of two colours."""
    red, green, blue = ((a + b) / 2 for a, b in zip(one, other, strict=True))
    return red, green, blue


def _vivid(colour: RGB) -> RGB:
    """A colour of the same hue with less grey in it, as strong as before."""
    grey = GREY * min(colour)
    red, green, blue = ((each - grey) * max(colour) / (max(colour) - grey) for each in colour)
    return red, green, blue


def _larger(values: Plane, shape: tuple[int, int]) -> Plane:
    """Values on a grid, (rows, columns), on a finer one, linear in between."""
    for axis, count in enumerate(shape):
        place = np.linspace(0.0, values.shape[axis] - 1, count)
        low = np.minimum(place.astype(int), values.shape[axis] - 2)
        share = (place - low).astype(np.float32).reshape([-1 if k == axis else 1 for k in range(2)])
        values = np.take(values, low, axis) * (1 - share) + np.take(values, low + 1, axis) * share
    return values
