"""A line through data that finds its place by gradient descent, before anyone says how."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from gdcore import Descent, FrameTable, Stretch, descend, frame_table
from gdcore.datasets import Dataset
from gdcore.errors import GDError
from gdcore.optimizers import gradient_descent
from gdcore.problems import LinearRegression
from scenes.plans import verdicts
from scenes.plans.base import Beat, ScenePlan, Value
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.common import DataParams, Start
from scenes.plans.samples import MOST_SAMPLES, SAMPLES, behind, noun, rounded, telling_place
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

Array = NDArray[np.float64]

WALK = "gradient_descent"
"""What the trace calls the run."""
RATE = 1.5
"""The learning rate in units of 1/L: below 2, so that the cost falls with each step."""
FIRST, SLOWLY, QUICKLY = 3, 0.9, 0.45
"""Steps that are shown slowly, and seconds that a slow and a quick one take."""


class Params(DataParams):
    """What a lesson file may set.

    ``start`` is the first line, for data scaled to [-1, 1] on both axes: (w, b).
    """

    start: Start = (-0.9, 0.35)
    steps: Annotated[int, Field(ge=4, le=40)] = 12


FOUND: Claims[Plan] = {
    "better": Claim(
        "the line comes to say something else", lambda plan: plan.told(0) != plan.told(-1)
    ),
    "same": Claim("the line says about the same in the end", otherwise),
}


def _walk(params: Params) -> float:
    slow = min(FIRST, params.steps)
    return slow * SLOWLY + (params.steps - slow) * QUICKLY + TIMES.change + 2 * TIMES.settle


class Beats:
    """What the scene plays, in order."""

    guess = Beat[Params]("the samples, a first line, and what it says", 7.0, outcomes=SAMPLES)
    steps = Beat[Params]("the line swings into place, step by step", _walk)
    found = Beat[Params]("what it says in the end", 4.0, outcomes=FOUND)
    down = Beat[Params]("all the lines that it has been", 6.0)
    title = Beat[Params]("the title of the film", 4.0)


@dataclass(frozen=True)
class Plan(ScenePlan[Params]):
    """What the scene draws of the data and of one run."""

    name = "hook"
    params = Params
    beats = Beats

    asked: Params
    data: Dataset
    scaled: Dataset
    problem: LinearRegression
    run: Descent

    @property
    def noun(self) -> str:
        """What a sample is called."""
        return noun(self.asked.data)

    @cached_property
    def lines(self) -> tuple[Array, Array]:
        """Slope and intercept after each step, (steps + 1,) each, in the user's units."""
        return self.scaled.line_in_units(self.run.theta)

    def height(self, step: int, x: float) -> float:
        """What the line says at x after so many steps, in the unit of y."""
        slopes, intercepts = self.lines
        return float(slopes[step] * x + intercepts[step])

    @cached_property
    def at(self) -> float:
        """A round value of x, at which the first line and the best one differ most."""
        ends = np.stack([self.run.theta[0], self.problem.minimum()])
        return telling_place(self.data.x, *self.scaled.line_in_units(ends))

    def told(self, step: int) -> float:
        """What the line says there, as it is said."""
        return rounded(self.height(step, self.at))

    @property
    def values(self) -> dict[str, Value]:
        """Numbers that sentences may say, and the units that they have."""
        data = self.data
        return {
            "count": len(data), "steps": self.run.steps, "at": self.at,
            "bad": self.told(0), "good": self.told(-1),
            "x_unit": behind(data.x_unit), "y_unit": behind(data.y_unit),
        }  # fmt: skip

    @classmethod
    def check(cls, params: Params, inputs: Inputs) -> tuple[Dataset, LinearRegression]:
        """The data, and the cost of lines through them, scaled.

        Raises:
            GDError: the data cannot be read, are too many to draw, or do not vary; or the start is
                their best line already.
        """
        data = params.dataset(inputs, MOST_SAMPLES)
        scaled = data.scaled()
        problem = LinearRegression(scaled.x, scaled.y)
        best = problem.minimum()
        if problem.loss(np.asarray(params.start)) - problem.loss(best) <= verdicts.ROUNDING:
            place = ", ".join(f"{value:.4g}" for value in best)
            raise GDError(
                f"start lies at the minimum, [{place}], the best line already, and there is "
                "nothing to find: choose a start away from it."
            )
        return data, problem

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Run gradient descent."""
        data, problem = cls.check(params, inputs)
        rule = gradient_descent(learning_rate=RATE / problem.largest_curvature)
        run = descend(problem, rule, params.start, params.steps, seed=seed)
        return cls(params, data, data.scaled(), problem, run)

    def timed(self, score: Score) -> FrameTable:
        """Slowly first, and then quicker."""
        begin = score[Beats.steps].start / score.fps + TIMES.change
        slow = min(FIRST, self.run.steps_asked)
        turn = begin + slow * SLOWLY
        walk = [Stretch(begin, turn, last=slow)]
        if slow < self.run.steps_asked:
            walk.append(Stretch(turn, turn + (self.run.steps_asked - slow) * QUICKLY, first=slow))
        return frame_table(
            {WALK: self.run}, fps=score.fps, seconds=score.seconds, stretches={WALK: walk}
        )
