"""Outlines of TrueType letters that are made of other letters, and how much they come to.

A letter may be made of many others, and these of others again: a few hundred bytes can ask for as
many curves as there are atoms, and what draws them does not count.

Source: Microsoft, "OpenType specification 1.9.1", tables "glyf" and "loca".
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

import numpy as np

MOST_BYTES = 2**18
"""Of one letter with all that it is made of; an ornate one takes a tenth."""
MOST_DEEP = 6

_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x01, 0x08, 0x20, 0x40, 0x80


def check_composites(tables: Mapping[str, bytes]) -> None:
    """Raise ValueError where a letter of a font with these tables would be too much to draw."""
    if "glyf" not in tables:
        return
    try:
        _Letters(tables).check()
    except (struct.error, KeyError, IndexError):
        raise ValueError("the font is damaged: its outlines cannot be read") from None


class _Letters:
    def __init__(self, tables: Mapping[str, bytes]) -> None:
        (long,) = struct.unpack_from(">h", tables["head"], 50)
        (count,) = struct.unpack_from(">H", tables["maxp"], 4)
        kind, size, unit = (">u4", 4, 1) if long else (">u2", 2, 2)
        places = np.frombuffer(tables["loca"][: size * (count + 1)], kind).astype(np.int64) * unit
        self.places: list[int] = places.tolist()
        self.data = tables["glyf"]
        self.known: dict[int, tuple[int, int]] = {}

    def check(self) -> None:
        for letter in range(len(self.places) - 1):
            size, _ = self.weight(letter, 0)
            if size > MOST_BYTES:
                raise ValueError("a letter of the font has more curves than can be drawn in time")

    def weight(self, letter: int, depth: int) -> tuple[int, int]:
        """Bytes of a letter with all that it is made of, and how deep that goes."""
        if letter not in self.known:
            if depth > MOST_DEEP:
                raise ValueError("a letter of the font is made of others that are made of others")
            outline = self.outline(letter)
            size, deep = len(outline), 0
            if len(outline) >= 10 and outline[0] >= 0x80:  # a negative number of contours
                inner = [self.weight(other, depth + 1) for other in _parts(outline)]
                size += sum(each for each, _ in inner)
                deep = 1 + max(each for _, each in inner)
            self.known[letter] = size, deep
        size, deep = self.known[letter]
        if depth + deep > MOST_DEEP:
            raise ValueError("a letter of the font is made of others that are made of others")
        return size, deep

    def outline(self, letter: int) -> bytes:
        if letter >= len(self.places) - 1:
            return b""
        return self.data[self.places[letter] : self.places[letter + 1]]


def _parts(outline: bytes) -> Iterator[int]:
    """The letters that one is made of."""
    place, flags = 10, _MORE
    while flags & _MORE:
        flags, letter = struct.unpack_from(">HH", outline, place)
        place += 4 + (4 if flags & _WORDS else 2)
        place += (
            2 * (flags & _SCALE > 0) + 4 * (flags & _TWO_SCALES > 0) + 8 * (flags & _MATRIX > 0)
        )
        yield letter
