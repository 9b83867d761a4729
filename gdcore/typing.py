"""Names for array shapes, and what a problem must offer to be descended.

`d` is the number of parameters, `n` the number of samples, `...` any leading axes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
"""Any array of float64."""
Theta = NDArray[np.float64]
"""(d,): one point in parameter space."""
Thetas = NDArray[np.float64]
"""(..., d): points in parameter space, any number of leading axes."""
Losses = NDArray[np.float64]
"""(...): one loss a point."""
Path = NDArray[np.float64]
"""(steps + 1, d): the start, then the point after each step."""
Indices = NDArray[np.intp]
"""(...): whole numbers that count samples or steps."""
Batches = NDArray[np.intp]
"""(steps, batch_size): the samples that each step sees."""

FrameRate = int | Fraction
"""Frames a second, exactly: whole numbers are ints, others fractions such as 30000/1001."""


@runtime_checkable
class Problem(Protocol):
    """A loss over parameters, with its gradient; both take any number of points at once."""

    @property
    def dimension(self) -> int:
        """d, the number of parameters."""

    def loss(self, theta: ArrayLike) -> Losses:
        """(..., d) -> (...)."""

    def gradient(self, theta: ArrayLike) -> Thetas:
        """(..., d) -> (..., d)."""


@runtime_checkable
class SampledProblem(Protocol):
    """A problem whose loss is a mean over samples, so that a step may look at a few of them."""

    @property
    def dimension(self) -> int:
        """d, the number of parameters."""

    @property
    def n_samples(self) -> int:
        """n, the number of samples."""

    def loss(self, theta: ArrayLike) -> Losses:
        """(..., d) -> (...): the mean over all samples."""

    def gradient(self, theta: ArrayLike, samples: Indices | None = None) -> Thetas:
        """(..., d) -> (..., d): the mean over the named samples, or over all of them.

        samples is (m,), the same for all points, or (..., m) with the leading axes of theta, a row
        for each point. A point's gradient has the same bits alone and among others.
        """

    def sample_gradients(self, theta: ArrayLike) -> Array:
        """(d,) -> (n, d): one gradient a sample."""
