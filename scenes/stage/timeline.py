"""Values over the frames of a scene, written by its beats and read at any frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from gdcore.typing import FrameRate
from scenes.theme import TIMES
from scenes.timing.score import TimedBeat

Ease = Callable[[float], float]


def smooth(share: float) -> float:
    """From 0 to 1 with zero speed and zero acceleration at both ends (Perlin's smoother step)."""
    return share**3 * (share * (6 * share - 15) + 10)


def linear(share: float) -> float:
    """From 0 to 1 at constant speed."""
    return share


@dataclass
class Animated:
    """A number over time: it rests at ``first`` and moves in the stretches that were written."""

    first: float = 0.0
    moves: list[tuple[int, int, float, Ease]] = field(default_factory=list)

    def to(self, value: float, start: int, stop: int, ease: Ease = smooth) -> None:
        """Go to ``value`` between two frames; stretches are written in the order of time."""
        self.moves.append((start, max(stop, start + 1), value, ease))

    @property
    def last(self) -> float:
        """Where it comes to rest after all that was written."""
        return self.moves[-1][2] if self.moves else self.first

    def at(self, frame: float) -> float:
        """The value at ``frame``."""
        value = self.first
        for start, stop, target, ease in self.moves:
            if frame <= start:
                break
            share = min((frame - start) / (stop - start), 1.0)
            value += (target - value) * ease(share)
        return value


class HasOpacity:
    """Anything with an opacity over time."""

    opacity: Animated


@dataclass(frozen=True)
class Cue:
    """A beat as its method sees it: where it begins, and marks as shares of its length."""

    beat: TimedBeat
    fps: FrameRate
    parts: Sequence[HasOpacity] = ()
    """All that beats may show and hide."""

    def frame(self, share: float) -> int:
        """The frame at ``share`` of the beat, in [0, 1]."""
        return self.beat.start + round(share * self.beat.frames)

    def share(self, seconds: float) -> float:
        """What share of the beat ``seconds`` are."""
        return seconds * self.fps / self.beat.frames

    def at_word(self, word: str, otherwise: float) -> float:
        """The share of the beat at which it says a word, ``otherwise`` where it does not.

        Raises:
            LookupError: the beat does not declare the word.
        """
        frame = self.beat.when(word)
        return otherwise if frame is None else (frame - self.beat.start) / self.beat.frames

    def at_turn(self, which: int, otherwise: float) -> float:
        """The share of the beat at which further words come, ``otherwise`` if there are none.

        Args:
            which: 1 for the first words that come after those of the beginning, whether they are a
                caption or a sentence that joins one; -1 for the last.
            otherwise: a share.
        """
        turns = self.beat.turns[1:]
        at = which - 1 if which > 0 else which
        if not -len(turns) <= at < len(turns):
            return otherwise
        return (turns[at] - self.beat.start) / self.beat.frames

    def move(
        self,
        number: Animated,
        value: float,
        at: float = 0.0,
        until: float | None = None,
        seconds: float = TIMES.change,
        ease: Ease = smooth,
    ) -> None:
        """Send a number to ``value`` from share ``at`` to ``until``, or within ``seconds``."""
        start = self.frame(at)
        stop = start + round(seconds * self.fps) if until is None else self.frame(until)
        number.to(value, start, stop, ease)

    def show(self, *parts: HasOpacity, at: float = 0.0) -> None:
        """Fade parts in, when what goes at the same share has gone."""
        self._fade(parts, 1.0, at, TIMES.away, TIMES.enter)

    def hide(self, *parts: HasOpacity, at: float = 0.0) -> None:
        """Fade parts out."""
        self._fade(parts, 0.0, at, 0.0, TIMES.leave)

    def only(
        self, *parts: HasOpacity, among: Iterable[HasOpacity] | None = None, at: float = 0.0
    ) -> None:
        """Show these parts and hide all others ``among`` some, whatever beats before have left.

        Without ``among``, the others are all that beats may show.
        """
        rest = self.parts if among is None else among
        kept = {id(part) for part in parts}
        self.hide(*(part for part in rest if id(part) not in kept and part.opacity.last > 0), at=at)
        self.show(*(part for part in parts if part.opacity.last < 1), at=at)

    def swap(self, goes: HasOpacity, comes: HasOpacity, at: float = 0.0) -> None:
        """Have one part be in the place of another from a frame on, as what looks alike there."""
        frame = self.frame(at)
        goes.opacity.to(0.0, frame, frame + 1)
        comes.opacity.to(1.0, frame, frame + 1)

    def dim(self, *parts: HasOpacity, to: float, at: float = 0.0) -> None:
        """Let parts step back, or forward again."""
        self._fade(parts, to, at, 0.0, TIMES.enter)

    def _fade(
        self, parts: tuple[HasOpacity, ...], value: float, at: float, after: float, seconds: float
    ) -> None:
        start = self.frame(at) + round(after * self.fps)
        for part in parts:
            part.opacity.to(value, start, start + round(seconds * self.fps))
