"""What may be said of a walk at one learning rate on a quadratic cost, and what makes it true."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdcore import Descent
from scenes.plans.claims import Claim, Claims, otherwise

Array = NDArray[np.float64]

LIMIT = 2.0
"""The learning rate from which gradient descent diverges, in units of 1/L."""
EQUAL = 1e-9
"""How near to the limit, in the same, a rate is the limit itself."""
SMALL = 0.5
"""To where a rate is small, in the same: a step leaves half of the distance or more."""
ARRIVED = 0.01
"""Share of the start's cost above the lowest from which on a walk counts as arrived."""
SEEN = 1e-3
"""Share of the start's cost above the lowest that must come from the direction of the largest
curvature, so that leaps across the valley are seen."""


@dataclass(frozen=True, eq=False)
class RateWalk:
    """A walk at one learning rate.

    Attributes:
        run: as computed.
        times: the learning rate, in units of 1/L.
        above: its cost above the lowest, (steps + 1,).
        across: the part of the start's that comes from the direction of the largest curvature.
    """

    run: Descent
    times: float
    above: Array
    across: float

    @property
    def is_beyond(self) -> bool:
        """Whether the rate is larger than the limit."""
        return self.times > LIMIT + EQUAL

    @property
    def is_below(self) -> bool:
        """Whether the rate is smaller than the limit."""
        return self.times < LIMIT - EQUAL

    @property
    def explodes(self) -> bool:
        """Whether its cost ends above its start's, at a rate that is larger than the limit."""
        return self.is_beyond and bool(self.above[-1] > self.above[0])

    @property
    def ends_higher(self) -> bool:
        """Whether its cost ends above its start's."""
        return not bool(self.above[-1] <= self.above[0])

    @property
    def has_arrived(self) -> bool:
        """Whether next to nothing of the start's cost is left."""
        return bool(self.above[-1] <= ARRIVED * self.above[0])

    @property
    def overshoots(self) -> bool:
        """Whether its steps end beyond the valley, visibly."""
        return self.times > 1.0 and self.across > SEEN * float(self.above[0])

    def leaps_grow(self, first: int) -> bool:
        """Whether each step from a number on is longer than the one before."""
        lengths = np.hypot(*np.diff(self.run.theta[first:], axis=0).T)
        return len(lengths) > 1 and bool((np.diff(lengths) > 0.0).all())


CURVE_MANNERS: Claims[RateWalk] = {
    "rates.ends_higher": Claim("its cost ends above its start's", lambda walk: walk.ends_higher),
    "rates.converges": Claim("it arrives", lambda walk: walk.has_arrived),
    "rates.not_there": Claim("it has not arrived", otherwise),
}
"""What is written beside a walk's dot where the cost is a formula."""
MANNERS: Claims[RateWalk] = {
    "rates.explodes": Claim("its cost ends above its start's", lambda walk: walk.explodes),
    "rates.not_yet": Claim(
        "its rate is beyond the limit, its cost not above its start's",
        lambda walk: walk.is_beyond,
    ),
    "rates.at_limit": Claim("its rate is the limit", lambda walk: not walk.is_below),
    "rates.overshoots": Claim(
        "it leaps across the valley and arrives", lambda walk: walk.overshoots and walk.has_arrived
    ),
    "rates.still_leaps": Claim(
        "it leaps across the valley and has not arrived", lambda walk: walk.overshoots
    ),
    "rates.converges": Claim("it arrives", lambda walk: walk.has_arrived),
    "rates.crawls": Claim(
        "its rate is small, and it has not arrived", lambda walk: walk.times <= SMALL
    ),
    "rates.under_way": Claim("it has not arrived", otherwise),
}
"""What is written beside a walk's dot."""
