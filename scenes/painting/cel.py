"""Cels: parts of a picture, painted once on nothing and laid into it as often as needed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cached_property

import cairo
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Box = tuple[int, int, int, int]
"""Left, top, right and bottom of pixels, the last two exclusive."""


class Raster:
    """Pixels (height, width, 4), premultiplied, and where their corner lies in the picture."""

    def __init__(self, pixels: Pixels, left: int = 0, top: int = 0) -> None:
        self.pixels, self.left, self.top = pixels, left, top

    @cached_property
    def surface(self) -> cairo.ImageSurface:
        """The same pixels, as Cairo has them."""
        height, width = self.pixels.shape[:2]
        return cairo.ImageSurface.create_for_data(
            memoryview(self.pixels),  # type: ignore[arg-type]
            cairo.FORMAT_ARGB32,
            width,
            height,
            width * 4,
        )

    @cached_property
    def context(self) -> cairo.Context[cairo.ImageSurface]:
        """What draws on them, in pixels."""
        return cairo.Context(self.surface)


class Desk(Raster):
    """Where cels are painted, one at a time, and a shelf for those that are used again.

    On the shelf there is room for so many bytes; the one used longest ago goes first.
    """

    def __init__(self, width: int, height: int, room: int) -> None:
        super().__init__(np.zeros((height, width, 4), np.uint8))
        self._painted: Box = (0, 0, 0, 0)
        self._room = room
        self._shelf: OrderedDict[Hashable, Raster] = OrderedDict()

    def clear(self) -> None:
        """Make the desk empty: where something was painted last, since it is so elsewhere."""
        left, top, right, bottom = self._painted
        self.pixels[top:bottom, left:right] = 0
        self._painted = (0, 0, 0, 0)

    def paint(self, place: Box, paint: Callable[[], Raster]) -> Raster:
        """What ``paint`` gives: the empty desk, on which it paints within a place, or its own."""
        self.clear()
        raster = paint()
        if raster is self:
            self._painted = place
        return raster

    def take(self, look: Hashable) -> Raster | None:
        """What looks like this, if it is on the shelf."""
        if look in self._shelf:
            self._shelf.move_to_end(look)
        return self._shelf.get(look)

    def keep(self, look: Hashable, box: Box) -> None:
        """Put a copy of what the desk has within a box on the shelf."""
        left, top, right, bottom = box
        raster = Raster(self.pixels[top:bottom, left:right].copy(), left, top)
        self._shelf[look] = raster
        self._room -= raster.pixels.nbytes
        while self._room < 0:
            _, oldest = self._shelf.popitem(last=False)
            self._room += oldest.pixels.nbytes


class Cel:
    """What ``paint`` gives: the desk, on which it has painted within a place, or its own raster.

    It is painted by itself, so it makes no difference to a picture whether it was painted for that
    or before, nor which boxes of it are drawn.  What is used twice is kept, by its ``look``: that
    tells all that is seen on the desk.  What is seen elsewhere, ``shift`` pixels to the right and
    down from its place, is kept at once: it is likely to come back.
    """

    def __init__(
        self,
        look: Hashable,
        place: Box,
        paint: Callable[[], Raster],
        desk: Desk,
        shift: tuple[int, int] | None = None,
    ) -> None:
        self._look, self._place, self._paint, self._desk = look, place, paint, desk
        self._right, self._down = shift or (0, 0)
        self._used = shift is not None

    @cached_property
    def box(self) -> Box:
        """Where it is seen in the picture, which is as large as the desk."""
        left, top, right, bottom = self._place
        height, width = self._desk.pixels.shape[:2]
        across, down = self._right, self._down
        seen = left + across, top + down, right + across, bottom + down
        return common(seen, (0, 0, width, height)) or (0, 0, 0, 0)

    def lay(
        self,
        onto: cairo.Context[cairo.ImageSurface],
        boxes: tuple[Box, ...],
        opacity: float = 1.0,
    ) -> None:
        """Lay it onto a picture, whose context is in pixels, within these boxes alone."""
        seen = [part for box in boxes if (part := common(self.box, box)) is not None]
        if not seen:
            return
        raster = self._raster()
        onto.save()
        for left, top, right, bottom in seen:
            onto.rectangle(left, top, right - left, bottom - top)
        onto.clip()
        onto.set_source_surface(raster.surface, raster.left + self._right, raster.top + self._down)
        onto.paint_with_alpha(opacity)
        onto.restore()

    def _raster(self) -> Raster:
        kept = self._desk.take(self._look)
        if kept is not None:
            return kept
        raster = self._desk.paint(self._place, self._paint)
        if self._used and raster is self._desk:
            self._desk.keep(self._look, self._place)
        self._used = True
        return raster


def common(one: Box, other: Box) -> Box | None:
    """The pixels that lie in both boxes, None where there are none."""
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right, bottom = min(one[2], other[2]), min(one[3], other[3])
    return (left, top, right, bottom) if left < right and top < bottom else None
