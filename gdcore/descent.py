"""Walk down a loss and remember everything that can be drawn: `descend` -> `Descent`."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gdcore import archive, batching, schedules
from gdcore.errors import ProblemError, number, shown, whole_number
from gdcore.optimizers import Optimizer
from gdcore.optimizers.transforms import State
from gdcore.typing import Array, Batches, Indices, Losses, Path, Problem, SampledProblem, Theta

_T = TypeVar("_T", bound=np.generic)
Status = Literal["converged", "steps_done", "diverged"]
MOST_STEPS = 10_000_000
DIVERGENCE_FACTOR = 1e12
FIRST_CHUNK, LARGEST_CHUNK = 64, 1024


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
        state: by name, (k, d), what the optimizer remembered after each step's gradient came in,
            for example state["velocity"].
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

        Raises:
            OSError: the file cannot be written.
        """
        arrays: archive.Arrays = {name: getattr(self, name) for name in _SAVED}
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
            fields: dict[str, Any] = {name: _frozen(arrays[name]) for name in _SAVED}
            fields |= {key: meta[key] for key in _SAVED_META}
            same = meta["optimizer"] == optimizer.describe()
        except (KeyError, TypeError) as error:
            raise archive.not_one(path, "a saved descent", f"it lacks {error}") from None
        if not same:
            raise archive.not_one(path, "a saved descent of this optimizer", "another made it")
        state = {n.removeprefix("state/"): v for n, v in arrays.items() if n.startswith("state/")}
        return Descent(problem=problem, optimizer=optimizer, state=state, **fields)


_SAVED = ("theta", "loss", "gradient", "learning_rate", "batches", "gradient_evaluations")
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
            it counts as converged if the gradient at its last point is exactly zero. A zero
            gradient is a flat place: a minimum, but perhaps a saddle.
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
    point = _checked_start(problem, start)
    seed = whole_number("seed", seed, 0, 2**63 - 1)
    plan = _plan(problem, steps, batch_size, seed, batches)
    rates = schedules.rates(optimizer.schedule, steps)
    sampled = not (batch_size is None and batches is None)
    walk = _Walk(problem, optimizer, point, steps, plan, sampled=sampled)
    with np.errstate(all="ignore"):
        walk.losses_of(0, 1)
        if not math.isfinite(walk.loss[0]):
            raise ProblemError(f"The loss at the start {shown(point.tolist())} is not finite.")
        limit = factor * max(abs(float(walk.loss[0])), 1.0)
        end = walk.end_at_start(tolerance)
        chunk = FIRST_CHUNK
        while end is None and walk.taken < steps:
            walk.take(min(chunk, steps - walk.taken))
            end = walk.end(limit, tolerance)
            chunk = min(2 * chunk, LARGEST_CHUNK)
        last, status, message = end or walk.end_of_steps()
    return Descent(
        problem=problem,
        optimizer=optimizer,
        theta=_frozen(walk.theta[: last + 1]),
        loss=_frozen(walk.loss[: last + 1]),
        gradient=_frozen(walk.gradient[:last]),
        learning_rate=_frozen(rates[:last]),
        state={name: _frozen(values[:last]) for name, values in walk.states.items()},
        batches=_frozen(plan[:last]),
        gradient_evaluations=_frozen(np.arange(last + 1, dtype=np.intp) * max(plan.shape[1], 1)),
        status=status,
        message=message,
        steps_asked=steps,
        batch_size=plan.shape[1] if sampled else None,
        seed=seed,
    )


_End = tuple[int, Status, str]
"""The last step that is kept, and why."""


class _Walk:
    """The arrays of a path while it is walked, chunk by chunk.

    Steps are one at a time by nature; losses are not, and are evaluated a chunk at once.
    """

    def __init__(
        self,
        problem: Problem | SampledProblem,
        optimizer: Optimizer,
        start: Theta,
        steps: int,
        plan: Batches,
        *,
        sampled: bool,
    ) -> None:
        self.problem, self.optimizer = problem, optimizer
        self.plan, self.sampled = plan, sampled
        self.steps = steps
        self.taken = self.unread = 0
        self.theta = np.empty((steps + 1, start.size))
        self.theta[0] = start
        self.loss = np.empty(steps + 1)
        self.gradient = np.empty((steps, start.size))
        self.state: State = optimizer.init(start)
        self.states = {name: np.empty((steps, *v.shape)) for name, v in self.state.items()}

    def take(self, count: int) -> None:
        """Take the next `count` steps and evaluate their losses."""
        gradient_of: Callable[..., Array] = self.problem.gradient
        update, plan, sampled = self.optimizer.update, self.plan, self.sampled
        point, state, first = self.theta[self.taken], self.state, self.taken
        for step in range(first, first + count):
            slope = gradient_of(point, plan[step]) if sampled else gradient_of(point)
            change, state = update(slope, state, step)
            point = point + change
            self.gradient[step] = slope
            self.theta[step + 1] = point
            for name, values in state.items():
                self.states[name][step] = values
        self.state, self.taken = state, first + count
        self.losses_of(first + 1, self.taken + 1)
        self.unread = first + 1

    def losses_of(self, first: int, last: int) -> None:
        """Evaluate the loss over all samples at points first .. last - 1."""
        losses = np.asarray(self.problem.loss(self.theta[first:last]))
        if losses.shape != (last - first,):
            raise ProblemError(
                f"The loss of {last - first} points, given at once, has shape {losses.shape}; "
                f"it must be ({last - first},), one loss a point."
            )
        self.loss[first:last] = losses

    def end_at_start(self, tolerance: float) -> _End | None:
        """The end, if the start is already within a tolerance above 0."""
        length = self.slope_length(0) if tolerance > 0.0 else math.inf
        return (0, "converged", _converged(0, length, tolerance)) if length <= tolerance else None

    def end(self, limit: float, tolerance: float) -> _End | None:
        """The end, if it lies in the chunk that was just walked."""
        points = slice(self.unread, self.taken + 1)
        theta, loss = self.theta[points], self.loss[points]
        finite = np.isfinite(loss) & np.isfinite(theta).all(axis=1)
        gone = ~finite | (loss > limit)
        diverged = self.unread + int(np.argmax(gone)) if gone.any() else self.taken + 1
        if tolerance > 0.0:
            lengths = np.linalg.norm(self.problem.gradient(theta), axis=1)
            near = np.flatnonzero(lengths <= tolerance)
            if near.size and self.unread + near[0] < diverged:
                at = self.unread + int(near[0])
                return at, "converged", _converged(at, float(lengths[near[0]]), tolerance)
        if diverged > self.taken:
            return None
        if finite[diverged - self.unread]:
            what = f"the loss, {loss[diverged - self.unread]:.3g}, passed the limit, {limit:.3g}"
            return diverged, "diverged", _diverged(diverged, what)
        what = "the point or its loss is too large for a number"
        return diverged - 1, "diverged", _diverged(diverged, what)

    def end_of_steps(self) -> _End:
        """The end after all steps: converged if the last point is exactly flat."""
        last = self.taken
        length = self.slope_length(last)
        if length == 0.0:
            return last, "converged", _converged(last, length, 0.0)
        first, final = self.loss[0], self.loss[last]
        text = f"Took {last} steps; the loss went from {first:.4g} to {final:.4g}."
        return last, "steps_done", text

    def slope_length(self, at: int) -> float:
        """The length of the gradient over all samples at a point of the path."""
        return float(np.linalg.norm(self.problem.gradient(self.theta[at])))


def _converged(step: int, length: float, tolerance: float) -> str:
    if length == 0.0:
        return f"Converged: after {step} steps the gradient is exactly zero."
    return (
        f"Converged: after {step} steps the length of the gradient, {length:.3g}, "
        f"is within the tolerance, {tolerance:g}."
    )


def _diverged(step: int, what: str) -> str:
    return f"Diverged at step {step}: {what}, so the learning rate is too large for this loss."


def _checked_start(problem: Problem | SampledProblem, start: ArrayLike) -> Theta:
    try:
        point = np.array(start, dtype=np.float64)
    except (TypeError, ValueError):
        raise ProblemError(f"The start {shown(start)} is not a list of numbers.") from None
    if point.shape != (problem.dimension,):
        raise ProblemError(
            f"The start has shape {point.shape}; this loss has {problem.dimension} parameters, "
            f"so it must have shape ({problem.dimension},)."
        )
    if not np.isfinite(point).all():
        raise ProblemError(f"The start {shown(point.tolist())} is not finite.")
    return point


def _plan(
    problem: Problem | SampledProblem,
    steps: int,
    batch_size: int | None,
    seed: int,
    given: ArrayLike | None,
) -> Batches:
    """(steps, batch_size): the samples for each step; (steps, 0) for a loss without samples."""
    if not isinstance(problem, SampledProblem):
        if batch_size is not None or given is not None:
            raise ProblemError(
                "This loss has no samples, so it takes no batch_size and no batches."
            )
        return np.empty((steps, 0), dtype=np.intp)
    n = problem.n_samples
    if given is not None:
        return _checked_batches(given, steps, n)
    if batch_size is None:
        return batching.full(n, steps)
    return batching.mini(n, steps, batch_size, seed)


def _checked_batches(given: ArrayLike, steps: int, n: int) -> Batches:
    plan: NDArray[np.generic] = np.array(given)
    if plan.ndim != 2 or len(plan) != steps or plan.shape[1] == 0 or plan.dtype.kind not in "iu":
        raise ProblemError(
            f"batches has shape {plan.shape} and type {plan.dtype}; it must hold whole numbers in "
            f"shape ({steps}, batch_size), one row a step."
        )
    indices = plan.astype(np.intp)
    if indices.size and not (indices.min() >= 0 and indices.max() < n):
        raise ProblemError(f"batches names samples outside 0 .. {n - 1}, the samples there are.")
    return indices


def _frozen(values: NDArray[_T]) -> NDArray[_T]:
    values = values.view()
    values.flags.writeable = False
    return values
