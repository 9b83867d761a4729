"""A line of a program, in type of one pitch, its words coloured by what they are."""

from __future__ import annotations

import io
import json
import keyword
import tokenize
from collections.abc import Iterator, Mapping

from scenes.components.text.label import Label

FAMILY = "DejaVu Sans Mono"
"""Comes with Typst itself, so that it is the same on every machine."""
PITCH = 1233 / 2048
"""Width of each letter of it, in em."""


class CodeLine(Label):
    """A line of Python whose first letter, be it a blank, begins at the origin.

    It is the same in every language, its decimal points too.

    Args:
        text: the line.
        size: of the type, in em.
        colour: of what has none of its own.
        colours: by word; under "" that of keywords, which are bold.
    """

    def __init__(self, text: str, size: float, colour: str, colours: Mapping[str, str]) -> None:
        indent = len(text) - len(text.lstrip(" "))
        words = "".join(_set(*token, colours) for token in _tokens(text[indent:]))
        super().__init__(f'#text(font: "{FAMILY}", ligatures: false)[{words}]', size, colour)
        self.text = text
        self.shift((indent * PITCH * size, 0.0, 0.0))


def _tokens(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a line, blanks too, and whether each is a keyword."""
    done = 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        (_, start), (_, stop) = token.start, token.end
        if start > done:
            yield text[done:start], False
        if token.string.strip():
            yield token.string, keyword.iskeyword(token.string)
            done = stop


def _set(text: str, is_keyword: bool, colours: Mapping[str, str]) -> str:  # noqa: FBT001 - a pair
    """Typst's code for a piece."""
    colour = colours.get("" if is_keyword else text)
    how = [f'fill: rgb("{colour}")'] if colour else []
    how += ['weight: "bold"'] if is_keyword else []
    return f"#text({', '.join([*how, json.dumps(text)])})"
