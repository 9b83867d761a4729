"""Gradient descent as a program: its lines as they are run, round after round, until it stops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self

import numpy as np
from pydantic import AfterValidator, Field, FiniteFloat

from gdcore import Descent, FrameTable, descend, frame_table
from gdcore.errors import GDError
from gdcore.optimizers import gradient_descent
from gdcore.problems import Averaged, LinearRegression
from scenes.plans.base import Beat, Value
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.common import Seconds
from scenes.plans.data_plan import DataPlan, LineParams
from scenes.plans.loop_clock import ASKED, ROUND, SLOW, LoopClock
from scenes.plans.program import BREAK, Program, descent_program
from scenes.plans.questions import Questions, how_many_steps
from scenes.plans.samples import SAMPLES
from scenes.plans.told import place, rounded_to
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

WALK = "gradient_descent"
"""The run and its track."""
DIGITS = 3
"""Decimals in which numbers are written."""
MOST_DECIMALS = 4
"""Of numbers that stand in the program."""


def _few_decimals(value: float) -> float:
    if round(value, MOST_DECIMALS) != value:
        raise ValueError(f"it stands in the program, which has room for {MOST_DECIMALS} decimals")
    return value


Written = AfterValidator(_few_decimals)
Coordinate = Annotated[FiniteFloat, Field(ge=-2, le=2), Written]
Pair = Annotated[tuple[Coordinate, Coordinate], Field(strict=False)]
Rate = Annotated[FiniteFloat, Field(ge=0.05, le=0.45), Written]
Nearly = Annotated[FiniteFloat, Field(ge=0.001, le=0.1), Written]
Steps = Annotated[int, Field(ge=SLOW + 1, le=400)]


class Params(LineParams):
    """What a lesson file may set; parameters are those of data scaled to [-1, 1].

    With a ``learning_rate`` up to 0.45 each step lowers the cost, whatever the data.  The loop ends
    when the gradient is shorter than ``nearly``, or after ``steps``.
    """

    usual = (-0.9, 0.0)
    start: Pair | None = None
    learning_rate: Rate = 0.25
    nearly: Nearly = 0.01
    steps: Steps = 200
    seconds: Seconds = 5.0


def _again(params: Params) -> float:
    del params
    return TIMES.change + (SLOW - 1) * ROUND + TIMES.settle


def _run(params: Params) -> float:
    return ASKED + params.seconds + 2 * TIMES.settle


STOP: Claims[Plan] = {
    "short": Claim(
        "the gradient is shorter than {nearly} after {steps} steps", lambda plan: plan.breaks
    ),
    "counted": Claim("the loop has counted to its end, {steps} steps", otherwise),
}
"""Why the loop ends."""


class Beats:
    """What the scene plays, in order."""

    bowl = Beat[Params](
        "a map that turns out to be the bowl of the data, and makes room", 4.0, outcomes=SAMPLES
    )
    start = Beat[Params]("the first three lines are written and run", 4.0)
    cost = Beat[Params](
        "the lines of the cost, and the misses", 5.0, words=("cost",), outcomes=SAMPLES
    )
    gradient = Beat[Params]("the lines of the gradient, and its arrow", 5.0, outcomes=SAMPLES)
    update = Beat[Params]("the question whether to stop, and the step", 5.0, words=("update",))
    again = Beat[Params]("two more rounds, line by line, on the ring", _again)
    run = Beat[Params]("a question; then all rounds until it stops", _run)
    stop = Beat[Params]("the line that ends the loop", 4.0, outcomes=STOP)
    rule = Beat[Params]("the last line is the rule, and one number is chosen", 4.0)
    map = Beat[Params]("the bowl alone, from above", 3.0)


@dataclass(frozen=True)
class Plan(DataPlan[Params]):
    """What the scene draws of its run, and of the program that it is."""

    name = "loop"
    params = Params
    beats = Beats
    formulas = ("step",)

    program: Program
    run: Descent

    @property
    def breaks(self) -> bool:
        """Whether the loop ends because the gradient is short."""
        return bool(self.program.runs_of(BREAK))

    @property
    def values(self) -> dict[str, Value]:
        """What sentences may name."""
        return {
            **self.named,
            "lines": len(self.program.lines),
            "steps": self.program.steps,
            "nearly": self.asked.nearly,
            "rate": self.asked.learning_rate,
        }

    @property
    def pictured(self) -> dict[str, Value]:
        """What descriptions may name besides."""
        walk, slopes = self.run.theta, self.problem.gradient(self.run.theta)
        lengths = np.hypot(*slopes.T)
        return {
            **place("start", walk[0]), **place("second", walk[1]), **place("fourth", walk[SLOW]),
            **place("last", walk[-1]), **place("slope", slopes[0]),
            "length": rounded_to(lengths[0]), "last_length": rounded_to(lengths[-1]),
            "first_cost": rounded_to(self.run.loss[0]), "last_cost": rounded_to(self.run.loss[-1]),
        }  # fmt: skip

    @property
    def questions(self) -> Questions:
        """How many steps there are until the loop ends."""
        because = self.outcomes["stop"]
        return how_many_steps(Beats.run, self.program.steps, at=ASKED, because=because)

    @classmethod
    def refuse(cls, params: Params, problem: LinearRegression) -> None:
        """Raise GDError if the loop is over before three rounds have been shown."""
        start, cost = params.start_on(problem), Averaged(problem)
        theta = np.array(start)
        for _ in range(SLOW + 1):
            slope = cost.gradient(theta)
            if np.linalg.norm(slope) < params.nearly:
                raise GDError(
                    f"From start {list(start)} the loop is over after fewer than "
                    f"{SLOW + 1} steps: choose a start farther from the lowest cost, or a smaller "
                    "nearly."
                )
            theta = theta - params.learning_rate * slope

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Run the program; then take as many steps with what it is a program of."""
        lines = cls.check(params, inputs)
        start = params.start_on(lines.problem)
        shown = descent_program(
            lines.scaled.x, lines.scaled.y,
            start, params.learning_rate, params.nearly, params.steps,
        )  # fmt: skip
        rule = gradient_descent(learning_rate=params.learning_rate)
        run = descend(Averaged(lines.problem), rule, start, shown.steps, seed=seed)
        return cls(params, *lines, shown, run)

    def clock(self, score: Score) -> LoopClock:
        """When each line is run."""
        return LoopClock(score, Beats, self.program, self.asked.seconds)

    def timed(self, score: Score) -> FrameTable:
        """Each step lands when its line has been run."""
        stretches = {WALK: self.clock(score).stretches()}
        return frame_table(
            {WALK: self.run}, fps=score.fps, seconds=score.seconds, stretches=stretches
        )
