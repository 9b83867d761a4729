"""Data as a viewer knows them: what a sample is called, how numbers are said, where axes begin."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scenes.numerals import nice_ticks
from scenes.plans.claims import Claim, Claims, otherwise

Array = NDArray[np.float64]
Span = tuple[float, float]
"""From end to end of an axis."""

CARS = "stopping-distance"
"""The data whose samples are called cars."""
MOST_SAMPLES = 2000
"""Rows of a file, of which each is drawn."""
MARGIN, NEAR_ZERO = 0.06, 0.4
"""Room beyond the samples on an axis, in their range; and the share of the largest value below
which the least one is near zero, so that the axis begins there."""
ASIDE = 0.08
"""How far from the beginning of the x axis something had better be told, in its length."""


class AboutSamples(Protocol):
    """A plan that is about data."""

    @property
    def noun(self) -> str:
        """What a sample is called."""


SAMPLES: Claims[AboutSamples] = {
    "cars": Claim("the samples are cars", lambda plan: plan.noun == "cars"),
    "samples": Claim("the samples are not called cars", otherwise),
}
"""What a sentence may call them."""


def noun(data: str) -> str:
    """What a sample of a data set is called: a car in our own."""
    return "cars" if data == CARS else "samples"


def behind(unit: str) -> str:
    """A unit as it stands behind a number."""
    return f" {unit}" if unit else ""


def squared(unit: str) -> str:
    """The unit of a square, as it stands behind a number."""
    if not unit:
        return ""
    return f" {unit}²" if unit.isalpha() else f" ({unit})²"


def per(unit: str, one: str) -> str:
    """A unit in one of another, as it stands behind a number."""
    above, below = (f"({each})" if "/" in each else each for each in (unit, one))
    return behind(f"{above or 1}/{below}" if one else unit)


def axis_span(values: Array) -> Span:
    """The values' range with a margin; from zero where they are all positive and near it."""
    low, high = float(values.min()), float(values.max())
    margin = MARGIN * (high - low)
    return (0.0 if 0 <= low < NEAR_ZERO * high else low - margin, high + margin)


def telling_place(x: Array, slopes: Array, intercepts: Array, across: Span, up: Span) -> float:
    """A round value among those of x, at which two lines, (2,) each, differ most.

    Of those at which both lie within the y axis, clear of it, if there are any; the axes go
    ``across`` and ``up``.
    """
    low, high = float(x.min()), float(x.max())
    ticks = nice_ticks(min(0.0, low) if low < NEAR_ZERO * high else low, high, 5)
    within = ticks[(low <= ticks) & (ticks <= high)]
    places = within if len(within) else np.array([high])
    heights = slopes[:, None] * places + intercepts[:, None]
    seen = ((up[0] <= heights) & (heights <= up[1])).all(axis=0)
    clear = places - across[0] >= ASIDE * (across[1] - across[0])
    told = next(good for good in (seen & clear, seen, clear, np.ones_like(clear)) if good.any())
    return float(places[told][np.abs(heights[0] - heights[1])[told].argmax()])


def rounded(value: float, figures: int = 2) -> float:
    """A number as it is said: to so many figures, or to whole ones where it has three."""
    return float(f"{value:.{max(figures, 3) if abs(value) >= 100 else figures}g}")
