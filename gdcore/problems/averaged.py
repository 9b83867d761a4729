"""A loss over data whose gradient is worked out as it is written: each sample's, and their mean."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gdcore.problems import inputs
from gdcore.typing import Array, Indices, Losses, SampledProblem, Thetas


class Averaged:
    """A loss over data, its gradient over all samples being the mean of one gradient a sample.

    grad J(theta) = (1/n) sum over i of grad J_i(theta), summed as written. A problem may know a
    shorter way, such as `LinearRegression`, which differs in the last digits. With this one a
    descent takes, to the last bit, the steps of a program that averages over rows of samples:
    ``np.array([...]).mean(axis=1)``, with a row for each parameter.

    Args:
        problem: J, of d parameters and n samples.

    >>> from gdcore.problems import LinearRegression
    >>> line = LinearRegression([0.0, 1.0, 2.0], [1.0, 3.0, 8.0])
    >>> Averaged(line).gradient([2.0, 1.0]).tolist()
    [-4.0, -2.0]
    """

    def __init__(self, problem: SampledProblem) -> None:
        self.problem = problem

    @property
    def dimension(self) -> int:
        """d, the number of parameters."""
        return self.problem.dimension

    @property
    def n_samples(self) -> int:
        """n, the number of samples."""
        return self.problem.n_samples

    def loss(self, theta: ArrayLike) -> Losses:
        """J: (..., d) -> (...)."""
        return self.problem.loss(theta)

    def gradient(self, theta: ArrayLike, samples: Indices | None = None) -> Thetas:
        """The mean of each sample's, or that of J over the samples named: (..., d) -> (..., d)."""
        if samples is not None:
            return self.problem.gradient(theta, samples)
        point = inputs.points(theta, self.dimension)
        slope = np.empty(point.shape)
        for place in np.ndindex(point.shape[:-1]):
            rows = np.ascontiguousarray(self.problem.sample_gradients(point[place]).T)
            slope[place] = rows.mean(axis=1)
        return slope

    def sample_gradients(self, theta: ArrayLike) -> Array:
        """One gradient a sample: (d,) -> (n, d)."""
        return self.problem.sample_gradients(theta)
