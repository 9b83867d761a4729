"""Where Nesterov measures the slope: ahead of its ball, by what is kept of the last step."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group
from numpy.typing import NDArray

from gdcore.frames import Track
from scenes.components.path.arrow import StraightArrow
from scenes.components.path.dashes import Dashes
from scenes.components.path.mark import SIZE, Mark
from scenes.parts.ravine_view import RavineView
from scenes.plans.optimizers import FAR, Plan
from scenes.plans.rule_runs import NESTEROV, ahead
from scenes.stage.scene import AnyScene, Layer
from scenes.theme import STROKES

Array = NDArray[np.float64]

GROWS = 0.26
"""Seconds before the ball sets off in which the line to the ring grows, and then the arrow."""
REACHED = 0.5
"""The share of these after which the line has reached the ring."""


class PlaceAhead:
    """A dashed line from where the ball landed, a ring at its end, and an arrow on from there.

    The arrow is the rate times the slope that is measured at the ring, downhill: line and arrow
    together are the ball's next step.  What would not leave the ring is not drawn.

    Args:
        scene: the scene it belongs to.
        view: the map on which Nesterov walks.
    """

    def __init__(self, scene: AnyScene, view: RavineView) -> None:
        plan: Plan = scene.plan
        theme = scene.theme
        self.scene, self.basin, self.runner = scene, view.basin, view.race.runners[NESTEROV]
        self.places = ahead(self.runner.run)[: FAR + 1]
        self.ring = Mark(self.basin, self.places[0], plan.lowest, theme.text, theme, ring=True)
        self.line = Dashes(theme.text, STROKES.curve, casing=theme.casing)
        self.arrow = StraightArrow(theme.gradient, theme)
        self.part = scene.add_part(
            Group(self.line, self.arrow, self.ring), self._follow, layer=Layer.GROUND
        )
        scene.bring_forward(self.runner.ball_part)

    def _follow(self, frame: int) -> Hashable:
        landed = min(self.runner.landed(frame), FAR)
        grown = grown_at(self.runner.track, frame, GROWS * float(self.scene.score.fps))
        self.ring.theta = self.places[landed]
        walk = self.runner.run.theta
        corners = np.stack([walk[landed], self.places[landed], walk[landed + 1]])
        ball, ring, lands = self.basin.at(corners, np.zeros(3))[:, :2]
        self.line.show(*_up_to(ball, ring, min(grown / REACHED, 1.0)))
        measured = max(grown - REACHED, 0.0) / (1.0 - REACHED)
        seen = float(np.hypot(*(lands - ring))) > SIZE
        self.arrow.show(ring, ring + measured * seen * (lands - ring))
        return landed, grown, self.basin.view


def grown_at(track: Track, frame: int, frames: float) -> float:
    """How far what shows the next step has grown: wholly as the ball sets off.

    Where steps follow so fast that the ball is never on its way, it is always whole.
    """
    flying = track.phase > 0.0
    sets_off = np.flatnonzero(flying[1:] & ~flying[:-1]) + 1
    after = sets_off[sets_off > frame]
    if flying[frame] or not len(after) or track.step[after[0]] != track.step[frame]:
        return 1.0
    return max(0.0, 1.0 - float(after[0] - frame) / frames)


def _up_to(ball: Array, ring: Array, share: float) -> list[Array]:
    """The line from the ball to a ring, so far as it has come, and not into the ring."""
    far = float(np.hypot(*(ring - ball)))
    if far <= SIZE:
        return []
    come = min(share, 1.0 - SIZE / far)
    return [np.stack([ball, ball + come * (ring - ball)])] if come > 0.0 else []
