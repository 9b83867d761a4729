"""When each step of a race lands, beat after beat."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from gdcore import Stretch
from scenes.plans.race import Method
from scenes.theme import TIMES
from scenes.timing.score import Named, Score

DEMONSTRATED = 3
"""Stochastic steps that are shown one by one."""
SLOWLY = 5
"""Steps of a walk that are shown slowly, in the first half of its time."""


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
        Method.SHRINKING.value: clock.slow_first(beats.smaller_steps, looks),
    }


class _Clock:
    def __init__(
        self, score: Score, beats: type[Any], samples: int, first: int, looks: int
    ) -> None:
        self.score, self.beats = score, beats
        self.samples, self.first, self.looks = samples, first, looks

    def batch(self) -> list[Stretch]:
        """One step; step for step; and in the race, where a step lands with its last look."""
        beats, steps = self.beats, self.looks // self.samples
        race, step = [], 0
        for times in self._landings():
            for begin, end in pairwise(times):
                race.append(Stretch(begin, end, step, step + 1))
                step += 1
        return [*self._shared(beats.batch_step, 1, steps), *race]

    def stochastic(self) -> list[Stretch]:
        """Three steps; step for step; and the race, a step a look."""
        beats, steps = self.beats, self.looks // self.samples
        stretches = self._shared(beats.one_sample, min(DEMONSTRATED, self.looks), steps)
        stretches += self.slow_first(beats.same_work, self.first)
        if self.first < self.looks:
            stretches.append(Stretch(*self._span(beats.noise_floor), self.first, self.looks))
        return stretches

    def slow_first(self, beat: Named, last: int) -> list[Stretch]:
        """A few steps in the first half of the time, the rest in the second."""
        begin, end = self._span(beat)
        if last < 2 * SLOWLY:
            return [Stretch(begin, end, 0, last)]
        half = (begin + end) / 2
        return [Stretch(begin, half, 0, SLOWLY), Stretch(half, end, SLOWLY, last)]

    def _shared(self, beat: Named, shown: int, steps: int) -> list[Stretch]:
        """What both methods do before the race."""
        return [
            Stretch(*self._span(beat), 0, shown),
            self._anew(self.beats.step_for_step),
            *self.slow_first(self.beats.step_for_step, steps),
            self._anew(self.beats.which_is_lower),
        ]

    def _span(self, beat: Named) -> tuple[float, float]:
        """The seconds between which a walk is seen."""
        timed, fps = self.score[beat], float(self.score.fps)
        begin = timed.start / fps + TIMES.change + TIMES.breath
        return begin, timed.stop / fps - 2 * TIMES.settle

    def _anew(self, beat: Named) -> Stretch:
        """Back at the start, while nothing is seen of it."""
        begin = self.score[beat].start / float(self.score.fps)
        unseen = begin + TIMES.leave + TIMES.breath / 2
        return Stretch(unseen, unseen + TIMES.breath / 4, 0, 0)

    def _landings(self) -> list[list[float]]:
        """The seconds at which batch's steps land, in each part of the race."""
        slow = self.slow_first(self.beats.same_work, self.first)
        times, done = [slow[0].begin], [0]
        for stretch in slow:
            times.append(stretch.end)
            done.append(stretch.last or 0)
        parts = [np.interp(range(0, self.first + 1, self.samples), done, times).tolist()]
        if self.first < self.looks:
            begin, end = self._span(self.beats.noise_floor)
            count = (self.looks - self.first) // self.samples
            parts.append(np.linspace(begin, end, count + 1).tolist())
        return parts
