"""The light on a surface: computed once, since it falls alike whatever side the eye is on.

A key light as of a low sun, whose shadows are soft, and light from all of the sky, which reaches
less into hollows (ambient occlusion).  Both are read off the heights on a grid, by how far the
ground rises above the horizon.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from gdcore.typing import Array
from scenes.painting.colour import ramp, rgb
from scenes.plans.ground import Domain
from scenes.theme import Theme

GRID = 320
"""Points a side of the square in which light is computed; it is smooth between them."""
EDGE = 1.04
"""Half a side of the square, in how far the surface reaches."""
ALTITUDE = 36.0
"""Of the sun above the horizon, in degrees."""
SOFT = 0.16
"""Half the width of a shadow's edge, as slopes of the ray that it is drawn by."""
SUNS = (-8.0, 0.0, 8.0)
"""Degrees to the side from which light comes too: a wide sun has soft shadows."""
AROUND = 16
"""Directions in which the sky is looked for."""
STEPS = (1, 2, 3, 5, 8, 12, 17, 24, 33, 45, 60, 80, 105, 135)
"""How far off ground is looked for that hides the sun or the sky, in points of the grid."""
KEY, SKY = 0.92, 0.50
"""Strengths of the two lights."""
WARM, COOL = np.array([1.06, 1.0, 0.93]), np.array([0.94, 0.98, 1.10])
"""Colours of the key light and of the sky's."""
BRIM = 1.02
"""How far the ground goes on, in itself, so that between its last points and the next none is dark.
"""
BELOW = -9.0
"""Height, in radii, of what is beyond the rim: nothing stands there."""


def coloured(
    loss: Callable[[Array], Array],
    gradient: Callable[[Array], Array],
    domain: Domain,
    theme: Theme,
    azimuth: float,
) -> Array:
    """Colours of the ground as it lies in the light, (GRID, GRID, 4), rows by y, columns by x.

    The last is how high above the ground it is shaded, as a share of the height of the surface.
    The sun stands at ``azimuth``, in degrees.
    """
    shares = shares_of_height(loss, domain)
    colours = in_light(shares, sunlit(loss, gradient, domain, azimuth), theme)
    shaded = np.clip(shaded_below(shares, domain, azimuth), 0.0, 1.0)
    return np.concatenate([colours, shaded[..., None]], axis=-1)


def shares_of_height(loss: Callable[[Array], Array], domain: Domain) -> Array:
    """How high each point of the grid is, (GRID, GRID), as a share of the height of the surface."""
    theta = domain.theta(grid(domain))
    return np.asarray((loss(theta) - domain.low) / (domain.high - domain.low))


def shaded_below(shares: Array, domain: Domain, azimuth: float) -> Array:
    """How high over each point of the grid there is shade, (GRID, GRID), as shares of the height.

    The ground has heights of so many ``shares`` (GRID, GRID); beyond the rim there is none.
    """
    inside = domain.within(grid(domain))
    wide = np.pad(np.where(inside, shares, BELOW), STEPS[-1], constant_values=BELOW)
    # What stands a way off shades what lies lower than it by the fall of a ray over that way.
    turn, fall = np.radians(azimuth), np.tan(np.radians(ALTITUDE)) / domain.height * cell(domain)
    towards = np.array([np.cos(turn), np.sin(turn)])
    highest = np.full(shares.shape, BELOW)
    for step in range(2, STEPS[-1], 2):
        there, away = _aside(wide, step * towards)
        highest = np.maximum(highest, there - fall * away)
    return highest


def in_light(shares: Array, bright: Array, theme: Theme) -> Array:
    """Colours (..., 3) of ground, by its heights as shares (...) and the light on it (..., 3)."""
    shadow = np.array(rgb(theme.shadow), dtype=shares.dtype)
    own = ramp(np.clip(shares, 0.0, 1.0), theme.heights) - shadow
    return np.asarray(np.clip(shadow + (1.0 + theme.shading * (bright - 1.0)) * own, 0.0, 1.0))


def sunlit(
    loss: Callable[[Array], Array],
    gradient: Callable[[Array], Array],
    domain: Domain,
    azimuth: float,
) -> Array:
    """How bright each point of the grid is, (GRID, GRID, 3), rows by y and columns by x.

    About 1 is a level plain in the sun, which stands at ``azimuth``, in degrees.
    """
    places = grid(domain)
    theta = domain.theta(places)
    steep = domain.radius * domain.height / (domain.high - domain.low)
    height = domain.world(theta, loss(theta))[..., 2]
    height = np.where(domain.within(places / BRIM), height, BELOW)
    return light_on(height, steep * gradient(theta), cell(domain), azimuth)


def light_on(height: Array, slope: Array, cell: float, azimuth: float) -> Array:
    """How bright ground is (n, m, 3), by its height (n, m) at points ``cell`` apart.

    Rows are by y and columns by x; ``slope`` (n, m, 2) is that of the height.  Beyond the grid the
    ground goes on as high as at its edge.
    """
    normals = _normals(slope)
    wide = np.pad(height, STEPS[-1], mode="edge")
    return _lights(normals, _key(wide, normals, cell, azimuth), _sky(wide, cell))


def open_light(slope: Array, azimuth: float) -> Array:
    """How bright ground is (n, m, 3) that has the whole sky above it, by its slope (n, m, 2)."""
    normals = _normals(slope)
    suns = (_falls(normals, azimuth + aside) for aside in SUNS)
    return _lights(normals, sum(suns, np.zeros(normals.shape[:2])) / len(SUNS), np.ones(()))


def _normals(slope: Array) -> Array:
    """Directions (..., 3) of length 1 that stand on ground of these slopes (..., 2)."""
    normals = np.concatenate([-slope, np.ones((*slope.shape[:-1], 1))], axis=-1)
    return np.asarray(normals / np.linalg.norm(normals, axis=-1, keepdims=True))


def _lights(normals: Array, key: Array, sky: Array) -> Array:
    """Both lights together, (..., 3), by how much there is of each."""
    near = SKY * sky[..., None] * COOL * (0.75 + 0.25 * normals[..., 2:])
    return np.asarray(KEY * key[..., None] * WARM + near)


def _falls(normals: Array, azimuth: float) -> Array:
    """How much light of a sun there falls on ground (...), by the angle."""
    turn, rise = np.radians(azimuth), np.tan(np.radians(ALTITUDE))
    sun = np.array([np.cos(turn), np.sin(turn), rise]) / np.hypot(1.0, rise)
    return np.asarray(np.clip(normals @ sun, 0.0, None))


def open_to_the_sky(slope: Array, azimuth: float) -> Array:
    """How bright open ground is (..., 3), by its slope (..., 2): nothing throws a shadow on it."""
    x, y = slope[..., 0], slope[..., 1]
    up = 1.0 / np.hypot(np.hypot(x, y), 1.0)  # as squares, the slopes of a hair of a bowl overflow
    turn, rise = float(np.radians(azimuth)), float(np.tan(np.radians(ALTITUDE)))
    towards = x * math.cos(turn) + y * math.sin(turn)
    key = KEY * np.clip((rise - towards) * up, 0.0, None) / math.hypot(1.0, rise)
    warm, cool = (light.astype(slope.dtype) for light in (WARM, SKY * COOL))
    return np.asarray(key[..., None] * warm + cool * (0.75 + 0.25 * up[..., None]))


def cell(domain: Domain) -> float:
    """From one of the points at which light is computed to the next, in world coordinates."""
    return 2 * EDGE * domain.reach / GRID


def grid(domain: Domain) -> Array:
    """World x and y, (GRID, GRID, 2), of the points at which light is computed."""
    along = (np.arange(GRID) + 0.5 - GRID / 2) * cell(domain)
    return np.stack(np.meshgrid(along, along), axis=-1)


def _key(wide: Array, normals: Array, cell: float, azimuth: float) -> Array:
    """The key light (n, m), by the angle it falls at, and where ground is in its way."""
    lit, rise = np.zeros(normals.shape[:2]), np.tan(np.radians(ALTITUDE))
    for aside in SUNS:
        turn = np.radians(azimuth + aside)
        towards = np.array([np.cos(turn), np.sin(turn)])
        above = (_horizon(wide, cell, towards) - rise) / SOFT
        open_ = 1.0 - _smooth((above + 1.0) / 2.0)
        lit += open_ * _falls(normals, azimuth + aside)
    return np.asarray(lit / len(SUNS))


def _sky(wide: Array, cell: float) -> Array:
    """The share of the sky (n, m) that each point sees."""
    hidden = np.zeros(np.array(wide.shape) - 2 * STEPS[-1])
    for turn in np.arange(AROUND) / AROUND * 2 * np.pi:
        slope = _horizon(wide, cell, np.array([np.cos(turn), np.sin(turn)]))
        # The sine of the angle up to which ground stands before the sky; 0 of a level horizon.
        hidden += slope / np.hypot(1.0, slope)
    return np.asarray((1.0 - hidden / AROUND) ** 1.4)


def _horizon(wide: Array, cell: float, towards: Array) -> Array:
    """How steeply the ground rises at most (n, m) on the way in a direction (2,).

    ``wide`` are the heights, with as many more on each side as the way has steps.
    """
    margin = STEPS[-1]
    height = wide[margin:-margin, margin:-margin]
    steepest = np.zeros_like(height)
    for step in STEPS:
        there, away = _aside(wide, step * towards)
        steepest = np.maximum(steepest, (there - height) / (away * cell))
    return steepest


def _aside(wide: Array, way: Array) -> tuple[Array, float]:
    """Heights (n, m) a way (2,) off each point, in points of the grid, and how long the way is.

    ``wide`` has as many more points on each side as the way may be long.
    """
    margin = STEPS[-1]
    rows, columns = np.array(wide.shape) - 2 * margin
    # Whole points are near enough, and a slice of them costs nothing; so the way is measured anew.
    across, along = np.rint(way).astype(int)
    top, left = margin + along, margin + across
    return wide[top : top + rows, left : left + columns], float(np.hypot(across, along))


def _smooth(share: Array) -> Array:
    share = np.clip(share, 0.0, 1.0)
    return share * share * (3.0 - 2.0 * share)
