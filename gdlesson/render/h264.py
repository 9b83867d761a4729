"""The little of H.264 that it takes to show a picture again without encoding it again.

A coded picture carries its number since the last key picture.  One in which nothing changes is
the same few bytes wherever it stands but for that number, so it is coded once; pictures after it
are numbered anew.  Clauses are those of Rec. ITU-T H.264 (08/2021).
"""

from __future__ import annotations

START = b"\0\0\1"
"""What every unit begins with (annex B)."""
_SEQUENCE, _KEY = 7, 5
"""Types of units (table 7-1): the settings of a sequence, and a key picture."""
_HIGH = (100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135)
"""Profiles whose settings tell the format of colours (7.3.2.1.1)."""


class Bits:
    """Reads bits, first the highest of each byte."""

    def __init__(self, data: bytes) -> None:
        self._bits = "".join(f"{byte:08b}" for byte in data)
        self.place = 0

    def number(self, count: int) -> int:
        """The next ``count`` bits as a number."""
        self.place += count
        return int(self._bits[self.place - count : self.place], 2)

    def golomb(self) -> int:
        """The next number in the code of Golomb (9.1)."""
        zeros = self._bits.index("1", self.place) - self.place
        self.place += zeros
        return self.number(zeros + 1) - 1


def number_bits(settings: bytes) -> int:
    """How many bits hold a picture's number, from an encoder's settings (7.3.2.1.1)."""
    units = [unit for unit in settings.split(START) if unit and unit[0] & 31 == _SEQUENCE]
    unit = units[0].replace(b"\0\0\3", b"\0\0")
    bits = Bits(unit[1:])
    profile = bits.number(8)
    bits.number(16)  # constraints and level
    bits.golomb()  # which settings these are
    if profile in _HIGH:
        for _ in range(3):
            bits.golomb()  # chroma format and depths
        if bits.number(2) & 1:
            raise ValueError("the encoder has scaling matrices of its own")
    return bits.golomb() + 4


def numbered(picture: bytes, number: int, bits: int) -> bytes:
    """A coded picture of one slice, which is no key picture, with another number (7.3.3)."""
    start = picture.index(START) + len(START)
    if picture[start] & 31 == _KEY:
        raise ValueError("a key picture has the number 0")
    head = Bits(picture[start + 1 : start + 9])
    for _ in range(3):
        head.golomb()  # its first macroblock, its type, its settings
    last = (head.place + bits - 1) // 8 + 1
    content = int.from_bytes(picture[start + 1 : start + 1 + last])
    low = 8 * last - head.place - bits
    mask = ((1 << bits) - 1) << low
    content = content & ~mask | (number % (1 << bits)) << low
    changed = content.to_bytes(last)
    if 0 in changed:  # then zeros that are not to be might come together (7.4.1)
        raise ValueError("a picture's number is next to zeros")
    return picture[: start + 1] + changed + picture[start + 1 + last :]
