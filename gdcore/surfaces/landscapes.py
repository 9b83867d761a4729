"""Landscapes made for these lessons, each with one thing to see."""

from __future__ import annotations

import numpy as np

from gdcore.surfaces.surface import Surface, fixed, stationary
from gdcore.typing import Array

VALLEY_FLOOR = 2.4
VALLEY_RISE = 0.11
VALLEYS = (  # depth, x, y, 1 / (2 width^2)
    (2.3, -1.15, 0.45, 1.0 / (2.0 * 0.72**2)),
    (1.35, 1.3, -0.65, 1.0 / (2.0 * 0.62**2)),
)

WELL = (1.2, -0.6)
WELL_DEPTH = 2.0
WELL_SHARPNESS = 1.0 / (2.0 * 0.5**2)
PLATEAU_RISE = 0.004

CLIFF_EDGE = 0.8
CLIFF_HEIGHT = 1.6
CLIFF_SHARPNESS = 5.0
CLIFF_REST = -1.2
CLIFF_RISE = 0.06


def two_valleys() -> Surface:
    """J = floor + rise r^2 - two Gaussian valleys: one deep, one shallow, a saddle between.

    Drawn over a disc of radius 3 it is a landscape: a rim that rises gently and two clearly
    separate valleys. Its two minima and its saddle are found by Newton's method to 1e-12.
    """

    def valleys(x: Array, y: Array) -> list[tuple[Array, Array, Array, float]]:
        found = []
        for depth, x0, y0, sharpness in VALLEYS:
            u, v = x - x0, y - y0
            found.append((depth * np.exp(-sharpness * (u * u + v * v)), u, v, 2.0 * sharpness))
        return found

    def value(x: Array, y: Array) -> Array:
        ground = VALLEY_FLOOR + VALLEY_RISE * (x * x + y * y)
        for dip, _u, _v, _s in valleys(x, y):
            ground = ground - dip
        return ground

    def slope(x: Array, y: Array) -> tuple[Array, Array]:
        by_x, by_y = 2.0 * VALLEY_RISE * x, 2.0 * VALLEY_RISE * y
        for dip, u, v, s in valleys(x, y):
            by_x, by_y = by_x + s * u * dip, by_y + s * v * dip
        return by_x, by_y

    def curvature(x: Array, y: Array) -> tuple[Array | float, ...]:
        xx: Array | float = 2.0 * VALLEY_RISE
        xy: Array | float = 0.0
        yy = xx
        for dip, u, v, s in valleys(x, y):
            xx, yy = xx + s * dip * (1.0 - s * u * u), yy + s * dip * (1.0 - s * v * v)
            xy = xy - s * s * u * v * dip
        return xx, xy, yy

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
