"""Samples, with the lines that are fitted to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from gdcore.typing import Array
from scenes.components.plot.axes import Axes
from scenes.painting.colour import rgb
from scenes.painting.extent import around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece
from scenes.theme import STROKES, Theme


class FittedLine(NamedTuple):
    """The line that some parameters draw through the data, and how much of it is to be seen."""

    slope: float
    intercept: float
    colour: str
    width: float
    strength: float = 1.0


class DataPlot(Painted):
    """The samples and, in front, the lines that the present parameters draw through them."""

    def __init__(self, axes: Axes, x: Array, y: Array, theme: Theme) -> None:
        super().__init__()
        self.axes, self.data = axes, (x, y)
        self.quiet, self.casing = rgb(theme.quiet), rgb(theme.casing)
        self.light: tuple[Array, str, float] | None = None
        self.lines: list[FittedLine] = []

    @property
    def samples(self) -> Array:
        """Where they lie in the frame, (n, 2)."""
        return self.axes.at(*self.data)

    def show(
        self,
        lines: Sequence[FittedLine],
        lit: tuple[Array, str, float] | None = None,
    ) -> None:
        """Draw lines and light the samples of one step.

        ``lit`` is the indices of the samples, the colour, and how bright in [0, 1]; their misses
        are those of the line in that colour, or of the first.
        """
        self.lines = list(lines)
        self.light = lit

    def pieces(self, pixels: float) -> list[Piece]:
        """The samples; then lines, and residuals and samples that are lit."""
        del pixels
        samples = around(self.samples, 2 * STROKES.sample)
        return [
            Piece(("samples", self.axes.look), samples, self._paint_samples),
            Piece(None, self.axes.slot.extent, self._paint_lines),
        ]

    def _paint_samples(self, pen: Pen) -> None:
        for x, y in self.samples.tolist():
            pen.disc(x, y, STROKES.sample, self.quiet, 0.75)

    def _paint_lines(self, pen: Pen) -> None:
        ends = np.asarray(self.axes.x)
        with pen.within(self.axes.slot.extent):
            for line in self.lines:
                pen.path(self.axes.at(ends, line.slope * ends + line.intercept))
                pen.stroke(line.width + STROKES.casing, self.casing, 0.7 * line.strength)
                pen.stroke(line.width, rgb(line.colour), line.strength)
                pen.done()
            if self.light is not None:
                self._paint_lit(pen, *self.light)

    def _paint_lit(self, pen: Pen, indices: Array, colour: str, bright: float) -> None:
        line = next((line for line in self.lines if line.colour == colour), self.lines[0])
        tint, lit = rgb(colour), np.unique(indices)
        x = self.data[0][lit]
        ends = self.axes.at(x, line.slope * x + line.intercept)
        for (left, top), (right, bottom) in zip(
            self.samples[lit].tolist(), ends.tolist(), strict=True
        ):
            pen.context.move_to(left, top)
            pen.context.line_to(right, bottom)
        pen.stroke(STROKES.thin, tint, 0.70 * bright)
        pen.discs(self.samples[lit], STROKES.sample * 2.0, tint, 0.30 * bright)
        pen.discs(self.samples[lit], STROKES.sample * 1.25, tint, bright)
