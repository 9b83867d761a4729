"""Whether the toy's ball overshoots: its cost then rises again."""

from __future__ import annotations

import numpy as np

from tests.scenes.toy import Plan


def rises(plan: Plan) -> bool:
    """Whether the cost goes down and up again, as on a way through the lowest point."""
    return bool((np.diff(plan.run.loss) > 0).any())


TRUE = {("roll", "overshoots"): rises, ("roll", "creeps"): lambda plan: not rises(plan)}
