"""A plate beneath what is written on busy ground, as wide as that is now."""

from __future__ import annotations

from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

CORNER = 0.08
"""Radius of its corners."""
OPACITY = 0.92
"""Of the colour of the background."""


class Plate(Painted):
    """A rectangle with round corners, of the colour of the background; it may have an edge."""

    def __init__(self, theme: Theme, edge: str | None = None) -> None:
        super().__init__()
        self.edge = None if edge is None else rgb(edge)
        self.slot, self.rgb = Slot(0.0, 0.0, 0.0, 0.0), rgb(theme.background)

    def show(self, slot: Slot) -> None:
        """Fill a slot."""
        self.slot = slot

    def extent(self) -> Extent:
        """The slot, and the edge."""
        return around(self.slot.corners, STROKES.axis) if self.edge else self.slot.extent

    def paint(self, pen: Pen) -> None:
        """Fill it, so that little of what lies behind is seen."""
        pen.round(self.slot.extent, CORNER)
        pen.colour(self.rgb, OPACITY)
        pen.context.fill()
        if self.edge is not None:
            pen.round(self.slot.extent, CORNER)
            pen.stroke(STROKES.axis, self.edge)
            pen.done()
