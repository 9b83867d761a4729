"""A line through data that finds its place by gradient descent, before anyone says how."""

from __future__ import annotations

import math
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
FIRST, SLOWLY, QUICKLY, LEAST = 3, 0.6, 0.2, 0.1
"""Steps that are shown slowly, and seconds that a slow one takes, and a quick one, at most and at
least: the last one is there when words tell what the line says now."""
DOWNHILL = "downhill"
"""The same run, walked again on the bowl of its cost."""
FOLD, SETS_OFF, FELT, WALKED = 1.1, 1.8, 1.3, 1.0
"""Seconds in which the lines become places on the bowl; after which the ball sets off; and in which
it takes its first steps, from slopes that are seen, and then the others."""


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
    steps = Beat[Params](
        "the line swings into place, step by step; what it says in the end", _walk, outcomes=FOUND
    )
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
        timed, run = score[Beats.steps], self.run
        begin = timed.start / score.fps + TIMES.change
        first, most = min(FIRST, run.steps_asked), run.steps_asked - FIRST
        turn = begin + first * SLOWLY
        walk = [Stretch(begin, turn, last=first)]
        if most > 0:
            said = float(timed.turns[1] / score.fps) if len(timed.turns) > 1 else math.inf
            lasts = min(max(said - turn, most * LEAST), most * QUICKLY)
            walk.append(Stretch(turn, turn + lasts, first=first))
        off = score[Beats.down].start / score.fps + SETS_OFF
        downhill = [Stretch(off, off + FELT, last=first)]
        if most > 0:
            downhill.append(Stretch(off + FELT, off + FELT + WALKED, first=first))
        return frame_table(
            {WALK: self.run, DOWNHILL: self.run},
            fps=score.fps,
            seconds=score.seconds,
            stretches={WALK: walk, DOWNHILL: downhill},
        )
