"""Paths cut into straight segments short enough to lie on a surface."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gdcore.typing import Array
from scenes.components.path.ground import Ground

SEGMENTS = 24
"""Most straight segments that one optimizer step is drawn with, so that it lies on the surface."""


@dataclass(frozen=True)
class Polyline:
    """A path cut into segments short enough to lie on the surface.

    theta (n, 2), loss (n,) at each vertex, and position (n,): the optimizer step, with fraction.
    """

    theta: Array
    loss: Array
    position: Array


def polyline(
    theta: Array, loss: Callable[[Array], Array], ground: Ground, segment: float
) -> Polyline:
    """The path through ``theta`` (steps + 1, 2) in segments no longer than about ``segment``.

    On flat ground each step is one segment.
    """
    segment = np.inf if ground.flat else segment
    lengths = np.hypot(*np.diff(theta, axis=0).T) if len(theta) > 1 else np.zeros(0)
    counts = np.clip(np.ceil(lengths / segment), 1, SEGMENTS).astype(int)
    steps = np.repeat(np.arange(len(counts)), counts)
    within = np.concatenate([np.arange(count) / count for count in counts] or [np.zeros(0)])
    position = np.append(steps + within, float(len(theta) - 1))
    points = np.stack(
        [np.interp(position, np.arange(len(theta)), theta[:, axis]) for axis in range(2)], axis=-1
    )
    return Polyline(points, np.asarray(loss(points)), position)
