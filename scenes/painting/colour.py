"""Colours as Cairo takes them."""

from __future__ import annotations

from manim.utils.color import ManimColor

RGB = tuple[float, float, float]


def rgb(colour: str) -> RGB:
    """Red, green and blue in [0, 1] of a colour of the theme."""
    red, green, blue = ManimColor(colour).to_rgb()
    return float(red), float(green), float(blue)


def mixed(colour: RGB, other: RGB, share: float) -> RGB:
    """``colour`` with ``share`` of it replaced by ``other``."""
    red, green, blue = (a + share * (b - a) for a, b in zip(colour, other, strict=True))
    return red, green, blue
