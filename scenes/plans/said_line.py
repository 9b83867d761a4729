"""What the line of a run says at one x, after each step."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from gdcore import Descent
from gdcore.datasets import Dataset
from gdcore.problems import LinearRegression
from gdcore.typing import Array
from scenes.plans.base import FourDigits
from scenes.plans.samples import Span, axis_span, rounded, telling_place

FIGURES = range(2, 5)
"""To how many figures it may be said."""
OFF = 0.1
"""How far what is said may be off, in what the first and the last line say apart."""
HEADROOM = 0.4
"""How much higher the axis goes for the first line at most, in what it is over the samples."""


class SaidLine:
    """A plan of data with one run, whose line is asked for what it says."""

    data: Dataset
    scaled: Dataset
    problem: LinearRegression
    run: Descent

    @cached_property
    def lines(self) -> tuple[Array, Array]:
        """Slope and intercept after each step, (steps + 1,) each, in the user's units."""
        return self.scaled.line_in_units(self.run.theta)

    def height(self, step: int, x: float) -> float:
        """What the line says at x after so many steps, in the unit of y."""
        slopes, intercepts = self.lines
        return float(slopes[step] * x + intercepts[step])

    @cached_property
    def spans(self) -> tuple[Span, Span]:
        """Of x and y, from end to end of the axes: above, with room for the first line."""
        x, (low, high) = axis_span(self.data.x), axis_span(self.data.y)
        highest = max(self.height(0, end) for end in x)
        return x, (low, float(np.clip(highest, high, high + HEADROOM * (high - low))))

    @cached_property
    def at(self) -> float:
        """A round value of x, at which the first line and the best one differ most, as is seen."""
        ends = np.stack([self.run.theta[0], self.problem.minimum()])
        place = telling_place(self.data.x, *self.scaled.line_in_units(ends), *self.spans)
        return FourDigits(place) if FourDigits.all_of(self.data.x) else place

    def said(self, step: int) -> float:
        """What the line says there, as it is said."""
        return rounded(self.height(step, self.at), self._figures)

    @cached_property
    def _figures(self) -> int:
        """The fewest that tell how far apart the first line and the last one are."""
        ends = [self.height(step, self.at) for step in (0, -1)]
        apart = ends[1] - ends[0]
        return next(
            (
                figures
                for figures in FIGURES
                if abs(rounded(ends[1], figures) - rounded(ends[0], figures) - apart)
                <= OFF * abs(apart)
            ),
            FIGURES[0],
        )
