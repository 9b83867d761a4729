"""What an optimizer is: a name, its hyperparameters and a pure (init, update) pair."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from numbers import Real
from types import MappingProxyType

from gdcore.errors import number
from gdcore.optimizers.transforms import (
    Moment,
    State,
    Transform,
    chain,
    scale_by_learning_rate,
)
from gdcore.schedules import Schedule, as_schedule, describe, rate_at
from gdcore.typing import Array, Thetas


@dataclass(frozen=True, eq=False)
class Optimizer:
    """A rule that turns gradients into steps, with no state of its own.

    Attributes:
        name: what a lesson file calls it.
        hyperparameters: as given, defaults filled in; `learning_rate` is among them, or `inner`,
            the optimizer that a wrapper holds, which has it.
        schedule: the learning rate as a function of the step.
        transform: the pure pair behind `init` and `update`.
    """

    name: str
    hyperparameters: Mapping[str, Hyperparameter]
    schedule: Schedule = field(repr=False)
    transform: Transform = field(repr=False)

    def init(self, theta: Thetas) -> State:
        """The state before the first step: (..., d) -> named arrays, most of that shape."""
        return self.transform.init(theta)

    def update(
        self,
        gradient: Array,
        state: State,
        step: int,
        theta: Thetas,
        rate: float | Array | None = None,
        hessian: Callable[[Thetas], Array] | None = None,
    ) -> tuple[Array, State]:
        """The change of theta for this gradient, and the state after it.

        Args:
            gradient: (..., d), at `theta`, or at the transform's viewpoint if it has one.
            state: from `init` or from the step before.
            step: how many steps were taken before this one.
            theta: (..., d), the point that is to be changed.
            rate: the learning rate of this step, a number or (..., 1); None means what the
                schedule says.
            hessian: (..., d) -> (..., d, d), the second derivatives of the loss; only `newton`
                asks for it.

        Returns:
            The change, (..., d), to be added to theta, and the new state.

        Raises:
            HyperparameterError: no rate is given, and the schedule needs to see losses.
            ProblemError: no `hessian` is given, and the rule needs one.
        """
        if rate is None:
            rate = rate_at(self.schedule, step)
        return self.transform.update(gradient, state, Moment(step, rate, theta, hessian))

    def with_learning_rate(self, learning_rate: float | Schedule) -> Optimizer:
        """The same rule with another learning rate; a wrapper hands it on to what it holds.

        Raises:
            HyperparameterError: neither a number above 0 nor a schedule.
        """
        inner = self.hyperparameters.get("inner")
        changed: dict[str, Hyperparameter] = (
            {"inner": inner.with_learning_rate(learning_rate)}
            if isinstance(inner, Optimizer)
            else {"learning_rate": _as_given(learning_rate)}
        )
        return replace(
            self,
            hyperparameters=MappingProxyType({**self.hyperparameters, **changed}),
            schedule=as_schedule(learning_rate),
        )

    def describe(self) -> dict[str, object]:
        """Name and hyperparameters as plain data, fit for a manifest."""
        return {"name": self.name} | {
            key: _plain(value) for key, value in self.hyperparameters.items()
        }


Hyperparameter = float | Schedule | Optimizer


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
    return plain_optimizer(name, learning_rate, *direction, scale_by_learning_rate(), **others)


def plain_optimizer(
    name: str, learning_rate: float | Schedule, *transforms: Transform, **others: float
) -> Optimizer:
    """An optimizer whose transforms lead from gradient to change, learning rate included.

    Raises:
        HyperparameterError: `learning_rate` is neither a number above 0 nor a schedule.
    """
    schedule = as_schedule(learning_rate)
    hyperparameters = {"learning_rate": _as_given(learning_rate), **others}
    return Optimizer(name, MappingProxyType(hyperparameters), schedule, chain(*transforms))


def share(name: str, value: float) -> float:
    """A share that is kept from step to step: a number in [0, 1).

    Raises:
        HyperparameterError: it is not.
    """
    return number(name, value, 0.0, 1.0, high_open=True)


def positive(name: str, value: float) -> float:
    """A finite number above 0.

    Raises:
        HyperparameterError: it is not.
    """
    return number(name, value, 0.0, low_open=True)


def _as_given(learning_rate: float | Schedule) -> float | Schedule:
    return float(learning_rate) if isinstance(learning_rate, Real) else learning_rate


def _plain(value: Hyperparameter) -> object:
    if isinstance(value, Optimizer):
        return value.describe()
    return value if isinstance(value, (int, float)) else describe(value)
