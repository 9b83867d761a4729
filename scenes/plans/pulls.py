"""What each sample asks for: gradients one by one, their average, and steps after one alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Self

import numpy as np
from pydantic import Field, FiniteFloat

from gdcore import Descent, FrameTable, Stretch, descend, frame_table
from gdcore.optimizers import gradient_descent
from gdcore.problems import LinearRegression
from gdcore.typing import Array, Indices
from scenes.plans import verdicts
from scenes.plans.base import Beat, Value
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.common import Seconds
from scenes.plans.data_plan import DataPlan, LineParams, refuse_level_ground
from scenes.plans.questions import Questions, which
from scenes.plans.samples import SAMPLES
from scenes.plans.told import place, rounded_to
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

BATCH, STOCHASTIC = "batch", "stochastic"
"""The runs and their tracks."""
NEARLY, MOST = 0.005, 4000
"""Length of the gradient at which batch has arrived, and the most steps that it takes."""
SLOW = 3
"""Stochastic steps that are shown one by one."""
OPINIONS = SLOW + 1
"""Samples whose pulls are seen one by one in the end, the first ones that are asked."""
PACE = 1.2
"""Seconds of each of these steps."""
SET_OFF, WALK = 0.4, 2.9
"""Seconds of a beat until batch sets off, and of its walk."""
ASKED, NEARS = 1.8, 1.2
"""Seconds that a question stands, and in which the eye goes near before its answer comes."""
FIRST_STEP = 1.5
"""Seconds from the beginning of its beat until the first stochastic step is set about."""
AT_FIRST = 0.5
"""Seconds of each of batch's first steps."""
MARGIN, FARTHEST = 1.5, 2.0
"""Radius of what is drawn, in the distance of the farthest that is to be seen, and at most in that
of the start."""
LONG = 0.72
"""How far arrows go that are laid head to tail, at most, in that radius."""

Coordinate = Annotated[FiniteFloat, Field(ge=-2, le=2)]
Pair = Annotated[tuple[Coordinate, Coordinate], Field(strict=False)]
Rate = Annotated[FiniteFloat, Field(ge=0.05, le=0.45)]
Steps = Annotated[int, Field(ge=SLOW + 1, le=400)]


class Params(LineParams):
    """What a lesson file may set; parameters are those of data scaled to [-1, 1].

    ``learning_rate`` is that of both methods, and arrows are drawn as long as the steps that they
    ask for.  Up to 0.45, each lowers what it asks about, whatever the data.  ``steps`` is how many
    stochastic steps are taken.
    """

    usual = (-0.9, 0.35)
    start: Pair | None = None
    learning_rate: Rate = 0.25
    steps: Steps = 28
    seconds: Seconds = 3.2


def _one(params: Params) -> float:
    del params
    return FIRST_STEP + SLOW * PACE + TIMES.settle


def _on(params: Params) -> float:
    return TIMES.change + params.seconds + 1.0


AGREE: Claims[Plan] = {
    "exact": Claim("one line fits every sample, and none pulls there", lambda plan: plan.is_exact),
    "cancel": Claim("the samples pull at the lowest cost, and their pulls cancel", otherwise),
}
"""What the samples ask for at the lowest cost."""
JITTER: Claims[Plan] = {
    "jitters": Claim("some of the stochastic steps raise the cost", lambda plan: plan.raised > 0),
    "falls": Claim("none of the stochastic steps raises the cost", otherwise),
}
"""What the stochastic path is like."""


class Beats:
    """What the scene plays, in order."""

    together = Beat[Params](
        "the map with the ball, and the line; samples lit from left to right", 4.0, outcomes=SAMPLES
    )
    each = Beat[Params](
        "a miss and an arrow for one sample, then for each, from left to right",
        5.0,
        outcomes=SAMPLES,
    )
    mean = Beat[Params]("all arrows close to their average", 5.0, outcomes=SAMPLES)
    walk = Beat[Params](
        "steps after the average, down to the lowest cost", SET_OFF + WALK + TIMES.settle
    )
    agree = Beat[Params](
        "a question; then the lowest cost from near", ASKED + NEARS, outcomes=SAMPLES
    )
    zero = Beat[Params](
        "the arrows at the lowest cost; then these, laid head to tail", 7.0, outcomes=AGREE
    )
    one = Beat[Params]("steps after one sample alone, one by one", _one, outcomes=SAMPLES)
    on = Beat[Params]("further steps in shuffled order", _on, outcomes=JITTER)
    opinions = Beat[Params]("all arrows, some of them, and their average", 5.0)


@dataclass(frozen=True)
class Plan(DataPlan[Params]):
    """What the scene draws of its runs, and of what each sample asks for."""

    name = "pulls"
    params = Params
    beats = Beats
    formulas = ("mean",)

    runs: dict[str, Descent]

    @property
    def start(self) -> Array:
        """Where both runs begin, (2,)."""
        return np.asarray(self.runs[BATCH].theta[0])

    def pulls(self, theta: Array) -> Array:
        """Downhill for each sample, as long as a step after it alone would be, (n, 2)."""
        return np.asarray(-self.asked.learning_rate * self.problem.sample_gradients(theta))

    @property
    def asked_first(self) -> list[int]:
        """The samples that are asked first, as many as are seen alone in the end."""
        return [int(sample) for sample in self.runs[STOCHASTIC].batches[:OPINIONS, 0]]

    @property
    def is_exact(self) -> bool:
        """Whether no sample pulls at the lowest cost."""
        return self.least <= verdicts.ROUNDING

    @property
    def raised(self) -> int:
        """How many of the stochastic steps raise the cost of all samples."""
        return int((np.diff(self.runs[STOCHASTIC].loss) > verdicts.ROUNDING).sum())

    @cached_property
    def radius(self) -> float:
        """Of the disc about the lowest point that is drawn: paths and most arrows lie on it."""
        away = float(np.hypot(*(self.start - self.minimum)))
        tips = self.start + self.pulls(self.start)
        paths = np.concatenate([run.theta for run in self.runs.values()])
        far = np.hypot(*(np.concatenate([tips, paths]) - self.minimum).T)
        return float(np.clip(MARGIN * far.max(), MARGIN * away, FARTHEST * away))

    @cached_property
    def chain(self) -> tuple[Indices, float]:
        """In which order, (n,), pulls at the lowest cost are laid head to tail, and how large.

        They are by their directions, so that they go round once, and go no farther than they must
        from where they begin; and so many times as long as they are.
        """
        pulls = self.pulls(self.minimum)
        order = np.argsort(np.arctan2(pulls[:, 1], pulls[:, 0]), kind="stable")
        corners = np.cumsum(pulls[order], axis=0)
        reach = [float(np.hypot(*(corners - corner).T).max()) for corner in corners]
        first = int(np.argmin(reach))
        longest = LONG * self.radius
        times = 1.0 if reach[first] <= longest else longest / reach[first]
        return np.roll(order, -first - 1), times

    @property
    def values(self) -> dict[str, Value]:
        """What sentences may name."""
        return {
            **self.named,
            "rate": self.asked.learning_rate,
            "steps": self.runs[STOCHASTIC].steps,
            "raised": self.raised,
        }

    @property
    def pictured(self) -> dict[str, Value]:
        """What descriptions may name besides."""
        batch, single = self.runs[BATCH], self.runs[STOCHASTIC]
        return {
            **place("start", self.start), **place("low", batch.theta[-1]),
            **place("third", single.theta[SLOW]), **place("last", single.theta[-1]),
            "first_cost": rounded_to(batch.loss[0]), "low_cost": rounded_to(batch.loss[-1]),
        }  # fmt: skip

    @property
    def questions(self) -> Questions:
        """What the samples ask for at the lowest cost."""
        answers = ("exact", "alike", "cancel")
        return which(Beats.agree, answers, self.outcomes["zero"], at=ASKED)

    @classmethod
    def refuse(cls, params: Params, problem: LinearRegression) -> None:
        """Raise GDError if there is no slope at the start."""
        refuse_level_ground(params.start_on(problem), problem, 10 * NEARLY)

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Walk after the average until it is nearly nothing, and after one sample at a time."""
        lines = cls.check(params, inputs)
        problem, start = lines.problem, params.start_on(lines.problem)
        rule = gradient_descent(learning_rate=params.learning_rate)
        runs = {
            BATCH: descend(problem, rule, start, MOST, seed=seed, tolerance=NEARLY),
            STOCHASTIC: descend(problem, rule, start, params.steps, batch_size=1, seed=seed),
        }
        return cls(params, *lines, runs)

    def timed(self, score: Score) -> FrameTable:
        """Batch in one beat, slowly first; stochastic one by one, and then in its own."""

        def since(beat: Beat[Params]) -> float:
            return float(score[beat].start / score.fps)

        out, back = since(Beats.walk) + SET_OFF, since(Beats.one) + FIRST_STEP
        turn, on = out + SLOW * AT_FIRST, since(Beats.on) + TIMES.change
        last = self.runs[BATCH].steps
        slow = min(SLOW, last)
        batch = [Stretch(out, turn, 0, slow)]
        if last > slow:
            batch.append(Stretch(turn, out + WALK, slow, last))
        stochastic = [
            Stretch(back, back + SLOW * PACE, 0, SLOW),
            Stretch(on, on + self.asked.seconds, SLOW),
        ]
        return frame_table(
            self.runs, fps=score.fps, seconds=score.seconds,
            stretches={BATCH: batch, STOCHASTIC: stochastic},
        )  # fmt: skip
