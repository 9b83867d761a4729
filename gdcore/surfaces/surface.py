"""What a surface is: a loss of one or two parameters that can be drawn, with its derivatives.

A call for many points gives, bit for bit, what the calls for each point alone give. That holds
because every formula is made of sums, products, quotients and NumPy's elementary functions, and
because each coordinate is handed to them as a number or as a contiguous array. It would not hold
with `x**3` or `np.power`, which round differently for arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import ArrayLike

from gdcore.errors import ProblemError
from gdcore.typing import Array, Losses, Theta, Thetas

Value = Callable[..., Array]
"""x, y -> loss; x alone for a curve."""
Slope = Callable[..., tuple[Array | float, ...]]
"""x, y -> its derivatives by x and by y."""
Curvature = Callable[..., tuple[Array | float, ...]]
"""x, y -> the second derivatives xx, xy, yy; xx alone for a curve."""
Interval = tuple[float, float]
Region = tuple[Interval, ...]
"""One interval a parameter."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Surface:
    """A loss J(theta) of d parameters: 2 for a surface, 1 for a curve.

    Attributes:
        name: what the registry and a lesson file call it.
        title: what a colleague would call it.
        formula: J in plain text, of x = theta_1 and y = theta_2.
        source: where it comes from.
        bounds: ((x0, x1), (y0, y1)), where the formula is meant to be used.
        view: ((x0, x1), (y0, y1)), the part worth drawing.
        minima: (k, d), the minima within the bounds, global and local; of a formula, those that
            were found. A loss without any, such as a saddle, has k = 0.
        saddles: (m, d), the saddle points that are declared.
        searched: whether the minima were searched for, so that there may be others.
        value_at: J as a formula of the coordinates.
        slope_at: its derivatives.
        curvature_at: its second derivatives, those of the Hessian's upper triangle.
    """

    name: str
    title: str
    formula: str
    source: str
    bounds: Region
    view: Region
    minima: Array
    saddles: Array = field(default_factory=lambda: none(2))
    searched: bool = False
    value_at: Value = field(repr=False)
    slope_at: Slope = field(repr=False)
    curvature_at: Curvature = field(repr=False)

    @property
    def dimension(self) -> int:
        """d, the number of parameters."""
        return len(self.bounds)

    @property
    def minimum_values(self) -> Array:
        """(k,): the loss at each declared minimum."""
        return self.loss(self.minima)

    @property
    def global_minimum(self) -> Theta:
        """(d,): the declared minimum with the lowest loss, the first of equals.

        Raises:
            ProblemError: no minimum is declared.
        """
        if not len(self.minima):
            raise ProblemError(
                f"{self.name} has no known minimum, so none of them is the lowest; "
                "choose a surface that has one."
            )
        best: Theta = self.minima[int(np.argmin(self.minimum_values))]
        return best

    def loss(self, theta: ArrayLike) -> Losses:
        """J at each point: (..., d) -> (...).

        Raises:
            ProblemError: the last axis of `theta` is not d long.
        """
        return np.asarray(self.value_at(*_coordinates(self._points(theta))))

    def gradient(self, theta: ArrayLike) -> Thetas:
        """The derivatives of J by each parameter at each point: (..., d) -> (..., d).

        Raises:
            ProblemError: the last axis of `theta` is not d long.
        """
        return _gradient(self.slope_at, self._points(theta))

    def hessian(self, theta: ArrayLike) -> Array:
        """The second derivatives of J at each point: (..., d) -> (..., d, d).

        Raises:
            ProblemError: the last axis of `theta` is not d long.
        """
        return _hessian(self.curvature_at, self._points(theta))

    def _points(self, theta: ArrayLike) -> Thetas:
        point = np.asarray(theta, dtype=np.float64)
        d = self.dimension
        if point.shape[-1:] != (d,):
            kind, parameters = ("surface", "2 parameters") if d == 2 else ("curve", "1 parameter")
            raise ProblemError(
                f"The {kind} {self.name} takes points with {parameters}, an array of shape "
                f"(..., {d}); it was given shape {point.shape}."
            )
        return point


def fixed(values: ArrayLike) -> Array:
    """A read-only array of float64."""
    array = np.array(values, dtype=np.float64)
    array.flags.writeable = False
    return array


def none(dimension: int) -> Array:
    """(0, d): no places at all."""
    return fixed(np.empty((0, dimension)))


def stationary(slope: Slope, curvature: Curvature, guesses: ArrayLike) -> Array:
    """(k, d): the zeros of the slope near the guesses, by Newton's method."""
    points = np.array(guesses, dtype=np.float64)
    for _ in range(20):
        step = np.linalg.solve(_hessian(curvature, points), _gradient(slope, points)[..., None])
        points -= step[..., 0]
    return fixed(points)


def _coordinates(point: Thetas) -> tuple[Array, ...]:
    """x, y of each point: contiguous arrays, or NumPy's scalars for one point.

    Scalars are several times faster than 0-d arrays, and picking them than iterating.
    """
    if point.ndim == 1:
        return (point[0], point[1]) if len(point) == 2 else (point[0],)
    return tuple([point[..., i].copy() for i in range(point.shape[-1])])


def _gradient(slope: Slope, point: Thetas) -> Thetas:
    parts = slope(*_coordinates(point))
    if point.ndim == 1:
        return np.array(parts)
    vector = np.empty(point.shape)
    for i, part in enumerate(parts):
        vector[..., i] = part
    return vector


def _hessian(curvature: Curvature, point: Thetas) -> Array:
    d = point.shape[-1]
    matrix = np.empty((*point.shape, d))
    parts = curvature(*_coordinates(point))
    for (i, j), part in zip(_UPPER[d], parts, strict=True):
        matrix[..., i, j] = matrix[..., j, i] = part
    return matrix


_UPPER = {d: tuple(combinations_with_replacement(range(d), 2)) for d in (1, 2)}
