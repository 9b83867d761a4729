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
LAYERS = 8
"""Of a soft one, each a little larger than that upon it."""


class Plate(Painted):
    """A rectangle with round corners, of the colour of the background; it may have an edge.

    A ``soft`` one fades out so far around, in frame units.
    """

    def __init__(self, theme: Theme, edge: str | None = None, soft: float = 0.0) -> None:
        super().__init__()
        self.soft = soft
        self.edge = None if edge is None else rgb(edge)
        self.filled, self.rgb = Slot(0.0, 0.0, 0.0, 0.0), rgb(theme.background)

    def show(self, slot: Slot) -> None:
        """Fill a slot."""
        self.filled = slot

    def extent(self) -> Extent:
        """The slot, and the edge."""
        return around(self.filled.corners, max(STROKES.axis if self.edge else 0.0, self.soft))

    def paint(self, pen: Pen) -> None:
        """Fill it, so that little of what lies behind is seen; an empty one is not there."""
        if not self.filled.width:
            return
        layers = LAYERS if self.soft else 1
        for layer in range(layers):
            beyond = self.soft * (1.0 - layer / layers)
            pen.round(around(self.filled.corners, beyond), CORNER + beyond)
            pen.colour(self.rgb, 1.0 - (1.0 - OPACITY) ** (1.0 / layers))
            pen.context.fill()
        if self.edge is not None:
            pen.round(self.filled.extent, CORNER)
            pen.stroke(STROKES.axis, self.edge)
            pen.done()
