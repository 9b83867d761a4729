"""Which learning rate is best under a stated budget: the same search for every rule."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from gdcore.ensemble import Ensemble, ensemble
from gdcore.errors import HyperparameterError, number, shown, whole_number
from gdcore.optimizers import Optimizer
from gdcore.schedules import Schedule
from gdcore.typing import Array, Problem, SampledProblem
from gdcore.walk import MOST_STEPS

MOST_RATES = 1000
Measure = Literal["median", "mean"]


@dataclass(frozen=True, eq=False, kw_only=True)
class RateSearch:
    """What a search for a learning rate found.

    Attributes:
        optimizer: the rule with the best rate.
        rates: (k,), those that were tried, smallest first.
        losses: (k, seeds), over all samples, after the budget; infinity where a path diverged.
        scores: (k,), the median or mean of these over the seeds.
        order: the k places in `rates`, best first; of equals the smaller rate first.
        evaluations: gradient evaluations that each path had.
        measure: "median" or "mean".
    """

    optimizer: Optimizer
    rates: Array = field(repr=False)
    losses: Array = field(repr=False)
    scores: Array = field(repr=False)
    order: tuple[int, ...] = field(repr=False)
    evaluations: int
    measure: Measure

    @property
    def best_rate(self) -> float:
        """The rate with the least score; that of its first step, where a schedule makes more."""
        return float(self.rates[self.order[0]])

    @property
    def at_edge(self) -> bool:
        """Whether the best rate is the first or last that was tried, so a better may lie beyond."""
        return self.order[0] in {0, len(self.rates) - 1}

    def describe(self) -> str:
        """The search as one sentence, fit for a card that says why a comparison is fair."""
        seeds = self.losses.shape[1]
        runs = f"the {self.measure} over {seeds} seeds of the loss" if seeds > 1 else "the loss"
        equal = int((self.scores == self.scores[self.order[0]]).sum())
        best = "the best" if equal == 1 else f"the smallest of {equal} equally good ones"
        text = (
            f"Learning rate {self.best_rate:.3g}: {best} of {len(self.rates)} from "
            f"{self.rates[0]:.3g} to {self.rates[-1]:.3g}, by {runs} after {self.evaluations:,} "
            "gradient evaluations"
        )
        return text + (", at the edge of those tried." if self.at_edge else ".")


def search_learning_rate(  # noqa: PLR0913 - the rule, and all that makes a search fair
    problem: Problem | SampledProblem,
    optimizer: Optimizer,
    start: ArrayLike,
    *,
    evaluations: int,
    low: float = 1e-4,
    high: float = 1.0,
    count: int = 13,
    seeds: Sequence[int] = (0,),
    batch_size: int | None = None,
    measure: Measure = "median",
    schedule: Callable[[float], float | Schedule] = float,
) -> RateSearch:
    """Try learning rates a constant factor apart, and rank them by the loss after a budget.

    rate_j = low (high / low)^(j / (count - 1)). Each rate and seed has one descent of as many steps
    as fit the budget; a path that diverged counts as infinitely bad. Rules that are searched with
    the same arguments can be compared.

    Args:
        problem: a surface or a loss over data.
        optimizer: the rule; its own rate plays no part.
        start: (d,).
        evaluations: the budget: samples looked at; a step on a loss without samples counts as one.
        low: the smallest rate, above 0.
        high: the largest, above `low`.
        count: how many, from 2 to 1,000.
        seeds: of the batches, the same for each rate.
        batch_size: samples a step; None means all of them.
        measure: "median" or "mean" over the seeds.
        schedule: of a rate that is tried, what the rule is given: that rate all along, unless
            said otherwise.

    Raises:
        HyperparameterError: a number out of range, a budget of less than a step, or no rate that
            does not diverge.
        ProblemError: a start that does not fit.

    >>> from gdcore import optimizers, surfaces
    >>> bowl, rule = surfaces.get("bowl"), optimizers.gradient_descent(1.0)
    >>> found = search_learning_rate(bowl, rule, [3, 4], evaluations=10, low=0.25, high=4, count=5)
    >>> found.describe()
    'Learning rate 1: the best of 5 from 0.25 to 4, by the loss after 10 gradient evaluations.'
    """
    low = number("low", low, 0.0, low_open=True)
    high = number("high", high, low, low_open=True)
    rates = np.geomspace(low, high, whole_number("count", count, 2, MOST_RATES))
    if measure not in {"median", "mean"}:
        raise HyperparameterError(f'measure is {shown(measure)}; it must be "median" or "mean".')
    if not len(seeds):
        raise HyperparameterError("seeds is empty; give at least one.")
    cost = _cost_of_a_step(problem, batch_size)
    steps = whole_number("evaluations", evaluations, cost, MOST_STEPS * cost) // cost
    many = ensemble(
        problem,
        optimizer,
        start=start,
        steps=steps,
        batch_size=batch_size,
        learning_rates=[one for one in map(schedule, rates.tolist()) for _ in seeds],
        seeds=[seed for _ in rates for seed in seeds],
    )
    losses = _final_losses(many).reshape(len(rates), len(seeds))
    scores = np.median(losses, axis=1) if measure == "median" else losses.mean(axis=1)
    order = tuple(np.argsort(scores, kind="stable").tolist())
    if not math.isfinite(scores[order[0]]):
        raise HyperparameterError(
            f"{optimizer.name} diverges with every learning rate from {low:g} to {high:g}; "
            "search lower ones."
        )
    return RateSearch(
        optimizer=optimizer.with_learning_rate(schedule(float(rates[order[0]]))),
        rates=rates,
        losses=losses,
        scores=scores,
        order=order,
        evaluations=steps * cost,
        measure=measure,
    )


def _cost_of_a_step(problem: Problem | SampledProblem, batch_size: int | None) -> int:
    if batch_size is not None:
        return whole_number("batch_size", batch_size, 1, 2**62)
    return problem.n_samples if isinstance(problem, SampledProblem) else 1


def _final_losses(many: Ensemble) -> Array:
    """(M,): the loss where each path ends; infinity where it diverged."""
    last = many.loss[np.arange(len(many)), many.steps]
    return np.where([status == "diverged" for status in many.status], math.inf, last)
