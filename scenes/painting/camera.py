"""Manim's camera, which can also display what paints itself, piece by piece."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property, partial

from manim import Camera, Mobject

from scenes.painting.cel import Box, Cel, Desk, Pixels, Raster
from scenes.painting.extent import EVERYTHING, Extent, extent_of
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece

KEPT = 8
"""Whole pictures' worth of cels that a camera keeps."""


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

    def _painted(self, piece: Piece, place: Box) -> Raster:
        desk, (left, top, right, bottom) = self._desk, place
        context = self.get_cairo_context(desk.pixels)
        context.new_path()
        context.save()
        context.save()
        context.identity_matrix()
        context.rectangle(left, top, right - left, bottom - top)
        context.restore()
        context.clip()
        raster = piece.paint(Pen(context, self.unit))
        context.restore()
        context.new_path()
        return raster or desk

    def _capture(self, mobject: Mobject, pen: Pen) -> None:
        """Draw what Manim draws, where ``pen`` does."""
        del pen
        kept = self.pixel_array
        self.pixel_array = self._desk.pixels
        try:
            self.capture_mobjects([mobject])
        finally:
            self.pixel_array = kept

    def pixels(self, extent: Extent) -> Box:
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


def _drawn_at_once(mobject: Mobject) -> list[Mobject]:
    """What a mobject is made of, down to labels and single shapes."""
    parts = mobject.submobjects
    if any(part.submobjects or isinstance(part, Painted) for part in parts):
        return [one for part in parts for one in _drawn_at_once(part)]
    return [mobject]
