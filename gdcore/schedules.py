"""Learning-rate schedules: the rate as a function of the step number, counted from 0.

A schedule is any callable that takes one step number or an array of them. The ones here are
frozen dataclasses, so that two equal schedules compare equal and print what they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, overload

import numpy as np

from gdcore.errors import HyperparameterError, number, shown
from gdcore.typing import Array, Indices

Schedule = Callable[[Any], Any]
"""step -> rate; also (k,) steps -> (k,) rates."""


@dataclass(frozen=True)
class Constant:
    """alpha_t = alpha: the same rate at each step."""

    rate: float

    @overload
    def __call__(self, step: int) -> float: ...
    @overload
    def __call__(self, step: Indices) -> Array: ...
    def __call__(self, step: int | Indices) -> float | Array:
        """The rate at one step, or at each of an array of steps."""
        if isinstance(step, int):
            return self.rate
        return np.full(np.shape(step), self.rate)


@dataclass(frozen=True)
class InverseTime:
    """alpha_t = initial / (1 + decay t)."""

    initial: float
    decay: float

    @overload
    def __call__(self, step: int) -> float: ...
    @overload
    def __call__(self, step: Indices) -> Array: ...
    def __call__(self, step: int | Indices) -> float | Array:
        """The rate at one step, or at each of an array of steps."""
        if isinstance(step, int):
            return self.initial / (1.0 + self.decay * step)
        return np.asarray(self.initial / (1.0 + self.decay * step))


def constant(rate: float) -> Constant:
    """The same learning rate at each step: alpha_t = rate.

    Args:
        rate: above 0.

    Raises:
        HyperparameterError: `rate` is not a finite number above 0.

    >>> constant(0.1)(5)
    0.1
    """
    return Constant(number("rate", rate, 0.0, low_open=True))


def inverse_time(initial: float, decay: float) -> InverseTime:
    """A rate that falls like one over the step number: alpha_t = initial / (1 + decay t).

    With 0 < decay the rates satisfy sum alpha_t = infinity and sum alpha_t^2 < infinity, the
    conditions under which stochastic gradient descent settles instead of jittering for ever.

    Args:
        initial: alpha_0, above 0.
        decay: at least 0, per step; the rate has halved after 1 / decay steps.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Robbins and Monro, A stochastic approximation method, 1951.

    >>> inverse_time(0.5, 0.25)(4)
    0.25
    """
    return InverseTime(number("initial", initial, 0.0, low_open=True), number("decay", decay, 0.0))


def as_schedule(learning_rate: float | Schedule) -> Schedule:
    """A schedule as it is, or a number as a constant one.

    Raises:
        HyperparameterError: neither a callable nor a finite number above 0.
    """
    if callable(learning_rate):
        return learning_rate
    return Constant(number("learning_rate", learning_rate, 0.0, low_open=True))


def rates(schedule: Schedule, steps: int) -> Array:
    """(steps,): the learning rate at steps 0 .. steps - 1.

    A callable that is not from this module is asked step by step, as a descent asks it.

    Raises:
        HyperparameterError: the schedule does not give a finite number at each step.
    """
    if isinstance(schedule, (Constant, InverseTime)):
        return schedule(np.arange(steps))
    values = np.empty(steps)
    for step in range(steps):
        rate = schedule(step)
        try:
            values[step] = float(rate)
        except (TypeError, ValueError):
            values[step] = np.nan
        if not np.isfinite(values[step]):
            raise HyperparameterError(
                f"The learning-rate schedule gives {shown(rate)} at step {step}; "
                "it must give a finite number."
            )
    return values


def describe(schedule: Schedule) -> float | dict[str, float | str] | str:
    """A schedule as plain data for a manifest: a number, a table or a name."""
    if isinstance(schedule, Constant):
        return schedule.rate
    if isinstance(schedule, InverseTime):
        return {"schedule": "inverse_time", **asdict(schedule)}
    return getattr(schedule, "__name__", type(schedule).__name__)
