"""A training run out of a user's file, as a path on a plane."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from gdcore import Descent, training
from gdcore.errors import ArchiveError
from gdcore.optimizers import gradient_descent
from gdcore.training import TrainingRun
from gdcore.typing import Array, Losses, Thetas
from scenes.plans.common import KeyedError
from scenes.reading.inputs import Inputs

ROOM = 0.12
"""What is beyond the path on each side of the plane, in its extent."""


class _Unknown:
    """The cost between the moments, which no file tells: flat pictures have no need of it."""

    dimension = 2

    def loss(self, theta: ArrayLike) -> Losses:
        """(..., 2) -> (...), of zeros."""
        return np.zeros(np.shape(theta)[:-1])

    def gradient(self, theta: ArrayLike) -> Thetas:
        """(..., 2) -> (..., 2), of zeros."""
        return np.zeros(np.shape(theta))


class _Recorded(Descent):
    """A path that was not computed here: what no file tells, such as its rule, is not said."""

    def describe(self) -> dict[str, object]:
        """What a manifest says of it."""
        return {"optimizer": None, "start": self.theta[0].tolist(), "steps": self.steps,
                "status": self.status, "message": self.message}  # fmt: skip


@dataclass(frozen=True, eq=False)
class SavedRun:
    """What is drawn of it."""

    told: TrainingRun

    @property
    def moments(self) -> int:
        """How many were saved."""
        return len(self.told.losses)

    @property
    def dimension(self) -> int:
        """How many numbers the network has."""
        return int(self.told.parameters.shape[1])

    @property
    def compares(self) -> bool:
        """Whether it has costs on data that it does not learn from, all above zero."""
        fresh = self.told.fresh
        return fresh is not None and bool((fresh > 0.0).all())

    @property
    def shares(self) -> tuple[float, float]:
        """Of its movement, in each direction of the plane."""
        assert self.told.plane.shares is not None
        first, second = self.told.plane.shares.tolist()
        return first, second

    @cached_property
    def path(self) -> Array:
        """On the plane, (moments, 2)."""
        return self.told.plane.project(self.told.parameters)

    @cached_property
    def run(self) -> Descent:
        """The path as what runners show; its steps are those from a saved moment to the next."""
        count, nothing = self.moments - 1, np.full((self.moments - 1, 2), np.nan)
        return _Recorded(
            problem=_Unknown(), optimizer=gradient_descent(learning_rate=1.0),
            theta=self.path, loss=self.told.losses, gradient=nothing,
            learning_rate=nothing[:, 0], state=MappingProxyType({}),
            batches=np.zeros((count, 0), dtype=np.intp),
            gradient_evaluations=np.arange(self.moments), status="steps_done",
            message=f"{self.moments} moments of a training run, from a file.",
            steps_asked=count, batch_size=None, seed=0,
        )  # fmt: skip

    @cached_property
    def extent(self) -> tuple[Array, float, float]:
        """The middle, (2,), and half of each side, of what is drawn: a grid, or about the path."""
        ground = self.told.ground
        if ground is not None:
            low, high = np.array([[s[0], s[-1]] for s in (ground.u, ground.v)]).T
            room = 0.5
        else:
            low, high = self.path.min(axis=0), self.path.max(axis=0)
            room = 0.5 + ROOM
        across, up = (room * (high - low)).tolist()
        return (low + high) / 2, float(across), float(up)


def saved_run(name: str, inputs: Inputs) -> SavedRun:
    """What a file says that lies beside the lesson.

    Raises:
        KeyedError: it is not there, or cannot be used.
    """
    try:
        return SavedRun(training.parse(inputs.read_beside(name, training.MOST_BYTES), name))
    except ArchiveError as error:
        raise KeyedError(str(error), ("run",)) from None
    except ValueError as error:
        raise KeyedError(f"{name}: {error}", ("run",)) from None
