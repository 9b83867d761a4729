"""A cut through a cost, drawn as far as something has swept along it; it may be magnified."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.components.section import Section, cut_face
from scenes.layout import Slot
from scenes.painting.cel import Raster
from scenes.painting.extent import Extent, shared
from scenes.painting.pen import Pen

Array = NDArray[np.float64]


class Swept(Section):
    """A section of which only so much is seen as lies between two distances."""

    seen_from, seen_to = 0.0, 0.0
    within: tuple[float, float] | None = None
    aside = 1.0
    """Between which x it is seen whole, and its opacity on either side of that."""
    stepped = False
    """Whether the cost is a staircase."""
    filled = 1.0
    """How much of what is below it is seen."""
    _whole: Slot | None = None
    _drawn_as: tuple[float, Slot, float] | None = None

    @property
    def view(self) -> Slot:
        """What all of it fills: its slot or, where it is magnified, more."""
        return self._whole or self.slot

    def show(self, seen_from: float, seen_to: float, view: Slot | None = None) -> None:
        """Be seen between two distances from the origin, and be so large."""
        self.seen_from, self.seen_to, self._whole = seen_from, seen_to, view

    def magnified(self, theta: Array, zoom: Array, share: float) -> Slot:
        """What it fills when the eye has gone so far in to a place on it, which is then central.

        ``zoom`` is how many times as large it is in the end, across and up, (2,).
        """
        slot = self.slot
        x, y = self.base(theta)
        size = 1.0 + share * (zoom - 1.0)
        middle = np.array([x, y]) + share * (slot.centre - np.array([x, y]))
        left, bottom = (middle + size * (slot.corners[0] - [x, y])).tolist()
        width, height = (size * [slot.width, slot.height]).tolist()
        return Slot(left, bottom, left + width, bottom + height)

    def base(self, theta: Array) -> Array:
        """Where parameters (2,) are when it is not magnified, (2,)."""
        distance = (theta - self.origin) @ self.axis
        return self._in(self.slot, distance, np.asarray(self.loss(theta)))

    def place(self, distance: Array, cost: Array) -> Array:
        """Frame coordinates (..., 2) of distances and costs (...)."""
        return self._in(self.view, distance, cost)

    def _in(self, view: Slot, distance: Array, cost: Array) -> Array:
        x = view.centre[0] + np.asarray(distance) / self.reach * view.width / 2
        return np.stack([x, view.bottom + np.asarray(cost) / self.high * view.height], axis=-1)

    def extent(self) -> Extent:
        """The slot, as far as it is seen."""
        (left, _), (right, _) = self.place(np.sort([self.seen_from, self.seen_to]), np.zeros(2))
        slot = self.slot
        return shared((float(left), slot.bottom, float(right), slot.top), slot.extent)

    def render(self, pixels: float) -> None:
        """Draw the face at ``pixels`` a unit, unless it is drawn already."""
        state = pixels, self.view, self.filled
        if self._drawn_as != state:
            self._drawn_as, self._image = state, (pixels, self._drawn(pixels))

    def paint(self, pen: Pen) -> Raster | None:
        """The columns that are seen."""
        self.render(pen.pixels)
        assert self._image is not None
        pixels = self._image[1]
        left, _, right, _ = self.extent()
        first, last = (
            round(float(np.clip((x - self.slot.left) * pen.pixels, 0, pixels.shape[1])))
            for x in (left, right)
        )
        if first >= last:
            return None
        shown = np.ascontiguousarray(pixels[:, first:last])
        if self.within is not None and self.aside < 1.0:
            x = self.slot.left + (np.arange(first, last) + 0.5) / pen.pixels
            outside = (x < self.within[0]) | (x > self.within[1])
            shown[:, outside] = np.round(self.aside * shown[:, outside])
        return pen.raster(shown, self.slot.left + first / pen.pixels, self.slot.top)

    def _drawn(self, pixels: float) -> NDArray[np.uint8]:
        return cut_face(
            self._edge, self.slot, pixels, self.theme,
            heights=self.view, stepped=self.stepped, filled=self.filled,
        )  # fmt: skip

    def _edge(self, x: Array) -> Array:
        distance = (x - self.view.centre[0]) / (self.view.width / 2) * self.reach
        return np.asarray(self.place(distance, self.cost(distance))[..., 1])
