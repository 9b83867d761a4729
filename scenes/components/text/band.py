"""The band behind lines of text that are spoken of, with a bar at its left end."""

from __future__ import annotations

import numpy as np

from scenes.painting.colour import rgb
from scenes.painting.extent import EVERYTHING, Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import Theme

GROUND, SOFT = 0.22, 0.09
"""Opacity of the band, also where it is soft; the bar is whole."""
CORNER, BAR = 0.06, 0.08
"""Radius of its corners, and width of its bar."""


class Band(Painted):
    """A rounded rectangle behind text, which moves from line to line."""

    stands_behind = True

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.ground = rgb(theme.rule)
        self.box: Extent = (0.0, 0.0, 1.0, 1.0)
        self.bar, self.soft = self.ground, False

    def show(self, box: Extent, colour: str, *, soft: bool = False) -> None:
        """Fill a box, softly where it is large, with a bar in a colour."""
        self.box, self.bar, self.soft = box, rgb(colour), soft

    def extent(self) -> Extent:
        """The box."""
        return self.box if np.isfinite(self.box).all() else EVERYTHING

    def paint(self, pen: Pen) -> None:
        """Fill the band, and its bar."""
        left, bottom, right, top = self.box
        with pen.within(self.box, CORNER):
            pen.context.rectangle(left, bottom, right - left, top - bottom)
            pen.colour(self.ground, SOFT if self.soft else GROUND)
            pen.context.fill()
            pen.context.rectangle(left, bottom, BAR, top - bottom)
            pen.colour(self.bar)
            pen.context.fill()
