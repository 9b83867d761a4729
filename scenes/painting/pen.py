"""What draws with Cairo in frame units: lines, discs, glows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import compress

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.painting.cel import Pixels, Raster
from scenes.painting.colour import RGB
from scenes.painting.extent import Extent

FAR, BEYOND = 40.0, 1e12
"""Frame units at which lines are cut, since Cairo's numbers end, and the farthest point known."""


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
            self.round(extent, corner)
        else:
            context.rectangle(left, bottom, right - left, top - bottom)
        context.clip()
        yield
        self.context.restore()

    def round(self, extent: Extent, corner: float) -> None:
        """Have the sides of ``extent`` as the path, with corners that are that round."""
        left, bottom, right, top = extent
        self.context.new_path()
        for quarter, (x, y) in enumerate(
            ((right - corner, top - corner), (left + corner, top - corner),
             (left + corner, bottom + corner), (right - corner, bottom + corner))
        ):  # fmt: skip
            self.context.arc(x, y, corner, quarter * np.pi / 2, (quarter + 1) * np.pi / 2)
        self.context.close_path()

    def area(self, corners: NDArray[np.float64], rgb: RGB, alpha: float = 1.0) -> None:
        """Fill what lies within ``corners``, (n, 2)."""
        self.context.new_path()
        self.path(corners)
        self.colour(rgb, alpha)
        self.context.fill()

    def done(self) -> None:
        """Forget the path."""
        self.context.new_path()

    def disc(self, x: float, y: float, radius: float, rgb: RGB, alpha: float = 1.0) -> None:
        """Fill a disc."""
        self.context.new_path()
        self.context.arc(x, y, radius, 0, 2 * np.pi)
        self.colour(rgb, alpha)
        self.context.fill()

    def square(self, x: float, y: float, half: float, rgb: RGB, alpha: float = 1.0) -> None:
        """Fill a square, half of whose side is so long."""
        self.context.new_path()
        self.context.rectangle(x - half, y - half, 2 * half, 2 * half)
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

    def raster(self, pixels: Pixels, left: float, top: float) -> Raster:
        """Premultiplied RGBA ``pixels``, with their corner at the pixel next to this place."""
        x, y = self.context.user_to_device(left, top)
        return Raster(pixels, round(x), round(y))


def _within(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The parts, (k, 2, 2), of the segments between ``points`` (n, 2) that lie in the picture.

    Liang and Barsky (1984): each side of the square of half size FAR cuts the segment's parameter.
    """
    finite = np.clip(np.nan_to_num(points, nan=BEYOND), -BEYOND, BEYOND)
    start, way = finite[:-1], np.diff(finite, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        cuts = np.stack([(-FAR - start) / way, (FAR - start) / way])
    # One that does not move along an axis is always between that axis's sides, or never.
    still = way == 0
    inside = np.abs(start) < FAR
    enter = np.where(still, np.where(inside, 0.0, 2.0), cuts.min(axis=0)).max(axis=1).clip(0.0)
    leave = np.where(still, 1.0, cuts.max(axis=0)).min(axis=1).clip(max=1.0)
    seen = enter < leave
    ends = np.stack([start + enter[:, None] * way, start + leave[:, None] * way], axis=1)
    kept: NDArray[np.float64] = ends[seen]
    return kept
