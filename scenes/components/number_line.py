"""A line of numbers: how far parameters are along one direction, in the distance of a start."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

Array = NDArray[np.float64]

TICK = 0.09
"""Half the height of the marks at the start's distance on both sides."""
FOOT = 0.36
"""Of the line above the lower edge of its slot."""
BEYOND = 0.22
"""How far the line goes beyond the start's distance, in frame units."""


class NumberLine(Painted):
    """What balls hop along that see one direction alone: level, from the start to its mirror point.

    Args:
        slot: the slot it fills, with room for hops above it.
        centre: the parameters (2,) that are in its middle.
        direction: (2,), of length 1.
        start: the parameters whose distance is one unit of it.
        theme: whose colours it has.
    """

    flat = True
    from_above = False
    corner = 0.0

    def __init__(
        self, slot: Slot, centre: Array, direction: Array, start: Array, theme: Theme
    ) -> None:
        super().__init__()
        self.slot, self.centre, self.direction = slot, np.asarray(centre), direction
        away = abs(float((start - self.centre) @ direction))
        self.scale = away or 1.0
        self.unit = slot.width / 2 - BEYOND - STROKES.ball
        """Frame units of the start's distance."""
        self.level = slot.bottom + FOOT
        self.rgb, self.faint = rgb(theme.rule), rgb(theme.quiet)

    @property
    def view(self) -> tuple[float, ...]:
        """What decides where places are seen, which does not change."""
        return self.slot.extent

    def at(self, theta: Array, loss: Array) -> Array:
        """Frame coordinates and depth 0, (..., 3), of parameters (..., 2)."""
        del loss
        away = (np.asarray(theta) - self.centre) @ self.direction / self.scale
        x = float(self.slot.centre[0]) + self.unit * away
        return np.stack([x, np.full_like(x, self.level), np.zeros_like(x)], axis=-1)

    def contains(self, theta: Array) -> NDArray[np.bool_]:
        """Whether parameters (..., 2) lie in the slot."""
        return self.slot.holds(self.at(theta, np.zeros(np.shape(theta)[:-1])))

    def hidden(self, projected: Array) -> NDArray[np.bool_]:
        """Nothing hides on it."""
        return np.zeros(len(projected), dtype=bool)

    def render(self, pixels: float) -> None:
        """Nothing: it is always the same."""

    def extent(self) -> Extent:
        """The line with its marks."""
        return around(self._ends, TICK + STROKES.axis)

    @property
    def _ends(self) -> Array:
        x, half = float(self.slot.centre[0]), self.unit + BEYOND
        return np.array([[x - half, self.level], [x + half, self.level]])

    @property
    def mirror(self) -> tuple[float, float]:
        """How far left and right of the middle the start's distance is marked, in the frame."""
        x = float(self.slot.centre[0])
        return x - self.unit, x + self.unit

    def paint(self, pen: Pen) -> None:
        """Draw it."""
        pen.path(self._ends)
        for x in self.mirror:
            pen.path(np.array([[x, self.level - TICK], [x, self.level + TICK]]))
        pen.stroke(STROKES.axis, self.rgb)
        pen.done()
