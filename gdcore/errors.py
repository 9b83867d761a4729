"""What gdcore raises: one sentence that says what, where, why and what to do instead."""

from __future__ import annotations

import math
from collections.abc import Iterable
from numbers import Real


class GDError(ValueError):
    """Any wrong input to gdcore; its text is one sentence, fit to be shown to a user."""


class UnknownNameError(GDError):
    """A name that a registry does not hold; the text lists the names that it does."""


class HyperparameterError(GDError):
    """A number outside its valid range; the text gives name, value and range."""


class ProblemError(GDError):
    """A loss, a start or a batch that cannot be descended."""


class GradientError(GDError):
    """A gradient that differs from finite differences of its loss."""


class DataError(GDError):
    """Data that cannot be read or used; the text gives file and row where there is one."""


class ExpressionError(GDError):
    """A formula that cannot be read or drawn; the text gives the piece and its column."""


class ArchiveError(GDError):
    """An .npz file that is not what it should be."""


def shown(value: object, limit: int = 40) -> str:
    r"""The value as it appears in an error: quoted, on one line, cut to `limit` characters.

    Letters of any language are shown as they are. What cannot be seen, or changes how the rest is
    seen, is escaped: controls, direction marks and other formats, surrogates, private use.

    >>> print(shown("Temperatur (°C)"), shown("a\u202eb"))
    'Temperatur (°C)' 'a\u202eb'
    """
    text = repr(value[: limit + 1] if isinstance(value, str) else value)[: limit + 1]
    text = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    return text if len(text) <= limit else text[: limit - 3] + "..."


def listed(names: Iterable[str], most: int = 20) -> str:
    """Names for an error: at most `most` of them, then how many were left out."""
    every = list(names)
    text = ", ".join(shown(name)[1:-1] for name in every[:most])
    return text if len(every) <= most else f"{text} and {len(every) - most} more"


def unknown_name(kind: str, name: object, valid: Iterable[str]) -> UnknownNameError:
    """The error for a name that is not in a registry, with the names that are."""
    return UnknownNameError(f"There is no {kind} {shown(name)}; choose one of: {listed(valid)}.")


def number(
    name: str,
    value: object,
    low: float = -math.inf,
    high: float = math.inf,
    *,
    low_open: bool = False,
    high_open: bool = False,
) -> float:
    """Return `value` as a finite float within a range, or say which range it must be in.

    Raises:
        HyperparameterError: not a real number, not finite, or outside the range.
    """
    valid = isinstance(value, Real) and not isinstance(value, bool)
    amount = float(value) if valid else math.nan  # type: ignore[arg-type]
    above = amount > low if low_open else amount >= low
    below = amount < high if high_open else amount <= high
    if not (math.isfinite(amount) and above and below):
        wanted = _range_text(low, high, low_open=low_open, high_open=high_open)
        raise HyperparameterError(f"{name} is {shown(value)}; it must be {wanted}.")
    return amount


def whole_number(name: str, value: object, low: int, high: int) -> int:
    """Return `value` as an int within [low, high], or say which range it must be in.

    Raises:
        HyperparameterError: not an integer or outside the range.
    """
    try:
        amount = value.__index__()  # type: ignore[attr-defined]
    except (AttributeError, TypeError):
        amount = None
    if not isinstance(amount, int) or isinstance(value, bool) or not low <= amount <= high:
        raise HyperparameterError(
            f"{name} is {shown(value)}; it must be a whole number from {low} to {high}."
        )
    return amount


def _range_text(low: float, high: float, *, low_open: bool, high_open: bool) -> str:
    if low == -math.inf and high == math.inf:
        return "a finite number"
    if high == math.inf:
        return f"a finite number {'above' if low_open else 'of at least'} {low:g}"
    left, right = "(" if low_open else "[", ")" if high_open else "]"
    return f"a number in {left}{low:g}, {high:g}{right}"
