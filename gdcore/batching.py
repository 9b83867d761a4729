"""Which samples each step sees.

Mini-batches are cut from shuffled epochs laid end to end: every sample is seen exactly once an
epoch, every batch has the same size, and a batch that begins at the end of one epoch is
completed from the next. The first steps do not depend on how many follow.
"""

from __future__ import annotations

import numpy as np

from gdcore.errors import whole_number
from gdcore.typing import Batches

MOST_INDICES = 200_000_000


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
    generator = np.random.default_rng(whole_number("seed", seed, 0, 2**63 - 1))
    epochs = -(-steps * size // n_samples)
    order = np.tile(np.arange(n_samples, dtype=np.intp), (epochs, 1))
    generator.permuted(order, axis=1, out=order)
    return order.reshape(-1)[: steps * size].reshape(steps, size)


def single(n_samples: int, steps: int, seed: int = 0) -> Batches:
    """(steps, 1): one sample a step, each exactly once an epoch.

    >>> single(3, steps=3, seed=1).shape
    (3, 1)
    """
    return mini(n_samples, steps, 1, seed)
