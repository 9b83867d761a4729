"""A dot at its place in a plot."""

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
    """A value in a plot."""

    def __init__(self, axes: Axes, x: float, y: float, colour: str, theme: Theme) -> None:
        super().__init__()
        self.axes, self.value, self.radius = axes, (x, y), RADIUS
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)

    @property
    def place(self) -> Array:
        """Where it is, (2,), in frame units."""
        x, y = self.value
        return np.asarray(self.axes.at(np.asarray(x), np.asarray(y)))

    def extent(self) -> Extent:
        """The dot with its casing."""
        return around(self.place[None], 1.5 * self.radius)

    def paint(self, pen: Pen) -> None:
        """Draw it."""
        x, y = self.place.tolist()
        pen.disc(x, y, self.radius + STROKES.casing, self.casing)
        pen.disc(x, y, self.radius, self.rgb)
