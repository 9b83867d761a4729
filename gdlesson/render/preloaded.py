"""What every worker needs, imported once in the process that they are forked from."""

from gdlesson.one_thread import sum_in_one_thread
from gdlesson.render.deferred import deferred

sum_in_one_thread()

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
