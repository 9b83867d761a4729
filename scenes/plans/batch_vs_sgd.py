"""Batch against stochastic gradient descent on a line through data: same start, same looks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from gdcore import Descent, FrameTable, descend, frame_table
from gdcore.optimizers import gradient_descent
from gdcore.problems import LinearRegression
from scenes.plans import verdicts
from scenes.plans.base import Beat, Sign, Value
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.common import Rate, Seconds, Steps
from scenes.plans.data_plan import DataPlan, LineParams, refuse_the_minimum
from scenes.plans.race import (
    FEWER,
    ORDERS,
    Crowd,
    Grown,
    Lead,
    Method,
    Rates,
    crowd,
    find_rates,
    grow,
    grown_sizes,
    leader,
    passes,
    staircase,
)
from scenes.plans.race_clock import race_stretches
from scenes.plans.samples import SAMPLES, rounded, telling_place
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

Array = NDArray[np.float64]

ROUNDS = 2
"""Rounds through the samples at whose end a rate is judged, and the first part of the race ends."""
MOST_LOOKS = 4000
"""Stochastic steps that are drawn, at most; the race has fewer batch steps then."""
STRAYING, MOST = 1.6, 0.99
"""How much farther from the minimum than the start a path is followed, and the share of its steps
that is to be seen however far they go."""
FAR = 1000.0
"""From how many times on it is only said that they are more."""
FILLED, NEAREST = 0.17, 8.0
"""How much of the surface the end of a path fills when the eye is near, and how near it goes."""
LOWER = 2.0
"""By what factor a level is lower than another, at least, to be called so."""


class Params(LineParams):
    """What a lesson file may set.

    ``steps`` counts batch steps; the others have the same number of looks.
    ``learning_rate`` is that of all methods, or each has its own; those that are not given are
    searched.  ``decay`` is that of the shrinking rate, alpha / (1 + decay * step).
    """

    learning_rate: Rate | None = None
    batch_rate: Rate | None = None
    stochastic_rate: Rate | None = None
    shrinking_rate: Rate | None = None
    decay: Rate = 0.05
    steps: Steps = 8
    seconds: Seconds = 8.0

    @property
    def rates(self) -> dict[Method, float]:
        """Those that the lesson gives."""
        own = {
            Method.BATCH: self.batch_rate,
            Method.STOCHASTIC: self.stochastic_rate,
            Method.SHRINKING: self.shrinking_rate,
        }
        asked = {method: rate or self.learning_rate for method, rate in own.items()}
        return {method: rate for method, rate in asked.items() if rate is not None}


def _walk(params: Params) -> float:
    return params.seconds + TIMES.change + TIMES.breath + 2 * TIMES.settle


def _half_walk(params: Params) -> float:
    return params.seconds / 2 + TIMES.change + TIMES.breath + 2 * TIMES.settle


STEPS: Claims[Plan] = {
    "batch": Claim("step for step, batch is lower", lambda plan: plan.after_steps == "batch"),
    "stochastic": Claim(
        "step for step, stochastic is lower", lambda plan: plan.after_steps == "stochastic"
    ),
    "even": Claim("step for step, both are as low", lambda plan: plan.after_steps == "even"),
    "grows": Claim("a path explodes", otherwise),
}
LOOKS: Claims[Plan] = {
    "far": Claim(
        "look for look, stochastic is at first more than a thousand times lower",
        lambda plan: plan.after_looks == "stochastic" and plan.times > FAR,
    ),
    "stochastic": Claim(
        "look for look, stochastic is lower at first", lambda plan: plan.after_looks == "stochastic"
    ),
    "batch": Claim(
        "look for look, batch is lower at first", lambda plan: plan.after_looks == "batch"
    ),
    "even": Claim(
        "look for look, both are as low at first", lambda plan: plan.after_looks == "even"
    ),
    "grows": Claim("a path explodes", otherwise),
}
LUCK: Claims[Plan] = {
    "all": Claim("so it is in all other orders", lambda plan: plan.ahead == ORDERS),
    "some": Claim("stochastic is lower in some other orders", lambda plan: plan.ahead > 0),
    "none": Claim("in no other order is stochastic lower", otherwise),
}
STALLS: Claims[Plan] = {
    "stalls": Claim("stochastic stalls at a level", lambda plan: plan.crowd.level is not None),
    "exact": Claim(
        "stochastic has no noise, since one line fits every sample",
        lambda plan: plan.falls and plan.is_exact,
    ),
    "falls": Claim("stochastic is still falling", lambda plan: plan.falls),
    "grows": Claim("the cost of stochastic grows", otherwise),
}
PASSES: Claims[Plan] = {
    "passes": Claim("batch passes the mean of stochastic", lambda plan: plan.passes_at is not None),
    "grows": Claim("the cost of batch grows", lambda plan: not plan.batch_falls),
    "ahead": Claim(
        "batch is lower than the mean of stochastic all the way",
        lambda plan: bool((plan.batch_by_look[1:] < plan.crowd.mean[1:]).all()),
    ),
    "even": Claim(
        "batch ends as low as the mean of stochastic",
        lambda plan: abs(plan.batch_by_look[-1] - plan.crowd.mean[-1]) <= verdicts.ROUNDING,
    ),
    "behind": Claim("batch does not pass the mean of stochastic for good", otherwise),
}
SHRINKS: Claims[Plan] = {
    "tames": Claim(
        "with a rate that shrinks the cost falls, without it grows",
        lambda plan: plan.shrinking_falls and not plan.falls and plan.crowd.level is None,
    ),
    "lower": Claim(
        "a rate that shrinks leads lower", lambda plan: plan.sinks and not plan.is_exact
    ),
    "shorter": Claim(
        "a rate that shrinks leads not much lower, or there is no noise that shrinks with it",
        lambda plan: plan.shrinking_falls,
    ),
    "grows": Claim("the cost grows with a rate that shrinks, too", otherwise),
}
MORE: Claims[Plan] = {
    "stays": Claim("with more samples stochastic is as low as soon", lambda plan: plan.stays_put),
    "moves": Claim("with more samples stochastic is lower or higher", otherwise),
}


FOUND: Claims[Rates] = {
    "card.searched": Claim(
        "all learning rates are searched",
        lambda rates: not any(rates.given(method) for method in Method),
    ),
    "card.given": Claim(
        "the lesson gives all learning rates",
        lambda rates: all(rates.given(method) for method in Method),
    ),
    "card.mixed": Claim("the lesson gives some learning rates", otherwise),
}
"""How the learning rates were found."""
LEVEL: Claims[Crowd] = {
    "level.stalls": Claim("stochastic stalls at a level", lambda crowd: crowd.level is not None),
    "": Claim("stochastic comes to no level", otherwise),
}


def left_by(method: Method) -> Claims[Plan]:
    """Why a path left the picture, if it did."""
    return {
        f"left.{method.value}_diverged": Claim(
            "its steps are too long", lambda plan: plan.ends_higher(method)
        ),
        f"left.{method.value}": Claim("it ends below its start", otherwise),
    }


class Beats:
    """What the scene plays, in order."""

    same_start = Beat[Params]("the samples, and the first line", 5.0, outcomes=SAMPLES)
    one_point = Beat[Params]("the line as a point of the cost surface; data and line go aside", 6.0)
    batch_step = Beat[Params]("one batch step: every sample lights up", 5.0, outcomes=SAMPLES)
    one_sample = Beat[Params](
        "three stochastic steps: one sample lights up at a time", 6.0, outcomes=SAMPLES
    )
    step_for_step = Beat[Params](
        "both walk, a step of one for a step of the other", _walk, outcomes=STEPS
    )
    count_the_work = Beat[Params]("the axis turns from steps into looks at samples", 7.0)
    which_is_lower = Beat[Params]("back at the start; what both have in common; a question", 5.0)
    same_work = Beat[Params]("both walk at the same number of looks, slowly", _walk, outcomes=LOOKS)
    other_orders = Beat[Params]("a ribbon: the same in other orders", 4.0, outcomes=LUCK)
    noise_floor = Beat[Params](
        "both walk on, seen from near; the level at which stochastic stalls", _half_walk,
        outcomes=STALLS,
    )  # fmt: skip
    catch_up = Beat[Params]("a ring where batch passes", 4.0, outcomes=PASSES)
    smaller_steps = Beat[Params](
        "the same with a learning rate that shrinks", _walk, outcomes=SHRINKS
    )
    many_samples = Beat[Params](
        "more and more samples: batch's first step slides away", 9.0, outcomes=MORE
    )
    takeaway = Beat[Params]("the samples and the line that was found", 5.0)


@dataclass(frozen=True)
class Plan(DataPlan[Params]):
    """What the scene draws of its runs; runs and tracks are called as the methods are."""

    name = "batch_vs_sgd"
    params = Params
    beats = Beats

    rates: Rates
    runs: dict[str, Descent]
    crowd: Crowd
    """Of stochastic, in other orders."""
    shrinking: Crowd
    grown: tuple[Grown, ...]
    """With more samples."""

    @property
    def steps(self) -> int:
        """Batch steps of the race."""
        return self.runs[Method.BATCH.value].steps_asked

    @property
    def looks(self) -> int:
        """Looks that each method has in all."""
        return self.steps * len(self.data)

    @property
    def first_looks(self) -> int:
        """Those of its first part."""
        return min(ROUNDS, self.steps) * len(self.data)

    def run(self, method: Method) -> Descent:
        """The run of a method."""
        return self.runs[method.value]

    def excess(self, method: Method) -> Array:
        """The cost above the lowest, (steps + 1,)."""
        return self.run(method).loss - self.least

    def diverged(self, method: Method) -> bool:
        """Whether a run ended because its cost explodes."""
        return self.run(method).status == "diverged"

    def ends_higher(self, method: Method) -> bool:
        """Whether a run's cost ends above its start's."""
        excess = self.excess(method)
        return self.diverged(method) or bool(excess[-1] > excess[0])

    def looks_a_step(self, method: Method) -> int:
        """At how many samples a step looks."""
        return len(self.data) if method is Method.BATCH else 1

    @cached_property
    def reach(self) -> float:
        """From the minimum to the farthest point of a path that is to be seen.

        A path that strays farther than STRAYING times the start's distance leaves the picture,
        but not where most of its steps lie as far off, as those of a start near the minimum do.
        """
        away = {m: np.hypot(*(self.run(m).theta - self.minimum).T) for m in Method}
        near = [
            m
            for m in Method
            if not self.diverged(m) and (m is not Method.BATCH or self.batch_falls)
        ]
        usual = [float(np.quantile(away[method], MOST)) for method in near]
        start = float(away[Method.BATCH][0])
        farthest = max(float(each.max()) for each in away.values())
        return min(farthest, max([STRAYING * start, *usual]))

    @cached_property
    def nearness(self) -> float:
        """How many times as large the end of stochastic's path may be seen, so that it fits."""
        late = self.run(Method.STOCHASTIC).theta[-max(2, self.looks // 2) :] - self.minimum
        far = float(np.quantile(np.hypot(*late.T), 0.9))
        return float(np.clip(FILLED * self.reach / max(far, 1e-300), 1.0, NEAREST))

    @cached_property
    def told_at(self) -> float:
        """A round value of x at which the first line and the best one differ most."""
        ends = np.stack([self.run(Method.BATCH).theta[0], self.minimum])
        return telling_place(self.data.x, *self.scaled.line_in_units(ends))

    @cached_property
    def batch_by_look(self) -> Array:
        """Batch's cost above the lowest after each look, (looks + 1,)."""
        return staircase(self.excess(Method.BATCH), len(self.data))

    @cached_property
    def passes_at(self) -> int | None:
        """The look from which on batch is lower than the mean of stochastic, if it comes to be."""
        batch = self.batch_by_look
        if self.diverged(Method.BATCH) or len(batch) < len(self.crowd.mean):
            return None
        return passes(batch, self.crowd.mean)

    @classmethod
    def refuse(cls, params: Params, problem: LinearRegression) -> None:
        """Raise GDError if the start is the best line already."""
        refuse_the_minimum(params.start_on(problem), problem)

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Find the rates, run the methods, and stochastic many times; then with more samples."""
        lines = cls.check(params, inputs)
        problem, n = lines.problem, len(lines.data)
        steps = min(params.steps, max(1, MOST_LOOKS // n))
        looks, start = steps * n, params.start_on(problem)
        judged = min(ROUNDS, steps) * n
        rates = find_rates(problem, start, judged, params.rates, params.decay)
        rules = {method: gradient_descent(rates.schedule(method)) for method in Method}
        runs = {Method.BATCH: descend(problem, rules[Method.BATCH], start, steps)}
        for method in (Method.SHRINKING, Method.STOCHASTIC):
            runs[method] = descend(problem, rules[method], start, looks, batch_size=1, seed=seed)
        return cls(
            params,
            *lines,
            rates=rates,
            runs={method.value: run for method, run in runs.items()},
            crowd=crowd(problem, start, rates.schedule(Method.STOCHASTIC), looks, seed, ORDERS),
            shrinking=crowd(problem, start, rates.schedule(Method.SHRINKING), looks, seed, FEWER),
            grown=tuple(
                grow(lines.scaled, samples, start, rates, steps, looks, seed)
                for samples in grown_sizes(n)
            ),
        )

    # What is said

    @property
    def signs(self) -> dict[str, Sign]:
        """What is written of paths that left the picture, of the rates, and of the level."""
        left = {method.value: Sign(left_by(method), self) for method in Method}
        return {**left, "rates": Sign(FOUND, self.rates), "level": Sign(LEVEL, self.crowd)}

    @cached_property
    def after_steps(self) -> Lead:
        """Who is lower after as many steps of each as batch takes in the race."""
        batch, stochastic = self.excess(Method.BATCH), self.excess(Method.STOCHASTIC)
        return leader(batch[-1], stochastic[min(self.steps, len(stochastic) - 1)], self._exploded)

    @cached_property
    def after_looks(self) -> Lead:
        """Who is lower after the first looks."""
        return leader(*self._after_first, self._exploded)

    @property
    def _exploded(self) -> bool:
        return self.diverged(Method.BATCH) or self.diverged(Method.STOCHASTIC)

    @property
    def _after_first(self) -> tuple[float, float]:
        """The costs of batch and of stochastic after the first looks, above the lowest."""
        batch, stochastic = self.excess(Method.BATCH), self.excess(Method.STOCHASTIC)
        first = self.first_looks
        step = min(first // len(self.data), len(batch) - 1)
        return float(batch[step]), float(stochastic[min(first, len(stochastic) - 1)])

    @property
    def times(self) -> float:
        """How many times as high the higher cost is then."""
        low, high = sorted(self._after_first)
        return high / max(low, verdicts.ROUNDING)

    @property
    def ahead(self) -> int:
        """In how many of the other orders stochastic is lower than batch then."""
        return int((self.crowd.every[:, self.first_looks] < self._after_first[0]).sum())

    @property
    def batch_falls(self) -> bool:
        """Whether batch ends below its start."""
        loss = self.run(Method.BATCH).loss
        return not self.diverged(Method.BATCH) and bool(loss[-1] < loss[0])

    @property
    def is_exact(self) -> bool:
        """Whether one line fits every sample, so that there is no noise."""
        return self.least <= verdicts.ROUNDING

    @property
    def falls(self) -> bool:
        """Whether stochastic ends below its start, in the mean over all orders."""
        fine = np.isfinite(self.crowd.mean).all() and not self.diverged(Method.STOCHASTIC)
        return bool(fine and self.crowd.mean[-1] < self.crowd.mean[0])

    @property
    def shrinking_falls(self) -> bool:
        """The same with a rate that shrinks."""
        fine = np.isfinite(self.shrinking.mean).all() and not self.diverged(Method.SHRINKING)
        return bool(fine and self.shrinking.mean[-1] < self.shrinking.mean[0])

    @property
    def sinks(self) -> bool:
        """Whether a rate that shrinks leads lower than a constant one, by much."""
        return self.shrinking_falls and bool(LOWER * self.shrinking.mean[-1] < self.crowd.mean[-1])

    @property
    def stays_put(self) -> bool:
        """Whether more samples leave stochastic's mean where it is, after the first looks."""
        here = float(self.crowd.mean[self.first_looks])
        there = [float(more.crowd.mean[self.first_looks]) for more in self.grown]
        return all(np.isfinite(each) and here / LOWER <= each <= LOWER * here for each in there)

    @cached_property
    def found(self) -> Method:
        """Whose line is the best at the end."""
        fine = [method for method in Method if not self.diverged(method)] or [Method.BATCH]
        return min(fine, key=lambda method: float(self.run(method).loss[-1]))

    @cached_property
    def values(self) -> dict[str, Value]:
        """Numbers that sentences may say, and the units that they have."""
        times = self.times
        return {
            **self.named, "steps": self.steps, "looks": self.looks,
            "first": self.first_looks, "first_steps": self.first_looks // len(self.data),
            "orders": ORDERS, "ahead": self.ahead, "passes": self.passes_at,
            "times": round(times) if times >= 10 else rounded(times),
            "more": self.grown[0].samples, "most": self.grown[-1].samples,
            "at": self.told_at,
            "bad": rounded(float(self.told(self.run(Method.BATCH).theta[0], self.told_at))),
            "good": rounded(float(self.told(self.run(self.found).theta[-1], self.told_at))),
        }  # fmt: skip

    # When

    def timed(self, score: Score) -> FrameTable:
        """The walks of each method, beat after beat: slow at first."""
        stretches = race_stretches(score, Beats, len(self.data), self.first_looks, self.looks)
        return frame_table(self.runs, fps=score.fps, seconds=score.seconds, stretches=stretches)
