"""The lowest valley of a formula, in place of the bowl of data: found, or refused in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from gdcore import Descent, theory
from gdcore.surfaces import Surface
from scenes.plans.common import KeyedError
from scenes.plans.found_walks import found_walks
from scenes.plans.own_surface import FORMULA, OwnSurface, chosen_surface
from scenes.plans.rule_runs import NARROWEST

Array = NDArray[np.float64]

ROUNDING, UNLIKE = 1e-9, 0.01
"""Share of a height that may come from rounding, and of what is left that is alike."""
DONE = 1e-9
"""What share of the start's cost is next to nothing."""


class Valley:
    """A formula with its lowest valley, which may be walked down as the bowl of data is."""

    dimension = 2

    def __init__(self, surface: Surface, lowest: Array) -> None:
        self.surface, self._lowest = surface, lowest
        self.loss, self.gradient, self.hessian = surface.loss, surface.gradient, surface.hessian

    def minimum(self) -> Array:
        """The bottom of its lowest valley, (2,)."""
        return self._lowest


def lowest_valley(choice: str | OwnSurface) -> Valley:
    """The lowest valley that was found of a formula.

    Raises:
        KeyedError: there is none, or none that bends.
    """
    surface = chosen_surface(choice)
    if not len(surface.minima):
        raise KeyedError("no valley was found in its view; choose a wider one", FORMULA)
    lowest = np.asarray(surface.minima[int(surface.minimum_values.argmin())])
    gentle, steep = theory.principal_axes(surface, lowest).curvatures
    if not gentle * NARROWEST**2 >= steep > 0.0:
        raise KeyedError(
            f"its lowest valley, x = {lowest[0]:.3g}, y = {lowest[1]:.3g}, has no bend at its "
            "bottom in some direction; choose another formula", FORMULA,
        )  # fmt: skip
    return Valley(surface, lowest)


def start_on(valley: Valley, start: tuple[float, float] | None, steps: int) -> Array:
    """Where all set off on a formula.

    Raises:
        KeyedError: that is outside of its view, or no higher than its lowest valley.
    """
    surface = valley.surface
    place = np.array(start or found_walks(surface, steps).start)
    low, high = np.array(surface.view).T
    far = np.abs(surface.loss(np.stack([low, high]))).max()
    if ((place < low) | (place > high)).any():
        raise KeyedError("it lies outside of the formula's view", ("start",))
    if not surface.loss(place) - surface.loss(valley.minimum()) > ROUNDING * far:
        raise KeyedError("it is as low as the lowest valley: choose a higher one", ("start",))
    return place


def refuse_lower_ground(runs: Mapping[str, Descent], lowest: float) -> None:
    """Raise KeyedError if a walk comes below the lowest valley that was found."""
    high = max(float(run.loss[0]) for run in runs.values())
    least = min(float(run.loss.min()) for run in runs.values())
    if not least >= lowest - ROUNDING * (high - lowest):
        raise KeyedError(
            "a walk comes to lower ground than its lowest valley; choose a view in which the "
            "valley is the lowest place, or a formula that rises beyond its view", FORMULA,
        )  # fmt: skip


def ends_alike(left: float, again: float) -> bool:
    """Whether two walks end alike, by what is left of the start's cost."""
    return abs(again - left) <= UNLIKE * left + DONE
