"""Thick bars between two places each, whose length is what they tell."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen

THICK = 0.26
"""How thick a bar is, in frame units, unless otherwise asked."""


class RateBars(Painted):
    """Bars with square ends: each is exactly as long as from its first place to its last."""

    def __init__(self, colour: str, thick: float = THICK) -> None:
        super().__init__()
        self.thick = thick
        self.rgb = rgb(colour)
        self.lines: list[Array] = []

    def show(self, *lines: Array) -> None:
        """Lay a bar along each of these lines, (2, 2)."""
        self.lines = list(lines)

    def extent(self) -> Extent:
        """All of them."""
        return around(np.concatenate(self.lines), self.thick)

    def paint(self, pen: Pen) -> None:
        """Fill each."""
        for line in self.lines:
            start, end = line
            way = end - start
            aside = self.thick / 2 * np.array([-way[1], way[0]]) / max(float(np.hypot(*way)), 1e-12)
            pen.path(np.array([start + aside, end + aside, end - aside, start - aside]))
            pen.colour(self.rgb)
            pen.context.fill()
