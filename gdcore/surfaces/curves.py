"""Losses of one parameter: what a tangent glides along, and what a step is first drawn on.

They are `Surface`s of dimension 1, so theta has shape (..., 1). Another one is the parabola, with
the other quadratics.
"""

from __future__ import annotations

import math

import numpy as np

from gdcore.surfaces.surface import Surface, fixed, none, stationary
from gdcore.typing import Array


def uneven_bowl() -> Surface:
    """J = exp(x) - x - 1: steep on the right, gentle on the left, so no two tangents are alike."""
    return Surface(
        name="uneven_bowl",
        title="A bowl with a steep and a gentle side",
        formula="exp(x) - x - 1",
        source="Made for these lessons: the exponential above its tangent at 0.",
        bounds=((-8.0, 3.0),),
        view=((-3.5, 1.8),),
        minima=fixed([[0.0]]),
        saddles=none(1),
        value_at=lambda x: np.expm1(x) - x,
        slope_at=lambda x: (np.expm1(x),),
        curvature_at=lambda x: (np.exp(x),),
    )


def two_wells() -> Surface:
    """J = (x^2 - 1)^2 + 0.3 x + 0.5: a deep well on the left and a shallow one on the right."""

    def value(x: Array) -> Array:
        a = x * x - 1.0
        return a * a + 0.3 * x + 0.5

    def slope(x: Array) -> tuple[Array]:
        return (4.0 * x * (x * x - 1.0) + 0.3,)

    def curvature(x: Array) -> tuple[Array]:
        return (12.0 * x * x - 4.0,)

    return Surface(
        name="two_wells",
        title="Two wells",
        formula="(x^2 - 1)^2 + 0.3 x + 0.5",
        source="Made for these lessons: the double well of any textbook on physics, tilted.",
        bounds=((-3.0, 3.0),),
        view=((-1.7, 1.7),),
        minima=stationary(slope, curvature, [[-1.04], [0.96]]),
        saddles=none(1),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )


def shelf() -> Surface:
    """J = x^2 / (1 + x^2): a well whose sides run out into shelves, where the slope fades away."""

    def value(x: Array) -> Array:
        return 1.0 - 1.0 / (1.0 + x * x)

    def slope(x: Array) -> tuple[Array]:
        a = 1.0 / (1.0 + x * x)
        return (2.0 * x * a * a,)

    def curvature(x: Array) -> tuple[Array]:
        q = x * x
        a = 1.0 / (1.0 + q)
        return (2.0 * (1.0 - 3.0 * q) * a * a * a,)

    return Surface(
        name="shelf",
        title="A well between two flat shelves",
        formula="x^2 / (1 + x^2)",
        source="The loss of Geman and McClure, Bayesian image analysis, 1985.",
        bounds=((-10.0, 10.0),),
        view=((-6.0, 6.0),),
        minima=fixed([[0.0]]),
        saddles=none(1),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )


def ripples() -> Surface:
    """J = 0.1 x^2 + sin^2(pi x / 2): a bowl with five dents; a descent ends in a near one."""

    def value(x: Array) -> Array:
        s: Array = np.sin(0.5 * math.pi * x)
        return 0.1 * x * x + s * s

    def slope(x: Array) -> tuple[Array]:
        return (0.2 * x + 0.5 * math.pi * np.sin(math.pi * x),)

    def curvature(x: Array) -> tuple[Array]:
        return (0.2 + 0.5 * math.pi * math.pi * np.cos(math.pi * x),)

    return Surface(
        name="ripples",
        title="A bowl with ripples",
        formula="0.1 x^2 + sin(pi x / 2)^2",
        source="Made for these lessons: Rastrigin's egg box along one axis, with gentler dents.",
        bounds=((-5.0, 5.0),),
        view=((-5.0, 5.0),),
        minima=stationary(slope, curvature, [[0.0], [-1.92], [1.92], [-3.83], [3.83]]),
        saddles=none(1),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )
