"""What every worker needs, imported once in the process that they are forked from."""

import os

from gdlesson.render.deferred import deferred

# One thread a worker for sums, so that their order, and with it the last bit, is the same.
os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"))

SELDOM = (
    "scipy", "scipy.spatial", "scipy.spatial.transform", "networkx", "bs4", "pygments",
    "pygments.formatters", "pygments.formatters.html", "pygments.lexers", "pygments.style",
    "pygments.styles", "pygments.token",
)  # fmt: skip
"""What Manim imports of these, no lesson uses."""

with deferred(*SELDOM):
    from gdlesson.render import lesson_manim  # noqa: F401

from gdlesson.render import stage, workers  # noqa: E402, F401
from scenes import catalog  # noqa: E402, F401
