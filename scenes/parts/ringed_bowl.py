"""A bowl with a ball that walks down it, in the middle of the body or beside it or in a ring."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

import numpy as np

from gdcore.typing import Array
from scenes.components.path.arrow import SurfaceArrow
from scenes.layout import Slot
from scenes.parts.next_step import NextStep
from scenes.parts.runner import Runner
from scenes.parts.surface_view import SUN_ASIDE, Free, SurfaceView
from scenes.plans.ground import level_domain
from scenes.plans.loop import WALK
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Cue

FROM_ABOVE, FROM_THE_SIDE = (-90.0, 90.0), (-62.0, 54.0)
"""Eyes: azimuth and elevation, in degrees."""
HEIGHT, ROOM = 0.6, 1.4
"""How high the bowl is, and its radius in the distance of the start from the lowest point."""
CONTOURS, LIT = 18, 0.5
"""Lines of one cost; and how high it is, in what it is, where its light is computed."""
BOLD, PLAIN = 1.2, 1.7
"""How many times as thick as other arrows the slope is, one that is felt and one that is not."""
LONG = 1.0 - 1.0 / ROOM
"""Length of the gradient at the start, as it is drawn, in the radius of the bowl; its tip is
within.
"""


class RingedBowl:
    """The bowl of the plan's problem; a map at first.

    Args:
        scene: the scene it belongs to; its plan is that of `loop`.
        slots: what it fills by turns, one after another; the body at first.
        walk: the name of the run's track.
        eye: from where it is seen at first; a map if it is not told.
        hops: whether the arcs of the hops are drawn, in place of the path on the ground.
        felt: whether the slope is shown as the ball feels it, downhill.
    """

    def __init__(
        self,
        scene: AnyScene,
        *slots: Slot,
        walk: str = WALK,
        eye: tuple[float, float] = FROM_ABOVE,
        hops: bool = False,
        felt: bool = False,
    ) -> None:
        self.scene, plan, theme = scene, scene.plan, scene.theme
        problem, reached = plan.problem, plan.run.theta[:1]
        domain = level_domain(problem.loss, problem.hessian(), plan.minimum, reached, ROOM, HEIGHT)
        self.aside = domain.facing(FROM_THE_SIDE[0]), FROM_THE_SIDE[1]
        """The eye from which it is a bowl, the long side across."""
        whole, names = scene.layout, ("$w$", "$b$", "$J$")
        body, sun = whole.body, self.aside[0] + SUN_ASIDE
        room = whole.across(replace(body, top=max(slot.top for slot in (body, *slots))))
        free = Free(body, 0.0, sun, slots[1:], room)
        scene.layout = replace(whole, stage=slots[0], headroom=0.0, contours=CONTOURS)
        self.view = SurfaceView(
            scene, plan.problem.loss, plan.problem.gradient, domain, eye, names, free=free
        )
        scene.layout = whole
        ground = self.view.surface
        ground.lit = LIT
        self.runner = Runner(scene, walk, plan.run, ground, self.view.unit, theme.batch)
        if hops:
            self.runner.add_leaps().mobject.kept = plan.run.steps
        else:
            self.runner.add_trail()
        self.slope = self._add_slope(felt=felt)
        """The gradient where the ball stands, or its opposite, which is felt."""
        self.next_step = NextStep(scene, self.view, self.runner)
        self.runner.add_ball()

    @property
    def uphill(self) -> Array:
        """Both ends (2, 2) of the gradient at the start, as it is drawn."""
        run = self.scene.plan.run
        gradient = run.problem.gradient(run.theta[0])
        away = LONG * self.view.domain.radius / float(np.hypot(*run.gradient[0])) * gradient
        return np.stack([run.theta[0], run.theta[0] + away])

    def tilt(self, cue: Cue, at: float, until: float) -> None:
        """What was a map is a bowl."""
        self.view.go(cue, self.aside, at=at, until=until)
        self.view.go_out(cue, at=at, until=until)

    def go_on(self, cue: Cue, at: float, until: float) -> None:
        """Go to the next of its slots."""
        cue.move(self.view.beside, self.view.beside.last + 1.0, at=at, until=until)

    def rise(self, cue: Cue, at: float, until: float) -> None:
        """Be a map again."""
        self.view.go_above(cue, FROM_ABOVE[0], at=at, until=until)

    def _add_slope(self, *, felt: bool) -> Part:
        run, ground, theme = self.scene.plan.run, self.view.surface, self.scene.theme
        bold = BOLD if felt else PLAIN
        colour = theme.batch if felt else theme.gradient
        arrow = SurfaceArrow(ground, self.view.loss, colour, theme, bold=bold)
        times = LONG * self.view.domain.radius / float(np.hypot(*run.gradient[0]))
        times *= -1.0 if felt else 1.0

        def show(frame: int) -> Hashable:
            step = self.runner.landed(frame)
            arrow.show(run.theta[step], times * run.problem.gradient(run.theta[step]))
            return step, ground.view

        return self.scene.add_part(arrow, show, layer=Layer.GROUND)
