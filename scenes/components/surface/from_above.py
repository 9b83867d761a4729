"""Ground as it is seen from straight above: in the light, and with the lines, of surfaces."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gdcore.typing import Array
from scenes.components.surface.light import in_light, light_on
from scenes.theme import Theme

SUN = 145.0
"""Where it stands, in degrees: at the upper left, as on maps of mountains."""
HEIGHT = 0.65
"""How high the highest ground stands above the lowest, in radii of a disc as large as the map."""
POINTS = 180
"""Points along the longer side of a map at which light is computed; it is smooth between them."""
LINES = ((1.0, 1.15, 0.30), (5.0, 1.45, 0.46))
"""Of hair lines and of stronger ones: every how many levels, half the width in pixels, opacity."""
CLOSE, SMOOTH = 0.42, 0.26
"""How many lines in a pixel are too many to be drawn, and over how many fewer they fade."""


def ground(
    loss: Callable[[Array], Array],
    gradient: Callable[[Array], Array],
    x: Array,
    y: Array,
    theme: Theme,
    *,
    high: float | None = None,
    radius: float | None = None,
    palest: float = 1.0,
) -> Array:
    """Colours (n, m, 3) of the ground at parameters ``x`` (m,) and ``y`` (n,), in the light.

    Both grow evenly.  Beyond the sides of the map, the ground throws no shadow on it.  Of a map
    that is a part of a larger one ``high`` is the loss that stands highest on it, and ``radius``
    that of a disc as large.  Of the colours of heights it has those up to the share ``palest``.
    """
    losses = loss(places(x, y))
    low = float(losses.min())
    high = float(losses.max()) if high is None else high
    across, up = float(np.ptp(x)), float(np.ptp(y))
    radius = float(np.sqrt(across * up / np.pi)) if radius is None else radius
    cell = max(across, up) / POINTS
    few_x, few_y = (_fewer(along, cell) for along in (x, y))
    steep, theta = HEIGHT / (high - low), places(few_x, few_y)
    height = np.minimum(steep * (loss(theta) - low), HEIGHT)
    bright = light_on(height, steep * radius * gradient(theta), cell / radius, SUN)
    bright = _between(_between(bright, few_y, y, 0), few_x, x, 1)
    shares = np.clip((losses - low) / (high - low), 0.0, 1.0)
    return in_light(palest * shares, bright, theme)


def contours(value: Array, slope: Array) -> Array:
    """How strong the lines at whole values (...) are; ``slope`` (..., 2) is in a pixel.

    The shader `lines.glsl` draws those of surfaces by the same rule.
    """
    steep = np.maximum(np.abs(slope[..., 0]) + np.abs(slope[..., 1]), 1e-6)
    strongest = np.zeros_like(value)
    for every, half, opacity in LINES:
        near = np.abs(value / every - np.round(value / every)) * every / steep
        there = _smooth((CLOSE - steep / every) / SMOOTH)
        strongest = np.maximum(strongest, opacity * there * _smooth((half - near) / 1.2))
    return strongest


def places(x: Array, y: Array) -> Array:
    """Parameters (n, m, 2) of all pairs of ``x`` (m,) and ``y`` (n,)."""
    return np.stack(np.meshgrid(x, y), axis=-1)


def _fewer(along: Array, cell: float) -> Array:
    """Points about ``cell`` apart from one end to the other."""
    count = max(int(np.ptp(along) / cell), 2)
    return np.linspace(float(along[0]), float(along[-1]), count)


def _between(values: Array, few: Array, many: Array, axis: int) -> Array:
    """Values at few places along an axis, at many places."""
    at = np.interp(many, few, np.arange(len(few)))
    low = np.minimum(at.astype(int), len(few) - 2)
    shape = [-1 if k == axis else 1 for k in range(values.ndim)]
    share = (at - low).reshape(shape)
    return np.asarray((1.0 - share) * values.take(low, axis) + share * values.take(low + 1, axis))


def _smooth(share: Array) -> Array:
    share = np.clip(share, 0.0, 1.0)
    return np.asarray(share * share * (3.0 - 2.0 * share))
