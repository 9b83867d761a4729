"""The triangles between the points of a disc."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


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
