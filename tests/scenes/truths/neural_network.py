"""How a network does on points that it has not seen, with its outputs written out anew."""

from __future__ import annotations

import numpy as np

from scenes.plans.neural_network import RISES, Plan
from tests.scenes.settings import Setting


def fresh(plan: Plan) -> np.ndarray:
    """The mean log loss there after each step, by matrix products layer by layer."""
    units, theta = plan.asked.units, plan.run.theta
    values = np.broadcast_to(plan.new.points, (len(theta), *plan.new.points.shape))
    for size in (units, units, 1):
        inputs = values.shape[-1]
        weights = theta[:, : inputs * size].reshape(-1, inputs, size)
        sums = values @ weights + theta[:, None, inputs * size : (inputs + 1) * size]
        values, theta = np.tanh(sums), theta[:, (inputs + 1) * size :]
    odds = sums[..., 0] * np.where(plan.new.labels == 1, 1.0, -1.0)
    return np.logaddexp(0.0, -odds).mean(axis=1)


def turns(plan: Plan) -> bool:
    """Whether it ends above its lowest by a tenth."""
    costs = fresh(plan)
    return bool(costs[-1] > RISES * costs.min())


def gains(plan: Plan) -> bool:
    """Whether it ends below its start by a tenth."""
    costs = fresh(plan)
    return bool(RISES * costs[-1] < costs[0])


TRUE = {
    ("answer", "turns"): turns,
    ("answer", "gains"): gains,
    ("answer", "stays"): lambda plan: not gains(plan),
}

SETTINGS = [
    Setting("neural_network", tuple(params.items()))
    for params in (
        {},
        {"noise": 0.1, "points": 200, "steps": 300},
        {"learning_rate": 0.01, "steps": 10},
        {"points": 20, "noise": 0.5, "steps": 2000, "units": 12, "learning_rate": 1.0},
    )
]
