"""Batch against stochastic gradient descent on a line through data: same start, same looks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Self

from gdcore import FrameTable, descend, frame_table
from gdcore.optimizers import gradient_descent
from gdcore.problems import LinearRegression
from scenes.plans.base import Beat, Sign, Value
from scenes.plans.common import Rate, Seconds, Steps
from scenes.plans.data_plan import LineParams, refuse_the_minimum
from scenes.plans.questions import Questions, which
from scenes.plans.race import ORDERS, Method, between_size, crowd, find_rates, grow, grown_size
from scenes.plans.race_claims import (
    FOUND,
    LUCK,
    MORE,
    PASSES,
    SHRINKS,
    STALLS,
    STEPS,
    left_by,
)
from scenes.plans.race_clock import BACK, BY_LOOK, BY_STEP, ON, SHRINKING, race_stretches
from scenes.plans.race_runs import ROUNDS, RaceRuns
from scenes.plans.samples import SAMPLES
from scenes.plans.told import in_figures, place
from scenes.reading.inputs import Inputs
from scenes.timing.score import Score

MOST_LOOKS = 4000
"""Stochastic steps that are drawn, at most; the race has fewer batch steps then."""


class Params(LineParams):
    """What a lesson file may set.

    ``steps`` counts batch steps; the others have the same number of looks.
    ``learning_rate`` is that of all methods, or each has its own; those that are not given are
    searched.  The shrinking rate, alpha / (1 + decay * step), begins as that of stochastic, or as
    ``shrinking_rate``.
    """

    learning_rate: Rate | None = None
    batch_rate: Rate | None = None
    stochastic_rate: Rate | None = None
    shrinking_rate: Rate | None = None
    decay: Rate = 0.01
    steps: Steps = 8
    seconds: Seconds = 5.0

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


class Beats:
    """What the scene plays, in order."""

    same_start = Beat[Params](
        "the samples and the first line, which is a point of the cost surface", 4.0,
        outcomes=SAMPLES,
    )  # fmt: skip
    batch_step = Beat[Params]("one batch step: every sample lights up", 4.0, outcomes=SAMPLES)
    one_sample = Beat[Params](
        "three stochastic steps from near: one sample lights up at a time", 5.0, outcomes=SAMPLES
    )
    step_for_step = Beat[Params]("both walk, a step of one for a step of the other", BY_STEP.least)
    count_the_work = Beat[Params](
        "the axis turns from steps into looks; back at the start, and the axes are empty",
        BACK + 3.4, outcomes=STEPS,
    )  # fmt: skip
    same_work = Beat[Params]("both walk at the same number of looks, slowly", BY_LOOK.least)
    other_orders = Beat[Params](
        "the same in other orders: where they end, from near, and their costs, together",
        6.0, outcomes=LUCK,
    )  # fmt: skip
    noise_floor = Beat[Params](
        "both walk on, on a map of the lowest cost; the pulls of all samples there",
        ON.least, outcomes=STALLS,
    )  # fmt: skip
    catch_up = Beat[Params](
        "the mean of many orders, and a ring where batch passes it", 4.0,
        outcomes=PASSES,
    )  # fmt: skip
    smaller_steps = Beat[Params](
        "a third path, with stochastic's learning rate, which shrinks", SHRINKING.least,
        outcomes=SHRINKS,
    )  # fmt: skip
    many_samples = Beat[Params](
        "many more samples, as a cloud: batch's first step leaves the plot", 9.0,
        outcomes=MORE,
    )  # fmt: skip


@dataclass(frozen=True)
class Plan(RaceRuns[Params]):
    """What the scene draws of its runs; runs and tracks are called as the methods are."""

    name = "batch_vs_sgd"
    params = Params
    beats = Beats
    formulas = ("step", "stochastic")

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
            crowd=crowd(
                problem, start, rates.schedule(Method.STOCHASTIC), looks, seed, ORDERS, then=judged
            ),
            shrinking=crowd(problem, start, rates.schedule(Method.SHRINKING), looks, seed, ORDERS),
            between=grow(lines.scaled, between_size(n, looks), start, rates, steps, looks, seed),
            grown=grow(lines.scaled, grown_size(n), start, rates, steps, looks, seed),
        )

    @property
    def half_at(self) -> int:
        """The look by which the rate that shrinks is half of what it is at first."""
        return ceil(1.0 / self.asked.decay)

    @property
    def signs(self) -> dict[str, Sign]:
        """What is written of paths that left, of the rates, of who is lower."""
        left = {method.value: Sign(left_by(method), self) for method in Method}
        return {
            **left,
            "rates": Sign(FOUND, self.rates),
        }

    @cached_property
    def values(self) -> dict[str, Value]:
        """Numbers that sentences may say, and the units that they have."""
        return {
            **self.named, "steps": self.steps, "looks": self.looks,
            "first": self.first_looks, "first_steps": self.first_looks // len(self.data),
            "orders": ORDERS, "ahead": self.ahead, "passes": self.passes_at,
            "most": self.grown.samples, "more": self.between.samples,
            "settled": self.grown.crowd.settled,
        }  # fmt: skip

    @property
    def pictured(self) -> dict[str, Value]:
        """What descriptions may name besides."""
        batch, single = self.excess(Method.BATCH), self.excess(Method.STOCHASTIC)
        first, rates = self.after_first, self.rates.rates
        return {
            **place("start", self.start, 2),
            "batch_rate": in_figures(rates[Method.BATCH], 2),
            "stochastic_rate": in_figures(rates[Method.STOCHASTIC], 2),
            "batch_end": in_figures(batch[-1], 2),
            "stochastic_then": in_figures(single[min(self.steps, len(single) - 1)], 2),
            "batch_first": in_figures(first[0], 2), "stochastic_first": in_figures(first[1], 2),
            "constant_end": in_figures(self.crowd.mean[-1], 2),
            "shrinking_end": in_figures(self.shrinking.mean[-1], 2),
        }  # fmt: skip

    @property
    def questions(self) -> Questions:
        """Who is lower by steps and by looks; whether it settles; and what more samples change."""
        leads, ways = ("batch", "stochastic", "even"), ("on", "level", "grows")
        stalls = self.outcomes["noise_floor"]
        goes = {"exact": "on", "falls": "on"}.get(stalls, "grows")
        if self.crowd.level is not None:
            goes = "level"
        more = {"moves": "moves"}.get(self.outcomes["many_samples"], "stays")
        return (
            *which(Beats.step_for_step, leads, self.after_steps, at=BY_STEP.before),
            *which(Beats.count_the_work, leads, self.after_looks),
            *which(Beats.other_orders, ways, goes, because=stalls),
            *which(Beats.smaller_steps, ("neither", "both", "stays"), more),
        )

    def timed(self, score: Score) -> FrameTable:
        """The walks of each method, beat after beat: slow at first."""
        stretches = race_stretches(score, Beats, len(self.data), self.first_looks, self.looks)
        return frame_table(self.runs, fps=score.fps, seconds=score.seconds, stretches=stretches)
