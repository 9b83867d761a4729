"""Pictures that are kept, and drawn again only where something in them has changed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from scenes.painting.cel import Cel, Pixels, Region, Sheet

SPARE = 4096
"""Pixels that may be drawn in vain so that two regions become one."""


@dataclass(frozen=True)
class Drawn:
    """A piece of the picture: ``state`` is its own and tells all that it looks like."""

    state: Hashable
    region: Region
    cel: Cel
    opacity: float = 1.0


class Layer(Sheet):
    """A picture, (height, width, 4), and the pieces that it shows."""

    def __init__(self, pixels: Pixels) -> None:
        super().__init__(pixels.copy())
        self.pieces: dict[Hashable, Drawn] = {}

    def update(self, pieces: list[Drawn], below: Pixels, above: list[Drawn]) -> tuple[Region, ...]:
        """Show ``pieces``, and return where the pixels may have changed.

        Args:
            pieces: all that is to be seen, from the bottom to the top.
            below: a picture of some of the pieces.
            above: the others, in their order; none of them lies beneath one that it meets of those.
        """
        now = {piece.state: piece for piece in pieces}
        gone = [piece.region for state, piece in self.pieces.items() if state not in now]
        come = [piece.region for state, piece in now.items() if state not in self.pieces]
        regions = united(gone + come)
        for left, top, right, bottom in regions:
            self.pixels[top:bottom, left:right] = below[top:bottom, left:right]
        for piece in above:
            if _meets(piece.region, regions):
                piece.cel.lay(self.context, regions, piece.opacity)
        self.pieces = now
        return regions


def still(pieces: list[Drawn], before: Layer) -> list[Drawn]:
    """The pieces that are as they were, and above none that is not."""
    found, moving = [], list[Region]()
    for piece in pieces:
        if piece.state in before.pieces and not _meets(piece.region, moving):
            found.append(piece)
        elif not _held(piece.region, moving):
            moving.append(piece.region)
    return found


def united(regions: Iterable[Region]) -> tuple[Region, ...]:
    """A few regions that hold all of these, with little else."""
    found: list[Region] = []
    for region in sorted(regions, key=_area, reverse=True):
        if not _area(region) or _held(region, found):
            continue
        joined = region
        while near := [other for other in found if _worth_joining(joined, other)]:
            found = [other for other in found if other not in near]
            joined = _hull([joined, *near])
        found.append(joined)
    return tuple(found)


def _worth_joining(one: Region, other: Region) -> bool:
    return _area(_hull([one, other])) <= _area(one) + _area(other) + SPARE


def _area(region: Region) -> int:
    left, top, right, bottom = region
    return max(right - left, 0) * max(bottom - top, 0)


def _hull(regions: list[Region]) -> Region:
    left, top, right, bottom = zip(*regions, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _held(region: Region, others: Iterable[Region]) -> bool:
    """Whether one of the others holds the region."""
    left, top, right, bottom = region
    for a, b, c, d in others:  # noqa: SIM110 - a generator takes twice as long
        if a <= left and b <= top and right <= c and bottom <= d:
            return True
    return False


def _meets(region: Region, others: Iterable[Region]) -> bool:
    """Whether one of the others shares a pixel with the region."""
    left, top, right, bottom = region
    for a, b, c, d in others:  # noqa: SIM110 - a generator takes twice as long
        if left < c and a < right and top < d and b < bottom:
            return True
    return False
