"""What the line says at a place, computed from its parameters and the data's own scale."""

from __future__ import annotations

import numpy as np

from scenes.plans.hook import Plan
from tests.scenes.settings import Setting
from tests.scenes.truths.cost import are_cars


def said(plan: Plan, step: int) -> float:
    """Two figures, or all before the point, of the line's height at that place."""
    x, y, (w, b) = plan.data.x, plan.data.y, plan.run.theta[step]
    across = (plan.at - (x.max() + x.min()) / 2) / (np.ptp(x) / 2)
    height = (w * across + b) * np.ptp(y) / 2 + (y.max() + y.min()) / 2
    return float(f"{height:.2g}" if abs(height) < 100 else f"{height:.3g}")


TRUE = {
    ("guess", "cars"): are_cars,
    ("guess", "samples"): lambda plan: not are_cars(plan),
    ("found", "better"): lambda plan: said(plan, 0) != said(plan, -1),
    ("found", "same"): lambda plan: said(plan, 0) == said(plan, -1),
}

SETTINGS = [Setting("hook", ()), Setting("hook", (("start", (0.699, -0.364)),))]
