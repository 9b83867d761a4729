"""Where the eye is, and where it sees things."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from gdcore.typing import Array

PERSPECTIVE = 4.6
"""Distance from the eye to the middle of the surface, whose radius is 1."""
MIDDLE = np.array([0.0, 0.0, 0.25])
"""What the eye looks at, in world coordinates."""
NEAR, FAR = PERSPECTIVE - 2.2, PERSPECTIVE + 2.2
"""Distances from the eye that have the depths 0 and 1."""
_CLOSEST = 0.05
"""What is nearer to the eye than this, or behind it, is far outside the picture."""


@dataclass(frozen=True)
class View:
    """Where the eye is: angles in degrees; the fit keeps the surface inside its slot."""

    azimuth: float
    elevation: float
    scale: float = 1.0
    shift: tuple[float, float] = (0.0, 0.0)

    @property
    def eye(self) -> Array:
        """Where the eye is, (3,), in world coordinates."""
        return np.asarray(MIDDLE + PERSPECTIVE * self.rotation()[2])

    def closer(self, place: Array, middle: Array, times: float, pull: float = 2.0) -> View:
        """The same view, ``times`` as large, as through a lens of a longer focal length.

        The world ``place`` (3,) comes from where it was seen, ``p``, nearer to ``middle`` (2,) of
        the frame: it is then seen at ``middle + (p - middle) / times**pull``.
        """
        seen, shift = self.project(place)[:2], np.asarray(self.shift)
        moved = middle + (seen - middle) / times**pull + times * (shift - seen)
        return replace(self, scale=times * self.scale, shift=(float(moved[0]), float(moved[1])))

    def rotation(self) -> Array:
        """Rows: right, up and towards the eye, in world coordinates."""
        return _rotation(self.azimuth, self.elevation)

    def project(self, world: Array) -> Array:
        """Frame coordinates and depth in [0, 1], (..., 3), of world points (..., 3)."""
        eye = (np.asarray(world) - MIDDLE) @ self.rotation().T
        away = np.maximum(PERSPECTIVE - eye[..., 2], _CLOSEST)
        flat = eye[..., :2] * (PERSPECTIVE / away)[..., None] * self.scale
        depth = (away - NEAR) / (FAR - NEAR)
        return np.concatenate([flat + np.asarray(self.shift), depth[..., None]], axis=-1)

    def bounds(self, world: Array) -> tuple[Array, Array]:
        """Least and greatest frame coordinates, (2,) each, of world points given as (3, n)."""
        right, up, towards = self.rotation() @ (world - MIDDLE[:, None])
        enlarged = (PERSPECTIVE * self.scale) / np.maximum(PERSPECTIVE - towards, _CLOSEST)
        flat = [right * enlarged, up * enlarged]
        shift = np.asarray(self.shift)
        low, high = ([extreme(axis) for axis in flat] for extreme in (np.min, np.max))
        return low + shift, high + shift


@lru_cache(maxsize=8)
def _rotation(azimuth: float, elevation: float) -> Array:
    a, e = np.radians(azimuth), np.radians(elevation)
    right = np.array([-np.sin(a), np.cos(a), 0.0])
    towards = np.array([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)])
    rows = np.stack([right, np.cross(towards, right), towards])
    rows.flags.writeable = False
    return rows
