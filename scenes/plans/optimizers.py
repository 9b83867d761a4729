"""Five rules of a step in a ravine, and in the same ravine turned by 45 degrees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, NamedTuple, Self, cast

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, FiniteFloat

from gdcore import Descent, FrameTable, Stretch, frame_table, theory
from gdcore.datasets import Dataset, Scale
from gdcore.problems import LinearRegression, Turned
from gdcore.surfaces import Surface
from gdcore.theory import Axes
from scenes.plans.base import Beat, Value
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.common import KeyedError, Seconds
from scenes.plans.data_plan import DataPlan, LineParams, refuse_near_the_minimum
from scenes.plans.own_surface import FORMULA, SurfaceChoice
from scenes.plans.own_valley import (
    DONE,
    Valley,
    ends_alike,
    lowest_valley,
    refuse_lower_ground,
    start_on,
)
from scenes.plans.questions import Questions, which
from scenes.plans.rule_runs import (
    ADAM,
    FIRST_THREE,
    KEPT,
    LIMITS,
    MOMENTUM,
    NARROWEST,
    NESTEROV,
    NEW,
    PLAIN,
    RATES,
    RMSPROP,
    RULES,
    SAME,
    TURNED,
    raced,
)
from scenes.plans.told import in_figures
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

Array = NDArray[np.float64]

DEGREES = 45.0
"""By which the ravine is turned."""
SLOW, PACE, QUICK = 2, 0.5, 5.2
"""Slow steps of a rule that is shown by itself, their seconds, and how many a second follow."""
SLOWEST, QUICKER = 0.7, 20.0
"""Seconds of each of so many steps of Nesterov's, after its first, which has no last step; and how
many a second follow."""
FIRST_OF, FIRST_FOR, FOLLOW = 3, 1.5, 12.0
"""Steps of momentum that come before what adds up is spoken of, and their seconds; and how many a
second follow."""
ALONE, FAR = 15, 30
"""Steps of a rule that is shown by itself; and of those with momentum's rate, and plain descent's,
which get less far in as many."""
RISES, GOES_IN = 0.8, 1.6
"""Seconds until the eye is above, where a bowl was seen from aside; and until it has gone in to
where all walks start, and has made room for a plot below."""
OPENS, CROSSES = 0.9, 1.6
"""Seconds until plain descent sets off by itself, if no further words tell of it, and for which it
walks."""
STARTS = 2.2
"""Seconds until all rules set off in their lanes: a question stands before that."""
STARTS_AGAIN = 1.4
"""Seconds until all set off once more, in lanes of the ravine that was turned."""
NEXT_TO_NOTHING = 1e-6
"""Of how far a walk begins from the lowest point, how far it is from the floor where it begins on
that."""
SIZES = (1e-6, 1e6)
"""Between these lies the range of x or y, or else both are counted anew."""
TENS = 10.0
"""The range of numbers that are counted anew is this or more, and less than ten times this."""
EVEN = 1.5
"""How many times as long as the other one of two steps is at most that are about as long."""
SWING = 0.25
"""What share of how far from the floor it began a walk that swings goes beyond it, and back."""
LESS = 0.9
"""What share of what was left is less, and what share of how far another rule strays."""
REACH, LEAST = 1.1, 0.15
"""Of how far walks go across, how far the ground of a formula is seen; and at least, of how far
they go along or across."""
SEEN = 5.0
"""Up to how many times the start's cost above the lowest a walk is followed."""
FLANK = 1.08
"""How much farther across than the walks a lane goes: its slopes rise beside them."""
ROUND = 4.0
"""How many times as long as wide a bowl is at most that is drawn as it is."""
Coordinate = Annotated[FiniteFloat, Field(ge=-2, le=2)]
Pair = Annotated[tuple[Coordinate, Coordinate], Field(strict=False)]
Count = Annotated[int, Field(ge=30, le=500)]


class Params(LineParams):
    """What a lesson file may set.

    The walks start at the line that ``start`` is for data scaled to [-1, 1].  Each rule has
    ``steps`` steps, and the rate that is best after so many.  ``seconds`` is how long each of the
    two races lasts.  With ``surface``, a formula of x and y, the cost is that, and ``start`` is a
    place of its view, found where it is not given.
    """

    usual = (-0.4, 0.6)
    surface: SurfaceChoice | None = None
    start: Pair | None = None
    steps: Count = 100
    seconds: Seconds = 2.0


SHOWN = (SLOW, SLOW * PACE), (ALONE, (ALONE - SLOW) / QUICK)
"""Of a rule that is shown by itself: up to which step it goes, and in how many seconds."""
SHOWN_AHEAD = (1, PACE), (1 + SLOW, SLOW * SLOWEST), (FAR, (FAR - SLOW - 1) / QUICKER)
"""The same of Nesterov, whose places ahead are to be seen."""
SHOWN_FIRST = (FIRST_OF, FIRST_FOR), (FAR, (FAR - FIRST_OF) / FOLLOW)
"""The same of momentum, and of plain descent beside it."""
WALKS, WALKS_AHEAD = (sum(lasts for _, lasts in each) for each in (SHOWN, SHOWN_AHEAD))
"""Seconds in which these take their steps."""


def _race(params: Params) -> float:
    return STARTS + params.seconds + TIMES.settle


def _race_again(params: Params) -> float:
    return STARTS_AGAIN + params.seconds + TIMES.settle


def _leads(name: str) -> Claim[Plan]:
    means = f"{name} is the lowest after {{steps}} steps"
    return Claim(means, lambda plan: plan.leader() == name)


RAVINE: Claims[Plan] = {
    "formula": Claim("the cost is a formula", lambda plan: plan.surface is not None),
    "round": Claim("the bowl is not much longer than wide", lambda plan: not plan.is_ravine),
    "counted": Claim("the samples are counted anew, since they lie too far from zero, or too close",
                     lambda plan: plan.counted is not None),
    "cars": Claim("it is the bowl of the cars, unscaled", lambda plan: plan.noun == "cars"),
    "samples": Claim("it is the bowl of the samples, unscaled", otherwise),
}  # fmt: skip
"""Whose ravine it is."""
FIRST: Claims[Plan] = {
    "formula": RAVINE["formula"],
    "several": Claim(
        "more than one of the rules has next to nothing left after {steps} steps",
        lambda plan: plan.arrived() > 1,
    ),
    **{name: _leads(name) for name in RULES[:-1]},
    ADAM: Claim("adam is the lowest after {steps} steps", otherwise),
}
"""Which of the rules is lowest."""
TURNS: Claims[Plan] = {
    "formula": RAVINE["formula"],
    "slanted": Claim(
        "the bowl's length lies nearer to one parameter's axis before the turn than after it",
        lambda plan: plan.is_slanted,
    ),
    "bowl": Claim(
        "it lies at least as near to one after the turn, or the bowl is round", otherwise
    ),
}
"""What is asked as the ravine is turned."""
SWINGS: Claims[Plan] = {
    "swings": Claim(
        "in its first {far} steps, momentum goes over the floor of the bowl and back",
        lambda plan: plan.swings,
    ),
    "adds": Claim("momentum does not, or the cost is a formula", otherwise),
}
"""What momentum's memory does in the first steps."""
AHEAD: Claims[Plan] = {
    "less": Claim(
        "at one rate, Nesterov strays less from the floor than momentum in its first {far} steps",
        lambda plan: plan.strays_less,
    ),
    "as_far": Claim(
        "at one rate, Nesterov strays about as far from the floor as momentum in its first {far} "
        "steps, or farther",
        otherwise,
    ),
}
"""What looking ahead does in the first steps."""
SCALES: Claims[Plan] = {
    "apart": Claim(
        "RMSProp's rate of the parameter with the gentler recent slopes is clearly larger",
        lambda plan: plan.times(RMSPROP) >= EVEN,
    ),
    "alike": Claim("its rates of both parameters are about alike", otherwise),
}
"""What dividing by recent slopes does."""
AGAIN: Claims[Plan] = {
    "formula": RAVINE["formula"],
    "bowl": Claim("the cost is that of lines through data", otherwise),
}
"""What all walk on once more."""
KNOBS: Claims[Plan] = {
    "even": Claim(
        "Adam and RMSProp alone end higher than before it was turned, for the others cannot tell, "
        "and their steps of both parameters are about as long for each unit of slope",
        lambda plan: plan.is_higher(ADAM) and plan.is_higher(RMSPROP) and plan.is_even,
    ),
    "less": Claim(
        "Adam and RMSProp end higher than before it was turned",
        lambda plan: plan.is_higher(ADAM) and plan.is_higher(RMSPROP),
    ),
    "more": Claim(
        "Adam and RMSProp end lower than before it was turned",
        lambda plan: plan.is_lower(ADAM) and plan.is_lower(RMSPROP),
    ),
    "adam_less": Claim(
        "Adam ends higher than before it was turned, RMSProp does not",
        lambda plan: plan.is_higher(ADAM),
    ),
    "adam_more": Claim(
        "Adam ends lower than before it was turned, RMSProp does not",
        lambda plan: plan.is_lower(ADAM),
    ),
    "as_before": Claim("Adam ends about as before it was turned", otherwise),
}
"""What turning does to scaling each parameter."""
ENDS = {"even": "less", "less": "less", "more": "more", "adam_less": "less", "adam_more": "more",
        "as_before": "as_before"}  # fmt: skip
"""By what is said of both, where Adam ends."""
END: Claims[Plan] = {
    "formula": Claim(
        "several rules have next to nothing left in one of the races, on a formula",
        lambda plan: plan.surface is not None and max(plan.arrived(), plan.arrived(TURNED)) > 1,
    ),
    "several": Claim(
        "several rules have next to nothing left in one of the races",
        lambda plan: max(plan.arrived(), plan.arrived(TURNED)) > 1,
    ),
    "alike": Claim(
        "several rules end as low as each other and lower than the rest, on a formula",
        lambda plan: plan.surface is not None and max(plan.tied(), plan.tied(TURNED)) > 1,
    ),
    "momentum": Claim(
        "adam is lowest at first, and momentum once the ravine is turned",
        lambda plan: (plan.leader(), plan.leader(TURNED)) == (ADAM, MOMENTUM),
    ),
    "no_one": Claim(
        "another of the rules is lowest once the ravine is turned",
        lambda plan: plan.leader() != plan.leader(TURNED),
    ),
    "one": Claim("one of the rules is lowest in both", otherwise),
}
"""Whether one rule wins both races."""


class Beats:
    """What the scene plays, in order."""

    ravine = Beat[Params](
        "the bowl of unscaled data as lit ground, drawn wider than it is, and plain descent in it",
        4.0,
        outcomes=RAVINE,
    )
    momentum = Beat[Params]("momentum beside plain descent, step by step", 6.0, outcomes=SWINGS)
    nesterov = Beat[Params](
        "Nesterov beside momentum, and what it adds to momentum's rule",
        TIMES.change + WALKS_AHEAD + TIMES.settle,
        outcomes=AHEAD,
    )
    rmsprop = Beat[Params]("RMSProp, with the step of each parameter", 6.0, outcomes=SCALES)
    adam = Beat[Params]("Adam, with the step of each parameter", 5.0)
    race = Beat[Params]("a question, and all five in one ravine, with their costs", _race)
    lowest = Beat[Params]("who is lowest: the costs of all rest", 2.0, outcomes=FIRST)
    turn = Beat[Params](
        "how Adam scales; the axes turn over the ravine, and a question", 7.0, outcomes=TURNS
    )
    again = Beat[Params]("all five again", _race_again, outcomes=AGAIN)
    knobs = Beat[Params](
        "the rules that scale each parameter; Adam's steps before and after",
        6.0,
        outcomes=KNOBS,
    )
    end = Beat[Params]("no one wins everywhere", 5.0, outcomes=END)


class Counted(NamedTuple):
    """How samples are counted anew: from where, and in which unit."""

    origin: float
    unit: float


@dataclass(frozen=True)
class Plan(DataPlan[Params]):
    """What the scene draws of its runs."""

    name = "optimizers"
    params = Params
    beats = Beats
    formulas = ("momentum",)

    counted: Counted | None
    """Of x, where it is counted anew."""
    own: Dataset
    """The samples whose ravine it is."""
    ravine: LinearRegression
    """The cost of lines through them."""
    askew: Turned
    """The same, turned about its lowest point."""
    runs: dict[str, Descent]
    tried: dict[str, Array]
    """By run, the rates that were tried, (RATES,)."""

    @property
    def surface(self) -> Surface | None:
        """The formula that is walked on, if it is one."""
        return None

    @property
    def letters(self) -> tuple[str, str]:
        """What the two parameters are called."""
        return "w", "b"

    @cached_property
    def reach(self) -> Array:
        """How far walks go in view from the lowest point along each axis, (2,)."""
        walks = np.concatenate([self.in_view(name) for name in self.runs])
        far = REACH * np.abs(walks).max(axis=0)
        return np.maximum(far, LEAST * far.max())

    @cached_property
    def axes(self) -> Axes:
        """The curvatures and directions of the ravine, the gentle one first."""
        return theory.principal_axes(self.ravine, self.ravine.minimum())

    @property
    def ratio(self) -> float:
        """How many times as long as wide the ravine is."""
        gentle, steep = self.axes.curvatures
        return float(np.sqrt(steep / gentle))

    @property
    def is_ravine(self) -> bool:
        """Whether it is so much longer than wide that it is drawn wider than it is."""
        return self.ratio > ROUND

    def original(self, name: str) -> Array:
        """A walk as parameters of the ravine as it was, (steps + 1, 2)."""
        run = self.runs[name]
        return self.askew.back(run.theta) if isinstance(run.problem, Turned) else run.theta

    def in_ravine(self, name: str) -> Array:
        """A walk in the ravine's own axes, from its lowest point, (steps + 1, 2)."""
        away = self.original(name) - self.ravine.minimum()
        return np.asarray(away @ self.axes.directions.T)

    def in_view(self, name: str, first: int | None = None) -> Array:
        """Those of its places, or of so many first ones, that the ground has, (n, 2)."""
        return self.in_ravine(name)[:first]

    @cached_property
    def lowest(self) -> float:
        """The lowest cost of the ravine."""
        return float(self.ravine.loss(self.ravine.minimum()))

    def highest(self, names: Iterable[str]) -> float:
        """The cost above the lowest up to which some walks are followed: all of them, or most."""
        above = [self.runs[name].loss - self.lowest for name in names]
        start = float(above[0][0])
        return min(max(float(each.max()) for each in above), SEEN * start)

    def left(self, name: str) -> float:
        """What share of the start's cost above the lowest is left where a walk ends."""
        curvatures, walk = self.axes.curvatures, self.in_ravine(name)
        above = 0.5 * (curvatures * walk[[0, -1]] ** 2).sum(axis=-1)
        return float(above[1] / above[0])

    def to_go(self, name: str) -> Array:
        """The cost above the lowest after each step, in percent of the start's, (steps + 1,)."""
        above = self.runs[name].loss - self.lowest
        return np.asarray(100.0 * above / above[0])

    def arrived(self, where: str = "") -> int:
        """How many of the rules have next to nothing left."""
        return sum(self.left(where + name) < DONE for name in RULES)

    def tied(self, where: str = "") -> int:
        """How many of the rules end as low as the lowest."""
        least = self.left(where + self.leader(where))
        return sum(ends_alike(least, self.left(where + name)) for name in RULES)

    def leader(self, where: str = "") -> str:
        """The rule that ends lowest: the first of equal ones."""
        return min(RULES, key=lambda name: self.left(where + name))

    @property
    def winner(self) -> str | None:
        """The rule that is said to be lowest in the first race, if one is."""
        return None if self.outcomes["lowest"] in {"formula", "several"} else self.leader()

    @property
    def leaders(self) -> tuple[str, str]:
        """The rules that end lowest, in the ravine as it was and turned."""
        return self.leader(), self.leader(TURNED)

    def alone(self, rule: str) -> str:
        """The walk of a rule that is shown by itself; those compared there have one rate."""
        return SAME + rule if rule in FIRST_THREE else rule

    def strays(self, rule: str) -> float:
        """How far from the floor of the ravine its first steps end, shown by itself, on average."""
        return float(np.abs(self.in_ravine(self.alone(rule))[1 : FAR + 1, 1]).mean())

    @property
    def strays_less(self) -> bool:
        """Whether Nesterov does than momentum."""
        return self.strays(NESTEROV) < LESS * self.strays(MOMENTUM)

    def limit(self, rule: str) -> float:
        """The rate from which one of the first three no longer converges in the bowl of data."""
        return LIMITS[rule] / float(self.axes.curvatures[1])

    @property
    def is_held_back(self) -> bool:
        """Whether Nesterov ends higher than momentum, whose best rate is beyond its own limit."""
        left = self.left(NESTEROV)
        best = float(self.runs[MOMENTUM].learning_rate[0])
        is_higher = left >= DONE and self._counts(MOMENTUM) < LESS * left
        return self.surface is None and is_higher and best > self.limit(NESTEROV)

    @property
    def is_slanted(self) -> bool:
        """Whether turning brings the way of a bowl's length farther from both parameters' axes."""
        near, far = np.sort(np.abs(self.axes.directions[0]))
        return self.is_ravine and float(np.degrees(np.arctan2(near, far))) < DEGREES / 2

    @property
    def swings(self) -> bool:
        """Whether momentum's first steps go over the floor of the bowl and back."""
        walk = self.in_ravine(self.alone(MOMENTUM))[: FAR + 1]
        across = walk[:, 1] * np.sign(walk[0, 1])
        over = int(across.argmin())
        swing = min(-float(across[over]), float(across[over:].max()))
        far = float(across[0])
        is_off = far > NEXT_TO_NOTHING * float(np.hypot(*walk[0]))
        return self.surface is None and is_off and swing >= SWING * far

    def is_higher(self, name: str) -> bool:
        """Whether a rule ends higher than before the ravine was turned."""
        return self._counts(name) < LESS * self._counts(TURNED + name)

    def is_lower(self, name: str) -> bool:
        """Whether it ends lower."""
        return self._counts(TURNED + name) < LESS * self._counts(name)

    def _counts(self, name: str) -> float:
        """What is left of a walk; all that is next to nothing counts alike."""
        return max(self.left(name), DONE)

    @property
    def across(self) -> float:
        """How far from the floor a lane goes: farther than walks, where these are seen."""
        most = float(np.sqrt(2.0 * self.highest(RULES) / self.axes.curvatures[1]))
        far = max(float(np.abs(self.in_view(name)[:, 1]).max()) for name in RULES)
        return FLANK * min(far, most) or 1.0

    def step_sizes(self, name: str) -> Array:
        """What each step multiplies the slope of each parameter by, (steps, 2).

        That of RMSProp, and the mean slope of Adam, whose squares are counted up.
        """
        return _step_sizes(self.runs[name])

    @property
    def is_even(self) -> bool:
        """Whether both rules that scale each parameter scale them about alike once it is turned."""
        return all(self.times(TURNED + rule) < EVEN for rule in (ADAM, RMSPROP))

    def times(self, name: str) -> float:
        """How many times a rule's step of one parameter is as long as that of the other."""
        sizes = self.step_sizes(name)[ALONE - 1]
        return float(f"{sizes.max() / sizes.min():.2g}")

    @property
    def values(self) -> dict[str, Value]:
        """What sentences may name."""
        return {
            **self.named,
            **{name: _percent(self.left(name)) for name in RULES},
            "bottom": self.arrived(),
            "steps": self.asked.steps,
            "kept": KEPT,
            "degrees": round(DEGREES),
            "rates": RATES,
            "alone": ALONE,
            "far": FAR,
            "times": self.times(RMSPROP),
            "origin": None if self.counted is None else self.counted.origin,
            "unit": None if self.counted is None else self.counted.unit,
        }

    @property
    def pictured(self) -> dict[str, Value]:
        """What descriptions may name besides."""
        return {
            "times_adam": self.times(ADAM),
            "adam_turned": _percent(self.left(TURNED + ADAM)),
            "rmsprop_turned": _percent(self.left(TURNED + RMSPROP)),
            "times_turned": self.times(TURNED + ADAM),
            "plain_step": in_figures(self._last_along(PLAIN), 2),
            "momentum_step": in_figures(self._last_along(MOMENTUM), 2),
        }

    def _last_along(self, rule: str) -> float:
        """How far along the ravine the last step of a rule goes that is shown by itself."""
        along = self.in_ravine(self.alone(rule))[: FAR + 1, 0]
        return float(abs(along[-1] - along[-2]))

    @property
    def questions(self) -> Questions:
        """Which of the new rules gets lowest, and what turning the ravine does to Adam."""
        first, ends = self.winner or "", ENDS[self.outcomes["knobs"]]
        answers = tuple(dict.fromkeys(ENDS.values()))
        return (*which(Beats.race, NEW, first, STARTS), *which(Beats.turn, answers, ends))

    @classmethod
    def refuse(cls, params: Params, problem: LinearRegression) -> None:
        """Raise GDError where the start is about the best line."""
        refuse_near_the_minimum(params.start_on(problem), problem)

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Search a rate for each rule in each of both, and walk at it."""
        if params.surface is not None:
            return cast("Self", SurfacePlan.of(params, seed, inputs))
        lines = cls.check(params, inputs)
        own, counted = _counted(lines.data)
        ravine = LinearRegression(own.x, own.y)
        low = ravine.minimum()
        askew = Turned(ravine, DEGREES, low)
        slope, intercept = lines.scaled.line_in_units(np.asarray(params.start_on(lines.problem)))
        start = _line(own, float(slope), float(intercept))
        runs, tried = raced(ravine, askew, start, params.steps, seed, len(own))
        return cls(params, *lines, counted, own, ravine, askew, runs, tried)

    def timed(self, score: Score) -> FrameTable:
        """Each rule by itself, plain descent with momentum; the race, and that on turned ground."""

        def since(beat: Beat[Params], after: float = TIMES.change) -> float:
            return float(score[beat].start / score.fps) + after

        def told(beat: Beat[Params], which: int, otherwise: float, lasts: float) -> float:
            """When further words of a beat come, early enough for what lasts so long."""
            timed = score[beat]
            turns = [float((turn - timed.start) / score.fps) for turn in timed.turns[1:]]
            latest = float(timed.frames / score.fps) - lasts - TIMES.settle
            return since(beat, min(turns[which] if turns else otherwise, latest))

        def alone(rule: str) -> list[Stretch]:
            begin = since(shown[rule]) if rule in shown else since(Beats.momentum, GOES_IN)
            first, stretches = 0, []
            ways = {RMSPROP: SHOWN, ADAM: SHOWN, NESTEROV: SHOWN_AHEAD}
            for last, lasts in ways.get(rule, SHOWN_FIRST):
                stretches.append(Stretch(begin, begin + lasts, first, last))
                begin, first = begin + lasts, last
                if rule not in shown and last == FIRST_OF:
                    adds = told(Beats.momentum, 0, GOES_IN + FIRST_FOR, SHOWN_FIRST[-1][1])
                    begin = max(begin, adds)
            return stretches

        shown = {NESTEROV: Beats.nesterov, RMSPROP: Beats.rmsprop, ADAM: Beats.adam}
        seconds, back = self.asked.seconds, since(Beats.race, TIMES.leave)
        first, second = since(Beats.race, STARTS), since(Beats.again, STARTS_AGAIN)
        race = [Stretch(back, first, 0, 0), Stretch(first, first + seconds)]
        stretches = {self.alone(rule): alone(rule) for rule in RULES}
        for rule in RULES:
            stretches[rule] = [*stretches.get(rule, []), *race]
        opens = told(Beats.ravine, -1, OPENS, CROSSES)
        stretches[PLAIN].insert(0, Stretch(opens, opens + CROSSES))
        stretches |= {TURNED + name: [Stretch(second, second + seconds)] for name in RULES}
        return frame_table(self.runs, fps=score.fps, seconds=score.seconds, stretches=stretches)


class SurfacePlan(Plan):
    """The same on a formula of two parameters; the lesson's data are not shown."""

    @property
    def surface(self) -> Surface | None:
        """The formula."""
        return cast("Valley", self.ravine).surface

    @property
    def letters(self) -> tuple[str, str]:
        """As the formula calls them."""
        return "x", "y"

    @property
    def across(self) -> float:
        """Walks may be anywhere in the view."""
        return float(self.reach[1])

    @property
    def named(self) -> dict[str, Value]:
        """No samples."""
        return {"count": None, "x_unit": None, "y_unit": None, "noun": None}

    def in_view(self, name: str, first: int | None = None) -> Array:
        """Those that lie in the view of the formula."""
        low, high = np.array(cast("Surface", self.surface).view).T
        theta = self.original(name)[:first]
        return super().in_view(name, first)[((low <= theta) & (theta <= high)).all(axis=-1)]

    @property
    def questions(self) -> Questions:
        """None: those that there are ask about bowls."""
        return ()

    def left(self, name: str) -> float:
        """What share of the start's cost above the lowest valley is left where a walk ends."""
        above = np.maximum(self.runs[name].loss[[0, -1]] - self.lowest, 0.0)
        return float(above[1] / above[0])

    def to_go(self, name: str) -> Array:
        """The cost above the lowest valley after each step, in percent of the start's."""
        return np.maximum(super().to_go(name), 0.0)

    @classmethod
    def of(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Search a rate for each rule on the formula and on the same turned, and walk at it."""
        assert params.surface is not None
        valley = lowest_valley(params.surface)
        start = start_on(valley, params.start, params.steps)
        askew = Turned(valley, DEGREES, valley.minimum())
        ravine = cast("LinearRegression", valley)
        runs, tried = raced(ravine, askew, start, params.steps, seed, 1)
        data = params.dataset(inputs)
        scaled = data.scaled()
        lines = data, scaled, LinearRegression(scaled.x, scaled.y)
        plan = cls(params, *lines, None, data, ravine, askew, runs, tried)
        refuse_lower_ground(runs, plan.lowest)
        plan.refuse_parted()
        return plan

    def refuse_parted(self) -> None:
        """Raise KeyedError where rounding leads a rule elsewhere that cannot tell the turn."""
        parted = [n for n in FIRST_THREE if not ends_alike(self.left(n), self.left(TURNED + n))]
        if parted:
            raise KeyedError(
                "once it is turned, rounding alone leads a walk elsewhere, and it is said of "
                f"{parted[0].replace('_', ' ')} that it notices nothing; choose another start or "
                "fewer steps", FORMULA,
            )  # fmt: skip


def _step_sizes(run: Descent) -> Array:
    """Of a rule that scales each parameter, what each step multiplies its slope by, (steps, 2)."""
    given, squares = run.optimizer.hyperparameters, run.state["second_moment"]
    if run.optimizer.name == ADAM:
        beta = float(str(given["beta2"]))
        squares = squares / (1.0 - beta ** np.arange(1.0, run.steps + 1.0))[:, None]
    spread = np.sqrt(squares) + float(str(given["epsilon"]))
    return np.asarray(run.learning_rate[:, None] / spread)


def _counted(data: Dataset) -> tuple[Dataset, Counted | None]:
    """Samples whose ravine can be turned: as they are, or counted anew, and how."""
    plain = LinearRegression(data.x, data.y)
    gentle, steep = theory.principal_axes(plain, plain.minimum()).curvatures
    ranges = np.array([np.ptp(data.x), np.ptp(data.y)])
    sizes = (SIZES[0] <= ranges) & (ranges <= SIZES[1])
    if steep <= NARROWEST**2 * gentle and sizes.all():
        return data, None
    x, y = _count(data.x), _count(data.y)
    anew = replace(data, x=x.scale(data.x), y=y.scale(data.y), x_scale=x, y_scale=y)
    return anew, Counted(x.middle, x.half)


def _count(values: Array) -> Scale:
    """From the least on, in a unit that is a power of ten."""
    unit = 10.0 ** np.floor(np.log10(float(np.ptp(values)) / TENS))
    return Scale(float(values.min()), float(unit))


def _line(data: Dataset, slope: float, intercept: float) -> Array:
    """The parameters (w, b) of a line in units, for samples that may be counted anew."""
    x, y = data.x_scale, data.y_scale
    return np.array([slope * x.half, intercept + slope * x.middle - y.middle]) / y.half


def _percent(share: float) -> float:
    """A share as it is said, in percent."""
    return float(f"{100.0 * share:.2g}")
