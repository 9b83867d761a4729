"""A straight line through data, by least squares."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from gdcore.errors import number
from gdcore.problems import inputs
from gdcore.typing import Array, Indices, Losses, Theta, Thetas


class LinearRegression:
    """Mean squared error of the line w x + b, with theta = (w, b).

    J(theta) = (1/n) sum over i of (w x_i + b - y_i)^2 + l2 w^2. There is no factor 1/2, so the
    unit of J is that of y squared. The intercept b is not regularized.

    J is a quadratic, so with the minimum theta* known and v = w - w*, c = b - b* it is evaluated
    as J(theta*) + v^2 (variance(x) + l2) + (v mean(x) + c)^2. That costs the same for any n and
    loses no digits near the minimum; the gradient over all samples is evaluated alike.

    A point gives the same bits alone and among others: sums run along a last axis of their own.

    Args:
        x: (n,), finite.
        y: (n,), finite.
        l2: of ridge regression, at least 0.

    Raises:
        ProblemError: not two arrays of one length, no samples, or values that are not finite.
        HyperparameterError: l2 below 0.

    >>> line = LinearRegression([0.0, 1.0], [1.0, 3.0])
    >>> line.loss([2.0, 1.0]).item(), line.loss([0.0, 0.0]).item()
    (0.0, 5.0)
    """

    parameter_names = ("w", "b")

    def __init__(self, x: ArrayLike, y: ArrayLike, *, l2: float = 0.0) -> None:
        self.x = inputs.column("x", x)
        self.y = inputs.column("y", y)
        self.l2 = number("l2", l2, 0.0)
        inputs.same_length("x", self.x.size, "y", self.y.size)
        inputs.squares_fit(self.x, self.y)
        self._mean = float(np.mean(self.x))
        self._curvature = float(np.mean((self.x - self._mean) ** 2)) + self.l2
        self._minimum = _least_squares(self.x, self.y, self.l2)
        w, b = self._minimum
        self._least = float(np.mean((w * self.x + b - self.y) ** 2) + self.l2 * w * w)

    @property
    def dimension(self) -> int:
        """2: the slope w and the intercept b."""
        return 2

    @property
    def n_samples(self) -> int:
        """n, the number of samples."""
        return self.x.size

    def loss(self, theta: ArrayLike) -> Losses:
        """The loss over all samples: (..., 2) -> (...), in units of y squared."""
        away = inputs.points(theta, 2) - self._minimum
        w, b = away[..., 0], away[..., 1]
        offset = w * self._mean + b
        return np.asarray(self._least + self._curvature * w * w + offset * offset)

    def gradient(self, theta: ArrayLike, samples: Indices | None = None) -> Thetas:
        """The derivatives of the loss by w and b: (..., 2) -> (..., 2).

        (2/m) sum over i of (w x_i + b - y_i) (x_i, 1) + 2 l2 (w, 0), over the m samples asked for.

        Args:
            theta: (..., 2).
            samples: indices, (m,) for all points alike, or (..., m), a row for each point; None
                means all samples. An index may be there twice.
        """
        point = inputs.points(theta, 2)
        if samples is None:
            return self._gradient_over_all(point)
        x, y = self.x.take(samples), self.y.take(samples)  # take keeps to C order
        count = x.shape[-1]
        if point.size * count > 2 * inputs.NUMBERS_AT_ONCE and point.size > 2:
            return self._gradient_in_groups(point, x, y)
        return self._gradient_over(point, x, y)

    def sample_gradients(self, theta: ArrayLike) -> Array:
        """One gradient a sample: (2,) -> (n, 2); their mean is `gradient(theta)`."""
        w, b = inputs.points(theta, 2)
        residual = w * self.x + b - self.y
        by_w = 2.0 * (residual * self.x + self.l2 * w)
        return np.stack([by_w, 2.0 * residual], axis=-1)

    def predict(self, theta: ArrayLike, x: ArrayLike) -> Array:
        """The line's heights w x + b: theta (..., 2), x (q,) -> (..., q)."""
        point = inputs.points(theta, 2)
        return np.asarray(point[..., :1] * inputs.column("x", x) + point[..., 1:])

    def minimum(self) -> Theta:
        """(2,): the w and b of least squares, in closed form.

        w = covariance(x, y) / (variance(x) + l2), b = mean y - w mean x. Where x is constant many
        lines fit equally well; this is the level one.
        """
        return self._minimum.copy()

    def excess(self, theta: ArrayLike) -> Losses:
        """The loss above its lowest value: (..., 2) -> (...), in units of y squared.

        v^2 (variance(x) + l2) + (v mean(x) + c)^2, which keeps its digits near the minimum, where
        the loss less its lowest value is all rounding.

        >>> line = LinearRegression([0.0, 1.0], [1.0, 3.0])
        >>> line.excess([2.0, 1.0 + 2.0**-40]).item() == 2.0**-80
        True
        """
        away = inputs.points(theta, 2) - self._minimum
        w, b = away[..., 0], away[..., 1]
        offset = w * self._mean + b
        return np.asarray(self._curvature * w * w + offset * offset)

    def hessian(self, theta: ArrayLike | None = None) -> Array:
        """(2, 2): the second derivatives, the same at each theta; (..., 2, 2) if theta is given.

        2 [[mean x^2 + l2, mean x], [mean x, 1]].
        """
        mean = self._mean
        matrix = 2.0 * np.array([[self._curvature + mean * mean, mean], [mean, 1.0]])
        if theta is None:
            return matrix
        return np.broadcast_to(matrix, (*inputs.points(theta, 2).shape, 2)).copy()

    def principal_axes(self) -> tuple[Array, Array]:
        """Its two curvatures, smallest first, and their directions, a unit vector a row.

        (2,) and (2, 2). With the Hessian [[p, q], [q, r]] and s = ((p - r)^2 + 4 q^2)^(1/2), the
        larger curvature is L = (p + r + s) / 2, along (p - r + s, 2 q), and the smaller one
        4 (variance(x) + l2) / L. Nothing cancels in that, so both have all their digits even where
        one is a billion billion times the other, as for x far from zero.

        >>> LinearRegression([-1.0, 1.0], [0.0, 1.0]).principal_axes()[0].tolist()
        [2.0, 2.0]
        """
        (p, q), (_, r) = self.hessian().tolist()
        root = math.hypot(p - r, 2.0 * q)
        largest = (p + r + root) / 2.0
        steep = (p - r + root, 2.0 * q) if p >= r else (2.0 * q, r - p + root)
        length = math.hypot(*steep)
        x, y = (steep[0] / length, steep[1] / length) if length else (0.0, 1.0)
        gentle = (-y, x) if abs(x) >= abs(y) else (y, -x)
        values = np.array([4.0 * self._curvature / largest, largest])
        return values, np.array([gentle, (x, y)])

    @property
    def largest_curvature(self) -> float:
        """L, the largest eigenvalue of the Hessian; batch descent is stable below 2 / L."""
        return float(np.linalg.eigvalsh(self.hessian())[-1])

    def _gradient_over_all(self, point: Thetas) -> Thetas:
        slope = np.empty(point.shape)
        away = point - self._minimum
        w, b = away[..., 0], away[..., 1]
        by_b = 2.0 * (self._mean * w + b)
        slope[..., 0] = 2.0 * self._curvature * w + self._mean * by_b
        slope[..., 1] = by_b
        return slope

    def _gradient_over(self, point: Thetas, x: Array, y: Array) -> Thetas:
        """The gradient over samples x and y, (m,) or (..., m) each."""
        slope = np.empty(point.shape)
        residual = point[..., :1] * x + point[..., 1:] - y
        residual *= 2.0 / x.shape[-1]
        if x.shape[-1] == 1:  # nothing to sum, and a descent asks for this at every step
            slope[..., :1] = residual * x
            slope[..., 1:] = residual
        else:
            np.add.reduce(residual * x, axis=-1, out=slope[..., 0])
            np.add.reduce(residual, axis=-1, out=slope[..., 1])
        if self.l2:
            slope[..., 0] += 2.0 * self.l2 * point[..., 0]
        return slope

    def _gradient_in_groups(self, point: Thetas, x: Array, y: Array) -> Thetas:
        """The same, of so few points at once that the memory is bounded."""
        flat, count = point.reshape(-1, 2), x.shape[-1]
        slope = np.empty(flat.shape)
        size = max(1, inputs.NUMBERS_AT_ONCE // count)
        if x.ndim > 1:
            x, y = x.reshape(-1, count), y.reshape(-1, count)
        for first in range(0, len(flat), size):
            rows = slice(first, first + size)
            own = (x[rows], y[rows]) if x.ndim > 1 else (x, y)
            slope[rows] = self._gradient_over(flat[rows], *own)
        return slope.reshape(point.shape)


def _least_squares(x: Array, y: Array, l2: float) -> Theta:
    away = x - x.mean()
    spread = float(away @ away) + x.size * l2
    varies = bool(x.min() < x.max())  # the mean of equal numbers may round away from them
    w = float(away @ y) / spread if varies and spread > 0.0 else 0.0
    return np.array([w, y.mean() - w * x.mean()])
