"""The way of a ball through the air, from one landing to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gdcore.typing import Array
from scenes.components.path.ground import Ground

HIGHEST, HALF_AS_HIGH = 0.9, 1.5
"""The most that an arc rises, and the length of a hop that rises half of it, in frame units."""
ALONG = np.linspace(0.0, 1.0, 9)[1:-1]
"""Where on its way a ball must not dip into the ground."""
NEARER = 0.35
"""By what share a ball in the middle of its way seems larger from above."""
CLEAR = 1.1
"""How much higher than the ground needs an arc is."""


@dataclass(frozen=True, eq=False)
class Flight:
    """From one state of the optimizer to the next; between them none is computed.

    The ball is on a parabola over the straight line between its landings, as they are seen; its
    shadow is on the ground, on the straight line of parameters.  From straight above, as on a map,
    it is over its shadow, and seems larger the nearer it is to the eye.

    Attributes:
        start: (2,), the parameters that it leaves.
        end: (2,), those where it lands.
        loss: of parameters (..., 2): the ground.
        phase: how much of the way is done, from 0 to 1.
    """

    start: Array
    end: Array
    loss: Callable[[Array], Array]
    phase: float

    @property
    def theta(self) -> Array:
        """The parameters (2,) under the ball, where its shadow is."""
        return self._along(np.array(self.phase))

    def shadow(self, ground: Ground) -> Array:
        """Frame coordinates and depth (3,) of the shadow."""
        return self._on(ground, np.array(self.phase))

    def larger(self, ground: Ground) -> float:
        """How many times as large the ball seems as where it stands."""
        return 1.0 + ground.from_above * NEARER * 4.0 * self.phase * (1.0 - self.phase)

    def ball(self, ground: Ground) -> Array:
        """Frame coordinates of the ball's middle, and the depth of its shadow, (3,)."""
        if ground.from_above:
            return self.shadow(ground)
        ends, under = self._on(ground, np.array([0.0, 1.0])), self._on(ground, ALONG)
        chord = ends[0, :2] + ALONG[:, None] * (ends[1, :2] - ends[0, :2])
        needed = (under[:, 1] - chord[:, 1]) / (4.0 * ALONG * (1.0 - ALONG))
        length = float(np.hypot(*(ends[1, :2] - ends[0, :2])))
        rise = max(HIGHEST * length / (length + HALF_AS_HIGH), CLEAR * float(needed.max()))
        place = self.shadow(ground)
        place[:2] = ends[0, :2] + self.phase * (ends[1, :2] - ends[0, :2])
        place[1] += 4.0 * rise * self.phase * (1.0 - self.phase)
        return place

    def _along(self, share: Array) -> Array:
        """Parameters (..., 2) at shares (...) of the way."""
        return np.asarray(self.start + share[..., None] * (self.end - self.start))

    def _on(self, ground: Ground, share: Array) -> Array:
        theta = self._along(share)
        return np.array(ground.at(theta, np.asarray(self.loss(theta))))
