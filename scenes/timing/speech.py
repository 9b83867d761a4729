"""Words that a voice says: their times. The sound is made elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from scenes.timing.captions import Caption, Lines, in_turn, places
from scenes.timing.telling import LEAD_SECONDS, Marks, Span

HEARD_CHARACTERS_A_SECOND = 20
"""The most of a caption that a voice says meanwhile, as television allows it."""
SPOKEN_GRID_SECONDS = 0.5
"""Finer than where words are read: what is left over is heard, as a pause."""
AHEAD_SECONDS = 0.1
"""A caption comes so much before its first word is heard."""


@dataclass(frozen=True)
class Speech:
    """What a voice says in one beat, in seconds from its first sound."""

    seconds: float
    starts: tuple[float, ...]
    """When each word of the caption begins, words being what blanks part."""

    characters_a_second: ClassVar[int] = HEARD_CHARACTERS_A_SECOND
    grid_seconds: ClassVar[float] = SPOKEN_GRID_SECONDS

    def seconds_for(self, captions: Sequence[Lines]) -> float:
        """As long as it lasts, however the words are cut."""
        del captions
        return self.seconds

    def marks(self, say: str, captions: Sequence[Lines], span: Span) -> Marks:
        """A caption is there when its first word is heard, and until the next one comes.

        So is a second line that comes later.
        """
        heard = [_frame(start, span) for start in self.starts]
        cut = places(say, captions)
        edges = [span.start]
        for first, *_ in cut[1:]:
            edges.append(min(max(self._ahead(first, span), edges[-1] + 1), span.stop - 1))
        laid = []
        for lines, edge, each in zip(captions, pairwise([*edges, span.stop]), cut, strict=True):
            second = None
            if in_turn(lines):
                frame = self._ahead(each[len(lines[0].split())], span)
                second = min(max(frame, edge[0] + 1), edge[1] - 1)
            times = tuple(heard[place] for place in each)
            laid.append(Caption("\n".join(lines), *edge, times, second))
        return Marks(tuple(laid), tuple(heard))

    def _ahead(self, word: int, span: Span) -> int:
        """The frame at which a word is to be there, a moment before it is heard."""
        return _frame(self.starts[word] - AHEAD_SECONDS, span)


def _frame(seconds: float, span: Span) -> int:
    """That at which so much of a speech is over."""
    return span.start + round((LEAD_SECONDS + seconds) * span.fps)
