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
STRAYING, MOST = 1.6, 0.99
"""How much farther from the minimum than the start a path is followed, and the share of its steps
that is to be seen however far they go."""


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


class Racer:
    """One path, by an attribute of ``Racers``: how it steps, and the beat in which it sets out."""

    name: str
    """That of the attribute, and in the trace."""

    def __init__(self, method: Method, beat: Beat[Params], *, is_single: bool = False) -> None:
        self.method, self.beat = method, beat
        self.is_single = is_single
        """Whether it is a few steps only, which are shown one by one."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name


class Racers:
    """All of them; of two at one place, the later lies on top."""

    batch = Racer(Method.BATCH, Beats.step_for_step)
    batch_by_work = Racer(Method.BATCH, Beats.same_work)
    batch_first = Racer(Method.BATCH, Beats.batch_step, is_single=True)
    decaying = Racer(Method.SHRINKING, Beats.smaller_steps)
    stochastic = Racer(Method.STOCHASTIC, Beats.step_for_step)
    stochastic_by_work = Racer(Method.STOCHASTIC, Beats.same_work)
    stochastic_first = Racer(Method.STOCHASTIC, Beats.one_sample, is_single=True)


RACERS = tuple(racer for racer in vars(Racers).values() if isinstance(racer, Racer))


@dataclass(frozen=True)
class Plan(ScenePlan[Params]):
    """What the scene draws of its runs; runs and tracks are called as the racers are."""

    name = "batch_vs_sgd"
    params = Params
    beats = Beats

    data: Dataset
    scaled: Dataset
    problem: LinearRegression
    minimum: NDArray[np.float64]
    runs: dict[str, Descent]
    work_steps: int
    """Batch steps in the race at equal work."""
    means: dict[str, NDArray[np.float64]]
    """Loss above the minimum, (steps + 1,), averaged over the last n steps, an epoch; of noisy runs
    of many steps."""
    seconds: float
    """That a race lasts."""

    @property
    def least(self) -> float:
        """The loss at the minimum."""
        return float(self.problem.loss(self.minimum))

    @property
    def is_cut(self) -> bool:
        """Whether the race at equal work is over before all batch steps are taken."""
        return self.work_steps < self.runs[Racers.batch.name].steps_asked

    def excess(self, racer: Racer) -> NDArray[np.float64]:
        """The loss above the minimum, (steps + 1,)."""
        return self.runs[racer.name].loss - self.least

    def diverged(self, racer: Racer) -> bool:
        """Whether a run ended because its loss explodes."""
        return self.runs[racer.name].status == "diverged"

    def evaluations_a_step(self, racer: Racer) -> int:
        """At how many samples a step looks."""
        return len(self.data) if racer.method is Method.BATCH else 1

    @cached_property
    def reach(self) -> float:
        """From the minimum to the farthest point of a path that is to be seen.

        A path that strays farther than STRAYING times the start's distance leaves the picture,
        but not where most of its steps lie as far off, as those of a start near the minimum do.
        """
        walked = [racer for racer in RACERS if not racer.is_single]
        away = {r: np.hypot(*(self.runs[r.name].theta - self.minimum).T) for r in walked}
        usual = [float(np.quantile(far, MOST)) for r, far in away.items() if not self.diverged(r)]
        start = float(away[Racers.batch][0])
        farthest = max(float(each.max()) for each in away.values())
        return min(farthest, max([STRAYING * start, *usual]))

    @cached_property
    def floor(self) -> tuple[float, float] | None:
        """The edges of the noise floor, in loss above the minimum, where there is one."""
        racer = Racers.stochastic_by_work
        return verdicts.noise_floor(self.excess(racer), diverged=self.diverged(racer))

    @cached_property
    def floor_words(self) -> str:
        """The words for what the floor's band is, or why there is none."""
        racer = Racers.stochastic_by_work
        return verdicts.floor_words(self.excess(racer), self.least, diverged=self.diverged(racer))

    @cached_property
    def manners(self) -> tuple[str, str]:
        """The words for how batch and stochastic went at equal work."""
        batch, stochastic = Racers.batch_by_work, Racers.stochastic_by_work
        return verdicts.manners(
            (self.excess(batch), self.excess(stochastic)),
            (len(self.data), 1),
            (self.diverged(batch), self.diverged(stochastic)),
        )

    def departure(self, racer: Racer) -> str:
        """The words for a path that has left the picture."""
        return verdicts.departure_words(racer.method.value, diverged=self.diverged(racer))

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
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Run both methods."""
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
            Racers.batch_first: batch(1),
            Racers.stochastic_first: stochastic(DEMONSTRATED),
            Racers.batch: batch(params.steps),
            Racers.stochastic: stochastic(params.steps),
            Racers.batch_by_work: batch(work_steps),
            Racers.stochastic_by_work: stochastic(budget),
            Racers.decaying: stochastic(budget, shrinking),
        }
        runs = {racer.name: run for racer, run in walked.items()}
        minimum = problem.minimum()
        least = float(problem.loss(minimum))
        noisy = (Racers.stochastic_by_work, Racers.decaying) if least > verdicts.ROUNDING else ()
        return cls(
            data=data,
            scaled=scaled,
            problem=problem,
            minimum=minimum,
            runs=runs,
            work_steps=work_steps,
            means={
                racer.name: _epoch_mean(runs[racer.name].loss - least, len(data))
                for racer in noisy
                if runs[racer.name].steps >= AVERAGED
            },
            seconds=params.seconds,
        )

    def timed(self, score: Score) -> FrameTable:
        """Each racer in its beat."""
        begin, end = {}, {}
        for racer in RACERS:
            beat, set_out = score[racer.beat], TIMES.change + TIMES.breath
            begin[racer.name] = beat.start / score.fps + set_out
            shown = beat.frames / score.fps - set_out - 2 * TIMES.settle
            lasts = shown if racer.is_single else min(shown, self.seconds)
            end[racer.name] = begin[racer.name] + lasts
        return frame_table(self.runs, fps=score.fps, seconds=score.seconds, begin=begin, end=end)


def _refuse_the_minimum(params: Params, problem: LinearRegression) -> None:
    minimum = problem.minimum()
    if problem.loss(np.asarray(params.start)) - problem.loss(minimum) > verdicts.ROUNDING:
        return
    place = ", ".join(f"{value:.4g}" for value in minimum)
    raise GDError(
        f"start lies at the minimum, [{place}], the best line already, and there is "
        "nothing to walk: choose a start away from it."
    )


def _epoch_mean(loss: NDArray[np.float64], epoch: int) -> NDArray[np.float64]:
    """Mean of each value and those before it, as many as one epoch has steps."""
    sums = np.concatenate([[0.0], np.cumsum(loss)])
    stop = np.arange(1, len(loss) + 1)
    first = np.maximum(stop - epoch, 0)
    return np.asarray((sums[stop] - sums[first]) / (stop - first))
