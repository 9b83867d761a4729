"""Numbers from features: least squares, polynomials, and a loss that outliers do not rule."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gdcore.errors import ProblemError, whole_number
from gdcore.problems import inputs
from gdcore.problems.costs import huber, squared_error
from gdcore.problems.feedforward import LinearModel
from gdcore.typing import Array, Theta

MOST_DEGREE = 30


class LeastSquares(LinearModel):
    """Mean squared error of w . x + b over any number of features, with theta = (w, b).

    J(theta) = (1/n) sum over i of (w . x_i + b - y_i)^2 + l2 |w|^2. There is no factor 1/2, and
    the intercept b is not regularized. For one feature, `LinearRegression` is the same loss at
    the same cost for any n.

    Args:
        x: (n, p) or (n,), finite.
        y: (n,), finite.
        l2: of ridge regression, at least 0.

    Raises:
        ProblemError: x and y that do not fit each other, or values that are not finite.
        HyperparameterError: l2 below 0.

    Source: Hoerl and Kennard, 1970, for l2.

    >>> plane = LeastSquares([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]], [1.0, 3.0, 0.0])
    >>> plane.minimum().round(9).tolist()
    [2.0, -1.0, 1.0]
    """

    def __init__(self, x: ArrayLike, y: ArrayLike, *, l2: float = 0.0) -> None:
        rows, values = _samples(x, y)
        inputs.squares_fit(rows, values)
        super().__init__(rows, values, squared_error(), l2=l2)

    def minimum(self) -> Theta:
        """(d,): the parameters with the least loss, in closed form.

        Where several fit equally well, those with the shortest w.
        """
        varies = self.x.min(axis=0) < self.x.max(axis=0)  # equal numbers may have another mean
        middle = self.x.mean(axis=0)
        away = np.where(varies, self.x - middle, 0.0)
        ridge = np.sqrt(self.n_samples * self.l2) * np.eye(middle.size)
        design = np.concatenate([away, ridge]) if self.l2 else away
        target = np.concatenate([self.y - self.y.mean(), np.zeros(len(design) - self.n_samples)])
        w = np.linalg.lstsq(design, target, rcond=None)[0]
        return np.append(w, self.y.mean() - w @ middle)

    @property
    def largest_curvature(self) -> float:
        """L, the largest eigenvalue of the Hessian; batch descent is stable below 2 / L."""
        return float(np.linalg.eigvalsh(self.hessian(np.zeros(self.dimension)))[-1])


class PolynomialRegression(LeastSquares):
    """Mean squared error of w_1 x + w_2 x^2 + ... + b, with theta = (w_1, ..., w_degree, b).

    Args:
        x: (n,), finite; best scaled to [-1, 1].
        y: (n,), finite.
        degree: of the polynomial, from 1 to 30.
        l2: of ridge regression, at least 0; the intercept b is not regularized.

    Raises:
        ProblemError: x and y that do not fit each other, or powers that overflow.
        HyperparameterError: a degree or an l2 out of range.

    >>> parabola = PolynomialRegression([-1.0, 0.0, 1.0, 2.0], [2.0, 1.0, 2.0, 5.0], degree=2)
    >>> parabola.loss([0.0, 1.0, 1.0]).item()
    0.0
    """

    def __init__(self, x: ArrayLike, y: ArrayLike, degree: int, *, l2: float = 0.0) -> None:
        super().__init__(polynomial_features(x, degree), y, l2=l2)

    def predict(self, theta: ArrayLike, x: ArrayLike) -> Array:
        """The polynomial's values: theta (..., d), x (q,) -> (..., q)."""
        return super().predict(theta, polynomial_features(x, self.widths[0]))


class HuberRegression(LinearModel):
    """Mean Huber loss of w . x + b, with theta = (w, b): outliers pull no harder than delta.

    J(theta) = (1/n) sum over i of h(w . x_i + b - y_i) + l2 |w|^2, where h(r) = r^2 for |r| up to
    delta and 2 delta |r| - delta^2 beyond. For a large delta it is the mean squared error; h is
    twice PyTorch's HuberLoss. The intercept b is not regularized.

    Args:
        x: (n, p) or (n,), finite.
        y: (n,), finite.
        delta: where the parabola turns into a straight line, above 0, in the unit of y.
        l2: at least 0.

    Raises:
        ProblemError: x and y that do not fit each other, or values that are not finite.
        HyperparameterError: delta or l2 out of range.

    Source: Huber, 1964; Huber and Ronchetti, Robust Statistics, 2009.

    >>> HuberRegression([0.0, 1.0], [0.0, 3.0], delta=1.0).loss([0.0, 0.0]).item()
    2.5
    """

    def __init__(self, x: ArrayLike, y: ArrayLike, *, delta: float = 1.0, l2: float = 0.0) -> None:
        rows, values = _samples(x, y)
        super().__init__(rows, values, huber(delta), l2=l2)


def polynomial_features(x: ArrayLike, degree: int) -> Array:
    """x, x^2, ..., x^degree, side by side: (n,) -> (n, degree).

    There is no column of ones, because models have an intercept.

    Raises:
        ProblemError: not one row of finite numbers, or powers that overflow.
        HyperparameterError: a degree that is not from 1 to 30.

    >>> polynomial_features([2.0, 3.0], degree=3).tolist()
    [[2.0, 4.0, 8.0], [3.0, 9.0, 27.0]]
    """
    degree = whole_number("degree", degree, 1, MOST_DEGREE)
    base = inputs.column("x", x)
    with np.errstate(over="ignore"):
        powers = np.multiply.accumulate(np.repeat(base[:, None], degree, axis=1), axis=1)
    if not np.isfinite(powers).all():
        raise ProblemError(f"x to the power of {degree} overflows; scale x to [-1, 1] first.")
    return powers


def _samples(x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    rows, values = inputs.features("x", x), inputs.column("y", y)
    inputs.same_length("x", len(rows), "y", len(values))
    return rows, values
