"""Fog over a surface, and the dark about a ball: numbers that beats move."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gdcore.typing import Array, FrameRate
from scenes.components.surface.fog import CLEARED, Fog
from scenes.plans.ground import Domain
from scenes.stage.timeline import Animated, Cue

GROUND = 0.34
"""Radius of the ground that is seen about the ball, in radii of the surface."""
BREATHS = 30
"""How many times a second the fog moves on, by a pixel or less: soft as it is, no one sees that it
rests in between, and where the eye rests too, nothing need be drawn then."""


class Weather:
    """What hides a surface at a frame, cleared about a place that may move.

    Args:
        domain: of the surface.
        follow: the parameters (2,) at a frame about which it is clear.
        fps: frames a second, by which the wind blows.
        level: how high the fog stands at first, from 0 to 1.
    """

    def __init__(
        self,
        domain: Domain,
        follow: Callable[[int], Array],
        fps: FrameRate,
        *,
        level: float = 1.0,
    ) -> None:
        self._domain, self._follow, self._fps = domain, follow, fps
        self.level, self.density = Animated(level), Animated(1.0)
        self.radius, self.dark = Animated(GROUND), Animated(0.0)

    def __call__(self, frame: int) -> Fog:
        """The fog, and the dark, at a frame."""
        place = self._domain.world(self._follow(frame), np.zeros(()))
        return Fog(
            centre=(float(place[0]), float(place[1])),
            radius=self.radius.at(frame),
            density=self.density.at(frame),
            level=self.level.at(frame),
            dark=self.dark.at(frame),
            seconds=float(frame * BREATHS // self._fps / BREATHS),
        )

    def rise(self, cue: Cue, at: float, until: float) -> None:
        """Fog fills the valleys first, and closes."""
        cue.move(self.level, 1.0, at=at, until=until)

    def clear(self, cue: Cue, at: float, until: float) -> None:
        """Fog clears, from the ball outward, beyond the rim."""
        cue.move(self.radius, CLEARED, at=at, until=until)

    def darken(self, cue: Cue, to: float = 1.0, *, at: float, until: float) -> None:
        """All goes dark but for the ground about the ball; with 0, light comes back."""
        cue.move(self.dark, to, at=at, until=until)
