"""The walks of a plan on its landscape, and all that is drawn there."""

from __future__ import annotations

from gdcore.typing import Array
from scenes.parts.departures import Departures
from scenes.parts.floor_axes import FloorAxes
from scenes.parts.landscape_marks import LandscapeMarks
from scenes.parts.landscape_view import LandscapeView
from scenes.parts.next_step import NextStep
from scenes.parts.runner import Runner
from scenes.parts.slope_arrows import SlopeArrows
from scenes.plans.mountain import OTHER_WALK, WALK
from scenes.stage.scene import AnyScene

SAID = {WALK: "left.ball", OTHER_WALK: "left.other_ball"}
"""What is said of walks that leave the picture."""
BETWEEN = 1.6
"""From what is said of one to that of another, in em."""


class LandscapeWalks:
    """Paths, what is shown where they begin, balls, and marks above all.

    Args:
        scene: the scene they belong to; its plan is that of `mountain`.
    """

    def __init__(self, scene: AnyScene) -> None:
        plan, theme = scene.plan, scene.theme
        why = {name: scene.say(key) for name, key in plan.departures.items()}
        told = [{name: scene.say(SAID[name], why=why[name])} for name in SAID if name in why]
        departures = Departures(scene, told, BETWEEN)
        self.land = LandscapeView(scene, plan, self._followed, departures.height)
        view = self.view = self.land.view
        self.run = plan.runs[WALK]
        self.runner = Runner(scene, WALK, self.run, view.surface, view.unit, theme.batch)
        self.others = [
            Runner(scene, name, run, view.surface, view.unit, theme.other, thin=True)
            for name, run in plan.runs.items()
            if name == OTHER_WALK
        ]
        self.runners = (self.runner, *self.others)
        for runner in self.runners[::-1]:
            runner.add_trail()
        self.leaps = self.runner.add_leaps()
        """The hops of the first walk, in place of its path."""
        start, rate = self.run.theta[0], float(self.run.learning_rate[0])
        self.floor = FloorAxes(scene, view, start, self.land.cut)
        self.arrows = SlopeArrows(scene, view, start, plan.gradient, plan.sweep, rate)
        self.next_step = NextStep(scene, view, self.runner)
        for runner in self.runners[::-1]:
            runner.add_ball()
        self.marks = LandscapeMarks(scene, self.land, plan, self.runner, self.others)
        for runner in self.runners:
            runner.aim_at(*self.marks.crosses)
        self.gone = [departures.add(r) for r in self.runners if r.name in plan.departures]
        """What is said of those that have left."""

    def _followed(self, frame: int) -> Array:
        """Where the fog is clear: about the ball."""
        return self.runner.followed(frame)
