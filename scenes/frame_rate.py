"""Frames a second, exactly, from a number as people and Manim's settings write it."""

from __future__ import annotations

import math
from fractions import Fraction
from numbers import Rational
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gdcore.typing import FrameRate

WHOLE = 1e-4
"""How near to a whole number a rate is that number."""
BROADCAST = 0.02
"""How near to a thousandth part less of a whole number it is that: 29.97 is 30000/1001."""
MOST_DENOMINATOR = 1_000_000


def exact_rate(fps: float | Fraction) -> FrameRate:
    """The rate that Manim's encoder takes a number for, so that 23.976 is 24000/1001.

    Fractions are what they are.

    Raises:
        ValueError: not a positive, finite number.
    """
    if not math.isfinite(fps) or fps <= 0:
        raise ValueError(f"{fps} is no frame rate: it must be positive and finite")
    exact = Fraction(fps).limit_denominator(MOST_DENOMINATOR)
    if not isinstance(fps, Rational):
        nearest = round(fps)
        broadcast = Fraction(round(fps * 1001 / 1000) * 1000, 1001)
        if abs(fps - nearest) < WHOLE:
            exact = Fraction(nearest)
        elif abs(fps - float(broadcast)) < BROADCAST:
            exact = broadcast
    if not exact:
        raise ValueError(f"{fps} is no frame rate: it is too small")
    return exact.numerator if exact.denominator == 1 else exact


def as_json(fps: FrameRate) -> int | str:
    """A rate as files hold it: 60, or "30000/1001"."""
    return int(fps) if fps.denominator == 1 else str(fps)
