"""The earlier cost, in the data's own units, and how it becomes the cost over scaled numbers."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from gdcore.typing import Array
from scenes.components.path.ball import Ball
from scenes.components.sliding import Sliding
from scenes.parts.cost_axes import CostAxes, names_of
from scenes.parts.cost_view import HEADROOM
from scenes.plans.cost import BEYOND, REACH
from scenes.plans.slope import SLOW, W
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue
from scenes.theme import TIMES

RELABEL, COST_ANEW, LIFT, LIFTED, HOLD, TILT, TILTED = 0.6, 1.2, 3.2, 0.6, 0.2, 0.8, 1.0
"""Seconds after which the axes of the data are told anew, and those of the curve; after which the
line rises at the latest, and in which it does; from then on, after which the pivot is shown, and
the line is turned about it; and in which it is."""
BEHIND, AHEAD = 0.2, 1.2
"""How far what is seen from near reaches behind the start, in the way from there to the lowest
point; and beyond the last of the steps that are seen from near, in these."""


class SlopeOpening:
    """The ball at the lowest point of all, and a curve that slides as its line's level is held.

    Args:
        scene: the scene it belongs to; its plan is that of `slope`.
        section: the final curve.
        place: what it fills at each frame.
    """

    thin = False

    def __init__(self, scene: AnyScene, section: Sliding, place: Gliding) -> None:
        self.scene, self.section, self.place, plan = scene, section, place, scene.plan
        self.lifted, self.tilted = Animated(0.0), Animated(0.0)
        """How far the line has risen to its pivot, and the curve with it, and has been turned."""
        self.line = Animated(1.0)
        """How much of the ball's line is seen."""
        self.near = Animated(0.0)
        """How far the eye has gone in to the first steps."""
        ends = plan.minimum + REACH * np.array([[-1.0, 0.0], [1.0, 0.0]])
        self._most = float(plan.problem.loss(ends).max())
        self._last = section.origin, section.reach, section.high, 1.0
        self.close = self._about(plan.run.theta[0], plan.run.theta[SLOW])
        """Origin, reach, and greatest cost of the curve from near."""
        self.first = plan.minimum, BEYOND * REACH, HEADROOM * self._most, 1.0 / BEYOND
        """The same of the curve at first, and how much of it is seen."""
        self.axes = self._add_axes()

    def _about(self, start: Array, later: Array) -> tuple[Array, float, float]:
        """Origin, reach, and greatest cost of the curve where the first steps fill it.

        It is not larger than all of the curve.
        """
        plan, section = self.scene.plan, self.section
        behind = BEHIND * (plan.lowest - start)
        ends = np.stack([start - behind, later + AHEAD * (later - start) + behind])
        reach = min(float(np.abs(ends[1] - ends[0])[W]) / 2, section.reach)
        origin = ends[0] + reach * np.sign(plan.lowest - start)
        high = HEADROOM * float(plan.problem.loss(ends[0]))
        return origin, reach, min(high, section.high)

    def _add_axes(self) -> CostAxes:
        plan, (_, reach, high, _) = self.scene.plan, self.first
        tilts = (plan.minimum[W] + reach * np.array([-1.0, 1.0])) * plan.unit_tilt
        spans = np.stack([tilts, [0.0, high * plan.unit_cost]])
        area, most = self.section.slot, 1.05 * self._most * plan.unit_cost
        return CostAxes(self.scene, area, spans, most, names_of(self.scene), lambda _: area)

    def add_ball(self) -> None:
        """Put it into the picture."""
        ball = Ball(self.section, self.scene.theme.batch, self.scene.theme)

        def bring(frame: int) -> Hashable:
            theta = self.theta(frame)
            ball.show(theta, float(self.scene.plan.problem.loss(theta)))
            return self.slide(frame), theta.tobytes()

        self.ball = self.scene.add_part(ball, bring, layer=Layer.GROUND)

    def theta(self, frame: int) -> Array:
        """Parameters (2,) of the ball on its way to where the walk begins."""
        plan, lifted = self.scene.plan, self.lifted.at(frame)
        lowest = plan.minimum + lifted * (plan.lowest - plan.minimum)
        return np.asarray(lowest + self.tilted.at(frame) * (plan.run.theta[0] - lowest))

    def slide(self, frame: int) -> Hashable:
        """Have the curve be where it is."""
        ends = (self.first, self._last), (self._last, (*self.close, 1.0))
        near = self.near.at(frame)
        (before, after), share = (ends[1], near) if near else (ends[0], self.lifted.at(frame))
        origin, reach, high, seen = (
            one + share * (other - one) for one, other in zip(before, after, strict=True)
        )
        self.section.slot = self.place.at(frame)
        self.section.slide(origin, reach, high, seen)
        return self.section.look

    def begin(self, cue: Cue, *beside: Part) -> None:
        """Be there at once, with what is beside it: a scene before may have ended with the same."""
        first = cue.frame(0.0)
        for part in (*self.axes.heights, self.axes.tilts, self.ball, *beside):
            part.opacity.to(1.0, first, first + 1)

    def play(self, cue: Cue, axes: Sequence[Part], held: Sequence[Part], ball: Part) -> None:
        """Tell the axes anew, lift the line, turn it about a pivot, hand the ball to its walk.

        What is held, the last of some parts, is told once it has turned.
        """
        relabel, latest = cue.share(COST_ANEW), cue.share(LIFT)
        lift = min(cue.at_turn(1, otherwise=latest), latest)
        tilt = lift + cue.share(TILT)
        (lines, *names), old = axes, self.axes
        cue.swap(old.heights[0], lines, at=relabel)
        cue.hide(old.heights[1], old.tilts, at=relabel)
        cue.show(*names, at=relabel)
        *pivot, height = held
        cue.show(*pivot, at=lift + cue.share(HOLD))
        cue.move(self.lifted, 1.0, at=lift, seconds=LIFTED)
        cue.move(self.tilted, 1.0, at=tilt, seconds=TILTED)
        there = tilt + cue.share(TILTED)
        cue.show(height, at=there - cue.share(TIMES.away))
        cue.swap(self.ball, ball, at=there)
        self.line.to(0.0, cue.frame(there), cue.frame(there) + 1)
