"""The map of the cost from above, with the walks of both methods and the arrows of samples."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from manim import Group

from scenes.components.path.mark import Mark
from scenes.components.text.label import words
from scenes.parts.landmark import with_view
from scenes.parts.next_step import NextStep
from scenes.parts.pull_fan import PullFan, with_middle
from scenes.parts.runner import Runner
from scenes.parts.size_map import Corner, add_axes, in_corner
from scenes.parts.slope_arrows import lie_beneath, plate_beneath
from scenes.parts.surface_view import SurfaceView
from scenes.plans.ground import fit_domain
from scenes.plans.pulls import BATCH, STOCHASTIC, Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Cue
from scenes.theme import SIZES

FROM_ABOVE = (-90.0, 90.0)
HEIGHT = 0.3
BEYOND, HIGHER, LARGER, LEVELS = 2.0, 1.3, 3.1, 2.0
"""Radius of the ground, in that of what is to be seen, so that it fills a card; up to where its
colours go, in how high that is; how many times as large all is as it would be as a whole, at most;
and how many times as many lines it has."""
CLOSER = 6.4
"""How many times as large all is while steps are taken after one sample, at most."""
SEEN, TOLD_AT = 1.2, Corner(left=True, low=False)
"""From which factor on it is told that arrows are seen smaller, and where."""
MOVE = 1.4
"""Seconds that a move of the eye takes."""


class PullMap:
    """A map; on it a ball a method, and at the start and the lowest cost an arrow a sample.

    Args:
        scene: the scene they belong to; its plan is that of `pulls`.
    """

    def __init__(self, scene: AnyScene) -> None:
        plan: Plan = scene.plan
        theme = scene.theme
        domain = fit_domain(plan.problem.loss, plan.minimum, plan.radius, HEIGHT)
        high = domain.low + HIGHER * (domain.high - domain.low)
        domain = replace(domain, radius=BEYOND * plan.radius, high=high, height=HIGHER * HEIGHT)
        names = ("$w$", "$b$", "$J$")
        self.view = SurfaceView(
            scene, plan.problem.loss, plan.problem.gradient, domain, FROM_ABOVE, names
        )
        self.view.triad = ()
        self.view.card.first = 1.0
        self.axes = add_axes(scene, self.view.surface.slot)
        """The names of its directions, in its corners."""
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
        self.smaller = self._add_smaller()
        """By how much arrows are seen smaller when they are laid head to tail."""
        self.next_step = NextStep(scene, self.view, self.single, theme.stochastic)
        self.batch.add_ball()
        self.single.add_ball()

    def _add_smaller(self) -> tuple[Part, ...]:
        """In a corner of the map; none if there are no arrows, or as large."""
        scene, times = self.at_lowest.scene, self.at_lowest.smaller
        if scene.plan.is_exact or times < SEEN:
            return ()
        told = scene.say("pulls.smaller", times=scene.say.numerals.significant(times, 2))
        size = SIZES.small if scene.layout.narrow else SIZES.name
        label = words(told, size, scene.theme.stochastic)
        in_corner(label, self.view.surface.slot, TOLD_AT, scene.theme)
        plate = plate_beneath(float(label.width), size, scene.theme)
        lie_beneath(plate, label)
        return (scene.add_part(Group(plate, label), layer=Layer.NAMES),)

    def follow_single(self, cue: Cue, shown: float) -> None:
        """Have the eye as near as shows all steps after one sample, on a map so opaque."""
        theta = with_middle(self.single.run.theta)
        cue.dim(self.view.part, to=shown)
        near = self.view.close_up(theta, CLOSER, FROM_ABOVE)
        self.view.go_in(cue, *near, at=0.0, until=cue.share(MOVE))

    def go_out(self, cue: Cue) -> None:
        """Have the eye see both walks."""
        until = cue.share(MOVE)
        cue.dim(self.view.part, to=1.0)
        self.view.go_in(cue, *self._whole, at=0.0, until=until)
