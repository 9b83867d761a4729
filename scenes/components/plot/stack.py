"""Slices of a bar that come one after another, each to its place on those before it."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

FACE, SEAM, LIGHT = 0.80, 0.35, 0.05
"""Opacity of the slices, of the lines between them, and of one that sets out."""
SOLID = 6
"""How late one that is on its way comes to be as solid as the bar: many may fly at a time."""
THIN = 2.0
"""Height of a slice in hairlines, from which on it has a line of its full strength above it."""


class Stack(Painted):
    """A bar of slices, from its foot up.

    Args:
        shares: of the whole bar, (n,).
        colour: of all slices.
        theme: whose background shows between them.
    """

    def __init__(self, shares: Array, colour: str, theme: Theme) -> None:
        super().__init__()
        self.shares, self.rgb, self.seam = shares, rgb(colour), rgb(theme.background)
        self.slot, self.come = Slot(0.0, 0.0, 0.0, 0.0), np.zeros(len(shares))
        self.squares: Array | None = None

    def show(self, slot: Slot, come: Array, squares: Array | None = None) -> None:
        """Fill a slot once all slices have come, (n,), each as far as it has by now.

        Slices grow in their places; or they come from ``squares``, (n, 4): left, bottom, width and
        height of each, all of which shrink to the slices' areas at one scale.
        """
        self.slot, self.come, self.squares = slot, come, squares

    def extent(self) -> Extent:
        """The slot, and all that is on its way to it."""
        corners = self.slot.corners
        if self.squares is not None:
            low, sides = self.squares[:, :2], self.squares[:, 2:]
            corners = np.concatenate([corners, low, low + sides])
        return around(corners, STROKES.hair)

    def paint(self, pen: Pen) -> None:
        """Draw the slices, and lines between them."""
        slot = self.slot
        come = self.come if self.squares is None else np.floor(self.come)
        heights = self.shares * come * slot.height
        tops = slot.bottom + np.cumsum(heights)
        pen.context.rectangle(slot.left, slot.bottom, slot.width, float(heights.sum()))
        pen.colour(self.rgb, FACE)
        pen.context.fill()
        for top, height in zip(tops[:-1].tolist(), heights[:-1].tolist(), strict=True):
            pen.path(np.array([[slot.left, top], [slot.right, top]]))
            strength = min(1.0, height / (THIN * STROKES.hair))
            pen.stroke(STROKES.hair, self.seam, SEAM * strength)
            pen.done()
        if self.squares is not None:
            self._paint_coming(pen, self.squares)

    def _paint_coming(self, pen: Pen, squares: Array) -> None:
        """Those on their way from a square to a slice."""
        slot, heights = self.slot, self.shares * self.slot.height
        feet = slot.bottom + np.cumsum(heights) - heights
        for come, square, foot, height in zip(self.come, squares, feet, heights, strict=True):
            if not 0.0 < come < 1.0:
                continue
            place = np.array([slot.left, foot, slot.width, height])
            pen.context.rectangle(*(square + come * (place - square)).tolist())
            pen.colour(self.rgb, LIGHT + float(come) ** SOLID * (FACE - LIGHT))
            pen.context.fill_preserve()
            pen.stroke(STROKES.hair, self.rgb, 1.0)
            pen.done()
