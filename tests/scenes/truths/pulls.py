"""What samples ask for at the best line, and stochastic steps one by one, from the data alone."""

from __future__ import annotations

import numpy as np

from scenes.plans.pulls import STOCHASTIC, Plan
from tests.scenes.settings import Setting, ordinary

LEAST = 1e-6
"""A miss that counts as one."""
HIGHER = 1e-11
"""By how much a cost is higher, at least, to be called so."""


def misses(plan: Plan, theta: np.ndarray) -> np.ndarray:
    """Of each sample, by a line."""
    return np.polyval(theta, plan.scaled.x) - plan.scaled.y


def best_misses(plan: Plan) -> np.ndarray:
    """The same by the line of least squares."""
    return misses(plan, np.polyfit(plan.scaled.x, plan.scaled.y, 1))


def rises(plan: Plan) -> bool:
    """Whether a step after one sample raises the average squared miss, the steps taken anew."""
    run, asked = plan.runs[STOCHASTIC], plan.asked
    theta = np.array(run.theta[0])
    costs = [float(np.mean(misses(plan, theta) ** 2))]
    for sample in run.batches[:, 0]:
        x, y = plan.scaled.x[sample], plan.scaled.y[sample]
        miss = theta[0] * x + theta[1] - y
        theta = theta - 2.0 * asked.learning_rate * miss * np.array([x, 1.0])
        costs.append(float(np.mean(misses(plan, theta) ** 2)))
    return bool((np.diff(costs) > HIGHER).any())


TRUE = {
    ("zero", "exact"): lambda plan: bool((np.abs(best_misses(plan)) < LEAST).all()),
    ("zero", "cancel"): lambda plan: bool((np.abs(best_misses(plan)) > LEAST).any()),
    ("on", "jitters"): rises,
    ("on", "falls"): lambda plan: not rises(plan),
}
for beat in ("together", "each", "mean", "agree", "one"):
    TRUE[beat, "cars"] = lambda plan: len(plan.data) == 50 and plan.data.x_unit == "mph"
    TRUE[beat, "samples"] = lambda plan: plan.data.x_unit != "mph"
SETTINGS = [
    Setting("pulls", tuple(params.items()))
    for params in (
        {"learning_rate": 0.05, "steps": 4},
        {"start": (1.5, -1.25), "learning_rate": 0.45},
        {"data": "noisy-line", "steps": 100},
        *({**ordinary(name), "steps": 8} for name in ("exact_line", "two_rows")),
        *(ordinary(name) for name in ("parabola", "many_rows", "river_flow", "bend")),
    )
]
