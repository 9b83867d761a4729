"""A disc of points and the triangles between them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array


def disc(rings: int, radius: float = 1.0) -> Array:
    """World points (n, 3) at height 0: the centre, then rings of 6, 12, 18, ... points."""
    ring = np.repeat(np.arange(1, rings + 1), 6 * np.arange(1, rings + 1))
    within = np.arange(len(ring)) - 3 * ring * (ring - 1)
    angle = 2 * np.pi * within / (6 * ring)
    around = np.stack([np.cos(angle), np.sin(angle), np.zeros(len(ring))], axis=-1)
    return np.concatenate([np.zeros((1, 3)), radius * (ring / rings)[:, None] * around])


def triangles(rings: int) -> NDArray[np.int32]:
    """Corners of the triangles, nearly equilateral, between the points of a disc."""
    found = []
    for ring in range(1, rings + 1):
        outer, here = 3 * ring * (ring - 1) + 1, 6 * ring
        inside = max(here - 6, 1)
        inner = outer - inside
        k = np.arange(here)
        below = k - k // ring  # the point further in that a point stands on
        first, second = inner + below % inside, inner + (below + 1) % inside
        found.append(np.stack([outer + k, outer + (k + 1) % here, first], axis=-1))
        between = k % ring < ring - 1
        found.append(np.stack([outer + (k + 1) % here, second, first], axis=-1)[between])
    return np.concatenate(found).astype(np.int32)
