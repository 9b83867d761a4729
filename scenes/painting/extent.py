"""Extents: rectangles in frame units that hold what is painted."""

from __future__ import annotations

from math import isfinite

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

Extent = tuple[float, float, float, float]
"""Left, bottom, right and top of what may be painted, in frame units."""
EVERYTHING: Extent = (-np.inf, -np.inf, np.inf, np.inf)
NOTHING: Extent = (np.inf, np.inf, -np.inf, -np.inf)
STROKE_UNIT = 0.01
"""Frame units of one unit of Manim's stroke width."""
SPIKE = 5.0
"""Stroke widths that Cairo's pointed joins reach beyond a corner, at most."""


def around(points: NDArray[np.float64], margin: float) -> Extent:
    """The extent of ``points`` (n, 2 or more) with a margin."""
    if not len(points):
        return NOTHING
    (left, bottom), (right, top) = (ends.tolist() for ends in reach(points[:, :2]))
    extent = left - margin, bottom - margin, right + margin, top + margin
    return extent if all(map(isfinite, extent)) else EVERYTHING


def reach(points: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Least and greatest coordinates, (2,) each, of points (n, 2), n > 0."""
    axes = points.T.copy()  # along rows that lie together NumPy takes a tenth of the time
    return axes.min(axis=1), axes.max(axis=1)


def shared(one: Extent, other: Extent) -> Extent:
    """What lies in both extents."""
    low, high = np.maximum(one[:2], other[:2]), np.minimum(one[2:], other[2:])
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def extent_of(mobject: Mobject) -> Extent:
    """What Manim's outlines keep within."""
    extent = NOTHING
    for one in mobject.get_family():
        if len(one.points):
            width = max(one.get_stroke_width(), one.get_stroke_width(background=True))
            left, bottom, right, top = around(one.points, SPIKE * STROKE_UNIT * float(width))
            extent = (
                min(extent[0], left), min(extent[1], bottom),
                max(extent[2], right), max(extent[3], top),
            )  # fmt: skip
    return extent
