"""What there is to see of walks on a landscape: its disc, the first step's arrows, their ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from gdcore import Descent
from gdcore.surfaces import Surface
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.common import Arrow

REACH = 1.5
"""How far from its middle a path is followed, in halves of the view's longer side."""
ROOM = 1.08
"""Radius of what is drawn in distances of the farthest place on it."""
LEAST_ARROW = 0.12
"""The least length of an arrow at the start that there is room for, in radii."""
NO_SLOPE = 1e-100
"""Length of a gradient, and a learning rate, below which nothing can be drawn to any scale."""
SHORT_STEP, SEEN_STEP, LONG_STEP = 0.06, 0.15, 0.45
"""Where a step's arrow is drawn as long as the step, in radii: between the first and the last. One
that were shorter is drawn as long as the second."""
SWEPT, SWEPT_UP = 2.4, 0.6
"""Up to how many times the rate other rates are tried, at most, where that is not up to 1; and for
what share of the sweep."""
TRIED = 241
"""How many rates are tried."""
NEAR = 0.05
"""How far from a minimum a walk may end that is said to end there, in radii of what is drawn."""
SAME_HEIGHT = 1e-9
"""By how much minima differ that are said to be equally low, in parts of how high a corner of the
view lies above them."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Disc:
    """The disc of parameters that is drawn."""

    centre: Array
    radius: float

    def contains(self, theta: Array) -> NDArray[np.bool_]:
        """Whether parameters (..., 2) lie on it."""
        offset = (theta - self.centre) / self.radius
        return np.asarray(np.hypot(offset[..., 0], offset[..., 1]) <= 1.0)

    def room(self, theta: Array, direction: Array) -> float:
        """How far it reaches from a place on it, in radii, along a unit vector."""
        offset = (theta - self.centre) / self.radius
        along = float(offset @ direction)
        return float(-along + np.sqrt(max(along * along + 1.0 - float(offset @ offset), 0.0)))


def drawn_disc(surface: Surface, runs: Sequence[Descent]) -> Disc:
    """The disc about the view's middle that holds what there is to see.

    It holds the view's longer side; of the view the minima, and the starts with room for arrows;
    and each path that stays within ``REACH``.
    """
    corners = np.asarray(surface.view)
    centre, half = corners.mean(axis=1), float(np.ptp(corners, axis=1).max() / 2)
    viewed = ((surface.minima >= corners[:, 0]) & (surface.minima <= corners[:, 1])).all(axis=1)
    held = [ROOM * (surface.minima[viewed] - centre)]
    for run in runs:
        path = run.theta - centre
        arrow = LEAST_ARROW * half * _unit(surface.gradient(run.theta[0]))
        held += [ROOM * path[:1], path[0] + arrow[None], path[0] - arrow[None]]
        if (np.hypot(*path.T) <= REACH * half).all():
            held.append(ROOM * path)
    farthest = float(np.hypot(*np.concatenate(held).T).max())
    return Disc(centre, max(half, farthest))


def _unit(vector: Array) -> Array:
    length = float(np.hypot(*vector))
    return np.asarray(vector / length if length > 0 else np.zeros(2))


def first_slope(run: Descent) -> Array | None:
    """The gradient that the first step used, None where there is none to speak of."""
    gradient = np.asarray(run.gradient[0])
    return gradient if np.hypot(*gradient) > NO_SLOPE else None


def first_step(run: Descent, disc: Disc) -> Arrow | None:
    """The first step, drawn so long that it can be seen; None where there is none."""
    gradient = first_slope(run)
    if gradient is None:
        return None
    step = -run.learning_rate[0] * gradient
    length = float(np.hypot(*step)) / disc.radius
    longest = min(LONG_STEP, disc.room(run.theta[0], -_unit(gradient)))
    if SHORT_STEP <= length <= longest:
        return Arrow(step, 1.0)
    drawn = min(SEEN_STEP, longest) if length < SHORT_STEP else longest
    return Arrow(step, drawn / length)


@dataclass(frozen=True)
class Sweep:
    """Rates that are tried for one step, and the step that each makes."""

    rates: Array
    """(n,): from none up, and back to the rate of the run."""
    steps: Array
    """(n, 2)."""
    times: float
    """How many times as long the steps are drawn."""
    whole: Array | None
    """The gradient the other way, (2,), which is what a rate of 1 makes a step of; None where there
    is no room for it as long as the steps are drawn, or it were too short."""

    @property
    def longest(self) -> Array:
        """The longest step as it is drawn, (2,)."""
        return self.drawn(int(self.rates.argmax()))

    def drawn(self, which: int) -> Array:
        """One of the steps as it is drawn, (2,)."""
        return np.asarray(self.times * self.steps[which])


def sweep(run: Descent, disc: Disc, step: Arrow) -> Sweep:
    """What other rates would have made of a run's first step.

    They go up to 1 where there is room for the whole gradient, else up to where there is room.
    """
    start, gradient, rate = run.theta[0], run.gradient[0], float(run.learning_rate[0])
    longest = min(LONG_STEP, disc.room(start, -_unit(gradient)))
    drawn = float(np.hypot(*step.drawn)) / disc.radius
    whole = -gradient if rate * SEEN_STEP <= drawn <= rate * longest else None
    most = 1.0 / rate if whole is not None and rate < 1 else min(SWEPT, max(1.0, longest / drawn))
    share = np.linspace(0.0, 1.0, TRIED)
    up = _eased(np.clip(share / SWEPT_UP, 0.0, 1.0))
    down = _eased(np.clip((share - SWEPT_UP) / (1.0 - SWEPT_UP), 0.0, 1.0))
    rates = rate * (most * up + (1.0 - most) * down)
    return Sweep(rates, -rates[:, None] * gradient, step.times, whole)


def _eased(share: Array) -> Array:
    return np.asarray(share * share * (3.0 - 2.0 * share))


@dataclass(frozen=True)
class Departure:
    """How a walk left what is drawn.

    Attributes:
        rises: whether the step that took it out raised the loss.
        ends_higher: whether it ends higher than it left.
        is_held: whether there is a minimum that it could come to.
        is_thrown: whether the curvature throws it to and fro, where nothing holds it.
        is_searched: whether minima were searched for, so that there may be one.
    """

    rises: bool
    ends_higher: bool
    is_held: bool
    is_thrown: bool
    is_searched: bool = False


LEFT: Claims[Departure | None] = {
    "": Claim("the walk stays in the picture", lambda left: left is None),
    "left.steps_too_long": Claim(
        "its steps are too long",
        lambda left: left is not None and (left.ends_higher or (left.rises and left.is_thrown)),
    ),
    "left.step_too_long": Claim(
        "a step was too long", lambda left: left is not None and left.rises
    ),
    "left.led_out": Claim(
        "a step downhill led out of the picture", lambda left: left is not None and left.is_held
    ),
    "left.none_found_and_steps_too_long": Claim(
        "no valley was found that could hold it, and its steps are too long",
        lambda left: left is not None and left.is_thrown and left.is_searched,
    ),
    "left.none_found": Claim(
        "no valley was found that could hold it",
        lambda left: left is not None and left.is_searched,
    ),
    "left.no_valley_and_steps_too_long": Claim(
        "no valley holds it, and its steps are too long",
        lambda left: left is not None and left.is_thrown,
    ),
    "left.no_valley": Claim("no valley holds it", otherwise),
}
"""Why a walk left the picture."""


def departure(run: Descent, disc: Disc) -> Departure | None:
    """How a walk left what is drawn, None where it did not."""
    outside = np.flatnonzero(~disc.contains(run.theta))
    if not outside.size:
        return None
    surface = cast("Surface", run.problem)
    last_inside = int(outside[0]) - 1
    is_held = len(surface.minima) > 0
    # With a rate above 2 over the curvature, a step crosses a bowl to a higher place.
    curvature = np.linalg.eigvalsh(surface.hessian(run.theta[last_inside]))[-1]
    return Departure(
        rises=bool(run.loss[last_inside + 1] > run.loss[last_inside]),
        ends_higher=bool(run.loss[-1] > run.loss[last_inside]),
        is_held=is_held,
        is_thrown=not is_held and bool(run.learning_rate[last_inside] * curvature > 2),
        is_searched=surface.searched,
    )


@dataclass(frozen=True)
class Minimum:
    """One of a surface's minima among all of them."""

    surface: Surface
    which: int

    @property
    def is_alone(self) -> bool:
        """Whether there is no other."""
        return len(self.surface.minima) == 1

    @property
    def is_lowest(self) -> bool:
        """Whether none of the others is lower."""
        return is_lowest(self.which, self.surface)

    @property
    def is_lower(self) -> bool:
        """Whether all of the others are higher."""
        lowest = [is_lowest(k, self.surface) for k in range(len(self.surface.minima))]
        return self.is_lowest and sum(lowest) == 1


PLACES: Claims[Minimum] = {
    "places.lowest_found": Claim(
        "of the minima that were found, all others are higher",
        lambda place: place.surface.searched and place.is_lower,
    ),
    "places.as_low_as_found": Claim(
        "of the minima that were found, none is lower",
        lambda place: place.surface.searched and place.is_lowest,
    ),
    "places.lowest_point": Claim("it is the only minimum", lambda place: place.is_alone),
    "places.deepest_valley": Claim("all other minima are higher", lambda place: place.is_lower),
    "places.as_deep_a_valley": Claim("no minimum is lower", lambda place: place.is_lowest),
    "places.another_valley": Claim("another minimum is lower", otherwise),
}
"""What a minimum is called."""


def found(run: Descent, surface: Surface, disc: Disc) -> int | None:
    """Which of the surface's minima a run has come to, None where it has to none."""
    if not len(surface.minima):
        return None
    away = np.hypot(*(surface.minima - run.theta[-1]).T)
    return int(away.argmin()) if away.min() <= NEAR * disc.radius else None


def is_lowest(at: int, surface: Surface) -> bool:
    """Whether none of a surface's minima is lower than one of them."""
    values, corner = surface.minimum_values, surface.loss(np.asarray(surface.view)[:, 0])
    least = float(values.min())
    return bool(values[at] - least <= SAME_HEIGHT * abs(corner - least))
