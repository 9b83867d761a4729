"""The tables of an OpenType or TrueType file that may come from a stranger, bounded first of all.

A font is handed on to programs that trust it, so what could keep them busy is refused here: what is
packed, what points outside the file, what names one letter a thousand times.

Source: Microsoft, "OpenType specification 1.9.1": the font file, and "cmap".
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

MOST_BYTES = 16 * 2**20
MOST_TABLES = 64
MOST_CMAP_BYTES = 2 * 2**20
MOST_CMAPS = 32

_PLAIN = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_PACKED = {
    b"wOFF": "it is a font packed for the web (WOFF)",
    b"wOF2": "it is a font packed for the web (WOFF2)",
    b"ttcf": "it is a collection of fonts",
}
_OUTLINES = ("glyf", "CFF ")
_PICTURES = ("SVG ", "sbix", "CBDT", "EBDT")
"""Letters that are pictures; some are packed, and a line of text needs none of them."""
_NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp", "name")

_UNICODE = {(0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}
"""Platform and encoding of the mappings from Unicode."""
_LAST = 0x10FFFF


def tables(data: bytes) -> dict[str, bytes]:
    """The tables of a plain font by their tags.

    Raises:
        ValueError: it is packed, damaged, or no font that has outlines of letters.
    """
    if len(data) > MOST_BYTES:
        raise ValueError(f"the font is larger than {MOST_BYTES // 2**20} MiB")
    if why := _PACKED.get(data[:4]):
        raise ValueError(f"{why}; give one plain .otf or .ttf file")
    if data[:4] not in _PLAIN:
        raise ValueError("it cannot be read as a font")
    try:
        found = _directory(data)
    except (struct.error, UnicodeDecodeError):
        raise _damaged("its list of tables is cut off") from None
    if pictures := [tag for tag in _PICTURES if tag in found]:
        why = f"its letters are pictures (table {pictures[0].strip()})"
        raise ValueError(f"{why}; give a font that has outlines only")
    if missing := [tag for tag in _NEEDED if tag not in found]:
        raise _damaged(f"it has no table {missing[0]}")
    if not any(tag in found for tag in _OUTLINES):
        raise ValueError("it has no outlines that can be drawn; give a static .otf or .ttf file")
    return found


def _damaged(why: str) -> ValueError:
    return ValueError(f"the font is damaged: {why}")


def _directory(data: bytes) -> dict[str, bytes]:
    """Each table once, within the file, and none in the place of another."""
    (count,) = struct.unpack_from(">H", data, 4)
    if not 1 <= count <= MOST_TABLES:
        raise _damaged(f"it says that it has {count} tables")
    spans: dict[str, tuple[int, int]] = {}
    for number in range(count):
        name, _, start, length = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        tag = name.decode("ascii")
        if tag in spans or start + length > len(data):
            raise _damaged(f"its table {tag!a} is there twice, or is not within the file")
        spans[tag] = (start, start + length)
    for (_, stop), (start, _) in pairwise(
        sorted(span for span in spans.values() if span[0] < span[1])
    ):
        if start < stop:
            raise _damaged("its tables lie over one another")
    return {tag: data[start:stop] for tag, (start, stop) in spans.items()}


def drawn(found: Mapping[str, bytes]) -> frozenset[int]:
    """The code points that a font has a glyph for.

    Args:
        found: its tables.

    Raises:
        ValueError: its mapping of letters is damaged.
    """
    cmap = found["cmap"]
    if len(cmap) > MOST_CMAP_BYTES:
        raise _damaged(f"its table cmap is larger than {MOST_CMAP_BYTES // 2**20} MiB")
    try:
        (most,) = struct.unpack_from(">H", found["maxp"], 4)
        pieces = [_mapped(cmap[start:], most) for start in _mappings(cmap)]
    except (struct.error, ValueError, IndexError):
        raise _damaged("its table cmap cannot be read") from None
    return frozenset().union(*(codes.tolist() for codes in pieces))


def _mappings(cmap: bytes) -> Iterator[int]:
    """Where the mappings from Unicode are."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    if count > MOST_CMAPS:
        raise ValueError
    places = set()
    for number in range(count):
        platform, encoding, start = struct.unpack_from(">HHI", cmap, 4 + 8 * number)
        if (platform, encoding) in _UNICODE:
            places.add(start)
    yield from sorted(places)


def _mapped(table: bytes, most: int) -> NDArray[np.int64]:
    """The code points of one mapping whose glyph is one of the font's, and not its empty box."""
    (kind,) = struct.unpack_from(">H", table)
    reader = {4: _segments, 6: _trimmed, 12: _groups}.get(kind)
    if reader is None:
        raise ValueError
    codes, glyphs = reader(table)
    return codes[(glyphs > 0) & (glyphs < most)]


_Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Code points and their glyphs, (n,) each."""


def _segments(table: bytes) -> _Pairs:
    """Format 4: runs of code points below 65536, in order."""
    (doubled,) = struct.unpack_from(">H", table, 6)
    count = doubled // 2
    words = np.frombuffer(table[: len(table) // 2 * 2], ">u2").astype(np.int64)
    last, first, shift, offset = (words[at : at + count] for at in _arrays(count))
    if len(offset) < count or (first > last).any() or (first[1:] <= last[:-1]).any():
        raise ValueError
    codes = _runs(first, last)
    which = np.repeat(np.arange(count), last - first + 1)
    # An offset is in bytes, and counts from the word that it stands in; 0 is none.
    places = 8 + 3 * count + which + offset[which] // 2 + codes - first[which]
    direct = offset[which] == 0
    listed = words[np.where(direct, 0, np.minimum(places, len(words) - 1))]
    listed = np.where(places < len(words), listed, 0)
    glyphs = np.where(direct, codes, listed) + shift[which]
    return codes, np.where(~direct & (listed == 0), 0, glyphs % 65536)


def _arrays(count: int) -> Iterator[int]:
    """Where ends, beginnings, shifts and offsets of ``count`` segments begin, in words."""
    yield 7  # and between ends and beginnings lies a word that is not used
    yield from (8 + k * count for k in (1, 2, 3))


def _trimmed(table: bytes) -> _Pairs:
    """Format 6: one run."""
    first, count = struct.unpack_from(">HH", table, 6)
    glyphs = np.frombuffer(table, ">u2", count, 10).astype(np.int64)
    return first + np.arange(count), glyphs


def _groups(table: bytes) -> _Pairs:
    """Format 12: runs of any code points, in order."""
    (count,) = struct.unpack_from(">I", table, 12)
    first, last, glyph = (
        np.frombuffer(table, ">u4", 3 * count, 16).astype(np.int64).reshape(-1, 3).T
    )
    if (first > last).any() or (first[1:] <= last[:-1]).any() or (last > _LAST).any():
        raise ValueError
    lengths = last - first + 1
    return _runs(first, last), _runs(glyph, glyph + lengths - 1)


def _runs(first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """All whole numbers of runs from ``first`` to ``last``, (n,) each, one run after another."""
    lengths = last - first + 1
    starts = np.cumsum(lengths) - lengths
    return np.arange(lengths.sum()) + np.repeat(first - starts, lengths)
