"""A loss without data, whose gradient is made noisy: a mean over copies that are tilted."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gdcore.errors import number, whole_number
from gdcore.problems import inputs
from gdcore.typing import Array, Indices, Losses, Problem, Thetas

MOST_COPIES = 1_000_000


class Tilted:
    """A loss as the mean of n copies of itself, each tilted another way.

    J_i(theta) = J(theta) + t_i . theta, with tilts t_i that are normal numbers, shifted and scaled
    so that over all n their mean is zero and the standard deviation of each coordinate is sigma. So
    the loss over all samples is J, its gradient is that of J, and a step that looks at one sample
    has the gradient of J plus noise of size sigma, the same at each theta.

    Some copies may be level: a step that looks at one of them has no noise, so that a descent whose
    batches are given is noisy first and quiet then.

    Args:
        problem: J, of d parameters.
        sigma: standard deviation of each coordinate of one sample's gradient, at least 0.
        n: how many copies there are that are tilted, 2 to 1,000,000.
        seed: of the tilts.
        level: how many copies there are besides, the last ones, that are not, 0 to 1,000,000.

    Raises:
        HyperparameterError: sigma below 0, or n out of range.

    >>> from gdcore import surfaces
    >>> noisy = Tilted(surfaces.get("bowl"), sigma=0.5, n=100)
    >>> noisy.loss([2.0, 0.0]).item(), noisy.gradient([2.0, 0.0]).round(12).tolist()
    (2.0, [2.0, 0.0])
    >>> noisy.sample_gradients([2.0, 0.0]).std(axis=0).round(12).tolist()
    [0.5, 0.5]
    """

    def __init__(
        self, problem: Problem, sigma: float, n: int = 1000, seed: int = 0, *, level: int = 0
    ) -> None:
        self.problem = problem
        self.sigma = number("sigma", sigma, 0.0)
        count = whole_number("n", n, 2, MOST_COPIES)
        tilts = np.random.default_rng(seed).normal(size=(count, problem.dimension))
        tilts -= tilts.mean(axis=0)
        quiet = np.zeros((whole_number("level", level, 0, MOST_COPIES), problem.dimension))
        self.tilts = np.concatenate([self.sigma * tilts / tilts.std(axis=0), quiet])
        self.tilts.flags.writeable = False

    @property
    def dimension(self) -> int:
        """d, the number of parameters."""
        return self.problem.dimension

    @property
    def n_samples(self) -> int:
        """n, the number of copies."""
        return len(self.tilts)

    def loss(self, theta: ArrayLike) -> Losses:
        """J: (..., d) -> (...)."""
        return self.problem.loss(inputs.points(theta, self.dimension))

    def gradient(self, theta: ArrayLike, samples: Indices | None = None) -> Thetas:
        """That of J and, of the samples named, their mean tilt: (..., d) -> (..., d)."""
        slope = self.problem.gradient(inputs.points(theta, self.dimension))
        if samples is None:
            return slope
        return np.asarray(slope + self.tilts[np.asarray(samples)].mean(axis=-2))

    def sample_gradients(self, theta: ArrayLike) -> Array:
        """One gradient a copy: (d,) -> (n, d)."""
        slope = self.problem.gradient(inputs.points(theta, self.dimension))
        return np.asarray(slope + self.tilts)
