"""Groups of pictures, coded in strips: each strip by an encoder of its own, where it changes.

An encoder spends as much on a macroblock that stays as it is as on one that changes.  What moves in
a few seconds of a drawn scene seldom reaches over the whole height, and not all of it at once.  So
a group is cut, where nothing changes, into strips as wide as the picture, and only those in which
something changes are given to their encoders.

An encoder of a strip takes what lies beyond it to be as its edge; a player sees the strip's
neighbours there.  So that it makes no difference, no motion may reach out: the rows of macroblocks
along a cut are as many as motion reaches, and are looked at to make sure that they stay as they
are.  Should they not, the group is coded whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

import numpy as np
from av.video.frame import PictureType
from numpy.typing import NDArray

from gdlesson.render.h264 import NOTHING, Head, Slice, is_key, moved, settings_of, units, written
from gdlesson.render.picture import Picture
from gdlesson.render.x264 import REACH, encoder
from gdlesson.render.yuv import Patch, Sheet, samples

BLOCK = 16
"""Width and height of a macroblock, in pixels."""
GUARD = -(-REACH // BLOCK)
"""Rows of macroblocks on each side of a cut that stay as they are."""
ROOM = 24
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
        self._rows = -(-picture.height // BLOCK)
        self._waiting: list[Sequence[Patch]] = []
        self._room = ROOM * picture.width * picture.height * 3 // 2
        self._whole: _Strip | None = None
        self.count = 0

    def add(self, patches: Sequence[Patch]) -> None:
        """One more picture; all of the first is new."""
        self.count += 1
        if self._whole is not None:
            self._whole.add(patches)
            return
        self._waiting.append(patches)
        self._room -= sum(patch.size for patch in patches)
        if self._room < 0:
            self._whole = self._filled(_Strip(self._picture, (0, self._rows)))
            self._waiting.clear()

    def coded(self) -> Iterator[bytes]:
        """The pictures as H.264, in units of which none has settings."""
        strips = [self._whole] if self._whole is not None else self._cut()
        if not all(strip.finish() for strip in strips):
            strips = [self._filled(_Strip(self._picture, (0, self._rows)))]
            strips[0].finish()
        return self._joined(strips)

    def _cut(self) -> list[_Strip]:
        """Strips with all that has been added."""
        changing = np.zeros(self._rows, dtype=bool)
        for patch in (patch for patches in self._waiting[1:] for patch in patches):
            changing[patch.top // BLOCK : -(-patch.bottom // BLOCK)] = True
        return [
            self._filled(
                _Strip(
                    self._picture,
                    rows,
                    guard_above=rows[0] > 0,
                    guard_below=rows[1] < self._rows and bool(changing[slice(*rows)].any()),
                )
            )
            for rows in cut(changing)
        ]

    def _filled(self, strip: _Strip) -> _Strip:
        for patches in self._waiting:
            strip.add(patches)
        return strip

    def _joined(self, strips: Sequence[_Strip]) -> Iterator[bytes]:
        """Each picture, put together from what there is of it in the strips."""
        yield written([unit for strip in strips for unit in strip.key])
        head, across = _head(self._picture), _across(self._picture)
        end = across * self._rows
        for number in range(1, self.count):
            parts, done = list[Slice](), 0
            for strip in strips:
                part = strip.changes.get(number)
                if part is not None and not part.is_empty:
                    unchanged = across * strip.rows[0] + part.unchanged - done
                    parts.append(Slice(done, unchanged, part.rest))
                    done = across * strip.inner
            if done < end:
                parts.append(Slice(done, end - done, NOTHING))
            yield written([head.write(part, number) for part in parts])


class _Strip:
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
        self._head = _head(picture)
        top, bottom = BLOCK * rows[0], min(BLOCK * rows[1], picture.height)
        self._sheet = Sheet(picture.width, top, bottom)
        self._pace = 1 / Fraction(picture.fps)
        size = replace(picture, height=bottom - top)
        length = (self.inner - rows[0]) * _across(picture)
        self._encoder = encoder(size, length if guard_below else None)
        self._count = 0
        self._numbers: list[int] = []
        self._pictures: list[bytes] = []

    def add(self, patches: Sequence[Patch]) -> None:
        """One more picture; it is coded if it changes the strip."""
        touched = [self._sheet.put(patch) for patch in patches]
        if any(touched):
            frame = self._sheet.frame
            frame.pts, frame.time_base = self._count, self._pace
            frame.pict_type = PictureType.NONE if self._count else PictureType.I
            self._numbers.append(self._count)
            self._pictures += map(bytes, self._encoder.encode(frame))
        self._count += 1

    def finish(self) -> bool:
        """No more pictures; False if the strip has a guard in which something changes."""
        self._pictures += map(bytes, self._encoder.encode(None))
        key, *others = self._pictures
        self.key = [moved(unit, self._first) for unit in units(key) if is_key(unit)]
        quiet = True
        for number, picture in zip(self._numbers[1:], others, strict=True):
            part, *below = [self._head.read(unit) for unit in units(picture)]
            quiet &= part.is_empty or part.unchanged >= self._guard
            quiet &= all(guard.is_empty for guard in below)
            self.changes[number] = part
        return quiet


def _across(picture: Picture) -> int:
    """Macroblocks in a row."""
    return -(-picture.width // BLOCK)


@lru_cache(maxsize=1)
def _head(picture: Picture) -> Head:
    """What the slices of such pictures begin with: as in the third of three grey ones."""
    context = encoder(picture)
    grey = Sheet(picture.width, 0, picture.height).frame
    for plane in grey.planes:
        samples(plane)[:] = 128
    packets: list[bytes] = []
    for k in range(3):
        grey.pts, grey.time_base = k, 1 / Fraction(picture.fps)
        packets += map(bytes, context.encode(grey))
    packets += map(bytes, context.encode(None))
    macroblocks = _across(picture) * -(-picture.height // BLOCK)
    return Head.of(settings_of(packets[0]), units(packets[-1])[0], macroblocks)
