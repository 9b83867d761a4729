"""A straight line through data, by least squares."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gdcore.errors import ProblemError
from gdcore.typing import Array, Indices, Losses, Theta, Thetas


class LinearRegression:
    """Mean squared error of the line w x + b, with theta = (w, b).

    J(theta) = (1/n) sum over i of (w x_i + b - y_i)^2. There is no factor 1/2, so the unit of J
    is that of y squared.

    J is a quadratic, so with the minimum theta* known and v = w - w*, c = b - b* it is evaluated
    as J(theta*) + v^2 variance(x) + (v mean(x) + c)^2. That costs the same for any n and loses no
    digits near the minimum; the gradient over all samples is evaluated alike.

    Args:
        x: (n,), finite.
        y: (n,), finite.

    Raises:
        ProblemError: not two arrays of one length, no samples, or values that are not finite.

    >>> line = LinearRegression([0.0, 1.0], [1.0, 3.0])
    >>> line.loss([2.0, 1.0]).item(), line.loss([0.0, 0.0]).item()
    (0.0, 5.0)
    """

    parameter_names = ("w", "b")

    def __init__(self, x: ArrayLike, y: ArrayLike) -> None:
        self.x = _column("x", x)
        self.y = _column("y", y)
        if self.x.shape != self.y.shape:
            raise ProblemError(
                f"x has {self.x.size} values and y has {self.y.size}; they must have as many."
            )
        with np.errstate(all="ignore"):
            sizes = np.mean(self.x * self.x) + np.mean(self.y * self.y)
        if not np.isfinite(sizes):
            raise ProblemError("The values of x or y are so large that their squares overflow.")
        self._mean = float(np.mean(self.x))
        self._variance = float(np.mean((self.x - self._mean) ** 2))
        self._minimum = _least_squares(self.x, self.y)
        w, b = self._minimum
        self._least = float(np.mean((w * self.x + b - self.y) ** 2))

    @property
    def dimension(self) -> int:
        """2: the slope w and the intercept b."""
        return 2

    @property
    def n_samples(self) -> int:
        """n, the number of samples."""
        return self.x.size

    def loss(self, theta: ArrayLike) -> Losses:
        """The mean squared error over all samples: (..., 2) -> (...), in units of y squared."""
        away = _points(theta) - self._minimum
        w, b = away[..., 0], away[..., 1]
        offset = w * self._mean + b
        return np.asarray(self._least + self._variance * w * w + offset * offset)

    def gradient(self, theta: ArrayLike, samples: Indices | None = None) -> Thetas:
        """The derivatives of the mean squared error by w and b: (..., 2) -> (..., 2).

        (2/m) sum over i of (w x_i + b - y_i) (x_i, 1), over the m samples asked for.

        Args:
            theta: (..., 2).
            samples: (m,) indices; None means all of them. An index may be there twice.
        """
        point = _points(theta)
        slope = np.empty(point.shape)
        if samples is None:
            away = point - self._minimum
            w, b = away[..., 0], away[..., 1]
            by_b = 2.0 * (self._mean * w + b)
            slope[..., 0] = 2.0 * self._variance * w + self._mean * by_b
            slope[..., 1] = by_b
            return slope
        x, y = self.x[samples], self.y[samples]
        residual = point[..., :1] * x + point[..., 1:] - y
        scale = 2.0 / x.size
        slope[..., 0] = scale * (residual @ x)
        slope[..., 1] = scale * residual.sum(axis=-1)
        return slope

    def sample_gradients(self, theta: ArrayLike) -> Array:
        """One gradient a sample: (2,) -> (n, 2); their mean is `gradient(theta)`."""
        w, b = _points(theta)
        residual = w * self.x + b - self.y
        return np.stack([2.0 * residual * self.x, 2.0 * residual], axis=-1)

    def minimum(self) -> Theta:
        """(2,): the w and b of least squares, in closed form.

        w = covariance(x, y) / variance(x), b = mean y - w mean x. Where x is constant many lines
        fit equally well; this is the level one.
        """
        return self._minimum.copy()

    def hessian(self, theta: ArrayLike | None = None) -> Array:
        """(2, 2): the second derivatives, the same at each theta; (..., 2, 2) if theta is given.

        2 [[mean x^2, mean x], [mean x, 1]].
        """
        mean = self._mean
        matrix = 2.0 * np.array([[self._variance + mean * mean, mean], [mean, 1.0]])
        if theta is None:
            return matrix
        return np.broadcast_to(matrix, (*_points(theta).shape, 2)).copy()

    @property
    def largest_curvature(self) -> float:
        """L, the largest eigenvalue of the Hessian; batch descent is stable below 2 / L."""
        return float(np.linalg.eigvalsh(self.hessian())[-1])


def _column(name: str, values: ArrayLike) -> Array:
    column = np.array(values, dtype=np.float64)
    if column.ndim != 1 or column.size == 0:
        raise ProblemError(
            f"{name} has shape {column.shape}; it must be one row of at least one number, (n,)."
        )
    bad = np.flatnonzero(~np.isfinite(column))
    if bad.size:
        raise ProblemError(f"{name}[{bad[0]}] is {column[bad[0]]}; all values must be finite.")
    column.flags.writeable = False
    return column


def _points(theta: ArrayLike) -> Thetas:
    point = np.asarray(theta, dtype=np.float64)
    if point.shape[-1:] != (2,):
        raise ProblemError(
            "A line has 2 parameters, w and b, an array of shape (..., 2); "
            f"it was given shape {point.shape}."
        )
    return point


def _least_squares(x: Array, y: Array) -> Theta:
    away = x - x.mean()
    spread = float(away @ away)
    varies = bool(x.min() < x.max())  # the mean of equal numbers may round away from them
    w = float(away @ y) / spread if varies and spread > 0.0 else 0.0
    return np.array([w, y.mean() - w * x.mean()])
