"""Landscapes made for these lessons, each with one thing to see."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from gdcore.surfaces.surface import Surface, fixed, stationary
from gdcore.typing import Array

ByXY = Callable[[Array, Array], Array]
Hill = tuple[float, float, float, float]
"""Height, below zero for a valley, x and y of the middle, and width (a standard deviation)."""

VALLEY_FLOOR = 2.4
VALLEY_RISE = 0.11
VALLEYS = ((-2.3, -1.15, 0.45, 0.72), (-1.35, 1.3, -0.65, 0.62))

MOUNTAIN_FLOOR = 0.7
MOUNTAIN_RISE = 0.024
MOUNTAIN = (
    (1.12, 1.45, 0.15, 0.58),
    (0.56, 0.0, 2.0, 0.62),
    (0.24, 2.0, 2.0, 0.90),
    (-0.58, -1.05, 0.35, 0.75),
    (-0.38, 0.85, -1.4, 0.62),
)

HIGHLAND_FLOOR = 2.3
HIGHLAND_RIM = 0.0025
HIGHLAND = (
    (-2.0, -1.0, 0.70, 0.72),
    (-0.8, 1.3, 1.05, 0.50),
    (-1.0, 1.0, -1.15, 0.55),
    (1.4, 0.1, 2.3, 0.50),
)
SHELF_HEIGHT = 0.9
SHELF = (-1.5, -1.6)

WELL = (1.2, -0.6)
WELL_DEPTH = 2.0
WELL_SHARPNESS = 1.0 / (2.0 * 0.5**2)
PLATEAU_RISE = 0.004

CLIFF_EDGE = 0.8
CLIFF_HEIGHT = 1.6
CLIFF_SHARPNESS = 5.0
CLIFF_REST = -1.2
CLIFF_RISE = 0.06


def _over_a_bowl(
    floor: float, rise: float, hills: tuple[Hill, ...]
) -> tuple[ByXY, Callable[..., tuple[Array, Array]], Callable[..., tuple[Array, Array, Array]]]:
    """Value, slope and curvature of floor + rise r^2 + Gaussian hills, each e exp(-d^2 / 2 w^2)."""

    def each(x: Array, y: Array) -> Iterator[tuple[Array, Array, Array, float]]:
        """Of every hill: height at a place, the way to there from its middle, and 1 / w^2."""
        for height, x0, y0, width in hills:
            u, v, s = x - x0, y - y0, 1.0 / width**2
            yield height * np.exp(-0.5 * s * (u * u + v * v)), u, v, s

    def value(x: Array, y: Array) -> Array:
        ground = floor + rise * (x * x + y * y)
        for bump, _u, _v, _s in each(x, y):
            ground = ground + bump
        return ground

    def slope(x: Array, y: Array) -> tuple[Array, Array]:
        by_x, by_y = 2.0 * rise * x, 2.0 * rise * y
        for bump, u, v, s in each(x, y):
            by_x, by_y = by_x - s * u * bump, by_y - s * v * bump
        return by_x, by_y

    def curvature(x: Array, y: Array) -> tuple[Array, Array, Array]:
        xx = np.full(np.shape(x), 2.0 * rise)
        xy = np.zeros(np.shape(x))
        yy = xx
        for bump, u, v, s in each(x, y):
            xx, yy = xx - s * bump * (1.0 - s * u * u), yy - s * bump * (1.0 - s * v * v)
            xy = xy + s * s * u * v * bump
        return xx, xy, yy

    return value, slope, curvature


def mountain() -> Surface:
    """J = floor + rise r^2 + two Gaussian peaks - two Gaussian valleys, one deep, one shallow.

    Drawn over a disc of radius 3 it is a mountain: two peaks, a pass between them that a third and
    low hill keeps from being a valley, and below them two valleys with a saddle between. From the
    flank of the high peak a descent ends in either: a small change of the start changes which.
    """
    value, slope, curvature = _over_a_bowl(MOUNTAIN_FLOOR, MOUNTAIN_RISE, MOUNTAIN)
    return Surface(
        name="mountain",
        title="A mountain",
        formula="0.7 + 0.024 r^2 + 1.12 exp(-|theta - a|^2 / (2 * 0.58^2)) "
        "+ 0.56 exp(-|theta - b|^2 / (2 * 0.62^2)) + 0.24 exp(-|theta - c|^2 / (2 * 0.9^2)) "
        "- 0.58 exp(-|theta - d|^2 / (2 * 0.75^2)) - 0.38 exp(-|theta - e|^2 / (2 * 0.62^2)), "
        "a = (1.45, 0.15), b = (0, 2), c = (2, 2), d = (-1.05, 0.35), e = (0.85, -1.4)",
        source="Made for these lessons: Gaussian peaks and valleys in a shallow bowl.",
        bounds=((-4.0, 4.0), (-4.0, 4.0)),
        view=((-3.0, 3.0), (-3.0, 3.0)),
        minima=stationary(slope, curvature, [[-1.01, 0.32], [0.77, -1.4]]),
        saddles=stationary(slope, curvature, [[-0.01, -0.77], [1.26, 2.28], [2.0, 1.48]]),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )


def highland() -> Surface:
    """J = floor + rim r^4 + a Gaussian peak - three Gaussian valleys + height exp(-(d^2 / 2)^2).

    Three valleys of different depth with passes between them, a peak, and a plateau: the last
    term is level in its middle, d being the distance from there. The rim holds what strays.
    """
    value, slope, curvature = _shelved()
    return Surface(
        name="highland",
        title="Three valleys and a plateau",
        formula="2.3 + 0.0025 r^4 + 1.4 exp(-|theta - a|^2 / (2 * 0.5^2)) "
        "- 2 exp(-|theta - b|^2 / (2 * 0.72^2)) - exp(-|theta - c|^2 / (2 * 0.55^2)) "
        "- 0.8 exp(-|theta - d|^2 / (2 * 0.5^2)) + 0.9 exp(-(|theta - e|^2 / 2)^2), "
        "a = (0.1, 2.3), b = (-1, 0.7), c = (1, -1.15), d = (1.3, 1.05), e = (-1.5, -1.6)",
        source="Made for these lessons: Gaussian valleys, a peak and a shelf within a rim.",
        bounds=((-4.0, 4.0), (-4.0, 4.0)),
        view=((-3.0, 3.0), (-3.0, 3.0)),
        minima=stationary(slope, curvature, [[-1.0, 0.7], [0.99, -1.14], [1.28, 1.03]]),
        saddles=stationary(
            slope, curvature, [[0.24, -0.35], [0.49, 0.84], [-2.65, -2.83], [0.15, 3.47]]
        ),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )


def _shelved() -> tuple[
    ByXY, Callable[..., tuple[Array, Array]], Callable[..., tuple[Array, Array, Array]]
]:
    """Value, slope and curvature of the highland: hills, a rim of the fourth power and a shelf."""
    hills, hills_slope, hills_curvature = _over_a_bowl(HIGHLAND_FLOOR, 0.0, HIGHLAND)

    def shelf(x: Array, y: Array) -> tuple[Array, Array, Array, Array]:
        """The way from its middle, half its square, and the height of the shelf there."""
        u, v = x - SHELF[0], y - SHELF[1]
        q = 0.5 * (u * u + v * v)
        return u, v, q, SHELF_HEIGHT * np.exp(-q * q)

    def value(x: Array, y: Array) -> Array:
        r = x * x + y * y
        return hills(x, y) + HIGHLAND_RIM * r * r + shelf(x, y)[3]

    def slope(x: Array, y: Array) -> tuple[Array, Array]:
        by_x, by_y = hills_slope(x, y)
        outward = 4.0 * HIGHLAND_RIM * (x * x + y * y)
        u, v, q, height = shelf(x, y)
        fall = -2.0 * q * height
        return by_x + outward * x + fall * u, by_y + outward * y + fall * v

    def curvature(x: Array, y: Array) -> tuple[Array, Array, Array]:
        xx, xy, yy = hills_curvature(x, y)
        r, rim = x * x + y * y, 4.0 * HIGHLAND_RIM
        u, v, q, height = shelf(x, y)
        fall, bend = -2.0 * q * height, -2.0 * height * (1.0 - 2.0 * q * q)
        return (
            xx + rim * (r + 2.0 * x * x) + fall + bend * u * u,
            xy + 2.0 * rim * x * y + bend * u * v,
            yy + rim * (r + 2.0 * y * y) + fall + bend * v * v,
        )

    return value, slope, curvature


def two_valleys() -> Surface:
    """J = floor + rise r^2 - two Gaussian valleys: one deep, one shallow, a saddle between.

    Drawn over a disc of radius 3 it is a landscape: a rim that rises gently and two clearly
    separate valleys. Its two minima and its saddle are found by Newton's method to 1e-12.
    """
    value, slope, curvature = _over_a_bowl(VALLEY_FLOOR, VALLEY_RISE, VALLEYS)
    return Surface(
        name="two_valleys",
        title="Two valleys",
        formula="2.4 + 0.11 r^2 - 2.3 exp(-|theta - a|^2 / (2 * 0.72^2)) "
        "- 1.35 exp(-|theta - b|^2 / (2 * 0.62^2)), a = (-1.15, 0.45), b = (1.3, -0.65)",
        source="Made for these lessons: two Gaussian valleys in a shallow bowl.",
        bounds=((-4.0, 4.0), (-4.0, 4.0)),
        view=((-3.0, 3.0), (-3.0, 3.0)),
        minima=stationary(slope, curvature, [[-1.1, 0.43], [1.22, -0.61]]),
        saddles=stationary(slope, curvature, [[0.27, -0.15]]),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )


def plateau() -> Surface:
    """J = depth (1 - exp(-d^2 / (2 width^2))) + rise d^2, d the distance from (1.2, -0.6).

    A wide, almost level plain with one well in it. Four widths away from the middle of the well
    the slope is a hundredth of the steepest, so gradient descent crawls until it comes to the edge.
    """
    s = 2.0 * WELL_SHARPNESS

    def offsets(x: Array, y: Array) -> tuple[Array, Array, Array]:
        u, v = x - WELL[0], y - WELL[1]
        return u, v, WELL_SHARPNESS * (u * u + v * v)

    def value(x: Array, y: Array) -> Array:
        _u, _v, q = offsets(x, y)
        return PLATEAU_RISE / WELL_SHARPNESS * q - WELL_DEPTH * np.expm1(-q)

    def slope(x: Array, y: Array) -> tuple[Array, Array]:
        u, v, q = offsets(x, y)
        pull = 2.0 * PLATEAU_RISE + WELL_DEPTH * s * np.exp(-q)
        return pull * u, pull * v

    def curvature(x: Array, y: Array) -> tuple[Array, Array, Array]:
        u, v, q = offsets(x, y)
        dip = WELL_DEPTH * s * np.exp(-q)
        pull = 2.0 * PLATEAU_RISE + dip
        return pull - dip * s * u * u, -dip * s * u * v, pull - dip * s * v * v

    return Surface(
        name="plateau",
        title="A plain with one well",
        formula="2 (1 - exp(-d^2 / (2 * 0.5^2))) + 0.004 d^2, d^2 = (x - 1.2)^2 + (y + 0.6)^2",
        source="Made for these lessons: a Gaussian well in a plain that hardly rises.",
        bounds=((-4.0, 4.0), (-4.0, 4.0)),
        view=((-3.0, 3.0), (-3.0, 3.0)),
        minima=fixed([WELL]),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )


def cliff() -> Surface:
    """J = height (1 + tanh(k (x - edge))) / 2 + rise ((x - rest)^2 + y^2): a gentle slope, a wall.

    On the high ground and on the low the slope is some tenths, on the wall between it is 4. A rate
    that suits the ground is far too large for the wall, and a step from there flies.
    """
    half = 0.5 * CLIFF_HEIGHT

    def value(x: Array, y: Array) -> Array:
        wall = half * (1.0 + np.tanh(CLIFF_SHARPNESS * (x - CLIFF_EDGE)))
        return wall + CLIFF_RISE * ((x - CLIFF_REST) * (x - CLIFF_REST) + y * y)

    def slope(x: Array, y: Array) -> tuple[Array, Array]:
        t = np.tanh(CLIFF_SHARPNESS * (x - CLIFF_EDGE))
        wall = half * CLIFF_SHARPNESS * (1.0 - t * t)
        return wall + 2.0 * CLIFF_RISE * (x - CLIFF_REST), 2.0 * CLIFF_RISE * y

    def curvature(x: Array, _y: Array) -> tuple[Array, float, float]:
        t = np.tanh(CLIFF_SHARPNESS * (x - CLIFF_EDGE))
        bend = -2.0 * half * CLIFF_SHARPNESS * CLIFF_SHARPNESS * t * (1.0 - t * t)
        return 2.0 * CLIFF_RISE + bend, 0.0, 2.0 * CLIFF_RISE

    return Surface(
        name="cliff",
        title="A gentle slope and a cliff",
        formula="0.8 (1 + tanh(5 (x - 0.8))) + 0.06 ((x + 1.2)^2 + y^2)",
        source="Made for these lessons, after the walls of Pascanu, Mikolov and Bengio, On the "
        "difficulty of training recurrent neural networks, ICML 2013.",
        bounds=((-4.0, 4.0), (-4.0, 4.0)),
        view=((-3.0, 3.0), (-3.0, 3.0)),
        minima=stationary(slope, curvature, [[CLIFF_REST, 0.0]]),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )
