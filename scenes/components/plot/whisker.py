"""The range of many values beside a plot, with their mean."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

HALF, DOT = 0.16, 0.10
"""Half the width of its ends, and the radius of its dot."""


class Whisker(Painted):
    """An upright line with ends at the lowest and the highest value, and a dot at the mean."""

    def __init__(self, x: float, heights: Array, colour: str, theme: Theme) -> None:
        super().__init__()
        self.x, self.heights = x, np.asarray(heights, float)
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)

    @property
    def centre(self) -> Array:
        """Where the mean is, (2,)."""
        return np.array([self.x, self.heights[1]])

    def extent(self) -> Extent:
        """The line, its ends and the dot."""
        places = np.column_stack([np.full(3, self.x), self.heights])
        return around(places, HALF + STROKES.curve)

    def paint(self, pen: Pen) -> None:
        """Draw them."""
        low, mean, high = self.heights.tolist()
        pen.line(np.array([[self.x, low], [self.x, high]]), STROKES.curve, self.rgb)
        for y in (low, high):
            pen.line(np.array([[self.x - HALF, y], [self.x + HALF, y]]), STROKES.curve, self.rgb)
        pen.disc(self.x, mean, DOT + STROKES.hair, self.casing)
        pen.disc(self.x, mean, DOT, self.rgb)
