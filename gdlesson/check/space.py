"""The rule about room that nothing uses: the largest rectangle that stays empty for long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from gdlesson.check.findings import Box, Offence
from gdlesson.check.measure import Mask, Pixels
from scenes.layout import Layout, clear_rows, pixels_within

UNEVEN, LARGE = (0.09, 16.0), (0.18, 8.0)
"""Shares of the frame, at 9:16 of its middle, and for how many seconds more may stay empty: on one
side alone, and anywhere, as on both sides of what is alone in the middle."""
EVEN = 0.1
"""Share of a rectangle's mirror image that may hold something if both are sides of one middle."""
TRIES = 4
"""How many rectangles are looked at for one that is uneven."""
EMPTY = 12
"""Most difference to the background, of 255, of a pixel with nothing in it."""
BLOCK = 1 / 90
"""Side of the blocks, in shorter sides of the frame, that are empty or not."""


class SeenAt(NamedTuple):
    """When something is seen, and where between title and captions there is anything."""

    seconds: float
    filled: Mask
    """A block each."""


class Room(NamedTuple):
    """What the blocks of moments are, in pixels of a picture, and what the whole of it is."""

    left: int
    top: int
    block: int
    whole: int


def room_of(layout: Layout, width: int, height: int) -> Room:
    """The room between title and captions, in a picture of so many pixels."""
    left, top, _, _ = pixels_within(layout.body, layout, width, height)
    above, below = clear_rows(layout, width, height)
    block = max(1, round(BLOCK * min(width, height)))
    return Room(left, top, block, width * (below - above))


def filled(picture: Pixels, background: Pixels, layout: Layout) -> Mask:
    """Which blocks of that room hold anything, of a picture in RGB (h, w, 3)."""
    height, width = picture.shape[:2]
    left, top, right, bottom = pixels_within(layout.body, layout, width, height)
    size = room_of(layout, width, height).block
    rows, columns = ((bottom - top) // size, (right - left) // size)
    within = slice(top, top + rows * size), slice(left, left + columns * size)
    difference = np.abs(picture[within].astype(np.int16) - background[within]).max(axis=-1)
    blocks = (difference > EMPTY).reshape(rows, size, columns, size)
    return np.asarray(blocks.any(axis=(1, 3)))


def dead_space(moments: Sequence[SeenAt], room: Room) -> Iterator[tuple[int, Offence]]:
    """Each stretch of moments through which one large rectangle is empty, with its first moment."""
    for most, long in (UNEVEN, LARGE):
        first = 0
        while first < len(moments):
            share, box, last = _empty_from(first, moments, room, most)
            seconds = moments[last].seconds - moments[first].seconds
            if seconds < long:
                first += 1
                continue
            yield first, Offence(
                "dead-space", "the room between title and captions",
                f"{share:.1%} of the frame empty for {seconds:.0f} s", f"{most:.0%} for {long:g} s",
                "let what there is be larger, or fill the room", box, share * seconds,
            )  # fmt: skip
            first = last + 1


def _empty_from(
    first: int, moments: Sequence[SeenAt], room: Room, most: float
) -> tuple[float, Box | None, int]:
    """The largest rectangle that stays empty from one moment on for as long as it is too large."""
    found: tuple[float, Box | None, int] = (0.0, None, first)
    union = np.zeros_like(moments[first].filled)
    for last in range(first, len(moments)):
        union = union | moments[last].filled
        area, (left, top, right, bottom) = _largest(union, uneven=most == UNEVEN[0])
        share = area * room.block**2 / room.whole
        if share <= most:
            break
        x, y = (np.array([left, right]), np.array([top, bottom]))
        (x0, x1), (y0, y1) = room.left + x * room.block, room.top + y * room.block
        found = share, (int(x0), int(y0), int(x1), int(y1)), last
    return found


def _largest(mask: Mask, *, uneven: bool) -> tuple[int, Box]:
    """The largest empty rectangle; if ``uneven``, of those that are not even with their mirror."""
    left_out = mask.copy()
    for _ in range(TRIES if uneven else 1):
        area, box = largest_empty(left_out)
        left, top, right, bottom = box
        width = mask.shape[1]
        mirror = slice(top, bottom), slice(width - right, width - left)
        beside = right <= width / 2 or left >= width / 2
        if not (uneven and area and beside and mask[mirror].mean() <= EVEN):
            return area, box
        left_out[top:bottom, left:right] = left_out[mirror] = True
    return 0, (0, 0, 0, 0)


def largest_empty(mask: Mask) -> tuple[int, Box]:
    """Area and left, top, right and bottom of the largest rectangle of false values.

    Row after row, with how many values above each are false: what begins at a column goes on to the
    right for as long as no lower one comes.
    """
    best, box = 0, (0, 0, 0, 0)
    heights = np.zeros(mask.shape[1], int)
    for row, line in enumerate(mask):
        heights = np.where(line, 0, heights + 1)
        begun: list[tuple[int, int]] = []
        for column, height in enumerate([*heights.tolist(), 0]):
            start = column
            while begun and begun[-1][1] >= height:
                start, high = begun.pop()
                if high * (column - start) > best:
                    best = high * (column - start)
                    box = start, row + 1 - high, column, row + 1
            begun.append((start, height))
    return best, box
