"""A bar whose height is a cost."""

from __future__ import annotations

import numpy as np

from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme


class Bar(Painted):
    """A bright edge on top of a face of one colour.

    Args:
        area: what it fills at first.
        colour: of its face.
        theme: whose contours its edges are like.
    """

    partly_faint = True

    def __init__(self, area: Slot, colour: str, theme: Theme) -> None:
        super().__init__()
        self.face, self.rgb = rgb(colour), rgb(theme.contour)
        self.slot = area

    def show(self, slot: Slot) -> None:
        """Fill a slot."""
        self.slot = slot

    def extent(self) -> Extent:
        """Face and edge."""
        return around(self.slot.corners, STROKES.curve)

    def paint(self, pen: Pen) -> None:
        """Draw it."""
        slot = self.slot
        pen.context.rectangle(slot.left, slot.bottom, slot.width, slot.height)
        pen.colour(self.face)
        pen.context.fill()
        left, right = slot.left, slot.right
        pen.path(np.array([[left, slot.bottom], [left, slot.top]]))
        pen.path(np.array([[right, slot.bottom], [right, slot.top]]))
        pen.stroke(STROKES.thin, self.rgb)
        pen.done()
        pen.path(np.array([[left, slot.top], [right, slot.top]]))
        pen.stroke(STROKES.thick, self.rgb)
        pen.done()
