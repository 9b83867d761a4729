"""The shape of a card: a rectangle with round corners, and a line at its edge."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gdcore.typing import Array

Part = tuple[slice, slice]
"""Some of its rows and of its columns."""

CORNER = 0.12
"""Radius of its corners."""
RIM = 0.5
"""How much of the contours' colour its edge has."""


def card(
    width: int, height: int, radius: float, part: Part = (slice(None), slice(None))
) -> tuple[Array, Array]:
    """Coverage (rows, columns) of a rectangle with rounded corners, and of a line at its edge.

    Of all of its pixels, (height, width), or of a ``part`` of them.
    """
    x = (np.abs(np.arange(width) + 0.5 - width / 2) - (width / 2 - radius))[part[1]]
    y = (np.abs(np.arange(height) + 0.5 - height / 2) - (height / 2 - radius))[part[0], None]
    away = np.hypot(np.maximum(x, 0.0), np.maximum(y, 0.0))
    within = radius - np.where(away > 0, away, np.maximum(x, y))
    return np.clip(within + 0.5, 0.0, 1.0), np.clip(2.0 - within, 0.0, 1.0)


def sides(width: int, height: int, radius: float, seen: Part) -> Iterator[Part]:
    """What of the card that is ``seen`` meets its edge: all else is whole, and without a line.

    The parts do not overlap.
    """
    deep = int(np.ceil(max(radius, 2.0))) + 1
    top, left = min(deep, height), min(deep, width)
    bottom, right = max(height - deep, top), max(width - deep, left)
    for part in (
        (slice(0, top), slice(0, width)),
        (slice(bottom, height), slice(0, width)),
        (slice(top, bottom), slice(0, left)),
        (slice(top, bottom), slice(right, width)),
    ):
        yield _common(part[0], seen[0]), _common(part[1], seen[1])


def _common(one: slice, other: slice) -> slice:
    start = max(one.start, other.start)
    return slice(start, max(start, min(one.stop, other.stop)))
