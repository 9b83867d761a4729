"""A bar whose height is a cost, in the colours that costs have on surfaces."""

from __future__ import annotations

import cairo
import numpy as np

from scenes.layout import Slot
from scenes.painting.colour import mixed, ramp, rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

STOPS = 11
"""Colours of the face that are told."""
BRIGHT = 0.35
"""How much its colours have of the contours', so that it stands out from a cut face."""


class Bar(Painted):
    """A bright edge on top of a face that is coloured by height.

    Args:
        area: from its lower to its upper edge go the colours of heights.
        theme: whose colours these are.
    """

    partly_faint = True

    def __init__(self, area: Slot, theme: Theme) -> None:
        super().__init__()
        self.area, self.heights, self.rgb = area, theme.heights, rgb(theme.contour)
        self.slot = area

    def show(self, slot: Slot) -> None:
        """Fill a slot."""
        self.slot = slot

    def extent(self) -> Extent:
        """Face and edge."""
        return around(self.slot.corners, STROKES.curve)

    def paint(self, pen: Pen) -> None:
        """Draw it."""
        slot, area = self.slot, self.area
        face = cairo.LinearGradient(0.0, area.bottom, 0.0, area.top)
        for share in np.linspace(0.0, 1.0, STOPS):
            red, green, blue = ramp(share, self.heights).tolist()
            red, green, blue = mixed((red, green, blue), self.rgb, BRIGHT)
            face.add_color_stop_rgba(float(share), blue, green, red, 1.0)
        pen.context.rectangle(slot.left, slot.bottom, slot.width, slot.height)
        pen.context.set_source(face)
        pen.context.fill()
        left, right = slot.left, slot.right
        pen.path(np.array([[left, slot.bottom], [left, slot.top]]))
        pen.path(np.array([[right, slot.bottom], [right, slot.top]]))
        pen.stroke(STROKES.thin, self.rgb)
        pen.done()
        pen.path(np.array([[left, slot.top], [right, slot.top]]))
        pen.stroke(STROKES.thick, self.rgb)
        pen.done()
