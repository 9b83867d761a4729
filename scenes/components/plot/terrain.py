"""What lies below a curve in a plot, coloured by height, as the cut face of a surface is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array
from scenes.components.plot.axes import Axes
from scenes.components.section import cut_face
from scenes.painting.cel import Raster
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import Theme


class Terrain(Painted):
    """The ground under values (n,) at places (n,), from the left as far as it is shown."""

    partly_faint = True

    def __init__(self, axes: Axes, x: Array, values: Array, theme: Theme) -> None:
        super().__init__()
        self.axes, self.theme, self.x = axes, theme, x
        self.until = axes.slot.left
        self.rise(values)

    def rise(self, values: Array) -> None:
        """Have other values at the same places."""
        self.places = self.axes.at(self.x, values)
        self._image: tuple[float, NDArray[np.uint8]] | None = None

    def show(self, x: float) -> None:
        """Be there up to a value of the x axis."""
        low, high = self.axes.x
        share = min(max((x - low) / (high - low), 0.0), 1.0)
        self.until = self.axes.slot.left + share * self.axes.slot.width

    def extent(self) -> Extent:
        """As far as it is there."""
        left, bottom, _, top = self.axes.slot.extent
        return left, bottom, self.until, top

    def paint(self, pen: Pen) -> Raster | None:
        """A part of the picture of all of it."""
        slot = self.axes.slot
        if self._image is None or self._image[0] != pen.pixels:
            self._image = pen.pixels, cut_face(self._edge, slot, pen.pixels, self.theme)
        columns = round((self.until - slot.left) * pen.pixels)
        if columns <= 0:
            return None
        part = np.ascontiguousarray(self._image[1][:, :columns])
        return pen.raster(part, slot.left, slot.top)

    def _edge(self, x: Array) -> Array:
        return np.asarray(np.interp(x, self.places[:, 0], self.places[:, 1]))
