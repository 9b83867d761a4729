"""A cost cut along a straight line of parameters, and looked at from the side."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from scenes.layout import Slot
from scenes.painting.cel import Raster
from scenes.painting.colour import ramp, rgb
from scenes.painting.dither import dithered
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

Array = NDArray[np.float64]
Edge = Callable[[Array], Array]

LEVELS = 16
"""Levels of equal cost on the cut face, of which every fifth is stronger."""
RISER = 1
"""Half the width of a step's riser, in pixels."""
DEEP = 3.0
"""Frame units below its edge at which the cut face has faded into the background."""
HEADROOM, FINE = 1.06, 241
"""The cost at the upper edge of its slot, in the highest of it: room for arcs above that; and at
how many places that is looked for."""
FACE, LEVEL, STRONGER = 0.62, 0.10, 0.22
"""How much of the height's colour the cut face has at its edge, and its levels of the contours'."""


class Section(Painted):
    """The cost along ``axis`` through ``origin``: the edge of a cut, with the cut face below it.

    Args:
        loss: of parameters (..., 2).
        origin: parameters (2,) from which distances are told.
        axis: a direction (2,) of length 1.
        reach: how far it goes on each side, in parameters.
        slot: the slot it fills, from a cost of 0 at its foot to a little more than at the ends.
        theme: whose colours it has.
        high: the cost at the upper edge, where that is lower.
        foot: how far above the lower edge a cost of 0 lies, in frame units.
    """

    flat = False
    from_above = False
    corner = 0.0

    def __init__(
        self,
        loss: Callable[[Array], Array],
        origin: Array,
        axis: Array,
        reach: float,
        slot: Slot,
        theme: Theme,
        *,
        high: float = np.inf,
        foot: float = 0.0,
    ) -> None:
        super().__init__()
        self.loss, self.origin, self.axis, self.reach = loss, origin, axis, reach
        self.slot, self.theme, self._foot = slot, theme, foot
        highest = HEADROOM * float(self.cost(np.linspace(-reach, reach, FINE)).max())
        self.high = min(high, highest)
        self._image: tuple[float, NDArray[np.uint8]] | None = None

    def cost(self, distance: Array) -> Array:
        """The cost (...) at distances (...) from the origin."""
        return np.asarray(self.loss(self.origin + np.asarray(distance)[..., None] * self.axis))

    def place(self, distance: Array, cost: Array) -> Array:
        """Frame coordinates (..., 2) of distances and costs (...)."""
        x = self.slot.centre[0] + np.asarray(distance) / self.reach * self.slot.width / 2
        share = np.asarray(cost) / self.high
        low, high = self.slot.bottom + self._foot, self.slot.top
        return np.stack([x, low + share * (high - low)], axis=-1)

    @property
    def view(self) -> Hashable:
        """What decides where places on it are seen: the slot that all of it fills."""
        return self.slot

    def at(self, theta: Array, loss: Array) -> Array:
        """Frame coordinates and depth 0, (..., 3), of parameters (..., 2) and their losses."""
        flat = self.place((np.asarray(theta) - self.origin) @ self.axis, loss)
        return np.concatenate([flat, np.zeros((*flat.shape[:-1], 1))], axis=-1)

    def contains(self, theta: Array) -> NDArray[np.bool_]:
        """Whether parameters (..., 2) lie between its ends."""
        return np.asarray(np.abs((np.asarray(theta) - self.origin) @ self.axis) <= self.reach)

    def hidden(self, projected: Array) -> NDArray[np.bool_]:
        """Nothing hides on a cut."""
        return np.zeros(len(projected), dtype=bool)

    def extent(self) -> Extent:
        """The slot."""
        return self.slot.extent

    def render(self, pixels: float) -> None:
        """Draw the face at ``pixels`` a unit, unless it is drawn already."""
        if self._image is None or self._image[0] != pixels:
            self._image = (pixels, self._drawn(pixels))

    def paint(self, pen: Pen) -> Raster | None:
        """The face, and over it the edge."""
        self.render(pen.pixels)
        assert self._image is not None
        return pen.raster(self._image[1], self.slot.left, self.slot.top)

    def _drawn(self, pixels: float) -> NDArray[np.uint8]:
        """Premultiplied RGBA, (height, width, 4)."""
        return cut_face(self._edge, self.slot, pixels, self.theme)

    def _edge(self, x: Array) -> Array:
        """The height of the edge (...) at x (...), in frame units."""
        distance = (x - self.slot.centre[0]) / (self.slot.width / 2) * self.reach
        return np.asarray(self.place(distance, self.cost(distance))[..., 1])


def cut_face(
    edge: Edge,
    slot: Slot,
    pixels: float,
    theme: Theme,
    *,
    heights: Slot | None = None,
    stepped: bool = False,
    filled: float = 1.0,
) -> NDArray[np.uint8]:
    """What is below a line, by height, and the line: premultiplied RGBA, (height, width, 4).

    Args:
        edge: of x, (width,) in frame units, the height of the line there, (width,).
        slot: that is drawn.
        pixels: in a frame unit.
        theme: whose colours these are.
        heights: from its lower to its upper edge go the colours of heights; the slot if it is None.
        stepped: whether the line is level but for steps, which are drawn upright; the face is one
            then, which fades out towards the slot's foot.
        filled: opacity of the face, as a share of what it has.
    """
    width, height = round(slot.width * pixels), round(slot.height * pixels)
    x = np.asarray(slot.left + (np.arange(width) + 0.5) / pixels)
    level = edge(x)
    y = np.asarray(slot.top - (np.arange(height) + 0.5) / pixels)[:, None]
    steep = np.ones(width) if stepped else np.hypot(1.0, np.gradient(level, x))
    heights = heights or slot
    depth, share = level - y, (y - heights.bottom) / heights.height
    value = share * LEVELS
    whole = np.round(value)
    near = np.abs(value - whole) / LEVELS * heights.height * pixels
    strong = np.where(whole % 5 == 0, STRONGER, LEVEL) * (whole > 0)
    line = (np.clip(1.2 - near, 0.0, 1.0) * strong)[..., None]
    shown = ramp(share, theme.heights) * (1.0 - line) + np.array(rgb(theme.contour)) * line
    top = min(float(level.max()), slot.top)
    below, deep = (top - y, min(DEEP, slot.height)) if stepped else (depth, DEEP)
    face = filled * FACE * np.clip(1.0 - np.maximum(below, 0.0) / deep, 0.0, 1.0) ** 1.5
    away = _from_steps(level, y) if stepped else np.abs(depth) / steep
    rim = np.clip((STROKES.thick / 2 - away) * pixels + 0.5, 0.0, 1.0)
    alpha = face * np.clip(depth / steep * pixels + 0.5, 0.0, 1.0) * (1.0 - rim)
    bright = np.array(rgb(theme.contour))
    mixed = dithered(np.broadcast_to(shown, (height, width, 3))) * alpha[..., None]
    rgba = np.concatenate([mixed + bright * rim[..., None], (alpha + rim)[..., None]], axis=-1)
    return np.ascontiguousarray(np.round(np.clip(rgba, 0.0, 1.0) * 255).astype(np.uint8))


def _from_steps(level: Array, y: Array) -> Array:
    """How far heights (height, 1) are from a line of steps (width,), (height, width)."""
    near = sliding_window_view(np.pad(level, RISER, mode="edge"), 2 * RISER + 1)
    low, high = near.min(axis=-1), near.max(axis=-1)
    return np.asarray(np.maximum(np.maximum(y - high, low - y), 0.0))
