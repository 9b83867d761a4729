"""A cost of one parameter out of a formula, counted from the lowest valley and in its own unit."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gdcore.surfaces import Surface
from gdcore.typing import Array, Losses, Thetas
from scenes.plans.common import KeyedError
from scenes.plans.own_surface import FORMULA, VIEW, OwnSurface, chosen_surface, refuse_no_numbers

REACH = 1.8
"""How far the cost is seen on each side of the valley, in the start's distance from it."""
SHORTER, TRIES = 0.8, 12
"""How much nearer the start is tried each time, until the ground there leads down to the valley."""
LEAST = 0.05
"""Of the view's length, how far from its valley a start is at least."""
ALIKE = 0.1, 1.9
"""Of the bend at the bottom, how little and how much the ground bends on the way there, if it can
be so: then a step at 1/L comes near the bottom."""
FINE = 2001
"""Places at which the ground is looked at."""


class CurveCost:
    """J over (d, 0), d being the distance from the lowest valley in the start's.

    It is counted from the cost at the valley's bottom, so that this is 0.
    """

    dimension = 2

    def __init__(self, surface: Surface, bottom: float, away: float) -> None:
        self.surface, self.bottom, self.away = surface, bottom, away
        self._low = float(surface.loss([bottom]))

    def _x(self, theta: ArrayLike) -> Array:
        return self.bottom + self.away * np.asarray(theta, dtype=np.float64)[..., :1]

    def loss(self, theta: ArrayLike) -> Losses:
        """(..., 2) -> (...)."""
        return np.asarray(self.surface.loss(self._x(theta)) - self._low)

    excess = loss

    def gradient(self, theta: ArrayLike) -> Thetas:
        """(..., 2) -> (..., 2)."""
        slope = self.away * self.surface.gradient(self._x(theta))
        return np.concatenate([slope, np.zeros_like(slope)], axis=-1)

    @property
    def largest_curvature(self) -> float:
        """At the bottom of the valley."""
        return self.away**2 * float(self.surface.hessian([self.bottom])[0, 0])


def curve_cost(choice: str | OwnSurface) -> CurveCost:
    """The cost about the lowest valley that was found, with a start that leads down to it.

    Raises:
        GDError: there is no valley to walk down into, or none that bends.
    """
    surface = chosen_surface(choice, dimension=1)
    if not len(surface.minima):
        raise KeyedError("no valley was found in its view; choose a wider one", FORMULA)
    bottom = float(surface.minima[int(surface.minimum_values.argmin()), 0])
    (low, high), bend = surface.view[0], float(surface.hessian([bottom])[0, 0])
    grid = np.linspace(low, high, FINE)[:, None]
    refuse_no_numbers(surface, grid)
    costs = surface.loss(grid)
    if bend * (high - low) ** 2 <= 1e-6 * float(np.ptp(costs)):
        raise KeyedError(
            f"the valley at x = {bottom:.3g} has no bend at its bottom, and the learning rates of "
            "this scene are counted in it; choose another formula",
            FORMULA,
        )
    if costs.min() < surface.minimum_values.min() - 1e-9 * float(np.ptp(costs)):
        raise KeyedError(
            f"at an end of its view the ground is lower than its lowest valley, x = {bottom:.3g}; "
            "choose a view in which the valley is the lowest place",
            VIEW,
        )
    room = min(bottom - low, high - bottom) / REACH
    for alike in (ALIKE, (-np.inf, np.inf)):
        for k in range(TRIES):
            far = room * SHORTER**k
            for away in (far, -far):
                between = bottom + away * np.linspace(0.05, 1.0, 40)[:, None]
                bends = surface.hessian(between)[..., 0, 0] / bend
                down = (surface.gradient(between) * away > 0.0).all()
                fits = ((alike[0] <= bends) & (bends <= alike[1])).all()
                if far >= LEAST * (high - low) and down and fits:
                    return CurveCost(surface, bottom, away)
    raise KeyedError(
        f"its lowest valley, x = {bottom:.3g}, lies too near an end of its view, or is too narrow; "
        "choose a view with the valley in the middle",
        VIEW,
    )
