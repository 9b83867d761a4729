"""How numbers are written on the screen: the one place that decides on digits.

What is written is the value, rounded to the digits that are shown. There is no minus zero,
neighbours on an axis are never written alike, and only a place is ever rounded to zero.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context, Decimal

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEAST_HANDY, MOST_HANDY = Decimal("1e-2"), Decimal("1e5")
"""Between these, an axis of a user's quantity shows its numbers as they are."""
MOST_DIGITS = 5
"""Digits of a tick of a user's quantity; where more are needed, the axis counts from nearby."""
LEAST_PLAIN, MOST_PLAIN = -5, 12
"""Powers of ten between which a number that stands still is written without one."""
FEWEST_DECIMALS = -12
"""The power of ten of the last decimal that a tick may show without one."""
LARGE = 1e5
"""Size from which a number that changes is written with a power of ten."""
FINER = 2
"""Powers of ten below the gap between ticks to which each is taken for what it is meant to be."""

_EXACT = Context(prec=700)
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


@dataclass(frozen=True)
class TickTexts:
    """What is written at the ticks of an axis: each value less ``offset``, over 10^``power``."""

    texts: tuple[str, ...]
    power: int = 0
    offset: Decimal = Decimal(0)

    def around(self) -> tuple[str, str]:
        """What stands before and after the quantity's name, so that it says what is counted."""
        sign = "−" if self.offset > 0 else "+"
        less = f" {sign} {_still(abs(self.offset))}" if self.offset else ""
        over = f" / {power_of_ten(self.power)}" if self.power else ""
        return ("(", f"{less}){over}") if less and over else ("", less + over)


def nice_ticks(low: float, high: float, most: int) -> NDArray[np.float64]:
    """At most ``most`` values from ``low`` to ``high``, 1, 2 or 5 times a power of ten apart.

    Where floats are too coarse for two such values, the ends.
    """
    span = high - low
    if not 0 < span < math.inf:
        return np.array([low])
    tens = range(math.floor(math.log10(span)) - 2, math.ceil(math.log10(span)) + 1)
    finer = np.array([low, high])
    for digit, ten in ((digit, ten) for ten in tens for digit in (1, 2, 5)):
        gap = float(f"{digit}e{ten}")
        if not gap or span / gap > 4 * most:
            continue
        first, last = math.ceil(low / gap - 1e-9), math.floor(high / gap + 1e-9)
        # Read as decimals: each tick is the float nearest to what is written at it.
        ticks = np.array([float(f"{digit * k}e{ten}") for k in range(first, last + 1)])
        ticks = ticks[(ticks >= low - 1e-6 * gap) & (ticks <= high + 1e-6 * gap)]
        if len(ticks) < 2 or not (np.diff(ticks) > 0).all():
            continue
        if len(ticks) <= most:
            return ticks
        finer = ticks
    return finer[:: math.ceil((len(finer) - 1) / (most - 1))]


def whole_ticks(high: float, most: int) -> NDArray[np.float64]:
    """The whole numbers among at most ``most`` ticks from 0 to ``high``."""
    ticks = nice_ticks(0.0, high, most)
    return ticks[np.abs(ticks - np.rint(ticks)) < 1e-9]


def tick_texts(values: ArrayLike) -> tuple[str, ...]:
    """The numbers at ticks as they are."""
    return _texts(_meant(values))


def short_tick_texts(values: ArrayLike) -> TickTexts:
    """The numbers at ticks of a user's quantity, short enough to stand side by side.

    Those that lie close together far from zero are counted from a round number below them; large
    and small ones lose a power of ten, a multiple of three.
    """
    meant, offset, power = _meant(values), Decimal(0), 0
    if _longest(meant) > MOST_DIGITS:
        span = _EXACT.subtract(max(meant), min(meant))
        unit = Decimal(1).scaleb(span.adjusted() + 1)
        offset = (min(meant) / unit).to_integral_value(ROUND_FLOOR) * unit
        meant = [_EXACT.subtract(value, offset) for value in meant]
    largest = max(map(abs, meant), default=Decimal(0))
    if largest and not LEAST_HANDY <= largest < MOST_HANDY:
        power = 3 * math.floor(largest.adjusted() / 3)
    return TickTexts(_texts([value.scaleb(-power, _EXACT) for value in meant]), power, offset)


def placed(value: float, decimals: int) -> str:
    """A coordinate that changes, to so many decimals."""
    return _large(value) or _fixed(value, decimals)


def running(value: float, decimals: int) -> str:
    """A number that changes, to so many decimals; with a power of ten if they would be zeros."""
    tiny = abs(value) > 0 and float(f"{value:.{decimals}f}") == 0
    return _large(value) or (_powered(Decimal(value), 2) if tiny else _fixed(value, decimals))


def significant(value: float, digits: int = 6) -> str:
    """A number that stands still, to so many digits, but for those before the point."""
    return _still(Decimal(repr(value)), digits)


def in_formula(text: str) -> str:
    """A number as it is written here, as Typst's code for the same in a formula.

    >>> in_formula("1,000"), in_formula("2.5×10⁻⁷")
    ('1000', '2.5 times 10^(-7)')
    """
    digits = text.replace(",", "").replace("−", "-").replace("×", " times ")
    power = digits.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
    raised = digits[len(power) :].translate(_LOWERED)
    return f"{power}^({raised})" if raised else digits


def power_of_ten(power: int) -> str:
    """Ten to a power."""
    return f"10{str(power).translate(_RAISED)}"


def _fixed(value: float, decimals: int) -> str:
    text = f"{value:,.{decimals}f}"
    return text.replace("-", "−" if float(text.replace(",", "")) else "")


def _large(value: float) -> str:
    """A number that has too many digits to run, with a power of ten; "" for any other."""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    return _powered(Decimal(value), 2) if abs(value) >= LARGE else ""


def _powered(value: Decimal, digits: int) -> str:
    """So many digits times a power of ten."""
    rounded = Context(prec=digits).plus(value)
    power = rounded.adjusted()
    mantissa = f"{rounded.scaleb(-power):.{digits - 1}f}".replace("-", "−")
    return f"{mantissa}×{power_of_ten(power)}"


def _still(value: Decimal, digits: int = 17) -> str:
    """A number to so many digits without zeros at its end; with a power of ten where it is long."""
    rounded = Context(prec=digits).plus(value)
    power = rounded.adjusted()
    if rounded and not LEAST_PLAIN <= power < MOST_PLAIN:
        mantissa = _plain(rounded.scaleb(-power))
        return power_of_ten(power) if mantissa == "1" else f"{mantissa}×{power_of_ten(power)}"
    last = Decimal(1).scaleb(min(0, power - digits + 1))
    return _plain(_EXACT.quantize(value, last))


def _meant(values: ArrayLike) -> list[Decimal]:
    """The values as exact decimals, without what floats add to the digits that they stand for."""
    ticks = [float(value) for value in np.asarray(values, dtype=np.float64)]
    gaps = np.diff(np.unique(ticks))
    finest = float(gaps.min()) if len(gaps) else max(map(abs, ticks), default=0.0)
    last = Decimal(1).scaleb(min(0, Decimal(finest).adjusted() - FINER))
    return [_EXACT.quantize(Decimal(repr(tick)), last).normalize(_EXACT) for tick in ticks]


def _ends(values: Sequence[Decimal]) -> tuple[int, int]:
    """The powers of ten of the first and of the last digit of numbers that stand in a column."""
    present = [value for value in values if value] or [Decimal(1)]
    firsts = [value.adjusted() for value in present]
    return max(firsts), min(int(value.as_tuple().exponent) for value in present)


def _longest(values: Sequence[Decimal]) -> int:
    first, last = _ends(values)
    return first - last + 1


def _texts(values: Sequence[Decimal]) -> tuple[str, ...]:
    """The numbers of an axis; four digits stand together if all have four, as years do."""
    first, last = _ends(values)
    if first >= MOST_PLAIN or last < FEWEST_DECIMALS:
        return tuple(_still(value) if value else "0" for value in values)
    fours = all(1000 <= abs(value) < 10_000 for value in values)
    return tuple(_plain(value, "" if fours else ",") for value in values)


def _plain(value: Decimal, comma: str = ",") -> str:
    """All the digits of a number, but for zeros at the end of its decimals."""
    exact = _EXACT.plus(value).normalize(_EXACT)
    return f"{exact:{comma}f}".replace("-", "−")
