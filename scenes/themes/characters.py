"""Which characters a lesson's texts may hold: those that its font draws, in plain order."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from scenes.theme import Font
from scenes.themes import sfnt

FONT_PACKAGE = "font_source_sans_pro"

SET_FROM_OTHERS = frozenset({ord("⁻"), 0x1D43D, 0x1D464})
"""A raised minus, J and w as quantities: what is drawn whether the font has it or not."""

_INVISIBLE = {
    "Cc": "a control character",
    "Cf": "an invisible formatting character",
    "Cs": "half of a surrogate pair",
    "Co": "a private-use character",
    "Cn": "not a character",
    "Zl": "a line separator",
    "Zp": "a paragraph separator",
}


def plain_line(text: str, font: Font | None = None) -> str:
    """The text in composed form (NFC) without blanks at its ends.

    ``font`` is what it is set in, None the pinned font.

    Raises:
        ValueError: a character that is invisible, or that the font has no glyph for.
    """
    drawn = (glyphs(font.regular) if font else _pinned()) | SET_FROM_OTHERS
    called = f"the font {font.name}" if font else "the font"
    line = unicodedata.normalize("NFC", text)
    for character in line:
        refuse_invisible(character)
        if not character.isspace() and ord(character) not in drawn:
            raise ValueError(f"{called} has no glyph for {described(character)}; use another")
    return " ".join(line.split())


def plain_words(text: str, font: Font | None = None) -> str:
    """Like `plain_line`, but line breaks and tabs are allowed, and become spaces."""
    return plain_line(text.replace("\n", " ").replace("\t", " "), font)


def refuse_invisible(text: str) -> None:
    """Raise ValueError for a control, formatting, surrogate or unassigned character."""
    for character in text:
        if what := _INVISIBLE.get(unicodedata.category(character)):
            raise ValueError(f"it holds {described(character)}, {what}; remove it")


def described(character: str) -> str:
    """A character as it can be shown: itself where it is visible, its code, its name."""
    name = unicodedata.name(character, "")
    code = f"U+{ord(character):04X}"
    seen = f'"{character}" ' if character.isprintable() and not character.isspace() else ""
    return f"{seen}{code} {name}".strip()


@lru_cache(maxsize=8)
def glyphs(font: bytes) -> frozenset[int]:
    """The code points that the font in a file of these bytes draws.

    Raises:
        ValueError: it is no plain font, or it is damaged.
    """
    return sfnt.drawn(sfnt.tables(font))


@lru_cache(maxsize=1)
def _pinned() -> frozenset[int]:
    """The code points that the pinned font draws."""
    return glyphs(font_file().read_bytes())


def font_file(style: str = "Regular") -> Path:
    """The file of one style of the pinned font.

    Raises:
        FileNotFoundError: the package of the font is not installed.
    """
    package = find_spec(FONT_PACKAGE)
    for folder in (package.submodule_search_locations or ()) if package else ():
        file = Path(folder) / "files" / f"SourceSansPro-{style}.otf"
        if file.is_file():
            return file
    raise FileNotFoundError(f"the font Source Sans Pro {style} (package {FONT_PACKAGE}) is missing")
