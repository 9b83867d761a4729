"""Losses of two parameters that can be drawn: value, gradient, curvature and known minima.

Each surface is written out as formulas of x = theta_1 and y = theta_2 and registered by name.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from gdcore.errors import ProblemError, number, unknown_name
from gdcore.typing import Array, Losses, Theta, Thetas

Value = Callable[[Array, Array], Array]
"""x, y -> loss."""
Slope = Callable[[Array, Array], tuple[Array, Array]]
"""x, y -> its derivatives by x and by y."""
Curvature = Callable[[Array, Array], tuple[Array, Array, Array]]
"""x, y -> the second derivatives xx, xy, yy."""
Interval = tuple[float, float]
Rectangle = tuple[Interval, Interval]


@dataclass(frozen=True, eq=False, kw_only=True)
class Surface:
    """A loss J(theta) of two parameters.

    Attributes:
        name: what the registry and a lesson file call it.
        title: what a colleague would call it.
        formula: J in plain text.
        source: where it comes from.
        bounds: ((x0, x1), (y0, y1)), where the formula is meant to be used.
        view: ((x0, x1), (y0, y1)), the part worth drawing.
        minima: (k, 2), every minimum within the bounds, global and local.
        saddles: (m, 2), the saddle points that are declared.
    """

    name: str
    title: str
    formula: str
    source: str
    bounds: Rectangle
    view: Rectangle
    minima: Array
    saddles: Array = field(default_factory=lambda: np.empty((0, 2)))
    value_at: Value = field(repr=False)
    slope_at: Slope = field(repr=False)
    curvature_at: Curvature = field(repr=False)

    @property
    def dimension(self) -> int:
        """2: a surface has two parameters."""
        return 2

    @property
    def minimum_values(self) -> Array:
        """(k,): the loss at each declared minimum."""
        return self.loss(self.minima)

    @property
    def global_minimum(self) -> Theta:
        """(2,): the declared minimum with the lowest loss, the first of equals."""
        best: Theta = self.minima[int(np.argmin(self.minimum_values))]
        return best

    def loss(self, theta: ArrayLike) -> Losses:
        """J at each point: (..., 2) -> (...).

        Raises:
            ProblemError: the last axis of `theta` is not 2 long.
        """
        return np.asarray(self.value_at(*_coordinates(_points(self.name, theta))))

    def gradient(self, theta: ArrayLike) -> Thetas:
        """The derivatives of J by theta_1 and theta_2 at each point: (..., 2) -> (..., 2).

        Raises:
            ProblemError: the last axis of `theta` is not 2 long.
        """
        point = _points(self.name, theta)
        slope = np.empty(point.shape)
        slope[..., 0], slope[..., 1] = self.slope_at(*_coordinates(point))
        return slope

    def hessian(self, theta: ArrayLike) -> Array:
        """The second derivatives of J at each point: (..., 2) -> (..., 2, 2).

        Raises:
            ProblemError: the last axis of `theta` is not 2 long.
        """
        point = _points(self.name, theta)
        xx, xy, yy = self.curvature_at(*_coordinates(point))
        matrix = np.empty((*point.shape, 2))
        matrix[..., 0, 0], matrix[..., 1, 1] = xx, yy
        matrix[..., 0, 1] = matrix[..., 1, 0] = xy
        return matrix


@dataclass(frozen=True, eq=False, kw_only=True)
class Quadratic(Surface):
    """J = (1/2) theta^T H theta: the surface on which everything can be worked out by hand.

    Attributes:
        matrix: (2, 2), H, the Hessian everywhere.
        curvatures: (2,), the eigenvalues of H, smallest first.
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
        minima=_fixed([[0.0, 0.0]]),
        matrix=_fixed([[xx, xy], [xy, yy]]),
        curvatures=_fixed([gentle, steep]),
        value_at=lambda x, y: 0.5 * (xx * x * x + 2.0 * xy * x * y + yy * y * y),
        slope_at=lambda x, y: (xx * x + xy * y, xy * x + yy * y),
        curvature_at=lambda x, y: (np.full_like(x, xx), np.full_like(x, xy), np.full_like(y, yy)),
    )


def rosenbrock() -> Surface:
    """J = (1 - x)^2 + 100 (y - x^2)^2: a bent, narrow valley with its one minimum at (1, 1)."""
    return Surface(
        name="rosenbrock",
        title="Rosenbrock's banana valley",
        formula="(1 - x)^2 + 100 (y - x^2)^2",
        source="Rosenbrock, An automatic method for finding the greatest or least value of a "
        "function, The Computer Journal 3, 1960.",
        bounds=((-5.0, 5.0), (-5.0, 10.0)),
        view=((-2.0, 2.0), (-1.0, 3.0)),
        minima=_fixed([[1.0, 1.0]]),
        value_at=lambda x, y: (1.0 - x) * (1.0 - x) + 100.0 * (y - x * x) * (y - x * x),
        slope_at=lambda x, y: (
            -2.0 * (1.0 - x) - 400.0 * x * (y - x * x),
            200.0 * (y - x * x),
        ),
        curvature_at=lambda x, y: (
            2.0 - 400.0 * y + 1200.0 * x * x,
            -400.0 * x,
            np.full_like(y, 200.0),
        ),
    )


def himmelblau() -> Surface:
    """J = (x^2 + y - 11)^2 + (x + y^2 - 7)^2: four minima, all of value 0."""

    def value(x: Array, y: Array) -> Array:
        a, b = x * x + y - 11.0, x + y * y - 7.0
        return a * a + b * b

    def slope(x: Array, y: Array) -> tuple[Array, Array]:
        a, b = x * x + y - 11.0, x + y * y - 7.0
        return 4.0 * x * a + 2.0 * b, 2.0 * a + 4.0 * y * b

    def curvature(x: Array, y: Array) -> tuple[Array, Array, Array]:
        xx = 12.0 * x * x + 4.0 * y - 42.0
        yy = 12.0 * y * y + 4.0 * x - 26.0
        return xx, 4.0 * (x + y), yy

    return Surface(
        name="himmelblau",
        title="Himmelblau's four valleys",
        formula="(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        source="Himmelblau, Applied Nonlinear Programming, McGraw-Hill, 1972.",
        bounds=((-6.0, 6.0), (-6.0, 6.0)),
        view=((-5.0, 5.0), (-5.0, 5.0)),
        minima=_stationary(
            slope, curvature, [[3.0, 2.0], [-2.805, 3.131], [-3.779, -3.283], [3.584, -1.848]]
        ),
        saddles=_stationary(
            slope, curvature, [[0.087, 2.884], [3.385, 0.074], [-3.073, -0.081], [-0.128, -1.954]]
        ),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )


def beale() -> Surface:
    """J = sum over i of (c_i - x (1 - y^i))^2: a flat basin between sharp peaks."""

    def residuals(x: Array, y: Array) -> tuple[Array, Array, Array]:
        return 1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y

    def value(x: Array, y: Array) -> Array:
        a, b, c = residuals(x, y)
        return a * a + b * b + c * c

    def slope(x: Array, y: Array) -> tuple[Array, Array]:
        a, b, c = residuals(x, y)
        by_x = a * (y - 1.0) + b * (y * y - 1.0) + c * (y * y * y - 1.0)
        by_y = x * (a + 2.0 * y * b + 3.0 * y * y * c)
        return 2.0 * by_x, 2.0 * by_y

    def curvature(x: Array, y: Array) -> tuple[Array, Array, Array]:
        a, b, c = residuals(x, y)
        u, v, w = y - 1.0, y * y - 1.0, y * y * y - 1.0
        xx = u * u + v * v + w * w
        xy = a + 2.0 * y * b + 3.0 * y * y * c + x * (u + 2.0 * y * v + 3.0 * y * y * w)
        yy = x * (x + 4.0 * y * y * x + 9.0 * y * y * y * y * x + 2.0 * b + 6.0 * y * c)
        return 2.0 * xx, 2.0 * xy, 2.0 * yy

    return Surface(
        name="beale",
        title="Beale's flat basin",
        formula="(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2",
        source="Beale, On an iterative method for finding a local minimum of a function of more "
        "than one variable, Princeton, 1958.",
        bounds=((-4.5, 4.5), (-4.5, 4.5)),
        view=((-1.0, 4.5), (-2.0, 2.0)),
        minima=_fixed([[3.0, 0.5]]),
        saddles=_fixed([[0.0, 1.0]]),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )


VALLEY_FLOOR = 2.4
VALLEY_RISE = 0.11
VALLEYS = (  # depth, x, y, 1 / (2 width^2)
    (2.3, -1.15, 0.45, 1.0 / (2.0 * 0.72**2)),
    (1.35, 1.3, -0.65, 1.0 / (2.0 * 0.62**2)),
)


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

    def curvature(x: Array, y: Array) -> tuple[Array, Array, Array]:
        xx = yy = np.full_like(x, 2.0 * VALLEY_RISE)
        xy = np.zeros_like(x)
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
        minima=_stationary(slope, curvature, [[-1.1, 0.43], [1.22, -0.61]]),
        saddles=_stationary(slope, curvature, [[0.27, -0.15]]),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )


def names() -> tuple[str, ...]:
    """The names of the built-in surfaces, simplest first."""
    return tuple(_REGISTRY)


def get(name: str) -> Surface:
    """The built-in surface of that name.

    Raises:
        UnknownNameError: there is none; the text lists those that there are.

    >>> get("bowl").loss([3.0, 4.0]).item()
    12.5
    """
    try:
        return _REGISTRY[name]
    except (KeyError, TypeError):
        raise unknown_name("surface", name, _REGISTRY) from None


def _points(name: str, theta: ArrayLike) -> Thetas:
    point = np.asarray(theta, dtype=np.float64)
    if point.shape[-1:] != (2,):
        raise ProblemError(
            f"The surface {name} takes points with 2 parameters, an array of shape (..., 2); "
            f"it was given shape {point.shape}."
        )
    return point


def _coordinates(point: Thetas) -> tuple[Array, Array]:
    if point.ndim == 1:  # NumPy's scalars are several times faster than its 0-d arrays
        return point[0], point[1]
    return point[..., 0], point[..., 1]


def _fixed(values: ArrayLike) -> Array:
    array = np.array(values, dtype=np.float64)
    array.flags.writeable = False
    return array


def _stationary(slope: Slope, curvature: Curvature, guesses: ArrayLike) -> Array:
    """(k, 2): the zeros of the slope near the guesses, by Newton's method."""
    points = np.array(guesses, dtype=np.float64)
    for _ in range(20):
        x, y = points[:, 0], points[:, 1]
        (gx, gy), (xx, xy, yy) = slope(x, y), curvature(x, y)
        determinant = xx * yy - xy * xy
        points[:, 0] = x - (yy * gx - xy * gy) / determinant
        points[:, 1] = y - (xx * gy - xy * gx) / determinant
    return _fixed(points)


_REGISTRY: dict[str, Surface] = {
    surface.name: surface
    for surface in (
        quadratic(1.0, name="bowl", title="Round bowl"),
        quadratic(20.0, name="ravine", title="Ravine"),
        rosenbrock(),
        himmelblau(),
        beale(),
        two_valleys(),
    )
}
