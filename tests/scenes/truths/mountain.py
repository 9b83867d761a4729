"""What walks on a landscape do: where they end, by following the ground down from there."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from gdcore import surfaces
from gdcore.surfaces import Surface
from scenes.plans.hills import NEAR
from scenes.plans.mountain import OTHER_WALK, WALK, Plan
from tests.scenes.settings import FORMULAS, Setting, formula

Array = NDArray[np.float64]
GRID = 801
TINY = 1e-6
"""How far apart losses are compared, in radii of what is drawn."""
SAME = 1e-9
"""How near losses are that count as equal, in parts of how much they differ in all."""
RESTS = 1e-9
"""How near a place is known to which the ground leads, as at a kink, in radii of what is drawn."""
AROUND = 1e-3 * np.array([[1, 0], [0, 1], [-1, 0], [0, -1], [0.7, 0.7], [0.7, -0.7]])


def slope(surface: Surface, theta: Array, size: float) -> Array:
    """The gradient by central differences."""
    ways = size * np.eye(2)
    ahead, behind = surface.loss(np.stack([theta + ways, theta - ways]))
    return (ahead - behind) / (2 * size)


def rest(surface: Surface, theta: Array, size: float) -> Array:
    """Where the ground leads down to, found once where several ask."""
    return _rest(surface, tuple(theta.tolist()), size)


@lru_cache(maxsize=8)
def _rest(surface: Surface, theta: tuple[float, ...], size: float) -> Array:
    """By steps that always go down, each shorter if it did not."""
    place, step = np.array(theta), 0.02
    for _ in range(20_000):
        downhill = -slope(surface, place, TINY * size)
        length = float(np.hypot(*downhill))
        if length == 0 or step < RESTS:
            break
        there = place + step * size * downhill / length
        if surface.loss(there) < surface.loss(place):
            place, step = there, min(1.5 * step, 0.02)
        else:
            step /= 2
    return place


@cache
def lowest(surface: Surface) -> float:
    """The lowest loss within the bounds, on a grid, with what counts as equal."""
    x, y = (np.linspace(*side, GRID) for side in surface.bounds)
    losses = surface.loss(np.stack(np.meshgrid(x, y), axis=-1))
    return float(losses.min() + SAME * np.ptp(losses))


def ends_at_a_minimum(plan: Plan, walk: str) -> bool:
    """Whether a walk ends near a place to which the ground leads, and around which it rises."""
    if walk not in plan.runs:
        return False
    end, size = plan.runs[walk].theta[-1], plan.disc.radius
    if not np.isfinite(end).all() or not plan.disc.contains(end):
        return False
    place = rest(plan.surface, end, size)
    around = place + size * AROUND
    rises = bool((plan.surface.loss(around) > plan.surface.loss(place)).all())
    return rises and bool(np.hypot(*(end - place)) <= NEAR * size)


def ends_lowest(plan: Plan, walk: str) -> bool:
    """Whether it ends so near a place than which none on the grid is lower."""
    if not ends_at_a_minimum(plan, walk):
        return False
    place = rest(plan.surface, plan.runs[walk].theta[-1], plan.disc.radius)
    return bool(plan.surface.loss(place) <= lowest(plan.surface))


def ends_higher(plan: Plan, walk: str) -> bool:
    """Whether it ends near a place to which the ground leads, and another is lower."""
    return ends_at_a_minimum(plan, walk) and not ends_lowest(plan, walk)


def leaves(plan: Plan, walk: str) -> bool:
    """Whether a landing lies farther from the middle than what is drawn."""
    away = plan.runs[walk].theta - plan.disc.centre
    return bool((np.sqrt((away**2).sum(axis=1)) > plan.disc.radius).any())


def moves(plan: Plan) -> bool:
    """Whether the walk's first gradient is one that a step can be made of."""
    return bool(np.abs(plan.runs[WALK].gradient[0]).max() > 0)


def costs(plan: Plan) -> Array:
    """The cost at each landing, from the surface."""
    return np.asarray(plan.surface.loss(plan.runs[WALK].theta))


def digits(plan: Plan) -> float:
    """What is too little to be told from nothing, among the losses of the view."""
    x, y = (np.linspace(*side, 21) for side in plan.surface.view)
    return 1e-11 * float(np.abs(plan.surface.loss(np.stack(np.meshgrid(x, y), axis=-1))).max())


def highest_after_lowest(plan: Plan) -> float:
    """The most that the cost lies above the lowest one before it."""
    loss = costs(plan)
    return float((loss - np.minimum.accumulate(loss)).max())


def end_together(plan: Plan) -> bool:
    """Whether the ground leads to one place from where both walks end."""
    size = plan.disc.radius
    one, other = (rest(plan.surface, run.theta[-1], size) for run in plan.runs.values())
    return bool(np.hypot(*(one - other)) < 2 * NEAR * size)


def other_ends(plan: Plan) -> bool:
    """Whether there is another walk that ends at a minimum, in the picture all the way."""
    is_there = OTHER_WALK in plan.runs and not leaves(plan, OTHER_WALK)
    return is_there and ends_at_a_minimum(plan, OTHER_WALK)


def ground(plan: Plan) -> tuple[float, float]:
    """The lowest cost of what is drawn, as far as rings of places tell, and the usual slope."""
    return _ground(plan.surface, tuple(plan.disc.centre.tolist()), plan.disc.radius)


@cache
def _ground(surface: Surface, centre: tuple[float, float], radius: float) -> tuple[float, float]:
    angles, radii = np.linspace(0, 2 * np.pi, 181), np.linspace(0, radius, 121)[:, None]
    places = np.array(centre) + np.stack([radii * np.cos(angles), radii * np.sin(angles)], -1)
    slopes = np.hypot(*np.moveaxis(surface.gradient(places), -1, 0))
    return float(surface.loss(places).min()), float(np.sqrt((slopes**2).mean()))


def is_formula(plan: Plan) -> bool:
    """Whether its minima had to be looked for."""
    return plan.surface.name not in surfaces.names()


def lower_by(plan: Plan, walk: str) -> float:
    """By how much the ground is lower somewhere than where it leads to from a walk's end."""
    place = rest(plan.surface, plan.runs[walk].theta[-1], plan.disc.radius)
    return float(plan.surface.loss(place)) - ground(plan)[0]


def is_bottom_of_all(plan: Plan, walk: str) -> bool:
    """Whether a walk ends at a minimum, and nothing that is drawn is lower."""
    known = digits(plan) + 10 * RESTS * plan.disc.radius * ground(plan)[1]
    return ends_at_a_minimum(plan, walk) and lower_by(plan, walk) <= known


def is_bottom_of_few(plan: Plan, walk: str) -> bool:
    """Whether a walk ends at a minimum, and something that is drawn is lower, but no minimum."""
    if not ends_at_a_minimum(plan, walk) or not lower_by(plan, walk) > 0:
        return False
    place = rest(plan.surface, plan.runs[walk].theta[-1], plan.disc.radius)
    return bool(plan.surface.loss(place) <= plan.surface.loss(plan.surface.minima).min() + SAME)


def is_level(plan: Plan, walk: str) -> bool:
    """Whether there is next to no slope at a walk's end, and no minimum that was found."""
    if walk not in plan.runs:
        return False
    end, size = plan.runs[walk].theta[-1], plan.disc.radius
    away = np.hypot(*(plan.surface.minima - end).T)
    here = np.hypot(*slope(plan.surface, end, TINY * size))
    return bool(here <= 2e-3 * ground(plan)[1] and (away > 0.9 * NEAR * size).all())


TRUE = {
    ("fog", "formula"): is_formula,
    ("fog", "invented"): lambda plan: not is_formula(plan),
    ("slope", "steep"): moves,
    ("slope", "flat"): lambda plan: not moves(plan),
    ("step_length", "steep"): moves,
    ("step_length", "flat"): lambda plan: not moves(plan),
    ("first_steps", "flat"): lambda plan: not moves(plan),
    ("first_steps", "several"): lambda plan: len(plan.runs[WALK].theta) > 2,
    ("first_steps", "one"): lambda plan: len(plan.runs[WALK].theta) == 2,
    ("question", "stays"): lambda plan: abs(np.diff(costs(plan)[[0, -1]])[0]) <= digits(plan),
    ("question", "falls"): lambda plan: (
        costs(plan)[-1] < costs(plan)[0] and highest_after_lowest(plan) <= digits(plan)
    ),
    ("question", "ends_lower"): lambda plan: (
        costs(plan)[-1] < costs(plan)[0] and highest_after_lowest(plan) > 0
    ),
    ("question", "rises"): lambda plan: not costs(plan)[-1] <= costs(plan)[0],
    ("question", "left"): lambda plan: leaves(plan, WALK),
    ("lift", "left"): lambda plan: leaves(plan, WALK),
    ("lift", "lowest_found"): lambda plan: is_formula(plan) and is_bottom_of_all(plan, WALK),
    ("lift", "lower_elsewhere"): lambda plan: is_formula(plan) and is_bottom_of_few(plan, WALK),
    ("lift", "level"): lambda plan: is_formula(plan) and is_level(plan, WALK),
    ("lift", "deepest"): lambda plan: ends_lowest(plan, WALK),
    ("lift", "another"): lambda plan: ends_higher(plan, WALK),
    ("lift", "nowhere"): lambda plan: not ends_at_a_minimum(plan, WALK),
    ("other", "there"): lambda plan: set(plan.runs) == {WALK, OTHER_WALK},
    ("other", "none"): lambda plan: list(plan.runs) == [WALK],
    ("wish", "none"): lambda plan: list(plan.runs) == [WALK],
    ("wish", "left"): lambda plan: OTHER_WALK in plan.runs and leaves(plan, OTHER_WALK),
    ("wish", "level"): lambda plan: is_formula(plan) and is_level(plan, OTHER_WALK),
    ("wish", "nowhere"): lambda plan: (
        OTHER_WALK in plan.runs and not ends_at_a_minimum(plan, OTHER_WALK)
    ),
    ("wish", "alone"): other_ends,
    ("wish", "same"): lambda plan: other_ends(plan) and end_together(plan),
    ("wish", "another"): lambda plan: (
        other_ends(plan) and ends_at_a_minimum(plan, WALK) and not end_together(plan)
    ),
}


def walks(start: tuple[float, float], other: tuple[float, float]) -> Setting:
    """Two walks that come to their ends."""
    usual = ("surface", "two_valleys"), ("learning_rate", 0.2), ("steps", 60)
    return Setting("mountain", (*usual, ("start", start), ("other_start", other)))


def out(plan: Plan, walk: str) -> int:
    """The first landing that lies outside of what is drawn."""
    away = plan.runs[walk].theta - plan.disc.centre
    return int(np.argmax(np.sqrt((away**2).sum(axis=1)) > plan.disc.radius))


def bends(plan: Plan, walk: str) -> Array:
    """The rate of each step times the largest curvature where it was taken: above 2, it leaps."""
    run = plan.runs[walk]
    return np.asarray(
        run.learning_rate * np.linalg.eigvalsh(plan.surface.hessian(run.theta[:-1]))[:, -1]
    )


def steps_too_long(plan: Plan, walk: str) -> bool:
    """Whether it left, some step raised the cost or could not but leap, and it is not at rest."""
    run = plan.runs[walk]
    leaps = bool((np.diff(run.loss) > 0).any() or (bends(plan, walk) > 2).any())
    return leaves(plan, walk) and leaps and not np.hypot(*(run.theta[-1] - run.theta[-2])) < 1e-6


def rises_out(plan: Plan, walk: str) -> bool:
    """Whether the step that took it out raised the cost."""
    loss, first = plan.runs[walk].loss, out(plan, walk)
    return leaves(plan, walk) and bool(loss[first] > loss[first - 1])


def is_unheld(plan: Plan, walk: str) -> bool:
    """Whether it went out downhill, where there is no minimum."""
    return leaves(plan, walk) and not rises_out(plan, walk) and not len(plan.surface.minima)


def rank(plan: Plan, about: str) -> tuple[int, int]:
    """How many minima are lower than one of them, and how many as low; itself is one of these."""
    heights = plan.surface.loss(plan.surface.minima)
    above = heights[int(about.split()[1])] - heights
    same = SAME * np.ptp(
        plan.surface.loss(np.stack(np.meshgrid(*map(np.asarray, plan.surface.view)), axis=-1))
    )
    return int((above > same).sum()), int((np.abs(above) <= same).sum())


WRITTEN = {
    "": lambda plan, about: not leaves(plan, about),
    "left.steps_too_long": steps_too_long,
    "left.step_too_long": lambda plan, walk: (
        rises_out(plan, walk) and plan.runs[walk].loss[-1] < plan.runs[walk].loss[out(plan, walk)]
    ),
    "left.led_out": lambda plan, walk: leaves(plan, walk) and not rises_out(plan, walk),
    "left.none_found": lambda plan, walk: (
        is_formula(plan)
        and is_unheld(plan, walk)
        and not bends(plan, walk)[out(plan, walk) - 1] > 2
    ),
    "left.none_found_and_steps_too_long": lambda plan, walk: (
        is_formula(plan) and is_unheld(plan, walk) and bends(plan, walk)[out(plan, walk) - 1] > 2
    ),
    "left.no_valley": lambda plan, walk: (
        is_unheld(plan, walk) and not bends(plan, walk)[out(plan, walk) - 1] > 2
    ),
    "left.no_valley_and_steps_too_long": lambda plan, walk: (
        is_unheld(plan, walk) and bends(plan, walk)[out(plan, walk) - 1] > 2
    ),
    "places.lowest_found": lambda plan, about: is_formula(plan) and rank(plan, about) == (0, 1),
    "places.as_low_as_found": lambda plan, about: is_formula(plan) and rank(plan, about)[0] == 0,
    "places.lowest_point": lambda plan, _: len(plan.surface.minima) == 1,
    "places.deepest_valley": lambda plan, about: rank(plan, about) == (0, 1),
    "places.as_deep_a_valley": lambda plan, about: rank(plan, about)[0] == 0,
    "places.another_valley": lambda plan, about: rank(plan, about)[0] > 0,
}
SETTINGS = [
    Setting(
        "mountain",
        (("surface", "plateau"), ("start", (-2.2, -1.5)), ("learning_rate", 200.0), ("steps", 60)),
    ),
    Setting("mountain", (("surface", "bowl"), ("start", (0.0, 0.0)))),
    Setting(
        "mountain",
        (("surface", "saddle"), ("start", (0.5, 0.2)), ("learning_rate", 0.1), ("steps", 60)),
    ),
    Setting("mountain", (("surface", "bowl"), ("start", (1.0, 0.5)), ("steps", 1))),
    Setting("mountain", (("learning_rate", 2.25),)),
    Setting("mountain", (("other_start", (1.6, -0.3)), ("steps", 2))),
    Setting("mountain", (("start", (0.04, -0.77)), ("other_start", (1.2, 0.4)))),
    Setting("mountain", (("other_start", (2.9, 2.9)), ("learning_rate", 7.5))),
    Setting("mountain", (("surface", "saddle"), ("start", (0.6, 0.2)), ("learning_rate", 0.3))),
    Setting("mountain", (("surface", "saddle"), ("start", (0.6, 0.2)), ("learning_rate", 1.5))),
    walks((-0.9, 1.2), (1.4, -0.2)),
    walks((1.4, -0.2), (-0.9, 1.2)),
    walks((-0.9, 1.2), (-1.0, 0.0)),
    *(Setting("mountain", (("surface", each), ("other_start", "auto"))) for each in FORMULAS[:6]),
    Setting(
        "mountain",
        (
            ("surface", formula("-x**2 - y**2")),
            ("start", (0.5, 0.2)),
            ("learning_rate", 0.9),
            ("steps", 30),
        ),
    ),
    Setting(
        "mountain",
        (
            ("surface", formula("50*x**2 - y")),
            ("start", (0.0, 0.2)),
            ("learning_rate", 0.03),
            ("steps", 200),
        ),
    ),
]
