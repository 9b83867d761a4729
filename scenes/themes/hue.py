"""What a colour is called by those who see it: one of eleven plain names."""

from __future__ import annotations

import math

from scenes.themes.colour import from_hex, oklab

NAMES = (
    "white", "grey", "black", "red", "orange", "brown", "yellow", "green", "turquoise", "blue",
    "purple", "pink",
)  # fmt: skip
COLOURLESS = 0.05
"""Chroma up to which a colour is white, grey or black."""
LIGHT, DARK = 0.85, 0.42
"""Lightness from which such a one is white, and up to which it is black."""
_HUES = (
    (20.0, "pink"), (42.0, "red"), (78.0, "orange"), (112.0, "yellow"), (172.0, "green"),
    (215.0, "turquoise"), (285.0, "blue"), (325.0, "purple"), (360.0, "pink"),
)  # fmt: skip
"""The angle in OKLCH up to which each of them goes, in degrees."""


def hue(colour: str) -> str:
    """The name of a hex code."""
    lightness, a, b = oklab(from_hex(colour)).tolist()
    if math.hypot(a, b) <= COLOURLESS:
        return "white" if lightness >= LIGHT else "black" if lightness <= DARK else "grey"
    angle = math.degrees(math.atan2(b, a)) % 360.0
    name = next(name for end, name in _HUES if angle <= end)
    if (name == "orange" and lightness < 0.6) or (name == "yellow" and lightness < 0.75):
        return "brown"
    if name == "red" and lightness < 0.4:
        return "brown"
    if name == "pink" and lightness < 0.6:
        return "red" if angle < 30.0 or angle > 350.0 else "purple"
    return name
