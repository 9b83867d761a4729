"""What a bank of fog looks like from above: a tile of billows, computed once."""

from __future__ import annotations

from functools import cache

import numpy as np

from gdcore.typing import Array

TILE = 256
"""Points along a side of the tile, which goes on beyond each side as it began at the other."""
PUFFS = ((4, 0.70), (9, 0.24), (19, 0.06))
"""Of round heaps, of which small ones stand on larger: how many along a side, and how high."""
HAZE, FALL = 0.55, 2.1
"""The share of what is no heap but noise of all sizes, and by which power of their size the small
are lower than the large in that."""
SMALLEST = 16.0
"""How often the smallest there is, of noise and of heaps, may be along a side, about."""
SPREAD = 0.17
"""Standard deviation of the heights, which lie about 1/2."""
STEEPEST = 0.08
"""The slope, from a point to the next, that is told by a half, up or down."""
SEED = 11


@cache
def billows() -> Array:
    """Heights (TILE, TILE), from 0 to 1, and their slopes along columns and rows, about 1/2."""
    random = np.random.default_rng(SEED)
    heaps = sum(height * _puffs(count, random) for count, height in PUFFS)
    both = (1.0 - HAZE) * _even(np.asarray(heaps)) + HAZE * _even(_haze(random))
    soft = _even(_filtered(both, np.exp(-((_often() / (1.4 * SMALLEST)) ** 2))))
    height = np.clip(0.5 + SPREAD * soft, 0.0, 1.0)
    slopes = [(np.roll(height, -1, axis) - np.roll(height, 1, axis)) / 2 for axis in (1, 0)]
    told = [0.5 + 0.5 * slope / STEEPEST for slope in slopes]
    found = np.clip(np.stack([height, *told], axis=-1), 0.0, 1.0)
    found.flags.writeable = False
    return found


def _puffs(count: int, random: np.random.Generator) -> Array:
    """Round heaps (TILE, TILE), so many along a side, from 0 between them to 1."""
    middles = random.uniform(0.1, 0.9, (count, count, 2))
    place = (np.arange(TILE) + 0.5) / TILE * count
    cell = place.astype(int)
    nearest = np.full((TILE, TILE), np.inf)
    for down in (-1, 0, 1):
        for across in (-1, 0, 1):
            rows, columns = (cell + down)[:, None], (cell + across)[None]
            middle = middles[rows % count, columns % count]
            away = rows + middle[..., 0] - place[:, None], columns + middle[..., 1] - place
            nearest = np.minimum(nearest, away[0] ** 2 + away[1] ** 2)
    return np.asarray(np.sqrt(np.clip(1.0 - nearest / 1.1, 0.0, None)))


def _haze(random: np.random.Generator) -> Array:
    """Noise (TILE, TILE) of all sizes."""
    often = _often()
    strength = np.where(often > 1.0, np.maximum(often, 1.0) ** -FALL, 0.0)
    strength *= np.exp(-((often / SMALLEST) ** 2))
    return _filtered(random.standard_normal((TILE, TILE)), strength)


def _often() -> Array:
    """How often the waves (TILE, TILE) that a tile is made of are along a side."""
    return np.asarray(np.hypot(*np.meshgrid(*[np.fft.fftfreq(TILE) * TILE] * 2)))


def _filtered(heights: Array, strength: Array) -> Array:
    """Heights with their waves of so much strength."""
    return np.asarray(np.fft.ifft2(np.fft.fft2(heights) * strength).real)


def _even(heights: Array) -> Array:
    """The same about 0, with a standard deviation of 1."""
    return np.asarray((heights - heights.mean()) / heights.std())
