"""A level band across a plot."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.components.plot.axes import Axes
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around, shared
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES


class Band(Painted):
    """A level band between two losses over part of the x axis, for a noise floor."""

    partly_faint = True

    def __init__(
        self, axes: Axes, x: tuple[float, float], y: tuple[float, float], colour: str
    ) -> None:
        super().__init__()
        self.axes, self.x_span, self.y_span, self.rgb = axes, x, y, rgb(colour)

    def extent(self) -> Extent:
        """The band with its edges, within the plot's area."""
        return shared(around(self._corners(), STROKES.hair), self.axes.slot.extent)

    def _corners(self) -> Array:
        return self.axes.at(np.asarray(self.x_span), np.asarray(self.y_span))

    def paint(self, pen: Pen) -> None:
        """Fill it faintly, with its edges drawn, as far as it lies in the plot."""
        with pen.within(self.axes.slot.extent):
            self._paint(pen)

    def _paint(self, pen: Pen) -> None:
        low, high = self._corners()
        pen.context.rectangle(low[0], low[1], high[0] - low[0], high[1] - low[1])
        pen.colour(self.rgb, 0.14)
        pen.context.fill()
        for y in (low[1], high[1]):
            pen.path(np.array([[low[0], y], [high[0], y]]))
            pen.stroke(STROKES.hair, self.rgb, 0.8)
            pen.done()
