"""Both parameters: two slopes make one arrow, and steps against it, worked out in a table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Self

import numpy as np
from pydantic import Field, FiniteFloat

from gdcore import Descent, FrameTable, Stretch, descend, frame_table
from gdcore.optimizers import gradient_descent
from gdcore.problems import LinearRegression
from gdcore.typing import Array
from scenes.plans.base import Beat, Value
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.common import Seconds
from scenes.plans.data_plan import DataPlan, LineParams, refuse_level_ground
from scenes.plans.samples import SAMPLES
from scenes.plans.told import place
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

WALK = "gradient_descent"
"""The run and its track."""
SHOWN = 3
"""Steps that are shown one by one, in the table too."""
DIGITS = 3
"""Decimals in which numbers are written."""
PACE, QUICK = 1.2, 0.6
"""Seconds of each of these steps, at most and at least: the last has landed when words tell what
comes of them."""
ROOM = 1.65
"""Radius of what is drawn, in the distance of the start from the lowest point."""
AWAY, LIKE = 0.46, 0.95
"""How far the other place is from the lowest point at most, in that radius; and how long its
gradient is where it can be, in that of the start."""
SMALLER, SEEN = 0.4, 0.35
"""One part of its gradient, in the other one; and how long that is at least, in that of the start.
"""
TURNED, PLACES = 0.4, 121
"""How far each knob is turned to and fro at first, in that radius; places on the way of each."""
NEARLY = 0.01
"""Length of a gradient that counts as nearly nothing."""

Coordinate = Annotated[FiniteFloat, Field(ge=-2, le=2)]
Pair = Annotated[tuple[Coordinate, Coordinate], Field(strict=False)]
Rate = Annotated[FiniteFloat, Field(ge=0.05, le=0.45)]
Steps = Annotated[int, Field(ge=SHOWN, le=400)]


class Params(LineParams):
    """What a lesson file may set; parameters are those of data scaled to [-1, 1].

    With a ``learning_rate`` up to 0.45 each step lowers the cost, whatever
    the data, since no cost bends more than 4 then.
    """

    usual = (-0.9, 0.0)
    start: Pair | None = None
    learning_rate: Rate = 0.25
    steps: Steps = 60
    seconds: Seconds = 2.0


def _steps(params: Params) -> float:
    del params
    return TIMES.change + SHOWN * PACE + 2.7


def _end(params: Params) -> float:
    return TIMES.change + params.seconds + 1.2


END: Claims[Plan] = {
    "bottom": Claim(
        "the gradient is nearly nothing after {steps} steps",
        lambda plan: plan.lengths[-1] < NEARLY,
    ),
    "goes_on": Claim("the gradient is not nearly nothing after {steps} steps", otherwise),
}
"""How the walk ends."""


ELSEWHERE: Claims[Plan] = {
    "along_b": Claim("elsewhere the slope along b is the steeper one", lambda plan: plan.b_leads),
    "along_w": Claim("elsewhere the slope along w is the steeper one", otherwise),
}
"""Which slope is the steeper one at the other place."""


class Beats:
    """What the scene plays, in order."""

    floor = Beat[Params](
        "the floor of all pairs of parameters, and the cost above it", 5.0, outcomes=SAMPLES
    )
    cut = Beat[Params]("the curve of one parameter is a cut through the bowl", 4.0)
    contours = Beat[Params]("places of one cost as a line, from the side and from above", 4.0)
    slopes = Beat[Params]("two slopes, one along each parameter", 5.0)
    arrow = Beat[Params]("their sum, the gradient: square to the line of one cost", 5.0)
    places = Beat[Params]("the gradient and its parts at another place", 5.0, outcomes=ELSEWHERE)
    down = Beat[Params]("the other way", 3.0)
    steps = Beat[Params]("the rule, and the first steps, with a table of them", _steps)
    end = Beat[Params]("more steps, while the eye goes down again", _end, outcomes=END)


@dataclass(frozen=True)
class Plan(DataPlan[Params]):
    """What the scene draws of its run."""

    name = "gradient"
    params = Params
    beats = Beats
    formulas = ("gradient", "step")

    run: Descent
    elsewhere: Array
    """Another place (2,): there the other slope is the larger one."""

    @cached_property
    def radius(self) -> float:
        """How far from the lowest point what is shown reaches."""
        return reach(self.problem, self.run.theta[0])

    @cached_property
    def gradients(self) -> Array:
        """Where each step has landed, (steps + 1, 2)."""
        return np.asarray(self.problem.gradient(self.run.theta))

    @property
    def b_leads(self) -> bool:
        """Whether the slope along b is the steeper one at the other place."""
        along_w, along_b = np.abs(self.problem.gradient(self.elsewhere)).tolist()
        return bool(along_b > along_w)

    @cached_property
    def lengths(self) -> Array:
        """Of these, (steps + 1,)."""
        return np.hypot(*self.gradients.T)

    @cached_property
    def turns(self) -> Array:
        """The start with w turned towards the lowest point and back, then b, (2 PLACES, 2)."""
        start = self.run.theta[0]
        way = TURNED * self.radius * np.where(start <= self.minimum, 1.0, -1.0)
        there_and_back = np.sin(np.linspace(0.0, np.pi, PLACES)) ** 2
        return np.concatenate([start + np.outer(there_and_back, each) for each in np.diag(way)])

    @cached_property
    def turn_costs(self) -> Array:
        """Of each of these, (2 PLACES,)."""
        return np.asarray(self.problem.loss(self.turns))

    @property
    def values(self) -> dict[str, Value]:
        """What sentences may name."""
        along_w, along_b = self.gradients[0]
        return {
            **self.named,
            "along_w": round(float(along_w), DIGITS),
            "along_b": round(float(along_b), DIGITS),
            "shown": SHOWN,
            "first": round(float(self.run.loss[0]), DIGITS),
            "later": round(float(self.run.loss[SHOWN]), DIGITS),
            "steps": self.run.steps,
        }

    @property
    def pictured(self) -> dict[str, Value]:
        """What descriptions may name besides."""
        walk, (along_w, along_b) = self.run.theta, self.gradients[-1]
        return {
            **place("start", walk[0]), **place("fourth", walk[SHOWN]), **place("last", walk[-1]),
            "rate": self.asked.learning_rate,
            "last_along_w": round(float(along_w), DIGITS),
            "last_along_b": round(float(along_b), DIGITS),
        }  # fmt: skip

    @classmethod
    def refuse(cls, params: Params, problem: LinearRegression) -> None:
        """Raise GDError if there is no slope at the start."""
        refuse_level_ground(params.start_on(problem), problem, 10 * NEARLY)

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Walk until the gradient is nearly nothing."""
        lines = cls.check(params, inputs)
        problem, start = lines.problem, np.asarray(params.start_on(lines.problem))
        rule = gradient_descent(learning_rate=params.learning_rate)
        whole = descend(problem, rule, start=start, steps=params.steps, seed=seed)
        small = np.hypot(*problem.gradient(whole.theta).T) < NEARLY
        steps = max(int(np.argmax(small)) if small.any() else params.steps, SHOWN)
        run = descend(problem, rule, start=start, steps=steps, seed=seed)
        return cls(params, *lines, run, _elsewhere(problem, start))

    def timed(self, score: Score) -> FrameTable:
        """The first steps, and the rest."""

        def since(beat: Beat[Params]) -> float:
            return float(score[beat].start / score.fps) + TIMES.change

        first, rest = since(Beats.steps), since(Beats.end)
        steps, pace = score[Beats.steps], PACE
        turns = [float(turn / score.fps) for turn in steps.turns]
        if len(turns) > 1:  # the rule has been said before
            latest = float(steps.stop / score.fps) - SHOWN * PACE - TIMES.settle
            first = max(first, min(turns[1], latest))
        if len(turns) > 2:
            pace = min(max((turns[-1] - first) / SHOWN, QUICK), PACE)
        stretches = [Stretch(first, first + SHOWN * pace, 0, SHOWN)]
        if self.run.steps > SHOWN:
            stretches.append(Stretch(rest, rest + self.asked.seconds, SHOWN))
        return frame_table(
            {WALK: self.run}, fps=score.fps, seconds=score.seconds, stretches={WALK: stretches}
        )


def reach(problem: LinearRegression, start: Array) -> float:
    """How far from the lowest point what is shown reaches, for a start (2,)."""
    return ROOM * float(np.hypot(*(start - problem.minimum())))


def _elsewhere(problem: LinearRegression, start: Array) -> Array:
    """Where the slope is the larger part that is the smaller one at the start.

    Where ground is a trench, such a gradient would be too short to see: it leans across it then.
    """
    minimum, bends, gradient = problem.minimum(), problem.hessian(), problem.gradient(start)
    most, like = AWAY * reach(problem, start), float(np.hypot(*gradient))
    steepest = np.linalg.eigh(bends)[1][:, -1]
    parts = (-SMALLER, 1.0) if abs(gradient[0]) >= abs(gradient[1]) else (1.0, SMALLER)
    wanted = np.where(start < minimum, 1.0, -1.0) * np.array(parts) / np.hypot(*parts)
    towards = steepest * np.sign(wanted @ steepest)
    for share in np.linspace(0.0, 1.0, PLACES):
        way = np.linalg.solve(bends, wanted + share * (towards - wanted))
        length = min(most / float(np.hypot(*way)), LIKE * like)
        if length >= SEEN * like:
            break
    return np.asarray(minimum + length * way)
