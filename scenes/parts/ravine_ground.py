"""The ground that five rules walk on: the bowl of data, or a formula about its valley."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.components.basin import Basin
from scenes.components.formula_ground import FormulaGround
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import PLAIN, TURNED
from scenes.theme import Theme

Array = NDArray[np.float64]


def ravine_ground(plan: Plan, where: str, top: float, theme: Theme, **look: float) -> Basin:
    """As it was or turned, up to a cost above the lowest; a formula's goes on."""
    turned = where == TURNED
    turning = plan.askew.rotation if turned else np.eye(2)
    axes = plan.axes._replace(directions=plan.axes.directions @ turning.T)
    low = plan.ravine.minimum()
    if plan.surface is None:
        return Basin(axes, low, top, theme, **look)
    back = plan.askew.back if turned else np.asarray
    return FormulaGround(plan.surface, back, axes, low, plan.reach, theme, **look)


def laid_level(plan: Plan, along: Array) -> Array:
    """(2, 2), the directions along a ravine, away from the start, and to the left of that, across.

    So it is turned, and not mirrored, when it is laid level with the start to the left.
    """
    away = along * (1.0 if plan.in_ravine(PLAIN)[0, 0] < 0.0 else -1.0)
    return np.array([away, [-away[1], away[0]]])
