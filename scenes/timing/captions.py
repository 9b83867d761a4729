"""Captions: the words of a beat, cut into pieces of at most two lines, and when each is there."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile

from scenes.timing.phrases import tear

LINES_A_CAPTION = 2

Lines = tuple[str, ...]
"""Those of one caption."""
_ENDS = (".", "!", "?", "…", "。")
"""What ends a sentence."""


@dataclass(frozen=True)
class Caption:
    """Words on the screen from frame ``start`` until before ``stop``, at most two lines of them."""

    text: str
    """The lines, a newline between them."""
    start: int
    stop: int
    times: tuple[int, ...] = ()
    """The frames at which its words are heard, in order; none where nobody says them."""
    second: int | None = None
    """The frame at which its second line joins the first, where that ends a sentence or with a
    colon; None: both are there at once."""

    @property
    def lines(self) -> Lines:
        """The lines, from above."""
        return tuple(self.text.split("\n"))

    def later(self, frames: int) -> Caption:
        """The same, so many frames later."""
        times = tuple(time + frames for time in self.times)
        second = None if self.second is None else self.second + frames
        start, stop = self.start + frames, self.stop + frames
        return replace(self, start=start, stop=stop, times=times, second=second)


def captions_of(say: str, line_characters: int) -> list[Lines]:
    """Cut words into captions of at most two lines of so many characters.

    Captions end at sentence ends where they can, lines are of like length, and a word longer than
    a line is broken.
    """
    captions: list[Lines] = []
    for sentence in _sentences(say.split(), line_characters):
        if both := _joined(captions, sentence, line_characters):
            captions[-1] = both
            continue
        captions += _Sentence(sentence, line_characters).captions()
    return captions


def places(say: str, captions: Sequence[Lines]) -> list[list[int]]:
    """The words of each caption by their places among the words that were cut.

    A word that is longer than a line is in pieces, which all have its place.

    >>> places("ab cdef", [("ab",), ("cd", "ef")])
    [[0], [1, 1]]
    """
    ends = [*accumulate(len(word) for word in say.split())]
    letters, found = 0, []
    for lines in captions:
        found.append(list[int]())
        for piece in " ".join(lines).split():
            found[-1].append(bisect_right(ends, letters))
            letters += len(piece)
    return found


def in_turn(lines: Lines) -> bool:
    """Whether the first line of a caption can stand for a while without the second.

    >>> in_turn(("How far off is it?", "Measure.")), in_turn(("How far", "off is it?"))
    (True, False)
    """
    return len(lines) == LINES_A_CAPTION and lines[0].endswith((*_ENDS, ":"))


def _sentences(words: Sequence[str], most: int) -> list[list[str]]:
    """The words of each sentence; one of more characters than ``most`` is broken."""
    sentences: list[list[str]] = [[]]
    for word in words:
        for piece in (word[k : k + most] for k in range(0, len(word), most)):
            sentences[-1].append(piece)
        if word.endswith(_ENDS):
            sentences.append([])
    return [sentence for sentence in sentences if sentence]


def _joined(captions: Sequence[Lines], sentence: Sequence[str], most: int) -> Lines | None:
    """A short sentence goes on the caption before it where both fit on it, a line each."""
    if not captions or len(captions[-1]) > 1:
        return None
    line = " ".join(sentence)
    return (captions[-1][0], line) if len(line) <= most else None


class _Sentence:
    """Words to be cut into captions, none longer than a line, and where each begins as one text.

    ``most`` is how many characters a line may have.

    Work grows with the number of words alone, because only so many as two lines can hold are tried.
    """

    def __init__(self, words: Sequence[str], most: int) -> None:
        self.words, self.most = words, most
        self.edges = [*accumulate((len(word) + 1 for word in words), initial=0)]

    def length(self, first: int, stop: int) -> int:
        """Characters of some of the words, a blank between each two."""
        return self.edges[stop] - self.edges[first] - 1

    def captions(self) -> list[Lines]:
        """Over as few captions as hold them, of like length."""
        count = self.fewest()
        while (captions := self.over(count)) is None:
            count += 1
        return captions

    def fewest(self) -> int:
        """A number of captions that no cut can do without: all lines as full as they can be."""
        lines, first = 1, 0
        for stop in range(1, len(self.words) + 1):
            if self.length(first, stop) > self.most:
                lines, first = lines + 1, stop - 1
        characters = self.length(0, len(self.words))
        return math.ceil(max(lines, characters / self.most) / LINES_A_CAPTION)

    def over(self, count: int) -> list[Lines] | None:
        """Over ``count`` captions or, where they do not need them, fewer; None: they do not fit."""
        target = self.length(0, len(self.words)) / count
        captions: list[Lines] = []
        first = 0
        while first < len(self.words):
            last_one = len(captions) == count - 1
            stop = len(self.words) if last_one else self.take(first, target)
            cut = self.cut(first, stop)
            if cut is None:
                return None
            lines = ((first, cut), (cut, stop)) if cut < stop else ((first, stop),)
            captions.append(tuple(" ".join(self.words[one:other]) for one, other in lines))
            first = stop
        return captions

    def take(self, first: int, target: float) -> int:
        """Where to end a caption of about ``target`` characters, at a joint of phrases."""

        def cost(stop: int) -> float:
            return abs(self.length(first, stop) - target) + self.tear(stop)

        stops = range(first + 1, len(self.words) + 1)
        return min(takewhile(lambda stop: self.cut(first, stop) is not None, stops), key=cost)

    def cut(self, first: int, stop: int) -> int | None:
        """Where the second line begins, at a joint of phrases; ``stop`` where one line will do.

        None where two lines cannot hold the words.
        """
        if self.length(first, stop) <= self.most:
            return stop
        if self.length(first, stop) > self.most * LINES_A_CAPTION + 1:
            return None
        fitting = [
            cut
            for cut in range(first + 1, stop)
            if max(self.length(first, cut), self.length(cut, stop)) <= self.most
        ]
        return min(
            fitting,
            key=lambda cut: abs(self.length(first, cut) - self.length(cut, stop)) + self.tear(cut),
            default=None,
        )

    def tear(self, stop: int) -> float:
        """What it costs to end a line before a word, in characters that lines differ by."""
        return tear(*self.words[stop - 1 : stop + 1]) if stop < len(self.words) else 0.0
