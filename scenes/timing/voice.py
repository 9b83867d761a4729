"""Who says the words of a lesson: all that decides how long they take, and when each of them comes.

A spoken voice is a file beside this one; what is here is the reader's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

CHARACTERS_A_SECOND = 17
LEAST_PAGE_SECONDS = 1.2


class Voice(Protocol):
    """How long a caption takes, and where in it each word begins."""

    @property
    def name(self) -> str:
        """As a lesson file and ``gdlesson list`` call it."""

    def seconds(self, lines: Sequence[str]) -> float:
        """How long the lines of one caption take."""

    def word_starts(self, lines: Sequence[str]) -> tuple[float, ...] | None:
        """Seconds from the caption's beginning to that of each of its words; None if not known."""


class Reader:
    """Nobody speaks: a caption lasts as long as it takes to read, at 17 characters a second."""

    name = "none"

    def seconds(self, lines: Sequence[str]) -> float:
        """The line break counts as a character."""
        return max(LEAST_PAGE_SECONDS, len("\n".join(lines)) / CHARACTERS_A_SECOND)

    def word_starts(self, lines: Sequence[str]) -> None:
        """Nobody knows when a reader has come to a word."""
        del lines


READER = Reader()
