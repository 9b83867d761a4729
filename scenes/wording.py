"""What the software itself puts on the screen, in a lesson's language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from scenes.numerals import Numerals, numerals

FOLDER = Path(__file__).parent / "words"
FALLBACK = "en"
"""The language of what a lesson's own language has no file for."""
COUNTED = "count"
"""The value in a text that decides which of its plural forms is said."""

Forms = Mapping[str, str]
"""A text by its plural forms, as in ``{ one = "a step", other = "{count} steps" }``."""


class Wording:
    """Texts by key, as in ``places.start``; what is between braces in one is filled in.

    Args:
        texts: by key.
        language: that they are in.
    """

    def __init__(self, texts: Mapping[str, str | Forms], language: str) -> None:
        self._texts, self.language = texts, language
        self.numerals: Numerals = numerals(language)
        """How numbers are written beside them."""

    def __call__(self, key: str, **values: str | int) -> str:
        """The text of a key; whole numbers in it are written as the language has them.

        Raises:
            KeyError: there is no such key, or a value that the text needs is not given.
        """
        text = self._texts[key]
        if not isinstance(text, str):
            form = self.numerals.plural(int(values[COUNTED]))
            text = text.get(form, text["other"])
        told = {
            name: self.numerals.count(value) if isinstance(value, int) else value
            for name, value in values.items()
        }
        return text.format_map(told) if told else text

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def keys(self) -> frozenset[str]:
        """All keys there are."""
        return frozenset(self._texts)

    def texts(self) -> Iterator[str]:
        """All that may be said, each in all its forms."""
        return (text for key in self._texts for text in self.forms(key).values())

    def forms(self, key: str) -> Forms:
        """The plural forms of a text by their names; of one that has none, it is "other"."""
        text = self._texts[key]
        return {"other": text} if isinstance(text, str) else text


def languages() -> tuple[str, ...]:
    """The languages that there are words in."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def spoken(language: str) -> str | None:
    """The one of these languages in which the words for a lesson's language are; None if none is.

    >>> spoken("en-GB"), spoken("xx")
    ('en', None)
    """
    known = languages()
    plain = language.partition("-")[0]
    return next((each for each in (language, plain) if each in known), None)


def wording(language: str) -> Wording:
    """The words of a language, such as "en" or "pt-BR", or of the fallback where there are none.

    >>> wording("en")("left.ball", why="its steps are too long")
    'The ball left the picture: its steps are too long.'
    """
    return wording_in(FOLDER, language)


def delivered(language: str) -> Wording:
    """The words of what is delivered beside pictures: slides, transcripts, folders to publish."""
    return wording_in(FOLDER / "delivered", language)


@cache
def wording_in(folder: Path, language: str) -> Wording:
    """The same from the files of another folder, which has one for each of these languages."""
    chosen = spoken(language)
    sections = tomllib.loads((folder / f"{chosen or FALLBACK}.toml").read_text(encoding="utf-8"))
    texts = {
        f"{section}.{key}": text
        for section, texts in sections.items()
        for key, text in texts.items()
    }
    return Wording(texts, language if chosen else FALLBACK)
