"""A contour map that opens out of the place that it has on a larger one."""

from __future__ import annotations

import numpy as np
from PIL import Image

from scenes.components.contour_map import ContourMap
from scenes.layout import Slot
from scenes.painting.cel import Raster
from scenes.painting.extent import shared
from scenes.painting.pen import Pen
from scenes.stage.gliding import Gliding


class OpeningMap(ContourMap):
    """A map from near, as large as where it lies on a whole one; opened, it fills its slot.

    On the way all of it grows alike, within the sides of the whole map.

    Args:
        near: the map, opened.
        whole: the larger one, in the same slot.
    """

    def __init__(self, near: ContourMap, whole: ContourMap) -> None:
        half = near.slot.height / 2 / near.unit
        super().__init__(near.loss, near.gradient, near.centre, half, near.slot, near.theme)
        self._near, self._whole = near, whole.slot
        middle = whole.at(near.centre, np.zeros(()))[:2]
        reach = np.array([near.slot.width, near.slot.height]) / 2 * whole.unit / near.unit
        begun = Slot(*(middle - reach).tolist(), *(middle + reach).tolist())
        self._glide = Gliding([begun, near.slot])
        self.open(0.0)

    def open(self, share: float) -> None:
        """Be opened so far, from 0 to 1."""
        near, window = self._near, self._glide.between(share)
        self.window = window
        """Where all of it would lie, beyond the sides of the whole map, too."""
        self.slot = Slot(*shared(window.extent, self._whole.extent))
        self.unit = near.unit * window.width / near.slot.width
        self.centre = near.centre + (self.slot.centre - window.centre) / self.unit

    def render(self, pixels: float) -> None:
        """Draw the map as it is opened, unless it is drawn already."""
        self._near.render(pixels)

    def paint(self, pen: Pen) -> Raster:
        """What lies within the whole map, as small as it is now."""
        self.render(pen.pixels)
        image, slot, window = self._near.image, self.slot, self.window
        left, below = slot.left - window.left, window.top - slot.top
        corners = np.array([left, below, left + slot.width, below + slot.height])
        scale = image.shape[1] / window.width
        size = [max(round(side * pen.pixels), 1) for side in (slot.width, slot.height)]
        box = np.clip(corners * scale, 0.0, [*image.shape[1::-1]] * 2)
        small = Image.fromarray(image).resize(
            (size[0], size[1]), Image.Resampling.BICUBIC, box=tuple(box.tolist()), reducing_gap=2.0
        )
        return pen.raster(np.array(small), slot.left, slot.top)
