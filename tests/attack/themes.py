"""Theme files, fonts and logos that were spoiled, beside a lesson that wears them."""

from __future__ import annotations

import io
import os
import random
import struct
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image

from scenes.theme import ROLES
from tests.attack import hostile, lessons, material, told
from tests.attack.cases import Attack, Case, Result

COLOURS = (
    "#000000", "#FFFFFF", "#fff", "#FFFFFF00", "#12345", "#GGGGGG", "white", "rgb(1,2,3)", "", "#",
    "#7F7F7F", "#0B0F1A", "#74BDFF", "0x74BDFF", "#74BDF\\u0000",
    "#\uff17\uff14BDFF", "\uff0374BDFF", "#" * 900,
)  # fmt: skip


def colours(here: Path, chance: random.Random) -> str:
    """Some roles, and what is none, in other colours or none."""
    lines = []
    for role in hostile.some(chance, [*ROLES, "colour", "heights", "rates", "x" * 90], 6):
        codes = [
            f'"{chance.choice(COLOURS)}"' for _ in range(chance.choice([0, 1, 3, 4, 6, 17, 999]))
        ]
        value = (
            f"[{', '.join(codes)}]"
            if role in {"heights", "rates"}
            else f'"{chance.choice(COLOURS)}"'
        )
        lines.append(f"{role} = {value if chance.randrange(8) else hostile.value(chance)}\n")
    base = chance.choice(['extends = "night"\n', 'extends = "paper"\n', "", 'extends = "dusk"\n'])
    (here / "look.toml").write_text(f"{base}[colours]\n{''.join(lines)}", "utf-8", "replace")
    return f"colours: {'; '.join(lines)[:150]}"


def words(here: Path, chance: random.Random) -> str:
    """The theme file spoiled as lesson files are."""
    change = chance.choice([lessons.words, lessons.values, lessons.blocks, *lessons.LAST])
    spoiled, what = change(material.THEME, chance)
    data = spoiled if isinstance(spoiled, bytes) else spoiled.encode("utf-8", "replace")
    (here / "look.toml").write_bytes(data)
    return what


def names(here: Path, chance: random.Random) -> str:
    """Other names for font and logo, or for the theme itself."""
    key = chance.choice(["font", "logo", "theme"])
    endings = {
        "font": (".otf", ".ttf", ".woff", ""),
        "logo": (".png", ".svg", ""),
        "theme": (".toml", ""),
    }
    stem = chance.choice(hostile.PATHS).rpartition(".")[0] or chance.choice(hostile.PATHS)
    name = stem + chance.choice(endings[key])
    file = here / ("lesson.toml" if key == "theme" else "look.toml")
    lines = [line for line in file.read_text().splitlines() if not line.startswith(f"{key} =")]
    at = 2 if key == "theme" else 0
    file.write_text("\n".join([*lines[:at], f'{key} = "{name}"', *lines[at:]]), "utf-8", "replace")
    return f"names: {key} = {name[:80]!r}"


def things(here: Path, chance: random.Random) -> str:
    """A link, a pipe, a folder or nothing where a file should be."""
    file = here / chance.choice(["look.toml", "fonts/face.otf", "logo.png", "fonts"])
    kind = chance.choice(
        ["pipe", "folder", "none", "device", "itself", "out", "loop", "dangling", "huge"]
    )
    if file.is_dir():
        (file / "face.otf").unlink()
        file.rmdir()
    else:
        file.unlink()
    links = {
        "device": "/dev/zero", "itself": file.name, "out": "../outside.txt", "dangling": "nowhere",
        "loop": "link_self.csv",
    }  # fmt: skip
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    elif kind == "huge":
        with file.open("wb") as sparse:
            sparse.truncate(2**34)
    elif kind in links:
        file.symlink_to(links[kind])
    return f"things: {file.name} is {kind}"


def fonts(here: Path, chance: random.Random) -> str:
    """A font that was cut, flipped, packed, or whose tables lie about their size."""
    whole = material.face()
    forms: dict[str, Callable[[], bytes]] = {
        "damaged": lambda: hostile.damaged(whole, chance)[0],
        "flipped": lambda: _flipped(whole, chance),
        "cut": lambda: whole[: chance.randrange(len(whole))],
        "head": lambda: whole[:12] + chance.randbytes(len(whole) - 12),
        "tables": lambda: _lying(whole, chance),
        "woff": lambda: _packed("woff"),
        "woff bomb": _woff_bomb,
        "many tables": lambda: b"OTTO\xff\xff" + bytes(6) + b"cmap" * 4 * 65_535,
        "collection": lambda: b"ttcf\0\1\0\0\xff\xff\xff\xff" + bytes(4000),
        "no glyphs": _without_letters,
        "text": lambda: b"not a font\n" * 100,
        "png": material.picture,
        "type 1": lambda: b"%!PS-AdobeFont-1.0: X\n" + bytes(900),
        "sixteen MB": lambda: whole + bytes(17 * 2**20),
    }
    kind = chance.choice([*forms])
    (here / "fonts/face.otf").write_bytes(forms[kind]())
    if chance.randrange(4) == 0:
        (here / "fonts/other.ttf").write_bytes(hostile.damaged(whole, chance)[0])
    return f"fonts: {kind}"


def _flipped(whole: bytes, chance: random.Random) -> bytes:
    spoiled = bytearray(whole)
    for _ in range(chance.choice([1, 2, 8, 64])):
        spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
    return bytes(spoiled)


def _lying(whole: bytes, chance: random.Random) -> bytes:
    """A directory of tables with another offset or length in it."""
    spoiled = bytearray(whole)
    tables = int.from_bytes(whole[4:6], "big")
    at = 12 + 16 * chance.randrange(tables) + chance.choice([0, 8, 12])
    spoiled[at : at + 4] = struct.pack(">I", chance.choice([0, 1, len(whole), 2**31, 2**32 - 1]))
    return bytes(spoiled)


@cache
def _packed(flavour: str) -> bytes:
    font = TTFont(io.BytesIO(material.face()))
    font.flavor = flavour
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


@cache
def _woff_bomb() -> bytes:
    """A packed font of one table that inflates to four gigabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = packer.compress(bytes(2**24)) + packer.flush(zlib.Z_FULL_FLUSH)
    size = 255 * 2**24
    # The sum of Adler-32 over zeros is 1 and their number; the last block is empty.
    packed = b"\x78\xda" + 255 * piece + b"\3\0" + struct.pack(">HH", size % 65_521, 1)
    length = 44 + 20 + len(packed)
    head = struct.pack(">4s4sIHHI", b"wOFF", b"OTTO", length, 1, 0, size + 28) + bytes(24)
    return head + struct.pack(">4sIIII", b"cmap", 64, len(packed), size, 0) + packed


def _without_letters() -> bytes:
    font = TTFont(io.BytesIO(material.face()))
    for part in font["cmap"].tables:
        part.cmap = {}
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def logos(here: Path, chance: random.Random) -> str:
    """A picture that was cut, or that says it is larger than it can be."""
    whole = material.picture(chance.choice([255, 0, 20]))
    forms: dict[str, Callable[[], bytes]] = {
        "damaged": lambda: hostile.damaged(whole, chance)[0],
        "cut": lambda: whole[: chance.randrange(len(whole))],
        "header": lambda: _png(chance.choice([0, 1, 63, 4097, 30_000, 2**31 - 1]), 80, b"x"),
        "huge": lambda: _png(30_000, 30_000, zlib.compress(bytes(900_000))),
        "largest": lambda: _png(4096, 4096, zlib.compress(bytes(4097 * 4096))),
        "largest of colours": lambda: _png(4096, 4096, zlib.compress(bytes(2**27 + 4096)), 16, 6),
        "bomb in a remark": lambda: _remark(whole, zlib.compress(bytes(2**27), 9)),
        "many remarks": lambda: _remark(whole, b"x", 20_000),
        "other checksum": lambda: whole[:-30] + bytes([whole[-30] ^ 1]) + whole[-29:],
        "sixteen bits": lambda: _as(Image.new("I;16", (80, 64), 65_535), "PNG"),
        "palette": lambda: _as(Image.new("P", (80, 64), 3), "PNG"),
        "one bit": lambda: _as(Image.new("1", (80, 64), 1), "PNG"),
        "animated": lambda: _animated(chance.choice([2, 200])),
        "clear": lambda: _as(Image.new("RGBA", (80, 64), (255, 255, 255, 0)), "PNG"),
        "thin": lambda: _as(Image.new("RGB", (64, 4096), "white"), "PNG"),
        "jpeg": lambda: _as(Image.new("RGB", (80, 64), "white"), "JPEG"),
        "gif": lambda: _as(Image.new("P", (80, 64)), "GIF"),
        "svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
        "eps": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 80 64\n(%pipe%id) (r) file\n",
    }  # fmt: skip
    kind = chance.choice([*forms])
    (here / "logo.png").write_bytes(forms[kind]())
    return f"logos: {kind}"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, packed: bytes, depth: int = 8, colour: int = 0) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def _remark(whole: bytes, packed: bytes, times: int = 1) -> bytes:
    text = _chunk(b"zTXt", b"Comment\0\0" + packed) * times
    profile = _chunk(b"iCCP", b"profile\0\0" + packed)
    return whole[:33] + profile + text + whole[33:]


def _as(image: Image.Image, kind: str) -> bytes:
    written = io.BytesIO()
    image.save(written, format=kind)
    return written.getvalue()


def _animated(frames: int) -> bytes:
    written = io.BytesIO()
    every = [Image.new("RGBA", (80, 64), (255, 255, i % 256, 255)) for i in range(frames)]
    every[0].save(written, format="PNG", save_all=True, append_images=every[1:])
    return written.getvalue()


KINDS = (colours, words, names, things, fonts, fonts, logos, logos)


def attempt(case: Case) -> Result:
    """Check a lesson that wears a spoiled theme."""
    path = material.lay_out(case.folder, material.SHORT)
    material.set_traps(case.folder)
    done = [case.chance.choice(KINDS)(path.parent, case.chance) for _ in range(1)]
    ended = case.nursery.run(["check", path.name], case.folder, within="here")
    found = [*told.faults(ended, [material.SECRET])]
    found += told.unnamed(ended, ["look.toml", path.name])
    found += told.litter(case.folder)
    came = {0: "accepted", 1: "unreadable", 2: "refused"}.get(ended.code, f"code {ended.code}")
    return Result(came, tuple(found), ended.seconds, ended.bytes, "; ".join(done))


ATTACK = Attack("themes", 500, 15, attempt)
