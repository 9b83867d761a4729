"""A cut through a cost that may slide to another place of it, and be seen from farther off."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from gdcore.typing import Array
from scenes.components.section import Section
from scenes.layout import Slot
from scenes.painting.cel import Raster
from scenes.painting.pen import Pen


class Sliding(Section):
    """A section whose origin, reach and greatest cost change, and how much of its width is seen."""

    within = 1.0

    _drawn_as: Hashable = None

    @property
    def look(self) -> tuple[bytes, float, float, float, Slot]:
        """What decides where things lie on it."""
        return self.origin.tobytes(), self.reach, self.high, self.within, self.slot

    @property
    def view(self) -> Hashable:
        """The same: places on it are seen elsewhere as it slides."""
        return self.look

    def slide(self, origin: Array, reach: float, high: float, within: float) -> None:
        """Be cut through ``origin``, go so far on each side of it, and as high."""
        self.origin, self.reach, self.high, self.within = origin, reach, high, within

    def paint(self, pen: Pen) -> Raster | None:
        """The face, as it is now, about its middle."""
        if self._drawn_as != self.look:
            self._drawn_as, self._image = self.look, None
        self.render(pen.pixels)
        assert self._image is not None
        pixels = self._image[1]
        beyond = round((1.0 - self.within) / 2.0 * pixels.shape[1])
        shown = np.ascontiguousarray(pixels[:, beyond : pixels.shape[1] - beyond])
        return pen.raster(shown, self.slot.left + beyond / pen.pixels, self.slot.top)
