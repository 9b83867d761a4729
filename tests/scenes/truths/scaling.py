"""How long two walks take: by the factors that a quadratic cost has along its two axes.

All that leads to these is computed with a hundred digits, so that nothing is lost where one
curvature is a billion billion times the other.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenes.plans.scaling import OWN, SCALED, SHOWN, Plan
from tests.scenes.settings import Setting, ordinary

Array = NDArray[np.float64]


class Bowl(NamedTuple):
    """What decides how a walk goes."""

    ratio: float
    """The larger curvature in the smaller one."""
    across: float
    """Of the start's cost above the lowest, what comes from the direction of the larger one."""


@cache
def bowl(x: tuple[float, ...], y: tuple[float, ...], start: tuple[float, float]) -> Bowl:
    """Of the mean squared miss of lines through samples, and a walk from a line."""
    with localcontext(prec=100):
        xs, ys = [Decimal(each) for each in x], [Decimal(each) for each in y]
        n, mean, level = len(xs), sum(xs) / len(xs), sum(ys) / len(ys)
        square = sum(each * each for each in xs) / n
        product = sum(a * b for a, b in zip(xs, ys, strict=True)) / n
        spread = square - mean * mean
        w = (product - mean * level) / spread
        away = Decimal(start[0]) - w, Decimal(start[1]) - (level - w * mean)
        root = ((square - 1) ** 2 + 4 * mean * mean).sqrt()
        low, high = (square + 1 - root) / 2, (square + 1 + root) / 2
        # The direction of the larger one solves (square - high) u + mean v = 0.
        steep = (mean, high - square) if mean else (Decimal(square >= 1), Decimal(square < 1))
        length = steep[0] ** 2 + steep[1] ** 2
        part = high * (steep[0] * away[0] + steep[1] * away[1]) ** 2 / length
        whole = spread * away[0] ** 2 + (mean * away[0] + away[1]) ** 2
        return Bowl(float(high / low), float(part / whole))


def of(plan: Plan, name: str) -> Bowl:
    """One of a plan's two."""
    data = plan.data if name == OWN else plan.scaled
    w, b = plan.runs[name].theta[0].tolist()
    return bowl(tuple(data.x.tolist()), tuple(data.y.tolist()), (w, b))


def factors(plan: Plan, name: str) -> tuple[float, float]:
    """By what a step multiplies the distance along and across."""
    return 1 - plan.asked.times / of(plan, name).ratio, 1 - plan.asked.times


def arrival(plan: Plan, name: str) -> float:
    """After how many steps little is left of the cost above the lowest; infinity for too many."""
    along, across = factors(plan, name)
    steps, share = 2 * np.arange(plan.asked.steps + 1), of(plan, name).across
    left = (1 - share) * along**steps + share * across**steps
    there = np.flatnonzero(left <= plan.asked.left)
    return float(there[0]) if len(there) else np.inf


def hardly(plan: Plan) -> bool:
    """Whether both leap across, and along its bowl the one in units hardly advances."""
    leaps = all(of(plan, name).across ** 0.5 >= 0.1 for name in (OWN, SCALED))
    left = {
        name: abs(factors(plan, name)[0]) ** min(SHOWN, arrival(plan, name))
        for name in (OWN, SCALED)
    }
    return leaps and left[OWN] >= 0.9 and left[SCALED] <= 0.5


def first(plan: Plan) -> str:
    """Which one arrives first."""
    own, scaled = arrival(plan, OWN), arrival(plan, SCALED)
    if own == scaled:
        return "neither" if own == np.inf else "together"
    return "own_units" if own < scaled else "scaled"


def both_arrive(plan: Plan) -> bool:
    """Whether each of them does."""
    return max(arrival(plan, OWN), arrival(plan, SCALED)) < np.inf


def times_as_many(plan: Plan) -> bool:
    """Whether both arrive, one of them after at least twice as many steps."""
    steps = sorted(arrival(plan, name) for name in (OWN, SCALED))
    return both_arrive(plan) and steps[0] != steps[1] and steps[1] >= 2 * steps[0]


def serves(plan: Plan) -> bool:
    """Whether a walk on scaled data arrives first, on a bowl that is no trench."""
    return first(plan) == "scaled" and of(plan, SCALED).ratio ** 0.5 < 10.0


def is_rounder(plan: Plan) -> bool:
    """Whether the bowl is, once the data are scaled."""
    return of(plan, SCALED).ratio < of(plan, OWN).ratio


TRUE = {
    ("bowls", "trench"): lambda plan: of(plan, OWN).ratio >= 100,
    ("bowls", "bowl"): lambda plan: of(plan, OWN).ratio < 100,
    ("steps", "hardly"): hardly,
    ("steps", "both"): lambda plan: not hardly(plan),
    ("runs", "neither"): lambda plan: first(plan) == "neither",
    ("runs", "together"): lambda plan: first(plan) == "together",
    ("runs", "scaled"): lambda plan: first(plan) == "scaled",
    ("runs", "own_units"): lambda plan: first(plan) == "own_units",
    ("took", "neither"): lambda plan: first(plan) == "neither",
    ("took", "together"): lambda plan: first(plan) == "together",
    ("took", "never"): lambda plan: (
        first(plan) in {"own_units", "scaled"} and not both_arrive(plan)
    ),
    ("took", "times"): times_as_many,
    ("took", "slow"): lambda plan: (
        first(plan) in {"own_units", "scaled"} and both_arrive(plan) and not times_as_many(plan)
    ),
    ("factors", "hardly"): lambda plan: f"{factors(plan, OWN)[0]:.6f}" == "1.000000",
    ("factors", "crawl"): lambda plan: 0.98 <= factors(plan, OWN)[0] < 0.9999995,
    ("factors", "factors"): lambda plan: factors(plan, OWN)[0] < 0.98,
    ("shape", "serves"): lambda plan: is_rounder(plan) and serves(plan),
    ("shape", "rounder"): lambda plan: is_rounder(plan) and not serves(plan),
    ("shape", "not_rounder"): lambda plan: not is_rounder(plan),
}
SETTINGS = [
    Setting("scaling", ()),
    Setting(
        "scaling",
        (*ordinary("lognormal").items(), ("steps", 100), ("left", 0.001), ("start", (-2, -2))),
    ),
    Setting("scaling", tuple(ordinary("outlier").items())),
    Setting("scaling", tuple(ordinary("heavy_tails").items())),
]
