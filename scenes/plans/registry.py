"""The scenes there are, by the names that lesson files call them, in the order they are taught."""

from __future__ import annotations

from typing import Any

from scenes.plans import (
    batch_vs_sgd,
    cost,
    gradient,
    hook,
    landscape,
    learning_rate,
    loop,
    mini_batch,
    mountain,
    neural_network,
    optimizers,
    pulls,
    scaling,
    slope,
    summary,
)
from scenes.plans.base import ScenePlan

PLANS: dict[str, type[ScenePlan[Any]]] = {
    plan.name: plan
    for plan in (
        hook.Plan,
        cost.Plan,
        slope.Plan,
        gradient.Plan,
        mountain.Plan,
        loop.Plan,
        learning_rate.Plan,
        scaling.Plan,
        optimizers.Plan,
        pulls.Plan,
        batch_vs_sgd.Plan,
        mini_batch.Plan,
        landscape.Plan,
        neural_network.Plan,
        summary.Plan,
    )
}
