"""Numbers of a plan as descriptions of its pictures tell them."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from scenes.plans.base import Value

ENDLESS = "∞"
DECIMALS, FIGURES = 3, 3
FACTOR_FIGURES = 2
"""Of a factor, or of one near 1 so many that one is left of what it is less."""


def rounded_to(value: float, decimals: int = DECIMALS) -> Value:
    """A number to so many decimals, as scenes write coordinates and costs.

    >>> rounded_to(0.28449), rounded_to(float("inf"))
    (0.284, '∞')
    """
    return round(float(value), decimals) if math.isfinite(value) else _endless(value)


def in_figures(value: float, figures: int = FIGURES) -> Value:
    """A number in so many figures, whatever its size.

    >>> in_figures(0.00012345), in_figures(123456.0)
    (0.000123, 123000.0)
    """
    return float(f"{float(value):.{figures}g}") if math.isfinite(value) else _endless(value)


def factor_figures(less: float) -> int:
    """Figures of a factor that is so much less than 1, as it is told.

    >>> factor_figures(0.46), factor_figures(0.0007)
    (2, 4)
    """
    return max(FACTOR_FIGURES, math.ceil(-math.log10(less)))


def place(name: str, theta: ArrayLike, decimals: int = DECIMALS) -> dict[str, Value]:
    """Both parameters of a place, by its name with 1 and 2 behind it.

    >>> place("start", (1.25, 0.3))
    {'start_1': 1.25, 'start_2': 0.3}
    """
    pair = np.asarray(theta, dtype=np.float64)[:2].tolist()
    return {f"{name}_{k}": rounded_to(each, decimals) for k, each in enumerate(pair, start=1)}


def _endless(value: float) -> str:
    return "−∞" if value < 0 else ENDLESS
