"""Whether the loop ends because the gradient is short, by the walk in closed form."""

from __future__ import annotations

from scenes.plans.loop import Plan
from tests.scenes.settings import Setting, ordinary
from tests.scenes.truths import gradient


def is_short(plan: Plan) -> bool:
    """Whether the gradient is short before the loop has counted to its end."""
    asked = plan.asked
    lengths = [
        float((gradient.gradient(plan, step) ** 2).sum()) ** 0.5 for step in range(asked.steps)
    ]
    return min(lengths) < asked.nearly


TRUE = {
    ("stop", "short"): is_short,
    ("stop", "counted"): lambda plan: not is_short(plan),
}
for beat in ("bowl", "cost", "gradient"):
    TRUE[beat, "cars"] = lambda plan: len(plan.data) == 50 and plan.data.x_unit == "mph"
    TRUE[beat, "samples"] = lambda plan: plan.data.x_unit != "mph"
SETTINGS = [
    Setting("loop", tuple(params.items()))
    for params in (
        {"learning_rate": 0.05, "steps": 4},
        {"start": (1.5, -1.25), "learning_rate": 0.45, "nearly": 0.001},
        {"data": "noisy-line"},
        *(ordinary(name) for name in ("parabola", "many_rows", "river_flow", "bend")),
    )
]
