"""Dither: what keeps a slow gradient from falling into bands when it is rounded to 8 bits.

Half a level up or down is added before rounding, by a fixed pattern of the pixel's place, so that
neighbours are rounded differently and their mean is right, and every frame is dithered alike.  The
pattern is Jorge Jimenez's interleaved gradient noise ("Next generation post processing in Call of
Duty: Advanced Warfare", SIGGRAPH 2014), of which any 3 by 3 pixels hold about all values.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NOISE = (0.06711056, 0.00583715, 52.9829189)
"""A pixel's noise is the fraction of the last times the fraction of x and y by the first two."""


def dithered(colours: NDArray[np.float64]) -> NDArray[np.float64]:
    """Colours (height, width, channels), from 0 to 1, ready to be rounded to 255 levels."""
    rows, columns = np.indices(colours.shape[:2]) + 0.5
    noise = NOISE[2] * ((columns * NOISE[0] + rows * NOISE[1]) % 1.0) % 1.0
    return np.clip(colours + (noise[..., None] - 0.5) / 255, 0.0, 1.0)
