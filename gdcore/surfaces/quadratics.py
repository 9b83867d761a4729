"""Losses that are quadratic: their Hessian is the same everywhere."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gdcore.errors import number
from gdcore.surfaces.surface import Surface, fixed, none
from gdcore.typing import Array


@dataclass(frozen=True, eq=False, kw_only=True)
class Quadratic(Surface):
    """J = (1/2) theta^T H theta: the surface on which everything can be worked out by hand.

    Attributes:
        matrix: (d, d), H, the Hessian everywhere.
        curvatures: (d,), the eigenvalues of H, smallest first.
    """

    matrix: Array
    curvatures: Array

    @property
    def largest_curvature(self) -> float:
        """L, the largest eigenvalue of H; gradient descent is stable for rates below 2 / L."""
        return float(self.curvatures[-1])

    @property
    def condition(self) -> float:
        """The largest curvature over the smallest."""
        return float(self.curvatures[-1] / self.curvatures[0])


def quadratic(
    condition: float,
    angle: float = 0.0,
    largest_curvature: float = 1.0,
    *,
    name: str = "quadratic",
    title: str = "Quadratic bowl",
) -> Quadratic:
    """A quadratic bowl with its minimum, 0, at the origin: J = (1/2) theta^T H theta.

    H = R diag(L / condition, L) R^T, where R turns by `angle`; at angle 0 the steep direction is
    theta_2.

    Args:
        condition: the largest curvature over the smallest, at least 1.
        angle: of the gentle direction against the theta_1 axis, in radians.
        largest_curvature: L, above 0, in units of loss per parameter squared.
        name: what it is called in errors.
        title: what a colleague would call it.

    Raises:
        HyperparameterError: a value outside its range.

    >>> quadratic(4.0, largest_curvature=2.0).matrix.tolist()
    [[0.5, 0.0], [0.0, 2.0]]
    """
    steep = number("largest_curvature", largest_curvature, 0.0, low_open=True)
    gentle = steep / number("condition", condition, 1.0)
    turn = number("angle", angle)
    cos, sin = math.cos(turn), math.sin(turn)
    xx = gentle * cos * cos + steep * sin * sin
    yy = gentle * sin * sin + steep * cos * cos
    xy = 0.0 - (steep - gentle) * sin * cos
    return Quadratic(
        name=name,
        title=title,
        formula=f"({xx:.4g} x^2 + {2 * xy:.4g} x y + {yy:.4g} y^2) / 2",
        source="A second-order expansion about a minimum; any textbook on optimization.",
        bounds=((-10.0, 10.0), (-10.0, 10.0)),
        view=((-3.0, 3.0), (-3.0, 3.0)),
        minima=fixed([[0.0, 0.0]]),
        matrix=fixed([[xx, xy], [xy, yy]]),
        curvatures=fixed([gentle, steep]),
        value_at=lambda x, y: 0.5 * (xx * x * x + 2.0 * xy * x * y + yy * y * y),
        slope_at=lambda x, y: (xx * x + xy * y, xy * x + yy * y),
        curvature_at=lambda _x, _y: (xx, xy, yy),
    )


def parabola(curvature: float = 1.0) -> Quadratic:
    """A curve, J = (1/2) L x^2: a step of gradient descent turns x into (1 - rate L) x.

    Args:
        curvature: L, above 0, in units of loss per parameter squared.

    Raises:
        HyperparameterError: a curvature outside its range.

    >>> parabola(2.0).gradient([3.0])
    array([6.])
    """
    steep = number("curvature", curvature, 0.0, low_open=True)
    return Quadratic(
        name="parabola",
        title="Parabola",
        formula=f"{steep:.4g} x^2 / 2",
        source="A second-order expansion about a minimum; any textbook on optimization.",
        bounds=((-10.0, 10.0),),
        view=((-3.0, 3.0),),
        minima=fixed([[0.0]]),
        saddles=none(1),
        matrix=fixed([[steep]]),
        curvatures=fixed([steep]),
        value_at=lambda x: 0.5 * steep * x * x,
        slope_at=lambda x: (steep * x,),
        curvature_at=lambda _x: (steep,),
    )


def booth() -> Surface:
    """J = (x + 2y - 7)^2 + (2x + y - 5)^2: a slanted bowl with its minimum at (1, 3)."""
    return Surface(
        name="booth",
        title="Booth's slanted bowl",
        formula="(x + 2 y - 7)^2 + (2 x + y - 5)^2",
        source="Booth, Numerical Methods, Butterworths, 1957; as in Jamil and Yang, A literature "
        "survey of benchmark functions for global optimisation problems, 2013.",
        bounds=((-10.0, 10.0), (-10.0, 10.0)),
        view=((-4.0, 6.0), (-2.0, 8.0)),
        minima=fixed([[1.0, 3.0]]),
        value_at=lambda x, y: (
            (x + 2.0 * y - 7.0) * (x + 2.0 * y - 7.0) + (2.0 * x + y - 5.0) * (2.0 * x + y - 5.0)
        ),
        slope_at=lambda x, y: (10.0 * x + 8.0 * y - 34.0, 8.0 * x + 10.0 * y - 38.0),
        curvature_at=lambda _x, _y: (10.0, 8.0, 10.0),
    )


def matyas() -> Surface:
    """J = 0.26 (x^2 + y^2) - 0.48 x y: a long valley along the diagonal, of condition 25.

    Learning rates that suit the steep sides crawl along the floor.
    """
    return Surface(
        name="matyas",
        title="Matyas's diagonal valley",
        formula="0.26 (x^2 + y^2) - 0.48 x y",
        source="Matyas, Random optimization, Automation and Remote Control 26, 1965; as in Jamil "
        "and Yang, A literature survey of benchmark functions for global optimisation problems, "
        "2013.",
        bounds=((-10.0, 10.0), (-10.0, 10.0)),
        view=((-5.0, 5.0), (-5.0, 5.0)),
        minima=fixed([[0.0, 0.0]]),
        value_at=lambda x, y: 0.26 * (x * x + y * y) - 0.48 * x * y,
        slope_at=lambda x, y: (0.52 * x - 0.48 * y, 0.52 * y - 0.48 * x),
        curvature_at=lambda _x, _y: (0.52, -0.48, 0.52),
    )


def saddle() -> Surface:
    """J = x^2 - y^2: level at the origin, but no minimum; a start with y = 0 ends on the saddle."""
    return Surface(
        name="saddle",
        title="Saddle",
        formula="x^2 - y^2",
        source="The hyperbolic paraboloid; any textbook on calculus.",
        bounds=((-5.0, 5.0), (-5.0, 5.0)),
        view=((-2.0, 2.0), (-2.0, 2.0)),
        minima=none(2),
        saddles=fixed([[0.0, 0.0]]),
        value_at=lambda x, y: x * x - y * y,
        slope_at=lambda x, y: (2.0 * x, -2.0 * y),
        curvature_at=lambda _x, _y: (2.0, 0.0, -2.0),
    )
