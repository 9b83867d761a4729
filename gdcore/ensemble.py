"""Many descents side by side: seeds, starts or learning rates -> `Ensemble`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from gdcore import batching, schedules
from gdcore.descent import Descent
from gdcore.errors import HyperparameterError, ProblemError, number, shown, whole_number
from gdcore.optimizers import Optimizer
from gdcore.schedules import Schedule
from gdcore.typing import Array, Indices, Losses, Problem, SampledProblem, Thetas
from gdcore.walk import (
    DIVERGENCE_FACTOR,
    MOST_STEPS,
    End,
    Status,
    Walk,
    checked_start,
    frozen,
)

MOST_VALUES = 500_000_000
"""Numbers that the points of an ensemble, or its batches, may take."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Ensemble:
    """M paths down one loss. Each member is, to the last bit, what `descend` gives for it alone.

    A path that ends before the others is NaN from there on. In memory a step of all members lies
    together; the arrays are views of that with the members first.

    Attributes:
        problem: the loss that was descended.
        optimizers: M of them, the rule of each member.
        theta: (M, steps + 1, d).
        loss: (M, steps + 1), over all samples.
        gradient: (M, steps, d), the gradient that each step used.
        learning_rate: (M, steps).
        state: by name, (M, steps, ...), what each optimizer remembered after each step.
        batches: (M, steps, batch_size), the samples that each step saw; (M, steps, 0) without
            samples.
        gradient_evaluations: (steps + 1,), samples looked at so far, the same for all members.
        steps: (M,), how many steps each member took.
        status: M of "steps_done", "converged" or "diverged".
        message: M readable sentences.
        seeds: (M,), of the batches.
        batch_size: samples a step; None means all of them.
    """

    problem: Problem | SampledProblem = field(repr=False)
    optimizers: tuple[Optimizer, ...] = field(repr=False)
    theta: Array = field(repr=False)
    loss: Losses = field(repr=False)
    gradient: Array = field(repr=False)
    learning_rate: Array = field(repr=False)
    state: Mapping[str, Array] = field(repr=False)
    batches: Indices = field(repr=False)
    gradient_evaluations: Indices = field(repr=False)
    steps: Indices = field(repr=False)
    status: tuple[Status, ...] = field(repr=False)
    message: tuple[str, ...] = field(repr=False)
    seeds: tuple[int, ...]
    batch_size: int | None

    def __len__(self) -> int:
        """M, the number of members."""
        return len(self.theta)

    def __getitem__(self, member: int) -> Descent:
        """The path of one member, as `descend` gives it."""
        last = int(self.steps[member])
        return Descent(
            problem=self.problem,
            optimizer=self.optimizers[member],
            theta=self.theta[member, : last + 1],
            loss=self.loss[member, : last + 1],
            gradient=self.gradient[member, :last],
            learning_rate=self.learning_rate[member, :last],
            state={name: values[member, :last] for name, values in self.state.items()},
            batches=self.batches[member, :last],
            gradient_evaluations=self.gradient_evaluations[: last + 1],
            status=self.status[member],
            message=self.message[member],
            steps_asked=self.theta.shape[1] - 1,
            batch_size=self.batch_size,
            seed=self.seeds[member],
        )

    def __iter__(self) -> Iterator[Descent]:
        """The paths of the members, in order."""
        return (self[member] for member in range(len(self)))


def ensemble(  # noqa: PLR0913 - what `descend` takes, and three plurals
    problem: Problem | SampledProblem,
    optimizer: Optimizer,
    *,
    steps: int,
    start: ArrayLike | None = None,
    starts: ArrayLike | None = None,
    seed: int = 0,
    seeds: Sequence[int] | None = None,
    learning_rates: Sequence[float | Schedule] | None = None,
    batch_size: int | None = None,
    batches: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    divergence_factor: float = DIVERGENCE_FACTOR,
) -> Ensemble:
    """Walk many times down a loss, all at once: `descend` for each seed, start or learning rate.

    What is given one of is shared by all members; what is given several of, in the plural, differs
    between them. Several plurals must be equally long: member i has the i-th of each. A problem of
    your own must give each point, and its samples, the same bits alone and among others; if it
    does not, neither do the paths.

    Args:
        problem: a surface or a loss over data that takes many points at once; with a batch size,
            its gradient takes theta (M, d) with samples (M, batch_size), a row for each point.
        optimizer: from `gdcore.optimizers`.
        steps: how many steps each member takes.
        start: (d,), or
        starts: (M, d).
        seed: of the batches, or
        seeds: M of them.
        learning_rates: M numbers above 0 or schedules, in place of the optimizer's own.
        batch_size: samples a step, from 1 to n; None means all of them.
        batches: (M, steps, any), the samples for each step of each member, in place of drawn ones.
        tolerance: as in `descend`.
        divergence_factor: as in `descend`.

    Returns:
        The paths; divergence is a member's status, never an exception or a warning.

    Raises:
        ProblemError: starts of the wrong shape or not finite, or batches that do not fit.
        HyperparameterError: no plural, plurals of different lengths, or a number out of range.

    >>> from gdcore import optimizers, surfaces
    >>> rule = optimizers.gradient_descent(0.5)
    >>> many = ensemble(surfaces.get("bowl"), rule, starts=[[4.0, 0.0], [0.0, 2.0]], steps=3)
    >>> many.theta.shape, many[1].theta[-1].tolist()
    ((2, 4, 2), [0.0, 0.25])
    """
    steps = whole_number("steps", steps, 0, MOST_STEPS)
    tolerance = number("tolerance", tolerance, 0.0)
    factor = number("divergence_factor", divergence_factor, 1.0, low_open=True)
    members = _members(starts=starts, seeds=seeds, learning_rates=learning_rates, batches=batches)
    _check_size(members, steps, max(problem.dimension, batch_size or 0))
    first = _starts(problem, start, starts, members)
    every_seed = _seeds(seed, seeds, members)
    rules = (optimizer,) * members
    if learning_rates is not None:
        rules = tuple(optimizer.with_learning_rate(rate) for rate in learning_rates)
    plan = batching.plans(problem, steps, batch_size, every_seed, batches)
    size = None if batch_size is None and batches is None else plan.shape[-1]
    rates = _rates(rules, steps)
    walk = Walk(problem, optimizer, first, None if size is None else plan, rates, steps)
    ends = walk.go(tolerance, factor)
    return _gathered(walk, ends, rules, plan, every_seed, size)


def _members(**plurals: ArrayLike | Sequence[object] | None) -> int:
    """M, which all plurals that are given must agree on."""
    given = {name: values for name, values in plurals.items() if values is not None}
    sizes = {name: len(v) if isinstance(v, Sized) else 0 for name, v in given.items()}
    if not sizes:
        raise HyperparameterError(
            "An ensemble needs to know in what its members differ: give starts, seeds, "
            "learning_rates or batches, or call descend for a single path."
        )
    for name, size in sizes.items():
        if not size:
            raise HyperparameterError(f"{name} is empty or a single value; give one a member.")
    if len(set(sizes.values())) > 1:
        told = ", ".join(f"{size} {name}" for name, size in sizes.items())
        raise HyperparameterError(f"There are {told}; there must be as many of each.")
    return next(iter(sizes.values()))


def _check_size(members: int, steps: int, width: int) -> None:
    if members * (steps + 1) * width > MOST_VALUES:
        raise HyperparameterError(
            f"{members} members of {steps} steps with {width} numbers each are more than "
            f"{MOST_VALUES:,} numbers; take fewer steps or fewer members."
        )


def _starts(
    problem: Problem | SampledProblem,
    start: ArrayLike | None,
    starts: ArrayLike | None,
    members: int,
) -> Thetas:
    """(M, d)."""
    if (start is None) == (starts is None):
        raise ProblemError("An ensemble needs either start, (d,), or starts, (M, d).")
    if starts is None:
        assert start is not None
        return np.tile(checked_start(problem, start), (members, 1))
    try:
        rows = list(np.array(starts, dtype=np.float64))
    except (TypeError, ValueError):
        raise ProblemError(f"starts is {shown(starts)}; it must be (M, d) numbers.") from None
    return np.array([checked_start(problem, row) for row in rows])


def _seeds(seed: int, seeds: Sequence[int] | None, members: int) -> tuple[int, ...]:
    """M of them."""
    given = [seed] * members if seeds is None else seeds
    return tuple(whole_number("seed", one, 0, batching.MOST_SEED) for one in given)


def _rates(rules: tuple[Optimizer, ...], steps: int) -> Array | schedules.LossSchedule:
    """(steps, M), or the one schedule that looks at the loss."""
    shared = schedules.rates(rules[0].schedule, steps)
    if all(rule.schedule is rules[0].schedule for rule in rules):
        if isinstance(shared, schedules.LossSchedule):
            return shared
        return np.broadcast_to(shared[:, None], (steps, len(rules)))
    columns = []
    for rule in rules:
        column = schedules.rates(rule.schedule, steps)
        if isinstance(column, schedules.LossSchedule):
            raise HyperparameterError(
                "Schedules that look at the loss cannot differ between the members of an "
                "ensemble; call descend for each."
            )
        columns.append(column)
    return np.stack(columns, axis=1)


def _gathered(
    walk: Walk,
    ends: list[End],
    rules: tuple[Optimizer, ...],
    plan: Indices,
    seeds: tuple[int, ...],
    batch_size: int | None,
) -> Ensemble:
    """The ensemble of a walk, with nothing kept beyond a member's end."""
    last = np.array([end.last for end in ends], dtype=np.intp)
    evaluations = np.arange(walk.steps + 1, dtype=np.intp) * max(plan.shape[-1], 1)
    return Ensemble(
        problem=walk.problem,
        optimizers=rules,
        theta=_by_member(walk.theta, last + 1),
        loss=_by_member(walk.loss, last + 1),
        gradient=_by_member(walk.gradient, last),
        learning_rate=_by_member(walk.rates, last),
        state={name: _by_member(values, last) for name, values in walk.states.items()},
        batches=frozen(np.moveaxis(plan, 1, 0)),
        gradient_evaluations=frozen(evaluations),
        steps=frozen(last),
        status=tuple(end.status for end in ends),
        message=tuple(end.message for end in ends),
        seeds=seeds,
        batch_size=batch_size,
    )


def _by_member(values: Array, kept: Indices) -> Array:
    """(steps, M, ...) -> (M, steps, ...), NaN beyond the steps that each member kept."""
    for member in np.flatnonzero(kept < len(values)):
        values[kept[member] :, member] = math.nan
    return frozen(np.moveaxis(values, 1, 0))
