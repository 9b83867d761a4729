"""The boxes that an MP4 file is made of, as far as they matter here."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_ENABLED = 1
"""Bit of a track header's flags: the track plays unless the viewer turns it off."""


@dataclass(frozen=True)
class Mp4Box:
    """One box: its four-letter kind and where its contents begin and end in the file."""

    kind: str
    start: int
    stop: int


def boxes(file: BinaryIO, start: int, stop: int) -> Iterator[Mp4Box]:
    """The boxes between two places of a file; ends quietly where the file is cut off."""
    while start + 8 <= stop:
        file.seek(start)
        size, kind = struct.unpack(">I4s", file.read(8))
        header = 8
        if size == 1:
            size, header = struct.unpack(">Q", file.read(8))[0], 16
        end = stop if size == 0 else start + size
        if end < start + header:
            return
        yield Mp4Box(kind.decode("latin-1"), start + header, min(end, stop))
        start = end


def top_level(path: Path) -> list[str]:
    """The kinds of a file's outermost boxes in order."""
    with path.open("rb") as file:
        return [box.kind for box in boxes(file, 0, path.stat().st_size)]


def turn_off_subtitles(path: Path) -> None:
    """Mark subtitle tracks as off until the viewer turns them on: the words are in the picture."""
    with path.open("r+b") as file:
        for track in _within(file, Mp4Box("", 0, path.stat().st_size), "moov", "trak"):
            handlers = [*_within(file, track, "mdia", "hdlr")]
            headers = [*_within(file, track, "tkhd")]
            if handlers and headers and _read(file, handlers[0].start + 8, 4) == b"sbtl":
                flags = headers[0].start + 3
                (value,) = _read(file, flags, 1)
                file.seek(flags)
                file.write(bytes([value & ~_ENABLED]))


def name_language(path: Path, language: str) -> None:
    """Say in which language tracks are that name none, as FFmpeg's of chapters is.

    Args:
        path: of the file.
        language: of three letters (ISO 639-2), of which a file holds five bits each.
    """
    packed = sum((ord(letter) - 0x60) << 5 * k for k, letter in enumerate(reversed(language)))
    with path.open("r+b") as file:
        for header in _within(
            file, Mp4Box("", 0, path.stat().st_size), "moov", "trak", "mdia", "mdhd"
        ):
            (version,) = _read(file, header.start, 1)
            place = header.start + (32 if version else 20)  # behind times and a length
            if _read(file, place, 2) == b"\0\0":
                file.seek(place)
                file.write(packed.to_bytes(2, "big"))


def _within(file: BinaryIO, box: Mp4Box, *kinds: str) -> Iterator[Mp4Box]:
    """The boxes at the end of a path of kinds inside a box."""
    for inner in boxes(file, box.start, box.stop):
        if inner.kind == kinds[0]:
            if len(kinds) == 1:
                yield inner
            else:
                yield from _within(file, inner, *kinds[1:])


def _read(file: BinaryIO, place: int, count: int) -> bytes:
    file.seek(place)
    return file.read(count)
