"""Mobjects that paint themselves with Cairo: rasters, paths on a surface, glowing balls."""

from __future__ import annotations

import cairo
import numpy as np
from manim import Camera, Mobject
from manim.utils.color import ManimColor
from numpy.typing import NDArray

RGB = tuple[float, float, float]
PIECE = 96
"""Points of a long line that are stroked at once."""
FAR, BEYOND = 40.0, 1e12
"""Frame units at which lines are cut, since Cairo's numbers end, and the farthest point known."""


class Painted(Mobject):
    """A mobject drawn by its own :meth:`paint`; ``opacity`` multiplies all it paints."""

    def __init__(self) -> None:
        super().__init__()
        self.points = np.zeros((1, 3))  # Manim leaves out mobjects without points
        self.opacity = 1.0

    def paint(self, pen: Pen) -> None:
        """Draw through ``pen``, in frame units, y up."""
        raise NotImplementedError


class Pen:
    """A Cairo context in frame units that knows Manim's order of colours."""

    def __init__(
        self, context: cairo.Context[cairo.ImageSurface], pixels: float, opacity: float
    ) -> None:
        self.context = context
        self.pixels = pixels
        """Pixels in one frame unit."""
        self.opacity = opacity

    def colour(self, rgb: RGB, alpha: float = 1.0) -> None:
        """Paint in ``rgb`` from here on."""
        red, green, blue = rgb
        self.context.set_source_rgba(blue, green, red, alpha * self.opacity)

    def path(self, points: NDArray[np.float64]) -> None:
        """Add straight lines through ``points``, (n, 2 or more), to the path.

        A point within half a pixel of the one before it is left out: it would not be seen.
        """
        context = self.context
        places = np.round(points[:, :2] * (2 * self.pixels))
        seen = np.append(True, (np.diff(places, axis=0) != 0).any(axis=1))
        seen[-1] = True
        corners = points[seen, :2].tolist()
        context.move_to(*corners[0])
        line_to = context.line_to
        for x, y in corners[1:]:
            line_to(x, y)

    def stroke(self, width: float, rgb: RGB, alpha: float = 1.0) -> None:
        """Stroke the path with round joins and ends, and keep it."""
        self.colour(rgb, alpha)
        self.context.set_line_width(width)
        self.context.set_line_join(cairo.LINE_JOIN_ROUND)
        self.context.set_line_cap(cairo.LINE_CAP_ROUND)
        self.context.stroke_preserve()

    def line(self, points: NDArray[np.float64], width: float, rgb: RGB, alpha: float = 1.0) -> None:
        """Draw a line through ``points`` piece by piece: Cairo is slow on long tangled ones."""
        if not (np.abs(points[:, :2]) < FAR).all():
            for segment in _within(points[:, :2]):
                self.path(segment)
                self.stroke(width, rgb, alpha)
                self.done()
            return
        for first in range(0, max(len(points) - 1, 1), PIECE):
            self.path(points[first : first + PIECE + 1])
            self.stroke(width, rgb, alpha)
            self.done()

    def done(self) -> None:
        """Forget the path."""
        self.context.new_path()

    def disc(self, x: float, y: float, radius: float, rgb: RGB, alpha: float = 1.0) -> None:
        """Fill a disc."""
        self.context.new_path()
        self.context.arc(x, y, radius, 0, 2 * np.pi)
        self.colour(rgb, alpha)
        self.context.fill()

    def glow(
        self,
        inner: tuple[float, float, float],
        outer: tuple[float, float, float],
        stops: list[tuple[float, RGB, float]],
    ) -> None:
        """Fill the outer circle with a radial gradient; circles are (x, y, radius)."""
        gradient = cairo.RadialGradient(*inner, *outer)
        for offset, (red, green, blue), alpha in stops:
            gradient.add_color_stop_rgba(offset, blue, green, red, alpha * self.opacity)
        self.context.new_path()
        self.context.arc(*outer, 0, 2 * np.pi)
        self.context.set_source(gradient)
        self.context.fill()

    def raster(self, pixels: NDArray[np.uint8], left: float, top: float) -> None:
        """Lay premultiplied RGBA ``pixels`` on the frame's pixels, corner at ``left``, ``top``."""
        height, width = pixels.shape[:2]
        surface = cairo.ImageSurface.create_for_data(
            memoryview(pixels),  # type: ignore[arg-type]
            cairo.FORMAT_ARGB32,
            width,
            height,
            width * 4,
        )
        context = self.context
        context.save()
        x, y = context.user_to_device(left, top)
        context.identity_matrix()
        context.set_source_surface(surface, round(x), round(y))
        context.get_source().set_filter(cairo.FILTER_NEAREST)
        context.paint_with_alpha(self.opacity)
        context.restore()


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


class LessonCamera(Camera):
    """Manim's camera, which can also display what paints itself."""

    def type_or_raise(self, mobject: Mobject) -> type[Mobject]:
        """The type under which a mobject is displayed."""
        found: type[Mobject] = super().type_or_raise(mobject)
        self.display_funcs[Painted] = self.display_painted
        return Painted if isinstance(mobject, Painted) else found

    def display_painted(self, mobjects: list[Painted], pixel_array: NDArray[np.uint8]) -> None:
        """Let each mobject paint itself onto the pixels."""
        context = self.get_cairo_context(pixel_array)
        for mobject in mobjects:
            context.new_path()  # Manim leaves the last path behind
            context.save()
            mobject.paint(Pen(context, self.pixel_width / self.frame_width, mobject.opacity))
            context.restore()
            context.new_path()


def rgb(colour: str) -> RGB:
    """Red, green and blue in [0, 1] of a colour of the theme."""
    red, green, blue = ManimColor(colour).to_rgb()
    return float(red), float(green), float(blue)


def mixed(colour: RGB, other: RGB, share: float) -> RGB:
    """``colour`` with ``share`` of it replaced by ``other``."""
    red, green, blue = (a + share * (b - a) for a, b in zip(colour, other, strict=True))
    return red, green, blue
