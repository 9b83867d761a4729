"""A line around what the words speak of."""

from __future__ import annotations

from gdcore.typing import Array
from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES

CORNER = 0.14
"""Radius of its corners, where there is room for that."""


class Outline(Painted):
    """A line along the sides of a slot, with round corners, or sharp ones if ``corner`` is 0."""

    def __init__(self, slot: Slot, colour: str, *, corner: float = CORNER) -> None:
        super().__init__()
        self.sides, self.rgb, self.corner = slot, rgb(colour), corner

    @property
    def centre(self) -> Array:
        """The middle of what it is around, (2,)."""
        return self.sides.centre

    def extent(self) -> Extent:
        """The slot with the line."""
        return around(self.sides.corners, STROKES.thin)

    def paint(self, pen: Pen) -> None:
        """Draw it."""
        pen.round(self.sides.extent, min(self.corner, self.sides.width / 2, self.sides.height / 2))
        pen.stroke(STROKES.thin, self.rgb)
        pen.done()
