"""Heights between those that were computed on a grid: cubic convolution, after Keys (1981)."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array

BASIS = np.array([[0, -1, 2, -1], [2, 0, -5, 3], [0, 1, 4, -3], [0, 0, -1, 1]]) / 2.0
"""Of each of four neighbours, how much it counts as a polynomial of the place between the middle
two: values at the grid's places are kept, and slopes are those of the parabola through three."""


class Sampled:
    """A loss of two parameters, known on a grid.

    Args:
        u: (m,), evenly spaced.
        v: (n,), evenly spaced.
        heights: (n, m), a row for each v.
    """

    def __init__(self, u: Array, v: Array, heights: Array) -> None:
        self._first = np.array([u[0], v[0]])
        self._step = np.array([u[1] - u[0], v[1] - v[0]])
        ends = np.pad(heights, 1, mode="reflect", reflect_type="odd")  # straight on at the edges
        self._heights = np.asarray(ends.T)

    def loss(self, theta: Array) -> Array:
        """(..., 2) -> (...)."""
        return self._sum(theta, (0, 0))

    def gradient(self, theta: Array) -> Array:
        """(..., 2) -> (..., 2)."""
        slopes = [self._sum(theta, order) for order in ((1, 0), (0, 1))]
        return np.asarray(np.stack(slopes, axis=-1) / self._step)

    def _sum(self, theta: Array, order: tuple[int, int]) -> Array:
        place = (np.asarray(theta) - self._first) / self._step
        size = np.array(self._heights.shape) - 3
        low = np.clip(np.floor(place).astype(int), 0, size - 1)
        weights = [_weights((place - low)[..., k], order[k]) for k in range(2)]
        total = np.zeros(place.shape[:-1])
        for i in range(4):
            for j in range(4):
                known = self._heights[low[..., 0] + i, low[..., 1] + j]
                total += weights[0][..., i] * weights[1][..., j] * known
        return total


def _weights(share: Array, order: int) -> Array:
    """Of four neighbours (..., 4), or how fast these change where ``order`` is 1."""
    ones, zeros = np.ones_like(share), np.zeros_like(share)
    powers = [
        [ones, share, share**2, share**3],
        [zeros, ones, 2.0 * share, 3.0 * share**2],
    ][order]
    return np.asarray(np.stack(powers, axis=-1) @ BASIS.T)
