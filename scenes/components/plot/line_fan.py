"""The lines that a line has been, the older the fainter, and the one that it is."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.components.plot.axes import Axes
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

OLDEST, NEWEST = 0.25, 0.60
"""Opacity of the first line, and of the one before the last."""


class LineFan(Painted):
    """Lines in a plot, by slope and intercept, (steps + 1,) each, up to the last that was taken."""

    partly_faint = True

    def __init__(
        self, axes: Axes, slopes: Array, intercepts: Array, colour: str, theme: Theme
    ) -> None:
        super().__init__()
        self.axes, self.slopes, self.intercepts = axes, slopes, intercepts
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)
        self.landed, self.past = 0, 1.0

    def show(self, landed: int, past: float) -> None:
        """Be the line after so many steps; of those before, so much is to be seen."""
        self.landed, self.past = landed, past

    def ends(self, step: int) -> Array:
        """The ends (2, 2) of the line after so many steps, at those of the x axis."""
        x = np.asarray(self.axes.x)
        return self.axes.at(x, self.slopes[step] * x + self.intercepts[step])

    def extent(self) -> Extent:
        """The plot's area."""
        return self.axes.slot.extent

    def paint(self, pen: Pen) -> None:
        """Draw them, the last one on top."""
        strengths = np.linspace(OLDEST, NEWEST, max(len(self.slopes) - 1, 1)) * self.past
        with pen.within(self.extent()):
            for step in range(self.landed):
                pen.line(self.ends(step), STROKES.curve, self.rgb, float(strengths[step]))
            last = self.ends(self.landed)
            pen.line(last, STROKES.thick + 2 * STROKES.casing, self.casing, 0.7)
            pen.line(last, STROKES.thick, self.rgb)
