"""Columns that stand on an axis, one after another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen


class Columns(Painted):
    """Slots that are filled in their colours, as many of them as are shown."""

    def __init__(self, slots: Sequence[Slot], colours: Sequence[str]) -> None:
        super().__init__()
        self.slots, self.rgb = slots, [rgb(colour) for colour in colours]
        self.shown = len(slots)

    def show(self, count: int) -> None:
        """Show so many."""
        self.shown = count

    def extent(self) -> Extent:
        """All of them."""
        corners = [corner for slot in self.slots for corner in slot.corners.tolist()]
        return around(np.array(corners), 0.0)

    def paint(self, pen: Pen) -> None:
        """Fill them."""
        for slot, colour in list(zip(self.slots, self.rgb, strict=True))[: self.shown]:
            pen.context.rectangle(slot.left, slot.bottom, slot.width, slot.height)
            pen.colour(colour)
            pen.context.fill()
