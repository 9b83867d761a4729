"""Pieces: what a mobject paints at once, and how lines are cut into them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from scenes.painting.cel import Raster
from scenes.painting.extent import Extent
from scenes.painting.pen import Pen

POINTS_A_PIECE = 48
"""Points of a long line that are stroked at once."""
PHASES = 8
"""Places across a pixel at which what moves is painted: a sixteenth of a pixel is not seen."""


@dataclass(frozen=True)
class Piece:
    """What a mobject paints at once.

    ``state`` is equal for two pictures in which the piece is the same; None says that it changes
    with the whole mobject.  ``paint`` keeps within ``extent``; it draws, or gives a raster that it
    has, whose corner lies in the picture.
    """

    state: Hashable
    extent: Extent
    paint: Callable[[Pen], Raster | None]
    shift: tuple[int, int] | None = None
    """Pixels to the right and down from where it is painted to where it is seen: see `settled`."""


def settled(
    place: NDArray[np.float64], pixels: float
) -> tuple[tuple[float, float], tuple[int, int]]:
    """Where to paint what is seen at ``place`` (2,), and how far from there it is seen.

    It is painted about the middle of the picture, so that it looks the same for all places that are
    whole pixels apart; it is seen those pixels to the right and down.  Places are rounded to an
    eighth of a pixel, so that few of them differ.
    """
    x, y = (round(float(value) * pixels * PHASES) for value in place[:2])
    offset = x % PHASES / PHASES / pixels, y % PHASES / PHASES / pixels
    return offset, (x // PHASES, -(y // PHASES))


def cuts(first: int, last: int, every: int = POINTS_A_PIECE) -> list[tuple[int, int]]:
    """First and last points of the pieces of a line from one of its points to another.

    They are cut at the same points wherever the line begins and ends, so that a line can grow at
    one end and change at the other while its pieces stay the same.
    """
    inner = range((first // every + 1) * every, last, every)
    ends = [first, *inner, last]
    return list(pairwise(ends)) if first < last else []
