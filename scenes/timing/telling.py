"""How the words of a beat come to those who watch: what decides its length, and its marks.

Each way has a file beside this one: words are read (the voice ``none``), or a voice says them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from scenes.timing.captions import Caption, Lines

if TYPE_CHECKING:  # the command line imports no numbers
    from gdcore.typing import FrameRate

LEAD_SECONDS = 0.4
"""Time that a beat has before its first words are said or need to be read, and after its last."""


class Span(NamedTuple):
    """The frames of a beat, from ``start`` until before ``stop``, of ``fps`` a second."""

    start: int
    stop: int
    fps: FrameRate


class Marks(NamedTuple):
    """When what comes in a beat."""

    captions: tuple[Caption, ...]
    """They fill the beat."""
    words: tuple[int, ...]
    """The frame at which each word comes, words being what blanks part."""


class Telling(Protocol):
    """How the words of one beat come."""

    @property
    def characters_a_second(self) -> int:
        """The most of a caption that people can follow."""

    @property
    def grid_seconds(self) -> float:
        """Beats last a multiple of this."""

    def seconds_for(self, captions: Sequence[Lines]) -> float:
        """How long the words take, without the time before and after them."""

    def marks(self, say: str, captions: Sequence[Lines], span: Span) -> Marks:
        """When each caption and each word comes.

        Args:
            say: the words of the beat.
            captions: the same, cut.
            span: the frames of the beat, which are as many as the words take, or more.
        """
