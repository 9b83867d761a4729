"""What happens in gradient descent, computed before anything is drawn.

Losses, optimizers, paths and the table of every frame, and what is known of them: README.md beside
this file is a guide. NumPy only; reads no clock, prints nothing.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from gdcore.checks import check_gradient
from gdcore.descent import Descent, descend, resume
from gdcore.ensemble import Ensemble, ensemble
from gdcore.frames import FrameTable, frame_table
from gdcore.search import RateSearch, search_learning_rate

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

__all__ = [
    "Descent",
    "Ensemble",
    "FrameTable",
    "RateSearch",
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


def __getattr__(name: str) -> ModuleType:
    """A module of this package, which is imported when it is first asked for."""
    if name in __all__:
        return import_module(f"gdcore.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
