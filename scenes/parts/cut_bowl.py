"""The bowl of a line's cost: a map first, and then cut in the direction in which it bends most."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gdcore.typing import Array
from scenes.components.section import Section
from scenes.layout import Slot
from scenes.parts.cut_line import CutLine
from scenes.parts.framed_view import WHOLE, FramedView, Framing
from scenes.parts.surface_view import SUN_ASIDE, Free
from scenes.plans.ground import level_domain
from scenes.stage.scene import AnyScene, Part
from scenes.stage.timeline import Cue

Eye = tuple[float, float]

FROM_ABOVE: Eye = (-90.0, 90.0)
ASIDE, HIGH, LOW = -48.0, 46.0, 8.0
"""From how far beside the cut the eye looks before, in degrees; elevations before and then."""
MOST_NEAR = 4.0
"""How many times as large the cut is seen, at most."""
LEAST, MOST = 0.5, 1.3
"""Heights of the bowl, in its radius, within which it is as deep as its cut comes to look."""
LIT = 0.45
"""As high as it is at most where its light is computed, in its radius: so shadows are soft."""
NEARER = 0.4
"""Share of the way before the cut after which the eye goes nearer, with the far rim in sight."""
SOON = 0.55
"""Share of the time in which the bowl turns aside by when the eye has gone back from the map."""


class CutBowl:
    """A bowl in the middle of the body, and then beside something; with a ball on it.

    Args:
        scene: the scene it belongs to; its plan has problem, minimum and the axis of the cut.
        section: that the cut turns into.
        ball: parameters (2,) on the cut at which the ball stands.
        colour: of it.
    """

    def __init__(self, scene: AnyScene, section: Section, ball: Array, colour: str) -> None:
        plan = scene.plan
        cost, self.minimum = plan.problem, plan.minimum
        reach = np.array([0.0, section.reach])
        across, up = np.diff(section.place(reach, section.cost(reach)), axis=0)[0].tolist()
        deep = float(np.clip(up / across / np.cos(np.radians(LOW)), LEAST, MOST))
        end = self.minimum + section.reach * plan.axis
        domain = level_domain(cost.loss, cost.hessian(), self.minimum, end[None], 1.0, deep)
        domain = replace(domain, height=deep * section.reach / domain.radius)
        angle = float(np.degrees(np.arctan2(plan.axis[1], plan.axis[0])))
        self.straight: Eye = (angle - 90.0, LOW)
        """The eye to which the cut's axis goes to the right."""
        self.aside: Eye = (angle - 90.0 + ASIDE, HIGH)
        """From where it is seen that it is a bowl."""
        free = Free(scene.layout.body, 0.0, self.straight[0] + SUN_ASIDE)
        names = ("$w$", "$b$", "$J$")
        self.view = FramedView(
            scene, cost.loss, cost.gradient, domain, FROM_ABOVE, names, free=free
        )
        self.view.surface.stand_on_floor()
        self.view.surface.lit = min(1.0, LIT / domain.height)
        rising = (FROM_ABOVE[0] + self.aside[0]) / 2, (FROM_ABOVE[1] + HIGH) / 2
        self.view.keep_size([rising, self.aside, self.straight])
        self.view.begin_above()
        self._before = self._framing(section)
        self.line = CutLine(scene, self.view, section, ball, colour)

    def _framing(self, section: Section) -> Framing:
        """That in which the cut is seen where it comes to lie: its ends, and its lowest point."""
        theta = self.minimum + section.reach * np.array([[-1.0], [0.0], [1.0]]) * section.axis
        costs = section.loss(theta)
        (left, _, _), (_, low, _), (right, high, _) = section.at(theta, costs).tolist()
        places = np.concatenate([theta, costs[:, None]], axis=1)
        room = Slot(left, low, right, high)
        return self.view.framing(places, room, self.straight, MOST_NEAR, beside=1.0)

    @property
    def first(self) -> tuple[Part, Part]:
        """The map and the ball on it."""
        return self.view.part, self.line.ball_part

    def turn_aside(self, cue: Cue, at: float, until: float) -> None:
        """What was a map is a bowl, and makes room beside it."""
        self.view.go(cue, self.aside, at=at, until=until)
        cue.move(self.view.beside, 1.0, at=at, until=until)
        self.view.frame(cue, WHOLE, at=at, until=at + SOON * (until - at))

    def open(self, cue: Cue, at: float, until: float) -> None:
        """It is cut open in the middle, the eye goes before the cut, and its edge is drawn."""
        opened = at + 0.75 * (until - at)
        self.view.cut_open(cue, self.minimum, self.straight[0], at=at, until=opened)
        self.view.go(cue, self.straight, at=at, until=opened)
        self.view.frame(cue, self._before, at=at + NEARER * (opened - at), until=opened)
        self.line.draw(cue, at=opened - 0.1 * (until - at), until=until)
