"""Losses with a lattice of local minima, in which a descent ends in the nearest one."""

from __future__ import annotations

import math
from itertools import product

import numpy as np

from gdcore.surfaces.surface import Surface, fixed, stationary
from gdcore.typing import Array


def rastrigin() -> Surface:
    """J = 20 + x^2 - 10 cos(2 pi x) + y^2 - 10 cos(2 pi y): a bowl full of equal dents.

    Evaluated as x^2 + 20 sin^2(pi x) and likewise for y, which is the same without cancellation.
    """

    def value(x: Array, y: Array) -> Array:
        s: Array = np.sin(math.pi * x)
        t: Array = np.sin(math.pi * y)
        return x * x + y * y + 20.0 * (s * s + t * t)

    def slope(x: Array, y: Array) -> tuple[Array, Array]:
        steep, turn = 20.0 * math.pi, 2.0 * math.pi
        return 2.0 * x + steep * np.sin(turn * x), 2.0 * y + steep * np.sin(turn * y)

    def curvature(x: Array, y: Array) -> tuple[Array, float, Array]:
        sharp, turn = 40.0 * math.pi * math.pi, 2.0 * math.pi
        return 2.0 + sharp * np.cos(turn * x), 0.0, 2.0 + sharp * np.cos(turn * y)

    dents = [0.995 * n for n in range(-2, 3)]
    return Surface(
        name="rastrigin",
        title="Rastrigin's egg box",
        formula="20 + x^2 - 10 cos(2 pi x) + y^2 - 10 cos(2 pi y)",
        source="Rastrigin, Systems of Extremal Control, Nauka, 1974. Usually taken on "
        "[-5.12, 5.12]; here on its middle, so that each minimum can be seen.",
        bounds=((-2.5, 2.5), (-2.5, 2.5)),
        view=((-2.5, 2.5), (-2.5, 2.5)),
        minima=stationary(slope, curvature, list(product(dents, dents))),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )


def ackley() -> Surface:
    """J = 20 + e - 20 exp(-0.2 sqrt((x^2 + y^2) / 2)) - exp((cos(2 pi x) + cos(2 pi y)) / 2).

    A funnel full of dents. Its minimum, 0 at the origin, is the tip of a cone: J has no derivative
    there. By convention the gradient there is 0, which is the middle of all its directions, and
    the Hessian there is that of the second exponential alone. Beside the tip the gradient is
    2.8 long, so a descent with a constant rate does not come to rest on it.
    """
    k, turn = 0.2 / math.sqrt(2.0), 2.0 * math.pi

    def cone(x: Array, y: Array) -> tuple[Array, Array, Array, Array]:
        """Its slope outwards, the distance from the tip, and the direction; (0, 0) at the tip."""
        r = np.hypot(x, y)
        distance = r + (r == 0.0)
        return 20.0 * k * np.exp(-k * r), distance, x / distance, y / distance

    def waves(x: Array, y: Array) -> Array:
        return np.exp(0.5 * (np.cos(turn * x) + np.cos(turn * y)))

    def value(x: Array, y: Array) -> Array:
        depth = 0.5 * (np.cos(turn * x) + np.cos(turn * y)) - 1.0
        return -20.0 * np.expm1(-k * np.hypot(x, y)) - math.e * np.expm1(depth)

    def slope(x: Array, y: Array) -> tuple[Array, Array]:
        out, _r, u, v = cone(x, y)
        dip = 0.5 * turn * waves(x, y)
        return out * u + dip * np.sin(turn * x), out * v + dip * np.sin(turn * y)

    def curvature(x: Array, y: Array) -> tuple[Array, Array, Array]:
        out, r, u, v = cone(x, y)
        s, t = np.sin(turn * x), np.sin(turn * y)
        dip = 0.25 * turn * turn * waves(x, y)
        xx = out * (v * v / r - k * u * u) + dip * (2.0 * np.cos(turn * x) - s * s)
        xy = -out * (u * v / r + k * u * v) - dip * s * t
        yy = out * (u * u / r - k * v * v) + dip * (2.0 * np.cos(turn * y) - t * t)
        return xx, xy, yy

    dents = [0.97 * n for n in range(-3, 4)]
    others = [place for place in product(dents, dents) if place != (0.0, 0.0)]
    return Surface(
        name="ackley",
        title="Ackley's funnel",
        formula="20 + e - 20 exp(-0.2 sqrt((x^2 + y^2) / 2)) "
        "- exp((cos(2 pi x) + cos(2 pi y)) / 2)",
        source="Ackley, A Connectionist Machine for Genetic Hillclimbing, Kluwer, 1987. Usually "
        "taken on [-32, 32]; here on its middle, so that each minimum can be seen.",
        bounds=((-3.5, 3.5), (-3.5, 3.5)),
        view=((-3.5, 3.5), (-3.5, 3.5)),
        minima=fixed([[0.0, 0.0], *stationary(slope, curvature, others)]),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )
