"""A line through data that finds its place by gradient descent, before anyone says how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import Field

from gdcore import Descent, FrameTable, Stretch, descend, frame_table
from gdcore.optimizers import gradient_descent
from gdcore.problems import LinearRegression
from scenes.plans.base import Beat, Value
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.data_plan import DataPlan, LineParams, refuse_the_minimum
from scenes.plans.questions import Questions, how_many
from scenes.plans.said_line import SaidLine
from scenes.plans.samples import SAMPLES, rounded
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

WALK = "gradient_descent"
"""What the trace calls the run."""
RATE = 1.0
"""The learning rate in units of 1/L: no step goes past the valley."""
FIRST, SLOWLY, QUICKLY = 3, 0.6, 0.2
"""Steps that are shown slowly, and seconds that a slow and a quick one take."""
DOWNHILL = "downhill"
"""The same run, walked again on the bowl of its cost."""
FOLD, SETS_OFF, WALKED = 1.1, 1.8, 2.5
"""Seconds in which the lines become places on the bowl; after which the ball sets off, and in which
it walks them then."""


class Params(LineParams):
    """What a lesson file may set."""

    steps: Annotated[int, Field(ge=4, le=40)] = 16


FOUND: Claims[Plan] = {
    "better": Claim(
        "the line comes to say something else", lambda plan: plan.said(0) != plan.said(-1)
    ),
    "same": Claim("the line says about the same in the end", otherwise),
}


def _walk(params: Params) -> float:
    slow = min(FIRST, params.steps)
    return slow * SLOWLY + (params.steps - slow) * QUICKLY + TIMES.change + 2 * TIMES.settle


class Beats:
    """What the scene plays, in order."""

    guess = Beat[Params]("the samples, a first line, and what it says", 5.0, outcomes=SAMPLES)
    steps = Beat[Params]("the line swings into place, step by step", _walk)
    found = Beat[Params]("what it says in the end", 3.0, outcomes=FOUND)
    down = Beat[Params]("the bowl of its cost, and the way down that it went", 5.0)
    title = Beat[Params]("the title of the film", 4.0)


@dataclass(frozen=True)
class Plan(SaidLine, DataPlan[Params]):
    """What the scene draws of the data and of one run."""

    name = "hook"
    params = Params
    beats = Beats
    formulas = ("line",)

    run: Descent

    @property
    def values(self) -> dict[str, Value]:
        """Numbers that sentences may say, and the units that they have."""
        said = {"bad": self.said(0), "good": self.said(-1)}
        return {**self.named, **said, "steps": self.run.steps, "at": self.at}

    @property
    def pictured(self) -> dict[str, Value]:
        """What descriptions may name besides."""
        return {"lines": self.run.steps + 1}

    @property
    def questions(self) -> Questions:
        """What the line will say: not the first guess, nor halfway, nor the ends of the data."""
        if self.said(0) == self.said(-1):
            return ()
        halfway = rounded((self.said(0) + self.said(-1)) / 2.0)
        ends = [rounded(float(end)) for end in (self.data.y.max(), self.data.y.min())]
        return how_many(Beats.guess, self.said(-1), [self.said(0), halfway, *ends])

    @classmethod
    def refuse(cls, params: Params, problem: LinearRegression) -> None:
        """Raise GDError if the start is the best line already."""
        refuse_the_minimum(params.start_on(problem), problem)

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Run gradient descent."""
        lines = cls.check(params, inputs)
        problem = lines.problem
        rule = gradient_descent(learning_rate=RATE / problem.largest_curvature)
        run = descend(problem, rule, params.start_on(problem), params.steps, seed=seed)
        return cls(params, *lines, run)

    def timed(self, score: Score) -> FrameTable:
        """Slowly first, and then quicker; and once more, down the bowl."""
        begin = score[Beats.steps].start / score.fps + TIMES.change
        slow = min(FIRST, self.run.steps_asked)
        turn = begin + slow * SLOWLY
        walk = [Stretch(begin, turn, last=slow)]
        if slow < self.run.steps_asked:
            walk.append(Stretch(turn, turn + (self.run.steps_asked - slow) * QUICKLY, first=slow))
        again = score[Beats.down].start / score.fps + SETS_OFF
        return frame_table(
            {WALK: self.run, DOWNHILL: self.run},
            fps=score.fps,
            seconds=score.seconds,
            stretches={WALK: walk, DOWNHILL: [Stretch(again, again + WALKED)]},
        )
