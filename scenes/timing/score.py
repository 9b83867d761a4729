"""How long each beat lasts: long enough to say its words, or to read them, a caption at a time."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise, takewhile
from typing import Protocol

from gdcore.typing import FrameRate
from scenes.timing.phrases import tear
from scenes.timing.voice import SILENCE, Speech, Speeches, reading_seconds

LINES_A_PAGE = 2
LEAD_SECONDS = 0.4
"""Time that a beat has before its first words are said or need to be read, and after its last."""
GRID_SECONDS = 1.0
"""Beats last a multiple of this, so that other words seldom mean another length, which would have
the whole scene drawn again."""
SPOKEN_GRID_SECONDS = 0.5
"""The same where a voice says them: what is left over is heard, as a pause."""
AHEAD_SECONDS = 0.1
"""A caption comes so much before its first word is heard."""

PAGE_GRID_SECONDS = 0.25
"""Captions change at multiples of this within a beat, so that other words for one seldom move the
others."""


class Named(Protocol):
    """What is called by a name, as a beat is where it is declared."""

    @property
    def name(self) -> str:
        """That name."""


@dataclass(frozen=True)
class Page:
    """One caption: at most two lines, shown from frame ``start`` until before ``stop``."""

    lines: tuple[str, ...]
    start: int
    stop: int
    times: tuple[int, ...] = ()
    """The frames at which its words are heard, in order; none where nobody says them."""

    @property
    def text(self) -> str:
        """The lines as one string, a newline between them."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class TimedBeat:
    """A beat as it is played: its words and its frames, from ``start`` until before ``stop``."""

    name: str
    say: str
    start: int
    stop: int
    pages: tuple[Page, ...]
    words: tuple[tuple[str, int], ...] = ()
    """Words that movements are tied to, where it says them, and the frames at which they come."""
    speech: Speech | None = None
    """What a voice says in it, from LEAD_SECONDS after its start on; None where it is read."""

    @property
    def frames(self) -> int:
        """How many frames the beat lasts."""
        return self.stop - self.start


@dataclass(frozen=True)
class Score:
    """The beats of one scene in order, in frames at ``fps`` frames a second."""

    fps: FrameRate
    beats: tuple[TimedBeat, ...]

    @property
    def frames(self) -> int:
        """Frames of the whole scene."""
        return self.beats[-1].stop

    @property
    def seconds(self) -> float:
        """Length of the whole scene in seconds."""
        return float(self.frames / self.fps)

    def __getitem__(self, beat: Named) -> TimedBeat:
        """A beat, by its declaration."""
        return self._by_name[beat.name]

    def named(self, name: str) -> TimedBeat:
        """The beat that a lesson file calls so."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, TimedBeat]:
        return {beat.name: beat for beat in self.beats}

    def at(self, frame: int) -> TimedBeat:
        """The beat that frame ``frame`` belongs to."""
        for beat in self.beats:
            if frame < beat.stop:
                return beat
        return self.beats[-1]

    def page_at(self, frame: int) -> Page | None:
        """The caption on screen at ``frame``, if any."""
        for page in self.at(frame).pages:
            if page.start <= frame < page.stop:
                return page
        return None


def score(
    beats: Sequence[tuple[str, str]],
    least: Mapping[str, float],
    fps: FrameRate,
    line_characters: int,
    tied: Mapping[str, Sequence[str]] | None = None,
    speeches: Speeches = SILENCE,
) -> Score:
    """Lay beats one after another.

    A beat lasts as long as its pictures need or its words take, whichever is longer.

    Args:
        beats: name and words of each, in order.
        least: the seconds that a beat's pictures need, by its name.
        fps: frames a second.
        line_characters: the most that a line of a caption has.
        tied: words of a beat that movements are tied to, by its name.
        speeches: what a voice says; a beat that it does not say is read.
    """
    laid: list[TimedBeat] = []
    start = 0
    for name, say in beats:
        texts, speech = caption_pages(say, line_characters), speeches.get(name)
        reading = [reading_seconds(lines) for lines in texts]
        said = speech.seconds if speech else sum(reading)
        needed = max(least[name], said + 2 * LEAD_SECONDS if texts else 0.0)
        grid = SPOKEN_GRID_SECONDS if speech else GRID_SECONDS
        stop = start + math.ceil(math.ceil(needed / grid - 1e-9) * grid * fps - 1e-9)
        if speech:
            pages = _spoken_pages(texts, say, speech, start, stop, fps)
        else:
            pages = _lay_pages(texts, reading, start, stop, fps)
        found = [
            (word, frame)
            for word in (tied or {}).get(name, ())
            if (frame := _frame_of(word, say, start, speech, pages, fps)) is not None
        ]
        laid.append(TimedBeat(name, say, start, stop, pages, tuple(found), speech))
        start = stop
    return Score(fps, tuple(laid))


def _frame_of(
    word: str,
    say: str,
    start: int,
    speech: Speech | None,
    pages: Sequence[Page],
    fps: FrameRate,
) -> int | None:
    """The frame at which a word comes for the first time, None where it does not.

    Where nobody says it, it comes at its share of its caption's letters.
    """
    if speech:
        places = [place for place, each in enumerate(say.split()) if bare(each) == bare(word)]
        return start + _spoken_frames(speech.starts[places[0]], fps) if places else None
    for page in pages:
        said = " ".join(page.lines).split()
        places = [place for place, each in enumerate(said) if bare(each) == bare(word)]
        if places:
            before = len(" ".join([*said[: places[0]], ""])) / len(" ".join(said))
            return page.start + round(before * (page.stop - page.start))
    return None


def _spoken_frames(seconds: float, fps: FrameRate) -> int:
    """The frames of a beat before that time of its speech."""
    return round((LEAD_SECONDS + seconds) * fps)


def bare(word: str) -> str:
    """A word without its punctuation, in small letters."""
    return "".join(letter for letter in word if letter.isalnum()).casefold()


def _spoken_pages(
    texts: Sequence[tuple[str, ...]],
    say: str,
    speech: Speech,
    start: int,
    stop: int,
    fps: FrameRate,
) -> tuple[Page, ...]:
    """Spread a beat's captions over all of it, each there when its first word is heard.

    A word that is longer than a line is in pieces there, so places are counted in letters.
    """
    ends = [*accumulate(len(word) for word in say.split())]
    letters = [sum(len(line.replace(" ", "")) for line in lines) for lines in texts]
    edges = [start]
    for place in [*accumulate(letters)][:-1]:
        first = speech.starts[bisect_right(ends, place)]
        frame = start + _spoken_frames(first - AHEAD_SECONDS, fps)
        edges.append(min(max(frame, edges[-1] + 1), stop - 1))
    begins = [0, *accumulate(letters)]
    pages = zip(texts, pairwise([*edges, stop]), begins, strict=False)
    return tuple(
        Page(lines, *edge, _heard(lines, begin, ends, speech, start, fps))
        for lines, edge, begin in pages
    )


def _heard(
    lines: Sequence[str],
    place: int,
    ends: Sequence[int],
    speech: Speech,
    start: int,
    fps: FrameRate,
) -> tuple[int, ...]:
    """The frames at which the words of a page are heard, whose first letter is at a place."""
    found = []
    for word in " ".join(lines).split():
        seconds = speech.starts[bisect_right(ends, place)]
        found.append(start + _spoken_frames(seconds, fps))
        place += len(word)
    return tuple(found)


def _lay_pages(
    texts: Sequence[tuple[str, ...]],
    reading: Sequence[float],
    start: int,
    stop: int,
    fps: FrameRate,
) -> tuple[Page, ...]:
    """Spread a beat's captions over all of it in proportion to their reading time.

    They change at multiples of PAGE_GRID_SECONDS, unless that leaves one too little time.
    """
    if not texts:
        return ()
    share = (stop - start) / sum(reading)
    grid = PAGE_GRID_SECONDS * fps
    free = [start + share * read for read in accumulate(reading, initial=0.0)]
    inner = [start + round((edge - start) / grid) * grid for edge in free[1:-1]]
    edges = [free[0], *inner, free[-1]]
    lengths = zip(pairwise(edges), reading, strict=True)
    fits = all(until - since >= read * fps for (since, until), read in lengths)
    frames = [round(edge) for edge in (edges if fits else free)]
    return tuple(Page(lines, frames[k], frames[k + 1]) for k, lines in enumerate(texts))


def caption_pages(say: str, line_characters: int) -> list[tuple[str, ...]]:
    """Cut words into captions of at most two lines of so many characters.

    Captions end at sentence ends where they can, lines are of like length, and a word longer than
    a line is broken.
    """
    pages: list[tuple[str, ...]] = []
    for sentence in _sentences(say.split(), line_characters):
        if pages_join := _joined(pages, sentence, line_characters):
            pages[-1] = pages_join
            continue
        pages += _Sentence(sentence, line_characters).pages()
    return pages


def _sentences(words: Sequence[str], most: int) -> list[list[str]]:
    """The words of each sentence; one of more characters than ``most`` is broken."""
    sentences: list[list[str]] = [[]]
    for word in words:
        for piece in (word[k : k + most] for k in range(0, len(word), most)):
            sentences[-1].append(piece)
        if word.endswith((".", "!", "?", "…", "。")):
            sentences.append([])
    return [sentence for sentence in sentences if sentence]


def _joined(
    pages: Sequence[tuple[str, ...]], sentence: Sequence[str], most: int
) -> tuple[str, ...] | None:
    """A short sentence goes on the caption before it where both fit on it, a line each."""
    if not pages or len(pages[-1]) > 1:
        return None
    line = " ".join(sentence)
    return (pages[-1][0], line) if len(line) <= most else None


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

    def pages(self) -> list[tuple[str, ...]]:
        """Over as few captions as hold them, of like length."""
        count = self.fewest()
        while (pages := self.over(count)) is None:
            count += 1
        return pages

    def fewest(self) -> int:
        """A number of captions that no cut can do without: all lines as full as they can be."""
        lines, first = 1, 0
        for stop in range(1, len(self.words) + 1):
            if self.length(first, stop) > self.most:
                lines, first = lines + 1, stop - 1
        characters = self.length(0, len(self.words))
        return math.ceil(max(lines, characters / self.most) / LINES_A_PAGE)

    def over(self, count: int) -> list[tuple[str, ...]] | None:
        """Over ``count`` captions or, where they do not need them, fewer; None: they do not fit."""
        target = self.length(0, len(self.words)) / count
        pages: list[tuple[str, ...]] = []
        first = 0
        while first < len(self.words):
            last_one = len(pages) == count - 1
            stop = len(self.words) if last_one else self.take(first, target)
            cut = self.cut(first, stop)
            if cut is None:
                return None
            lines = ((first, cut), (cut, stop)) if cut < stop else ((first, stop),)
            pages.append(tuple(" ".join(self.words[one:other]) for one, other in lines))
            first = stop
        return pages

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
        if self.length(first, stop) > self.most * LINES_A_PAGE + 1:
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
