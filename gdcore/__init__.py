"""What happens in gradient descent, computed before anything is drawn.

Losses, optimizers, paths and the table of every frame, and what is known of them: README.md beside
this file is a guide. NumPy only; reads no clock, prints nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from gdcore.descent import Descent, descend, resume
from gdcore.ensemble import Ensemble, ensemble

if TYPE_CHECKING:
    from gdcore import (
        batching,
        datasets,
        noise,
        optimizers,
        problems,
        projection,
        schedules,
        surfaces,
        theory,
    )
    from gdcore.checks import check_gradient
    from gdcore.frames import FrameTable, Stretch, frame_table
    from gdcore.search import RateSearch, search_learning_rate

__all__ = [
    "Descent",
    "Ensemble",
    "FrameTable",
    "RateSearch",
    "Stretch",
    "batching",
    "check_gradient",
    "datasets",
    "descend",
    "ensemble",
    "frame_table",
    "noise",
    "optimizers",
    "problems",
    "projection",
    "resume",
    "schedules",
    "search_learning_rate",
    "surfaces",
    "theory",
]


_FROM = {
    "FrameTable": "frames",
    "RateSearch": "search",
    "Stretch": "frames",
    "check_gradient": "checks",
    "frame_table": "frames",
    "search_learning_rate": "search",
}
"""The module of each name that is not itself one."""


def __getattr__(name: str) -> object:
    """A module of this package, or what is in one, which is imported when it is first asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"gdcore.{_FROM.get(name, name)}")
    return getattr(module, name) if name in _FROM else module
