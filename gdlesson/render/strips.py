"""Groups of pictures, coded in strips: each strip by an encoder of its own, where it changes.

An encoder spends as much on a macroblock that stays as it is as on one that changes.  What moves in
a few seconds of a drawn scene seldom reaches over the whole height, and not all of it at once.  So
a group is cut, where nothing changes, into strips as wide as the picture, and only those in which
something changes are given to their encoders.

An encoder of a strip takes what lies beyond it to be as its edge; a player sees the strip's
neighbours there.  So that it makes no difference, no motion may reach out: the rows of macroblocks
along a cut are as many as motion reaches, and are looked at to make sure that they stay as they
are.

Where most of the height changes there is nothing to cut, and the group is coded whole: as one
encoder writes it, every picture by every picture.  That is also what becomes of a group whose
strips cannot be put together, be it that a guard changes or that an encoder writes its slices in a
way that is not known here, as another build of x264 may.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

import numpy as np
from av.video.frame import PictureType
from numpy.typing import NDArray

from gdlesson.render.h264 import (
    NOTHING,
    Head,
    Slice,
    is_key,
    is_slice,
    moved,
    settings_of,
    units,
    written,
)
from gdlesson.render.picture import Picture
from gdlesson.render.x264 import REACH, encoder
from gdlesson.render.yuv import Patch, StripFrame, samples

BLOCK = 16
"""Width and height of a macroblock, in pixels."""
GUARD = -(-REACH // BLOCK)
"""Rows of macroblocks on each side of a cut that stay as they are."""
ROOM = 32
"""Whole pictures' worth of samples that may wait until it is known where to cut.  Where more than
that changes in a group, most of the height does, and it is not cut."""

Rows = tuple[int, int]
"""The first row of macroblocks of a strip, and the first below it."""


def cut(changing: NDArray[np.bool_]) -> list[Rows]:
    """Strips, from the top down, of a picture of which some rows of macroblocks change.

    Cuts lie as close to what changes as they may.
    """
    count = len(changing)
    places = [-GUARD - 1, *np.flatnonzero(changing).tolist(), count + GUARD]
    quiet = [(above + 1 + GUARD, below - GUARD) for above, below in pairwise(places)]
    ends = {0, count} | {row for rows in quiet if rows[0] <= rows[1] for row in rows}
    return list(pairwise(sorted(ends)))


class Group:
    """A key picture and those after it, each given as what changes in it."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self.waiting: list[Sequence[Patch]] = []
        self._room = ROOM * picture.width * picture.height * 3 // 2
        self._whole: WholeGroup | None = None
        self.count = 0

    def add(self, patches: Sequence[Patch]) -> None:
        """One more picture; all of the first is new."""
        self.count += 1
        if self._whole is not None:
            self._whole.add(patches)
            return
        self.waiting.append(patches)
        self._room -= sum(patch.size for patch in patches)
        if self._room < 0:
            self._whole = self._uncut()
            self.waiting.clear()

    def coded(self) -> list[bytes]:
        """The pictures as H.264, in units of which none has settings."""
        if self._whole is None:
            try:
                return _joined(self._picture, self.strips(), self.count)
            except ValueError:  # H.264 that is not as it is read here
                self._whole = self._uncut()
        return self._whole.coded()

    def strips(self) -> list[Strip]:
        """Strips with all that has been added."""
        rows = -(-self._picture.height // BLOCK)
        changing = np.zeros(rows, dtype=bool)
        for patch in (patch for patches in self.waiting[1:] for patch in patches):
            changing[patch.top // BLOCK : -(-patch.bottom // BLOCK)] = True
        strips = [
            Strip(
                self._picture,
                strip,
                guard_above=strip[0] > 0,
                guard_below=strip[1] < rows and bool(changing[slice(*strip)].any()),
            )
            for strip in cut(changing)
        ]
        for strip in strips:
            for patches in self.waiting:
                strip.add(patches)
            strip.finish()
        return strips

    def _uncut(self) -> WholeGroup:
        """One encoder with all that has been added."""
        whole = WholeGroup(self._picture)
        for patches in self.waiting:
            whole.add(patches)
        return whole


class WholeGroup:
    """A group of pictures as one encoder codes it, each whether or not it changes."""

    def __init__(self, picture: Picture) -> None:
        self._strip = StripFrame(picture.width, 0, picture.height)
        self._pace = 1 / Fraction(picture.fps)
        self._encoder = encoder(picture)
        self._count = 0
        self._pictures: list[bytes] = []

    def add(self, patches: Sequence[Patch]) -> None:
        """One more picture."""
        for patch in patches:
            self._strip.put(patch)
        frame = self._strip.frame
        frame.pts, frame.time_base = self._count, self._pace
        frame.pict_type = PictureType.NONE if self._count else PictureType.I
        self._pictures += map(bytes, self._encoder.encode(frame))
        self._count += 1

    def coded(self) -> list[bytes]:
        """The pictures, without settings."""
        self._pictures += map(bytes, self._encoder.encode(None))
        return [written(filter(is_slice, units(picture))) for picture in self._pictures]


class Strip:
    """Some rows of macroblocks of a group of pictures, and what its encoder makes of them."""

    def __init__(
        self, picture: Picture, rows: Rows, *, guard_above: bool = False, guard_below: bool = False
    ) -> None:
        self.rows = rows
        self.inner = rows[1] - GUARD * guard_below
        """The row below the last in which something may change."""
        self.key: list[bytes] = []
        """Slices of the key picture."""
        self.changes: dict[int, Slice] = {}
        """What changes, by the number of the picture, above the guard below."""
        self._first = _across(picture) * rows[0]
        self._guard = GUARD * _across(picture) * guard_above
        self._head = head_of(picture)
        top, bottom = BLOCK * rows[0], min(BLOCK * rows[1], picture.height)
        self._strip = StripFrame(picture.width, top, bottom)
        self._pace = 1 / Fraction(picture.fps)
        size = replace(picture, height=bottom - top)
        length = (self.inner - rows[0]) * _across(picture)
        self._encoder = encoder(size, length if guard_below else None)
        self._count = 0
        self.numbers: list[int] = []
        self.pictures: list[bytes] = []

    def add(self, patches: Sequence[Patch]) -> None:
        """One more picture; it is coded if it changes the strip."""
        touched = [self._strip.put(patch) for patch in patches]
        if any(touched):
            frame = self._strip.frame
            frame.pts, frame.time_base = self._count, self._pace
            frame.pict_type = PictureType.NONE if self._count else PictureType.I
            self.numbers.append(self._count)
            self.pictures += map(bytes, self._encoder.encode(frame))
        self._count += 1

    def finish(self) -> None:
        """No more pictures.

        Raises:
            ValueError: something changes in a guard, or the slices are not as they are read here.
        """
        self.pictures += map(bytes, self._encoder.encode(None))
        key, *others = self.pictures
        self.key = [moved(unit, self._first) for unit in units(key) if is_key(unit)]
        for number, picture in zip(self.numbers[1:], others, strict=True):
            part, *below = [self._head.read(unit) for unit in units(picture)]
            above_is_quiet = part.is_empty or part.unchanged >= self._guard
            if not (above_is_quiet and all(guard.is_empty for guard in below)):
                raise ValueError("something changes in a guard")
            self.changes[number] = part


def _joined(picture: Picture, strips: Sequence[Strip], count: int) -> list[bytes]:
    """Each of so many pictures, put together from what there is of it in the strips."""
    pictures = [written([unit for strip in strips for unit in strip.key])]
    head, across = head_of(picture), _across(picture)
    end = across * strips[-1].rows[1]
    for number in range(1, count):
        parts, done = list[Slice](), 0
        for strip in strips:
            part = strip.changes.get(number)
            if part is not None and not part.is_empty:
                unchanged = across * strip.rows[0] + part.unchanged - done
                parts.append(Slice(done, unchanged, part.rest))
                done = across * strip.inner
        if done < end:
            parts.append(Slice(done, end - done, NOTHING))
        pictures.append(written([head.write(part, number) for part in parts]))
    return pictures


def _across(picture: Picture) -> int:
    """Macroblocks in a row."""
    return -(-picture.width // BLOCK)


@lru_cache(maxsize=1)
def head_of(picture: Picture) -> Head:
    """What the slices of such pictures begin with: as in the third of three grey ones."""
    context = encoder(picture)
    grey = StripFrame(picture.width, 0, picture.height).frame
    for plane in grey.planes:
        samples(plane)[:] = 128
    packets: list[bytes] = []
    for k in range(3):
        grey.pts, grey.time_base = k, 1 / Fraction(picture.fps)
        packets += map(bytes, context.encode(grey))
    packets += map(bytes, context.encode(None))
    macroblocks = _across(picture) * -(-picture.height // BLOCK)
    return Head.of(settings_of(packets[0]), units(packets[-1])[0], macroblocks)
