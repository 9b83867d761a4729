"""Where walks on a landscape end: by following the ground down from there, and by a grid."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from gdcore.surfaces import Surface
from scenes.plans.mountain import NEAR, OTHER_WALK, WALK, Plan
from tests.scenes.settings import Setting

Array = NDArray[np.float64]
GRID = 801
TINY = 1e-6
"""How far apart losses are compared, in radii of what is drawn."""
SAME = 1e-9
"""How near losses are that count as equal, in parts of how much they differ in all."""
AROUND = 1e-3 * np.array([[1, 0], [0, 1], [-1, 0], [0, -1], [0.7, 0.7], [0.7, -0.7]])


def slope(surface: Surface, theta: Array, size: float) -> Array:
    """The gradient by central differences."""
    ways = size * np.eye(2)
    return (surface.loss(theta + ways) - surface.loss(theta - ways)) / (2 * size)


def rest(surface: Surface, theta: Array, size: float) -> Array:
    """Where the ground leads down to, by steps that always go down, each shorter if it did not."""
    place, step = theta, 0.02
    for _ in range(20_000):
        downhill = -slope(surface, place, TINY * size)
        length = float(np.hypot(*downhill))
        if length == 0 or step < 1e-9:
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


TRUE = {
    ("lift", "deepest_and_another"): lambda plan: (
        ends_lowest(plan, WALK) and ends_higher(plan, OTHER_WALK)
    ),
    ("lift", "deepest"): lambda plan: ends_lowest(plan, WALK),
    ("lift", "another"): lambda plan: ends_higher(plan, WALK),
    ("lift", "nowhere"): lambda plan: not ends_at_a_minimum(plan, WALK),
}


def walks(start: tuple[float, float], other: tuple[float, float]) -> Setting:
    """Two walks that come to their ends."""
    usual = ("surface", "two_valleys"), ("steps", 60)
    return Setting("mountain", (*usual, ("start", start), ("other_start", other)))


SETTINGS = [
    walks((-0.9, 1.2), (1.4, -0.2)),
    walks((1.4, -0.2), (-0.9, 1.2)),
    walks((-0.9, 1.2), (-1.0, 0.0)),
]
