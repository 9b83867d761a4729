"""The shape of a card: a rectangle with round corners, and a line at its edge."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array

CORNER = 0.12
"""Radius of its corners."""
RIM = 0.5
"""How much of the contours' colour its edge has."""


def card(width: int, height: int, radius: float) -> tuple[Array, Array]:
    """Coverage (height, width) of a rectangle with rounded corners, and of a line at its edge."""
    x = np.abs(np.arange(width) + 0.5 - width / 2) - (width / 2 - radius)
    y = np.abs(np.arange(height) + 0.5 - height / 2) - (height / 2 - radius)
    over = np.stack(np.meshgrid(x, y), axis=-1)
    away = np.hypot(*np.moveaxis(np.maximum(over, 0.0), -1, 0))
    within = radius - np.where(away > 0, away, over.max(axis=-1))
    return np.clip(within + 0.5, 0.0, 1.0), np.clip(2.0 - within, 0.0, 1.0)
