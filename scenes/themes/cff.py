"""Where the outlines of an OpenType font's PostScript letters are: the table "CFF ".

Source: Adobe, "The Compact Font Format Specification" (Technical Note 5176, 2003).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from itertools import pairwise

import numpy as np

MOST_DICT_BYTES = 2**16
MOST_FONTS = 256

_ESCAPE = 12
_CHAR_STRINGS, _PRIVATE, _SUBRS = 17, 18, 19
_KIND, _FONTS, _WHICH = (_ESCAPE, 6), (_ESCAPE, 36), (_ESCAPE, 37)

Places = list[int]
"""Where each of some programs begins in the table, and where the last one ends."""
_Dict = Mapping[int | tuple[int, int], list[int]]


class Outlines:
    """The programs in a table: of letters, and those that these may call.

    Raises:
        ValueError: the table is damaged.
    """

    def __init__(self, table: bytes) -> None:
        self.table = table
        try:
            self._read()
        except (struct.error, LookupError):
            raise ValueError("the font is damaged: its outlines cannot be read") from None

    def _read(self) -> None:
        table = self.table
        (start,) = struct.unpack_from(">B", table, 2)
        names = _index(table, start)
        tops = _index(table, names[-1])
        top = _dict(table[tops[0] : tops[1]])
        strings = _index(table, tops[-1])
        self.shared = _index(table, strings[-1])
        """What all letters may call."""
        self.letters = _index(table, top[_CHAR_STRINGS][0])
        count = len(self.letters) - 1
        fonts, self.which = [top], [0] * count
        """For each letter, the font within the table that it is of."""
        if _FONTS in top:
            places = _index(table, top[_FONTS][0])
            fonts = [_dict(table[a:b]) for a, b in pairwise(places)]
            self.which = _which(table, top[_WHICH][0], count)
        self.own = [_own(table, font) for font in fonts[:MOST_FONTS]]
        """For each font within the table, what its letters may call."""
        if top.get(_KIND, [2]) != [2] or max(self.which, default=0) >= len(self.own):
            raise IndexError
        every = [self.letters, self.shared, *{each[0]: each for each in self.own}.values()]
        if sum(each[-1] - each[0] for each in every) > len(table):
            raise IndexError  # they lie over one another


def _which(table: bytes, at: int, count: int) -> list[int]:
    """For each letter, the font within the table that it is of."""
    if table[at] == 0:
        which = [*table[at + 1 : at + 1 + count]]
    else:
        ranges = struct.unpack_from(">H", table, at + 1)[0]
        found = [struct.unpack_from(">HB", table, at + 3 + 3 * k) for k in range(ranges)]
        firsts = np.array([first for first, _ in found] + [count])
        lengths = np.diff(firsts)
        if table[at] != 3 or firsts[0] != 0 or (lengths < 0).any():
            raise IndexError
        which = np.repeat([font for _, font in found], lengths).tolist()
    if len(which) != count:
        raise IndexError
    return which


def _own(table: bytes, font: _Dict) -> Places:
    """Where the programs of one font within the table are."""
    size, start = font.get(_PRIVATE, [0, 0])
    private = _dict(table[start : start + size])
    return _index(table, start + private[_SUBRS][0]) if _SUBRS in private else [0]


def _index(table: bytes, at: int) -> Places:
    """Where the objects of an index begin, and where the last one ends, in the table."""
    (count,) = struct.unpack_from(">H", table, at)
    if not count:
        return [at + 2]
    size = table[at + 2]
    begin = at + 3 + size * (count + 1)
    listed = np.frombuffer(table[at + 3 : begin], np.uint8)
    if not 1 <= size <= 4 or len(listed) < size * (count + 1):
        raise IndexError
    places = listed.reshape(-1, size).astype(np.int64) @ 256 ** np.arange(size)[::-1]
    places += begin - 1
    if (np.diff(places) < 0).any() or places[0] != begin or places[-1] > len(table):
        raise IndexError
    found: list[int] = places.tolist()
    return found


def _dict(data: bytes) -> _Dict:
    """Operators with their numbers, of which those with a fraction are left at 0."""
    if len(data) > MOST_DICT_BYTES:
        raise IndexError
    found: dict[int | tuple[int, int], list[int]] = {}
    operands: list[int] = []
    at = 0
    while at < len(data):
        first = data[at]
        if first < 22:
            escaped = first == _ESCAPE
            found[(first, data[at + 1]) if escaped else first], operands = operands, []
            at += 1 + escaped
        else:
            number, at = _operand(data, at)
            operands.append(number)
    return found


def _operand(data: bytes, at: int) -> tuple[int, int]:
    """A number, and where the next thing begins."""
    first = data[at]
    if first == 28:
        return struct.unpack_from(">h", data, at + 1)[0], at + 3
    if first == 29:
        return struct.unpack_from(">i", data, at + 1)[0], at + 5
    if first == 30:  # digits of four bits each, up to one that is 15
        at += 1
        while data[at] & 15 != 15 and data[at] >> 4 != 15:
            at += 1
        return 0, at + 1
    if first < 247:
        return first - 139, at + 1
    sign, offset = (1, 247) if first < 251 else (-1, 251)
    return sign * ((first - offset) * 256 + data[at + 1] + 108), at + 2
