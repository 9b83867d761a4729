"""The share of samples that a line misses: a cost that cannot be walked down."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gdcore.errors import number
from gdcore.problems import inputs
from gdcore.typing import Array, Indices, Losses, Thetas


class MissRate:
    """The share of samples that the line w x + b misses by more than a tolerance.

    J(theta) = (1/n) #{i: |w x_i + b - y_i| > tolerance}, with theta = (w, b). It is a staircase:
    between its steps it is level, so that its gradient is zero wherever it has one, and here is
    zero everywhere. Descent on it does not move from where it starts, which is what it is for: to
    show why a cost has to slope.

    Args:
        x: (n,), finite.
        y: (n,), finite.
        tolerance: in units of y, at least 0.

    Raises:
        ProblemError: not two arrays of one length, no samples, or values that are not finite.
        HyperparameterError: a tolerance below 0.

    >>> misses = MissRate([0.0, 1.0, 2.0, 3.0], [0.0, 1.0, 2.0, 9.0], tolerance=0.5)
    >>> misses.loss([1.0, 0.0]).item(), misses.gradient([1.0, 0.0]).tolist()
    (0.25, [0.0, 0.0])
    """

    parameter_names = ("w", "b")

    def __init__(self, x: ArrayLike, y: ArrayLike, tolerance: float) -> None:
        self.x = inputs.column("x", x)
        self.y = inputs.column("y", y)
        self.tolerance = number("tolerance", tolerance, 0.0)
        inputs.same_length("x", self.x.size, "y", self.y.size)

    @property
    def dimension(self) -> int:
        """2: the slope w and the intercept b."""
        return 2

    @property
    def n_samples(self) -> int:
        """n, the number of samples."""
        return self.x.size

    def misses(self, theta: ArrayLike) -> Array:
        """Which samples the line misses: (..., 2) -> (..., n), true or false."""
        point = inputs.points(theta, 2)
        away = point[..., :1] * self.x + point[..., 1:] - self.y
        return np.asarray(np.abs(away) > self.tolerance)

    def loss(self, theta: ArrayLike) -> Losses:
        """The share that is missed: (..., 2) -> (...), from 0 to 1."""
        return np.asarray(self.misses(theta).mean(axis=-1))

    def gradient(self, theta: ArrayLike, samples: Indices | None = None) -> Thetas:
        """Zero, whatever the samples: (..., 2) -> (..., 2)."""
        del samples
        return np.zeros_like(inputs.points(theta, 2))

    def sample_gradients(self, theta: ArrayLike) -> Array:
        """Zero for each sample: (2,) -> (n, 2)."""
        inputs.points(theta, 2)
        return np.zeros((self.n_samples, 2))
