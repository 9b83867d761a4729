"""What problems over data are given: samples, labels and points, checked in one place."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gdcore.errors import ProblemError, shown
from gdcore.typing import Array, Indices, Thetas

MOST_CLASSES = 1000
NUMBERS_AT_ONCE = 2**18
"""Most numbers in one temporary array of several points: 2 MiB."""


def points(theta: ArrayLike, dimension: int) -> Thetas:
    """(..., d): theta as float64, C-contiguous.

    The memory layout matters: with it, a point gives the same bits alone and among others.

    Raises:
        ProblemError: the last axis is not d long.
    """
    point = np.asarray(theta, dtype=np.float64, order="C")
    if point.shape[-1:] != (dimension,):
        raise ProblemError(
            f"This loss has {dimension} parameters, so theta is an array of shape "
            f"(..., {dimension}); it was given shape {point.shape}."
        )
    return point


def column(name: str, values: ArrayLike) -> Array:
    """(n,): one finite number a sample, as a read-only copy.

    Raises:
        ProblemError: not one row of at least one number, or a value that is not finite.
    """
    copy = _numbers(name, values)
    if copy.ndim != 1 or copy.size == 0:
        raise ProblemError(
            f"{name} has shape {copy.shape}; it must be one row of at least one number, (n,)."
        )
    return _finite(name, copy)


def features(name: str, values: ArrayLike) -> Array:
    """(n, p): p finite numbers a sample, as a read-only copy; (n,) counts as (n, 1).

    Raises:
        ProblemError: another shape, nothing in it, or a value that is not finite.
    """
    copy = _numbers(name, values)
    if copy.ndim not in {1, 2} or copy.size == 0:
        raise ProblemError(
            f"{name} has shape {copy.shape}; it must be (n,) or (n, p), at least one sample of at "
            "least one number."
        )
    return _finite(name, copy.reshape(len(copy), -1))


def labels(values: ArrayLike, classes: int | None = None) -> Indices:
    """(n,): the class of each sample, 0 .. k - 1, each seen at least once, as a read-only copy.

    Args:
        values: (n,), whole numbers or yes and no.
        classes: k, if it is known.

    Raises:
        ProblemError: another shape, another value, only one class, or a class without samples.
    """
    given = _numbers("labels", values)
    if given.ndim != 1 or given.size == 0:
        raise ProblemError(
            f"labels has shape {given.shape}; it must be one row of at least one label, (n,)."
        )
    most = classes or MOST_CLASSES
    bad = np.flatnonzero(~((given >= 0) & (given < most) & (given == np.floor(given))))
    if bad.size:
        raise ProblemError(
            f"labels[{bad[0]}] is {given[bad[0]]:g}; labels are whole numbers from 0 to {most - 1}."
        )
    copy = given.astype(np.intp)
    seen = np.bincount(copy, minlength=2) > 0
    if not seen.all():
        raise ProblemError(
            f"No sample has the label {int(np.argmin(seen))}; labels count up from 0, and there "
            "are at least two."
        )
    copy.flags.writeable = False
    return copy


def same_length(one: str, size: int, other: str, other_size: int) -> None:
    """Hold two inputs to the same number of samples.

    Raises:
        ProblemError: they differ.
    """
    if size != other_size:
        raise ProblemError(
            f"{one} has {size} values and {other} has {other_size}; they must have as many."
        )


def squares_fit(x: Array, y: Array) -> None:
    """Hold data for a squared error to sizes whose squares are numbers.

    Raises:
        ProblemError: the squares overflow.
    """
    with np.errstate(all="ignore"):
        size = np.mean(x * x) + np.mean(y * y)
    if not np.isfinite(size):
        raise ProblemError("The values of x or y are so large that their squares overflow.")


def _numbers(name: str, values: ArrayLike) -> Array:
    try:
        return np.array(values, dtype=np.float64, order="C")
    except (TypeError, ValueError):
        raise ProblemError(
            f"{name} is {shown(values)}; it must be an array of numbers, all rows of one length."
        ) from None


def _finite(name: str, copy: Array) -> Array:
    finite = np.isfinite(copy)
    if not finite.all():
        place = np.unravel_index(int(np.argmin(finite)), copy.shape)
        at = ", ".join(str(int(i)) for i in (place if copy.shape[-1] > 1 else place[:1]))
        raise ProblemError(f"{name}[{at}] is {copy[place]}; all values must be finite.")
    copy.flags.writeable = False
    return copy
