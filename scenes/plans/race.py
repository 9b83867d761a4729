"""What a race of batch and stochastic steps is computed from: rates, orders, and more samples.

A look is one gradient of one sample.  Costs are above the lowest, a value a look or a step.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gdcore import RateSearch, batching, descend, ensemble, search_learning_rate
from gdcore.datasets import Dataset, resampled
from gdcore.optimizers import gradient_descent
from gdcore.problems import LinearRegression
from gdcore.schedules import Schedule, inverse_time
from scenes.plans.verdicts import ROUNDING

Array = NDArray[np.float64]
Start = tuple[float, float]

RATES, LOW, HIGH = 25, 0.01, 2.5
"""How many rates a search tries, and between which, in units of 1/L."""
SEARCH_SEEDS = 20
"""Orders of the samples over which a search takes the median."""
ORDERS = 200
"""Orders of the samples over which means are taken."""
MORE, LESS, FEW = 10_000, 100, 100
"""By what the samples become more; by the second where there are not few."""
NOISE = 0.2
"""Of samples that are drawn from the data, about their rows."""
HUGE = 1e290
"""A cost from which on a run counts as diverged: the mean of many is to be a number."""
SAME, STILL = 1.5, 1.25
"""Two costs that are no farther apart than the first factor are about the same; a mean that moves
by no more than the second is on a level."""
BAND = (0.1, 0.9)
"""Shares of orders that are lower than a band of costs, and lower than its upper edge."""
SPREAD = 0.3
"""The least spread of orders about their mean, as a share of it, where they jump about a level."""


class Method(Enum):
    """How a step is taken; of two balls at one place, the later lies on top."""

    BATCH = "batch"
    SHRINKING = "shrinking"
    STOCHASTIC = "stochastic"


SEARCHED = (Method.BATCH, Method.STOCHASTIC)
"""The methods whose rates are searched, unless the lesson gives them."""


@dataclass(frozen=True)
class Rates:
    """How each method's learning rate was found: by a search, or given by the lesson.

    The one that shrinks begins as that of stochastic, unless the lesson gives it.
    """

    rates: dict[Method, float]
    searches: dict[Method, RateSearch]
    decay: float

    def given(self, method: Method) -> bool:
        """Whether the lesson gave it."""
        return method not in self.searches

    def schedule(self, method: Method) -> float | Schedule:
        """What the optimizer is given."""
        rate = self.rates[method]
        return inverse_time(rate, self.decay) if method is Method.SHRINKING else rate


def find_rates(
    problem: LinearRegression,
    start: Start,
    looks: int,
    given: dict[Method, float],
    decay: float,
) -> Rates:
    """The best of RATES rates, by the cost after so many looks, or those given."""
    limit = 1.0 / problem.largest_curvature
    searches = {
        method: search_learning_rate(
            problem,
            gradient_descent(1.0),
            start,
            evaluations=looks,
            low=LOW * limit,
            high=HIGH * limit,
            count=RATES,
            seeds=(0,) if method is Method.BATCH else range(SEARCH_SEEDS),
            batch_size=None if method is Method.BATCH else 1,
        )
        for method in SEARCHED
        if method not in given
    }
    rates = {**{method: search.best_rate for method, search in searches.items()}, **given}
    return Rates({Method.SHRINKING: rates[Method.STOCHASTIC], **rates}, searches, decay)


@dataclass(frozen=True)
class Crowd:
    """What many orders of the samples make of one method: their mean, (looks + 1,), and each.

    Infinite where orders diverged.
    """

    mean: Array
    every: Array
    """(orders, looks + 1)."""
    places: Array
    """Where each of them is after some of the looks, (orders, 2)."""

    @property
    def level(self) -> float | None:
        """The mean cost of the later half of the looks, if orders jump about a level there."""
        before, after = (float(half.mean()) for half in np.array_split(self.late, 2))
        if not np.isfinite(before + after) or min(before, after) <= ROUNDING:
            return None
        jumps = self.every[:, len(self.mean) // 2 :].std(axis=0) > SPREAD * self.late
        stands = 1 / STILL <= after / before <= STILL and jumps.all()
        return float(self.late.mean()) if stands else None

    @property
    def settled(self) -> int | None:
        """By which look, in one figure, the mean has come down to that level.

        It is that of the later half, at whose beginning the mean has come there at the latest.
        """
        if self.level is None:
            return None
        half = len(self.mean) // 2
        (above,) = np.nonzero(self.mean[:half] > STILL * self.level)
        look = int(above[-1]) + 1 if len(above) else 0
        unit = 10 ** (len(str(look)) - 1)
        return min(-(-look // unit) * unit, half)

    @property
    def band(self) -> Array:
        """Costs of an order that are the lower and the upper edge of most, (2, looks + 1)."""
        return np.quantile(self.every, BAND, axis=0, method="inverted_cdf")

    @property
    def late(self) -> Array:
        """The mean over the later half of the looks."""
        return self.mean[len(self.mean) // 2 :]


def crowd(
    problem: LinearRegression,
    start: Start,
    rate: float | Schedule,
    looks: int,
    seed: int,
    orders: int,
    *,
    then: int = 0,
    once: bool = False,
) -> Crowd:
    """Walk many times, each with an order of its own; ``once`` where no sample comes twice.

    Where each is, is kept after ``then`` looks.
    """
    seeds = [(seed + k) % batching.MOST_SEED for k in range(1, orders + 1)]
    rule, n = gradient_descent(rate), problem.n_samples
    batches = [batching.first(n, looks, each) for each in seeds] if once else None
    several = {"batches": batches} if batches else {"seeds": seeds}
    many = ensemble(
        problem, rule, start=start, steps=looks, batch_size=None if batches else 1, **several
    )
    excess = many.loss - problem.loss(problem.minimum())
    every = np.where(excess < HUGE, excess, np.inf)  # NaN is neither
    return Crowd(every.mean(axis=0), every, many.theta[:, then])


def staircase(excess: Array, samples: int) -> Array:
    """Of batch's cost, a value a step, that after each look: it changes at landings."""
    return np.repeat(excess, samples)[: (len(excess) - 1) * samples + 1]


@dataclass(frozen=True)
class Grown:
    """The same race with more samples of the kind that the data has, and the same rates."""

    samples: int
    problem: LinearRegression
    batch: Array
    """The cost of batch above the lowest, (steps + 1,)."""
    crowd: Crowd
    """Of stochastic."""


def grown_size(samples: int) -> int:
    """How many samples there are then."""
    return (MORE if samples <= FEW else LESS) * samples


def between_size(samples: int, looks: int) -> int:
    """Halfway up to as many, in factors; from the looks where as many look at it within those.

    So the first step of batch is beyond the looks in any case.
    """
    most = grown_size(samples)
    halfway = samples * round((most / samples) ** 0.5)
    return halfway if halfway > looks else int(float(f"{(looks * most) ** 0.5:.0e}"))


def grow(
    scaled: Dataset, samples: int, start: Start, rates: Rates, steps: int, looks: int, seed: int
) -> Grown:
    """Draw more samples from the data, and walk: batch some steps, stochastic some looks."""
    more = resampled(scaled, samples, noise=NOISE, seed=seed)
    problem = LinearRegression(more.x, more.y)
    batch = descend(problem, gradient_descent(rates.schedule(Method.BATCH)), start, steps)
    single, once = rates.schedule(Method.STOCHASTIC), looks <= samples
    return Grown(
        samples,
        problem,
        batch.loss - float(problem.loss(problem.minimum())),
        crowd(problem, start, single, looks, seed, ORDERS, once=once),
    )


# What may be said of it

Lead = Literal["stochastic", "batch", "even", "grows"]


def leader(batch: float, stochastic: float, diverged: bool) -> Lead:  # noqa: FBT001 - one of three
    """Whose cost is lower."""
    if diverged or not np.isfinite(batch + stochastic):
        return "grows"
    if abs(batch - stochastic) <= ROUNDING or 1 / SAME <= batch / max(stochastic, ROUNDING) <= SAME:
        return "even"
    return "stochastic" if stochastic < batch else "batch"


def passes(batch: Array, mean: Array) -> int | None:
    """The look from which on batch's cost is below the mean, having been above it; or None.

    Both are (looks + 1,).
    """
    lower = batch < mean - ROUNDING
    if not lower[-1] or lower[1:].all():
        return None
    return int(np.flatnonzero(~lower)[-1]) + 1
