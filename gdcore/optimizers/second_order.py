"""Deterministic references: rules that know, or learn, how the loss is curved."""

from __future__ import annotations

import numpy as np

from gdcore.errors import ProblemError, whole_number
from gdcore.optimizers.optimizer import Optimizer, optimizer
from gdcore.optimizers.transforms import (
    Moment,
    State,
    Transform,
    remember_direction,
    remembering,
)
from gdcore.schedules import Schedule
from gdcore.typing import Array, Thetas

FLAT = 1e-15
"""Share of the largest curvature up to which Newton's method takes another for 0."""
LEAST_PRODUCT = 1e-10
"""y . s above which L-BFGS keeps a pair, in units of the loss; PyTorch's."""
MOST_PAIRS = 1000


def newton(learning_rate: float | Schedule = 1.0) -> Optimizer:
    """Newton's method: to where the gradient would vanish if the curvature stayed the same.

    theta_new = theta_old - alpha H(theta_old)^-1 g(theta_old)

    Its state is "direction", H^-1 g. At alpha = 1 it reaches a quadratic's minimum in one step.
    It looks for any flat point: where the loss curves down it climbs to a saddle or a maximum.
    H is that of the whole loss also where g is of a batch.

    Args:
        learning_rate: alpha, a number above 0 or a schedule; 1 is the undamped method.

    Raises:
        HyperparameterError: a learning rate that is neither.
        ProblemError: at the first step, the loss has no Hessian.

    Variant: along an axis of H with no curvature, or up to 1e-15 of the largest, there is no step:
    the pseudo-inverse takes the place of an inverse that a singular H does not have. Where H is
    not finite, neither is the step.
    Source: Nocedal and Wright, Numerical optimization, 2006, section 3.3.

    >>> from gdcore import descend, surfaces
    >>> descend(surfaces.get("ravine"), newton(), [2.0, 1.0], steps=1).theta[-1].tolist()
    [0.0, 0.0]
    """
    return optimizer("newton", learning_rate, scale_by_hessian(), remember_direction())


def lbfgs(learning_rate: float | Schedule = 1.0, memory: int = 10) -> Optimizer:
    """Limited-memory BFGS: Newton's method with a curvature learnt from the last gradients.

    s_t = theta_t - theta_(t-1), y_t = g_t - g_(t-1), kept if y_t . s_t > 1e-10
    theta_new = theta_old - alpha B_t g_t
    B_t is what the last pairs (s, y) make of (s . y / y . y) times the identity, by the two-loop
    recursion; each pair sees to B y = s. The first step has B_0 = min(1, 1 / |g|_1).

    Its state is "steps" and "gradient_changes", the pairs, (..., memory, d), newest last and 0
    where there is none yet, "last_theta", "last_gradient", and "direction", B g. Batches that
    differ from step to step make its pairs wrong.

    Args:
        learning_rate: alpha, a number above 0 or a schedule.
        memory: how many pairs are kept, from 1 to 1000.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Liu and Nocedal, On the limited memory BFGS method for large scale optimization, 1989.
    Variant: PyTorch's LBFGS with max_iter=1, no line search and no tolerances; it has a
    history_size of 100 unless told otherwise.

    >>> lbfgs().hyperparameters["memory"]
    10
    """
    memory = whole_number("memory", memory, 1, MOST_PAIRS)
    direction = scale_by_secants(memory), remember_direction()
    return optimizer("lbfgs", learning_rate, *direction, memory=memory)


def scale_by_hessian() -> Transform:
    """Passes on H^-1 g, the pseudo-inverse where H is singular, NaN where H is not finite."""

    def update(change: Array, _state: State, moment: Moment) -> tuple[Array, State]:
        if moment.hessian is None:
            raise ProblemError(
                "This loss has no Hessian, which newton needs; give it a method hessian(theta), "
                "(..., d) -> (..., d, d), or take lbfgs, which needs gradients only."
            )
        hessian = np.asarray(moment.hessian(moment.theta))
        finite = np.asarray(np.isfinite(hessian).all(axis=(-2, -1), keepdims=True))
        curvatures, axes = np.linalg.eigh(np.where(finite, hessian, 0.0))
        sizes = np.abs(curvatures)
        curved = sizes > FLAT * sizes.max(axis=-1, keepdims=True)
        along = np.vecmat(change, axes)
        steps = np.divide(along, curvatures, out=np.zeros_like(along), where=curved)
        return np.where(finite[..., 0], np.matvec(axes, steps), np.nan), {}

    return remembering(update=update)


def scale_by_secants(memory: int) -> Transform:
    """Passes on B g, B the inverse curvature that the last `memory` steps and gradients tell."""

    def init(theta: Thetas) -> State:
        pairs = np.zeros((*theta.shape[:-1], memory, theta.shape[-1]))
        return {
            "steps": pairs,
            "gradient_changes": pairs.copy(),
            "last_theta": np.zeros_like(theta),
            "last_gradient": np.zeros_like(theta),
        }

    def update(change: Array, state: State, moment: Moment) -> tuple[Array, State]:
        gradient = np.ascontiguousarray(change)  # so that dot products add in one order
        if moment.step == 0:
            steps, changes = state["steps"], state["gradient_changes"]
            direction = gradient / np.maximum(np.abs(gradient).sum(-1, keepdims=True), 1.0)
        else:
            steps, changes = _with_newest(state, moment.theta, gradient)
            direction = _two_loops(gradient, steps, changes, min(moment.step, memory))
        return direction, {
            "steps": steps,
            "gradient_changes": changes,
            "last_theta": moment.theta,
            "last_gradient": gradient,
        }

    return Transform(init, update, ("steps", "gradient_changes", "last_theta", "last_gradient"))


def _with_newest(state: State, theta: Thetas, gradient: Array) -> tuple[Array, Array]:
    """The pairs with that of the last step as the newest, where it tells of upward curvature."""
    steps, changes = state["steps"], state["gradient_changes"]
    step = (theta - state["last_theta"])[..., None, :]
    change = (gradient - state["last_gradient"])[..., None, :]
    kept = np.vecdot(change, step)[..., None] > LEAST_PRODUCT
    return (
        np.where(kept, np.concatenate([steps[..., 1:, :], step], axis=-2), steps),
        np.where(kept, np.concatenate([changes[..., 1:, :], change], axis=-2), changes),
    )


def _two_loops(gradient: Array, steps: Array, changes: Array, pairs: int) -> Array:
    """B g by the newest `pairs`: down from the newest to the oldest, and up again.

    A pair of zeros has weight 0, so that it leaves the direction as it is.
    """
    products = np.vecdot(changes, steps)[..., None]
    weights = np.divide(1.0, products, out=np.zeros_like(products), where=products > 0.0)
    direction: Array = gradient
    shares: list[Array] = []
    newest_first = [
        (steps[..., i, :], changes[..., i, :], weights[..., i, :])
        for i in range(-1, -pairs - 1, -1)
    ]
    for step, change, weight in newest_first:
        share = weight * np.vecdot(step, direction)[..., None]
        direction = direction - share * change
        shares.append(share)
    newest = changes[..., -1, :]
    squares = np.vecdot(newest, newest)[..., None]
    first = np.divide(products[..., -1, :], squares, out=np.ones_like(squares), where=squares > 0.0)
    direction = direction * first
    for (step, change, weight), share in zip(newest_first[::-1], shares[::-1], strict=True):
        direction = direction + (share - weight * np.vecdot(change, direction)[..., None]) * step
    return direction
