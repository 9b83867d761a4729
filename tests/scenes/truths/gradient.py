"""The walk on the bowl in closed form, along the directions in which it bends by itself."""

from __future__ import annotations

import numpy as np

from scenes.plans.gradient import NEARLY, Plan
from tests.scenes.settings import Setting, ordinary


def gradient(plan: Plan, steps: int) -> np.ndarray:
    """After so many steps: along each axis the one at the start, times a factor a step."""
    x, y = plan.scaled.x, plan.scaled.y
    columns = np.stack([x, np.ones(len(x))], axis=-1)
    bends, axes = np.linalg.eigh(2.0 * columns.T @ columns / len(x))
    missed = columns @ np.array(plan.asked.start_on(plan.problem)) - y
    along = axes.T @ (2.0 * columns.T @ missed / len(x))
    return axes @ (along * (1.0 - plan.asked.learning_rate * bends) ** steps)


def is_flat(plan: Plan) -> bool:
    """Whether there is nearly no slope at the end."""
    return float(np.linalg.norm(gradient(plan, plan.run.steps))) < NEARLY


def b_leads(plan: Plan) -> bool:
    """Whether the cost changes more along b than along w at the other place, by differences."""
    x, y = plan.scaled.x, plan.scaled.y

    def cost(w: float, b: float) -> float:
        return float(np.mean((w * x + b - y) ** 2))

    w, b = plan.elsewhere.tolist()
    along_w, along_b = (cost(w + d, b + e) - cost(w - d, b - e) for d, e in ((0.01, 0), (0, 0.01)))
    return abs(along_b) > abs(along_w)


TRUE = {
    ("places", "along_b"): b_leads,
    ("places", "along_w"): lambda plan: not b_leads(plan),
    ("floor", "cars"): lambda plan: len(plan.data) == 50 and plan.data.x_unit == "mph",
    ("floor", "samples"): lambda plan: plan.data.x_unit != "mph",
    ("end", "bottom"): is_flat,
    ("end", "goes_on"): lambda plan: not is_flat(plan),
}
SETTINGS = [
    Setting("gradient", tuple(params.items()))
    for params in (
        {"learning_rate": 0.05, "steps": 4},
        {"start": (1.5, -1.5), "learning_rate": 0.45},
        {"data": "noisy-line"},
        *(ordinary(name) for name in ("parabola", "many_rows", "river_flow", "bend")),
    )
]
