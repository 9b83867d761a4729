"""A line around what the words speak of."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES

CORNER = 0.14
"""Radius of its corners."""


class Outline(Painted):
    """A line along the sides of a slot, with round corners."""

    def __init__(self, slot: Slot, colour: str) -> None:
        super().__init__()
        self.sides, self.rgb = slot, rgb(colour)

    @property
    def centre(self) -> Array:
        """The middle of what it is around, (2,)."""
        return self.sides.centre

    def extent(self) -> Extent:
        """The slot with the line."""
        return around(self.sides.corners, STROKES.thin)

    def paint(self, pen: Pen) -> None:
        """Draw it."""
        pen.round(self.sides.extent, CORNER)
        pen.stroke(STROKES.thin, self.rgb)
        pen.done()


class Frame(Painted):
    """A thin line about a part of a map that is shown elsewhere."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self.corners, self.rgb = np.zeros((4, 2)), rgb(colour)

    def show(self, corners: Array) -> None:
        """Have other corners, (4, 2)."""
        self.corners = corners

    def extent(self) -> Extent:
        """The corners with the line."""
        return around(self.corners, STROKES.axis)

    def paint(self, pen: Pen) -> None:
        """Draw it."""
        pen.path(np.concatenate([self.corners, self.corners[:1]]))
        pen.stroke(STROKES.axis, self.rgb)
        pen.done()
