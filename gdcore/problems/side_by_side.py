"""Many walks on one loss as a single one: copies side by side, each with parameters of its own."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gdcore.errors import whole_number
from gdcore.problems import inputs
from gdcore.typing import Array, Losses, Problem, Thetas

MOST_COPIES = 100_000


class SideBySide:
    """The sum of n copies of a loss: J(theta_1) + ... + J(theta_n), whose parameters lie in a row.

    Its gradient is the gradients of the copies in a row. So a rule that treats each parameter for
    itself, such as gradient descent, walks all copies at once, each as it would walk alone; and
    `Tilted` over it makes the gradient of each noisy in another way.

    Args:
        problem: J, of d parameters.
        n: how many copies there are, 1 to 100,000.

    Raises:
        HyperparameterError: n out of range.

    >>> from gdcore import surfaces
    >>> pair = SideBySide(surfaces.get("bowl"), n=2)
    >>> pair.loss([3.0, 4.0, 0.0, 2.0]).item(), pair.gradient([3.0, 4.0, 0.0, 2.0]).tolist()
    (14.5, [3.0, 4.0, 0.0, 2.0])
    """

    def __init__(self, problem: Problem, n: int) -> None:
        self.problem = problem
        self.n = whole_number("n", n, 1, MOST_COPIES)

    @property
    def dimension(self) -> int:
        """N d: the parameters of all copies."""
        return self.n * self.problem.dimension

    def apart(self, theta: ArrayLike) -> Array:
        """The parameters of each copy: (..., n d) -> (..., n, d)."""
        points = inputs.points(theta, self.dimension)
        return np.asarray(points.reshape(*points.shape[:-1], self.n, self.problem.dimension))

    def loss(self, theta: ArrayLike) -> Losses:
        """The sum over the copies: (..., n d) -> (...)."""
        return np.asarray(self.problem.loss(self.apart(theta)).sum(axis=-1))

    def gradient(self, theta: ArrayLike) -> Thetas:
        """That of each copy, in a row: (..., n d) -> (..., n d)."""
        each = np.asarray(self.problem.gradient(self.apart(theta)))
        return np.asarray(each.reshape(*each.shape[:-2], self.dimension))
