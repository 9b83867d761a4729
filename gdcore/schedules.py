"""Learning-rate schedules: the rate as a function of the step number, counted from 0.

A schedule is any callable from a step number to a rate. The ones here are frozen dataclasses, so
that two equal schedules compare equal and print what they are; they also take an array of steps,
for drawing. `reduce_on_plateau` is of another kind: it looks at the loss.

Step t here is PyTorch's `last_epoch` t, the number of `scheduler.step()` calls so far: the first
step of a path has t = 0 and takes the rate that a torch scheduler sets when it is made.
"""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol, overload, runtime_checkable

import numpy as np

from gdcore.errors import HyperparameterError, number, shown, whole_number
from gdcore.typing import Array, Indices

MOST_STEPS = 10_000_000

Memory = Mapping[str, Array]
"""What a schedule that looks at the loss remembers, by name; each array shaped like the loss."""


@runtime_checkable
class LossSchedule(Protocol):
    """A schedule that looks at the loss before each step, such as `reduce_on_plateau`."""

    def init(self, loss: Array) -> Memory:
        """(...) losses at the start -> what is remembered before the first step."""

    def next(self, loss: Array, memory: Memory) -> tuple[Array, Memory]:
        """(...) losses before a step -> (...) rates of this step, and what is remembered."""


Schedule = Callable[[Any], Any] | LossSchedule
"""step -> rate; or a rate that follows the loss."""


class StepSchedule(ABC):
    """A schedule that knows the rate of each step beforehand: a frozen dataclass of its numbers."""

    @abstractmethod
    def at(self, step: int) -> float:
        """The rate at one step, worked out in Python's own numbers."""

    @overload
    def __call__(self, step: int) -> float: ...
    @overload
    def __call__(self, step: Indices) -> Array: ...
    def __call__(self, step: int | Indices) -> float | Array:
        """The rate at one step, or at each of an array of steps, the same to the last bit."""
        if isinstance(step, int):
            return self.at(step)
        steps = np.asarray(step)
        return np.array([self.at(int(one)) for one in steps.flat]).reshape(steps.shape)


@dataclass(frozen=True)
class Constant(StepSchedule):
    """alpha_t = rate."""

    rate: float

    def at(self, step: int) -> float:  # noqa: ARG002 - the same at each
        """The rate."""
        return self.rate


@dataclass(frozen=True)
class InverseTime(StepSchedule):
    """alpha_t = initial / (1 + decay t)."""

    initial: float
    decay: float

    def at(self, step: int) -> float:
        """The rate at one step."""
        return self.initial / (1.0 + self.decay * step)


@dataclass(frozen=True)
class Exponential(StepSchedule):
    """alpha_t = initial factor^t."""

    initial: float
    factor: float

    def at(self, step: int) -> float:
        """The rate at one step."""
        return self.initial * self.factor**step


@dataclass(frozen=True)
class StepDecay(StepSchedule):
    """alpha_t = initial factor^floor(t / every)."""

    initial: float
    every: int
    factor: float

    def at(self, step: int) -> float:
        """The rate at one step."""
        return self.initial * self.factor ** (step // self.every)


@dataclass(frozen=True)
class Piecewise(StepSchedule):
    """alpha_t = initial factor^(how many milestones are at most t)."""

    initial: float
    milestones: tuple[int, ...]
    factor: float

    def at(self, step: int) -> float:
        """The rate at one step."""
        passed = sum(milestone <= step for milestone in self.milestones)
        return self.initial * self.factor**passed


@dataclass(frozen=True)
class Polynomial(StepSchedule):
    """alpha_t = final + (initial - final) (1 - t / steps)^power, and final from `steps` on."""

    initial: float
    steps: int
    power: float
    final: float

    def at(self, step: int) -> float:
        """The rate at one step."""
        left = 1.0 - min(step, self.steps) / self.steps
        return _between(self.initial, self.final, math.pow(left, self.power))


@dataclass(frozen=True)
class Cosine(StepSchedule):
    """alpha_t = final + (initial - final) (1 + cos(pi t / steps)) / 2, final from `steps` on."""

    initial: float
    steps: int
    final: float

    def at(self, step: int) -> float:
        """The rate at one step."""
        return _half_wave(self.initial, self.final, min(step, self.steps) / self.steps)


@dataclass(frozen=True)
class CosineRestarts(StepSchedule):
    """Cosine again and again, each time `growth` times as many steps long."""

    initial: float
    steps: int
    growth: int
    final: float

    def at(self, step: int) -> float:
        """The rate at one step."""
        since, length = step, self.steps
        while since >= length:
            if self.growth == 1:
                since %= length
            else:
                since, length = since - length, length * self.growth
        return _half_wave(self.initial, self.final, since / length)


@dataclass(frozen=True)
class OneCycle(StepSchedule):
    """Half a cosine wave up from a small rate to the peak, half of one down to a tiny rate."""

    peak: float
    steps: int
    warm_share: float
    first_divisor: float
    last_divisor: float

    def at(self, step: int) -> float:
        """The rate at one step."""
        first = self.peak / self.first_divisor
        top, last = self.warm_share * self.steps - 1.0, self.steps - 1.0
        if step < top:
            return _half_wave(first, self.peak, step / top)
        way = (min(step, last) - top) / (last - top)
        return _half_wave(self.peak, first / self.last_divisor, way)


@dataclass(frozen=True)
class WarmUp(StepSchedule):
    """A straight rise to the first rate of another schedule, which then follows."""

    then: Callable[[Any], Any]
    steps: int
    first: float

    def at(self, step: int) -> float:
        """The rate at one step."""
        if step >= self.steps:
            return float(self.then(step - self.steps))
        return float(self.then(0)) * (self.first + (1.0 - self.first) * step / self.steps)


@dataclass(frozen=True)
class ReduceOnPlateau:
    """A rate that is cut when the loss has not got better for a while; looks at the loss.

    It remembers "rate", "best", the lowest loss so far, "bad_steps" since then, and "cooldown",
    the steps that are still left of it; each shaped like the loss.
    """

    initial: float
    factor: float
    patience: int
    threshold: float
    cooldown: int
    lowest: float

    def init(self, loss: Array) -> Memory:
        """(...) losses, of which only the shape counts -> what is remembered at first."""
        nothing = np.zeros(np.shape(loss))
        return {
            "rate": nothing + self.initial,
            "best": nothing + math.inf,
            "bad_steps": nothing,
            "cooldown": nothing,
        }

    def next(self, loss: Array, memory: Memory) -> tuple[Array, Memory]:
        """(...) losses before a step -> (...) rates of this step, and what is remembered."""
        rate, best = memory["rate"], memory["best"]
        better = loss < best * (1.0 - self.threshold)
        resting = memory["cooldown"] > 0.0
        bad_steps = np.where(better | resting, 0.0, memory["bad_steps"] + 1.0)
        cut = bad_steps > self.patience
        rate = np.where(cut, np.maximum(rate * self.factor, self.lowest), rate)
        return rate, {
            "rate": rate,
            "best": np.where(better, loss, best),
            "bad_steps": np.where(cut, 0.0, bad_steps),
            "cooldown": np.where(cut, self.cooldown, memory["cooldown"] - resting),
        }


def constant(rate: float) -> Constant:
    """The same learning rate at each step: alpha_t = rate.

    Args:
        rate: above 0.

    Raises:
        HyperparameterError: `rate` is not a finite number above 0.

    >>> constant(0.1)(5)
    0.1
    """
    return Constant(_positive("rate", rate))


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
    return InverseTime(_positive("initial", initial), number("decay", decay, 0.0))


def exponential(initial: float, factor: float) -> Exponential:
    """A rate that falls by the same factor each step: alpha_t = initial factor^t.

    Args:
        initial: alpha_0, above 0.
        factor: in (0, 1].

    Raises:
        HyperparameterError: a value outside its range.

    As PyTorch's ExponentialLR.

    >>> exponential(0.5, 0.5)(2)
    0.125
    """
    return Exponential(_positive("initial", initial), _factor(factor))


def step_decay(initial: float, every: int, factor: float = 0.1) -> StepDecay:
    """A rate that falls in even stairs: alpha_t = initial factor^floor(t / every).

    Args:
        initial: alpha_0, above 0.
        every: steps on a stair, at least 1.
        factor: from one stair to the next, in (0, 1].

    Raises:
        HyperparameterError: a value outside its range.

    As PyTorch's StepLR.

    >>> step_decay(0.5, every=10, factor=0.5)(np.array([0, 9, 10, 20])).tolist()
    [0.5, 0.5, 0.25, 0.125]
    """
    return StepDecay(_positive("initial", initial), _count("every", every), _factor(factor))


def piecewise(initial: float, milestones: Iterable[int], factor: float = 0.1) -> Piecewise:
    """A rate that falls by a factor at chosen steps.

    alpha_t = initial factor^(how many milestones are at most t)

    Args:
        initial: alpha_0, above 0.
        milestones: the first steps of the lower rates, each at least 1 and above the one before.
        factor: at each milestone, in (0, 1].

    Raises:
        HyperparameterError: a value outside its range, or milestones out of order.

    As PyTorch's MultiStepLR.

    >>> piecewise(0.5, [3, 10], factor=0.5)(np.array([0, 2, 3, 10])).tolist()
    [0.5, 0.5, 0.25, 0.125]
    """
    given = milestones if isinstance(milestones, Iterable) else (milestones,)
    stairs = tuple(_count("a milestone", milestone) for milestone in given)
    if any(later <= sooner for sooner, later in pairwise(stairs)):
        raise HyperparameterError(
            f"milestones is {shown(list(stairs))}; each must be above the one before."
        )
    return Piecewise(_positive("initial", initial), stairs, _factor(factor))


def polynomial(initial: float, steps: int, power: float = 1.0, final: float = 0.0) -> Polynomial:
    """A rate that falls to its last value along a power of what is left; a line for power 1.

    alpha_t = final + (initial - final) (1 - t / steps)^power, and final from `steps` on

    Args:
        initial: alpha_0, above 0.
        steps: until the last rate, at least 1.
        power: above 0.
        final: the last rate, from 0 to `initial`.

    Raises:
        HyperparameterError: a value outside its range.

    As PyTorch's PolynomialLR, whose last rate is 0.

    >>> polynomial(0.5, steps=4, power=2.0)(2)
    0.125
    """
    initial = _positive("initial", initial)
    return Polynomial(
        initial, _count("steps", steps), _positive("power", power), _last("final", final, initial)
    )


def cosine(initial: float, steps: int, final: float = 0.0) -> Cosine:
    """A rate that falls to its last value along half a cosine wave.

    alpha_t = final + (initial - final) (1 + cos(pi t / steps)) / 2, and final from `steps` on

    Args:
        initial: alpha_0, above 0.
        steps: until the last rate, at least 1.
        final: the last rate, from 0 to `initial`.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts, 2017, one
    cycle. Up to T_max as PyTorch's CosineAnnealingLR, which then goes up again; this stays down.

    >>> cosine(0.5, steps=100)(np.array([0, 50, 100, 150])).tolist()
    [0.5, 0.25, 0.0, 0.0]
    """
    initial = _positive("initial", initial)
    return Cosine(initial, _count("steps", steps), _last("final", final, initial))


def cosine_restarts(
    initial: float, steps: int, growth: int = 1, final: float = 0.0
) -> CosineRestarts:
    """Half a cosine wave down, then at once up to the first rate, again and again.

    Args:
        initial: the rate after each restart, above 0.
        steps: of the first cycle, at least 1.
        growth: each cycle is this many times as long as the one before, at least 1.
        final: the rate that a cycle tends to, from 0 to `initial`.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts, 2017. As
    PyTorch's CosineAnnealingWarmRestarts, where T_0 is `steps` and T_mult is `growth`.

    >>> cosine_restarts(0.5, steps=2, growth=2)(np.array([0, 1, 2, 4, 6])).tolist()
    [0.5, 0.25, 0.5, 0.25, 0.5]
    """
    initial = _positive("initial", initial)
    return CosineRestarts(
        initial, _count("steps", steps), _count("growth", growth), _last("final", final, initial)
    )


def one_cycle(
    peak: float,
    steps: int,
    warm_share: float = 0.3,
    first_divisor: float = 25.0,
    last_divisor: float = 1e4,
) -> OneCycle:
    """Half a cosine wave up from a small rate to the peak, half of one down to a tiny rate.

    alpha_0 = peak / first_divisor; the peak is at t = warm_share steps - 1; the last rate,
    at steps - 1 and from there on, is alpha_0 / last_divisor.

    Args:
        peak: the highest rate, above 0.
        steps: of the whole cycle, at least 1.
        warm_share: the share of steps that go up, in [0, 1).
        first_divisor: at least 1.
        last_divisor: at least 1.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Smith and Topin, Super-convergence: very fast training of neural networks using large
    learning rates, 2018. As PyTorch's OneCycleLR with two phases and cosines; momentum stays as it
    is.

    >>> one_cycle(0.5, steps=21, warm_share=10 / 21)(np.array([0, 9, 20])).tolist()
    [0.02, 0.5, 2e-06]
    """
    return OneCycle(
        _positive("peak", peak),
        _count("steps", steps),
        number("warm_share", warm_share, 0.0, 1.0, high_open=True),
        number("first_divisor", first_divisor, 1.0),
        number("last_divisor", last_divisor, 1.0),
    )


def warm_up(then: float | Schedule, steps: int, first: float = 1.0 / 3.0) -> WarmUp:
    """A straight rise to the first rate of another schedule, which then follows from its step 0.

    alpha_t = then(0) (first + (1 - first) t / steps) for t < steps, then(t - steps) from there on

    Args:
        then: a number above 0 or a schedule of steps.
        steps: of the rise, at least 1.
        first: the first rate as a share of then(0), in (0, 1].

    Raises:
        HyperparameterError: a value outside its range, or a `then` that looks at the loss.

    Source: Goyal et al., Accurate, large minibatch SGD, 2017. As PyTorch's LinearLR followed by
    another in SequentialLR.

    >>> warm_up(0.5, steps=4, first=0.5)(np.array([0, 2, 4, 9])).tolist()
    [0.25, 0.375, 0.5, 0.5]
    """
    follows = as_schedule(then)
    if isinstance(follows, LossSchedule):
        raise HyperparameterError(
            "A schedule that looks at the loss cannot follow a warm-up; give a schedule of steps."
        )
    first = number("first", first, 0.0, 1.0, low_open=True)
    return WarmUp(follows, _count("steps", steps), first)


def reduce_on_plateau(
    initial: float,
    factor: float = 0.1,
    patience: int = 10,
    threshold: float = 1e-4,
    cooldown: int = 0,
    lowest: float = 0.0,
) -> ReduceOnPlateau:
    """A rate that is cut when the loss has not got better for more than `patience` steps.

    It looks at the loss over all samples before each step, that of the start included. Better is
    below best (1 - threshold). After a cut it waits `cooldown` steps before it counts again.

    Args:
        initial: alpha_0, above 0.
        factor: of each cut, in (0, 1).
        patience: steps without a better loss that are let pass, at least 0.
        threshold: as a share of the best loss so far, in [0, 1); meant for losses above 0.
        cooldown: steps after a cut in which none is counted, at least 0.
        lowest: no cut goes below this rate, from 0 to `initial`.

    Raises:
        HyperparameterError: a value outside its range.

    As PyTorch's ReduceLROnPlateau in mode "min" with a relative threshold and eps 0, where
    `scheduler.step(loss)` comes before `optimizer.step()`.

    >>> rule, rates = reduce_on_plateau(0.5, factor=0.5, patience=1), []
    >>> memory = rule.init(np.array(4.0))
    >>> for loss in (4.0, 5.0, 5.0, 3.0):
    ...     rate, memory = rule.next(np.array(loss), memory)
    ...     rates.append(float(rate))
    >>> rates
    [0.5, 0.5, 0.25, 0.25]
    """
    initial = _positive("initial", initial)
    return ReduceOnPlateau(
        initial,
        number("factor", factor, 0.0, 1.0, low_open=True, high_open=True),
        whole_number("patience", patience, 0, MOST_STEPS),
        number("threshold", threshold, 0.0, 1.0, high_open=True),
        whole_number("cooldown", cooldown, 0, MOST_STEPS),
        _last("lowest", lowest, initial),
    )


def rate_at(schedule: Schedule, step: int) -> float:
    """The rate at one step.

    Raises:
        HyperparameterError: the schedule needs to see the loss, or gives no finite number.
    """
    if isinstance(schedule, LossSchedule):
        raise HyperparameterError(
            f"The schedule {describe(schedule)} follows the loss, so it has no rate for a step "
            "alone."
        )
    return _checked_rate(schedule, step)


def as_schedule(learning_rate: float | Schedule) -> Schedule:
    """A schedule as it is, or a number as a constant one.

    Raises:
        HyperparameterError: neither a callable nor a finite number above 0.
    """
    if isinstance(learning_rate, LossSchedule) or callable(learning_rate):
        return learning_rate
    return Constant(_positive("learning_rate", learning_rate))


def rates(schedule: Schedule, steps: int) -> Array | LossSchedule:
    """(steps,): the rate at steps 0 .. steps - 1; a schedule that looks at the loss, as it is.

    Raises:
        HyperparameterError: the schedule does not give a finite number at each step.
    """
    if isinstance(schedule, Constant):
        return np.full(steps, _checked_rate(schedule, 0))
    if isinstance(schedule, LossSchedule):
        return schedule
    return np.fromiter((_checked_rate(schedule, step) for step in range(steps)), float, steps)


def describe(schedule: Schedule) -> object:
    """A schedule as plain data for a manifest: a number, a table or a name."""
    if isinstance(schedule, Constant):
        return schedule.rate
    if isinstance(schedule, (StepSchedule, ReduceOnPlateau)):
        name = re.sub("(?<!^)(?=[A-Z])", "_", type(schedule).__name__).lower()
        return {"schedule": name} | {key: _plain(value) for key, value in vars(schedule).items()}
    return getattr(schedule, "__name__", type(schedule).__name__)


def _plain(value: object) -> object:
    if callable(value):
        return describe(value)
    return list(value) if isinstance(value, tuple) else value


def _checked_rate(schedule: Callable[[Any], Any], step: int) -> float:
    rate = schedule(step)
    try:
        amount = float(rate)
    except (TypeError, ValueError):
        amount = math.nan
    if not math.isfinite(amount):
        raise HyperparameterError(
            f"The learning-rate schedule gives {shown(rate)} at step {step}; "
            "it must give a finite number."
        )
    return amount


def _half_wave(start: float, end: float, way: float) -> float:
    """From `start` to `end` along half a cosine wave, `way` in [0, 1]; exact at both."""
    return _between(start, end, (1.0 + math.cos(math.pi * way)) / 2.0)


def _between(start: float, end: float, left: float) -> float:
    """`left` of start and the rest of end."""
    return left * start + (1.0 - left) * end


def _positive(name: str, value: float) -> float:
    return number(name, value, 0.0, low_open=True)


def _factor(value: float) -> float:
    return number("factor", value, 0.0, 1.0, low_open=True)


def _last(name: str, value: float, initial: float) -> float:
    return number(name, value, 0.0, initial)


def _count(name: str, value: int) -> int:
    return whole_number(name, value, 1, MOST_STEPS)
