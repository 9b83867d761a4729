"""Walk down a loss and remember what can be drawn of it: `descend` -> `Descent`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdcore import archive, batching, schedules
from gdcore.errors import ProblemError, number, whole_number
from gdcore.optimizers import Optimizer
from gdcore.typing import Array, Batches, Indices, Losses, Path, Problem, SampledProblem, Theta
from gdcore.walk import DIVERGENCE_FACTOR, MOST_STEPS, Status, Walk, checked_start, frozen


@dataclass(frozen=True, eq=False, kw_only=True)
class Descent:
    """A path down a loss, k steps long.

    Attributes:
        problem: the loss that was descended.
        optimizer: the rule in use.
        theta: (k + 1, d), the start, then the point after each step.
        loss: (k + 1,), the loss over all samples at each of these points.
        gradient: (k, d), the gradient that each step used.
        learning_rate: (k,), the rate that each step used.
        state: by name, (k, ...), what the optimizer remembered after each step's gradient came in,
            for example state["velocity"], (k, d).
        batches: (k, batch_size), the samples that each step saw; (k, 0) without samples.
        gradient_evaluations: (k + 1,), samples looked at so far; a step on a loss without samples
            counts as one.
        status: "steps_done", "converged" or "diverged".
        message: the status as one readable sentence.
        steps_asked: the steps that were asked for, k or more.
        batch_size: samples a step, as asked for; None means all of them.
        seed: of the batches.
    """

    problem: Problem | SampledProblem = field(repr=False)
    optimizer: Optimizer
    theta: Path = field(repr=False)
    loss: Losses = field(repr=False)
    gradient: Array = field(repr=False)
    learning_rate: Array = field(repr=False)
    state: Mapping[str, Array] = field(repr=False)
    batches: Batches = field(repr=False)
    gradient_evaluations: Indices = field(repr=False)
    status: Status
    message: str
    steps_asked: int
    batch_size: int | None
    seed: int

    @property
    def steps(self) -> int:
        """k, the steps that were taken."""
        return len(self.gradient)

    def steps_to(self, loss: float) -> int | None:
        """After how many steps the loss was no more than this for the first time; None for never.

        >>> from gdcore import descend, optimizers, surfaces
        >>> rule = optimizers.gradient_descent(0.5)
        >>> run = descend(surfaces.get("bowl"), rule, [4.0, 0.0], 9)
        >>> run.steps_to(0.5), run.steps_to(0.0)
        (2, None)
        """
        there = np.flatnonzero(self.loss <= loss)
        return int(there[0]) if len(there) else None

    def describe(self) -> dict[str, object]:
        """What a manifest says of this path: the rule, the seed, how it ended."""
        return {
            "optimizer": self.optimizer.describe(),
            "start": self.theta[0].tolist(),
            "steps": self.steps,
            "steps_asked": self.steps_asked,
            "batch_size": self.batch_size,
            "seed": self.seed,
            "status": self.status,
            "message": self.message,
        }

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write every array of the path to an .npz file, with `describe()` as its meta data.

        Batches of all samples are not written; `load` knows them.

        Raises:
            OSError: the file cannot be written.
        """
        arrays: archive.Arrays = {name: getattr(self, name) for name in _SAVED}
        if self.batch_size is not None:
            arrays["batches"] = self.batches
        arrays |= {f"state/{name}": values for name, values in self.state.items()}
        archive.save(path, arrays, self.describe())

    @staticmethod
    def load(
        path: str | os.PathLike[str], problem: Problem | SampledProblem, optimizer: Optimizer
    ) -> Descent:
        """Read a path that `save` wrote; the problem and the optimizer are given, not stored.

        Raises:
            ArchiveError: the file is not a saved path, or is of another optimizer.
        """
        arrays, meta = archive.load(path, "a saved descent")
        try:
            fields: dict[str, Any] = {name: frozen(arrays[name]) for name in _SAVED}
            fields |= {key: meta[key] for key in _SAVED_META}
            same = meta["optimizer"] == optimizer.describe()
            if fields["batch_size"] is not None:
                fields["batches"] = frozen(arrays["batches"])
            else:
                fields["batches"] = batching.plan(problem, len(fields["gradient"]))
        except (KeyError, TypeError) as error:
            raise archive.not_one(path, "a saved descent", f"it lacks {error}") from None
        if not same:
            raise archive.not_one(path, "a saved descent of this optimizer", "another made it")
        state = {
            name.removeprefix("state/"): frozen(values)
            for name, values in arrays.items()
            if name.startswith("state/")
        }
        return Descent(problem=problem, optimizer=optimizer, state=state, **fields)


_SAVED = ("theta", "loss", "gradient", "learning_rate", "gradient_evaluations")
_SAVED_META = ("status", "message", "steps_asked", "batch_size", "seed")


def descend(
    problem: Problem | SampledProblem,
    optimizer: Optimizer,
    start: ArrayLike,
    steps: int,
    *,
    batch_size: int | None = None,
    seed: int = 0,
    tolerance: float = 0.0,
    batches: ArrayLike | None = None,
    divergence_factor: float = DIVERGENCE_FACTOR,
) -> Descent:
    """Walk down a loss: theta_(t+1) = theta_t + update(gradient at theta_t).

    The path has as many steps as were asked for, unless it diverges or comes within a tolerance
    above 0. It diverges when a point or its loss is no longer finite, which ends the path before
    that point, or when the loss passes `divergence_factor` times the loss at the start (or times
    1 if that is larger), which ends the path at that point, so that it can be drawn leaving.

    Args:
        problem: a surface or a loss over data.
        optimizer: from `gdcore.optimizers`.
        start: (d,), finite.
        steps: how many steps to take.
        batch_size: samples a step, from 1 to n; None means all of them.
        seed: of the shuffled epochs that batches are cut from.
        tolerance: a length of the gradient over all samples. Above 0, the path ends at the first
            point where that length is at most this. At 0, the default, no path is cut short, and
            it counts as converged if the gradient at its last point is exactly zero; the message
            says since when. A zero gradient is a flat place: a minimum, but perhaps a saddle.
        batches: (steps, any), the samples for each step, in place of drawn ones.
        divergence_factor: above 1.

    Returns:
        The path; divergence is its status, never an exception or a warning.

    Raises:
        ProblemError: a start of the wrong shape or not finite, or batches that do not fit.
        HyperparameterError: a number outside its range.

    >>> from gdcore import optimizers, surfaces
    >>> descend(surfaces.get("bowl"), optimizers.gradient_descent(0.5), [4.0, 0.0], 3).theta[:, 0]
    array([4. , 2. , 1. , 0.5])
    """
    steps = whole_number("steps", steps, 0, MOST_STEPS)
    tolerance = number("tolerance", tolerance, 0.0)
    factor = number("divergence_factor", divergence_factor, 1.0, low_open=True)
    point = checked_start(problem, start)
    seed = whole_number("seed", seed, 0, batching.MOST_SEED)
    plan = batching.plan(problem, steps, batch_size, seed, batches)
    size = None if batch_size is None and batches is None else plan.shape[1]
    walk = _walk(problem, optimizer, point, plan, size)
    return _walked(walk, plan, size, seed, tolerance, factor)


def resume(
    run: Descent,
    steps: int,
    *,
    tolerance: float = 0.0,
    batches: ArrayLike | None = None,
    divergence_factor: float = DIVERGENCE_FACTOR,
) -> Descent:
    """Walk on from where a path ended, with what its optimizer remembered.

    The whole path, old steps and new, is what `descend` gives for as many steps at once, to the
    last bit; batches are cut from the same shuffled epochs.

    Args:
        run: a path, from `descend` or `Descent.load`, that has not diverged.
        steps: how many steps to take further.
        tolerance: as in `descend`, for the point where the path ended and those after it.
        batches: (steps, any), the samples for the new steps; needed if `run` was given its own.
        divergence_factor: as in `descend`.

    Raises:
        ProblemError: the path diverged, or its batches were given and none are.
        HyperparameterError: a number outside its range.

    >>> from gdcore import optimizers, surfaces
    >>> half = descend(surfaces.get("bowl"), optimizers.momentum(0.5), [4.0, 0.0], 3)
    >>> whole = descend(surfaces.get("bowl"), optimizers.momentum(0.5), [4.0, 0.0], 6)
    >>> bool((resume(half, 3).theta == whole.theta).all())
    True
    """
    if run.status == "diverged":
        raise ProblemError(f"The path cannot be resumed: {run.message}")
    done = run.steps
    steps = whole_number("steps", steps, 0, MOST_STEPS - done)
    tolerance = number("tolerance", tolerance, 0.0)
    factor = number("divergence_factor", divergence_factor, 1.0, low_open=True)
    plan = _further_plan(run, done, steps, batches)
    walk = _walk(run.problem, run.optimizer, run.theta[0], plan, run.batch_size)
    walk.go_on_from(run.theta, run.loss, run.gradient, run.state)
    return _walked(walk, plan, run.batch_size, run.seed, tolerance, factor)


def _further_plan(run: Descent, done: int, steps: int, batches: ArrayLike | None) -> Batches:
    """(done + steps, batch_size): the samples of a path's steps and of further ones."""
    if batches is not None:
        further = batching.plan(run.problem, steps, given=batches)
        if further.shape[1] != run.batches.shape[1]:
            raise ProblemError(
                f"The batches of this path have {run.batches.shape[1]} samples each; "
                f"those given have {further.shape[1]}."
            )
        return np.concatenate([run.batches, further])
    plan = batching.plan(run.problem, done + steps, run.batch_size, run.seed)
    if run.batch_size is not None and not np.array_equal(plan[:done], run.batches):
        raise ProblemError(
            "The batches of this path were given, not drawn from its seed; "
            "give those of the new steps as well."
        )
    return plan


def _walk(
    problem: Problem | SampledProblem,
    optimizer: Optimizer,
    start: Theta,
    plan: Batches,
    size: int | None,
) -> Walk:
    steps = len(plan)
    rates = schedules.rates(optimizer.schedule, steps)
    return Walk(problem, optimizer, start, None if size is None else plan, rates, steps)


def _walked(
    walk: Walk, plan: Batches, size: int | None, seed: int, tolerance: float, factor: float
) -> Descent:
    [(last, status, message)] = walk.go(tolerance, factor)
    return Descent(
        problem=walk.problem,
        optimizer=walk.optimizer,
        theta=frozen(walk.theta[: last + 1]),
        loss=frozen(walk.loss[: last + 1]),
        gradient=frozen(walk.gradient[:last]),
        learning_rate=frozen(walk.rates[:last]),
        state={name: frozen(values[:last]) for name, values in walk.states.items()},
        batches=frozen(plan[:last]),
        gradient_evaluations=frozen(np.arange(last + 1, dtype=np.intp) * max(plan.shape[1], 1)),
        status=status,
        message=message,
        steps_asked=walk.steps,
        batch_size=size,
        seed=seed,
    )
