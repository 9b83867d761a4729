"""The logo of a theme, in the corner that the layout keeps for it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from scenes.layout import Slot
from scenes.painting.cel import Raster
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.themes.png import read_png

EDGE = 0.05


class Logo(Painted):
    """A picture as large as its slot allows, at the slot's right end and halfway up."""

    def __init__(self, png: bytes, slot: Slot) -> None:
        super().__init__()
        self.picture = read_png(png).convert("RGBa")  # premultiplied, as Cairo is
        shape = np.array(self.picture.size)
        width, height = shape * (np.array([slot.width, slot.height]) / shape).min()
        middle = float(slot.centre[1])
        self.place = Slot(slot.right - width, middle - height / 2, slot.right, middle + height / 2)
        self._image: tuple[float, NDArray[np.uint8]] | None = None

    def extent(self) -> Extent:
        """Its place, and the pixels that it is rounded to."""
        place = self.place
        return place.left - EDGE, place.bottom - EDGE, place.right + EDGE, place.top + EDGE

    def paint(self, pen: Pen) -> Raster:
        """The picture, in its place."""
        if self._image is None or self._image[0] != pen.pixels:
            size = (round(self.place.width * pen.pixels), round(self.place.height * pen.pixels))
            scaled = self.picture.resize(size, Image.Resampling.LANCZOS)
            self._image = (pen.pixels, np.array(scaled))
        return pen.raster(self._image[1], self.place.left, self.place.top)
