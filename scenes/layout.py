"""Named slots of the frame: the only place with coordinates.

Coordinates are Manim's: the origin is the frame's centre, y points up, and at 16:9 the frame is
14.22 wide and 8 high.  Everything keeps inside the safe area, 5 % from each edge.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.theme import FRAME_HEIGHT

LOGO = (2.0, 0.6)
"""The most that a logo may be wide and high."""


@dataclass(frozen=True)
class Slot:
    """A rectangle of the frame."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Width in frame units."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in frame units."""
        return self.top - self.bottom

    @property
    def centre(self) -> NDArray[np.float64]:
        """Middle of the slot, (2,)."""
        return np.array([(self.left + self.right) / 2, (self.bottom + self.top) / 2])

    @property
    def corners(self) -> NDArray[np.float64]:
        """Lower left, upper left, upper right and lower right, (4, 2)."""
        return np.array(
            [
                [self.left, self.bottom],
                [self.left, self.top],
                [self.right, self.top],
                [self.right, self.bottom],
            ]
        )

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top."""
        return self.left, self.bottom, self.right, self.top

    def inset(
        self, left: float = 0.0, bottom: float = 0.0, right: float = 0.0, top: float = 0.0
    ) -> Slot:
        """The slot with room taken off its sides."""
        return Slot(self.left + left, self.bottom + bottom, self.right - right, self.top - top)

    def holds(self, places: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which places (..., 2 or more) lie in the slot, (...)."""
        x, y = places[..., 0], places[..., 1]
        across = (self.left < x) & (x < self.right)
        return np.asarray(across & (self.bottom < y) & (y < self.top))

    def corner(self, size: float) -> Slot:
        """The square of this size in the lower right corner."""
        return Slot(self.right - size, self.bottom, self.right, self.bottom + size)

    def lines(self, count: int, size: float) -> tuple[float, ...]:
        """Baselines of ``count`` lines of type of this size, in the middle of the slot."""
        leading = 1.3 * size
        first = self.centre[1] + leading * (count - 1) / 2 - 0.33 * size
        return tuple(float(first - k * leading) for k in range(count))

    def columns(self, count: int, gap: float) -> tuple[Slot, ...]:
        """Equal columns, ``gap`` apart, from left to right."""
        width = (self.width - gap * (count - 1)) / count
        lefts = [self.left + k * (width + gap) for k in range(count)]
        return tuple(Slot(x, self.bottom, x + width, self.top) for x in lefts)

    def rows(self, *shares: float, gap: float) -> tuple[Slot, ...]:
        """Rows, ``gap`` apart, from top to bottom, with heights in proportion to ``shares``."""
        free = self.height - gap * (len(shares) - 1)
        rows = []
        top = self.top
        for share in shares:
            height = free * share / sum(shares)
            rows.append(Slot(self.left, top - height, self.right, top))
            top -= height + gap
        return tuple(rows)


@dataclass(frozen=True)
class Layout:
    """The slots of one aspect ratio."""

    frame: Slot
    safe: Slot
    title: Slot
    logo: Slot
    """The lower right corner, beside the words of a beat, for the logo of a theme."""
    stage: Slot
    """The hero: the surface."""
    panel: Slot
    """The column beside it; shares its top and bottom lines with the stage."""
    body: Slot
    """Stage and panel together, for scenes that divide it otherwise."""
    caption: Slot
    gap: float


def _wide() -> Layout:
    half = FRAME_HEIGHT / 2
    width = half * 16 / 9
    safe = Slot(-width * 0.9, -half * 0.9, width * 0.9, half * 0.9)
    gap = 0.34
    title = Slot(safe.left, 3.02, safe.right, safe.top)
    caption = Slot(safe.left, safe.bottom, safe.right, -2.72)
    body = Slot(safe.left, -2.56, safe.right, 2.82)
    column = 1.90
    return Layout(
        frame=Slot(-width, -half, width, half),
        safe=safe,
        title=title,
        logo=Slot(safe.right - LOGO[0], safe.bottom, safe.right, safe.bottom + LOGO[1]),
        stage=Slot(body.left, body.bottom, column - 0.50, body.top),
        panel=Slot(column, body.bottom, body.right, body.top),
        body=body,
        caption=caption,
        gap=gap,
    )


LAYOUTS = {"16:9": _wide()}
