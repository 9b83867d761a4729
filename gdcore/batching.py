"""Which samples each step sees.

Mini-batches are cut from shuffled epochs laid end to end: every sample is seen exactly once an
epoch, every batch has the same size, and a batch that begins at the end of one epoch is
completed from the next. The first steps do not depend on how many follow.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gdcore.errors import ProblemError, whole_number
from gdcore.typing import Batches, Indices, Problem, SampledProblem

MOST_INDICES = 200_000_000
MOST_SEED = 2**63 - 1


def full(n_samples: int, steps: int) -> Batches:
    """(steps, n): all samples at each step, in order; a read-only view that takes no memory.

    >>> full(3, 2).tolist()
    [[0, 1, 2], [0, 1, 2]]
    """
    n_samples = whole_number("n_samples", n_samples, 1, MOST_INDICES)
    return np.broadcast_to(np.arange(n_samples, dtype=np.intp), (steps, n_samples))


def mini(n_samples: int, steps: int, batch_size: int, seed: int = 0) -> Batches:
    """(steps, batch_size): mini-batches from shuffled epochs laid end to end.

    Args:
        n_samples: n, at least 1.
        steps: how many batches.
        batch_size: from 1 to n.
        seed: of NumPy's default generator (PCG64).

    Raises:
        HyperparameterError: a value outside its range.

    >>> sorted(mini(4, steps=2, batch_size=2, seed=7).ravel().tolist())
    [0, 1, 2, 3]
    """
    n_samples = whole_number("n_samples", n_samples, 1, MOST_INDICES)
    size = whole_number("batch_size", batch_size, 1, n_samples)
    steps = whole_number("steps", steps, 0, MOST_INDICES // size)
    generator = np.random.default_rng(whole_number("seed", seed, 0, MOST_SEED))
    epochs = -(-steps * size // n_samples)
    order = np.tile(np.arange(n_samples, dtype=np.intp), (epochs, 1))
    generator.permuted(order, axis=1, out=order)
    used = order.reshape(-1)[: steps * size]
    if 2 * used.size < order.size:  # a few steps through many samples need not hold them all
        used = used.copy()
    return used.reshape(steps, size)


def single(n_samples: int, steps: int, seed: int = 0) -> Batches:
    """(steps, 1): one sample a step, each exactly once an epoch.

    >>> single(3, steps=3, seed=1).shape
    (3, 1)
    """
    return mini(n_samples, steps, 1, seed)


def first(n_samples: int, steps: int, seed: int = 0) -> Batches:
    """(steps, 1): the first steps of one shuffled epoch, one sample a step, none twice.

    As likely as those of `single`, but not the same: without shuffling the rest, which of many
    samples takes a while. `descend` does not draw them by itself: give them as `batches`.

    Args:
        n_samples: n, at least 1.
        steps: how many, up to n.
        seed: of NumPy's default generator (PCG64).

    Raises:
        HyperparameterError: a value outside its range.

    >>> len({*first(1_000_000, steps=400, seed=7).ravel().tolist()})
    400
    """
    n_samples = whole_number("n_samples", n_samples, 1, MOST_INDICES)
    steps = whole_number("steps", steps, 0, n_samples)
    generator = np.random.default_rng(whole_number("seed", seed, 0, MOST_SEED))
    drawn = generator.choice(n_samples, steps, replace=False)
    return drawn.astype(np.intp).reshape(steps, 1)


def independent(n_samples: int, steps: int, batch_size: int = 1, seed: int = 0) -> Batches:
    """(steps, batch_size): each batch drawn anew from all samples, none twice in a batch.

    Not what `descend` draws by itself, but what textbooks assume: give it as `batches`.

    Args:
        n_samples: n, at least 1.
        steps: how many batches.
        batch_size: from 1 to n.
        seed: of NumPy's default generator (PCG64).

    Raises:
        HyperparameterError: a value outside its range.

    >>> independent(4, steps=2, batch_size=3, seed=7).shape
    (2, 3)
    """
    n_samples = whole_number("n_samples", n_samples, 1, MOST_INDICES)
    size = whole_number("batch_size", batch_size, 1, n_samples)
    steps = whole_number("steps", steps, 0, MOST_INDICES // size)
    generator = np.random.default_rng(whole_number("seed", seed, 0, MOST_SEED))
    if size == 1:
        return generator.integers(0, n_samples, (steps, 1), dtype=np.intp)
    drawn = np.empty((steps, size), dtype=np.intp)
    for row in drawn:
        row[:] = generator.choice(n_samples, size, replace=False)
    return drawn


def plan(
    problem: Problem | SampledProblem,
    steps: int,
    batch_size: int | None = None,
    seed: int = 0,
    given: ArrayLike | None = None,
) -> Batches:
    """The samples that each step of a descent sees: (steps, batch_size).

    Args:
        problem: the loss; without samples, the plan is (steps, 0).
        steps: how many steps.
        batch_size: from 1 to n; None means all samples.
        seed: of the shuffled epochs.
        given: (steps, any), a plan to be checked, in place of a drawn one.

    Raises:
        ProblemError: batches that do not fit, or for a loss without samples.
        HyperparameterError: a value outside its range.

    >>> from gdcore import problems
    >>> plan(problems.LinearRegression([0.0, 1.0], [1.0, 3.0]), steps=3, batch_size=1).shape
    (3, 1)
    """
    if not isinstance(problem, SampledProblem):
        if batch_size is not None or given is not None:
            raise ProblemError(
                "This loss has no samples, so it takes no batch_size and no batches."
            )
        return np.empty((steps, 0), dtype=np.intp)
    if given is not None:
        return _checked(given, steps, problem.n_samples)
    if batch_size is None:
        return full(problem.n_samples, steps)
    return mini(problem.n_samples, steps, batch_size, seed)


def plans(
    problem: Problem | SampledProblem,
    steps: int,
    batch_size: int | None,
    seeds: Sequence[int],
    given: Sequence[ArrayLike] | None = None,
) -> Indices:
    """A plan for each of several descents, side by side: (steps, M, batch_size).

    Where all see the same it is a view that takes the memory of one.

    Args:
        problem: the loss.
        steps: how many steps.
        batch_size: from 1 to n; None means all samples.
        seeds: M of them.
        given: M plans to be checked, in place of drawn ones.

    Raises:
        ProblemError: batches that do not fit, or for a loss without samples.
        HyperparameterError: a value outside its range.

    >>> from gdcore import problems
    >>> plans(problems.LinearRegression([0.0, 1.0], [1.0, 3.0]), 3, 1, seeds=[7, 8]).shape
    (3, 2, 1)
    """
    members = len(seeds)
    if given is not None:
        every = [plan(problem, steps, batch_size, given=one) for one in given]
        sizes = sorted({one.shape[1] for one in every})
        if len(sizes) > 1:
            raise ProblemError(
                "All members of an ensemble look at as many samples a step; batches has "
                f"{' and '.join(map(str, sizes))}."
            )
        return np.stack(every, axis=1)
    first = plan(problem, steps, batch_size, seeds[0])
    if batch_size is None or len(set(seeds)) == 1:
        return np.broadcast_to(first[:, None], (steps, members, first.shape[1]))
    drawn = np.empty((steps, members, first.shape[1]), dtype=np.intp)
    for member, seed in enumerate(seeds):
        drawn[:, member] = plan(problem, steps, batch_size, seed)
    return drawn


def _checked(given: ArrayLike, steps: int, n: int) -> Batches:
    rows: NDArray[np.generic] = np.array(given)
    if rows.ndim != 2 or len(rows) != steps or rows.shape[1] == 0 or rows.dtype.kind not in "iu":
        raise ProblemError(
            f"batches has shape {rows.shape} and type {rows.dtype}; it must hold whole numbers in "
            f"shape ({steps}, batch_size), one row a step."
        )
    indices = rows.astype(np.intp)
    if indices.size and not (indices.min() >= 0 and indices.max() < n):
        raise ProblemError(f"batches names samples outside 0 .. {n - 1}, the samples there are.")
    return indices
