"""The map of the cost from above, with the walks of both methods and the arrows of samples."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenes.components.path.mark import Mark
from scenes.components.surface.domain import fit_domain
from scenes.components.surface.surface3d import SOON
from scenes.parts.landmark import with_view
from scenes.parts.next_step import NextStep
from scenes.parts.pull_fan import PullFan, with_middle
from scenes.parts.runner import Runner
from scenes.parts.surface_view import SurfaceView
from scenes.plans.pulls import BATCH, STOCHASTIC, Plan
from scenes.stage.scene import AnyScene, Layer
from scenes.stage.timeline import Cue

FROM_ABOVE = (-90.0, 90.0)
HEIGHT = 0.6
BEYOND, BRIGHTER, LARGER, LEVELS = 1.4, 1.0, 2.2, 2.0
"""In a frame that is wide, where the map is a card: radius of the ground, in that up to which its
colours go; how many times as large all is as it would be as a whole, at most; and how many times as
many lines it has."""
FADE = 0.24
"""Frame units over which it fades out at its sides."""
MOVE = 1.4
"""Seconds that a move of the eye takes."""


class PullMap:
    """A map; on it a ball a method, and at the start and the lowest cost an arrow a sample.

    Args:
        scene: the scene they belong to; its plan is that of `pulls`.
        aside: room left of the stage, in which the names of its directions are.
    """

    def __init__(self, scene: AnyScene, aside: float) -> None:
        plan: Plan = scene.plan
        theme = scene.theme
        domain = fit_domain(plan.problem.loss, plan.minimum, plan.radius, HEIGHT)
        if not scene.layout.narrow:
            high = domain.low + BRIGHTER * (domain.high - domain.low)
            domain = replace(
                domain, radius=BEYOND * plan.radius, high=high, height=BRIGHTER * HEIGHT
            )
        names = ("$w$", "$b$", "$J$")
        self.view = SurfaceView(
            scene, plan.problem.loss, plan.problem.gradient, domain, FROM_ABOVE, names
        )
        self.view.directions.go_left(aside)
        self.view.surface.soon, self.view.surface.fade = SOON, FADE
        self._whole = np.array(domain.centre), 1.0
        if not scene.layout.narrow:
            paths = np.concatenate([run.theta for run in plan.runs.values()])
            self._whole = self.view.close_up(with_middle(paths), LARGER, FROM_ABOVE)
            self.view.begin_at(*self._whole)
            self.view.surface.levels *= LEVELS
        ground, unit = self.view.surface, self.view.unit
        self.batch = Runner(scene, BATCH, plan.runs[BATCH], ground, unit, theme.batch)
        self.single = Runner(
            scene, STOCHASTIC, plan.runs[STOCHASTIC], ground, unit, theme.stochastic, thin=True
        )
        for runner in (self.batch, self.single):
            runner.add_trail()
        self.at_start = PullFan(scene, self.view, plan.start)
        self.at_lowest = PullFan(scene, self.view, plan.minimum)
        self.at_lowest.lay(*plan.chain)
        places = (plan.start, float(plan.runs[BATCH].loss[0])), (plan.minimum, plan.least)
        marks = [Mark(ground, place, cost, theme.text, theme, ring=True) for place, cost in places]
        self.rings = [scene.add_part(mark, with_view(ground), layer=Layer.GROUND) for mark in marks]
        """At the start, and at the lowest cost: there arrows begin, and no ball hides them."""
        self.next_step = NextStep(scene, self.view, self.single, theme.stochastic)
        self.batch.add_ball()
        self.single.add_ball()

    def go_out(self, cue: Cue, shown: float = 1.0) -> None:
        """Have the eye see both walks, on a map that opaque."""
        until = cue.share(MOVE)
        cue.dim(self.view.part, to=shown)
        self.view.go_in(cue, *self._whole, at=0.0, until=until)
