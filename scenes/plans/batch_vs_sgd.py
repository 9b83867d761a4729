"""Batch against stochastic gradient descent on a line through data: same start, same work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from gdcore import Descent, FrameTable, descend, frame_table
from gdcore.datasets import Dataset
from gdcore.errors import GDError
from gdcore.optimizers import Optimizer, gradient_descent
from gdcore.problems import LinearRegression
from gdcore.schedules import inverse_time
from scenes.plans import verdicts
from scenes.plans.base import Beat, ScenePlan
from scenes.plans.common import DataParams, Rate, Seconds, Start, Steps
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

DEMONSTRATED = 3
"""Stochastic steps that are shown one by one."""
MOST_SAMPLES = 2000
"""Rows of a file, of which each is drawn."""
MOST_WORK = 8000
"""Stochastic steps drawn in the race at equal work, which is over then, and says so."""
AVERAGED = 400
"""Stochastic steps from which on their loss is drawn faint, behind its mean over an epoch."""


class Params(DataParams):
    """What a lesson file may set.

    ``start`` and the parameters drawn are those of the line through the data scaled to [-1, 1] on
    both axes: (w, b).  ``steps`` counts batch steps; the stochastic run has the same budget of
    gradient evaluations.  ``decay`` is that of the shrinking rate, alpha / (1 + decay * step).
    """

    start: Start = (-0.9, 0.35)
    learning_rate: Rate = 0.2
    decay: Rate = 0.05
    steps: Steps = 40
    seconds: Seconds = 8.0


def _race(params: Params) -> float:
    return params.seconds + 2 * TIMES.settle


class Beats:
    """What the scene plays, in order."""

    same_start = Beat[Params]("the surface, the data and both balls at one start", 4.0)
    batch_step = Beat[Params]("one batch step: every sample lights up", 4.0)
    one_sample = Beat[Params]("three stochastic steps: one sample lights up at a time", 5.0)
    step_for_step = Beat[Params]("both walk, a step of one for a step of the other", _race)
    count_the_work = Beat[Params](
        "the axis of the loss curve turns from steps into gradient evaluations", 4.0
    )
    same_work = Beat[Params](
        "both start again and walk at the same number of gradient evaluations", _race
    )
    noise_floor = Beat[Params](
        "seen from above: the band in which the stochastic loss keeps jumping", 4.0
    )
    smaller_steps = Beat[Params]("the same again with a learning rate that shrinks", _race)
    takeaway = Beat[Params]("the two in one sentence each", 4.0)


class Method(Enum):
    """How a step is taken; in words about its path."""

    BATCH = "batch"
    SHRINKING = "shrinking"
    STOCHASTIC = "stochastic"


@dataclass(frozen=True)
class Walk:
    """One path: what the trace calls it, how it steps, and the beat in which it sets out."""

    name: str
    method: Method
    beat: Beat[Params]
    is_single: bool = False
    """Whether it is a few steps only, which are shown one by one."""


BATCH_STEP = Walk("batch_first", Method.BATCH, Beats.batch_step, is_single=True)
ONE_SAMPLE = Walk("stochastic_first", Method.STOCHASTIC, Beats.one_sample, is_single=True)
BATCH = Walk("batch", Method.BATCH, Beats.step_for_step)
STOCHASTIC = Walk("stochastic", Method.STOCHASTIC, Beats.step_for_step)
BATCH_BY_WORK = Walk("batch_by_work", Method.BATCH, Beats.same_work)
STOCHASTIC_BY_WORK = Walk("stochastic_by_work", Method.STOCHASTIC, Beats.same_work)
SHRINKING = Walk("decaying", Method.SHRINKING, Beats.smaller_steps)

WALKS = (
    BATCH, BATCH_BY_WORK, BATCH_STEP, SHRINKING, STOCHASTIC, STOCHASTIC_BY_WORK, ONE_SAMPLE,
)  # fmt: skip
"""All of them; of two at one place, the later lies on top."""


@dataclass(frozen=True)
class Plan(ScenePlan[Params]):
    """What the scene draws of its runs; runs and tracks are called as their walks are."""

    name = "batch_vs_sgd"
    params = Params
    beats = Beats

    data: Dataset
    scaled: Dataset
    problem: LinearRegression
    minimum: NDArray[np.float64]
    runs: dict[str, Descent]
    table: FrameTable
    work_steps: int
    """Batch steps in the race at equal work."""
    means: dict[str, NDArray[np.float64]]
    """Loss above the minimum, (steps + 1,), averaged over the last n steps, an epoch; of noisy runs
    of many steps."""

    @property
    def least(self) -> float:
        """The loss at the minimum."""
        return float(self.problem.loss(self.minimum))

    @property
    def is_cut(self) -> bool:
        """Whether the race at equal work is over before all batch steps are taken."""
        return self.work_steps < self.runs[BATCH.name].steps_asked

    def excess(self, walk: Walk) -> NDArray[np.float64]:
        """The loss above the minimum, (steps + 1,)."""
        return self.runs[walk.name].loss - self.least

    def diverged(self, walk: Walk) -> bool:
        """Whether a run ended because its loss explodes."""
        return self.runs[walk.name].status == "diverged"

    def evaluations_a_step(self, walk: Walk) -> int:
        """At how many samples a step looks."""
        return len(self.data) if walk.method is Method.BATCH else 1

    @cached_property
    def floor(self) -> tuple[float, float] | None:
        """The edges of the noise floor, in loss above the minimum, where there is one."""
        walk = STOCHASTIC_BY_WORK
        return verdicts.noise_floor(self.excess(walk), diverged=self.diverged(walk))

    @cached_property
    def floor_words(self) -> str:
        """The words for what the floor's band is, or why there is none."""
        loss, gone = self.excess(STOCHASTIC_BY_WORK), self.diverged(STOCHASTIC_BY_WORK)
        return verdicts.floor_words(loss, self.least, diverged=gone)

    @cached_property
    def manners(self) -> tuple[str, str]:
        """The words for how batch and stochastic went at equal work."""
        batch, stochastic = BATCH_BY_WORK, STOCHASTIC_BY_WORK
        return verdicts.manners(
            (self.excess(batch), self.excess(stochastic)),
            (len(self.data), 1),
            (self.diverged(batch), self.diverged(stochastic)),
        )

    def departure(self, walk: Walk) -> str:
        """The words for a path that has left the picture."""
        return verdicts.departure_words(walk.method.value, diverged=self.diverged(walk))

    @classmethod
    def check(cls, params: Params, inputs: Inputs) -> tuple[Dataset, Dataset]:
        """The data as they are, and scaled to [-1, 1].

        Raises:
            GDError: the data cannot be read, have too many samples to draw, or do not vary; or the
                start is their best line already.
        """
        data = params.dataset(inputs, MOST_SAMPLES)
        scaled = data.scaled()
        _refuse_the_minimum(params, LinearRegression(scaled.x, scaled.y))
        return data, scaled

    @classmethod
    def precompute(cls, params: Params, score: Score, seed: int, inputs: Inputs) -> Self:
        """Run both methods, and set every frame's parameters."""
        data, scaled = cls.check(params, inputs)
        problem = LinearRegression(scaled.x, scaled.y)
        work_steps = max(1, min(params.steps, MOST_WORK // len(data)))
        budget = work_steps * len(data)
        fixed = gradient_descent(learning_rate=params.learning_rate)
        shrinking = gradient_descent(
            learning_rate=inverse_time(params.learning_rate, decay=params.decay)
        )

        def stochastic(steps: int, optimizer: Optimizer = fixed) -> Descent:
            return descend(
                problem, optimizer, start=params.start, steps=steps, batch_size=1, seed=seed
            )

        def batch(steps: int) -> Descent:
            return descend(problem, fixed, start=params.start, steps=steps)

        walked = {
            BATCH_STEP: batch(1),
            ONE_SAMPLE: stochastic(DEMONSTRATED),
            BATCH: batch(params.steps),
            STOCHASTIC: stochastic(params.steps),
            BATCH_BY_WORK: batch(work_steps),
            STOCHASTIC_BY_WORK: stochastic(budget),
            SHRINKING: stochastic(budget, shrinking),
        }
        runs = {walk.name: run for walk, run in walked.items()}
        minimum = problem.minimum()
        least = float(problem.loss(minimum))
        noisy = (STOCHASTIC_BY_WORK, SHRINKING) if least > verdicts.ROUNDING else ()
        return cls(
            data=data,
            scaled=scaled,
            problem=problem,
            minimum=minimum,
            runs=runs,
            table=_table(runs, score, params.seconds),
            work_steps=work_steps,
            means={
                walk.name: _epoch_mean(runs[walk.name].loss - least, len(data))
                for walk in noisy
                if runs[walk.name].steps >= AVERAGED
            },
        )


def _refuse_the_minimum(params: Params, problem: LinearRegression) -> None:
    minimum = problem.minimum()
    if problem.loss(np.asarray(params.start)) - problem.loss(minimum) > verdicts.ROUNDING:
        return
    place = ", ".join(f"{value:.4g}" for value in minimum)
    raise GDError(
        f"start lies at the minimum, [{place}], the best line already, and there is "
        "nothing to walk: choose a start away from it."
    )


def _table(runs: dict[str, Descent], score: Score, seconds: float) -> FrameTable:
    begin, end = {}, {}
    for walk in WALKS:
        beat, set_out = score[walk.beat], TIMES.change + TIMES.breath
        begin[walk.name] = beat.start / score.fps + set_out
        shown = beat.frames / score.fps - set_out - 2 * TIMES.settle
        lasts = shown if walk.is_single else min(shown, seconds)
        end[walk.name] = begin[walk.name] + lasts
    return frame_table(runs, fps=score.fps, seconds=score.seconds, begin=begin, end=end)


def _epoch_mean(loss: NDArray[np.float64], epoch: int) -> NDArray[np.float64]:
    """Mean of each value and those before it, as many as one epoch has steps."""
    sums = np.concatenate([[0.0], np.cumsum(loss)])
    stop = np.arange(1, len(loss) + 1)
    first = np.maximum(stop - epoch, 0)
    return np.asarray((sums[stop] - sums[first]) / (stop - first))
