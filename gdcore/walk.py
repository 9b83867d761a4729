"""The walk behind `descend` and `ensemble`: one descent, or many side by side, step by step.

Arrays have a leading axis for steps and then `lead`: () for one descent, (members,) for many. Each
operation treats a member as it treats a descent alone, so the numbers are the same to the last bit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gdcore import schedules
from gdcore.errors import ProblemError, shown
from gdcore.optimizers import Optimizer
from gdcore.optimizers.transforms import Moment, State
from gdcore.typing import Array, Indices, Problem, SampledProblem, Theta, Thetas

Status = Literal["converged", "steps_done", "diverged"]
MOST_STEPS = 10_000_000
DIVERGENCE_FACTOR = 1e12
FIRST_CHUNK, LARGEST_CHUNK = 64, 1024
MOST_POINTS = 65_536
"""Points whose losses are asked for at once."""

_T = TypeVar("_T", bound=np.generic)


class End(NamedTuple):
    """How a path ends: its last step, and why."""

    last: int
    status: Status
    message: str


class Walk:
    """The arrays of a walk while it is walked, chunk by chunk.

    Steps are one at a time by nature; losses are not, and are evaluated a chunk at once, unless the
    learning rate follows them.

    Attributes:
        theta: (steps + 1, *lead, d).
        loss: (steps + 1, *lead).
        gradient: (steps, *lead, d).
        rates: (steps, *lead).
        states: by name, (steps, *lead, ...).
        ends: one for each member, None while it walks; a list of one without members.
    """

    def __init__(
        self,
        problem: Problem | SampledProblem,
        optimizer: Optimizer,
        start: Thetas,
        plan: Indices | None,
        rates: Array | schedules.LossSchedule,
        steps: int,
    ) -> None:
        """Prepare a walk from `start`.

        Args:
            problem: the loss.
            optimizer: the rule.
            start: (*lead, d).
            plan: (steps, *lead, batch_size), the samples of each step; None means all samples.
            rates: (steps, *lead), or a schedule that looks at the loss.
            steps: how many to take at most.
        """
        lead = start.shape[:-1]
        self.problem, self.optimizer, self.plan, self.steps = problem, optimizer, plan, steps
        self.taken = 0
        self.theta = np.empty((steps + 1, *start.shape))
        self.loss = np.empty((steps + 1, *lead))
        self.gradient = np.empty((steps, *start.shape))
        self.theta[0] = start
        self.state: State = optimizer.init(start)
        self.states = {name: np.empty((steps, *v.shape)) for name, v in self.state.items()}
        self.feedback = rates if isinstance(rates, schedules.LossSchedule) else None
        self.memory: schedules.Memory = {}
        self.rates = np.empty((steps, *lead)) if self.feedback is not None else np.array(rates)
        self.ends: list[End | None] = [None] * math.prod(lead)

    def go_on_from(
        self, theta: Array, loss: Array, gradient: Array, states: Mapping[str, Array]
    ) -> None:
        """Take over the first k steps of a path that was walked before."""
        taken = len(gradient)
        self.theta[: taken + 1], self.loss[: taken + 1] = theta, loss
        self.gradient[:taken] = gradient
        for name, values in states.items():
            self.states[name][:taken] = values
        if taken:
            self.state = {name: values[-1] for name, values in states.items()}
        if self.feedback is not None and taken:
            self.memory = self.feedback.init(self.loss[0])
            for step in range(taken):
                self.rates[step], self.memory = self.feedback.next(self.loss[step], self.memory)
        self.taken = taken

    def go(self, tolerance: float, divergence_factor: float) -> list[End]:
        """Walk to the end of every path.

        Raises:
            ProblemError: the loss is not finite at a start, or has a wrong shape.
        """
        with np.errstate(all="ignore"):
            if not self.taken:
                self._read_losses(0, 1)
                self._check_first_losses()
                if self.feedback is not None:
                    self.memory = self.feedback.init(self.loss[0])
            limit = divergence_factor * np.maximum(np.abs(self.loss[0]), 1.0).reshape(-1)
            self._find_ends(self.taken, limit, tolerance)
            chunk, largest = (FIRST_CHUNK, LARGEST_CHUNK) if self.feedback is None else (1, 1)
            while self.taken < self.steps and None in self.ends:
                unread = self.taken + 1
                self._take(min(chunk, self.steps - self.taken))
                self._find_ends(unread, limit, tolerance)
                chunk = min(2 * chunk, largest)
            return self._ends_of_steps()

    def _take(self, count: int) -> None:
        """Take the next `count` steps and evaluate their losses."""
        gradient_of: Callable[..., Array] = self.problem.gradient
        hessian = getattr(self.problem, "hessian", None)
        update, viewpoint = self.optimizer.transform.update, self.optimizer.transform.viewpoint
        plan, states = self.plan, self.states
        point, state, first = self.theta[self.taken], self.state, self.taken
        steps = range(first, first + count)
        for step, rate in zip(steps, self._rates(first, first + count), strict=True):
            seen_from = point if viewpoint is None else viewpoint(point, state)
            slope = gradient_of(seen_from) if plan is None else gradient_of(seen_from, plan[step])
            change, state = update(slope, state, Moment(step, rate, point, hessian))
            point = point + change
            self.gradient[step] = slope
            self.theta[step + 1] = point
            for name, values in state.items():
                states[name][step] = values
        self.state, self.taken = state, first + count
        self._read_losses(first + 1, self.taken + 1)

    def _rates(self, first: int, stop: int) -> Iterable[float | Array]:
        """The learning rates of steps first .. stop - 1: a number each, or (members, 1)."""
        if self.feedback is not None:  # such steps are taken one by one
            self.rates[first], self.memory = self.feedback.next(self.loss[first], self.memory)
        rates = self.rates[first:stop]
        numbers: list[float] = rates.tolist() if rates.ndim == 1 else []
        return numbers or rates[..., None]

    def _read_losses(self, first: int, last: int) -> None:
        """Evaluate the loss over all samples at points first .. last - 1."""
        at_once = max(1, MOST_POINTS // len(self.ends))
        for begin in range(first, last, at_once):
            stop = min(begin + at_once, last)
            points = self.theta[begin:stop]
            losses = np.asarray(self.problem.loss(points))
            if losses.shape != points.shape[:-1]:
                raise ProblemError(
                    f"The loss of points of shape {points.shape} has shape {losses.shape}; it must "
                    f"be {points.shape[:-1]}, one loss a point."
                )
            self.loss[begin:stop] = losses

    def _check_first_losses(self) -> None:
        bad = np.flatnonzero(~np.isfinite(self.loss[0].reshape(-1)))
        if bad.size:
            point = self.theta[0].reshape(-1, self.theta.shape[-1])[bad[0]]
            raise ProblemError(f"The loss at the start {shown(point.tolist())} is not finite.")

    def _find_ends(self, first: int, limit: Array, tolerance: float) -> None:
        """End the paths that end at one of the points from `first` to the last one taken."""
        count, members = self.taken + 1 - first, len(self.ends)
        theta = self.theta[first : self.taken + 1].reshape(count, members, -1)
        loss = self.loss[first : self.taken + 1].reshape(count, members)
        finite = np.isfinite(loss) & np.isfinite(theta).all(axis=-1)
        gone = ~finite | (loss > limit)
        length = np.full(loss.shape, np.inf)
        if tolerance > 0.0:
            length = np.linalg.norm(self.problem.gradient(theta), axis=-1)
        over = gone | (length <= tolerance)
        for member in np.flatnonzero(over.any(axis=0)).tolist():
            if self.ends[member] is not None:
                continue
            at = int(np.argmax(over[:, member]))
            step, here = first + at, (at, member)
            if not gone[here]:
                self.ends[member] = self._converged(step, member, length[here], tolerance)
                continue
            if finite[here]:
                what = f"the loss, {loss[here]:.3g}, passed the limit, {limit[member]:.3g}"
            else:
                what = _beyond_numbers(theta[here], loss[here])
            least = float(self.loss[:step].reshape(step, members)[:, member].min())
            text = _fell(step, least) if least < -limit[member] else _diverged(step, what)
            self.ends[member] = End(step if finite[here] else step - 1, "diverged", text)

    def _ends_of_steps(self) -> list[End]:
        """All ends; a path that took all its steps converged if its last point is exactly flat."""
        if None not in self.ends:
            return [end for end in self.ends if end is not None]
        last = self.taken
        slopes = np.asarray(self.problem.gradient(self.theta[last])).reshape(len(self.ends), -1)
        flat: list[bool] = np.all(slopes == 0.0, axis=-1).tolist()
        losses = self.loss[[0, last]].reshape(2, -1).T
        return [
            end or (self._converged(last, member) if flat[member] else _done(last, *losses[member]))
            for member, end in enumerate(self.ends)
        ]

    def _converged(
        self, step: int, member: int, length: float = 0.0, tolerance: float = 0.0
    ) -> End:
        """The end of a path whose gradient at this step is as short as that."""
        if length == 0.0:
            since = self._flat_since(step, member)
            after = "already at the start" if since == 0 else f"after {_steps(since)}"
            text = f"Converged: {after} the gradient is exactly zero."
        else:
            after = "already at the start" if step == 0 else f"after {_steps(step)}"
            text = (
                f"Converged: {after} the length of the gradient, {length:.3g}, "
                f"is within the tolerance, {tolerance:g}."
            )
        return End(step, "converged", text)

    def _flat_since(self, last: int, member: int) -> int:
        """The step from which on, up to `last`, the gradient of a path is exactly zero."""
        theta = self.theta.reshape(len(self.theta), len(self.ends), -1)[: last + 1, member]
        since = last
        while since > 0:
            first = max(since - LARGEST_CHUNK, 0)
            slopes = np.asarray(self.problem.gradient(theta[first:since]))
            sloping = np.flatnonzero((slopes != 0.0).any(axis=-1))
            if sloping.size:
                return first + int(sloping[-1]) + 1
            since = first
        return 0


def checked_start(problem: Problem | SampledProblem, start: ArrayLike) -> Theta:
    """(d,): where a path begins, as a copy.

    Raises:
        ProblemError: of the wrong shape, or not finite.
    """
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


def frozen(values: NDArray[_T]) -> NDArray[_T]:
    """A read-only view."""
    values = values.view()
    values.flags.writeable = False
    return values


def _done(last: int, first_loss: float, last_loss: float) -> End:
    text = f"Took {_steps(last)}; the loss went from {first_loss:.4g} to {last_loss:.4g}."
    return End(last, "steps_done", text)


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count} steps"


def _beyond_numbers(point: Theta, loss: float) -> str:
    """What keeps a point, or its loss, from being a finite number."""
    if np.isfinite(point).all() and math.isnan(loss):
        return "the point has no loss that is a number"
    return "the point or its loss is too large for a number"


def _diverged(step: int, what: str) -> str:
    return f"Diverged at step {step}: {what}, so the learning rate is too large for this loss."


def _fell(step: int, loss: float) -> str:
    """Of a path that went down for ever: no learning rate would have brought it to an end."""
    return f"Diverged at step {step}: the loss fell without end, past {loss:.3g}."
