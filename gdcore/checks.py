"""A user's own loss is checked before it is drawn: its gradient against finite differences."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gdcore.errors import GradientError, ProblemError, shown
from gdcore.typing import Array, Problem, SampledProblem, Thetas

RELATIVE_TOLERANCE = 1e-5
STEP = 1e-4


def finite_differences(problem: Problem | SampledProblem, theta: ArrayLike) -> tuple[Array, Array]:
    """Central differences of the loss, and a bound on their own error.

    D(h) = (J(theta + h e_i) - J(theta - h e_i)) / 2h for each i, at h and h / 2, joined as
    (4 D(h / 2) - D(h)) / 3, which is exact to h^4. The bound takes in that theta + h e_i is
    rounded, where the loss is steeper than at theta, and that a slope which jumps within h, as at
    the tip of a cone, has no difference: there K(h) = (J(theta + h e_i) - 2 J(theta) +
    J(theta - h e_i)) / 2h does not halve with h.

    Args:
        problem: the loss.
        theta: (..., d).

    Returns:
        The gradient by differences and the size of its error, (..., d) each.

    Source: Richardson, 1911.
    """
    point: Thetas = np.asarray(theta, dtype=np.float64)
    size = np.maximum(1.0, np.abs(point))
    loss = np.asarray(problem.loss(point))[..., None]
    coarse, bend = _central(problem, point, loss, STEP * size)
    fine, half_bend = _central(problem, point, loss, STEP / 2.0 * size)
    largest = np.maximum(np.abs(loss), np.abs(fine) + np.abs(bend) * size)
    rounding = 16.0 * np.finfo(np.float64).eps * largest / STEP
    jump = 2.0 * np.abs(half_bend - bend / 2.0)
    return (4.0 * fine - coarse) / 3.0, np.abs(fine - coarse) + rounding + jump


def check_gradient(problem: Problem | SampledProblem, theta: ArrayLike) -> None:
    """Hold the gradient of a loss against finite differences of the loss itself.

    Args:
        problem: the loss.
        theta: (..., d), the points to look at.

    Raises:
        ProblemError: a loss or a gradient that is not finite, or of the wrong shape.
        GradientError: a gradient that is wrong; the text gives the point and both values.

    >>> from gdcore import surfaces
    >>> check_gradient(surfaces.get("himmelblau"), [[0.0, 0.0], [1.5, -2.0]])
    """
    points: Thetas = np.atleast_2d(np.asarray(theta, dtype=np.float64))
    points = points.reshape(-1, points.shape[-1])
    with np.errstate(all="ignore"):
        given = np.asarray(problem.gradient(points))
        if given.shape != points.shape:
            raise ProblemError(
                f"The gradient of points of shape {points.shape} has shape {given.shape}; "
                "it must have the same shape."
            )
        differences, error = finite_differences(problem, points)
        scale = np.linalg.norm(differences, axis=-1, keepdims=True)
        wrong = ~(np.abs(given - differences) <= RELATIVE_TOLERANCE * scale + error)
    if not wrong.any():
        return
    row = int(np.flatnonzero(wrong.any(axis=-1))[0])
    at, here, there = shown(points[row].tolist(), 200), given[row], differences[row]
    if not (np.isfinite(here).all() and np.isfinite(there).all()):
        raise ProblemError(f"The loss or its gradient is not finite at theta = {at}.")
    raise GradientError(
        f"The gradient is wrong at theta = {at}: it gives {_numbers(here)}, but finite "
        f"differences of the loss give {_numbers(there)}."
    )


def _central(
    problem: Problem | SampledProblem, point: Thetas, loss: Array, step: Array
) -> tuple[Array, Array]:
    """By each parameter, the slope between both sides, and by how much that of one exceeds it."""
    slopes, bends = np.empty(point.shape), np.empty(point.shape)
    for i in range(point.shape[-1]):
        ahead, behind = point.copy(), point.copy()
        ahead[..., i] += step[..., i]
        behind[..., i] -= step[..., i]
        width = ahead[..., i] - behind[..., i]
        above, below = problem.loss(ahead), problem.loss(behind)
        slopes[..., i] = (above - below) / width
        bends[..., i] = (above - 2.0 * loss[..., 0] + below) / width
    return slopes, bends


def _numbers(values: Array) -> str:
    return (
        "["
        + ", ".join(f"{value:.6g}" for value in values[:6])
        + (", ...]" if values.size > 6 else "]")
    )
