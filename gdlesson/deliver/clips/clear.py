"""Pictures of a scene on nothing, as video with an alpha channel wants them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Colours = NDArray[Any]
"""In single precision, from 0 to 255, however often they are multiplied."""
TRUST = 3.0
"""The alpha, of 255, from which on a pixel's own colour counts more than that of its neighbours."""


def straight(pixels: Pixels) -> Pixels:
    """RGBA (height, width, 4) whose colours are not multiplied by their alpha any more.

    Where nothing is, the colour is that of what is near: an encoder mixes the colours of
    neighbours, whatever their alpha is, and where these were black, edges would get a dark fringe.
    """
    premultiplied = pixels.astype(np.float32)
    alpha = premultiplied[..., 3:]
    around = _spread(premultiplied)
    colours = (255 * premultiplied[..., :3] + TRUST * around) / (alpha + TRUST)
    made = np.empty_like(pixels)
    made[..., :3] = np.clip(colours + 0.5, 0, 255)
    made[..., 3] = pixels[..., 3]
    return made


def _spread(premultiplied: Colours) -> Colours:
    """Colours (height, width, 3) everywhere: at each place, those nearby by their alpha.

    Halves the picture until all of it has colour, and fills from the small one back.
    """
    height, width = premultiplied.shape[:2]
    if max(height, width) == 1:
        one: Colours = 255 * premultiplied[..., :3] / np.maximum(premultiplied[..., 3:], 1.0)
        return one.astype(np.float32)
    half = _halved(premultiplied)
    below = np.repeat(np.repeat(_spread(half), 2, axis=0), 2, axis=1)[:height, :width]
    alpha = premultiplied[..., 3:]
    mixed: Colours = (255 * premultiplied[..., :3] + TRUST * below) / (alpha + TRUST)
    return mixed


def _halved(premultiplied: Colours) -> Colours:
    """Means of two by two, those at the edges of what there is."""
    height, width = premultiplied.shape[:2]
    even = np.pad(premultiplied, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    rows = even[0::2] + even[1::2]
    halved: Colours = (rows[:, 0::2] + rows[:, 1::2]) / 4
    return halved
