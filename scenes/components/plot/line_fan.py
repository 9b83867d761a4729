"""The lines that a line has been, the older the fainter, and the one that it is."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.components.plot.axes import Axes
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

OLDEST, NEWEST = 0.2, 0.70
"""Opacity of the first line, and of the one before the last."""
CASED = 0.7
"""Opacity of the casing of the one that is lit."""


class LineFan(Painted):
    """Lines in a plot, by slope and intercept, (steps + 1,) each, up to the last that was taken."""

    partly_faint = True

    def __init__(
        self, axes: Axes, slopes: Array, intercepts: Array, colour: str, theme: Theme
    ) -> None:
        super().__init__()
        self.axes, self.slopes, self.intercepts = axes, slopes, intercepts
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)
        self.landed, self.past, self.drawn = 0, 1.0, 1.0
        self.folded, self.places = 0.0, np.zeros((0, 2))

    def show(self, landed: int, past: float, drawn: float = 1.0) -> None:
        """Be the line after so many steps; of those before, so much is to be seen.

        What lies in the plot of the line itself is ``drawn`` so far, from left to right.
        """
        self.landed, self.past, self.drawn = landed, past, drawn

    def fold(self, share: float, places: Array) -> None:
        """Let each line shrink to its place in the frame (steps + 1, 2), so far."""
        self.folded, self.places = share, places

    def ends(self, step: int) -> Array:
        """The ends (2, 2) of the line after so many steps, at those of the x axis."""
        x = np.asarray(self.axes.x)
        return self.axes.at(x, self.slopes[step] * x + self.intercepts[step])

    def extent(self) -> Extent:
        """The plot's area, and all places while lines shrink to them."""
        if not self.folded:
            return self.axes.slot.extent
        return around(np.concatenate([self.axes.slot.corners, self.places]), STROKES.thick)

    def paint(self, pen: Pen) -> None:
        """Draw them, the last one on top."""
        strengths = np.linspace(OLDEST, NEWEST, max(len(self.slopes) - 1, 1)) * self.past
        if self.folded:
            self._paint_folded(pen, strengths)
            return
        with pen.within(self.extent()):
            for step in range(self.landed):
                pen.line(self.ends(step), STROKES.curve, self.rgb, float(strengths[step]))
            if not self.drawn:
                return
            last = self.ends(self.landed) if self.drawn == 1.0 else self._within(self.landed)
            last[1] = last[0] + self.drawn * (last[1] - last[0])
            pen.line(last, STROKES.thick + 2 * STROKES.casing, self.casing, CASED)
            pen.line(last, STROKES.thick, self.rgb)

    def _paint_folded(self, pen: Pen, strengths: Array) -> None:
        """Draw what has become of them: the light of the last one passes to the first."""
        light = np.zeros(self.landed + 1)
        light[-1], light[0] = 1.0 - self.folded, self.folded
        for step in range(self.landed, -1, -1):
            faint, lit = float(strengths[min(step, len(strengths) - 1)]), float(light[step])
            width = STROKES.curve + lit * (STROKES.thick - STROKES.curve)
            alpha = faint + lit * (1.0 - faint)
            ends, place = self._within(step), self.places[step]
            seen = ends + self.folded * (place - ends)
            pen.line(seen, width + 2 * STROKES.casing, self.casing, CASED * lit)
            pen.line(seen, width, self.rgb, alpha)
            x, y = (ends.mean(axis=0) + self.folded * (place - ends.mean(axis=0))).tolist()
            pen.disc(x, y, self.folded * STROKES.dot, self.rgb, alpha)

    def _within(self, step: int) -> Array:
        """The ends (2, 2) of what of a line lies in the plot; of one outside, where it is next."""
        ends, slot = self.ends(step), self.axes.slot
        low, rise = ends[0, 1], ends[1, 1] - ends[0, 1]
        sides = np.array([slot.bottom, slot.top])
        cuts = np.sort((sides - low) / rise) if rise else np.array([0.0, 1.0])
        seen = ends[0] + np.clip(cuts, 0.0, 1.0)[:, None] * (ends[1] - ends[0])
        seen[:, 1] = np.clip(seen[:, 1], *sides)
        return np.asarray(seen)
