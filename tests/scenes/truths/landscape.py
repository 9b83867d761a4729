"""Balls that walk anew by one rule, with noise of other draws; and the shape of a pass."""

from __future__ import annotations

import numpy as np

from gdcore import surfaces
from scenes.plans.landscape import CREST, Plan
from tests.scenes.settings import Setting, formula

SETTLES, FRESH = 500, 1
NEAR = 0.05
SLACK = 12
"""By how many balls of 200 counts with other draws may differ from those of the plan's."""
DIFFERENCE = 1e-5


def depths(plan: Plan) -> np.ndarray:
    """The costs of the minima in the view, ascending."""
    low, high = np.transpose(plan.surface.view)
    inside = ((plan.surface.minima >= low) & (plan.surface.minima <= high)).all(axis=1)
    return np.sort(plan.surface.loss(plan.surface.minima[inside]))


def is_alone(plan: Plan) -> bool:
    """Whether the deepest valley is deeper than all others."""
    first, second = depths(plan)[:2]
    return bool(second - first > 1e-6)


def walked(plan: Plan, size: float) -> tuple[int, int]:
    """How many balls end in a deepest valley, with noise that is drawn anew.

    Then how many of these were at the bottom of another one while there was noise.
    """
    rng, rate = np.random.default_rng(FRESH), plan.weather.rate
    slopes = plan.surface.gradient(plan.weather.starts)
    sigma = size * float(np.sqrt(np.mean(np.sum(slopes**2, axis=1))))
    theta = plan.weather.starts.copy()
    values = plan.surface.loss(plan.surface.minima)
    low = values <= values.min() + 1e-6
    deepest, others = plan.surface.minima[low], plan.surface.minima[~low]
    were_elsewhere = np.zeros(len(theta), dtype=bool)

    def at(minima: np.ndarray) -> np.ndarray:
        away = np.hypot(*np.moveaxis(theta[:, None] - minima, -1, 0))
        return (away <= NEAR * plan.disc.radius).any(axis=1)

    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(plan.asked.steps + SETTLES):
            noise = sigma * rng.normal(size=theta.shape) if step < plan.asked.steps else 0.0
            if step <= plan.asked.steps:
                were_elsewhere |= at(others)
            theta = theta - rate * (plan.surface.gradient(theta) + noise)
    ends = at(deepest)
    return int(ends.sum()), int((ends & were_elsewhere).sum())


def gains(plan: Plan, slack: int) -> bool:
    """Whether the most noise brings a tenth of the balls more than none, give or take some."""
    quiet, _, most = counts(plan)
    return most - quiet >= 20 - slack


def walks(plan: Plan) -> list[tuple[int, int]]:
    """Without noise, with the best, with the most; computed once for a plan."""
    if id(plan) not in KNOWN:
        sizes = 0.0, plan.rains[plan.best].size, plan.rains[-1].size
        KNOWN[id(plan)] = plan, [walked(plan, size) for size in sizes]
    return KNOWN[id(plan)][1]


def counts(plan: Plan) -> tuple[int, ...]:
    """How many balls end in a deepest valley, with these."""
    return tuple(ends for ends, _ in walks(plan))


KNOWN: dict[int, tuple[Plan, list[tuple[int, int]]]] = {}


def helps(plan: Plan, slack: int) -> bool:
    """Whether noise brings at least a tenth of the balls more, give or take some."""
    quiet, best, _ = counts(plan)
    return best - quiet >= 20 - slack


def hurts(plan: Plan, slack: int) -> bool:
    """Whether the most noise brings a tenth fewer than the best count, give or take some."""
    quiet, best, most = counts(plan)
    return max(quiet, best) - most >= 20 - slack


def shakes(plan: Plan, slack: int) -> bool:
    """Whether as many as noise brings were elsewhere before, give or take some."""
    (quiet, _), (best, escaped), _ = walks(plan)
    return escaped >= best - quiet - slack


def passes(plan: Plan) -> bool:
    """Whether the ball walks to a place that falls to both sides, and stays as long as is said."""
    if CREST not in plan.runs:
        return False
    surface, theta, path = plan.surface, plan.runs[CREST].theta[0], []
    for _ in range(plan.runs[CREST].steps + 1):
        path.append(theta)
        theta = theta - plan.weather.rate * surface.gradient(theta)
    walked = np.array(path)
    place = plan.crest.stay.place
    sides = [np.array([DIFFERENCE, 0.0]), np.array([0.0, DIFFERENCE])]
    bends = np.array([surface.gradient(place + s) - surface.gradient(place - s) for s in sides])
    least, most = np.linalg.eigvalsh((bends + bends.T) / (4 * DIFFERENCE))
    near = np.hypot(*(walked - place).T) <= NEAR * plan.disc.radius
    return bool(least < 0 < most and near.sum() - 1 == plan.values["dwell"] and not near[-1])


def is_formula(plan: Plan) -> bool:
    """Whether its minima had to be looked for."""
    return plan.surface.name not in surfaces.names()


def come_back(plan: Plan) -> bool:
    """Whether those beyond the rim at the end of the noise, then walked on, end within it."""
    for rain in plan.shown.values():
        theta = rain.run.theta[plan.asked.steps].reshape(-1, 2)
        theta = theta[np.linalg.norm(theta - plan.disc.centre, axis=1) > plan.disc.radius]
        for _ in range(SETTLES):
            theta = theta - plan.weather.rate * plan.surface.gradient(theta)
        if (np.linalg.norm(theta - plan.disc.centre, axis=1) > plan.disc.radius).any():
            return False
    return True


TRUE = {
    ("invented", "found"): lambda plan: is_formula(plan) and is_alone(plan),
    ("invented", "several_found"): lambda plan: is_formula(plan) and not is_alone(plan),
    ("invented", "one"): is_alone,
    ("invented", "several"): lambda plan: not is_alone(plan),
    ("starts", "deepest"): lambda plan: is_alone(plan) and counts(plan)[0] == plan.counts[0],
    ("starts", "several"): lambda plan: not is_alone(plan) and counts(plan)[0] == plan.counts[0],
    ("crest", "pass"): passes,
    ("crest", "none"): lambda plan: CREST not in plan.runs,
    ("helpful", "shakes"): lambda plan: helps(plan, SLACK) and shakes(plan, SLACK),
    ("helpful", "helps"): lambda plan: helps(plan, SLACK) and not shakes(plan, -SLACK),
    ("helpful", "same"): lambda plan: not helps(plan, -SLACK),
    ("more", "more"): lambda plan: plan.rains[-1].size > plan.rains[plan.best].size,
    ("more", "largest"): lambda plan: plan.rains[-1].size <= plan.rains[plan.best].size,
    ("sizes", "no_gain"): lambda plan: (
        helps(plan, SLACK) and hurts(plan, SLACK) and not gains(plan, -SLACK)
    ),
    ("sizes", "right"): lambda plan: helps(plan, SLACK) and hurts(plan, SLACK),
    ("sizes", "helps"): lambda plan: helps(plan, SLACK) and not hurts(plan, -SLACK),
    ("sizes", "hurts"): lambda plan: not helps(plan, -SLACK) and hurts(plan, SLACK),
    ("sizes", "same"): lambda plan: not helps(plan, -SLACK) and not hurts(plan, -SLACK),
}
WRITTEN = {
    "valleys.lowest_found": lambda plan, _: is_formula(plan) and is_alone(plan),
    "valleys.as_low_as_found": lambda plan, _: is_formula(plan) and not is_alone(plan),
    "valleys.count_found": lambda plan, _: is_formula(plan),
    "valleys.count": lambda plan, _: not is_formula(plan),
    "valleys.deepest": lambda plan, _: is_alone(plan),
    "valleys.as_deep": lambda plan, _: not is_alone(plan),
    "valleys.back": lambda plan, _: come_back(plan),
    "": lambda plan, _: not come_back(plan),
}
SETTINGS = [
    Setting("landscape", tuple(params.items()))
    for params in (
        {},
        {"surface": "mountain"},
        {"surface": "himmelblau"},
        {"surface": "goldstein_price"},
        {"surface": "rastrigin"},
        {"surface": "styblinski_tang"},
        {"surface": "ackley", "steps": 100},
        {"learning_rate": 0.035, "steps": 600},
        {"surface": "three_hump_camel", "learning_rate": 0.065},
        {"surface": formula("sin(2*x) + cos(2*y) + 0.1*x**2 + 0.05*y")},
        {"surface": formula("0.2*x**4 - x**2 + y**2")},
    )
]
