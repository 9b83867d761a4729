"""The bowl of a cost that a straight line of data has: a map first, and then cut where it bends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.components.section import Section
from scenes.components.surface.domain import fit_domain
from scenes.parts.cut_line import CutLine
from scenes.parts.cut_view import REACH
from scenes.parts.runner import Runner
from scenes.parts.surface_view import SUN_ASIDE, Free, SurfaceView
from scenes.stage.scene import AnyScene, Part
from scenes.stage.timeline import Cue

Array = NDArray[np.float64]
Eye = tuple[float, float]

FROM_ABOVE: Eye = (-90.0, 90.0)
FROM_THE_SIDE: Eye = (-72.0, 40.0)
ASIDE, HIGH, LOW = -48.0, 36.0, 20.0
"""From how far beside the cut the eye looks before, in degrees; elevations before and then."""
ROUND = 26.0
"""By how much the eye goes round at the end, in degrees."""
NEAR, BEHIND, TRIES = 2.0, 0.75, 24
"""How many times as large the cut is seen, at most, how far behind it, in radii, the eye looks, and
how many sizes are tried."""
HEIGHT = 0.65
MARGIN = 1.2
"""Radius of the bowl that is drawn in that of what must lie on it."""


class CutBowl:
    """A bowl in the middle of the body, or beside something; with a walk on it.

    Args:
        scene: that it belongs to; its plan has the problem, its minimum and the axis of the cut.
        section: that the cut turns into.
        name: of the walk.
        colour: of it.
    """

    def __init__(self, scene: AnyScene, section: Section, name: str, colour: str) -> None:
        plan, self._body = scene.plan, scene.layout.body
        cost, self.minimum, run = plan.problem, plan.minimum, plan.runs[name]
        start = float(np.hypot(*(run.theta[0] - self.minimum)))
        domain = fit_domain(cost.loss, self.minimum, MARGIN * max(start, REACH), HEIGHT)
        free = Free(self._body, 0.0, FROM_THE_SIDE[0] + SUN_ASIDE)
        names = ("$w$", "$b$", "$J$")
        self.view = SurfaceView(
            scene, cost.loss, cost.gradient, domain, FROM_ABOVE, names, free=free
        )
        self.angle = float(np.degrees(np.arctan2(plan.axis[1], plan.axis[0])))
        """Of the cut's axis."""
        self.straight = self.angle - 90.0, LOW
        """The eye to which the axis goes to the right."""
        last = FROM_THE_SIDE[0] + ROUND, FROM_THE_SIDE[1]
        eyes = [FROM_THE_SIDE, last, (self.straight[0] + ASIDE, HIGH), self.straight]
        self.view.keep_size(eyes)
        self.view.begin_above()
        self._near = self._nearest()
        self.line = CutLine(scene, self.view, section)
        self.walker = Runner(scene, name, run, self.view.surface, self.view.unit, colour)
        self.walker.add_trail()
        self.walker.add_ball()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The bowl with its directions, the cut, and the walk."""
        walker = self.walker
        bowl = (self.view.part, *self.view.triad, self.line.part)
        return (*bowl, walker.trail_part, walker.ball_part)

    def turn_aside(self, cue: Cue, at: float, until: float) -> None:
        """What was a map is a bowl, and makes room beside it."""
        self._move(cue, (self.straight[0] + ASIDE, HIGH), 1.0, at, until)
        self.view.go_out(cue, at=at, until=until)

    def open(self, cue: Cue, at: float, until: float) -> None:
        """It is cut open in the middle, the eye goes before the cut, and its edge is drawn."""
        opened = at + 0.75 * (until - at)
        self.view.cut_open(cue, self.minimum, self.straight[0], at=at, until=opened)
        self._move(cue, self.straight, 0.0, at, opened)
        self.view.go_in(cue, *self._near, at=at, until=opened)
        self.line.draw(cue, at=opened - 0.1 * (until - at), until=until)

    def restore(self, cue: Cue, at: float, until: float) -> None:
        """Whole again, beside something; what is not seen yet is there at once.

        The eye comes to the side until ``until``.
        """
        soon, (azimuth, elevation) = at + cue.share(0.1), FROM_THE_SIDE
        self.view.close(cue, at=at, until=soon)
        self._move(cue, (azimuth + ROUND, elevation), 1.0, at, soon)
        self.view.go_out(cue, at=at, until=soon)
        self.line.lay(cue, 0.0, at=at, until=soon)
        self.view.go(cue, FROM_THE_SIDE, at=soon, until=until)

    def _move(self, cue: Cue, eye: Eye, beside: float, at: float, until: float) -> None:
        self.view.go(cue, eye, at=at, until=until)
        cue.move(self.view.beside, beside, at=at, until=until)

    def _nearest(self) -> tuple[Array, float]:
        """What the eye looks at, behind the cut, and how near it is: all of the cut is seen."""
        view, radius = self.view, self.view.domain.radius
        along, behind = (
            np.array([np.cos(angle), np.sin(angle)]) * radius
            for angle in np.radians([self.angle, self.angle + 90.0])
        )
        edge = self.minimum + np.linspace(-1.0, 1.0, 21)[:, None] * along
        world, place = view.domain.world(edge, view.loss(edge)), self.minimum + BEHIND * behind
        for times in np.linspace(NEAR, 1.0, TRIES).tolist():
            seen = view.seen(*self.straight, (tuple(place.tolist()), times))
            if self._body.holds(seen.project(world)).all():
                return place, times
        return place, 1.0
