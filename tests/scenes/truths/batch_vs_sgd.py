"""What the race does: its walks taken anew, all orders at once, with the squares written out."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gdcore import batching
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import ORDERS, Method
from tests.scenes.settings import Setting

Array = NDArray[np.float64]
SEED = 7
EQUAL, MUCH = 1.5, 2.0
"""Factors by which costs are about the same, much lower, and far lower."""
HUGE = 1e290
"""A cost from which on it is none: the sum of many is to be a number."""
NOTHING = 1e-14
"""A cost that is rounding alone."""
STILL, SCATTER = 1.25, 0.3
"""By what a level moves at most, and how much of it orders scatter about it at least."""


class Walks(NamedTuple):
    """Costs above the lowest: of batch after each look, of the others a row for each order."""

    batch: Array
    stochastic: Array
    """The order of the lesson first."""
    shrinking: Array
    more: Array
    """Of stochastic, with more samples."""
    least: float


def bowl(x: Array, y: Array) -> tuple[Array, Array, float]:
    """Moments of the samples, the best line, and its cost."""
    columns = np.stack([x, np.ones(len(x))], axis=1)
    best, *_ = np.linalg.lstsq(columns, y, rcond=None)
    return columns.T @ columns / len(x), best, float(np.mean((columns @ best - y) ** 2))


def walked(x: Array, y: Array, start: Array, orders: Array, rates: Array) -> Array:
    """Costs above the lowest, (orders, looks + 1), a look a step."""
    moments, best, _ = bowl(x, y)
    theta = np.tile(start, (len(orders), 1))
    costs = []
    with np.errstate(all="ignore"):
        for sample, rate in zip([None, *orders.T], [0.0, *rates], strict=True):
            if sample is not None:
                miss = theta[:, 0] * x[sample] + theta[:, 1] - y[sample]
                theta = theta - rate * 2 * miss[:, None] * np.stack(
                    [x[sample], np.ones(len(miss))], axis=1
                )
            away = theta - best
            costs.append(np.einsum("oi,ij,oj->o", away, moments, away))
        every = np.array(costs).T
    return np.where(every < HUGE, every, np.inf)  # NaN is neither


@lru_cache(maxsize=1)
def _walks(key: int) -> Walks:
    plan = PLANS[key]
    x, y, n = plan.scaled.x, plan.scaled.y, len(plan.data)
    start, rates = np.array(plan.asked.start_on(plan.problem)), plan.rates.rates
    moments, best, least = bowl(x, y)
    theta, batch = start, []
    with np.errstate(all="ignore"):
        for _ in range(plan.steps + 1):
            batch.append((theta - best) @ moments @ (theta - best))
            theta = theta - rates[Method.BATCH] * 2 * moments @ (theta - best)
    steps = np.arange(plan.looks)
    constant = np.full(plan.looks, rates[Method.STOCHASTIC])
    less = rates[Method.SHRINKING] / (1 + plan.asked.decay * steps)
    orders = np.array([batching.single(n, plan.looks, SEED + k)[:, 0] for k in range(ORDERS + 1)])
    race = plan.grown
    drawn = np.array(
        [
            batching.first(race.samples, plan.looks, SEED + k)[:, 0]
            if plan.looks <= race.samples
            else batching.single(race.samples, plan.looks, SEED + k)[:, 0]
            for k in range(1, ORDERS + 1)
        ]
    )
    return Walks(
        np.array(batch)[np.minimum(np.arange(plan.looks + 1) // n, plan.steps)],
        walked(x, y, start, orders, constant),
        walked(x, y, start, orders, less),
        walked(race.problem.x, race.problem.y, start, drawn, constant),
        least,
    )


PLANS: dict[int, Plan] = {}
"""The one plan whose walks are kept, by its id, which no other has as long as it is here."""


def walks(plan: Plan) -> Walks:
    """The walks of a plan, taken once where all that is asked of it is asked in a row."""
    if id(plan) not in PLANS:
        PLANS.clear()
        PLANS[id(plan)] = plan
    return _walks(id(plan))


def exploded(plan: Plan) -> bool:
    """Whether batch or stochastic grew to a million millions of times the start's cost."""
    run = walks(plan)
    limits = [1e12 * max(cost[0] + run.least, 1.0) for cost in (run.batch, run.stochastic[0])]
    return not (run.batch.max() <= limits[0] and run.stochastic[0].max() <= limits[1])  # NaN


def lead(plan: Plan, looks: int) -> str:
    """Who is lower when each has had so many steps, or so many looks, as batch's cost is given."""
    run = walks(plan)
    if exploded(plan):
        return "grows"
    return _lower(float(run.batch[-1]), float(run.stochastic[0, looks]))


def _lower(batch: float, stochastic: float) -> str:
    if abs(batch - stochastic) <= NOTHING or (
        max(batch, stochastic) <= EQUAL * max(min(batch, stochastic), NOTHING)
    ):
        return "even"
    return "batch" if batch < stochastic else "stochastic"


def first(plan: Plan) -> tuple[float, float]:
    """The costs of batch and stochastic after the first looks."""
    run = walks(plan)
    return float(run.batch[plan.first_looks]), float(run.stochastic[0, plan.first_looks])


def at_first(plan: Plan) -> str:
    """Who is lower after the first looks."""
    return "grows" if exploded(plan) else _lower(*first(plan))


def luck(plan: Plan) -> int:
    """In how many of the other orders stochastic is lower than batch then."""
    run = walks(plan)
    return int((run.stochastic[1:, plan.first_looks] < first(plan)[0]).sum())


def mean(plan: Plan) -> Array:
    """Of stochastic over the other orders, (looks + 1,)."""
    return np.asarray(walks(plan).stochastic[1:].mean(axis=0))


def falls(costs: Array) -> bool:
    """Whether orders end, in the mean and the lesson's own one, without an explosion, lower."""
    middle = costs[1:].mean(axis=0)
    limit = 1e12 * max(float(costs[0, 0]), 1.0)
    return bool(costs.max() <= limit and middle[-1] < middle[0])


def on_a_level(costs: Array) -> bool:
    """Whether the later half of the looks moves little in the mean, and orders scatter there."""
    late = costs[:, costs.shape[1] // 2 :]
    middle = late.mean(axis=0)
    halves = [half.mean() for half in np.array_split(middle, 2)]
    if not np.isfinite(middle).all() or min(halves) <= NOTHING:
        return False
    return bool(max(halves) <= STILL * min(halves) and (late.std(axis=0) > SCATTER * middle).all())


def stalls(plan: Plan) -> bool:
    """Whether stochastic comes to a level."""
    return on_a_level(walks(plan).stochastic[1:])


def passes(plan: Plan) -> bool:
    """Whether batch is above the mean at some look, and from a later one on below it."""
    below = walks(plan).batch < mean(plan) - NOTHING
    return bool(below[-1] and not below[1:].all())


def grows(plan: Plan) -> bool:
    """Whether stochastic neither falls nor comes to a level."""
    return not falls(walks(plan).stochastic) and not stalls(plan)


def sinks(plan: Plan) -> bool:
    """Whether a rate that shrinks leads much lower."""
    shrunk = walks(plan).shrinking
    return falls(shrunk) and bool(MUCH * shrunk[1:, -1].mean() < mean(plan)[-1])


def falls_on(plan: Plan) -> bool:
    """Whether the mean at a rate that shrinks is lower in the last quarter of the looks."""
    late = walks(plan).shrinking[1:, (plan.looks + 1) // 2 :]
    half = (late.shape[1] + 1) // 2
    return bool(late[:, half:].mean() < late[:, :half].mean())


def ends_higher(plan: Plan, method: Method) -> bool:
    """Whether the lesson's own walk ends above its start, or grows so far that it is broken off."""
    run = walks(plan)
    costs = {
        Method.BATCH: run.batch,
        Method.STOCHASTIC: run.stochastic[0],
        Method.SHRINKING: run.shrinking[0],
    }[method]
    return not (costs[-1] <= costs[0] and costs.max() <= 1e12 * max(costs[0] + run.least, 1.0))


def given(plan: Plan) -> int:
    """For how many of the methods whose rates are searched the lesson has one."""
    asked = plan.asked
    own = (asked.batch_rate, asked.stochastic_rate)
    return sum(rate is not None or asked.learning_rate is not None for rate in own)


def stays(plan: Plan) -> bool:
    """Whether with more samples the mean is as low after the first looks, but for a factor.

    Where one explodes there is no such mean.
    """
    here = mean(plan)[plan.first_looks]
    early = walks(plan).more[:, : plan.first_looks + 1]
    if early.max() > 1e12 * max(float(early[0, 0]), 1.0):
        return False
    return bool(here / MUCH <= early[:, -1].mean() <= MUCH * here)


def levels_off(plan: Plan) -> bool:
    """Whether it is, and at the end on a level, and batch has yet to step."""
    return stays(plan) and plan.grown.samples > plan.looks and on_a_level(walks(plan).more)


def ahead(plan: Plan, looks: int) -> bool:
    """Whether the mean of stochastic is lower than batch after so many looks, or batch explodes."""
    batch = walks(plan).batch[looks]
    return bool(not np.isfinite(batch) or mean(plan)[looks] < batch)


def named(plan: Plan) -> bool:
    """Whether the samples are the cars of Ezekiel's data."""
    return plan.data.title == "Stopping distance of cars"


TRUE = {
    **{
        (beat, noun): lambda plan, noun=noun: named(plan) == (noun == "cars")
        for beat in ("same_start", "batch_step", "one_sample")
        for noun in ("cars", "samples")
    },
    **{
        ("count_the_work", who): lambda plan, who=who: lead(plan, plan.steps) == who
        for who in ("batch", "stochastic", "even", "grows")
    },
    ("other_orders", "all"): lambda plan: luck(plan) == ORDERS,
    ("other_orders", "some"): lambda plan: 0 < luck(plan) < ORDERS,
    ("other_orders", "none"): lambda plan: luck(plan) == 0,
    ("noise_floor", "stalls"): lambda plan: stalls(plan) and walks(plan).least > 1e-16,
    ("noise_floor", "exact"): lambda plan: (
        falls(walks(plan).stochastic) and not stalls(plan) and walks(plan).least < 1e-12
    ),
    ("noise_floor", "falls"): lambda plan: (
        falls(walks(plan).stochastic) and not stalls(plan) and walks(plan).least > 1e-16
    ),
    ("noise_floor", "grows"): lambda plan: (
        grows(plan) or (stalls(plan) and walks(plan).least < 1e-12)
    ),
    ("catch_up", "leads"): lambda plan: passes(plan) and ahead(plan, plan.first_looks),
    ("catch_up", "passes"): passes,
    ("catch_up", "grows"): lambda plan: not walks(plan).batch[-1] < walks(plan).batch[0],
    ("catch_up", "ahead"): lambda plan: bool((walks(plan).batch < mean(plan))[1:].all()),
    ("catch_up", "even"): lambda plan: bool(
        np.isfinite(mean(plan)[-1]) and abs(walks(plan).batch[-1] - mean(plan)[-1]) <= NOTHING
    ),
    ("catch_up", "behind"): lambda plan: not walks(plan).batch[-1] < mean(plan)[-1],
    ("smaller_steps", "tames"): lambda plan: falls(walks(plan).shrinking) and grows(plan),
    ("smaller_steps", "lower"): lambda plan: (
        sinks(plan) and falls_on(plan) and walks(plan).least > 1e-16
    ),
    ("smaller_steps", "shorter"): lambda plan: (
        falls(walks(plan).shrinking)
        and (walks(plan).least < 1e-12 or not sinks(plan) or not falls_on(plan))
    ),
    ("smaller_steps", "grows"): lambda plan: not falls(walks(plan).shrinking),
    ("many_samples", "cars"): lambda plan: named(plan) and levels_off(plan),
    ("many_samples", "samples"): lambda plan: not named(plan) and levels_off(plan),
    ("many_samples", "stays"): lambda plan: stays(plan) and not levels_off(plan),
    ("many_samples", "moves"): lambda plan: not stays(plan),
}


WRITTEN = {
    **{
        f"left.{method.value}_diverged": lambda plan, name: ends_higher(plan, Method(name))
        for method in Method
    },
    **{
        f"left.{method.value}": lambda plan, name: not ends_higher(plan, Method(name))
        for method in Method
    },
    "race.searched": lambda plan, _: given(plan) == 0,
    "race.given": lambda plan, _: given(plan) == 2,
    "race.mixed": lambda plan, _: given(plan) == 1,
}


def race(**params: object) -> Setting:
    return Setting("batch_vs_sgd", tuple(params.items()))


SETTINGS = [
    race(), race(learning_rate=1.5), race(stochastic_rate=1.5), race(batch_rate=100),
    race(batch_rate=1.5), race(shrinking_rate=900), race(learning_rate=0.001),
    *(race(data=f"{name}.csv", x=x, y=y) for name, x, y in (
        ("decreasing_line", "minutes", "litres"), ("exact_line", "hours", "pay"),
        ("two_rows", "x", "y"),
    )),
    race(data="ties.csv", x="stars", y="visits", start=(0, 0), learning_rate=0.5,
         stochastic_rate=0.2, steps=500),
    race(data="three_rows.csv", x="x", y="y", start=(-0.9, 0.35), learning_rate=100.0, steps=1),
]  # fmt: skip
