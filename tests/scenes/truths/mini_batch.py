"""Steps that lead uphill by the cost itself, and the walks in other orders, step by step anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from gdcore import batching
from scenes.plans.mini_batch import ALL, FEW, SINGLE, Plan
from tests.scenes.settings import Setting, ordinary
from tests.scenes.truths.cost import are_cars

SEED, ORDERS, SAME, AT_ONCE = 7, 200, 2.0, 8
NOTHING = 1e-14
SHORT = 1e-6
"""Of a step, in units of the start's cost: so short that its slope alone decides."""
KNOWN: dict[tuple[int, bool], tuple[Plan, list[float]]] = {}
"""What was computed before, with the plan that it is of, so that no other comes to have its id."""


def cost(plan: Plan, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The mean squared miss of lines (m,)."""
    x, y = plan.scaled.x, plan.scaled.y
    return np.mean((np.multiply.outer(w, x) + b[:, None] - y) ** 2, axis=1)


def astray(plan: Plan) -> int:
    """How many samples' steps raise the cost of all, by short steps there and back."""
    w, b = plan.start
    miss = w * plan.scaled.x + b - plan.scaled.y
    across, up = 2 * miss * plan.scaled.x, 2 * miss
    length = SHORT / max(float(np.hypot(across, up).max()), 1.0)
    there = cost(plan, w - length * across, b - length * up)
    back = cost(plan, w + length * across, b + length * up)
    return int((there > back).sum())


def ends(plan: Plan, *, by_waits: bool = False) -> list[float]:
    """The mean costs above the lowest, of one, of a few and of all; kept by the plan.

    At the end, or after as many waits as a few have by then.
    """
    key = id(plan), by_waits
    if key not in KNOWN:
        sizes = {SINGLE: 1, FEW: plan.size, ALL: len(plan.data)}
        steps = {kind: plan.looks // size for kind, size in sizes.items()}
        if by_waits:
            step = {kind: len(range(0, size, AT_ONCE)) for kind, size in sizes.items()}
            steps = {kind: steps[FEW] * step[FEW] // step[kind] for kind in sizes}
        found = [max(mean_cost(plan, *each, steps[each[0]]), NOTHING) for each in sizes.items()]
        KNOWN[key] = plan, found
    return KNOWN[key][1]


def mean_cost(plan: Plan, kind: str, size: int, steps: int) -> float:
    """The mean cost above the lowest where walks of a kind are after so many steps."""
    w, b = lines(plan, kind, size, steps)
    x, y = plan.scaled.x, plan.scaled.y
    best = np.polyfit(x, y, 1)
    return float((cost(plan, w, b) - np.mean((np.polyval(best, x) - y) ** 2)).mean())


def scatter(plan: Plan, kind: str, size: int) -> float:
    """The root of the variance of where walks of a kind end."""
    steps = plan.looks // size
    return float(np.sqrt(sum(np.var(each) for each in lines(plan, kind, size, steps))))


def lines(plan: Plan, kind: str, size: int, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Where walks of a kind are after so many steps, in each order."""
    x, y, n, rate = plan.scaled.x, plan.scaled.y, len(plan.data), plan.rates[kind]
    seeds = range(SEED + 1, SEED + 1 + ORDERS)
    if kind == ALL:
        orders = np.tile(np.arange(n), (1, steps, 1))
    else:
        orders = np.stack([batching.mini(n, steps, size, seed) for seed in seeds])
    w, b = (np.full(len(orders), value) for value in plan.start)
    for step in range(steps):
        there, heights = x[orders[:, step]], y[orders[:, step]]
        miss = w[:, None] * there + b[:, None] - heights
        w = w - rate * 2 * (miss * there).mean(axis=1)
        b = b - rate * 2 * miss.mean(axis=1)
    return w, b


def wider(plan: Plan) -> bool:
    """Whether mini-batch's steps are longer by rate and noise, and it has a tenth more scatter."""
    size, n = plan.size, len(plan.data)
    noise = ((n - size) / (size * (n - 1))) ** 0.5
    larger = plan.rates[FEW] / plan.rates[SINGLE] * noise > 1
    single = max(scatter(plan, SINGLE, 1), NOTHING)
    return larger and scatter(plan, FEW, plan.size) > 1.1 * single


def because(plan: Plan) -> bool:
    """Whether mini-batch's ends would scatter less by stochastic's rate."""
    slower = replace(plan, rates=plan.rates | {FEW: plan.rates[SINGLE]})
    return scatter(slower, FEW, plan.size) < scatter(plan, FEW, plan.size)


def is_times(plan: Plan) -> bool:
    """Whether mini-batch's rate is, but for rounding, as many times stochastic's as is told."""
    told = float(plan.values["times"])
    return abs(told * plan.rates[SINGLE] / plan.rates[FEW] - 1) < 0.05


def walks(judge: Callable[[float, float, float], bool]) -> Callable[[Plan], bool]:
    """Judge a plan by its mean costs at the end: of one, of a few and of all."""
    return lambda plan: judge(*ends(plan))


def next_lowest(plan: Plan) -> bool:
    """Whether a few end at most twice as high as one, no lower, and below half of all."""
    return walks(lambda one, few, every: one <= few <= SAME * one and SAME * few < every)(plan)


def like(one: float, other: float) -> bool:
    """Whether neither is more than twice the other."""
    return max(one, other) <= SAME * min(one, other)


def lowest(by_looks: int, by_waits: int) -> Callable[[Plan], bool]:
    """Whether one of the kinds is lowest, by a tenth, by looks, of which all have as many.

    And one by waits: 0 is stochastic, 1 a few, 2 all.
    """

    def judge(plan: Plan) -> bool:
        if not between(plan) or plan.looks % plan.size:
            return False
        told = [(ends(plan), by_looks), (ends(plan, by_waits=True), by_waits)]
        return all(
            all(1.1 * costs[best] <= cost for k, cost in enumerate(costs) if k != best)
            for costs, best in told
        )

    return judge


def between(plan: Plan) -> bool:
    """Whether a few are fewer than all, and the mean over them varies less than one sample."""
    size, n = plan.size, len(plan.data)
    return 2 <= size < n and 0 < (1 / size - 1 / n) / (1 - 1 / n) < 1


TRUE = {
    ("ask", "cars"): are_cars,
    ("ask", "samples"): lambda plan: not are_cars(plan),
    ("one", "cars_astray"): lambda plan: are_cars(plan) and astray(plan) == plan.uphill > 0,
    ("one", "cars"): lambda plan: are_cars(plan) and astray(plan) == 0,
    ("one", "samples_astray"): lambda plan: not are_cars(plan) and astray(plan) == plan.uphill > 0,
    ("one", "samples"): lambda plan: not are_cars(plan) and astray(plan) == 0,
    ("ends", "longer"): lambda plan: (
        next_lowest(plan) and wider(plan) and because(plan) and is_times(plan)
    ),
    ("ends", "as_single"): lambda plan: next_lowest(plan) and not wider(plan),
    ("ends", "lowest"): walks(lambda one, few, every: few < one and SAME * few < every),
    ("ends", "even"): walks(lambda one, few, every: like(one, few) and like(few, every)),
    ("ends", "single"): walks(lambda one, few, every: one < few and one <= every),
    ("ends", "batch"): walks(lambda _, few, every: every <= SAME * few),
    ("waits", "cars"): are_cars,
    ("waits", "samples"): lambda plan: not are_cars(plan),
    ("kinds", "each"): lowest(0, 1),
    ("kinds", "few"): lowest(1, 1),
    ("kinds", "batch"): lowest(2, 2),
    ("kinds", "between"): between,
    ("kinds", "all"): lambda plan: len(plan.data) == 2,
}
TRUE |= {
    ("which", "same"): lambda plan: plan.looks % plan.size == 0,
    ("which", "within"): lambda plan: plan.looks % plan.size != 0,
}
WRITTEN = {
    "sizes.same_looks": lambda plan, _: plan.looks % plan.size == 0,
    "sizes.whole_steps": lambda plan, _: plan.looks % plan.size != 0,
    "kinds.left": lambda plan, _: plan.looks % plan.size == 0,
    "kinds.left_within": lambda plan, _: plan.looks % plan.size != 0,
}
SETTINGS = [
    Setting("mini_batch", tuple(params.items()))
    for params in (
        {},
        {"batch_size": 2},
        {"batch_size": 25},
        {"start": (0.8, -0.3)},
        {"start": (2.0, 9.0), "rounds": 1},
        {**ordinary("five_rows"), "rounds": 3},
        ordinary("four_rows"),
        {**ordinary("two_rows"), "rounds": 1},
        {**ordinary("three_rows"), "rounds": 1},
        {**ordinary("exact_line"), "rounds": 1},
        {**ordinary("households"), "rounds": 12, "batch_size": 20},
        {"data": "noisy-line", "batch_size": 3},
    )
]
