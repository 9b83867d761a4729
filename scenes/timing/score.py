"""How long each beat lasts, and when its captions and tied words come."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Protocol

from gdcore.typing import FrameRate
from scenes.timing.captions import Caption, captions_of
from scenes.timing.reading import READ
from scenes.timing.telling import LEAD_SECONDS, Span, Telling


class Named(Protocol):
    """Anything with a name, such as a declared beat."""

    @property
    def name(self) -> str:
        """That name."""


@dataclass(frozen=True)
class TimedBeat:
    """A beat as it is played: its words and its frames, from ``start`` until before ``stop``."""

    name: str
    say: str
    start: int
    stop: int
    captions: tuple[Caption, ...]
    words: tuple[tuple[str, int | None], ...] = ()
    """Words that movements are tied to, by their keys, and the frames at which they come; None
    where it does not say them."""
    telling: Telling = READ
    """How its words come."""

    @property
    def frames(self) -> int:
        """How many frames the beat lasts."""
        return self.stop - self.start

    @property
    def turns(self) -> tuple[int, ...]:
        """The frames at which further words come on the screen: captions and second lines."""
        came = ((caption.start, caption.second) for caption in self.captions)
        return tuple(frame for both in came for frame in both if frame is not None)

    def when(self, word: str) -> int | None:
        """The frame at which one of its words comes, by its key; None where it is not said.

        Raises:
            LookupError: the beat does not declare it.
        """
        frames = dict(self.words)
        if word not in frames:
            declared = ", ".join(frames) or "none"
            raise LookupError(
                f'the beat "{self.name}" does not declare the word "{word}"; it declares {declared}'
            )
        return frames[word]


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


def score(
    beats: Sequence[tuple[str, str]],
    least: Mapping[str, float],
    fps: FrameRate,
    line_characters: int,
    tied: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    tellings: Mapping[str, Telling] = MappingProxyType({}),
) -> Score:
    """Lay beats one after another.

    A beat lasts as long as its pictures need or its words take, whichever is longer.

    Args:
        beats: name and words of each, in order.
        least: the seconds that a beat's pictures need, by its name.
        fps: frames a second.
        line_characters: the most that a line of a caption has.
        tied: words of a beat that movements are tied to by their keys, by its name.
        tellings: how the words of a beat come; those of others are read.
    """
    laid: list[TimedBeat] = []
    start = 0
    for name, say in beats:
        captions, telling = captions_of(say, line_characters), tellings.get(name, READ)
        said = telling.seconds_for(captions) + 2 * LEAD_SECONDS if captions else 0.0
        grid = telling.grid_seconds
        seconds = math.ceil(max(least[name], said) / grid - 1e-9) * grid
        stop = start + math.ceil(seconds * fps - 1e-9)
        marks = telling.marks(say, captions, Span(start, stop, fps))
        found = _found(tied.get(name, {}), say, marks.words)
        laid.append(TimedBeat(name, say, start, stop, marks.captions, found, telling))
        start = stop
    return Score(fps, tuple(laid))


def _found(
    tied: Mapping[str, str], say: str, frames: Sequence[int]
) -> tuple[tuple[str, int | None], ...]:
    """The frame at which each tied word is said for the first time."""
    first = dict[str, int]()
    for word, frame in zip(say.split(), frames, strict=True):
        first.setdefault(bare(word), frame)
    return tuple((key, first.get(bare(word))) for key, word in tied.items())


def bare(word: str) -> str:
    """A word without its punctuation, in small letters."""
    return "".join(letter for letter in word if letter.isalnum()).casefold()
