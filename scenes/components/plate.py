"""A plate beneath what is written on busy ground, as wide as that is now."""

from __future__ import annotations

from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import Theme

CORNER = 0.08
"""Radius of its corners."""
OPACITY = 0.92


class Plate(Painted):
    """A rectangle with round corners, of the colour of the background."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.slot, self.rgb = Slot(0.0, 0.0, 0.0, 0.0), rgb(theme.background)

    def show(self, slot: Slot) -> None:
        """Fill a slot."""
        self.slot = slot

    def extent(self) -> Extent:
        """The slot."""
        return self.slot.extent

    def paint(self, pen: Pen) -> None:
        """Fill it, so that little of what lies behind is seen."""
        pen.round(self.slot.extent, CORNER)
        pen.colour(self.rgb, OPACITY)
        pen.context.fill()
