"""What holds a surface up: the wall that it is cut out with, and its shadow on the floor."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gdcore.typing import Array
from scenes.components.surface.domain import Domain

PLINTH = 0.12
"""How far the wall goes on below the lowest point of the surface, in radii."""
AROUND = 240
"""Pieces of the wall, and of the floor."""
SHADOW = (0.60, 0.97, 1.14)
"""Radii at which the shadow on the floor begins, is darkest and ends."""


def wall(loss: Callable[[Array], Array], domain: Domain, sun: float) -> tuple[Array, Array]:
    """Corners (n, 5) of the triangles of the wall, in threes, and the points (3, m) it stands on.

    A corner is position, brink and light; the brink is the height of the surface above it.
    """
    angle = np.linspace(0.0, 2 * np.pi, AROUND + 1)
    around = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    theta = np.asarray(domain.centre) + domain.radius * around
    brink = domain.world(theta, loss(theta))[:, 2]
    toward = np.array([np.cos(np.radians(sun)), np.sin(np.radians(sun))])
    light = 0.42 + 0.58 * np.clip(0.5 + 0.5 * (around @ toward), 0.0, 1.0) ** 1.5
    top = np.column_stack([around, brink, brink, light])
    foot = np.column_stack([around, np.full_like(brink, -PLINTH), brink, light])
    return _band(top, foot), foot[:, :3].T.copy()


def floor() -> Array:
    """Corners (n, 4) of the triangles that the shadow falls on, as position and darkness."""
    angle = np.linspace(0.0, 2 * np.pi, AROUND + 1)
    level = np.full(AROUND + 1, -PLINTH)
    rings = [
        np.column_stack([r * np.cos(angle), r * np.sin(angle), level, np.full_like(level, dark)])
        for r, dark in zip(SHADOW, (1.0, 1.0, 0.0), strict=True)
    ]
    return np.concatenate([_band(rings[0], rings[1]), _band(rings[1], rings[2])])


def _band(one: Array, other: Array) -> Array:
    """Triangles between two rows of corners (n, k), in threes, (6 (n - 1), k)."""
    a, b, c, d = one[:-1], one[1:], other[:-1], other[1:]
    return np.stack([a, b, c, b, d, c], axis=1).reshape(-1, one.shape[1])
