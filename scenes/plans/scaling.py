"""The same samples in their own units and scaled: one line, two bowls, and how long each takes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, FiniteFloat

from gdcore import Descent, FrameTable, Stretch, descend, frame_table, theory
from gdcore.optimizers import gradient_descent
from gdcore.problems import LinearRegression
from gdcore.theory import Axes
from scenes.plans.base import Beat, Value
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.common import Seconds
from scenes.plans.data_plan import DataPlan, LineParams, refuse_near_the_minimum
from scenes.plans.questions import Questions, how_many_steps, which
from scenes.plans.told import factor_figures, in_figures, rounded_to
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

Array = NDArray[np.float64]

OWN, SCALED = "own_units", "scaled"
"""The runs and their tracks: over the samples as they are, and over those scaled to [-1, 1]."""
BOWLS = (OWN, SCALED)
SHOWN, PACE = 6, 0.5
"""Steps that both take in step, and the seconds of each."""
STILL = 0.6
"""Seconds before these in which both stand still, and it is said what to look at."""
ARRIVES = 0.8
"""Seconds of the steps after these until the first of them has arrived."""
SEEN = 0.15
"""Seconds that the first has arrived when a viewer is asked about the other."""
STOPS = 0.3
"""Seconds of its beat for which the other has arrived."""
FOLLOWED = 7
"""The most steps of which it is drawn what each of them leaves of the distances."""
BEGINS, LINES = 1.4, 2.0
"""Seconds into the last beat at which both lines set off, and until one of them has arrived."""
TRENCH = 10.0
"""How many times as long as wide a bowl is at least that is called a trench."""
STAYS, COMES = 0.9, 0.5
"""What share of its way along a bowl is left at least where a ball has hardly advanced, and at
most where it has."""
CRAWLS = 0.98
"""What share of the distance along a bowl a step leaves at least where that is called a crawl."""
UNTOLD = 5e-7
"""What share of it a step takes off there at most where sentences, in six digits, would tell 1."""
ACROSS = 0.1
"""What share of half a bowl's width a ball leaps at least, so that it is seen."""
MANY = 2
"""How many times as many steps the other one takes at least where these times are told."""

ALONG_WAY, ACROSS_WAY = 0, 1
"""The two ways of a bowl, by the order of its curvatures."""
BEND_FIGURES = 3
"""Of a curvature."""
TIMES_FIGURES = 3
"""Of the learning rate in 1/L."""
LIMIT_FIGURES = 2
"""Of what a learning rate has to be below, and of the curvature along a bowl."""

Coordinate = Annotated[FiniteFloat, Field(ge=-2, le=2)]
Pair = Annotated[tuple[Coordinate, Coordinate], Field(strict=False)]
Times = Annotated[FiniteFloat, Field(ge=1.1, le=1.95)]
Left = Annotated[FiniteFloat, Field(ge=0.001, le=0.5)]
Most = Annotated[int, Field(ge=100, le=20_000)]


class Params(LineParams):
    """What a lesson file may set.

    In the data's own units the walk starts at the same line as scaled.  ``times`` is the learning
    rate in units of each bowl's own 1/L.  A walk ends when ``left`` of its cost above the lowest is
    left, or after ``steps``.
    """

    usual = (-0.4, 0.6)
    start: Pair | None = None
    times: Times = 1.9
    left: Left = 0.001
    steps: Most = 10_000
    seconds: Seconds = 5.7


def _steps(params: Params) -> float:
    del params
    return STILL + SHOWN * PACE + TIMES.settle


def _runs(params: Params) -> float:
    return TIMES.change + ARRIVES + params.seconds + STOPS


BOWL: Claims[Plan] = {
    "trench": Claim(
        "in the data's own units the bowl is {ratio} times as long as wide, a trench; scaled it is "
        "{scaled_ratio} times",
        lambda plan: plan.ratio[OWN] >= TRENCH,
    ),
    "bowl": Claim(
        "in the data's own units the bowl is {ratio} times as long as wide, scaled {scaled_ratio}",
        otherwise,
    ),
}
"""The shape of both."""
WALKED: Claims[Plan] = {
    "hardly": Claim(
        "both leap across, and in the data's own units it hardly advances along the bowl",
        lambda plan: plan.leap and plan.along(OWN) >= STAYS and plan.along(SCALED) <= COMES,
    ),
    "both": Claim("both advance, or both do not, or one hardly leaps", otherwise),
}
"""How the first steps are."""
FIRST: Claims[Plan] = {
    "neither": Claim("neither arrives in {most} steps", lambda plan: not plan.arriving),
    "together": Claim("both arrive after {fast:step|steps}", lambda plan: len(plan.arriving) > 1),
    "scaled": Claim(
        "the scaled one arrives first, after {fast:step|steps}",
        lambda plan: plan.arriving == [SCALED],
    ),
    "own_units": Claim(
        "the one in the data's own units arrives first, after {fast} steps", otherwise
    ),
}
"""Which arrives first."""
TOOK: Claims[Plan] = {
    "neither": Claim("neither arrives in {most} steps", lambda plan: not plan.arriving),
    "together": Claim("both took {fast:step|steps}", lambda plan: len(plan.arriving) > 1),
    "never": Claim(
        "the other one has not arrived after {most} steps", lambda plan: plan.slow is None
    ),
    "times": Claim(
        "the other one took {slow:step|steps}, {times_as_many} times as many",
        lambda plan: (plan.slow or 0) >= MANY * plan.fast,
    ),
    "slow": Claim("the other one took {slow:step|steps}", otherwise),
}
"""How long the other one took."""
WAYS: Claims[Plan] = {
    "hardly": Claim(
        "in the data's own units a step leaves all but a little of the distance along the bowl",
        lambda plan: plan.less(OWN, ALONG_WAY) < UNTOLD,
    ),
    "crawl": Claim(
        "in the data's own units a step leaves nearly all of the distance along the bowl",
        lambda plan: plan.factors[OWN][0] >= CRAWLS,
    ),
    "factors": Claim("a step in the data's own units gets on along the bowl, too", otherwise),
}
"""How steps are along the bowl, where across it they zigzag."""
SHAPE: Claims[Plan] = {
    "serves": Claim(
        "scaled, the bowl is rounder, and no trench, and the walk arrives first",
        lambda plan: plan.rounder and plan.ratio[SCALED] < TRENCH and plan.arriving == [SCALED],
    ),
    "rounder": Claim(
        "scaled, the bowl is rounder, but a trench, or the walk does not arrive first",
        lambda plan: plan.rounder,
    ),
    "not_rounder": Claim("scaled, the bowl is not rounder", otherwise),
}
"""What scaling has done."""


class Beats:
    """What the scene plays, in order."""

    twice = Beat[Params]("the samples twice, in their own units and scaled", 5.0)
    bowls = Beat[Params](
        "one line, and the bowl of each, of which one comes out of the other", 5.0, outcomes=BOWL
    )
    question = Beat[Params]("both at the start, and a question", 4.0, sights=BOWL)
    steps = Beat[Params]("a few steps in both", _steps, outcomes=WALKED)
    runs = Beat[Params]("one arrives, and the other runs on and on", _runs, outcomes=FIRST)
    took = Beat[Params]("how many steps the other one took", 3.0, outcomes=TOOK)
    axes = Beat[Params](
        "the own axes of both maps, the curvature across and the limit of that", 4.0
    )
    factors = Beat[Params](
        "what each step leaves of the distance, across and then along: by one factor each",
        7.0,
        outcomes=WAYS,
    )
    shape = Beat[Params](
        "the samples twice again, with both lines after as many steps", 5.0, outcomes=SHAPE
    )


@dataclass(frozen=True)
class Plan(DataPlan[Params]):
    """What the scene draws of its runs."""

    name = "scaling"
    params = Params
    beats = Beats
    formulas = ("scaled",)

    runs: dict[str, Descent]
    """By bowl, each until it has arrived."""

    @cached_property
    def problems(self) -> dict[str, LinearRegression]:
        """The cost of each bowl."""
        return {OWN: LinearRegression(self.data.x, self.data.y), SCALED: self.problem}

    @cached_property
    def axes(self) -> dict[str, Axes]:
        """The curvatures and directions of each, the gentle one first."""
        return {
            name: theory.principal_axes(each, each.minimum())
            for name, each in self.problems.items()
        }

    @cached_property
    def ratio(self) -> dict[str, float]:
        """How many times as long as wide each is: the root of its condition number."""
        found = {}
        for name, (curvatures, _) in self.axes.items():
            found[name] = float(np.sqrt(curvatures[1] / curvatures[0]))
        return found

    @property
    def rounder(self) -> bool:
        """Whether the bowl is, once the data are scaled."""
        return self.ratio[SCALED] < self.ratio[OWN]

    @cached_property
    def sharpest(self) -> dict[str, float]:
        """How much each bowl bends across."""
        return {name: float(axes.curvatures[ACROSS_WAY]) for name, axes in self.axes.items()}

    @cached_property
    def factors(self) -> dict[str, Array]:
        """By what a step multiplies the distance along each axis: 1 - alpha lambda, (2,)."""
        return {
            name: 1.0 - self.asked.times * axes.curvatures / axes.curvatures[1]
            for name, axes in self.axes.items()
        }

    @cached_property
    def lying(self) -> dict[str, Array]:
        """How each lies, (2, 2): the directions that are to the right, and upwards.

        Both lie lengthwise.  In the data's own units each parameter grows to the right or upwards.
        The scaled one is the same but for its units, and not seen from behind; its start is on the
        same side.
        """
        right = _growing(self.axes[OWN].directions[ALONG_WAY])
        up = np.array([-right[1], right[0]])
        turned = _sign(up[np.abs(up).argmax()])
        found = {OWN: np.array([right, turned * up])}
        aside = _sign((self.runs[OWN].theta[0] - self.problems[OWN].minimum()) @ right)
        right = self.axes[SCALED].directions[ALONG_WAY]
        right = right * aside * _sign(float(self.own(SCALED)[0, ALONG_WAY]))
        found[SCALED] = np.array([right, turned * np.array([-right[1], right[0]])])
        return found

    def own(self, name: str) -> Array:
        """The walk of a bowl in its own axes, from its lowest point, (steps + 1, 2)."""
        away = self.runs[name].theta - self.problems[name].minimum()
        return np.asarray(away @ self.axes[name].directions.T)

    def along(self, name: str) -> float:
        """What share of the way along a bowl is left after the first steps."""
        gentle = np.abs(self.own(name)[:, 0])
        return float(gentle[min(SHOWN, len(gentle) - 1)] / gentle[0]) if gentle[0] else 0.0

    @property
    def followed(self) -> int:
        """Of how many steps it is drawn what each of them leaves of the distances."""
        return min(self.fast, FOLLOWED)

    def left_of(self, name: str, way: int) -> Array:
        """What is left of the start's distance that way after each of these steps, (steps + 1,)."""
        away = self.own(name)[: self.followed + 1, way]
        return away / (away[0] or 1.0)

    def less(self, name: str, way: int) -> float:
        """By how much less than 1 the factor of a step is that way."""
        curvatures = self.axes[name].curvatures
        return self.asked.times * float(curvatures[way] / curvatures[ACROSS_WAY])

    def gone(self, name: str, way: int) -> float:
        """What share of the start's distance these steps take off, where they do not leap that way.

        It is right where hardly anything is taken off, too.
        """
        return float(-np.expm1(self.followed * np.log1p(-self.less(name, way))))

    @cached_property
    def leap(self) -> bool:
        """Whether it is seen in both that they leap across."""
        for name, axes in self.axes.items():
            start = np.sqrt(axes.curvatures) * self.own(name)[0]
            if abs(start[1]) < ACROSS * np.hypot(*start):
                return False
        return True

    def target(self, name: str) -> float:
        """The cost at which a walk has arrived."""
        least = float(self.problems[name].loss(self.problems[name].minimum()))
        return least + self.asked.left * (float(self.runs[name].loss[0]) - least)

    def done(self, name: str) -> Array:
        """What share of the drop a walk has done after each step, (steps + 1,)."""
        loss = self.runs[name].loss
        least = float(self.problems[name].loss(self.problems[name].minimum()))
        return np.clip((loss[0] - loss) / (loss[0] - least), 0.0, 1.0)

    @cached_property
    def arrived(self) -> dict[str, int | None]:
        """After how many steps each walk has."""
        return {name: run.steps_to(self.target(name)) for name, run in self.runs.items()}

    @property
    def arriving(self) -> list[str]:
        """Those that arrive first."""
        there = {name: steps for name, steps in self.arrived.items() if steps is not None}
        return [name for name, steps in there.items() if steps == min(there.values())]

    @property
    def fast(self) -> int:
        """Steps until the first has arrived, or all."""
        return min(run.steps for run in self.runs.values())

    @property
    def slow(self) -> int | None:
        """Steps until both have."""
        steps = list(self.arrived.values())
        return None if None in steps else max(each for each in steps if each is not None)

    @property
    def percent(self) -> float:
        """How much of the drop is done where a walk has arrived, in percent."""
        return round(100.0 * (1.0 - self.asked.left), 6)

    @property
    def values(self) -> dict[str, Value]:
        """What sentences may name."""
        return {
            **self.named,
            "ratio": two_figures(self.ratio[OWN]),
            "scaled_ratio": two_figures(self.ratio[SCALED]),
            "own_factor": self._told_factor(OWN),
            "scaled_factor": self._told_factor(SCALED),
            "times": self.asked.times,
            "share": round(50.0 * self.asked.times, 6),
            "across_factor": rounded_to(1.0 - self.asked.times),
            "percent": self.percent,
            "fast": self.fast,
            "slow": self.slow,
            "times_as_many": None if self.slow is None else two_figures(self.slow / self.fast),
            "most": self.asked.steps,
        }

    @property
    def pictured(self) -> dict[str, Value]:
        """What descriptions may name besides."""
        told: dict[str, Value] = {"followed": self.followed}
        for name, words in ((OWN, "own"), (SCALED, "scaled")):
            sharp = self.sharpest[name]
            told |= {
                f"{words}_sharp": in_figures(sharp, BEND_FIGURES),
                f"{words}_gentle": in_figures(
                    float(self.axes[name].curvatures[ALONG_WAY]), LIMIT_FIGURES
                ),
                f"{words}_limit": in_figures(2.0 / sharp, LIMIT_FIGURES),
                f"{words}_steps": self.runs[name].steps,
                f"{words}_done": percent_done(float(self.done(name)[self.fast])),
            }  # fmt: skip
        return told

    def _told_factor(self, name: str) -> Value:
        """By what a step multiplies the distance along a bowl."""
        return in_figures(
            1.0 - self.less(name, ALONG_WAY), factor_figures(self.less(name, ALONG_WAY))
        )

    @property
    def questions(self) -> Questions:
        """Which takes longer; and, once the first has arrived, how many steps the other takes."""
        longer = {"scaled": OWN, "own_units": SCALED, "together": "same"}
        first = self.outcomes["runs"]
        asked = which(Beats.question, (OWN, SCALED, "same"), longer.get(first, ""))
        if self.slow is None or len(self.arriving) > 1 or self.fast <= SHOWN:
            return asked
        at = TIMES.change + ARRIVES + SEEN
        return (*asked, *how_many_steps(Beats.runs, self.slow, at=at, because=first))

    @classmethod
    def refuse(cls, params: Params, problem: LinearRegression) -> None:
        """Raise GDError where the start is about the best line."""
        refuse_near_the_minimum(params.start_on(problem), problem)

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Walk in both until they have arrived."""
        data, scaled, problem = cls.check(params, inputs)
        start = np.asarray(params.start_on(problem))
        slope, intercept = scaled.line_in_units(start)
        runs = {
            OWN: _walk(
                LinearRegression(data.x, data.y), np.array([slope, intercept]), params, seed
            ),
            SCALED: _walk(problem, start, params, seed),
        }
        return cls(params, data, scaled, problem, runs)

    def timed(self, score: Score) -> FrameTable:
        """In step until one has arrived; then the other; last, both once more, until one has."""

        def since(beat: Beat[Params], after: float = TIMES.change) -> float:
            return float(score[beat].start / score.fps) + after

        begin, arrives = since(Beats.steps, STILL), since(Beats.runs)
        end, last = since(Beats.shape, TIMES.leave), since(Beats.shape, BEGINS)
        stretches = {}
        for name, run in self.runs.items():
            few, fast = min(SHOWN, run.steps), max(SHOWN, self.fast)
            own = [Stretch(begin, begin + few * PACE, 0, few)]
            if self.fast > SHOWN:
                own.append(Stretch(arrives, arrives + ARRIVES, few, self.fast))
            if run.steps > fast:
                own.append(Stretch(arrives + ARRIVES, arrives + ARRIVES + self.asked.seconds, fast))
            own.append(Stretch(end, end + TIMES.breath, 0, 0))
            own.append(Stretch(last, last + LINES, 0, self.fast))
            stretches[name] = own
        return frame_table(self.runs, fps=score.fps, seconds=score.seconds, stretches=stretches)


def two_figures(value: float) -> float:
    """A number as it is said."""
    return float(f"{value:.2g}")


def percent_done(share: float) -> float:
    """A share in percent, not rounded up: what is not done yet is not told as done.

    >>> percent_done(0.42425), percent_done(0.99996)
    (42.4, 99.9)
    """
    return float(np.floor(1000.0 * share) / 10.0)


def _growing(way: Array) -> Array:
    """A direction, or its opposite: that in which the parameter that it is most of grows."""
    return way * _sign(float(way[np.abs(way).argmax()]))


def _sign(value: float) -> float:
    return -1.0 if value < 0.0 else 1.0


def _walk(problem: LinearRegression, start: Array, params: Params, seed: int) -> Descent:
    """At that many times 1/L, until little of the cost above the lowest is left."""
    rule = gradient_descent(learning_rate=params.times / problem.largest_curvature)
    run = descend(problem, rule, start=start, steps=params.steps, seed=seed)
    least = float(problem.loss(problem.minimum()))
    steps = run.steps_to(least + params.left * (float(run.loss[0]) - least))
    if steps in {None, run.steps}:
        return run
    return descend(problem, rule, start=start, steps=steps, seed=seed)
