"""Reading a lesson file: bounded before it is parsed, and with the line of every key kept."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from scenes.reading.inputs import Inputs, why_not
from scenes.reading.toml_errors import plainly

MOST_BYTES = 256 * 1024
MOST_KEY_PARTS = 6
MOST_NESTING = 8
MOST_BARE_CHARACTERS = 100
"""Length of a number, a date or a key without quotes."""

Key = tuple[str | int, ...]
"""Where a value is: table keys, and indices of arrays, as in ``("scene", 0, "name")``."""


class SourceError(ValueError):
    """A file that cannot be used; ``file`` and ``line`` are None where none is to blame."""

    def __init__(self, why: str, line: int | None = None, file: Path | None = None) -> None:
        super().__init__(why)
        self.line, self.file = line, file


class Place(NamedTuple):
    """Where something stands."""

    file: Path
    line: int


@dataclass(frozen=True)
class Source:
    """What a TOML file says, with what it takes over from others, and where each key stands."""

    file: Path
    values: dict[str, Any]
    places: Mapping[Key, Place]

    def place(self, key: Key) -> Place:
        """That of a key or, where no file has it, of what it would be in."""
        while key and key not in self.places:
            key = key[:-1]
        return self.places.get(key, Place(self.file, 1))


def read_source(path: Path, inputs: Inputs) -> Source:
    """Read and parse a TOML file, which is then one of the inputs.

    Raises:
        SourceError: not a regular file, too large, not UTF-8, nested too deeply, not TOML.
    """
    try:
        data = inputs.read(path.absolute(), MOST_BYTES)
    except OSError as error:
        raise SourceError(why_not(error, MOST_BYTES)) from None
    return parsed(path, data)


def parsed(path: Path, data: bytes) -> Source:
    """What the bytes of a TOML file say.

    Raises:
        SourceError: not UTF-8, nested too deeply, not TOML.
    """
    text = _decoded(data)
    lines = key_lines(text)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _toml_error(error, text) from None
    return Source(path, values, {key: Place(path, line) for key, line in lines.items()})


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise SourceError(f"byte 0x{byte:02X} is not UTF-8; save the file as UTF-8", line) from None
    return text.replace("\r\n", "\n")


def _toml_error(error: tomllib.TOMLDecodeError, text: str) -> SourceError:
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(error))
    why, number = found.groups() if found else (str(error), None)
    line = int(number) if number else text.count("\n", 0, len(text.rstrip())) + 1
    return SourceError(f"this is not valid TOML: {plainly(why)}", line)


# One pass over the text finds the line of every key and holds the bounds, so that no input reaches
# the parser that would keep it busy: each token is read once and depth is counted.
_TOKEN = re.compile(
    r"""
      (?P<newline>\n)
    | (?P<blank>[ \t\r]+|\#[^\n]*)
    | (?P<quoted>\"{3}(?:\\.|[^\\])*?(?:\"{3,5}|\\?\Z)
                |'{3}.*?(?:'{3,5}|\Z)
                |"(?:\\[^\n]|[^"\\\n])*\\?"?
                |'[^'\n]*'?)
    | (?P<mark>[\[\]{}=,.])
    | (?P<bare>[^\s\[\]{}=,.\#"']+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([^uU]))")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    line: int


class _DerailedError(Exception):
    """The text is not TOML from here on; the parser says why."""


@dataclass
class _Scanner:
    tokens: list[_Token]
    lines: dict[Key, int] = field(default_factory=dict)
    counts: dict[Key, int] = field(default_factory=dict)
    """How many ``[[tables]]`` of a name there are so far."""
    position: int = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.position]

    def take(self) -> _Token:
        self.position += 1
        return self.tokens[self.position - 1]

    def skip_lines(self) -> None:
        while self.next.kind == "newline":
            self.position += 1

    def expect(self, mark: str) -> None:
        if self.take().text != mark:
            raise _DerailedError

    def document(self) -> None:
        table: Key = ()
        self.skip_lines()
        while self.next.kind != "end":
            if self.next.text == "[":
                table = self.header()
            else:
                self.pair(table, 0)
            if self.next.kind not in {"newline", "end"}:
                raise _DerailedError
            self.skip_lines()

    def header(self) -> Key:
        line = self.take().line
        is_array = self.next.text == "["
        if is_array:
            self.take()
        *parents, name = self.key_parts()
        path: Key = ()
        for part in parents:
            path = self.latest((*path, part))
        path = (*path, name)
        if is_array:
            self.counts[path] = self.counts.get(path, 0) + 1
            path = self.latest(path)
            self.expect("]")
        self.expect("]")
        self.lines.setdefault(path, line)
        return path

    def latest(self, path: Key) -> Key:
        """The last of the ``[[tables]]`` at ``path``, where that is what it is."""
        return (*path, self.counts[path] - 1) if path in self.counts else path

    def key_parts(self) -> list[str]:
        parts = [self.key_part()]
        while self.next.text == ".":
            self.take()
            parts.append(self.key_part())
            if len(parts) > MOST_KEY_PARTS:
                why = f"a key has more than {MOST_KEY_PARTS} parts with dots between them"
                raise SourceError(why, self.next.line)
        return parts

    def key_part(self) -> str:
        token = self.take()
        if token.kind == "bare":
            return token.text
        if token.kind == "quoted":
            return _unquoted(token.text)
        raise _DerailedError

    def pair(self, table: Key, depth: int) -> None:
        line = self.next.line
        path = table
        for part in self.key_parts():
            path = (*path, part)
            self.lines.setdefault(path, line)
        self.expect("=")
        self.value(path, depth)

    def value(self, path: Key, depth: int) -> None:
        if depth > MOST_NESTING:
            why = f"arrays or tables are nested more than {MOST_NESTING} deep"
            raise SourceError(why, self.next.line)
        if self.next.text == "[":
            self.array(path, depth + 1)
        elif self.next.text == "{":
            self.inline_table(path, depth + 1)
        else:
            self.scalar()

    def array(self, path: Key, depth: int) -> None:
        self.take()
        self.skip_lines()
        index = 0
        while self.next.text != "]":
            item = (*path, index)
            self.lines.setdefault(item, self.next.line)
            self.value(item, depth)
            index += 1
            self.comma_before("]")
        self.take()

    def inline_table(self, path: Key, depth: int) -> None:
        self.take()
        self.skip_lines()
        while self.next.text != "}":
            self.pair(path, depth)
            self.comma_before("}")
        self.take()

    def comma_before(self, end: str) -> None:
        self.skip_lines()
        if self.next.text == ",":
            self.take()
            self.skip_lines()
        elif self.next.text != end:
            raise _DerailedError

    def scalar(self) -> None:
        """A text, or a number or date in one or more pieces, as in ``0.5``."""
        if self.next.kind not in {"quoted", "bare"}:
            raise _DerailedError
        while self.next.kind in {"quoted", "bare"} or self.next.text == ".":
            self.take()


def key_lines(text: str) -> dict[Key, int]:
    """The line of every key of a TOML text.

    Raises:
        SourceError: a key, a number or the nesting goes beyond what a lesson file needs.
    """
    scanner = _Scanner([*_tokens(text)])
    with suppress(_DerailedError):
        scanner.document()
    return scanner.lines


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind, token = str(match.lastgroup), match.group()
        if kind == "bare" and len(token) > MOST_BARE_CHARACTERS:
            why = f"a number or a key has more than {MOST_BARE_CHARACTERS} characters"
            raise SourceError(why, line)
        if kind != "blank":
            # Quoted tokens keep their quotes, so that a quoted "[" is no bracket.
            yield _Token(kind, token, line)
        line += token.count("\n")
    yield _Token("end", "", line)


def _unquoted(text: str) -> str:
    inside = text[1:-1]
    return inside if text[0] == "'" else _ESCAPES.sub(_unescaped, inside)


def _unescaped(match: re.Match[str]) -> str:
    short, long, letter = match.groups()
    if letter:
        return _ESCAPED.get(letter, letter)
    code = int(short or long, 16)
    return chr(code) if code <= sys.maxunicode else ""
