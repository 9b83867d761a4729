"""More samples of the kind that a data set has: drawn from its rows, with noise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gdcore.datasets.dataset import Dataset
from gdcore.errors import number, whole_number
from gdcore.typing import Array

MOST_SAMPLES = 10_000_000
MOST_NOISE = 10.0


def resampled(data: Dataset, n: int, *, noise: float = 0.2, seed: int = 0) -> Dataset:
    """Draw any number of samples as the rows of a data set might have been.

    sample = mean + (row - mean + noise z) / sqrt(1 + noise^2), with a row drawn from all of them,
    with replacement, and z normal with the covariance of the rows. So means and covariances, and
    with them the line of least squares, are those of the data but for chance.

    Args:
        data: whose rows are drawn.
        n: how many samples, from 2 to ten millions.
        noise: of a sample about its row, in spreads of the data; 0 repeats rows as they are.
        seed: of NumPy's default generator (PCG64).

    Raises:
        HyperparameterError: a value outside its range.

    Source: the smoothed bootstrap with shrinkage (Silverman and Young, Biometrika 74, 1987).

    >>> from gdcore import datasets
    >>> few = datasets.load("stopping-distance")
    >>> many = resampled(few, 500_000)
    >>> len(many), few.y.mean().round(1).item(), many.y.mean().round(1).item()
    (500000, 43.0, 43.0)
    """
    n = whole_number("n", n, 2, MOST_SAMPLES)
    noise = number("noise", noise, 0.0, MOST_NOISE)
    generator = np.random.default_rng(whole_number("seed", seed, 0, 2**63 - 1))
    rows = np.stack([data.x, data.y])
    middle = rows.mean(axis=1, keepdims=True)
    away = rows - middle
    drawn = away[:, generator.integers(0, rows.shape[1], n)]
    if noise > 0.0:
        drawn += noise * (_root(away) @ generator.standard_normal((2, n)))
        drawn /= np.sqrt(1.0 + noise * noise)
    drawn += middle
    drawn.flags.writeable = False
    x, y = drawn
    source = f"Drawn from {rows.shape[1]:,} rows, with noise and a seed: {data.source}"
    return replace(data, x=x, y=y, source=source, left_out=())


def _root(away: Array) -> Array:
    """(2, 2): a matrix whose square, with its transpose, is the covariance of the rows.

    It is found by singular values, so that rows on one line, which have no Cholesky factor, do.
    """
    left, sizes, _ = np.linalg.svd(away, full_matrices=False)
    return np.asarray(left * (sizes / np.sqrt(away.shape[1])))
