"""What the three kinds of walks are like, from each sample's own gradient at the start."""

from __future__ import annotations

import numpy as np

from scenes.plans.summary import Plan
from tests.scenes.settings import Setting, ordinary


def differ(plan: Plan) -> bool:
    """Whether samples ask for different steps there, and a mini-batch leaves some of them out."""
    kinds = plan.shown.kinds
    w, b = kinds.start
    x, y = kinds.scaled.x, kinds.scaled.y
    each = (w * x + b - y)[:, None] * np.stack([x, np.ones_like(x)], axis=1)
    return bool(np.ptp(each, axis=0).any()) and kinds.size < len(x)


TRUE = {
    ("kinds", "between"): differ,
    ("kinds", "counts"): lambda plan: not differ(plan),
}

SETTINGS = [Setting("summary", ()), Setting("summary", tuple(ordinary("two_rows").items()))]
