"""A dot that falls onto its place in a plot."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.components.plot.axes import Axes
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

RADIUS = 1.6 * STROKES.cursor


class Dot(Painted):
    """A value in a plot, or above it while it falls there."""

    def __init__(self, axes: Axes, x: float, y: float, colour: str, theme: Theme) -> None:
        super().__init__()
        self.axes, self.value = axes, (x, y)
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)
        self.above = 0.0
        """Frame units that it has still to fall."""

    @property
    def place(self) -> Array:
        """Where it comes to rest, (2,), in frame units."""
        x, y = self.value
        return np.asarray(self.axes.at(np.asarray(x), np.asarray(y)))

    def show(self, above: float) -> None:
        """Be so far above its place."""
        self.above = above

    def extent(self) -> Extent:
        """The dot with its casing."""
        return around(self.place[None] + np.array([0.0, self.above]), 1.5 * RADIUS)

    def paint(self, pen: Pen) -> None:
        """Draw it."""
        x, y = self.place.tolist()
        pen.disc(x, y + self.above, RADIUS + STROKES.casing, self.casing)
        pen.disc(x, y + self.above, RADIUS, self.rgb)
