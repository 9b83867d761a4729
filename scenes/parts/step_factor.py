"""By what a step multiplies a distance along an axis of a quadratic cost, as a formula's code."""

from __future__ import annotations

from scenes.numerals import Numerals
from scenes.plans.told import FACTOR_FIGURES, factor_figures

NEARLY_ONE = 1e-4
"""By how much less than 1 a factor is at most that is told as 1 less something."""


def step_factor(numerals: Numerals, less: float) -> str:
    """The factor that is so much less than 1; a negative one in brackets."""
    if less < NEARLY_ONE:
        return f"(1 - {numerals.in_formula(less, FACTOR_FIGURES)})"
    told = numerals.in_formula(1.0 - less, factor_figures(less))
    return f"({told})" if less > 1.0 else told
