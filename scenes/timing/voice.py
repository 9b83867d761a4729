"""How long the words of a beat take, and when each of them comes: said by a voice, or read.

What a voice says is made elsewhere; here are its times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CHARACTERS_A_SECOND = 17
"""How fast people read who hear nothing."""
HEARD_CHARACTERS_A_SECOND = 20
"""The most of a caption that a voice says meanwhile, as television allows it."""
LEAST_PAGE_SECONDS = 1.2
NOBODY = "none"
"""The voice of a lesson that is read."""


@dataclass(frozen=True)
class Speech:
    """What a voice says in one beat, in seconds from its first sound."""

    seconds: float
    starts: tuple[float, ...]
    """When each word of the caption begins, words being what blanks part."""


Speeches = Mapping[str, Speech]
"""By the name of the beat."""
SILENCE: Speeches = {}


def reading_seconds(lines: Sequence[str]) -> float:
    """How long the lines of a caption take to read; the line break counts as a character."""
    return max(LEAST_PAGE_SECONDS, len("\n".join(lines)) / CHARACTERS_A_SECOND)
