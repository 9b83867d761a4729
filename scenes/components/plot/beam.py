"""A bar of one colour that lies: as long as a share is."""

from __future__ import annotations

from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen


class Beam(Painted):
    """A rectangle with sharp ends, so that its length can be compared with another's."""

    def __init__(self, slot: Slot, colour: str) -> None:
        super().__init__()
        self.slot, self.rgb = slot, rgb(colour)

    def extent(self) -> Extent:
        """The slot."""
        return self.slot.extent

    def paint(self, pen: Pen) -> None:
        """Fill it."""
        slot = self.slot
        pen.context.rectangle(slot.left, slot.bottom, slot.width, slot.height)
        pen.colour(self.rgb, 1.0)
        pen.context.fill()
