"""One parameter: the slope of the cost, the rule of a step, and steps until there is no slope."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Self

import numpy as np
from pydantic import Field, FiniteFloat

from gdcore import Descent, FrameTable, Stretch, descend, frame_table
from gdcore.errors import GDError
from gdcore.optimizers import gradient_descent
from gdcore.problems import Held, LinearRegression
from gdcore.typing import Array
from scenes.plans.base import Beat, Value
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.common import DataParams, Seconds
from scenes.plans.data_plan import DataPlan
from scenes.plans.questions import Questions, which
from scenes.plans.samples import SAMPLES
from scenes.plans.told import rounded_to
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

WALK = "gradient_descent"
"""The run and its track."""
W = 0
"""The parameter that is turned, the line's tilt; the other one, its level, is held."""
SLOW = 3
"""Steps that are worked out one by one."""
USUAL = -0.9
"""Where it starts if the best line rises, and nothing else is asked for."""
DIGITS = 3
"""Decimals in which numbers are written."""
FINEST = 17
"""More decimals than a number has that is not 1."""
WORKED, HOP = 1.9, 1.0
"""Seconds of a step that is worked out: its numbers come first, then the ball takes it."""
AGAIN = 1.4
"""The same of the next ones."""
RESTS = 1.0
"""Seconds for which what they come to stands."""

Coordinate = Annotated[FiniteFloat, Field(ge=-2, le=2)]
Rate = Annotated[FiniteFloat, Field(ge=0.01, le=0.5)]
Nearly = Annotated[FiniteFloat, Field(ge=0.001, le=0.1)]
Most = Annotated[int, Field(ge=4, le=200)]


class Params(DataParams):
    """What a lesson file may set; parameters are those of data scaled to [-1, 1].

    ``start`` is where w starts; without it, at a line that falls where the best one rises, or rises
    where that falls.  ``b`` is where the other parameter is held.  With a ``learning_rate`` up to
    0.5 no step goes past the bottom, whatever the data.  The walk ends when the slope is smaller
    than ``nearly``, after ``steps`` steps at most.
    """

    start: Coordinate | None = None
    b: Coordinate = 0.0
    learning_rate: Rate = 0.25
    nearly: Nearly = 0.01
    steps: Most = 80
    seconds: Seconds = 3.2

    def start_on(self, problem: LinearRegression) -> float:
        """Where w starts on the cost of some data."""
        if self.start is not None:
            return self.start
        return USUAL if problem.minimum()[W] >= 0 else -USUAL


def _worked(params: Params) -> float:
    del params
    return TIMES.change + WORKED + HOP + TIMES.settle


def _again(params: Params) -> float:
    del params
    return TIMES.change + (SLOW - 1) * AGAIN + TIMES.settle + RESTS


def _stop(params: Params) -> float:
    return TIMES.change + params.seconds + 1.8


SIGN: Claims[Plan] = {
    "left": Claim("the slope is negative where this walk starts", lambda plan: plan.slopes[0] < 0),
    "right": Claim("the slope is positive where this walk starts", otherwise),
}
"""Where uphill is."""
NEXT: Claims[Plan] = {
    "shorter": Claim(
        "there is a slope to go down for each of the first steps, and each is shorter",
        lambda plan: plan.sizes[SLOW - 1] >= plan.asked.nearly,
    ),
    "there": Claim("the slope is nearly nothing after the first steps already", otherwise),
}
"""How the next steps are."""
STOP: Claims[Plan] = {
    "stops": Claim(
        "the slope is nearly nothing after {steps:step|steps}",
        lambda plan: plan.sizes[-1] < plan.asked.nearly,
    ),
    "goes_on": Claim("there is still a slope after {steps:step|steps}, {last}", otherwise),
}
"""How the walk ends."""


class Beats:
    """What the scene plays, in order."""

    curve = Beat[Params](
        "the cost as a curve over one parameter, and the line of the ball", 7.0, outcomes=SAMPLES
    )
    sign = Beat[Params]("the slope at the ball, as a line and a number", 5.0, outcomes=SIGN)
    size = Beat[Params]("the slope along the curve, up the other side and back", 5.0)
    rule = Beat[Params]("the rule: the old value less the slope times the learning rate", 5.0)
    numbers = Beat[Params]("numbers slide into the rule, and the ball takes that step", _worked)
    again = Beat[Params]("two more steps, worked out alike", _again, outcomes=NEXT)
    stop = Beat[Params]("steps until the slope is nearly nothing", _stop, outcomes=STOP)


@dataclass(frozen=True)
class Plan(DataPlan[Params]):
    """What the scene draws of its run."""

    name = "slope"
    params = Params
    beats = Beats
    formulas = ("slope",)

    run: Descent
    lowest: Array
    """Where the cost is lowest with b held, (2,)."""

    @cached_property
    def slopes(self) -> Array:
        """Of the cost by w, where each step has landed, (steps + 1,)."""
        return np.asarray(self.problem.gradient(self.run.theta)[:, W])

    @cached_property
    def sizes(self) -> Array:
        """The same without their signs."""
        return np.abs(self.slopes)

    def decimals(self, slope: float) -> int:
        """In how many a slope is written: what is less than ``nearly`` is not told as that."""
        nearly, size = self.asked.nearly, abs(slope)
        if size >= nearly:
            return DIGITS
        return next(many for many in range(DIGITS, FINEST) if round(size, many) < nearly)

    @property
    def values(self) -> dict[str, Value]:
        """What sentences may name."""
        first, last = self.run.theta[:, W], float(self.slopes[-1])
        return {
            **self.named,
            "slope": round(float(self.slopes[0]), DIGITS),
            "start": round(float(first[0]), DIGITS),
            "rate": self.asked.learning_rate,
            "new": round(float(first[1]), DIGITS),
            "steps": self.run.steps,
            "last": round(last, self.decimals(last)),
            "nearly": self.asked.nearly,
            "cost": round(float(self.run.loss[-1]), DIGITS),
            "held": rounded_to(self.asked.b),
        }

    @property
    def pictured(self) -> dict[str, Value]:
        """What descriptions may name besides."""
        tilts, costs = self.run.theta[:, W], self.run.loss
        return {
            "best_tilt": rounded_to(self.minimum[W], 2),
            "lowest_tilt": rounded_to(self.lowest[W], 2),
            "first_cost": rounded_to(costs[0]),
            "second_cost": rounded_to(costs[1]),
            "third": rounded_to(tilts[2]),
            "fourth": rounded_to(tilts[SLOW]),
            "fourth_cost": rounded_to(costs[SLOW]),
            "last_place": rounded_to(tilts[-1]),
        }

    @property
    def questions(self) -> Questions:
        """Which way is down."""
        down = "right" if self.slopes[0] < 0.0 else "left"
        return which(Beats.curve, ("left", "right", "level"), down)

    @classmethod
    def refuse(cls, params: Params, problem: LinearRegression) -> None:
        """Raise GDError if there is no slope at the start."""
        start = params.start_on(problem)
        slope = float(problem.gradient([start, params.b])[W])
        if abs(slope) < 2 * params.nearly:
            raise GDError(
                f"start {start:g} has a slope of {slope:.2g}, and there is nothing to walk "
                "down: choose a start farther from the lowest cost."
            )

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Walk until the slope is nearly nothing."""
        lines = cls.check(params, inputs)
        problem = lines.problem
        start = np.array([params.start_on(problem), params.b])
        rule = gradient_descent(learning_rate=params.learning_rate)
        held = Held(problem, (True, False))
        whole = descend(held, rule, start=start, steps=params.steps, seed=seed)
        small = np.abs(problem.gradient(whole.theta)[:, W]) < params.nearly
        steps = max(int(np.argmax(small)) if small.any() else params.steps, SLOW)
        run = descend(held, rule, start=start, steps=steps, seed=seed)
        bend = float(problem.hessian()[W, W])
        lowest = start - np.array([float(problem.gradient(start)[W]) / bend, 0.0])
        return cls(params, *lines, run, lowest)

    def timed(self, score: Score) -> FrameTable:
        """One step, two more, and the rest."""

        def since(beat: Beat[Params]) -> float:
            return float(score[beat].start / score.fps) + TIMES.change

        first, again, rest = since(Beats.numbers), since(Beats.again), since(Beats.stop)
        stretches = [
            Stretch(first + WORKED, first + WORKED + HOP, 0, 1),
            Stretch(again, again + (SLOW - 1) * AGAIN, 1, SLOW),
        ]
        if self.run.steps > SLOW:
            stretches.append(Stretch(rest, rest + self.asked.seconds, SLOW))
        return frame_table(
            {WALK: self.run}, fps=score.fps, seconds=score.seconds, stretches={WALK: stretches}
        )
