"""How gradients over a few samples scatter about the gradient over all, and what comes of it.

C is the covariance of the samples' gradients g_i about their mean g, and b the batch size. The mean
of b gradients scatters with covariance f C, where f = 1 / b if a sample may be drawn again, and
f = (1 / b) (n - b) / (n - 1) if not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from gdcore.batching import MOST_SEED
from gdcore.errors import HyperparameterError, ProblemError, number, shown, whole_number
from gdcore.theory import quadratic_minimum
from gdcore.typing import Array, Indices, SampledProblem
from gdcore.walk import checked_start

MOST_DRAWS = 1_000_000
INDICES_AT_ONCE = 2**20
MOST_PARAMETERS = 40
"""For `noise_floor`, which solves for d^2 unknowns."""

Batches = Literal["epochs", "independent"]


@dataclass(frozen=True, eq=False)
class NoiseCurve:
    """The mean squared distance of batch gradients from the full gradient, by batch size.

    Attributes:
        batch_size: (k,).
        measured: (k,), the mean over the draws of |g_B - g|^2.
        standard_error: (k,), of `measured`: with this many draws, it is that uncertain.
        theory: (k,), f trace(C).
        draws: how many batches of each size were drawn.
        seed: of the draws.
        replacement: whether a sample could be in a batch twice.
    """

    batch_size: Indices
    measured: Array = field(repr=False)
    standard_error: Array = field(repr=False)
    theory: Array = field(repr=False)
    draws: int
    seed: int
    replacement: bool


@dataclass(frozen=True, eq=False)
class NoiseFloor:
    """Where stochastic gradient descent at a constant rate ends: not at a point, but in a cloud.

    Attributes:
        covariance: (d, d), of theta about the minimum, once the start is forgotten.
        excess_loss: the mean of J(theta) - J(theta*) there, (1/2) trace(H covariance).
        small_rate: the same by the rule of thumb for small rates, alpha f trace(C) / 4, which is
            for independent batches; shuffled epochs end far lower.
    """

    covariance: Array = field(repr=False)
    excess_loss: float
    small_rate: float


@dataclass(frozen=True, eq=False)
class GrowingBatches:
    """Batches that grow by a sample at a time until they hold all, and their gradients.

    Attributes:
        order: (draws, n), the samples of each draw; a batch of size b is the first b of them.
        gradient: (draws, n, d), of the batches of sizes 1 to n at [:, 0] to [:, n - 1].
        seed: of the draws.
    """

    order: Indices = field(repr=False)
    gradient: Array = field(repr=False)
    seed: int


def gradient_covariance(problem: SampledProblem, theta: ArrayLike) -> Array:
    """C = (1/n) sum over i of (g_i - g) (g_i - g)^T: how samples disagree: (d,) -> (d, d).

    Its trace is the mean squared distance of a sample's gradient from the mean one.

    Raises:
        ProblemError: theta is not (d,) finite numbers, or the loss has no samples.

    >>> from gdcore import problems
    >>> line = problems.LinearRegression([0.0, 1.0], [1.0, 3.0])
    >>> gradient_covariance(line, [0.0, 0.0]).tolist()
    [[9.0, 6.0], [6.0, 4.0]]
    """
    _check_samples(problem)
    each = np.asarray(problem.sample_gradients(checked_start(problem, theta)))
    away = each - each.mean(axis=0)
    return np.asarray(away.T @ away / len(each))


def batch_factor(n_samples: int, batch_size: int, *, replacement: bool = False) -> float:
    """f, the share of the samples' scatter that is left in the mean of a batch.

    1 / b with replacement, (1 / b) (n - b) / (n - 1) without: a batch of all samples has none.

    Raises:
        HyperparameterError: a batch size outside 1 .. n.

    Source: Cochran, Sampling Techniques, 1977, theorem 2.2.

    >>> batch_factor(9, 3), batch_factor(9, 9), batch_factor(9, 4, replacement=True)
    (0.25, 0.0, 0.25)
    """
    n = whole_number("n_samples", n_samples, 1, 2**62)
    b = whole_number("batch_size", batch_size, 1, n)
    return 1.0 / b if replacement or n == 1 else (n - b) / (b * (n - 1))


def measured_noise(
    problem: SampledProblem,
    theta: ArrayLike,
    batch_sizes: Sequence[int],
    *,
    draws: int = 1000,
    seed: int = 0,
    replacement: bool = False,
) -> NoiseCurve:
    """Draw batches at one point, and measure how far their gradients are from the full one.

    Args:
        problem: a loss with samples; its gradient takes theta (m, d) with samples (m, b).
        theta: (d,), where.
        batch_sizes: k of them, from 1 to n.
        draws: batches of each size, at least 2.
        seed: of NumPy's default generator (PCG64).
        replacement: whether a sample may be in a batch twice.

    Raises:
        ProblemError: theta is not (d,) finite numbers, or the loss has no samples.
        HyperparameterError: a number outside its range.

    >>> from gdcore import problems
    >>> line = problems.LinearRegression([0.0, 1.0, 2.0], [1.0, 3.0, 2.0])
    >>> curve = measured_noise(line, [0.0, 0.0], [1, 3], draws=500, seed=7)
    >>> curve.measured.round(1).tolist(), curve.theory.round(1).tolist()
    ([13.9, 0.0], [14.2, 0.0])
    """
    _check_samples(problem)
    point = checked_start(problem, theta)
    n = problem.n_samples
    sizes = [whole_number("a batch size", size, 1, n) for size in batch_sizes]
    count = whole_number("draws", draws, 2, MOST_DRAWS)
    generator = np.random.default_rng(whole_number("seed", seed, 0, MOST_SEED))
    spread = float(np.trace(gradient_covariance(problem, point)))
    squares = [_squares(problem, point, b, count, generator, replacement) for b in sizes]
    return NoiseCurve(
        batch_size=np.array(sizes, dtype=np.intp),
        measured=np.array([found.mean() for found in squares]),
        standard_error=np.array([found.std(ddof=1) for found in squares]) / np.sqrt(count),
        theory=spread * np.array([batch_factor(n, b, replacement=replacement) for b in sizes]),
        draws=count,
        seed=int(seed),
        replacement=replacement,
    )


def growing_batches(
    problem: SampledProblem, theta: ArrayLike, draws: int, *, seed: int = 0
) -> GrowingBatches:
    """Draw batches at one point that grow, a sample at a time and none twice, up to all samples.

    Each batch is as likely as any other of its size. The draws begin with different samples, so
    that as many draws as there are samples begin with each of them once.

    Args:
        problem: a loss with samples.
        theta: (d,), where.
        draws: from 1 to n.
        seed: of NumPy's default generator (PCG64).

    Raises:
        ProblemError: theta is not (d,) finite numbers, or the loss has no samples.
        HyperparameterError: a number outside its range.

    >>> from gdcore import problems
    >>> line = problems.LinearRegression([0.0, 1.0, 2.0], [1.0, 3.0, 2.0])
    >>> grown = growing_batches(line, [0.0, 0.0], draws=3, seed=7)
    >>> grown.gradient.shape, sorted(grown.order[:, 0].tolist())
    ((3, 3, 2), [0, 1, 2])
    """
    _check_samples(problem)
    each = np.asarray(problem.sample_gradients(checked_start(problem, theta)))
    n = len(each)
    count = whole_number("draws", draws, 1, n)
    generator = np.random.default_rng(whole_number("seed", seed, 0, MOST_SEED))
    first = generator.permutation(n)[:count]
    order = generator.permuted(np.tile(np.arange(n, dtype=np.intp), (count, 1)), axis=1)
    row = np.arange(count)
    order[row, (order == first[:, None]).argmax(axis=1)] = order[:, 0]
    order[:, 0] = first
    sums = np.cumsum(each[order], axis=1)
    return GrowingBatches(order, sums / np.arange(1.0, n + 1.0)[:, None], int(seed))


def noise_floor(
    problem: SampledProblem,
    learning_rate: float,
    batch_size: int = 1,
    *,
    batches: Batches = "epochs",
) -> NoiseFloor:
    """Where gradient descent over batches at a constant rate settles on a quadratic loss.

    With A = I - alpha H and D the covariance of a batch's gradient at the minimum, the covariance S
    of theta obeys the discrete Lyapunov equation

    S = A S A + alpha^2 (V(S) + D)          D = f C

    for independent batches, where V(S) = E[(H_B - H) S (H_B - H)] is there because each batch also
    has its own Hessian. That is exact. "epochs" are what `descend` draws: a sample comes once an
    epoch, so what one batch pushes, the others of its epoch push back. Their gradients have the
    covariance -C / (n - 1) with each other, and S is the mean over the steps of an epoch. There V
    is left out, so it is close where rates are small only.

    Args:
        problem: a quadratic loss with samples, of at most 40 parameters.
        learning_rate: alpha, above 0.
        batch_size: b, from 1 to n; for "epochs" one that divides n.
        batches: how they are drawn.

    Raises:
        ProblemError: no samples, not a quadratic, a flat direction, or too many parameters.
        HyperparameterError: a number out of range, or a rate at which theta does not settle.

    Source: Mandt, Hoffman and Blei, Stochastic gradient descent as approximate Bayesian inference,
    2017, section 4, for small rates.

    >>> from gdcore import problems
    >>> line = problems.LinearRegression([-1.0, 0.0, 1.0, 0.0], [-1.0, 1.0, 1.0, -1.0])
    >>> floor = noise_floor(line, 0.01, batches="independent")
    >>> round(floor.excess_loss, 5), round(floor.small_rate, 5)
    (0.00508, 0.005)
    """
    _check_samples(problem)
    rate = number("learning_rate", learning_rate, 0.0, low_open=True)
    b = whole_number("batch_size", batch_size, 1, problem.n_samples)
    if problem.dimension > MOST_PARAMETERS:
        raise ProblemError(
            f"This loss has {problem.dimension} parameters; a noise floor is worked out for at "
            f"most {MOST_PARAMETERS}."
        )
    level, matrix = quadratic_minimum(problem)
    if np.linalg.eigvalsh(matrix)[0] <= 0.0:
        raise ProblemError("This quadratic has a flat direction or none up, so no cloud settles.")
    scatter = gradient_covariance(problem, level)
    if batches == "independent":
        covariance = _independent(problem, matrix, scatter, rate, b)
    elif batches == "epochs":
        covariance = _epochs(problem.n_samples, matrix, scatter, rate, b)
    else:
        raise HyperparameterError(
            f'batches is {shown(batches)}; it must be "epochs" or "independent".'
        )
    factor = batch_factor(problem.n_samples, b)
    return NoiseFloor(
        covariance=covariance,
        excess_loss=float(np.trace(matrix @ covariance)) / 2.0,
        small_rate=rate * factor * float(np.trace(scatter)) / 4.0,
    )


def _squares(
    problem: SampledProblem,
    point: Array,
    size: int,
    draws: int,
    generator: np.random.Generator,
    replacement: bool,  # noqa: FBT001 - passed on as it came
) -> Array:
    """(draws,): |g_B - g|^2 of each of so many batches."""
    n, full = problem.n_samples, np.asarray(problem.gradient(point))
    found = np.empty(draws)
    at_once = max(1, INDICES_AT_ONCE // size)
    for first in range(0, draws, at_once):
        rows = min(at_once, draws - first)
        if replacement:
            samples = generator.integers(0, n, (rows, size), dtype=np.intp)
        else:
            samples = np.array([generator.choice(n, size, replace=False) for _ in range(rows)])
        away = np.asarray(problem.gradient(np.tile(point, (rows, 1)), samples)) - full
        found[first : first + rows] = np.sum(away * away, axis=-1)
    return found


def _independent(
    problem: SampledProblem, matrix: Array, scatter: Array, rate: float, size: int
) -> Array:
    """S = A S A + alpha^2 (V(S) + f C), as d^2 linear equations."""
    d, factor = len(matrix), batch_factor(problem.n_samples, size)
    zero = np.asarray(problem.sample_gradients(np.zeros(d)))
    columns = [np.asarray(problem.sample_gradients(axis)) - zero for axis in np.eye(d)]
    away = np.stack(columns, axis=-1) - matrix  # (n, d, d): each sample's Hessian minus the mean
    varies = np.einsum("nij,nkl->ikjl", away, away).reshape(d * d, d * d) / len(away)
    keeps = np.eye(d) - rate * matrix
    after = np.kron(keeps, keeps) + rate * rate * factor * varies
    if np.abs(np.linalg.eigvals(after)).max() >= 1.0:
        raise _does_not_settle(rate)
    made = (rate * rate * factor * scatter).reshape(-1)
    return np.asarray(np.linalg.solve(np.eye(d * d) - after, made).reshape(d, d))


def _epochs(n: int, matrix: Array, scatter: Array, rate: float, size: int) -> Array:
    """The mean over an epoch of the covariance after m of its batches, in the eigenbasis of H."""
    if n % size:
        raise HyperparameterError(
            f"batch_size is {size}; for whole epochs it must divide the {n} samples there are."
        )
    lambdas, directions = np.linalg.eigh(matrix)
    keeps = 1.0 - rate * lambdas
    if np.abs(keeps).max() >= 1.0:
        raise _does_not_settle(rate)
    both = np.outer(keeps, keeps)
    source = rate * rate * (directions.T @ scatter @ directions)
    between = 1.0 / (n - 1) if n > 1 else 0.0
    own = batch_factor(n, size) + between
    share, added = np.ones_like(both), np.zeros_like(both)  # S_m = share S_0 + added
    sums, one = np.zeros_like(both), np.zeros_like(keeps)  # of powers of `both`, and of `keeps`
    shares, adds = np.zeros_like(both), np.zeros_like(both)
    for _ in range(n // size):
        sums, one = 1.0 + both * sums, 1.0 + keeps * one
        share, added = share * both, source * (own * sums - between * np.outer(one, one))
        shares, adds = shares + share, adds + added
    inside = (shares * (added / (1.0 - share)) + adds) / (n // size)
    return np.asarray(directions @ inside @ directions.T)


def _does_not_settle(rate: float) -> HyperparameterError:
    return HyperparameterError(
        f"learning_rate is {rate:g}; at that rate theta does not settle on this loss, so there is "
        "no noise floor; take a smaller one."
    )


def _check_samples(problem: SampledProblem) -> None:
    if not isinstance(problem, SampledProblem):
        raise ProblemError("This loss has no samples, so its gradient has no noise.")
