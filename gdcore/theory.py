"""What is known of a descent on a quadratic before it is walked: its limits, and its very path.

Near a minimum at which no curvature is 0, a smooth loss is almost a quadratic with the Hessian
there, so what holds for quadratics is a guide to others. mu is the smallest and L the largest
curvature, the eigenvalues of that Hessian; momentum is that of `optimizers.momentum`,
v = beta v + g, theta = theta - alpha v.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from gdcore.errors import ProblemError, number, shown, whole_number
from gdcore.typing import Array, Path, Problem, SampledProblem
from gdcore.walk import MOST_STEPS, checked_start

DIFFERENCE = 6e-6
"""The step of central differences of a gradient: about the cube root of the rounding error."""
SAME = 1e-6
"""Hessians that differ by no more, relative to their size, are the same."""


class Tuning(NamedTuple):
    """Hyperparameters for a quadratic.

    Attributes:
        learning_rate: alpha.
        beta: of momentum; 0 for gradient descent.
        contraction: the factor by which the distance to the minimum shrinks a step, in the long
            run and in the worst direction; 1 or more means that it does not shrink.
    """

    learning_rate: float
    beta: float
    contraction: float


def hessian(problem: Problem | SampledProblem, theta: ArrayLike) -> Array:
    """The second derivatives of a loss at a point: (d,) -> (d, d), symmetric.

    Those that the problem gives, or central differences of its gradient where it gives none, good
    to about nine digits.

    Raises:
        ProblemError: theta is not (d,) finite numbers, or a second derivative is not finite.

    >>> from gdcore import surfaces
    >>> hessian(surfaces.get("saddle"), [0.0, 0.0]).tolist()
    [[2.0, 0.0], [0.0, -2.0]]
    """
    point = checked_start(problem, theta)
    given = getattr(problem, "hessian", None)
    with np.errstate(all="ignore"):
        matrix = _by_differences(problem, point) if given is None else np.asarray(given(point))
    if not np.isfinite(matrix).all():
        raise ProblemError(
            f"The second derivatives of this loss at {shown(point.tolist())} are not finite; "
            "choose another point."
        )
    return (matrix + matrix.T) / 2.0


def curvatures(problem: Problem | SampledProblem, theta: ArrayLike) -> Array:
    """The eigenvalues of the Hessian at a point, smallest first: (d,) -> (d,).

    All positive: a bowl; of both signs: a saddle.

    Raises:
        ProblemError: theta is not (d,) finite numbers, or a second derivative is not finite.

    >>> from gdcore import surfaces
    >>> curvatures(surfaces.get("ravine"), [0.0, 0.0]).round(9).tolist()
    [0.05, 1.0]
    """
    return np.asarray(np.linalg.eigvalsh(hessian(problem, theta)), dtype=np.float64)


class Axes(NamedTuple):
    """The directions along which a loss bends by itself, and by how much.

    Attributes:
        curvatures: (d,), the eigenvalues of the Hessian, smallest first.
        directions: (d, d), a unit vector a row, in the same order; of each, the component of
            largest size is above 0.
    """

    curvatures: Array
    directions: Array


def principal_axes(problem: Problem | SampledProblem, theta: ArrayLike) -> Axes:
    """The eigenvalues and eigenvectors of the Hessian at a point: (d,) -> (d,) and (d, d).

    Those that the problem gives, as a straight line through data does to all digits, or those of
    its Hessian. Along a direction u through theta*, where the loss is level, a quadratic is
    J(theta* + t u) = J(theta*) + (1/2) lambda t^2 if u is one of these, and lambda its curvature.

    Raises:
        ProblemError: theta is not (d,) finite numbers, or a second derivative is not finite.

    >>> from gdcore import surfaces
    >>> principal_axes(surfaces.get("ravine"), [0.0, 0.0]).directions[-1].tolist()
    [0.0, 1.0]
    """
    matrix = hessian(problem, theta)
    given = getattr(problem, "principal_axes", None)
    if given is not None:
        return Axes(*given())
    values, columns = np.linalg.eigh(matrix)
    rows = columns.T
    largest = np.take_along_axis(rows, np.abs(rows).argmax(axis=1)[:, None], axis=1)
    return Axes(values, rows * np.where(largest < 0.0, -1.0, 1.0))


def largest_curvature(problem: Problem | SampledProblem, theta: ArrayLike) -> float:
    """L, the largest eigenvalue of the Hessian at a point (d,): how steep it gets around there.

    Raises:
        ProblemError: theta is not (d,) finite numbers, or a second derivative is not finite.

    >>> from gdcore import surfaces
    >>> largest_curvature(surfaces.get("saddle"), [1.0, 1.0])
    2.0
    """
    return float(curvatures(problem, theta)[-1])


def stability_limit(largest_curvature: float, beta: float = 0.0) -> float:
    """The learning rate from which a descent on a quadratic no longer converges: 2 (1 + beta) / L.

    Args:
        largest_curvature: L, above 0, in units of loss per parameter squared.
        beta: of momentum, in [0, 1); 0 is gradient descent, with the limit 2 / L.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Polyak, 1964; Goh, Why momentum really works, 2017.

    >>> stability_limit(largest_curvature=4.0), stability_limit(largest_curvature=4.0, beta=0.5)
    (0.5, 0.75)
    """
    steepest = number("largest_curvature", largest_curvature, 0.0, low_open=True)
    return 2.0 * (1.0 + _beta(beta)) / steepest


def contraction(
    smallest_curvature: float, largest_curvature: float, learning_rate: float, beta: float = 0.0
) -> float:
    """The factor by which the distance to the minimum shrinks a step, in the long run.

    max of |z| over the roots of z^2 - (1 + beta - alpha lambda) z + beta = 0, at the worst
    curvature lambda in [mu, L], one of its two ends. Without momentum: max |1 - alpha lambda|.

    Args:
        smallest_curvature: mu, above 0.
        largest_curvature: L, at least mu.
        learning_rate: alpha, above 0.
        beta: of momentum, in [0, 1); 0 is gradient descent.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Polyak, 1964.

    >>> contraction(1.0, 3.0, learning_rate=0.5)
    0.5
    """
    ends = _range(smallest_curvature, largest_curvature)
    rate, beta = number("learning_rate", learning_rate, 0.0, low_open=True), _beta(beta)
    return max(_largest_root(1.0 + beta - rate * end, beta) for end in ends)


def best_rate(smallest_curvature: float, largest_curvature: float) -> Tuning:
    """The learning rate with which gradient descent is fastest on a quadratic: 2 / (mu + L).

    The distance to the minimum then shrinks by (kappa - 1) / (kappa + 1) a step, kappa = L / mu.

    Args:
        smallest_curvature: mu, above 0.
        largest_curvature: L, at least mu.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Polyak, Introduction to Optimization, 1987; Nesterov, 2004, theorem 2.1.15.

    >>> best_rate(1.0, 3.0)
    Tuning(learning_rate=0.5, beta=0.0, contraction=0.5)
    """
    gentlest, steepest = _range(smallest_curvature, largest_curvature)
    total = gentlest + steepest
    return Tuning(2.0 / total, 0.0, (steepest - gentlest) / total)


def best_momentum(smallest_curvature: float, largest_curvature: float) -> Tuning:
    """The pair with which momentum is fastest on a quadratic.

    alpha = 4 / (sqrt(L) + sqrt(mu))^2          beta = ((sqrt(kappa) - 1) / (sqrt(kappa) + 1))^2

    The distance to the minimum then shrinks by sqrt(beta) a step in the long run, kappa = L / mu.

    Args:
        smallest_curvature: mu, above 0.
        largest_curvature: L, at least mu.

    Raises:
        HyperparameterError: a value outside its range.

    Source: Polyak, 1964.

    >>> best_momentum(1.0, 9.0)
    Tuning(learning_rate=0.25, beta=0.25, contraction=0.5)
    """
    gentlest, steepest = _range(smallest_curvature, largest_curvature)
    low, high = math.sqrt(gentlest), math.sqrt(steepest)
    shrinks = (high - low) / (high + low)
    return Tuning(4.0 / (high + low) ** 2, shrinks * shrinks, shrinks)


def quadratic_minimum(problem: Problem | SampledProblem) -> tuple[Array, Array]:
    """Where a quadratic is level, and its Hessian: (d,) and (d, d).

    theta* = -H^(-1) g(0); where there is a flat direction, the theta* with the least length.

    Raises:
        ProblemError: the loss is not a quadratic, or nowhere level.

    >>> from gdcore import surfaces
    >>> quadratic_minimum(surfaces.get("booth"))[0].round(9).tolist()
    [1.0, 3.0]
    """
    zero = np.zeros(problem.dimension)
    matrix = hessian(problem, zero)
    slope = np.asarray(problem.gradient(zero))
    level: Array = np.linalg.lstsq(matrix, -slope, rcond=None)[0].astype(np.float64)
    size, away = np.abs(matrix).max(), level + 1.0
    same = np.abs(hessian(problem, away) - matrix).max() <= SAME * size
    rise = np.asarray(problem.gradient(away)) - slope
    if not (same and np.allclose(rise, matrix @ away, rtol=SAME, atol=SAME * size)):
        raise ProblemError(
            "This loss is not a quadratic, so nothing is known of it in closed form."
        )
    if not np.allclose(matrix @ level, -slope, rtol=SAME, atol=SAME * np.abs(slope).max()):
        raise ProblemError(
            "This quadratic falls for ever along a straight line: it has no minimum."
        )
    return level, matrix


def quadratic_path(
    problem: Problem | SampledProblem,
    start: ArrayLike,
    steps: int,
    learning_rate: float,
    beta: float = 0.0,
) -> Path:
    """The path of gradient descent or momentum on a quadratic in closed form: (steps + 1, d).

    theta_t = theta* + sum over k of p_t(lambda_k) u_k u_k^T (theta_0 - theta*), with the curvatures
    lambda_k, their directions u_k, and

    p_t = (1 - alpha lambda)^t without momentum; with it p_t = U_(t+1) - beta U_t, where
    U_t = (r^t - s^t) / (r - s) and r, s are the roots of z^2 - (1 + beta - alpha lambda) z + beta.

    It is found without a step being taken, so it says what `descend` must give, to rounding.

    Args:
        problem: a quadratic loss.
        start: (d,).
        steps: how many.
        learning_rate: alpha, above 0.
        beta: of momentum, in [0, 1); 0 is gradient descent.

    Raises:
        ProblemError: the loss is not a quadratic, or the start does not fit it.
        HyperparameterError: a value outside its range.

    Source: Polyak, 1964; Goh, Why momentum really works, 2017.

    >>> from gdcore import surfaces
    >>> quadratic_path(surfaces.get("bowl"), [4.0, 0.0], 3, learning_rate=0.5)[:, 0].tolist()
    [4.0, 2.0, 1.0, 0.5]
    """
    point = checked_start(problem, start)
    count = whole_number("steps", steps, 0, MOST_STEPS)
    rate, beta = number("learning_rate", learning_rate, 0.0, low_open=True), _beta(beta)
    level, matrix = quadratic_minimum(problem)
    lambdas, directions = np.linalg.eigh(matrix)
    time = np.arange(count + 1.0)
    with np.errstate(over="ignore"):
        shares = np.stack([_share_left(time, rate * float(one), beta) for one in lambdas], axis=-1)
    return np.asarray(level + (shares * (directions.T @ (point - level))) @ directions.T)


def _share_left(time: Array, product: float, beta: float) -> Array:
    """(k,): the share p_t of a distance that is left after t steps; `product` is alpha lambda."""
    if beta == 0.0:
        return np.asarray((1.0 - product) ** time)
    middle = 1.0 + beta - product
    return _chebyshev(time + 1, middle, beta) - beta * _chebyshev(time, middle, beta)


def _chebyshev(time: Array, middle: float, beta: float) -> Array:
    """(k,): U_t, where U_0 = 0, U_1 = 1 and U_(t+1) = middle U_t - beta U_(t-1)."""
    root = math.sqrt(beta)
    cosine = middle / (2.0 * root)
    if abs(cosine) < 1.0:
        angle = math.acos(cosine)
        return np.asarray(root ** (time - 1) * np.sin(time * angle) / math.sin(angle))
    far = _farther_root(middle, beta)
    ratio = beta / far / far
    if ratio == 1.0:
        grown = time
    elif ratio == 0.0:  # beta is so small that it is lost in the quotient
        grown = np.minimum(time, 1.0)
    else:
        grown = -np.expm1(time * math.log(ratio)) / (1.0 - ratio)
    return np.asarray(math.copysign(1.0, far) ** (time - 1) * abs(far) ** (time - 1) * grown)


def _largest_root(middle: float, beta: float) -> float:
    """The largest |z| of z^2 - middle z + beta = 0."""
    if middle * middle < 4.0 * beta:
        return math.sqrt(beta)
    return abs(_farther_root(middle, beta))


def _farther_root(middle: float, beta: float) -> float:
    """Of two real roots of z^2 - middle z + beta = 0, the one farther from 0."""
    root = math.sqrt(max(middle * middle - 4.0 * beta, 0.0))
    return (middle + math.copysign(root, middle)) / 2.0


def _by_differences(problem: Problem | SampledProblem, point: Array) -> Array:
    step = DIFFERENCE * np.maximum(1.0, np.abs(point))
    ahead, behind = point + np.diag(step), point - np.diag(step)
    rise = np.asarray(problem.gradient(ahead)) - np.asarray(problem.gradient(behind))
    return rise / np.diagonal(ahead - behind)[:, None]


def _range(smallest: float, largest: float) -> tuple[float, float]:
    gentlest = number("smallest_curvature", smallest, 0.0, low_open=True)
    return gentlest, number("largest_curvature", largest, gentlest)


def _beta(beta: float) -> float:
    return number("beta", beta, 0.0, 1.0, high_open=True)
