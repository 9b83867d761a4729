"""A loss of which some parameters are held still, so that descent moves the others alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from gdcore.errors import ProblemError
from gdcore.problems import inputs
from gdcore.typing import Array, Indices, Losses, SampledProblem, Thetas


class Held:
    """A loss over data seen along some of its parameters: the slope along the others is zero.

    J(theta) is that of the problem, and its gradient is (dJ/dtheta_k if k is free, else 0 for each
    k). So theta keeps its shape, and a path that starts somewhere stays on the line, plane and so
    on through its start on which only the free parameters change.

    Args:
        problem: J, of d parameters.
        free: (d), whether each may change; at least one may.

    Raises:
        ProblemError: not d of them, or none is free.

    >>> from gdcore.problems import LinearRegression
    >>> line = LinearRegression([0.0, 1.0, 2.0], [1.0, 3.0, 8.0])
    >>> slope = Held(line, free=(True, False))
    >>> slope.gradient([2.0, 1.0]).tolist() == [line.gradient([2.0, 1.0])[0], 0.0]
    True
    """

    def __init__(self, problem: SampledProblem, free: Sequence[bool]) -> None:
        self.problem = problem
        self.free = np.array(free, dtype=bool)
        self.free.flags.writeable = False
        if self.free.shape != (problem.dimension,) or not self.free.any():
            raise ProblemError(
                f"This loss has {problem.dimension} parameters, so free says of each whether it "
                f"may change, and of one at least that it may; it is {list(free)}."
            )

    @property
    def dimension(self) -> int:
        """d, the number of parameters, free or held."""
        return self.problem.dimension

    @property
    def n_samples(self) -> int:
        """n, the number of samples."""
        return self.problem.n_samples

    def loss(self, theta: ArrayLike) -> Losses:
        """J: (..., d) -> (...)."""
        return self.problem.loss(inputs.points(theta, self.dimension))

    def gradient(self, theta: ArrayLike, samples: Indices | None = None) -> Thetas:
        """That of J, or over the samples named, zero where held: (..., d) -> (..., d)."""
        point = inputs.points(theta, self.dimension)
        slope = self.problem.gradient(point, samples)
        return np.where(self.free, slope, 0.0)

    def sample_gradients(self, theta: ArrayLike) -> Array:
        """One gradient a sample, zero where held: (d,) -> (n, d)."""
        return np.where(self.free, self.problem.sample_gradients(theta), 0.0)
