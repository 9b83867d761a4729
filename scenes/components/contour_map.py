"""A flat map of a loss: colour by height and contour lines, exact at every pixel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from scenes.layout import Slot
from scenes.painting.cel import Raster
from scenes.painting.colour import ramp, rgb
from scenes.painting.dither import dithered
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import Theme

Array = NDArray[np.float64]
CORNER = 0.12
LINES = 16
"""Contour lines; their losses are evenly spaced in the square root, as far apart on the map."""


class ContourMap(Painted):
    """The loss over a rectangle of parameters about ``centre``, ``half`` high on each side."""

    flat = True
    corner = CORNER

    def __init__(
        self,
        loss: Callable[[Array], Array],
        gradient: Callable[[Array], Array],
        centre: Array,
        half: float,
        slot: Slot,
        theme: Theme,
    ) -> None:
        super().__init__()
        self.loss, self.gradient, self.slot, self.theme = loss, gradient, slot, theme
        self.centre, self.unit = np.asarray(centre), slot.height / 2 / half
        self._image: tuple[float, NDArray[np.uint8]] | None = None

    def at(self, theta: Array, loss: Array) -> Array:
        """Frame coordinates and depth 0, (..., 3), of parameters (..., 2)."""
        del loss
        flat = self.slot.centre + (np.asarray(theta) - self.centre) * self.unit
        return np.concatenate([flat, np.zeros((*flat.shape[:-1], 1))], axis=-1)

    def contains(self, theta: Array) -> NDArray[np.bool_]:
        """Whether parameters (..., 2) lie on the map."""
        half = np.array([self.slot.width, self.slot.height]) / 2 / self.unit
        within = np.abs(np.asarray(theta) - self.centre) <= half
        return np.asarray(within.all(axis=-1))

    def hidden(self, projected: Array) -> NDArray[np.bool_]:
        """Nothing hides on a map."""
        return np.zeros(len(projected), dtype=bool)

    @property
    def image(self) -> NDArray[np.uint8]:
        """The map as it was drawn last: premultiplied RGBA, (height, width, 4)."""
        assert self._image is not None
        return self._image[1]

    def render(self, pixels: float) -> None:
        """Draw the map at ``pixels`` a unit, unless it is drawn already."""
        if self._image is None or self._image[0] != pixels:
            self._image = (pixels, self._drawn(pixels))

    def extent(self) -> Extent:
        """The slot."""
        return self.slot.extent

    def paint(self, pen: Pen) -> Raster:
        """The map, in its slot."""
        self.render(pen.pixels)
        return pen.raster(self.image, self.slot.left, self.slot.top)

    def _drawn(self, pixels: float) -> NDArray[np.uint8]:
        width, height = round(self.slot.width * pixels), round(self.slot.height * pixels)
        x = (np.arange(width) + 0.5 - width / 2) / pixels / self.unit
        y = (height / 2 - np.arange(height) - 0.5) / pixels / self.unit
        theta = self.centre + np.stack(np.meshgrid(x, y), axis=-1)
        loss, slope = self.loss(theta), self.gradient(theta)
        low, high = float(loss.min()), float(loss.max())
        share = np.sqrt(np.clip((loss - low) / (high - low), 0.0, 1.0))
        steep = np.hypot(slope[..., 0], slope[..., 1]) / pixels / self.unit
        rise = steep / (high - low) / np.maximum(2 * share, 0.05)
        base = ramp(share, self.theme.heights)
        value = share * LINES + 0.5
        near = np.abs(value - np.round(value)) / np.maximum(rise * LINES, 1e-9)
        line = np.clip(1.2 - near, 0.0, 1.0)[..., None] * 0.30
        mixed = base * (1 - line) + np.array(rgb(self.theme.contour)) * line
        alpha = _rounded(width, height, CORNER * pixels)[..., None]
        rgba = np.concatenate([dithered(mixed) * alpha, alpha], axis=-1)
        return np.ascontiguousarray(np.round(rgba * 255).astype(np.uint8))


def _rounded(width: int, height: int, radius: float) -> Array:
    """Coverage (height, width) of a rectangle with rounded corners."""
    x = np.abs(np.arange(width) + 0.5 - width / 2) - (width / 2 - radius)
    y = np.abs(np.arange(height) + 0.5 - height / 2) - (height / 2 - radius)
    away = np.hypot(*np.meshgrid(np.maximum(x, 0), np.maximum(y, 0)))
    return np.asarray(np.clip(radius + 0.5 - away, 0.0, 1.0))
