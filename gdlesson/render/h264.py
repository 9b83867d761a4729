"""The little of H.264 that it takes to put a picture together from strips coded by themselves.

A picture is coded in slices, each of some macroblocks (16 by 16 pixels) in reading order, and none
needs the others of its picture.  A slice names its first macroblock and its picture's number since
the last key picture; one that only tells what changes begins with how many macroblocks stay as they
are.  So slices of a smaller picture become slices of a larger one by other numbers at their head,
and where nothing changes, a few bytes say so.  Clauses are those of Rec. ITU-T H.264 (08/2021).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

START = b"\0\0\1"
"""What every unit begins with (annex B)."""
_SEQUENCE, _KEY, _CHANGES = 7, 5, 1
"""Types of units (table 7-1): settings of a sequence, slices of key and of other pictures."""
NOTHING = "1"
"""The bits of a slice after the macroblocks that stay as they are, where those are all."""
_HIGH = (100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135)
"""Profiles whose settings tell the format of colours (7.3.2.1.1)."""


class Bits:
    """Reads bits, first the highest of each byte."""

    def __init__(self, data: bytes) -> None:
        self._bits = f"{int.from_bytes(data):0{8 * len(data)}b}"
        self.place = 0

    def number(self, count: int) -> int:
        """The next ``count`` bits as a number."""
        return int(self.take(count), 2)

    def take(self, count: int) -> str:
        """The next ``count`` bits."""
        self.place += count
        return self._bits[self.place - count : self.place]

    def golomb(self) -> int:
        """The next number in the code of Golomb (9.1)."""
        zeros = self._bits.index("1", self.place) - self.place
        self.place += zeros
        return self.number(zeros + 1) - 1

    def rest(self) -> str:
        """What is left, to the 1 that ends it (7.3.2.11)."""
        return self._bits[self.place :].rstrip("0")


def golomb(number: int) -> str:
    """A number in the code of Golomb (9.1)."""
    digits = f"{number + 1:b}"
    return "0" * (len(digits) - 1) + digits


def units(data: bytes) -> list[bytes]:
    """The units that an encoder has written, without what they begin with (B.1)."""
    return [found for unit in data.split(START) if (found := unit.rstrip(b"\0"))]


def written(found: Iterable[bytes]) -> bytes:
    """Units as an encoder writes them."""
    return b"".join(b"\0" + START + unit for unit in found)


def _content(unit: bytes) -> bytes:
    """What a unit holds, without the bytes that keep it from looking like a start (7.4.1)."""
    return unit[1:].replace(b"\0\0\3", b"\0\0")


def _unit(kind: int, bits: str) -> bytes:
    """A unit of these bits, the last of which is the 1 that ends it."""
    count = -(-len(bits) // 8)
    content = int(bits.ljust(8 * count, "0"), 2).to_bytes(count)
    return bytes([kind]) + re.sub(rb"\x00\x00(?=[\x00-\x03])", b"\0\0\3", content)


def settings_of(picture: bytes) -> bytes:
    """The unit that an encoder writes before its first picture: settings of the sequence."""
    return next(unit for unit in units(picture) if unit[0] & 31 == _SEQUENCE)


def number_bits(settings: bytes) -> int:
    """How many bits hold a picture's number, by the settings of a sequence (7.3.2.1.1)."""
    bits = Bits(_content(settings))
    profile = bits.number(8)
    bits.number(16)  # constraints and level
    bits.golomb()  # which settings these are
    if profile in _HIGH:
        for _ in range(3):
            bits.golomb()  # chroma format and depths
        if bits.number(2) & 1:
            raise ValueError("the encoder has scaling matrices of its own")
    return bits.golomb() + 4


def is_key(unit: bytes) -> bool:
    """Whether a unit is a slice of a key picture."""
    return unit[0] & 31 == _KEY


def is_slice(unit: bytes) -> bool:
    """Whether a unit is a slice of a picture, of whatever kind."""
    return unit[0] & 31 in {_CHANGES, _KEY}


def moved(unit: bytes, by: int) -> bytes:
    """A slice of a key picture, so many macroblocks further on (7.3.3)."""
    bits = Bits(_content(unit))
    return _unit(unit[0], golomb(bits.golomb() + by) + bits.rest())


@dataclass(frozen=True)
class Slice:
    """What changes in some macroblocks of a picture."""

    first: int
    unchanged: int
    """How many macroblocks, from the first on, stay as they are."""
    rest: str
    """The bits after that."""

    @property
    def is_empty(self) -> bool:
        """Whether none changes."""
        return self.rest == NOTHING


@dataclass(frozen=True)
class Head:
    """What slices that tell changes have in common, if one encoder's settings wrote them all.

    The bits of their heads before and after the picture's number, and how many that has (7.3.3).
    """

    kind: int
    before: str
    number_bits: int
    after: str

    @classmethod
    def of(cls, settings: bytes, unchanged: bytes, macroblocks: int) -> Head:
        """As it is in a picture of one slice in which no macroblock changes.

        Raises:
            ValueError: it is no such picture.
        """
        count = number_bits(settings)
        bits, end = Bits(_content(unchanged)), golomb(macroblocks) + NOTHING
        if unchanged[0] & 31 != _CHANGES or bits.golomb() != 0 or not bits.rest().endswith(end):
            raise ValueError("this is no picture in which nothing changes")
        start = bits.place
        bits.golomb()  # the type of the slice
        bits.golomb()  # which settings it has
        length, bits.place = bits.place - start, start
        return cls(unchanged[0], bits.take(length), count, bits.rest()[count : -len(end)])

    def read(self, unit: bytes) -> Slice:
        """A slice that an encoder with these settings has written.

        Raises:
            ValueError: its settings are others.
        """
        bits = Bits(_content(unit))
        first, before = bits.golomb(), bits.take(len(self.before))
        bits.number(self.number_bits)
        if (unit[0], before, bits.take(len(self.after))) != (self.kind, self.before, self.after):
            raise ValueError("a slice was coded with other settings")
        return Slice(first, bits.golomb(), bits.rest())

    def write(self, part: Slice, number: int) -> bytes:
        """The slice in the picture of that number since the last key picture."""
        shown = f"{number % (1 << self.number_bits):0{self.number_bits}b}"
        head = golomb(part.first) + self.before + shown + self.after
        return _unit(self.kind, head + golomb(part.unchanged) + part.rest)
