"""Whether samples are cars: these are the 50 of which speed and distance to stop were measured."""

from __future__ import annotations

from scenes.plans import cost, hook
from tests.scenes.settings import Setting


def are_cars(plan: cost.Plan | hook.Plan) -> bool:
    """Whether the data are those of the cars."""
    return (plan.data.x_name, plan.data.y_name, len(plan.data)) == (
        "Speed", "Stopping distance", 50,
    )  # fmt: skip


TRUE = {
    (beat, outcome): are_cars if outcome == "cars" else lambda plan: not are_cars(plan)
    for beat in ("line", "average")
    for outcome in ("cars", "samples")
}

SETTINGS = [Setting("cost", ())]
