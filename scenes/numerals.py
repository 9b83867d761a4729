"""How numbers are written on the screen: the one place that decides on digits.

What is written is the value, rounded to the digits that are shown. There is no minus zero,
neighbours on an axis are never written alike, and only a place is ever rounded to zero.

Marks between digits and the forms of nouns are a language's own, as Babel has them from the Unicode
CLDR.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context, Decimal
from functools import cache, cached_property

import numpy as np
from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_group_symbol
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
_POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
_RAISED = str.maketrans("0123456789-", _POWERS)
_LOWERED = str.maketrans(_POWERS, "0123456789-")


@dataclass(frozen=True)
class TickTexts:
    """What is written at the ticks of an axis: each value less ``offset``, over 10^``power``."""

    texts: tuple[str, ...]
    power: int = 0
    offset: Decimal = Decimal(0)
    around: tuple[str, str] = ("", "")
    """What stands before and after the quantity's name, so that it says what is counted."""


@dataclass(frozen=True)
class Numerals:
    """Numbers as one language writes them.

    >>> numerals("en").count(12_345), numerals("de").count(12_345)
    ('12,345', '12.345')
    """

    locale: Locale

    @cached_property
    def decimal(self) -> str:
        """The mark before the decimals."""
        return get_decimal_symbol(self.locale)

    @cached_property
    def _marks(self) -> dict[int, str]:
        """By Python's own, the marks before the decimals and between the thousands."""
        return str.maketrans({".": self.decimal, ",": get_group_symbol(self.locale)})

    def plural(self, count: int) -> str:
        """The form of a noun that goes with a number: "one", "other" or what else there is."""
        return self.locale.plural_form(count)

    def count(self, value: int) -> str:
        """How many there are."""
        return self._digits(Decimal(value), 0)

    def pair(self, first: str, second: str) -> str:
        """Two numbers as one place; what parts them is no decimal mark."""
        return f"({first}{';' if self.decimal == ',' else ','} {second})"

    def placed(self, value: float, decimals: int) -> str:
        """A coordinate that changes, to so many decimals."""
        return self._large(value) or self._fixed(value, decimals)

    def running(self, value: float, decimals: int) -> str:
        """A number that changes, to so many decimals; with a power of ten if these were zeros."""
        tiny = abs(value) > 0 and float(f"{value:.{decimals}f}") == 0
        small = self._powered(Decimal(value)) if tiny else self._fixed(value, decimals)
        return self._large(value) or small

    def significant(self, value: float, digits: int = 6, *, grouped: bool = True) -> str:
        """A number that stands still, to so many digits, but for those before the point."""
        return self._still(Decimal(repr(float(value))), digits, grouped=grouped)

    def in_formula(self, value: float, digits: int = 6) -> str:
        """The same as Typst's code in a formula, with no mark between thousands.

        A decimal comma would be a list's there, with a blank after it, but for the quotes.

        >>> numerals("en").in_formula(1000), numerals("en").in_formula(2.5e-7)
        ('1000', '2.5 times 10^(-7)')
        >>> numerals("es").in_formula(0.05)
        '"0,05"'
        """
        told = self._still(Decimal(repr(value)), digits, grouped=False).replace("−", "-")
        factors = told.rstrip(_POWERS)
        raised = told[len(factors) :].translate(_LOWERED)
        if self.decimal != ".":
            factors = re.sub(r"\d+\D\d+", r'"\g<0>"', factors)
        code = factors.replace("×", " times ")
        return f"{code}^({raised})" if raised else code

    def tick_texts(self, values: ArrayLike) -> tuple[str, ...]:
        """The numbers at ticks as they are."""
        return self._texts(_meant(values))

    def short_tick_texts(self, values: ArrayLike) -> TickTexts:
        """The numbers at ticks of a user's quantity, short enough to stand side by side.

        Those that lie close together far from zero are counted from a round number below them;
        large and small ones lose a power of ten, a multiple of three.
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
        texts = self._texts([value.scaleb(-power, _EXACT) for value in meant])
        return TickTexts(texts, power, offset, self._around(power, offset))

    def _around(self, power: int, offset: Decimal) -> tuple[str, str]:
        less = f" {'−' if offset > 0 else '+'} {self._still(abs(offset))}" if offset else ""
        over = f" / {power_of_ten(power)}" if power else ""
        return ("(", f"{less}){over}") if less and over else ("", less + over)

    def _digits(self, value: Decimal, decimals: int, *, grouped: bool = True) -> str:
        """A number that has no more decimals than these, with all of them.

        Babel's own formatting rounds to 28 digits, so of Babel's are the marks alone.
        """
        digits = f"{value.copy_abs():{',' if grouped else ''}.{decimals}f}"
        return ("−" if value < 0 else "") + digits.translate(self._marks)

    def _fixed(self, value: float, decimals: int) -> str:
        return self._digits(Decimal(f"{value:.{decimals}f}"), decimals)

    def _large(self, value: float) -> str:
        """A number that has too many digits to run, with a power of ten; "" for any other."""
        if math.isinf(value):
            return "∞" if value > 0 else "−∞"
        return self._powered(Decimal(value)) if abs(value) >= LARGE else ""

    def _powered(self, value: Decimal) -> str:
        """Two digits times a power of ten."""
        rounded = Context(prec=2).plus(value)
        power = rounded.adjusted()
        mantissa = self._digits(rounded.scaleb(-power), 1)
        return f"{mantissa}×{power_of_ten(power)}"

    def _still(self, value: Decimal, digits: int = 17, *, grouped: bool = True) -> str:
        """A number to so many digits, no zeros at its end; with a power of ten where it is long."""
        rounded = Context(prec=digits).plus(value)
        power = rounded.adjusted()
        if rounded and not LEAST_PLAIN <= power < MOST_PLAIN:
            mantissa = self._plain(rounded.scaleb(-power))
            return power_of_ten(power) if mantissa == "1" else f"{mantissa}×{power_of_ten(power)}"
        last = Decimal(1).scaleb(min(0, power - digits + 1))
        return self._plain(_EXACT.quantize(value, last), grouped=grouped)

    def _texts(self, values: Sequence[Decimal]) -> tuple[str, ...]:
        """The numbers of an axis; four digits stand together if all have four, as years do."""
        first, last = _ends(values)
        if first >= MOST_PLAIN or last < FEWEST_DECIMALS:
            return tuple(self._still(value) if value else "0" for value in values)
        fours = all(1000 <= abs(value) < 10_000 for value in values)
        return tuple(self._plain(value, grouped=not fours) for value in values)

    def _plain(self, value: Decimal, *, grouped: bool = True) -> str:
        """All the digits of a number, but for zeros at the end of its decimals."""
        exact = _EXACT.plus(value).normalize(_EXACT)
        return self._digits(exact, max(0, -int(exact.as_tuple().exponent)), grouped=grouped)


@cache
def numerals(language: str) -> Numerals:
    """Those of a language tag, such as "en" or "pt-BR".

    Of a country that is not known to write its language in its own way, they are the language's.
    """
    try:
        return Numerals(Locale.parse(language, sep="-"))
    except UnknownLocaleError:
        return Numerals(Locale.parse(language.partition("-")[0]))


ENGLISH = numerals("en")


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


def power_of_ten(power: int) -> str:
    """Ten to a power."""
    return f"10{str(power).translate(_RAISED)}"


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
