"""What walks at four rates do: by the factors that a quadratic cost has along its two axes."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gdcore import datasets
from gdcore.surfaces import Surface
from scenes.plans.learning_rate import IN_STEP, Plan
from tests.scenes.settings import Setting, formula

Array = NDArray[np.float64]
ARRIVED, SEEN = 0.01, 1e-3
"""What is left of the cost where a walk has arrived, and the share of the bend's that is seen."""
NEAR = 1e-9
"""How near to the limit a rate is the limit itself."""


def axes(plan: Plan) -> tuple[Array, Array, Array]:
    """The curvatures of the mean squared miss, the directions in columns, and the best line."""
    columns = np.stack([plan.scaled.x, np.ones(len(plan.data))], axis=1)
    curvatures, directions = np.linalg.eigh(2 * columns.T @ columns / len(columns))
    best, *_ = np.linalg.lstsq(columns, plan.scaled.y, rcond=None)
    return curvatures, directions, best


def is_formula(plan: Plan) -> bool:
    """Whether the cost is one of a single parameter."""
    return plan.asked.surface is not None


def valley(plan: Plan) -> tuple[float, float]:
    """Where the lowest place of the view is, and how the formula bends there, by differences."""
    return _valley(plan.problem.surface)


@lru_cache(maxsize=8)
def _valley(surface: Surface) -> tuple[float, float]:
    (low, high), loss = surface.view[0], surface.loss
    for _ in range(60):
        x = np.linspace(low, high, 41)
        k = int(loss(x[:, None]).argmin())
        low, high = x[max(k - 1, 0)], x[min(k + 1, 40)]
    at, size = (low + high) / 2, 1e-3
    bend = loss([at + size]) - 2 * loss([at]) + loss([at - size])
    return float(at), float(bend) / size**2


def along_the_curve(plan: Plan, times: float) -> Array:
    """The cost above the lowest after each step, no less than rounding leaves: (steps + 1,)."""
    surface, size = plan.problem.surface, 1e-5
    bottom, bend = valley(plan)
    x, found = plan.problem.bottom + plan.problem.away, []
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(plan.asked.steps + 1):
            found.append(float(surface.loss([x]) - surface.loss([bottom])))
            x -= (
                times / bend * float(surface.loss([x + size]) - surface.loss([x - size])) / size / 2
            )
    costs = np.nan_to_num(found, nan=np.inf)
    return np.clip(costs, 1e-12 * costs[0], 1e8 * costs[0])


def lets_go(plan: Plan) -> bool:
    """Whether a ball beside the bottom comes away from it at 2.05/L, and comes nearer at 1.95/L."""
    if not is_formula(plan):
        return False
    surface, (bottom, bend), near, size = plan.problem.surface, valley(plan), 1e-2, 1e-4
    x = bottom + near
    slope = float(surface.loss([x + size]) - surface.loss([x - size])) / size / 2
    return near - 1.9 / bend * slope > -near > near - 2.1 / bend * slope


def costs(plan: Plan, times: float) -> Array:
    """The cost above the lowest after each step at a rate, in closed form: (steps + 1,).

    Along an axis of curvature c a step of rate a multiplies the distance by 1 - a c.
    """
    if is_formula(plan):
        return along_the_curve(plan, times)
    curvatures, directions, best = axes(plan)
    away = directions.T @ (np.asarray(plan.asked.start_on(plan.problem)) - best)
    factors = 1 - times * curvatures / curvatures[-1]
    steps = np.arange(plan.asked.steps + 1)[:, None]
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray((curvatures / 2 * away**2 * factors ** (2 * steps)).sum(axis=1))


def beyond(plan: Plan) -> list[float]:
    """The rates that are larger than 2/L."""
    return [times for times in plan.asked.rates if times > 2 + NEAR]


def exploding(plan: Plan) -> list[float]:
    """Those at which the cost ends above its start."""
    ends = {times: costs(plan, times) for times in beyond(plan)}
    return [times for times in beyond(plan) if not ends[times][-1] <= ends[times][0]]


def leaps_grow(plan: Plan) -> bool:
    """Whether at the largest rate each step that is walked alone is longer than the one before."""
    if is_formula(plan):
        return False
    curvatures, directions, best = axes(plan)
    away = directions.T @ (np.asarray(plan.asked.start_on(plan.problem)) - best)
    each = max(plan.asked.rates) * curvatures / curvatures[-1]
    taken = plan.runs[plan.largest].steps
    steps = np.arange(IN_STEP, taken)[:, None]
    lengths = np.hypot(*(away * each * (1 - each) ** steps).T)
    return len(lengths) > 1 and bool((np.diff(lengths) > 0).all())


def has_wall(plan: Plan) -> bool:
    """Whether the costs at the end of all rates first fall far, and last rise far."""
    last = costs(plan, float(plan.swept[-1]))
    lowest = min(costs(plan, float(times))[-1] for times in plan.swept)
    return bool(not last[-1] <= 10 * last[0] and lowest < last[0] / 10**0.5)


def ends(plan: Plan) -> dict[float, float]:
    """What is left at each of the four rates in the end; one that is beyond numbers is infinite."""
    left = {times: float(costs(plan, times)[-1]) for times in plan.asked.rates}
    return {times: end if end == end else np.inf for times, end in left.items()}  # noqa: PLR0124


def all_higher(plan: Plan) -> bool:
    """Whether all of them end higher than they began."""
    start = float(costs(plan, 1.0)[0])
    return all(end > start for end in ends(plan).values())


def tied(plan: Plan) -> bool:
    """Whether two different rates end equally low, or both at nothing that numbers can tell."""
    low = sorted(ends(plan).values())
    nothing = 1e-20 * float(costs(plan, 1.0)[0])
    return len(low) > 1 and low[1] <= max(low[0] * (1 + 1e-6), nothing)


def is_lowest(plan: Plan) -> bool:
    """Whether the rate that is called so ends lowest of all."""
    left = ends(plan)
    said = plan.values["lowest"]
    return isinstance(said, float) and left[said] <= min(left.values()) * (1 + 1e-6)


def overshoots(plan: Plan) -> bool:
    """Whether that rate goes past the valley's floor, and still ends lower than 1/L does."""
    times = float(str(plan.values["lowest"]))
    return leaps(plan, times) and ends(plan)[times] < float(costs(plan, 1.0)[-1])


def gets_further(plan: Plan) -> bool:
    """Whether that rate leaves less of what is along the bowl than 1/L, which leaves half."""
    (gentle, sharp), *_ = axes(plan)
    unit, best = (1 - times * gentle / sharp for times in (1, float(str(plan.values["lowest"]))))
    return bool(unit >= 0.5 - NEAR and abs(best) < unit)


def is_cars(plan: Plan) -> bool:
    """Whether the data are the cars, by their numbers."""
    cars = datasets.load("stopping-distance")
    return plan.data.y.shape == cars.y.shape and bool((plan.data.y == cars.y).all())


def higher(plan: Plan) -> float:
    """How many times the start's cost there is after the four steps at 2.1/L."""
    own = along_the_curve(plan, 2.1)
    return float(own[4] / own[0])


TRUE = {
    ("bowl", "cars"): is_cars,
    ("bowl", "samples"): lambda plan: not is_cars(plan),
    ("bowl", "formula"): is_formula,
    **{
        (beat, name): (is_formula if name == "formula" else lambda plan: not is_formula(plan))
        for beat in ("bend", "bottom", "multiples", "mirror", "sharper")
        for name in ("formula", "bowl")
    },
    ("which", "formula"): is_formula,
    ("which", "still"): lambda plan: not is_formula(plan) and bool(beyond(plan)),
    ("which", "bowl"): lambda plan: not is_formula(plan) and not beyond(plan),
    ("higher", "formula"): lambda plan: is_formula(plan) and not higher(plan) <= 1,
    ("higher", "formula_lower"): lambda plan: is_formula(plan) and higher(plan) <= 1,
    ("higher", "bowl"): lambda plan: not is_formula(plan),
    ("explode", "formula_rest"): lambda plan: (
        is_formula(plan) and left(plan, plan.largest) <= ARRIVED
    ),
    ("explode", "formula_higher"): lambda plan: is_formula(plan) and left(plan, plan.largest) > 1,
    ("explode", "formula_restless"): lambda plan: (
        is_formula(plan) and left(plan, plan.largest) > ARRIVED
    ),
    ("limit", "formula"): lets_go,
    ("explode", "longer"): lambda plan: (
        exploding(plan) == [max(plan.asked.rates)] and leaps_grow(plan)
    ),
    ("explode", "higher"): lambda plan: exploding(plan) == [max(plan.asked.rates)],
    ("explode", "several"): lambda plan: (
        len(exploding(plan)) > 1 and max(plan.asked.rates) in exploding(plan)
    ),
    ("explode", "none"): lambda plan: not beyond(plan),
    ("explode", "not_yet"): lambda plan: bool(beyond(plan)) and not exploding(plan),
    ("lowest", "none"): all_higher,
    ("lowest", "tied"): tied,
    ("lowest", "further"): lambda plan: is_lowest(plan) and overshoots(plan) and gets_further(plan),
    ("lowest", "lowest"): is_lowest,
    ("limit", "wall"): has_wall,
    ("limit", "no_wall"): lambda plan: not has_wall(plan),
}


def left(plan: Plan, walk: str) -> float:
    """What is left of the start's cost above the lowest."""
    own = costs(plan, plan.rates[walk])
    return float(own[-1] / own[0])


def leaps(plan: Plan, times: float) -> bool:
    """Whether its steps end on the other side of the bend, and enough of the cost is of that."""
    if is_formula(plan):
        return False
    curvatures, directions, best = axes(plan)
    away = directions.T @ (np.asarray(plan.asked.start_on(plan.problem)) - best)
    shares = curvatures * away**2 / (curvatures * away**2).sum()
    return 1 < times < 2 - NEAR and bool(shares[-1] > SEEN * 0.999)


WRITTEN = {
    "rates.explodes": lambda plan, walk: plan.rates[walk] in exploding(plan),
    "rates.not_yet": lambda plan, walk: (
        plan.rates[walk] in beyond(plan) and plan.rates[walk] not in exploding(plan)
    ),
    "rates.at_limit": lambda plan, walk: abs(plan.rates[walk] - 2) <= 2 * NEAR,
    "rates.overshoots": lambda plan, walk: (
        leaps(plan, plan.rates[walk]) and left(plan, walk) <= ARRIVED * 1.001
    ),
    "rates.still_leaps": lambda plan, walk: (
        leaps(plan, plan.rates[walk]) and ARRIVED * 0.999 < left(plan, walk) < 1
    ),
    "rates.converges": lambda plan, walk: left(plan, walk) <= ARRIVED * 1.001,
    "rates.crawls": lambda plan, walk: (
        plan.rates[walk] <= 0.5 and ARRIVED * 0.999 < left(plan, walk) < 1
    ),
    "rates.under_way": lambda plan, walk: ARRIVED * 0.999 < left(plan, walk) < 1,
    "rates.ends_higher": lambda plan, walk: left(plan, walk) > 1,
    "rates.not_there": lambda plan, walk: left(plan, walk) > ARRIVED * 0.999,
    "rates.limit_at_bottom": lambda plan, _: lets_go(plan),
    "rates.limit": lambda plan, _: len(exploding(plan)) == len(beyond(plan)),
    "rates.limit_for_almost_every_start": lambda plan, _: len(exploding(plan)) < len(beyond(plan)),
}
WAVES = formula("x**2 + 3*sin(2*x)", (-4.0, 3.0))
SETTINGS = [
    Setting("learning_rate", (("surface", WAVES),)),
    Setting("learning_rate", (("surface", WAVES), ("rates", (0.1, 0.5, 1.1, 1.5)))),
    Setting("learning_rate", (("surface", formula("(x - 1)**2", (-1.0, 3.0))),)),
    Setting("learning_rate", ()),
    Setting("learning_rate", (("rates", (0.1, 0.9, 1.9, 2.05)),)),
    Setting("learning_rate", (("rates", (2.1, 2.5, 3, 4)), ("steps", 5))),
    Setting("learning_rate", (("rates", (0.9, 1.0, 1.1, 1.2)), ("steps", 500))),
    Setting(
        "learning_rate",
        (
            ("data", "yes_or_no.csv"),
            ("x", "hours learned"),
            ("y", "passed"),
            ("rates", (2, 2, 2, 2)),
            ("start", (-0.4, 0.6)),
            ("steps", 1),
        ),
    ),
]
