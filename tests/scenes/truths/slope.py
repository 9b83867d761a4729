"""The slope at the start and at the end by differences, and the walk in closed form."""

from __future__ import annotations

import numpy as np

from scenes.plans.slope import SLOW, Plan
from tests.scenes.settings import Setting, ordinary

DIFFERENCE = 1e-5


def slope(plan: Plan, w: float) -> float:
    """Of the mean squared miss of the line w x + b, by central differences."""
    x, y = plan.scaled.x, plan.scaled.y

    def cost(tilt: float) -> float:
        return float(np.mean((tilt * x + plan.asked.b - y) ** 2))

    return (cost(w + DIFFERENCE) - cost(w - DIFFERENCE)) / (2 * DIFFERENCE)


def where(plan: Plan, steps: int) -> float:
    """The w after so many steps: what is left of the way to the bottom shrinks by one factor."""
    x, y = plan.scaled.x, plan.scaled.y
    bottom = float(np.mean(x * (y - plan.asked.b)) / np.mean(x * x))
    factor = 1.0 - 2.0 * plan.asked.learning_rate * float(np.mean(x * x))
    return bottom + (plan.asked.start_on(plan.problem) - bottom) * factor**steps


def is_flat(plan: Plan, steps: int) -> bool:
    """Whether there is nearly no slope after so many steps."""
    return abs(slope(plan, where(plan, steps))) < plan.asked.nearly


def lengths(plan: Plan) -> np.ndarray:
    """Of the first steps."""
    return np.abs(np.diff([where(plan, k) for k in range(SLOW + 1)]))


TRUE = {
    ("curve", "cars"): lambda plan: len(plan.data) == 50 and plan.data.x_unit == "mph",
    ("curve", "samples"): lambda plan: plan.data.x_unit != "mph",
    ("sign", "left"): lambda plan: slope(plan, plan.asked.start_on(plan.problem)) < 0,
    ("sign", "right"): lambda plan: slope(plan, plan.asked.start_on(plan.problem)) > 0,
    ("again", "shorter"): lambda plan: (
        not is_flat(plan, SLOW - 1) and bool((np.diff(lengths(plan)) < 0).all())
    ),
    ("again", "there"): lambda plan: is_flat(plan, SLOW - 1),
    ("stop", "stops"): lambda plan: is_flat(plan, plan.run.steps),
    ("stop", "goes_on"): lambda plan: not is_flat(plan, plan.run.steps),
}
SETTINGS = [
    Setting("slope", tuple(params.items()))
    for params in (
        {"start": 1.9},
        {"start": -2, "learning_rate": 0.01},
        {**ordinary("parabola"), "start": -0.02, "nearly": 0.007},
        *(ordinary(name) for name in ("many_rows", "river_flow", "bend")),
        {"data": "noisy-line", "start": 0.2, "b": 1.0, "nearly": 0.1, "steps": 4},
        {**ordinary("two_clusters"), "learning_rate": 0.5, "nearly": 0.1},
    )
]
