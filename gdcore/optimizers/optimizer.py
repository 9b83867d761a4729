"""What an optimizer is: a name, its hyperparameters and a pure (init, update) pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gdcore.optimizers.transforms import State, Transform, chain, scale_by_learning_rate
from gdcore.schedules import Schedule, as_schedule, describe
from gdcore.typing import Array, Thetas

Hyperparameter = float | Schedule


@dataclass(frozen=True, eq=False)
class Optimizer:
    """A rule that turns gradients into steps, with no state of its own.

    Attributes:
        name: what a lesson file calls it.
        hyperparameters: as given, defaults filled in; `learning_rate` is among them.
        schedule: the learning rate as a function of the step.
        transform: the pure pair behind `init` and `update`.
    """

    name: str
    hyperparameters: Mapping[str, Hyperparameter]
    schedule: Schedule = field(repr=False)
    transform: Transform = field(repr=False)

    def init(self, theta: Thetas) -> State:
        """The state before the first step: (..., d) -> named arrays of that shape."""
        return self.transform.init(theta)

    def update(self, gradient: Array, state: State, step: int) -> tuple[Array, State]:
        """The change of theta for this gradient, and the state after it.

        Args:
            gradient: (..., d), at the theta that is to be changed.
            state: from `init` or from the step before.
            step: how many steps were taken before this one.

        Returns:
            The change, (..., d), to be added to theta, and the new state.
        """
        return self.transform.update(gradient, state, step)

    def describe(self) -> dict[str, object]:
        """Name and hyperparameters as plain data, fit for a manifest."""
        return {"name": self.name} | {
            key: describe(value) if callable(value) else value
            for key, value in self.hyperparameters.items()
        }


def optimizer(
    name: str, learning_rate: float | Schedule, *direction: Transform, **others: float
) -> Optimizer:
    """An optimizer that scales a direction by the learning rate: theta += -alpha_t direction.

    Args:
        name: what a lesson file calls it.
        learning_rate: a number above 0, or a schedule.
        direction: the transforms from gradient to direction, in order.
        others: the other hyperparameters, to be inspected.

    Raises:
        HyperparameterError: `learning_rate` is neither.
    """
    schedule = as_schedule(learning_rate)
    given = learning_rate if callable(learning_rate) else float(learning_rate)
    return Optimizer(
        name,
        MappingProxyType({"learning_rate": given, **others}),
        schedule,
        chain(*direction, scale_by_learning_rate(schedule)),
    )
