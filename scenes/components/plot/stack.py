"""Slices of a bar that come one after another, each on those before it."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

FACE, SEAM = 0.80, 0.35
"""Opacity of the slices, and of the lines between them."""
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

    def show(self, slot: Slot, come: Array) -> None:
        """Fill a slot once all slices have come, (n,), each as far as it has by now."""
        self.slot, self.come = slot, come

    def extent(self) -> Extent:
        """The slot."""
        return around(self.slot.corners, STROKES.hair)

    def paint(self, pen: Pen) -> None:
        """Draw the slices, and lines between them."""
        slot, heights = self.slot, self.shares * self.come * self.slot.height
        tops = slot.bottom + np.cumsum(heights)
        pen.context.rectangle(slot.left, slot.bottom, slot.width, float(heights.sum()))
        pen.colour(self.rgb, FACE)
        pen.context.fill()
        for top, height in zip(tops[:-1].tolist(), heights[:-1].tolist(), strict=True):
            pen.path(np.array([[slot.left, top], [slot.right, top]]))
            strength = min(1.0, height / (THIN * STROKES.hair))
            pen.stroke(STROKES.hair, self.seam, SEAM * strength)
            pen.done()
