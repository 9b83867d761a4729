"""Words that are read: the voice ``none``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, ClassVar

from scenes.timing.captions import Caption, Lines, in_turn, places
from scenes.timing.telling import Marks, Span

if TYPE_CHECKING:  # the command line imports no numbers
    from gdcore.typing import FrameRate

NOBODY = "none"
"""The voice of a lesson that is read."""
CHARACTERS_A_SECOND = 17
"""How fast people read who hear nothing."""
LEAST_CAPTION_SECONDS = 1.2
GRID_SECONDS = 1.0
"""Other words then seldom mean another length, which would have the whole scene drawn again."""
CAPTION_GRID_SECONDS = 0.25
"""Captions change at multiples of this within a beat, so that other words for one seldom move the
others."""


@dataclass(frozen=True)
class Reading:
    """The words of a beat as they are read, a caption at a time."""

    characters_a_second: ClassVar[int] = CHARACTERS_A_SECOND
    grid_seconds: ClassVar[float] = GRID_SECONDS

    def seconds_for(self, captions: Sequence[Lines]) -> float:
        """The sum of their reading times."""
        return sum(map(reading_seconds, captions))

    def marks(self, say: str, captions: Sequence[Lines], span: Span) -> Marks:
        """Captions have all of the beat, each word comes at its share of its caption's letters."""
        edges = _edges([*map(reading_seconds, captions)], span)
        laid = tuple(
            Caption("\n".join(lines), *edge, second=_second(lines, edge, span.fps))
            for lines, edge in zip(captions, pairwise(edges), strict=True)
        )
        words = dict[int, int]()
        for caption, each in zip(laid, places(say, captions), strict=True):
            for place, frame in zip(each, _word_frames(caption), strict=True):
                words.setdefault(place, frame)
        return Marks(laid, tuple(words.values()))


READ = Reading()


def reading_seconds(lines: Lines) -> float:
    """How long the lines of a caption take to read; the line break counts as a character."""
    return max(LEAST_CAPTION_SECONDS, len("\n".join(lines)) / CHARACTERS_A_SECOND)


def _edges(reading: Sequence[float], span: Span) -> list[int]:
    """The frames between captions that share a beat as their reading times are, and its ends.

    They are multiples of CAPTION_GRID_SECONDS, unless that leaves one too little time.
    """
    start, stop, fps = span
    if not reading:
        return [start]
    share = (stop - start) / sum(reading)
    grid = CAPTION_GRID_SECONDS * fps
    free = [start + share * read for read in accumulate(reading, initial=0.0)]
    inner = [start + round((edge - start) / grid) * grid for edge in free[1:-1]]
    edges = [free[0], *inner, free[-1]]
    lengths = zip(pairwise(edges), reading, strict=True)
    fits = all(until - since >= read * fps for (since, until), read in lengths)
    return [round(edge) for edge in (edges if fits else free)]


def _second(lines: Lines, edge: tuple[int, int], fps: FrameRate) -> int | None:
    """The frame at which a second line comes that can, each having the time that it takes.

    It is on the grid of captions, as far as each then stays for long enough.
    """
    if not in_turn(lines):
        return None
    start, stop = edge
    first, second = (fps * reading_seconds((line,)) for line in lines)
    if first + second > stop - start:
        return None
    grid = CAPTION_GRID_SECONDS * fps
    shared = grid * round((stop - start) * first / (first + second) / grid)
    return start + round(min(max(shared, first), stop - start - second))


def _word_frames(caption: Caption) -> Iterator[int]:
    """The frame at which each word of a caption comes."""
    letters = 0
    for word in caption.text.split():
        share = letters / len(caption.text)
        yield caption.start + round(share * (caption.stop - caption.start))
        letters += len(word) + 1
