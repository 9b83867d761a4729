"""A flat map of a loss: its ground as a surface has it, from above, exact at every pixel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from scenes.components.surface.from_above import contours, ground, places
from scenes.layout import Slot
from scenes.painting.card import CORNER, RIM, card
from scenes.painting.cel import Raster
from scenes.painting.colour import rgb
from scenes.painting.dither import dithered
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import Theme

Array = NDArray[np.float64]
LINES, MOST = 8.0, 30.0
"""Contour lines between the lowest and the highest loss of a map, for each unit that the side of a
square as large is long, and the most that there are.  They are evenly spaced in the loss, as on
surfaces: where the ground is steeper they lie closer together, so that a bowl looks like a bowl and
not like a cone.  As on maps of mountains the interval is one for all of the sheet, every fifth line
is stronger, and where lines would run into each other only the stronger ones are drawn, then none:
there the light tells how steep it is."""


class ContourMap(Painted):
    """The loss over a rectangle of parameters about ``centre``, ``half`` high on each side.

    Of the colours of heights it has those up to the share ``palest``.  Its ``lines`` may stand
    back, from 1 to 0.
    """

    flat = True
    from_above = True
    corner = CORNER

    def __init__(
        self,
        loss: Callable[[Array], Array],
        gradient: Callable[[Array], Array],
        centre: Array,
        half: float,
        slot: Slot,
        theme: Theme,
        *,
        palest: float = 1.0,
        lines: float = 1.0,
    ) -> None:
        super().__init__()
        self._palest, self._lines = palest, lines
        self.loss, self.gradient, self.slot, self.theme = loss, gradient, slot, theme
        self.centre, self.unit = np.asarray(centre), slot.height / 2 / half
        self.levels = min(LINES * float(np.sqrt(slot.width * slot.height)), MOST)
        """How many contour lines there are between the lowest loss and the highest."""
        self._image: tuple[float, NDArray[np.uint8]] | None = None

    @property
    def view(self) -> tuple[float, ...]:
        """What decides where places are seen, which does not change."""
        return *self.slot.extent, self.unit

    def at(self, theta: Array, loss: Array) -> Array:
        """Frame coordinates and depth 0, (..., 3), of parameters (..., 2)."""
        del loss
        away = np.asarray(theta) - self.centre
        flat = self.slot.centre + away * self.unit
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
        pixel = 1.0 / pixels / self.unit
        x = self.centre[0] + (np.arange(width) + 0.5 - width / 2) * pixel
        y = self.centre[1] + (np.arange(height) + 0.5 - height / 2) * pixel
        theta = places(x, y)
        loss = self.loss(theta)
        high = float(loss.max())
        each = (high - float(loss.min())) / self.levels
        lines = contours((loss - loss.min()) / each + 0.5, self.gradient(theta) * pixel / each)
        colours = ground(self.loss, self.gradient, x, y, self.theme, high=high, palest=self._palest)
        within, edge = card(width, height, CORNER * pixels)
        line = np.maximum(self._lines * lines[::-1], RIM * edge)[..., None]
        mixed = colours[::-1] * (1 - line) + np.array(rgb(self.theme.contour)) * line
        alpha = within[..., None]
        rgba = np.concatenate([dithered(mixed) * alpha, alpha], axis=-1)
        return np.ascontiguousarray(np.round(rgba * 255).astype(np.uint8))
