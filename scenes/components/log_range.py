"""The range and the ticks of a logarithmic axis, fitted to what is to be seen on it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

FARTHEST = 300.0
"""The powers of ten beyond which no axis reaches, so that its ends are numbers."""


def log_range(
    held: ArrayLike, seen: ArrayLike = (), *, above: float = 1.0, decades: float = 7.0
) -> tuple[float, float]:
    """The ends (low, high) of an axis: powers of ten, low below high.

    All of ``held`` lies between them.  What is ``seen`` besides is given up to ``above`` decades
    over that, and below it as many as make ``decades`` in all: a loss that explodes leaves the
    plot at its top, one that converges at its bottom.  What is not a number above zero has no
    place on such an axis, and asks for none.

    >>> log_range([2.0], [0.03, 5e9])
    (0.01, 100.0)
    >>> log_range([2.0], [4.0, 1e12])
    (1.0, 100.0)
    """
    must, may = _powers_of_ten(held), _powers_of_ten(seen)
    if not len(must):
        must = may[:1] if len(may) else np.zeros(1)
    most, least = float(must.max()), float(must.min())
    high = np.ceil(max(most, min(float(may.max(initial=most)), most + above)))
    low = np.floor(min(least, max(float(may.min(initial=least)), high - decades)))
    return float(10.0**low), float(10.0 ** max(high, low + 1.0))


def log_ticks(low: float, high: float, most: int) -> Array:
    """At most ``most`` powers of ten from ``low`` to ``high``, evenly apart, from ``low``'s on.

    >>> log_ticks(1e-3, 1e3, 4).tolist()
    [0.001, 0.1, 10.0, 1000.0]
    """
    first, last = np.ceil(np.log10(low) - 1e-9), np.floor(np.log10(high) + 1e-9)
    apart = max(1, int(np.ceil((last - first + 1) / most)))
    return np.asarray(10.0 ** np.arange(first, last + 1, apart))


def _powers_of_ten(values: ArrayLike) -> Array:
    found = np.asarray(values, dtype=np.float64).reshape(-1)
    found = found[np.isfinite(found) & (found > 0.0)]
    return np.clip(np.log10(found), -FARTHEST, FARTHEST)
