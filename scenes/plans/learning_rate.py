"""One cost, four learning rates: the step of one parameter, four walks, and the limit 2/L."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, NamedTuple, Self, cast

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, FiniteFloat

from gdcore import Descent, FrameTable, Stretch, descend, ensemble, frame_table, theory
from gdcore.datasets import Dataset
from gdcore.optimizers import gradient_descent
from gdcore.problems import LinearRegression
from scenes.plans.base import Beat, Sign, Value
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.common import KeyedError, Seconds, Steps
from scenes.plans.curve_cost import curve_cost
from scenes.plans.data_plan import DataPlan, LineParams, Lines, refuse_the_minimum
from scenes.plans.own_surface import FORMULA, SurfaceChoice
from scenes.plans.questions import MOST, Answer, Question, Questions, which
from scenes.plans.rates import CURVE_MANNERS, LIMIT, MANNERS, RateWalk
from scenes.plans.samples import SAMPLES
from scenes.plans.told import in_figures, rounded_to
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

Array = NDArray[np.float64]

IN_STEP, PACE = 2, 0.5
"""Steps that all four take slowly, and the seconds of each; the others are quicker."""
SWEPT = 200
"""Learning rates of which the cost at the end is drawn."""
ROOM = 1.05
"""To where these go, in the largest rate that is shown, or in the limit if that is larger."""
HOP, CLIMB = 1.0, 0.4
"""Seconds of a step that is shown alone, and of further steps of the same rate."""
ANSWER, QUICK = 0.8, 0.35
"""The same of the steps that answer a question, from the beginning of their beat on."""
SOON, SEEN = 0.6, 0.8
"""Seconds into a beat at which a step is taken that its words do not tell the time of, and before
its end at which one has been taken, at the latest, that they do."""
BETWEEN = 1.1
"""Seconds, at least, from one step of a beat to that at the next rate: its figures are read."""
NOTHING, ALIKE = 1e-20, 1e-6
"""Share of the start's cost above the lowest that is nothing, in the numbers that a computer has;
and by what share two costs may differ that are alike."""
FAR, LEFT = 1e8, 1e-12
"""How many times the start's cost a cost of a formula is at most, and at least, as it is drawn."""
ABOVE = 1.6
"""How high a cut is seen, in the highest cost that a ball has on it: hops need room."""
WALL = 10.0
"""How many times the start's cost above the lowest counts as a wall."""

TimesL = Annotated[FiniteFloat, Field(gt=0, le=4)]


Rates = Annotated[tuple[TimesL, TimesL, TimesL, TimesL], Field(strict=False)]


class Params(LineParams):
    """What a lesson file may set.

    ``rates`` are multiples of 1/L, where L is the largest curvature of the cost; the limit is 2.
    With ``surface``, a formula of x, the cost is that, and L its curvature at the lowest valley.
    """

    usual = (-0.4, 0.6)
    rates: Rates = (0.1, 1.0, 1.6, 2.1)
    steps: Steps = 25
    surface: SurfaceChoice | None = None
    seconds: Seconds = 3.4


STOOD = 2.0
"""Seconds in which a question is read beside the maps, before anything moves on them."""
SET_OUT, GROWS, RESTS = 0.2, 0.6, 1.15
"""Seconds into its beat at which all four go on; in which, when they have ended, the map with the
largest rate grows; and in which it is seen large."""
ASKED, DRAWN = 2.8, 1.2
"""Seconds that a question stands before the costs of all rates are drawn, and that these take."""


def _which(params: Params) -> float:
    return STOOD + min(params.steps, IN_STEP) * PACE


def _explode(params: Params) -> float:
    return SET_OUT + params.seconds + TIMES.leave + GROWS + RESTS


WHOSE: Claims[Plan] = {
    "formula": Claim("the cost is a formula of one parameter", lambda plan: plan.is_curve),
    "bowl": Claim("the cost is that of a line", otherwise),
}
"""Which cost it is."""
WHICH: Claims[Plan] = {
    "formula": WHOSE["formula"],
    "still": Claim("a rate is beyond 2/L, which explodes on the cut", lambda plan: plan.beyond > 0),
    "bowl": Claim("no rate is beyond 2/L", otherwise),
}
"""What there is to ask of the whole bowl, when the cut is known."""
COST: Claims[Any] = {"formula": WHOSE["formula"], **SAMPLES}
"""The same, with the data."""
HIGHER: Claims[Plan] = {
    "formula_lower": Claim(
        "at 2.1/L the cost does not end above its start's",
        lambda plan: plan.is_curve and not plan.ends_higher,
    ),
    "formula": Claim("at 2.1/L the cost ends above its start's", lambda plan: plan.is_curve),
    "bowl": Claim("at 2.1/L each step ends higher than the last", otherwise),
}
"""What comes of steps beyond the limit."""
EXPLODE: Claims[Plan] = {
    "formula_rest": Claim(
        "the largest rate brings the ball to the bottom",
        lambda plan: plan.is_curve and plan.walks[plan.largest].has_arrived,
    ),
    "formula_higher": Claim(
        "the walk at the largest rate ends above its start's cost",
        lambda plan: plan.is_curve and plan.walks[plan.largest].ends_higher,
    ),
    "formula_restless": Claim(
        "the walk at the largest rate has not come to the bottom", lambda plan: plan.is_curve
    ),
    "longer": Claim(
        "one walk explodes, by leaps of which each is longer than the last",
        lambda plan: plan.exploding == 1 and plan.walks[plan.largest].leaps_grow(IN_STEP),
    ),
    "higher": Claim(
        "one walk explodes, by leaps of which not each is longer than the last",
        lambda plan: plan.exploding == 1,
    ),
    "several": Claim("several walks explode", lambda plan: plan.exploding > 1),
    "none": Claim("no rate is beyond 2/L", lambda plan: plan.beyond == 0),
    "not_yet": Claim("a rate is beyond 2/L, but no walk has exploded", otherwise),
}
"""Which of them explodes."""
LOWEST: Claims[Plan] = {
    "none": Claim(
        "every walk ends higher than it began",
        lambda plan: all(walk.above[-1] > walk.above[0] for walk in plan.walks.values()),
    ),
    "tied": Claim("several rates end equally low", lambda plan: plan.is_tied),
    "further": Claim(
        "{lowest}/L ends lowest, although each step goes too far across; along the bowl, a step at "
        "1/L leaves at least half of the distance, and one at that rate less",
        lambda plan: plan.longer_is_better and plan.gets_further,
    ),
    "lowest": Claim("{lowest}/L ends lowest", otherwise),
}
"""Which of them ends lowest."""
BEYOND: Claims[Plan] = {
    "formula": Claim(
        "beyond 2/L, the bottom of the valley holds no ball", lambda plan: plan.is_curve
    ),
    "wall": Claim("the cost rises like a wall beyond 2/L", lambda plan: plan.has_wall),
    "no_wall": Claim("the cost does not rise like a wall beyond 2/L", otherwise),
}
"""What the cost for all rates looks like beyond the limit."""


SLOW = 0.5
"""What share of the distance along the bowl a step leaves at least that is slow there."""
LIMIT_FIGURES, MOST_DECIMALS = 2, 6
"""Of a limit on a cut; and decimals of a curvature, at most, of which that is told."""


LIMITS: Claims[Plan] = {
    "rates.limit_at_bottom": Claim(
        "beyond 2/L, the bottom of the valley holds no ball", lambda plan: plan.is_curve
    ),
    "rates.limit": Claim(
        "at each rate beyond 2/L the cost ends above its start's",
        lambda plan: plan.exploding == plan.beyond,
    ),
    "rates.limit_for_almost_every_start": Claim(
        "at a rate beyond 2/L the cost does not end above its start's", otherwise
    ),
}
"""What is written of the limit: on the gentle axis, and for some steps near it, a rate beyond the
limit lowers the cost."""


class Beats:
    """What the scene plays, in order."""

    bowl = Beat[Params](
        "the data with a line, the bowl of its cost, and a cut through it", 5.0, outcomes=COST
    )
    bend = Beat[Params](
        "the cut from the side: its slope is L times the offset", 4.0, outcomes=WHOSE
    )
    bottom = Beat[Params]("a step that ends at the bottom", 5.0, words=("bottom",), outcomes=WHOSE)
    multiples = Beat[Params](
        "steps that end short of it and on the far side",
        4.0,
        words=("lands_short", "far_side"),
        outcomes=WHOSE,
    )
    mirror = Beat[Params]("a step to the mirror point, and back", 3.0, outcomes=WHOSE)
    beyond = Beat[Params]("a question: a step beyond the mirror point", 2.0)
    higher = Beat[Params]("steps, each of which ends higher", 3.0, outcomes=HIGHER, sights=WHOSE)
    sharper = Beat[Params]("a cut that turns, its limit, and one rate", 5.0, outcomes=WHOSE)
    which = Beat[Params](
        "a question: four maps and rates, one start; then a few slow steps on all",
        _which,
        outcomes=WHICH,
    )
    explode = Beat[Params](
        "all walks to their end; then that with the largest rate, large",
        _explode,
        outcomes=EXPLODE,
        sights=WHOSE,
    )
    sweep = Beat[Params](
        "a question, and the cost at the end for all rates up to beyond the limit",
        ASKED + DRAWN,
        sights=WHOSE,
    )
    lowest = Beat[Params]("which of the four rates ends lowest, and why", 4.0, outcomes=LOWEST)
    limit = Beat[Params]("the limit 2/L, and the level of the start", 4.0, outcomes=BEYOND)


class Hops(NamedTuple):
    """Steps on the cut: their rate in units of 1/L, how many, and the beat that tells it."""

    times: float
    steps: int
    beat: Beat[Params]


HOPS = {
    "bottom": Hops(1.0, 1, Beats.bottom),
    "lands_short": Hops(0.1, 1, Beats.multiples),
    "far_side": Hops(1.6, 1, Beats.multiples),
    "mirror": Hops(2.0, 3, Beats.mirror),
    "higher": Hops(2.1, 4, Beats.beyond),
}
"""By the names of their runs and tracks."""
KEPT = HOPS["higher"].times
"""The rate that stays while the cut turns, in 1/L: on the sharpest it ends higher than it began."""
EXPLODING = ("none", "one", "two", "three", "all")
"""By how many rates explode, the largest ones, what this answer is called."""
WALKS = ("first", "second", "third", "fourth")
"""The runs and tracks of the lesson's own rates, in its order."""


@dataclass(frozen=True)
class Plan(DataPlan[Params]):
    """What the scene draws of its runs."""

    name = "learning_rate"
    params = Params
    beats = Beats
    formulas = ("limit",)

    is_curve = False
    """Whether the cost is a formula of one parameter."""

    axis: Array
    """The direction, (2,), in which the cost bends most, and the line of the data goes up."""
    runs: dict[str, Descent]
    swept: Array
    """Learning rates from 0 on, (SWEPT + 1,), in units of 1/L."""
    costs: Array
    """The cost above the lowest after the last step at each of them."""
    unit: float
    """The same at 1/L."""

    @cached_property
    def curvature(self) -> float:
        """L, the largest curvature."""
        return self.problem.largest_curvature

    @property
    def rates(self) -> dict[str, float]:
        """In units of 1/L, by walk."""
        return dict(zip(WALKS, self.asked.rates, strict=True))

    @property
    def largest(self) -> str:
        """The walk with the largest rate, the last of several."""
        return max(WALKS, key=lambda name: (self.rates[name], WALKS.index(name)))

    @cached_property
    def best(self) -> str:
        """The walk that ends at the lowest cost."""
        return min(WALKS, key=self.final)

    def final(self, name: str) -> float:
        """The cost above the lowest at the end of a walk."""
        return float(self.walks[name].above[-1])

    @property
    def is_tied(self) -> bool:
        """Whether a walk at another rate ends as low as the lowest, or both at next to nothing."""
        most = max(NOTHING * float(self.costs[0]), (1.0 + ALIKE) * self.final(self.best))
        low = {self.rates[name] for name in WALKS if self.final(name) <= most}
        return len(low) > 1

    @property
    def ends_higher(self) -> bool:
        """Whether the steps at 2.1/L end above the start's cost."""
        loss = self.runs["higher"].loss
        return bool(loss[-1] > loss[0])

    def cut(self, turned: float) -> tuple[Array, float]:
        """A direction (2,), and the curvature of the cost in it.

        It turns from that in which it is least, at 0, to that in which it is largest, at 1.
        """
        across, angle = np.array([-self.axis[1], self.axis[0]]), np.pi / 2 * turned
        direction = np.cos(angle) * across + np.sin(angle) * self.axis
        return direction, float(direction @ self.problem.hessian() @ direction)

    def high_enough(self, reach: float) -> float:
        """A cost above all that is seen on the cut, from its lowest point to ``reach`` away."""
        del reach
        return np.inf

    @property
    def longer_is_better(self) -> bool:
        """Whether the lowest walk overshoots, and still ends lower than one at 1/L would."""
        walk = self.walks[self.best]
        lower = self.final(self.best) * (1.0 + ALIKE) < self.unit
        return lower and walk.overshoots and walk.is_below

    def along(self, name: str) -> float:
        """By what a step of a walk multiplies the distance along the bowl."""
        _, gentle = self.cut(0.0)
        return 1.0 - self.rates[name] * gentle / self.curvature

    @property
    def gets_further(self) -> bool:
        """Whether along the bowl 1/L is slow, and the lowest walk is not as slow."""
        _, gentle = self.cut(0.0)
        unit = 1.0 - gentle / self.curvature
        return unit >= SLOW and abs(self.along(self.best)) < unit

    @property
    def bend_decimals(self) -> int:
        """Decimals of curvatures from which the limits at both ends of the turn come out."""
        bends = [self.cut(share)[1] for share in (0.0, 1.0)]

        def come_out(decimals: int) -> bool:
            told = [round(bend, decimals) for bend in bends]
            return all(
                shown > 0.0
                and in_figures(2 / shown, LIMIT_FIGURES) == in_figures(2 / bend, LIMIT_FIGURES)
                for shown, bend in zip(told, bends, strict=True)
            )

        enough = (decimals for decimals in range(2, MOST_DECIMALS) if come_out(decimals))
        return next(enough, MOST_DECIMALS)

    @property
    def signs(self) -> dict[str, Sign]:
        """How each walk went, and for which starts the limit holds."""
        walks = {name: Sign(MANNERS, walk) for name, walk in self.walks.items()}
        return {**walks, "limit": Sign(LIMITS, self)}

    @cached_property
    def walks(self) -> dict[str, RateWalk]:
        """What is said of them is said of these."""
        found = {}
        for name, times in self.rates.items():
            run = self.runs[name]
            away = float((run.theta[0] - self.minimum) @ self.axis)
            across = self.curvature / 2 * away * away
            found[name] = RateWalk(run, times, self.problem.excess(run.theta), across)
        return found

    @property
    def exploding(self) -> int:
        """How many walks explode."""
        return sum(walk.explodes for walk in self.walks.values())

    @property
    def beyond(self) -> int:
        """How many rates are larger than the limit."""
        return sum(walk.is_beyond for walk in self.walks.values())

    @property
    def has_wall(self) -> bool:
        """Whether the costs of all rates fall to a valley, and rise far above the start's."""
        start, last = float(self.costs[0]), float(self.costs[-1])
        return last > WALL * start and float(self.costs.min()) < start / WALL**0.5

    @property
    def values(self) -> dict[str, Value]:
        """What sentences may name."""
        return {
            **self.named,
            "steps": self.asked.steps,
            "rates": SWEPT,
            "largest": self.rates[self.largest],
            "lowest": self.rates[self.best],
            "exploding": self.exploding,
            "beyond": self.beyond,
            "curvature": self.curvature,
            **{f"rate_{k}": rate for k, rate in enumerate(self.asked.rates, start=1)},
        }

    @property
    def pictured(self) -> dict[str, Value]:
        """What descriptions may name besides."""
        largest, (_, gentle) = self.runs[self.largest], self.cut(0.0)
        return {
            "bend": rounded_to(self.curvature, 2),
            "sharp_bend": rounded_to(self.curvature, self.bend_decimals),
            "gentle_bend": rounded_to(gentle, self.bend_decimals),
            "sharp_limit": in_figures(2 / self.curvature, LIMIT_FIGURES),
            "gentle_limit": in_figures(2 / gentle, LIMIT_FIGURES),
            "kept": rounded_to(KEPT / self.curvature, 2),
            "together": min(self.asked.steps, IN_STEP),
            "largest_steps": largest.steps,
            "start_cost": in_figures(largest.loss[0]), "largest_cost": in_figures(largest.loss[-1]),
            **self._told_along,
            "lowest_cost": in_figures(self.final(self.best), 2),
            "most": rounded_to(self.swept[-1], 2),
            **self._told_of_all_rates,
        }  # fmt: skip

    @property
    def _told_along(self) -> dict[str, Value]:
        """What a step leaves of the distance along the bowl, at 1/L and at the lowest rate."""
        _, gentle = self.cut(0.0)
        return {
            "unit_along": rounded_to(1.0 - gentle / self.curvature, 2),
            "lowest_along": rounded_to(self.along(self.best), 2),
        }

    @property
    def _told_of_all_rates(self) -> dict[str, Value]:
        """Costs at both ends of the curve, where it is lowest, and at the four rates."""
        lowest = int(self.costs.argmin())
        at = {"still": self.costs[0], "bottom": self.costs[lowest], "wall": self.costs[-1]}
        at |= {f"left_{k}": self.final(name) for k, name in enumerate(WALKS, start=1)}
        told = {name: in_figures(cost, 2) for name, cost in at.items()}
        return {"bottom_rate": rounded_to(self.swept[lowest], 2), **told}

    @property
    def questions(self) -> Questions:
        """Where a step beyond the limit ends; which rates explode; and which ends lowest."""
        away = np.abs((self.runs["higher"].theta[:2] - self.minimum) @ self.axis)
        beyond = "higher" if away[1] > away[0] else "lower"
        return (
            *which(Beats.beyond, ("lower", "mirror", "higher"), beyond),
            *self._which_explode,
            *self._which_is_lowest,
        )

    @property
    def _which_explode(self) -> Questions:
        """Of answers that a number of the largest explode, those that tell rates apart."""
        rates = sorted(self.asked.rates, reverse=True)
        explode = [times for name, times in self.rates.items() if self.walks[name].explodes]
        apart = [
            k for k in range(len(rates) + 1) if k in {0, len(rates)} or rates[k - 1] > rates[k]
        ]
        largest = sorted(explode, reverse=True) == rates[: len(explode)]
        if not largest or len(explode) not in apart or len(apart) < MOST - 1:
            return ()
        offered = sorted({*[k for k in apart if k != len(explode)][: MOST - 1], len(explode)})
        named = {"first": rates[0], "second": rates[1], "third": rates[2], "fourth": rates[3]}
        answers = tuple(Answer(EXPLODING[k], named) for k in offered)
        right = offered.index(len(explode))
        because = self.outcomes["explode"]
        return (Question(Beats.which.name, answers, right, because, at=STOOD),)

    @property
    def _which_is_lowest(self) -> Questions:
        """The rates, if there are several and one of them ends lowest."""
        outcome, rates = self.outcomes["lowest"], sorted({*self.asked.rates})
        if outcome in {"none", "tied"} or len(rates) < MOST - 1:
            return ()
        answers = tuple(Answer("rate", {"rate": rate}) for rate in rates)
        right = rates.index(self.rates[self.best])
        return (Question(Beats.sweep.name, answers, right, outcome, at=ASKED),)

    @classmethod
    def refuse(cls, params: Params, problem: LinearRegression) -> None:
        """Raise GDError if the start is the best line already."""
        refuse_the_minimum(params.start_on(problem), problem)

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Run gradient descent at each rate."""
        if params.surface is not None:
            return cast("Self", CurvePlan.of(params, seed, inputs))
        lines = cls.check(params, inputs)
        problem = lines.problem
        unit = 1.0 / problem.largest_curvature
        start, minimum = np.asarray(params.start_on(problem)), problem.minimum()
        axis = theory.principal_axes(problem, minimum).directions[-1]
        axis = axis * (1.0 if axis[1] > 0.0 else -1.0)

        def walk(times: float, start: Array, steps: int) -> Descent:
            rule = gradient_descent(learning_rate=times * unit)
            return descend(problem, rule, start=start, steps=steps, seed=seed)

        runs = {name: walk(hops.times, minimum + axis, hops.steps) for name, hops in HOPS.items()}
        for name, times in zip(WALKS, params.rates, strict=True):
            runs[name] = walk(times, start, params.steps)
        swept = np.linspace(0.0, ROOM * max(LIMIT, *params.rates), SWEPT + 1)
        many = ensemble(
            problem,
            gradient_descent(learning_rate=unit),
            steps=params.steps,
            start=start,
            learning_rates=[*(swept[1:] * unit).tolist(), unit],
        )
        ends = problem.excess(many.theta[np.arange(SWEPT + 1), many.steps])
        costs = np.concatenate([problem.excess(start)[None], ends[:-1]])
        return cls(params, *lines, axis, runs, swept, costs, float(ends[-1]))

    def timed(self, score: Score) -> FrameTable:
        """Hops on the cut, one rate after another; then all four in step, slowly and on."""
        stretches = {name: hops_at(score, name) for name in HOPS}
        begin = float(score[Beats.which].start / score.fps) + STOOD
        together = min(self.asked.steps, IN_STEP)
        walk = [Stretch(begin, begin + together * PACE, 0, together)]
        if self.asked.steps > together:
            begin = float(score[Beats.explode].start / score.fps) + SET_OUT
            walk.append(Stretch(begin, begin + self.asked.seconds, together))
        stretches |= dict.fromkeys(WALKS, walk)
        return frame_table(self.runs, fps=score.fps, seconds=score.seconds, stretches=stretches)


class CurvePlan(Plan):
    """The same of a cost of one parameter; the lesson's data are not shown."""

    is_curve = True

    @property
    def minimum(self) -> Array:
        """Where distances are counted from, (2,)."""
        return np.zeros(2)

    @property
    def least(self) -> float:
        """The cost there."""
        return 0.0

    def high_enough(self, reach: float) -> float:
        """Somewhat above the highest place at which a ball comes to stand within it."""
        places = np.concatenate([run.theta for run in self.runs.values()])
        costs = self.problem.loss(places[np.abs(places[:, 0]) <= reach])
        return ABOVE * float(costs.max())

    def final(self, name: str) -> float:
        """The cost above the lowest at the end of a walk, or what rounding leaves of it."""
        return float(np.clip(super().final(name), *self._seen))

    @property
    def _seen(self) -> tuple[float, float]:
        """The least and the greatest cost that is drawn of all rates."""
        return LEFT * float(self.costs[0]), FAR * float(self.costs[0])

    @property
    def longer_is_better(self) -> bool:
        """That is for bowls."""
        return False

    @property
    def signs(self) -> dict[str, Sign]:
        """How each walk went, and what the limit is one of."""
        walks = {name: Sign(CURVE_MANNERS, walk) for name, walk in self.walks.items()}
        return {**walks, "limit": Sign(LIMITS, self)}

    @property
    def named(self) -> dict[str, Value]:
        """No samples."""
        return {"count": None, "x_unit": None, "y_unit": None}

    @property
    def questions(self) -> Questions:
        """None: those that there are ask about bowls."""
        return ()

    @classmethod
    def of(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Run gradient descent at each rate."""
        assert params.surface is not None
        cost = curve_cost(params.surface)
        problem = cast("LinearRegression", cost)
        unit, start = 1.0 / cost.largest_curvature, np.array([1.0, 0.0])

        def walk(times: float, steps: int) -> Descent:
            rule = gradient_descent(learning_rate=times * unit)
            return descend(problem, rule, start=start, steps=steps, seed=seed)

        runs = {name: walk(hops.times, hops.steps) for name, hops in HOPS.items()}
        for name, times in zip(WALKS, params.rates, strict=True):
            runs[name] = walk(times, params.steps)
        swept = np.linspace(0.0, ROOM * max(LIMIT, *params.rates), SWEPT + 1)
        high = float(cost.loss(start))
        ends = [high, *(float(walk(times, params.steps).loss[-1]) for times in [*swept[1:], 1.0])]
        ends = np.nan_to_num(ends, nan=FAR * high, posinf=FAR * high).tolist()
        finals = [*ends, *(float(run.loss[-1]) for run in runs.values())]
        if min(finals) < -(NOTHING**0.5) * high:
            raise KeyedError(
                "at some learning rate the ball leaves the view for lower ground; choose a formula "
                "that rises beyond its view",
                FORMULA,
            )
        costs = np.clip(ends, LEFT * high, FAR * high)
        lines = Lines(*_data(params, inputs), problem)
        return cls(params, *lines, start, runs, swept, costs[:-1], float(costs[-1]))


def _data(params: Params, inputs: Inputs) -> tuple[Dataset, Dataset]:
    data = params.dataset(inputs)
    return data, data.scaled()


def hops_at(score: Score, name: str) -> list[Stretch]:
    """When the steps of one rate are taken on the cut; the first one with its word."""
    hops = HOPS[name]
    beat = score[hops.beat]
    if hops.beat is Beats.beyond:
        begin = float(score[Beats.higher].start / score.fps)
        landed = begin + ANSWER
        further = Stretch(landed, landed + QUICK * (hops.steps - 1), 1)
        return [Stretch(begin, landed, 0, 1), further]
    said = beat.when(name) if name in hops.beat.words else None
    before = [each for each in HOPS if HOPS[each].beat is hops.beat].index(name)
    begin = float(beat.start / score.fps) + SOON + before * BETWEEN
    if said is not None:
        begin = max(begin, min(float(said / score.fps), float(beat.stop / score.fps) - HOP - SEEN))
    first = Stretch(begin, begin + HOP, 0, 1)
    if hops.steps == 1:
        return [first]
    return [first, Stretch(first.end, first.end + CLIMB * (hops.steps - 1), 1)]
