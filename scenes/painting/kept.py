"""Pictures that are kept, and drawn again only where something in them has changed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from scenes.painting.cel import Box, Cel, Pixels, Raster

SPARE = 4096
"""Pixels that may be drawn in vain so that two boxes become one."""


@dataclass(frozen=True)
class PlacedCel:
    """A cel in its place in a picture: ``state`` is its own and tells all that it looks like."""

    state: Hashable
    box: Box
    cel: Cel
    opacity: float = 1.0


class KeptPicture(Raster):
    """A picture, (height, width, 4), and the cels that it shows."""

    def __init__(self, pixels: Pixels) -> None:
        super().__init__(pixels.copy())
        self.cels: dict[Hashable, PlacedCel] = {}

    def update(
        self, cels: list[PlacedCel], below: Pixels, above: list[PlacedCel]
    ) -> tuple[Box, ...]:
        """Show ``cels``, and return where the pixels may have changed.

        Args:
            cels: all that is to be seen, from the bottom to the top.
            below: a picture of some of the cels.
            above: the others, in their order; none of them lies beneath one that it meets of those.
        """
        now = {placed.state: placed for placed in cels}
        gone = [placed.box for state, placed in self.cels.items() if state not in now]
        come = [placed.box for state, placed in now.items() if state not in self.cels]
        boxes = united(gone + come)
        for left, top, right, bottom in boxes:
            self.pixels[top:bottom, left:right] = below[top:bottom, left:right]
        for placed in above:
            if _meets(placed.box, boxes):
                placed.cel.lay(self.context, boxes, placed.opacity)
        self.cels = now
        return boxes


def unmoved(cels: list[PlacedCel], before: KeptPicture) -> list[PlacedCel]:
    """The cels that are as they were, and above none that is not."""
    found, moving = [], list[Box]()
    for placed in cels:
        if placed.state in before.cels and not _meets(placed.box, moving):
            found.append(placed)
        elif not _held(placed.box, moving):
            moving.append(placed.box)
    return found


def united(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """A few boxes that hold all of these, with little else."""
    found: list[Box] = []
    for box in sorted(boxes, key=_area, reverse=True):
        if not _area(box) or _held(box, found):
            continue
        joined = box
        while near := [other for other in found if _worth_joining(joined, other)]:
            found = [other for other in found if other not in near]
            joined = _hull([joined, *near])
        found.append(joined)
    return tuple(found)


def _worth_joining(one: Box, other: Box) -> bool:
    return _area(_hull([one, other])) <= _area(one) + _area(other) + SPARE


def _area(box: Box) -> int:
    left, top, right, bottom = box
    return max(right - left, 0) * max(bottom - top, 0)


def _hull(boxes: list[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _held(box: Box, others: Iterable[Box]) -> bool:
    """Whether one of the others holds the box."""
    left, top, right, bottom = box
    for a, b, c, d in others:  # noqa: SIM110 - a generator takes twice as long
        if a <= left and b <= top and right <= c and bottom <= d:
            return True
    return False


def _meets(box: Box, others: Iterable[Box]) -> bool:
    """Whether one of the others shares a pixel with the box."""
    left, top, right, bottom = box
    for a, b, c, d in others:  # noqa: SIM110 - a generator takes twice as long
        if left < c and a < right and top < d and b < bottom:
            return True
    return False
