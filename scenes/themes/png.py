"""PNG pictures that may come from a stranger: looked through and bounded before they are decoded.

Source: W3C, "Portable Network Graphics (PNG) Specification (Third Edition)", 2025.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

MOST_BYTES = 4 * 2**20
SIDES = (64, 2048)
"""Least and greatest width and height; a logo is drawn a tenth of the frame high."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SEEN = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
"""What decides the pixels of the still picture; all else, some of it packed, is left unread."""
_SIXTEEN = 16
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Numbers a pixel, by the kind of its colours."""
_PASSES = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
"""Of an interlaced picture: the first column and row of each pass, and its steps."""

Chunk = tuple[bytes, bytes]
"""Kind and contents."""


def read_png(data: bytes) -> Image.Image:
    """The still picture of a PNG file, in red, green, blue and opacity of 8 bits.

    Raises:
        ValueError: it is no such file, damaged, or of another size than can be used.
    """
    if len(data) > MOST_BYTES:
        raise ValueError(f"the logo is larger than {MOST_BYTES // 2**20} MiB")
    if not data.startswith(_SIGNATURE):
        raise ValueError("it cannot be read as a PNG picture")
    chunks = [chunk for chunk in _chunks(data) if chunk[0] in _SEEN]
    _check_size(chunks)
    _check_pixels(chunks)
    try:
        with Image.open(BytesIO(_written(chunks)), formats=["PNG"]) as picture:
            picture.load()
            return _eight_bits(picture).convert("RGBA")
    except (OSError, SyntaxError, ValueError, IndexError, struct.error, zlib.error):
        raise _damaged("its pixels cannot be read") from None


def _damaged(why: str) -> ValueError:
    return ValueError(f"the logo is damaged: {why}; save it again as PNG")


def _chunks(data: bytes) -> Iterator[Chunk]:
    """The chunks up to the last one, each whole."""
    place = len(_SIGNATURE)
    kind = b""
    while kind != b"IEND":
        length = int.from_bytes(data[place : place + 4], "big")
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        stop = place + 12 + length
        if stop > len(data):
            raise _damaged("the file is cut off")
        if zlib.crc32(kind + body).to_bytes(4, "big") != data[stop - 4 : stop]:
            raise _damaged(f"the checksum of its part {kind.decode('latin-1')!a} is wrong")
        yield kind, body
        place = stop


def _check_size(chunks: list[Chunk]) -> None:
    kind, header = chunks[0]
    if kind != b"IHDR" or len(header) != struct.calcsize(">IIBBBBB"):
        raise _damaged("it does not begin with its size")
    if any(kind == b"IHDR" for kind, _ in chunks[1:]):
        raise _damaged("it has two sizes")
    width, height = struct.unpack_from(">II", header)
    low, high = SIDES
    if not low <= min(width, height) <= max(width, height) <= high:
        raise ValueError(f"the logo has {width} x {height} pixels; each side takes {low} to {high}")
    if header[8] == _SIXTEEN and any(kind == b"tRNS" for kind, _ in chunks):
        raise ValueError("the logo has 16 bits a colour and one that is clear; save it with 8 bits")


def _check_pixels(chunks: list[Chunk]) -> None:
    """See that there is a byte for every pixel: those that lack would be black, or clear."""
    width, height, depth, colour, _, _, order = struct.unpack(">IIBBBBB", chunks[0][1])
    bits = depth * _CHANNELS.get(colour, 1)
    passes = _PASSES if order == 1 else ((0, 0, 1, 1),)
    sizes = [
        (-(-(width - left) // across), -(-(height - top) // down))
        for left, top, across, down in passes
    ]
    needed = sum(high * (1 + -(-wide * bits // 8)) for wide, high in sizes)
    packed = b"".join(body for kind, body in chunks if kind == b"IDAT")
    try:
        found = len(zlib.decompressobj().decompress(packed, needed))
    except zlib.error:
        raise _damaged("its pixels cannot be read") from None
    if found < needed:
        raise _damaged("its pixels cannot be read, for some are missing")


def _written(chunks: list[Chunk]) -> bytes:
    parts = [_SIGNATURE]
    for kind, body in chunks:
        crc = zlib.crc32(kind + body)
        parts += [struct.pack(">I", len(body)), kind, body, struct.pack(">I", crc)]
    return b"".join(parts)


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Greys of 16 bits, which Pillow would cut off at white, as greys of 8."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda grey: grey / 257).convert("L")
    return picture
