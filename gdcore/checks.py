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
    (4 D(h / 2) - D(h)) / 3, which is exact to h^4.

    Args:
        problem: the loss.
        theta: (..., d).

    Returns:
        The gradient by differences and the size of its error, (..., d) each.

    Source: Richardson, 1911.
    """
    point: Thetas = np.asarray(theta, dtype=np.float64)
    size = np.maximum(1.0, np.abs(point))
    loss = np.abs(problem.loss(point))[..., None]
    coarse = _central(problem, point, STEP * size)
    fine = _central(problem, point, STEP / 2.0 * size)
    rounding = 16.0 * np.finfo(np.float64).eps * np.maximum(loss, np.abs(fine)) / STEP
    return (4.0 * fine - coarse) / 3.0, np.abs(fine - coarse) + rounding


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


def _central(problem: Problem | SampledProblem, point: Thetas, step: Array) -> Array:
    slopes = np.empty(point.shape)
    for i in range(point.shape[-1]):
        ahead, behind = point.copy(), point.copy()
        ahead[..., i] += step[..., i]
        behind[..., i] -= step[..., i]
        width = ahead[..., i] - behind[..., i]
        slopes[..., i] = (problem.loss(ahead) - problem.loss(behind)) / width
    return slopes


def _numbers(values: Array) -> str:
    return (
        "["
        + ", ".join(f"{value:.6g}" for value in values[:6])
        + (", ...]" if values.size > 6 else "]")
    )
