"""Numbers on the screen: what is written is the value, to the digits that are shown."""

from __future__ import annotations

import math
from decimal import Context, Decimal

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scenes.components.text.digits import Digits
from scenes.numerals import ENGLISH, Numerals, nice_ticks, numerals, power_of_ten

in_formula, placed, running = ENGLISH.in_formula, ENGLISH.placed, ENGLISH.running
significant, tick_texts = ENGLISH.significant, ENGLISH.tick_texts
short_tick_texts = ENGLISH.short_tick_texts

EXACT = Context(prec=900)
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def read(text: str) -> tuple[Decimal, Decimal]:
    """The number that is written, and what its last digit is worth."""
    plain = text.replace(",", "").replace("−", "-")
    digits = plain.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
    power = int(plain[len(digits) :].translate(_LOWERED) or 0)
    if power:
        digits = digits.removesuffix("10").removesuffix("×") or "1"
    value = Decimal(digits).scaleb(power, EXACT)
    return value, Decimal(1).scaleb(int(value.as_tuple().exponent), EXACT)


def same(text: str, value: float) -> bool:
    """Whether the number that is written is the value, to the digits that are written."""
    written, last = read(text)
    return abs(EXACT.subtract(written, Decimal(value))) <= EXACT.multiply(last, Decimal("0.5"))


MAGNITUDES = st.builds(
    lambda digits, power, sign: sign * float(f"{digits}e{power}"),
    st.floats(1, 10, exclude_max=True),
    st.integers(-300, 299),
    st.sampled_from([1, -1]),
)
# far from zero, and up to twelve powers of ten narrower
FAR = st.builds(
    lambda near, narrow, width: (near, near + abs(near) * float(f"{width}e{-narrow}")),
    MAGNITUDES,
    st.integers(0, 12),
    st.floats(1, 10),
)
SPANS = (
    FAR
    | st.tuples(MAGNITUDES, MAGNITUDES).map(lambda ends: (min(ends), max(ends)))
    | st.tuples(st.just(0.0), MAGNITUDES.map(abs))
    | st.tuples(st.integers(1000, 2200), st.integers(2, 900)).map(lambda y: (y[0], y[0] + y[1]))
    | st.tuples(st.integers(0, 2_000_000_000), st.integers(1, 10**8)).map(
        lambda t: (t[0], t[0] + t[1])
    )
)


@given(SPANS, st.integers(2, 7))
def test_ticks_are_what_is_written_and_neighbours_differ(span, most: int) -> None:
    low, high = map(float, span)
    assume(low < high < math.inf)
    ticks = nice_ticks(low, high, most)
    assert 2 <= len(ticks) <= most
    assert (np.diff(ticks) > 0).all()
    slack = 1e-6 * (high - low)
    assert low - slack <= ticks[0] < ticks[-1] <= high + slack
    plain, short = tick_texts(ticks), short_tick_texts(ticks)
    assert len(set(plain)) == len(set(short.texts)) == len(ticks)
    for text, counted, tick in zip(plain, short.texts, ticks.tolist(), strict=True):
        assert read(text)[0] == Decimal(repr(tick))
        told = EXACT.add(read(counted)[0].scaleb(short.power, EXACT), short.offset)
        assert told == Decimal(repr(tick))
        assert not {text, counted} & {"−0", "-0", "0."}
        assert len(counted) <= 10


# ticks; what is written, and what is added to the quantity's words
TICKS = {
    "nothing": ([0.0], ["0"], ("", "")),
    "from zero": ([0, 0.5, 1, 1.5], ["0", "0.5", "1", "1.5"], ("", "")),
    "about zero": ([-0.1, -0.0, 0.1], ["−0.1", "0", "0.1"], ("", "")),
    "sums of floats": ([0.1 + 0.2, 0.4, 0.5], ["0.3", "0.4", "0.5"], ("", "")),
    "thousands": ([0, 1000, 2000], ["0", "1,000", "2,000"], ("", "")),
    "years": ([1880, 1900, 1920], ["1880", "1900", "1920"], ("", "")),
    "years before ours": ([-2500, -2000, -1500], ["−2500", "−2000", "−1500"], ("", "")),
    "parts of years": ([2019.5, 2020, 2020.5], ["2019.5", "2020", "2020.5"], ("", "")),
    "over ten thousand": ([9000, 10_000], ["9,000", "10,000"], ("", "")),
    "large": ([0, 50_000, 100_000], ["0", "50", "100"], ("", " / 10³")),
    "eight digits": ([-6e7, 0, 2e7], ["−60", "0", "20"], ("", " / 10⁶")),
    "just small enough": ([0, 0.01], ["0", "0.01"], ("", "")),
    "small": ([0, 0.002, 0.004], ["0", "2", "4"], ("", " / 10⁻³")),
    "tiny": ([1e-13, 2e-13], ["100", "200"], ("", " / 10⁻¹⁵")),
    "unix times": ([1.6e9, 1.65e9, 1.7e9], ["1.6", "1.65", "1.7"], ("", " / 10⁹")),
    "unix times of one hour": (
        [1_700_000_000, 1_700_000_500, 1_700_001_000],
        ["0", "500", "1,000"],
        ("", " − 1,700,000,000"),
    ),
    "milliseconds of one day": (
        [1.70002e12, 1.70004e12, 1.70006e12],
        ["20", "40", "60"],
        ("(", " − 1.7×10¹²) / 10⁶"),
    ),
    "milliseconds of one hour": (
        [1.7e12, 1.7e12 + 1e6, 1.7e12 + 2e6],
        ["0", "1", "2"],
        ("(", " − 1.7×10¹²) / 10⁶"),
    ),
    "below zero": ([-50_000_030, -50_000_020], ["70", "80"], ("", " + 50,000,100")),
    "pressures": ([101_320, 101_340], ["101.32", "101.34"], ("", " / 10³")),
    "close to one": ([0.9999990, 0.9999995], ["0", "500"], ("(", " − 0.999999) / 10⁻⁹")),
}


@pytest.mark.parametrize(("values", "texts", "around"), TICKS.values(), ids=TICKS)
def test_the_numbers_of_an_axis(values, texts: list[str], around: tuple[str, str]) -> None:
    told = short_tick_texts(values)
    assert [*told.texts] == texts
    assert told.around == around


@given(MAGNITUDES | st.just(0.0), st.integers(0, 6))
def test_a_number_that_runs_is_the_value_and_zero_only_if_it_is(value: float, places: int) -> None:
    text = running(value, places)
    assert same(text, value)
    assert (read(text)[0] == 0) == (value == 0)
    assert len(text) <= 14
    assert same(placed(value, places), value)
    assert not placed(-(10.0**-9), places).startswith("−")


@given(MAGNITUDES | st.just(0.0), st.integers(1, 8))
def test_a_number_that_stands_is_the_value(value: float, digits: int) -> None:
    text = significant(value, digits)
    written, _ = read(text)
    assert abs(written - Decimal(value)) <= abs(Decimal(value)) * Decimal(10) ** (1 - digits) / 2
    assert len(text) <= digits + 15


# how a number is written: what it is, what is shown
WRITTEN = {
    "a place near zero": (placed(-0.001, 2), "0.00"),
    "a place": (placed(-1.3, 2), "−1.30"),
    "a far place": (placed(-2.5e7, 2), "−2.5×10⁷"),
    "a cost": (running(0.0123, 3), "0.012"),
    "a cost near zero": (running(2.04e-7, 6), "2.0×10⁻⁷"),
    "a cost below zero": (running(-2e-5, 3), "−2.0×10⁻⁵"),
    "no cost": (running(0.0, 6), "0.000000"),
    "minus no cost": (running(-0.0, 3), "0.000"),
    "a cost of thousands": (running(12_345.6, 0), "12,346"),
    "a cost that explodes": (running(9.96e9, 3), "1.0×10¹⁰"),
    "one beyond floats": (running(math.inf, 3), "∞"),
    "a rate": (significant(0.3), "0.3"),
    "a small rate": (significant(1e-5), "0.00001"),
    "a very small rate": (significant(2.5e-7), "2.5×10⁻⁷"),
    "a curvature": (significant(1000.0, 3), "1,000"),
    "a curvature of more digits": (significant(1234.567, 3), "1,235"),
    "a great curvature": (significant(1e12, 3), "10¹²"),
    "a power": (power_of_ten(-12), "10⁻¹²"),
    "in a formula": (in_formula(1234.5), "1234.5"),
    "small in a formula": (in_formula(-2.5e-7), "-2.5 times 10^(-7)"),
    "a power in a formula": (in_formula(1e300), "10^(300)"),
}


@pytest.mark.parametrize(("told", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_a_number_is_written_so(told: str, expected: str) -> None:
    assert told == expected


# how a language writes the same numbers
EVERYWHERE = {
    "en": ("12,345", "−0.12", "1,234.5", "3.4×10⁻⁷", "0.05", "(1.30, −0.50)"),
    "es": ("12.345", "−0,12", "1.234,5", "3,4×10⁻⁷", '"0,05"', "(1,30; −0,50)"),
    "de": ("12.345", "−0,12", "1.234,5", "3,4×10⁻⁷", '"0,05"', "(1,30; −0,50)"),
    "es-MX": ("12,345", "−0.12", "1,234.5", "3.4×10⁻⁷", "0.05", "(1.30, −0.50)"),
    "de-CH": ("12’345", "−0.12", "1’234.5", "3.4×10⁻⁷", "0.05", "(1.30, −0.50)"),
    "fr": ("12\u202f345", "−0,12", "1\u202f234,5", "3,4×10⁻⁷", '"0,05"', "(1,30; −0,50)"),
    "de-ZZ": ("12.345", "−0,12", "1.234,5", "3,4×10⁻⁷", '"0,05"', "(1,30; −0,50)"),
}


@pytest.mark.parametrize("language", EVERYWHERE)
def test_a_language_has_marks_of_its_own(language: str) -> None:
    own = numerals(language)
    place = own.pair(own.placed(1.3, 2), own.placed(-0.5, 2))
    told = (
        own.count(12_345), own.placed(-0.123, 2), own.significant(1234.5), own.running(3.4e-7, 3),
        own.in_formula(0.05), place,
    )  # fmt: skip
    assert told == tuple(text.replace("’", group(own)) for text in EVERYWHERE[language])
    assert all(character in Digits.ALPHABET for text in told[:4] for character in text)


def group(own: Numerals) -> str:
    """The apostrophe of Switzerland, which is straight or not by the release of the CLDR."""
    return own.count(1000)[1]


def test_numbers_of_an_axis_have_the_marks_of_the_language() -> None:
    german = numerals("de")
    assert german.tick_texts([0, 0.5, 1000, 1000.5]) == ("0", "0,5", "1.000", "1.000,5")
    assert german.tick_texts([1880, 1900]) == ("1880", "1900")
    told = german.short_tick_texts([1.7e12, 1.7e12 + 1e6, 1.7e12 + 2e6])
    assert told.around == ("(", " − 1,7×10¹²) / 10⁶")
    assert german.in_formula(-2.5e-7) == '-"2,5" times 10^(-7)'
    assert german.in_formula(12_345.0) == "12345"
