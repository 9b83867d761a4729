"""What the line says at a place, computed from its parameters and the data's own scale."""

from __future__ import annotations

import math

import numpy as np

from scenes.plans.hook import Plan
from tests.scenes.settings import Setting
from tests.scenes.truths.cost import are_cars


def said(plan: Plan, step: int) -> float:
    """The line's height at that place: to two figures, or all before the point, or three or four.

    More, where by fewer the first and the last line would seem a tenth farther apart, or nearer.
    """
    x, y = plan.data.x, plan.data.y
    across = (plan.at - (x.max() + x.min()) / 2) / (np.ptp(x) / 2)
    w, b = plan.run.theta.T
    heights = (w * across + b) * np.ptp(y) / 2 + (y.max() + y.min()) / 2
    for figures in (2, 3, 4):
        told = [to(figures, float(heights[k])) for k in (0, -1)]
        if abs(told[1] - told[0] - heights[-1] + heights[0]) <= abs(heights[-1] - heights[0]) / 10:
            return to(figures, float(heights[step]))
    return to(2, float(heights[step]))


def to(figures: int, height: float) -> float:
    """A number to so many figures, or to three where two are not all before the point."""
    power = math.floor(math.log10(abs(height))) if height else 0
    return round(height, (max(figures, 3) if power >= 2 else figures) - 1 - power)


TRUE = {
    ("guess", "cars"): are_cars,
    ("guess", "samples"): lambda plan: not are_cars(plan),
    ("steps", "better"): lambda plan: said(plan, 0) != said(plan, -1),
    ("steps", "same"): lambda plan: said(plan, 0) == said(plan, -1),
}

SETTINGS = [Setting("hook", ()), Setting("hook", (("start", (0.69983, -0.36541)),))]
