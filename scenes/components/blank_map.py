"""A map without heights: of a plane of which only a path is known."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.layout import Slot
from scenes.numerals import nice_ticks
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

TICKS = 5
"""About how many lines there are across its height."""
FAINT = 0.35
"""Opacity of these lines."""


class BlankMap(Painted):
    """A rectangle of parameters about ``centre``, ``half`` high on each side, with even lines.

    The lines lie as far apart on both axes.
    """

    flat = True
    from_above = True
    corner = 0.0
    partly_faint = True
    stands_behind = True

    def __init__(self, centre: Array, half: float, slot: Slot, theme: Theme) -> None:
        super().__init__()
        self.centre, self.unit, self.slot, self.theme = centre, slot.height / 2 / half, slot, theme

    @property
    def view(self) -> tuple[float, ...]:
        """What decides where places are seen, which does not change."""
        return *self.slot.extent, self.unit

    def at(self, theta: Array, loss: Array) -> Array:
        """Frame coordinates and depth 0, (..., 3), of parameters (..., 2)."""
        del loss
        flat = self.slot.centre + (np.asarray(theta) - self.centre) * self.unit
        return np.concatenate([flat, np.zeros((*flat.shape[:-1], 1))], axis=-1)

    def contains(self, theta: Array) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Whether parameters (..., 2) lie on it."""
        half = np.array([self.slot.width, self.slot.height]) / 2 / self.unit
        return np.asarray((np.abs(np.asarray(theta) - self.centre) <= half).all(axis=-1))

    def hidden(self, projected: Array) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Nothing hides on a map."""
        return np.zeros(len(projected), dtype=bool)

    def render(self, pixels: float) -> None:
        """Nothing is to be brought up to date."""

    def extent(self) -> Extent:
        """The slot, with its edge."""
        slot, edge = self.slot, STROKES.axis
        return slot.left - edge, slot.bottom - edge, slot.right + edge, slot.top + edge

    def paint(self, pen: Pen) -> None:
        """The lines, and the edge."""
        slot, colour = self.slot, rgb(self.theme.rule)
        half = np.array([slot.width, slot.height]) / 2 / self.unit
        (left, low), (right, high) = self.centre - half, self.centre + half
        every = nice_ticks(low, high, TICKS)
        apart = float(every[1] - every[0]) if len(every) > 1 else 2.0 * float(half[1])
        for k, (first, last) in enumerate(((left, right), (low, high))):
            for value in apart * np.arange(np.ceil(first / apart), np.floor(last / apart) + 1):
                ends = np.array([[left, low], [right, high]])
                ends[:, k] = value
                pen.line(self.at(ends, np.zeros(2))[:, :2], STROKES.axis, colour, FAINT)
        pen.line(slot.corners[[0, 1, 2, 3, 0]], STROKES.axis, colour)
