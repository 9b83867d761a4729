"""What a viewer may predict before a scene shows it; which answer is right, the runs decide."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gdcore.typing import FrameRate
from scenes.timing.score import Named

MOST = 4
"""Answers that a question has, at most."""
FACTORS = (0.25, 0.5, 2.0, 4.0, 8.0)
"""How many times as large as the right number of steps the wrong ones are."""
APART = 0.15
"""How far numbers lie apart that are told as different answers, in the range of all of them."""
LATE = -0.2
"""When a question is asked at the end of a beat, in seconds from there: its words still stand."""
NUMBER = "number"
"""What an answer is called that is a number, and that number among the values of its words."""


@dataclass(frozen=True)
class Answer:
    """One of those that a viewer may choose: the name of its words, and values that they name."""

    name: str
    values: Mapping[str, int | float | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """A question, for which the film waits.

    Args:
        beat: in which it does.
        answers: from which a viewer chooses.
        right: which of them the runs have made true.
        because: the name of the sentence that says why.
        at: when the surprise begins, in seconds: counted from the beginning of the beat or, where
            it is not positive, back from its end.
    """

    beat: str
    answers: tuple[Answer, ...]
    right: int
    because: str
    at: float = LATE

    def frame(self, start: int, stop: int, fps: FrameRate) -> int:
        """The last frame before the surprise, of a beat from ``start`` until before ``stop``."""
        since = start if self.at > 0 else stop
        return min(max(since + math.floor(self.at * fps), start + 1), stop) - 1


Questions = tuple[Question, ...]


def which(
    beat: Named, names: Sequence[str], right: str, at: float = LATE, because: str | None = None
) -> Questions:
    """A question whose answers are outcomes; none where what came of it is no answer to it."""
    if right not in names:
        return ()
    answers = tuple(Answer(name) for name in names)
    return (Question(beat.name, answers, names.index(right), because or right, at),)


def how_many(
    beat: Named, right: float, others: Iterable[float], at: float = LATE, because: str = NUMBER
) -> Questions:
    """A question whose answers are numbers; none where fewer than two others can be told from it.

    Args:
        beat: in which the film waits.
        right: the number that is computed.
        others: those that would follow from a mistake, the most plausible first.
        at: as a question has it.
        because: the same.
    """
    others = list(others)
    least = APART * (max([right, *others]) - min([right, *others]))
    chosen = [right]
    for other in others:
        if len(chosen) < MOST and all(abs(other - each) > least for each in chosen):
            chosen.append(other)
    if len(chosen) < MOST - 1:
        return ()
    answers = tuple(Answer(NUMBER, {NUMBER: value}) for value in sorted(chosen))
    return (Question(beat.name, answers, sorted(chosen).index(right), because, at),)


def how_many_steps(beat: Named, right: int, at: float = LATE, because: str = NUMBER) -> Questions:
    """A question for a number of steps, to two figures; its place among the answers varies."""
    first = right % (len(FACTORS) - 1)
    factors = [*FACTORS[first:], *FACTORS[:first]]
    said = _two_figures(right)
    near = dict.fromkeys(_two_figures(factor * right) for factor in factors)
    others = [each for each in near if each not in {0, said}][: MOST - 1]
    if len(others) < MOST - 2:
        return ()
    numbers = sorted([said, *others])
    answers = tuple(Answer(NUMBER, {NUMBER: number}) for number in numbers)
    return (Question(beat.name, answers, numbers.index(said), because, at),)


def _two_figures(value: float) -> int:
    return round(float(f"{value:.2g}"))
