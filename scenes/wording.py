"""What the software itself puts on the screen, in a lesson's language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"
FALLBACK = "en"
"""The language of what a lesson's own language has no file for."""


class Wording:
    """Texts by key, as in ``places.start``; what is between braces in one is filled in."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key.

        Raises:
            KeyError: there is no such key, or a value that the text needs is not given.
        """
        text = self._texts[key]
        return text.format_map(values) if values else text

    def keys(self) -> frozenset[str]:
        """All keys there are."""
        return frozenset(self._texts)


def languages() -> tuple[str, ...]:
    """The languages that there are words in."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def wording(language: str) -> Wording:
    """The words of a language, such as "en" or "pt-BR", or of the fallback where there are none.

    >>> wording("en")("left.ball", why="its steps are too long")
    'The ball left the picture: its steps are too long.'
    """
    known = languages()
    plain = language.partition("-")[0]
    chosen = next((each for each in (language, plain) if each in known), FALLBACK)
    sections = tomllib.loads((FOLDER / f"{chosen}.toml").read_text(encoding="utf-8"))
    return Wording(
        {
            f"{section}.{key}": text
            for section, texts in sections.items()
            for key, text in texts.items()
        }
    )
