"""What a voice is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from gdlesson.sound.graph import Pcm


class Line(NamedTuple):
    """What is to be said in a beat."""

    scene: str
    beat: str
    words: tuple[str, ...]
    """As they are said, for each word of the caption; "" where one is not said by itself."""
    language: str

    @property
    def text(self) -> str:
        """All that is said."""
        return " ".join(filter(None, self.words))


@dataclass(frozen=True)
class Sound:
    """A line as it was said."""

    pcm: Pcm
    """(n,), from -1 to 1."""
    rate: int
    """Samples a second."""
    starts: tuple[float, ...] | None = None
    """Seconds at which each of the line's words begins; None where the voice cannot tell."""


class Voice(Protocol):
    """Who says lines."""

    @property
    def name(self) -> str:
        """As a lesson file calls it, such as "espeak"."""

    @property
    def paced(self) -> bool:
        """Whether it can be asked to be slower or quicker."""

    @property
    def remembers(self) -> bool:
        """Whether what it has said before changes how it says a line."""

    def refuse(self, lines: Sequence[Line]) -> None:
        """Raise CommandError if it can be told before it speaks that it cannot say these lines."""

    def key(self, line: Line) -> str:
        """What decides the sound of a line besides its words and the speed: engine, model, file."""

    def say(self, line: Line, speed: float) -> Sound:
        """Say a line at ``speed`` times the usual pace.

        Raises:
            CommandError: it cannot; the text says why and what to do.
        """
