"""When each step of a race lands, beat after beat."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import numpy as np

from gdcore import Stretch
from gdcore.typing import FrameRate
from scenes.plans.race import Method
from scenes.theme import TIMES
from scenes.timing.score import Named, Score, TimedBeat

DEMONSTRATED = 3
"""Stochastic steps that are shown one by one."""
SLOWLY = 5
"""Steps of a walk that are shown slowly, in the first half of its time."""


QUICK = 0.6
"""Of the time of a walk that ends slowly, the share before that."""


class Paced(Protocol):
    """Parameters that say how long a walk lasts on the screen."""

    @property
    def seconds(self) -> float:
        """The longest."""


@dataclass(frozen=True)
class Pacing:
    """When in a beat both walk.

    Attributes:
        share: of the seconds that a lesson gives, what the walk has, at least.
        before: seconds from the beat's beginning until it begins.
        after: seconds from its end until that of the beat.
    """

    share: float
    before: float
    after: float

    def least(self, params: Paced) -> float:
        """The seconds that the beat needs."""
        return self.share * params.seconds + self.before + self.after

    def span(self, score: Score, beat: Named) -> tuple[float, float]:
        """The seconds between which they walk."""
        timed, fps = score[beat], float(score.fps)
        return timed.start / fps + self.before, timed.stop / fps - self.after


ONE_STEP = Pacing(0.0, 1.2, 0.9)
"""Of batch: first its rule comes."""
FEW_STEPS = Pacing(0.0, 2.0, 1.0)
"""Of stochastic: first the eye goes near."""
BY_STEP = Pacing(0.3, 2.0, 0.5)
"""First the eye goes back, and the question is read."""
BY_LOOK = Pacing(0.6, TIMES.change + TIMES.breath, 1.1)
"""After it, what is between them stands still."""
ON = Pacing(0.22, 1.1, 3.8)
"""First the axis grows; last come the pulls of the samples, which are what is looked at."""
SHRINKING = Pacing(0.5, 2.2, 1.3)
"""First it is read how its rate shrinks; what has come about is seen last."""
FLIGHT = 0.25
"""Seconds for which batch is in flight, at most, where both walk by looks: before, it waits."""
BACK = 3.6
"""Seconds from the beginning of the beat in which looks are counted until both are back, if it asks
nothing: else they come back with its question."""


def race_stretches(
    score: Score, beats: type[Any], samples: int, first: int, looks: int
) -> dict[str, list[Stretch]]:
    """The stretches of each method's run.

    Args:
        score: when each beat is.
        beats: of the scene.
        samples: at which a batch step looks.
        first: looks of the first part of the race.
        looks: of all of it.
    """
    clock = _Clock(score, beats, samples, first, looks)
    return {
        Method.BATCH.value: clock.batch(),
        Method.STOCHASTIC.value: clock.stochastic(),
        Method.SHRINKING.value: [
            Stretch(*SHRINKING.span(score, beats.smaller_steps), 0, looks),
        ],
    }


def asked(beat: TimedBeat, fps: FrameRate) -> float:
    """The seconds from the beginning of the beat in which looks are counted until both are back."""
    return float((beat.turns[-1] - beat.start) / fps) if len(beat.turns) > 1 else BACK


def slow_last(span: tuple[float, float], first: int, last: int) -> list[Stretch]:
    """Most steps in the first part of the time, and a few in the rest, so that each is seen."""
    begin, end = span
    if last - first < 2 * SLOWLY:
        return [Stretch(begin, end, first, last)]
    slow = begin + QUICK * (end - begin)
    return [Stretch(begin, slow, first, last - SLOWLY), Stretch(slow, end, last - SLOWLY, last)]


def slow_first(span: tuple[float, float], last: int) -> list[Stretch]:
    """A few steps in the first half of the time, the rest in the second."""
    begin, end = span
    if last < 2 * SLOWLY:
        return [Stretch(begin, end, 0, last)]
    half = (begin + end) / 2
    return [Stretch(begin, half, 0, SLOWLY), Stretch(half, end, SLOWLY, last)]


class _Clock:
    def __init__(
        self, score: Score, beats: type[Any], samples: int, first: int, looks: int
    ) -> None:
        self.score, self.beats = score, beats
        self.samples, self.first, self.looks = samples, first, looks

    def batch(self) -> list[Stretch]:
        """One step; step for step; and in the race, where a step lands with its last look."""
        race, step = [], 0
        for times in self._landings():
            for begin, end in pairwise(times):
                race.append(Stretch(max(begin, end - FLIGHT), end, step, step + 1))
                step += 1
        alone = Stretch(*ONE_STEP.span(self.score, self.beats.batch_step), 0, 1)
        return [alone, *self._shared(), *race]

    def stochastic(self) -> list[Stretch]:
        """Three steps; step for step; and the race, a step a look."""
        score, beats = self.score, self.beats
        few = FEW_STEPS.span(score, beats.one_sample)
        stretches = [Stretch(*few, 0, min(DEMONSTRATED, self.looks)), *self._shared()]
        stretches += slow_first(BY_LOOK.span(score, beats.same_work), self.first)
        if self.first < self.looks:
            on = ON.span(score, beats.noise_floor)
            stretches += slow_last(on, self.first, self.looks)
        return stretches

    def _shared(self) -> list[Stretch]:
        """What both methods do before the race."""
        beats, steps = self.beats, self.looks // self.samples
        both_back = asked(self.score[beats.count_the_work], self.score.fps)
        return [
            self._anew(beats.step_for_step),
            *slow_first(BY_STEP.span(self.score, beats.step_for_step), steps),
            self._anew(beats.count_the_work, both_back),
        ]

    def _anew(self, beat: Named, after: float = 0.0) -> Stretch:
        """Back at the start, while nothing is seen of it."""
        begin = self.score[beat].start / float(self.score.fps) + after
        unseen = begin + TIMES.leave + TIMES.breath / 2
        return Stretch(unseen, unseen + TIMES.breath / 4, 0, 0)

    def _landings(self) -> list[list[float]]:
        """The seconds at which batch's steps land, in each part of the race: with a last look."""
        walks = [slow_first(BY_LOOK.span(self.score, self.beats.same_work), self.first)]
        if self.first < self.looks:
            on = ON.span(self.score, self.beats.noise_floor)
            walks.append(slow_last(on, self.first, self.looks))
        return [self._last_looks(walk) for walk in walks]

    def _last_looks(self, walk: list[Stretch]) -> list[float]:
        """The seconds of a walk at which all samples have been looked at once more."""
        times = [walk[0].begin, *(stretch.end for stretch in walk)]
        done = [walk[0].first, *(stretch.last or 0 for stretch in walk)]
        looks = range(done[0], done[-1] + 1, self.samples)
        return list(np.interp(looks, done, times).tolist())
