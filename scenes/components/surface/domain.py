"""Which parameters are drawn of a loss, and how high its losses stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array
from scenes.components.surface.disc import disc

SAMPLED = 76
"""Rings of points at which the extremes of a loss are looked for."""


@dataclass(frozen=True)
class Domain:
    """The disc of parameters that is drawn, and how a loss becomes a height.

    World coordinates: the disc has radius 1, and heights run from 0 at ``low`` to ``height`` at
    ``high``.
    """

    centre: tuple[float, float]
    radius: float
    low: float
    high: float
    height: float

    def world(self, theta: Array, loss: Array) -> Array:
        """World coordinates (..., 3) of parameters (..., 2) at their losses (...)."""
        flat = (np.asarray(theta) - np.asarray(self.centre)) / self.radius
        lifted = (np.asarray(loss) - self.low) / (self.high - self.low) * self.height
        return np.concatenate([flat, lifted[..., None]], axis=-1)

    def contains(self, theta: Array) -> NDArray[np.bool_]:
        """Whether parameters (..., 2) lie on the disc."""
        offset = (np.asarray(theta) - np.asarray(self.centre)) / self.radius
        inside: NDArray[np.bool_] = np.hypot(offset[..., 0], offset[..., 1]) <= 1.0
        return inside


def fit_domain(
    loss: Callable[[Array], Array],
    centre: Array,
    radius: float,
    height: float,
) -> Domain:
    """The disc about ``centre``, with heights between the least and largest loss on it."""
    theta = np.asarray(centre) + radius * disc(SAMPLED)[:, :2]
    values = loss(theta)
    return Domain(
        (float(centre[0]), float(centre[1])),
        float(radius),
        float(values.min()),
        float(values.max()),
        height,
    )
