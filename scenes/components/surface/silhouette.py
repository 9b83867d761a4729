"""Where the ground ends before what is behind it: edges that are to be smoothed when drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array

REACH = 3.0
"""Pixels to each side of an edge, and beyond its ends, in which pixels are smoothed."""


class Silhouette:
    """The edges of a mesh beyond which its triangles turn away from the eye.

    Args:
        triangles: (m, 3), corners of the triangles, which all turn the same way.
    """

    def __init__(self, triangles: NDArray[np.int32]) -> None:
        sides = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
        owner = np.tile(np.arange(len(triangles)), 3)
        sides.sort(axis=1)
        order = np.lexsort(sides.T)
        sides, owner = sides[order], owner[order]
        both = np.flatnonzero((sides[1:] == sides[:-1]).all(axis=1))
        self._triangles, self._ends = triangles, sides[both]
        self._owners = np.stack([owner[both], owner[both + 1]], axis=1)
        self.most = 6 * len(both)
        """Corners that there may be about the silhouette."""

    def around(self, points: Array) -> Array:
        """Corners (n, 2) of triangles, in threes, about the silhouette.

        ``points`` (k, 2) are the corners of the mesh as they are seen, in pixels.
        """
        a, b, c = (points[self._triangles[:, k]] for k in range(3))
        first, second = b - a, c - a
        facing = first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0] > 0
        turning = facing[self._owners[:, 0]] != facing[self._owners[:, 1]]
        return about(*(points[self._ends[turning, k]] for k in range(2)))


def about(start: Array, end: Array) -> Array:
    """Corners (6 n, 2) of triangles, in threes, about lines from ``start`` (n, 2) to ``end``."""
    along = end - start
    along *= REACH / np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    aside = along[:, ::-1] * [1.0, -1.0]
    start, end = start - along, end + along
    p, q, r, s = start - aside, start + aside, end - aside, end + aside
    return np.asarray(np.stack([p, r, q, q, r, s], axis=1).reshape(-1, 2))
