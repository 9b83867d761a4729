"""Mobjects that paint themselves with Cairo: rasters, paths on a surface, glowing balls."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import compress, pairwise
from math import isfinite

import cairo
import numpy as np
from manim import Camera, Mobject
from manim.utils.color import ManimColor
from numpy.typing import NDArray

from scenes.components.cel import Cel, Desk, Pixels, Region, Sheet

RGB = tuple[float, float, float]
Extent = tuple[float, float, float, float]
"""Left, bottom, right and top of what may be painted, in frame units."""
EVERYTHING: Extent = (-np.inf, -np.inf, np.inf, np.inf)
NOTHING: Extent = (np.inf, np.inf, -np.inf, -np.inf)
STROKE_UNIT = 0.01
"""Frame units of one unit of Manim's stroke width."""
SPIKE = 5.0
"""Stroke widths that Cairo's pointed joins reach beyond a corner, at most."""
PIECE = 48
"""Points of a long line that are stroked at once."""
PHASES = 8
"""Places across a pixel at which what moves is painted: a sixteenth of a pixel is not seen."""
KEPT = 8
"""Whole pictures' worth of cels that a camera keeps."""
FAR, BEYOND = 40.0, 1e12
"""Frame units at which lines are cut, since Cairo's numbers end, and the farthest point known."""


@dataclass(frozen=True)
class Piece:
    """What a mobject paints at once.

    ``state`` is equal for two pictures in which the piece is the same; None says that it changes
    with the whole mobject.  ``paint`` keeps within ``extent``; it draws, or gives a sheet that it
    has, whose corner lies in the picture.
    """

    state: Hashable
    extent: Extent
    paint: Callable[[Pen], Sheet | None]
    shift: tuple[int, int] | None = None
    """Pixels to the right and down from where it is painted to where it is seen: see `settled`."""


class Painted(Mobject):
    """A mobject drawn by its own :meth:`paint`, or in several pieces that change one by one.

    ``opacity`` multiplies all it paints.
    """

    partly_faint: bool = False
    """Whether some of it is meant to be fainter than the rest, as the lines across a plot are."""

    def __init__(self) -> None:
        super().__init__()
        self.points = np.zeros((1, 3))  # Manim leaves out mobjects without points
        self.opacity = 1.0
        self.strength = 1.0
        """How much of it its own state lets be seen; with the opacity it makes what is laid."""

    @property
    def seen(self) -> bool:
        """Whether, in the present state, there is anything of it in the picture."""
        return True

    def paint(self, pen: Pen) -> Sheet | None:
        """Draw through ``pen``, in frame units, y up; or give the pixels that are to be seen."""
        raise NotImplementedError

    def extent(self) -> Extent:
        """What :meth:`paint` keeps within, in the present state."""
        return EVERYTHING

    def pieces(self, pixels: float) -> list[Piece]:
        """What is to be painted in the present state, in order, at ``pixels`` a unit."""
        del pixels
        return [Piece(None, self.extent(), self.paint)]


class Pen:
    """A Cairo context in frame units that knows Manim's order of colours."""

    def __init__(self, context: cairo.Context[cairo.ImageSurface], pixels: float) -> None:
        self.context = context
        self.pixels = pixels
        """Pixels in one frame unit."""
        self._ends = cairo.LINE_JOIN_ROUND, cairo.LINE_CAP_ROUND

    def colour(self, rgb: RGB, alpha: float = 1.0) -> None:
        """Paint in ``rgb`` from here on."""
        red, green, blue = rgb
        self.context.set_source_rgba(blue, green, red, alpha)

    def path(self, points: NDArray[np.float64]) -> None:
        """Add straight lines through ``points``, (n, 2 or more), to the path.

        A point within half a pixel of the one before it is left out: it would not be seen.
        """
        seen = self._seen(points)
        seen[-1] = True
        (x, y), *corners = points[seen, :2].tolist()
        self.context.move_to(x, y)
        line_to = self.context.line_to
        for x, y in corners:
            line_to(x, y)

    def stroke(self, width: float, rgb: RGB, alpha: float = 1.0) -> None:
        """Stroke the path with round joins and ends, except where it is coarse, and keep it."""
        self.colour(rgb, alpha)
        self.context.set_line_width(width)
        join, cap = self._ends
        self.context.set_line_join(join)
        self.context.set_line_cap(cap)
        self.context.stroke_preserve()

    def line(self, points: NDArray[np.float64], width: float, rgb: RGB, alpha: float = 1.0) -> None:
        """Draw a line through ``points``, of which some may be far outside the picture."""
        self.lines(points, [(0, len(points) - 1)], width, rgb, alpha)

    def lines(
        self,
        points: NDArray[np.float64],
        ends: list[tuple[int, int]],
        width: float,
        rgb: RGB,
        alpha: float = 1.0,
    ) -> None:
        """Draw lines, each by itself, through those of ``points`` from its first to its last."""
        near = (np.abs(points[:, :2]) < FAR).all()
        seen = self._seen(points).tolist()
        corners = points[:, :2].tolist()
        context = self.context
        for first, last in ends:
            if near:
                inner = compress(corners[first + 1 : last], seen[first + 1 : last])
                parts = [[corners[first], *inner, corners[last]]]
            else:
                parts = _within(points[first : last + 1, :2]).tolist()
            for start, *others in parts:
                context.move_to(*start)
                for x, y in others:
                    context.line_to(x, y)
                self.stroke(width, rgb, alpha)
                self.done()

    def _seen(self, points: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which points (n,) are half a pixel or more from the one before."""
        places = np.round(points[:, :2] * (2 * self.pixels))
        seen = np.ones(len(points), dtype=bool)
        seen[1:] = (places[1:] != places[:-1]).any(axis=1)
        return seen

    @contextmanager
    def coarse(self) -> Iterator[None]:
        """Smooth edges in four steps only, with plain corners: for faint lines that pile up.

        That takes a third of the time.
        """
        kept, self._ends = self._ends, (cairo.LINE_JOIN_BEVEL, cairo.LINE_CAP_BUTT)
        self.context.set_antialias(cairo.ANTIALIAS_FAST)
        yield
        self.context.set_antialias(cairo.ANTIALIAS_DEFAULT)
        self._ends = kept

    @contextmanager
    def within(self, extent: Extent, corner: float = 0.0) -> Iterator[None]:
        """Paint nothing outside ``extent``, whose corners are that round, in the ``with`` block."""
        left, bottom, right, top = extent
        context = self.context
        context.save()
        if corner:
            context.new_path()
            for quarter, (x, y) in enumerate(
                ((right - corner, top - corner), (left + corner, top - corner),
                 (left + corner, bottom + corner), (right - corner, bottom + corner))
            ):  # fmt: skip
                context.arc(x, y, corner, quarter * np.pi / 2, (quarter + 1) * np.pi / 2)
            context.close_path()
        else:
            context.rectangle(left, bottom, right - left, top - bottom)
        context.clip()
        yield
        self.context.restore()

    def done(self) -> None:
        """Forget the path."""
        self.context.new_path()

    def disc(self, x: float, y: float, radius: float, rgb: RGB, alpha: float = 1.0) -> None:
        """Fill a disc."""
        self.context.new_path()
        self.context.arc(x, y, radius, 0, 2 * np.pi)
        self.colour(rgb, alpha)
        self.context.fill()

    def discs(
        self, centres: NDArray[np.float64], radius: float, rgb: RGB, alpha: float = 1.0
    ) -> None:
        """Fill discs at once: where two of them meet, they are one."""
        context = self.context
        context.new_path()
        for x, y in centres.tolist():
            context.new_sub_path()
            context.arc(x, y, radius, 0, 2 * np.pi)
        self.colour(rgb, alpha)
        context.fill()

    def glow(
        self,
        inner: tuple[float, float, float],
        outer: tuple[float, float, float],
        stops: list[tuple[float, RGB, float]],
    ) -> None:
        """Fill the outer circle with a radial gradient; circles are (x, y, radius)."""
        gradient = cairo.RadialGradient(*inner, *outer)
        for offset, (red, green, blue), alpha in stops:
            gradient.add_color_stop_rgba(offset, blue, green, red, alpha)
        self.context.new_path()
        self.context.arc(*outer, 0, 2 * np.pi)
        self.context.set_source(gradient)
        self.context.fill()

    def sheet(self, pixels: Pixels, left: float, top: float) -> Sheet:
        """Premultiplied RGBA ``pixels``, with their corner at the pixel next to this place."""
        x, y = self.context.user_to_device(left, top)
        return Sheet(pixels, round(x), round(y))


def _within(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The parts, (k, 2, 2), of the segments between ``points`` (n, 2) that lie in the picture.

    Liang and Barsky (1984): each side of the square of half size FAR cuts the segment's parameter.
    """
    finite = np.clip(np.nan_to_num(points, nan=BEYOND), -BEYOND, BEYOND)
    start, way = finite[:-1], np.diff(finite, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        cuts = np.stack([(-FAR - start) / way, (FAR - start) / way])
    still = way == 0
    inside = np.abs(start) < FAR
    enter = np.where(still, np.where(inside, 0.0, 2.0), cuts.min(axis=0)).max(axis=1).clip(0.0)
    leave = np.where(still, 1.0, cuts.max(axis=0)).min(axis=1).clip(max=1.0)
    seen = enter < leave
    ends = np.stack([start + enter[:, None] * way, start + leave[:, None] * way], axis=1)
    kept: NDArray[np.float64] = ends[seen]
    return kept


def settled(
    place: NDArray[np.float64], pixels: float
) -> tuple[tuple[float, float], tuple[int, int]]:
    """Where to paint what is seen at ``place`` (2,), and how far from there it is seen.

    It is painted about the middle of the picture, so that it looks the same for all places that are
    whole pixels apart; it is seen those pixels to the right and down.  Places are rounded to an
    eighth of a pixel, so that few of them differ.
    """
    x, y = (round(float(value) * pixels * PHASES) for value in place[:2])
    offset = x % PHASES / PHASES / pixels, y % PHASES / PHASES / pixels
    return offset, (x // PHASES, -(y // PHASES))


def around(points: NDArray[np.float64], margin: float) -> Extent:
    """The extent of ``points`` (n, 2 or more) with a margin."""
    if not len(points):
        return NOTHING
    (left, bottom), (right, top) = (ends.tolist() for ends in reach(points[:, :2]))
    extent = left - margin, bottom - margin, right + margin, top + margin
    return extent if all(map(isfinite, extent)) else EVERYTHING


def reach(points: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Least and greatest coordinates, (2,) each, of points (n, 2), n > 0."""
    axes = points.T.copy()  # along rows that lie together NumPy takes a tenth of the time
    return axes.min(axis=1), axes.max(axis=1)


def shared(one: Extent, other: Extent) -> Extent:
    """What lies in both extents."""
    low, high = np.maximum(one[:2], other[:2]), np.minimum(one[2:], other[2:])
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def cuts(first: int, last: int, every: int = PIECE) -> list[tuple[int, int]]:
    """First and last points of the pieces of a line from one of its points to another.

    They are cut at the same points wherever the line begins and ends, so that a line can grow at
    one end and change at the other while its pieces stay the same.
    """
    inner = range((first // every + 1) * every, last, every)
    ends = [first, *inner, last]
    return list(pairwise(ends)) if first < last else []


def _drawn_at_once(mobject: Mobject) -> list[Mobject]:
    """What a mobject is made of, down to labels and single shapes."""
    parts = mobject.submobjects
    if any(part.submobjects or isinstance(part, Painted) for part in parts):
        return [one for part in parts for one in _drawn_at_once(part)]
    return [mobject]


def extent_of(mobject: Mobject) -> Extent:
    """What Manim's outlines keep within."""
    extent = NOTHING
    for one in mobject.get_family():
        if len(one.points):
            width = max(one.get_stroke_width(), one.get_stroke_width(background=True))
            left, bottom, right, top = around(one.points, SPIKE * STROKE_UNIT * float(width))
            extent = (
                min(extent[0], left), min(extent[1], bottom),
                max(extent[2], right), max(extent[3], top),
            )  # fmt: skip
    return extent


class LessonCamera(Camera):
    """Manim's camera, which can also display what paints itself, and things piece by piece."""

    pixel_array: Pixels

    @property
    def unit(self) -> float:
        """Pixels in one frame unit."""
        return float(self.pixel_width / self.frame_width)

    @cached_property
    def _desk(self) -> Desk:
        width, height = self.pixel_width, self.pixel_height
        return Desk(width, height, KEPT * 4 * width * height)

    def type_or_raise(self, mobject: Mobject) -> type[Mobject]:
        """The type under which a mobject is displayed."""
        found: type[Mobject] = super().type_or_raise(mobject)
        self.display_funcs[Painted] = self.display_painted
        return Painted if isinstance(mobject, Painted) else found

    def display_painted(self, mobjects: list[Painted], pixel_array: Pixels) -> None:
        """Let each mobject paint itself onto the pixels."""
        context = self.get_cairo_context(pixel_array)
        context.save()
        context.identity_matrix()
        context.new_path()  # Manim leaves the last path behind
        whole = (self.pixels(EVERYTHING),)
        for mobject in mobjects:
            for piece in mobject.pieces(self.unit):
                look = object() if piece.state is None else (id(mobject), piece.state)
                self.cel(look, piece).lay(context, whole, mobject.opacity * mobject.strength)
        context.restore()

    def pieces(self, mobject: Mobject) -> list[tuple[Piece, float]]:
        """The pieces of a mobject, in order, and the opacity of each.

        Laid one after the other, they make the same picture as the mobject captured whole, as long
        as the mobject's state is as it was.
        """
        found: list[tuple[Piece, float]] = []
        for one in _drawn_at_once(mobject):
            if isinstance(one, Painted):
                opacity = one.opacity * one.strength
                found += [(piece, opacity) for piece in one.pieces(self.unit)]
            else:
                found.append((Piece(None, extent_of(one), partial(self._capture, one)), 1.0))
        return found

    def cel(self, look: Hashable, piece: Piece) -> Cel:
        """What is laid into the picture of a piece; ``look`` tells all that it looks like."""
        place = self.pixels(piece.extent)
        return Cel(look, place, partial(self._painted, piece, place), self._desk, piece.shift)

    def _painted(self, piece: Piece, place: Region) -> Sheet:
        desk, (left, top, right, bottom) = self._desk, place
        context = self.get_cairo_context(desk.pixels)
        context.new_path()
        context.save()
        context.save()
        context.identity_matrix()
        context.rectangle(left, top, right - left, bottom - top)
        context.restore()
        context.clip()
        sheet = piece.paint(Pen(context, self.unit))
        context.restore()
        context.new_path()
        return sheet or desk

    def _capture(self, mobject: Mobject, pen: Pen) -> None:
        """Draw what Manim draws, where ``pen`` does."""
        del pen
        kept = self.pixel_array
        self.pixel_array = self._desk.pixels
        try:
            self.capture_mobjects([mobject])
        finally:
            self.pixel_array = kept

    def pixels(self, extent: Extent) -> Region:
        """The pixels that an extent touches, in the picture."""
        left, bottom, right, top = extent
        width, height = self.pixel_width, self.pixel_height
        return (
            _pixel(left * self.unit + width / 2 - 1, width),
            _pixel(height / 2 - top * self.unit - 1, height),
            _pixel(right * self.unit + width / 2 + 2, width),
            _pixel(height / 2 - bottom * self.unit + 2, height),
        )


def _pixel(place: float, end: int) -> int:
    return int(min(max(place, 0.0), float(end)))


def rgb(colour: str) -> RGB:
    """Red, green and blue in [0, 1] of a colour of the theme."""
    red, green, blue = ManimColor(colour).to_rgb()
    return float(red), float(green), float(blue)


def mixed(colour: RGB, other: RGB, share: float) -> RGB:
    """``colour`` with ``share`` of it replaced by ``other``."""
    red, green, blue = (a + share * (b - a) for a, b in zip(colour, other, strict=True))
    return red, green, blue
