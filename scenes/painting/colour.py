"""Colours as Cairo takes them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim.utils.color import ManimColor

from gdcore.typing import Array

RGB = tuple[float, float, float]


def rgb(colour: str) -> RGB:
    """Red, green and blue in [0, 1] of a colour of the theme."""
    red, green, blue = ManimColor(colour).to_rgb()
    return float(red), float(green), float(blue)


def mixed(colour: RGB, other: RGB, share: float) -> RGB:
    """``colour`` with ``share`` of it replaced by ``other``."""
    red, green, blue = (a + share * (b - a) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def ramp(shares: Array, colours: Sequence[str]) -> Array:
    """Colours (..., 3) of shares (...), from 0, the first of these colours, to 1, the last.

    They are as precise as the shares.
    """
    stops = np.array([rgb(colour) for colour in colours])
    places = np.linspace(0.0, 1.0, len(stops))
    found = np.empty((*shares.shape, 3), dtype=shares.dtype)
    for k in range(3):
        found[..., k] = np.interp(shares, places, stops[:, k])
    return found
