"""Dither: what keeps a slow gradient from falling into bands when it is rounded to 8 bits.

Half a level up or down is added before rounding, by a fixed pattern of the pixel's place, so that
neighbours are rounded differently and their mean is right, and every frame is dithered alike.  The
pattern is Jorge Jimenez's interleaved gradient noise ("Next generation post processing in Call of
Duty: Advanced Warfare", SIGGRAPH 2014), of which any 3 by 3 pixels hold about all values.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

NOISE = (0.06711056, 0.00583715, 52.9829189)
"""A pixel's noise is the fraction of the last times the fraction of x and y by the first two."""
ROUND = 256
"""Pixels by which the pattern that is kept grows: a picture that changes its size shares it."""


def dithered(colours: NDArray[Any], where: NDArray[np.bool_] | None = None) -> NDArray[Any]:
    """Colours (height, width, channels), from 0 to 1, ready to be rounded to 255 levels.

    With ``where``, (height, width), they are those (n, channels) of its pixels alone.
    """
    height, width = (colours if where is None else where).shape[:2]
    noise = _noise(_round(height), _round(width))[:height, :width]
    if where is not None:
        noise = noise[where]
    return np.clip(colours + noise.astype(colours.dtype), 0.0, 1.0)


def _round(pixels: int) -> int:
    """A side that is at least as long, which pictures of about a size have in common."""
    return -(-pixels // ROUND) * ROUND


@lru_cache(maxsize=8)
def _noise(height: int, width: int) -> NDArray[np.float64]:
    """What is added to each pixel, (height, width, 1); the same for all pictures."""
    rows, columns = np.indices((height, width)) + 0.5
    noise = NOISE[2] * ((columns * NOISE[0] + rows * NOISE[1]) % 1.0) % 1.0
    return np.asarray((noise[..., None] - 0.5) / 255)
