"""Fonts and logos from strangers: the plain are read right, others get a sentence at once."""

from __future__ import annotations

import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from fontTools.ttLib import TTCollection, TTFont

from scenes.themes.characters import font_file, glyphs
from scenes.themes.check import font_family
from scenes.themes.png import read_png
from scenes.themes.sfnt import MOST_BYTES

STYLES = sorted(font_file().parent.glob("*.[ot]tf"))
NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp", "name")
SECONDS = 2.0
"""The most that any of these may take; they take hundredths."""


def said(see: Callable[[bytes], object], data: bytes) -> str:
    """What is wrong with a file, nothing where it is taken; a sentence, and at once."""
    began, why = time.process_time(), ""
    try:
        assert see(data)
    except ValueError as error:
        why = str(error)
    assert time.process_time() - began < SECONDS
    assert why.isprintable()
    return why


# Fonts


def otf() -> bytes:
    return font_file("Light").read_bytes()


def ttf() -> bytes:
    return font_file("Light").with_suffix(".ttf").read_bytes()


def packed(flavour: str) -> bytes:
    """A font packed for the web, in which a table of 64 MiB takes a few kB."""
    to = BytesIO()
    with TTFont(BytesIO(ttf())) as face:
        face.flavor = flavour
        face["BOMB"] = table = type(face["prep"])("BOMB")
        table.data = bytes(2**26)
        table.compile = lambda _: table.data
        face.save(to)
    return to.getvalue()


def collection() -> bytes:
    to, fonts = BytesIO(), TTCollection()
    fonts.fonts = [TTFont(BytesIO(ttf())), TTFont(BytesIO(ttf()))]
    fonts.save(to)
    return to.getvalue()


def with_table(tag: str, data: bytes, font: bytes | None = None) -> bytes:
    """A font in which a table has these bytes, whatever they are."""
    with TTFont(BytesIO(font or ttf()), recalcBBoxes=False, recalcTimestamp=False) as face:
        tables = {name: face.reader[name] for name in face.reader.tables} | {tag: data}
    return written(tables.items())


def written(tables: Iterable[tuple[str, bytes]], version: bytes = b"\0\1\0\0") -> bytes:
    rows = sorted(tables)
    head, body = [version, struct.pack(">HHHH", len(rows), 0, 0, 0)], b""
    for tag, data in rows:
        start = 12 + 16 * len(rows) + len(body)
        head.append(struct.pack(">4sIII", tag.encode(), 0, start, len(data)))
        body += data + bytes(-len(data) % 4)
    return b"".join(head) + body


def pointing(row: int, start: int, length: int) -> bytes:
    """A font whose list of tables says another place for one of them."""
    data = bytearray(ttf())
    struct.pack_into(">II", data, 12 + 16 * row + 8, start, length)
    return bytes(data)


def mapping(subtable: bytes) -> bytes:
    return with_table("cmap", struct.pack(">HHHHI", 0, 1, 3, 10, 12) + subtable)


def groups(*runs: tuple[int, int, int]) -> bytes:
    rows = b"".join(struct.pack(">III", *run) for run in runs)
    return mapping(struct.pack(">HHIII", 12, 0, 16 + len(rows), 0, len(runs)) + rows)


def segments(count: int) -> bytes:
    """As many segments, each of which is all code points below 65535."""
    ends, starts = b"\xff\xff" * count, b"\0\0" * count
    head = struct.pack(">HHHHHHH", 4, 0, 0, 2 * count, 0, 0, 0)
    return mapping(head + ends + b"\0\0" + starts + b"\0\1" * count + b"\0\0" * count)


def of_others(deep: int, wide: int) -> bytes:
    """A font in which a letter is made of ``wide`` others, each of these too, ``deep`` times."""
    with TTFont(BytesIO(ttf()), lazy=True) as face:
        letter, first = face.getGlyphID("A"), 100
        places, glyf = [*face["loca"]], face.reader["glyf"]
        outlines = [glyf[a:b] for a, b in pairwise(places)]
        head = bytearray(face.reader["head"])
    for k in range(deep):
        inner = letter if k == 0 else first + k - 1
        parts = [
            struct.pack(">HHBB", 0x20 if n < wide - 1 else 0, inner, 0, 0) for n in range(wide)
        ]
        outlines[first + k] = struct.pack(">hhhhh", -1, 0, 0, 9, 9) + b"".join(parts)
    padded = [outline + bytes(-len(outline) % 4) for outline in outlines]
    starts = np.cumsum([0, *map(len, padded)])
    struct.pack_into(">h", head, 50, 1)
    font = with_table("glyf", b"".join(padded))
    font = with_table("loca", starts.astype(">u4").tobytes(), font)
    return with_table("head", bytes(head), font)


def number(value: int) -> bytes:
    """As a program of a letter has it, in three bytes."""
    return b"\x1c" + struct.pack(">h", value)


def index(objects: Sequence[bytes]) -> bytes:
    """As CFF has a list."""
    if not objects:
        return bytes(2)
    places = np.cumsum([1, *map(len, objects)]).astype(">u4").tobytes()
    return struct.pack(">HB", len(objects), 4) + places + b"".join(objects)


END, CALL, CALL_OWN, RETURN = b"\x0e", b"\x1d", b"\x0a", b"\x0b"
LINES = number(1) * 48 + b"\x05"  # twenty-four


def programs(
    letter: bytes, shared: Sequence[bytes] = (), own: Sequence[bytes] = (), many: int = 1
) -> bytes:
    """A font whose last letters are this program; the others are empty."""
    with TTFont(BytesIO(otf()), lazy=True) as face:
        count = face["maxp"].numGlyphs
    letters = index([END] * (count - many) + [letter] * many)
    private = b"\x1d" + struct.pack(">i", 6) + b"\x13"  # its own programs lie behind it
    begins = b"\1\0\4\4" + index([b"x"])
    size = len(begins + index([bytes(17)]) + index([]) + index(shared))
    top = b"\x1d" + struct.pack(">i", size) + b"\x11"
    lies = (b"\x1d" + struct.pack(">i", n) for n in (len(private), size + len(letters)))
    top += b"".join(lies) + b"\x12"
    tops = index([top])
    body = begins + tops + index([]) + index(shared) + letters + private + index(own)
    return with_table("CFF ", body, otf())


def calling(deep: int, wide: int, kind: bytes = CALL) -> list[bytes]:
    """Programs each of which calls the one before so many times; the first draws lines."""
    calls = [(number(k - 107) + kind) * wide + RETURN for k in range(deep - 1)]
    return [LINES + RETURN, *calls]


# letters as programs, and what is said of the font: nothing where it can be drawn
PROGRAMS: dict[str, tuple[Callable[[], bytes], str]] = {
    "no call": (lambda: programs(LINES * 10 + END), ""),
    "a few calls": (lambda: programs(number(-105) + CALL + END, calling(3, 3)), ""),
    "a title of letters of 3,000": (lambda: programs(LINES * 60 + END, many=32), "curves"),
    "a few letters of 3,000": (lambda: programs(LINES * 60 + END, many=5), ""),
    "as deep as may be": (lambda: programs(number(-98) + CALL + END, calling(10, 1)), ""),
    "ten times a hundred": (lambda: programs(number(-98) + CALL + END, calling(10, 100)), "curves"),
    "the same of its own": (
        lambda: programs(number(-98) + CALL_OWN + END, [], calling(10, 100, CALL_OWN)), "curves"),
    "itself": (lambda: programs(number(-107) + CALL, [(number(-107) + CALL) * 9 + RETURN]),
               "more than 10 deep"),
    "called by another number": (
        lambda: programs(b"\xff" + struct.pack(">i", -98 << 16) + CALL + END, calling(10, 100)),
        "curves"),
    "numbers left by those who called": (
        lambda: programs((number(-107) + number(-106) + CALL) * 40 + END,
                         [LINES * 70 + RETURN, CALL + RETURN]), "curves"),
    "divided numbers": (
        lambda: programs((number(-214) + number(2) + b"\x0c\x0c" + CALL) * 90 + END,
                         [LINES * 70 + RETURN]), "curves"),
    "calculated numbers": (
        lambda: programs((number(-100) + number(-7) + b"\x0c\x0a" + CALL) * 90 + END,
                         [LINES * 70 + RETURN]), "calculates"),
    "what looks like calls behind a mask": (
        lambda: programs(number(1) * 40 + b"\x12\x13" + (CALL * 2 + END) + END, [LINES] * 300), ""),
    "four million calls": (lambda: programs(CALL * 2**22), "curves"),
    "a list that is cut off": (lambda: with_table("CFF ", programs(END)[:300], otf()), "outlines"),
    "an empty table": (lambda: with_table("CFF ", b"", otf()), "outlines"),
}  # fmt: skip


@pytest.mark.parametrize("case", PROGRAMS)
def test_a_letter_that_calls_too_much_is_refused_at_once(case: str) -> None:
    made, fragment = PROGRAMS[case]
    why = said(font_family, made())
    assert fragment in why
    assert bool(why) == bool(fragment)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_the_letters_of_fonts_that_are_used_do_not_call_too_much(path: Path) -> None:
    assert said(font_family, path.read_bytes()) == ""


FONTS = {
    "empty": (lambda: b"", "read as a font"),
    "no font": (lambda: b"no font" * 100, "read as a font"),
    "WOFF": (lambda: packed("woff"), "packed for the web"),
    "WOFF2": (lambda: b"wOF2" + ttf()[4:], "packed for the web"),
    "collection": (collection, "a collection"),
    "too large": (lambda: ttf() + bytes(MOST_BYTES), "larger than 16 MiB"),
    "cut off in its list": (lambda: ttf()[:20], "cut off"),
    "cut off": (lambda: ttf()[: len(ttf()) // 2], "not within the file"),
    "no tables": (lambda: written([]), "0 tables"),
    "60,000 tables": (lambda: ttf()[:4] + b"\xea\x60" + ttf()[6:], "60000 tables"),
    "a table twice": (lambda: written([("head", b"")] * 2), "there twice"),
    "a table elsewhere": (lambda: pointing(0, 2**32 - 1, 4), "not within the file"),
    "a huge table": (lambda: pointing(0, 300, 2**32 - 1), "not within the file"),
    "tables in one place": (lambda: pointing(0, 300, 90_000), "over one another"),
    "no mapping": (lambda: written([("head", b"")]), "no table cmap"),
    "pictures": (lambda: with_table("SVG ", zlib.compress(bytes(2**20))), "pictures"),
    "no outlines": (lambda: written([(tag, b"") for tag in NEEDED]), "no outlines"),
    "all letters, a thousand times": (lambda: groups(*[(0, 0x10FFFF, 1)] * 1000), "cmap"),
    "a letter up to the last number": (lambda: groups((0, 2**32 - 1, 1)), "cmap"),
    "more runs than there are": (
        lambda: mapping(struct.pack(">HHIII", 12, 0, 16, 0, 2**32 - 1)), "cmap"),
    "runs over one another": (lambda: segments(8000), "cmap"),
    "a mapping of 3 MiB": (lambda: mapping(bytes(3 * 2**20)), "larger than 2 MiB"),
    "few letters": (lambda: groups((97, 99, 5)), "no glyph for"),
    "glyphs that are not there": (lambda: groups((32, 0x2200, 60_000)), "no glyph for"),
    "letters of letters": (lambda: of_others(5, 40), "more curves"),
    "letters of letters of letters": (lambda: of_others(30, 2), "made of others"),
}  # fmt: skip


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_font_draws_what_fonttools_reads_of_it(path: Path) -> None:
    with TTFont(path) as face:
        assert glyphs(path.read_bytes()) == set(face.getBestCmap())


def test_letters_may_be_made_of_others_as_accented_ones_are() -> None:
    assert font_family(of_others(3, 4)) == "Source Sans Pro"


@pytest.mark.parametrize("case", FONTS)
def test_each_font_that_is_not_plain_gets_a_sentence_at_once(case: str) -> None:
    made, fragment = FONTS[case]
    assert fragment in said(font_family, made())


def test_a_font_with_wrong_bytes_is_read_or_refused() -> None:
    """Two hundred of them, wrong in their lists more often than elsewhere."""
    rng = np.random.default_rng(14)
    refused = 0
    for number in range(200):
        data = bytearray((otf, ttf)[number % 2]())
        for _ in range(rng.choice([1, 3, 10, 100, 1000])):
            place = rng.integers(0, rng.choice([12, 400, len(data)]))
            data[place] = rng.choice([0, 255, rng.integers(256), data[place] ^ 1])
        refused += bool(said(font_family, bytes(data)))
    assert 20 < refused < 180


# Logos


def png(
    size: tuple[int, int] = (64, 64),
    pixels: bytes | None = None,
    kind: tuple[int, int] = (8, 2),
    extra: Iterable[tuple[bytes, bytes]] = (),
    interlaced: int = 0,
) -> bytes:
    """A PNG of ``kind`` (bits, colour type) whose rows are ``pixels``, whatever these are."""
    depth, colour = kind
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colour, 1)
    if pixels is None:
        pixels = (b"\0" + bytes(-(-size[0] * depth * channels // 8))) * size[1]
    head = struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, interlaced)
    return chunked([(b"IHDR", head), *extra, (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")])


def chunked(chunks: Iterable[tuple[bytes, bytes]]) -> bytes:
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, body in chunks:
        parts.append(struct.pack(">I", len(body)) + kind + body)
        parts.append(struct.pack(">I", zlib.crc32(kind + body)))
    return b"".join(parts)


def rows(values: np.ndarray) -> bytes:
    """Rows of samples, (h, w) of a big-endian kind, as PNG has them without a filter."""
    return b"".join(b"\0" + row.tobytes() for row in values)


@cache
def shades() -> np.ndarray:
    """Greys of 16 bits, (64, 64), from black to white."""
    return np.linspace(0, 65535, 64 * 64).astype(">u2").reshape(64, 64)


HUGE = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
MEBIBYTES = zlib.compress(bytes(2**26))
LOGOS = {
    "empty": (lambda: b"", "read as a PNG"),
    "no picture": (lambda: b"no picture" * 100, "read as a PNG"),
    "signature only": (lambda: chunked([]), "cut off"),
    "cut off": (lambda: png()[:-30], "cut off"),
    "a part of 4 GiB": (lambda: chunked([])+ b"\xff\xff\xff\xffIHDR" + bytes(99), "cut off"),
    "wrong checksum": (lambda: png()[:-20] + b"\0" + png()[-19:], "checksum"),
    "no size": (lambda: chunked([(b"IEND", b"")]), "begin with its size"),
    "two sizes": (lambda: png(extra=[(b"IHDR", HUGE)]), "two sizes"),
    "30,000 x 30,000": (lambda: png((30_000, 30_000), b""), "30000 x 30000 pixels"),
    "2,049 wide": (lambda: png((2049, 300), b""), "2049 x 300 pixels"),
    "no pixels": (lambda: png(pixels=b""), "pixels cannot be read"),
    "half of its pixels": (lambda: png(pixels=bytes(32 * 193)), "some are missing"),
    "a row less": (lambda: png((65, 64), bytes(63 * 25), (3, 0)), "pixels cannot be read"),
    "one byte less": (lambda: png((65, 64), bytes(64 * 10 - 1), (1, 0)), "some are missing"),
    "one byte less, interlaced": (
        lambda: png(kind=(8, 0), pixels=bytes(64 * 64 + 119), interlaced=1), "some are missing"),
    "no such filter": (lambda: png(pixels=b"\x09" * 64 * 193), "pixels cannot be read"),
    "3 bits": (lambda: png(kind=(3, 2)), "pixels cannot be read"),
    "no such order": (lambda: png(interlaced=7), "pixels cannot be read"),
    "short key": (lambda: png(extra=[(b"tRNS", b"\0")]), "pixels cannot be read"),
    "16 bits and a key": (lambda: png(kind=(16, 2), extra=[(b"tRNS", bytes(6))]), "8 bits"),
    "too large": (lambda: png(extra=[(b"teXt", bytes(2**22))]), "larger than 4 MiB"),
}  # fmt: skip

BLACK, WHITE, CLEAR = (0, 0, 0, 255), (255, 255, 255, 255), (0, 0, 0, 0)
READ = {
    "16-bit grey": (lambda: png(pixels=rows(shades()), kind=(16, 0)), BLACK, WHITE),
    "16-bit colour": (lambda: png(pixels=rows(shades().repeat(3, 1)), kind=(16, 2)), BLACK, WHITE),
    "16-bit grey, clear": (
        lambda: png(pixels=rows(shades().repeat(2, 1)), kind=(16, 4)), CLEAR, WHITE),
    "black and white": (
        lambda: png(pixels=(b"\0" + b"\x0f" * 8) * 64, kind=(1, 0)), BLACK, WHITE),
    "palette": (
        lambda: png(
            pixels=(b"\0" + bytes(range(64))) * 64, kind=(8, 3),
            extra=[(b"PLTE", bytes(189) + b"\xff" * 3), (b"tRNS", b"\0")],
        ), CLEAR, WHITE),
    "palette cut short": (
        lambda: png(
            pixels=(b"\0" + bytes(range(64))) * 64, kind=(8, 3), extra=[(b"PLTE", b"\xff" * 3)]
        ), WHITE, BLACK),
    "a clear colour": (lambda: png(extra=[(b"tRNS", bytes(6))]), CLEAR, CLEAR),
    "more pixels than it has": (lambda: png(pixels=bytes(2**26)), BLACK, BLACK),
    "interlaced": (
        lambda: png(kind=(8, 0), pixels=bytes(64 * 64 + 120), interlaced=1), BLACK, BLACK),
    "packed profile": (lambda: png(extra=[(b"iCCP", b"x\0\0" + MEBIBYTES)]), BLACK, BLACK),
    "packed words": (lambda: png(extra=[(b"zTXt", b"x\0\0" + MEBIBYTES)]), BLACK, BLACK),
    "animated": (
        lambda: png(extra=[
            (b"acTL", struct.pack(">II", 2**31, 0)),
            (b"fcTL", struct.pack(">IIIIIHHBB", 0, 30_000, 30_000, 0, 0, 1, 1, 0, 0)),
        ]), BLACK, BLACK),
}  # fmt: skip


@pytest.mark.parametrize("case", LOGOS)
def test_each_logo_that_cannot_be_shown_gets_a_sentence_at_once(case: str) -> None:
    made, fragment = LOGOS[case]
    assert fragment in said(read_png, made())


@pytest.mark.parametrize("case", READ)
def test_a_logo_of_any_kind_has_its_own_pixels(case: str) -> None:
    made, first, last = READ[case]
    data = made()
    assert not said(read_png, data)
    pixels = np.asarray(read_png(data))
    assert pixels.shape == (64, 64, 4)
    assert tuple(pixels[0, 0]) == first
    assert tuple(pixels[-1, -1]) == last


def test_a_logo_with_wrong_bytes_is_read_or_refused() -> None:
    """Checksums made right again, so that what is wrong gets further."""
    rng = np.random.default_rng(14)
    rows_of_noise = rng.integers(0, 5, (64, 64 * 4 + 1), np.uint8)
    head = struct.pack(">IIBBBBB", 64, 64, 8, 6, 0, 0, 0)
    refused = 0
    for _ in range(200):
        parts = [bytearray(head), bytearray(zlib.compress(rows_of_noise.tobytes()))]
        for _ in range(rng.choice([1, 3, 30])):
            part = parts[rng.choice([0, 1, 1, 1])]
            part[rng.integers(len(part))] = rng.integers(256)
        chunks = zip((b"IHDR", b"IDAT"), map(bytes, parts), strict=True)
        refused += bool(said(read_png, chunked([*chunks, (b"IEND", b"")])))
    assert 20 < refused < 200


MEMORY = """
import resource, sys
from pathlib import Path
from scenes.themes.check import check_logo
data = Path(sys.argv[1]).read_bytes()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
check_logo(data, "#FFFFFF")
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is counted in other units")
def test_the_largest_logo_is_looked_at_in_little_memory(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(
        png((2048, 2048), kind=(8, 6), pixels=(b"\0" + b"\0\0\0\xff" * 2048) * 2048)
    )
    call = [sys.executable, "-c", MEMORY, str(tmp_path / "logo.png")]
    told = subprocess.run(call, capture_output=True, check=True, text=True)
    assert int(told.stdout) < 120  # MiB
