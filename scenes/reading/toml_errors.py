"""What is wrong with a TOML file, in the words of somebody who writes a lesson."""

from __future__ import annotations

import re
from collections.abc import Callable

_ADVICE: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"Cannot declare \((.*)\) twice", lambda m: _twice(m[1])),
    (r"Cannot mutate immutable namespace \((.*)\)", lambda m: f"{_table(m[1])} {_CLOSED}"),
    (r"Cannot overwrite a value", "the key is there already; keep one of the two"),
    (r"Duplicate inline table key '(.*)'", lambda m: f"the key {m[1]} is there twice in {{ }}"),
    (r"Invalid value",
     'what follows "=" is no value; a text has quotes around it, true and false are small'),
    (r"Expected newline or end of document after a statement",
     "more follows a value that has ended; a text has quotes around it, a number only digits"),
    (r"Expected '=' after a key.*", 'a key and its value have "=" between them'),
    (r"Invalid statement", "a line begins with a key, or with a table's name in [ ]"),
    (r"Invalid initial character for a key part",
     "a key is missing, or has letters for which it needs quotes around it"),
    (r"Expected ['\"]{1,2}\]+['\"]{1,2} at the end of .*", "a table's name has no closing bracket"),
    (r"Illegal character '\\n'|Expected \"'\"|Expected '\"'|Unterminated string",
     "a text has no closing quote"),
    (r"Unescaped '\\' in a string",
     'a backslash stands for more than itself in "..."; write two, or the text in single quotes'),
    (r"Unclosed array.*", "a list has no closing bracket"),
    (r"Unclosed inline table.*", "a table has no closing brace"),
    (r"Escaped character is not a Unicode scalar value", "a code after \\u is no character"),
)  # fmt: skip
"""What tomllib says, and what is said instead; else its own words are kept."""

_SEVERAL = ("[scene]", "[scene.beat]", "[scene.beat.waive]")
_CLOSED = "is whole already, by its value; nothing can be added to it below"


def plainly(why: str) -> str:
    """What tomllib says of a mistake, without its place, said plainly."""
    for pattern, said in _ADVICE:
        if found := re.fullmatch(pattern, why):
            return said if isinstance(said, str) else said(found)
    return why[:1].lower() + why[1:]


def _twice(parts: str) -> str:
    name = _table(parts)
    if name in _SEVERAL:
        return f"{name} is there before; each of several is [{name}], with two brackets"
    if parts.startswith("'scene'"):
        return (
            f"{name} is there twice in one [[scene]]; join the two, or begin the next scene with "
            "[[scene]]"
        )
    return f"{name} is there twice; join the two"


def _table(parts: str) -> str:
    """A table as a file names it, of its parts as Python writes them."""
    return "[" + ".".join(re.findall(r"'([^']*)'", parts)) + "]"
