"""A bowl seen at a slant in a slot that glides, with the ball that walks down it."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from scenes.components.surface.surface3d import Surface3D
from scenes.layout import Slot
from scenes.parts.ringed_bowl import CONTOURS, FROM_THE_SIDE, HEIGHT, LIT, ROOM
from scenes.parts.runner import Runner
from scenes.parts.surface_view import SUN_ASIDE
from scenes.plans.ground import level_domain
from scenes.plans.summary import ON_BOWL
from scenes.stage.scene import AnyScene, Layer

BALL = 0.5
"""Of the usual radius, that of the ball: the bowl is small, too."""


class SmallBowl:
    """The bowl of the plan's problem as it is seen at first in the film, in its colours.

    Args:
        scene: the scene it belongs to; its plan is that of `summary`.
        place: its slot at a frame.
    """

    def __init__(self, scene: AnyScene, place: Callable[[int], Slot]) -> None:
        plan, layout = scene.plan, scene.layout
        problem, reached = plan.problem, plan.run.theta[:1]
        domain = level_domain(problem.loss, problem.hessian(), plan.minimum, reached, ROOM, HEIGHT)
        self._eye = domain.facing(FROM_THE_SIDE[0]), FROM_THE_SIDE[1]
        self.place = place
        self.surface = Surface3D(
            problem.loss, problem.gradient, domain, layout.frame, scene.theme, float(CONTOURS),
            sun=self._eye[0] + SUN_ASIDE, lit=LIT,
        )  # fmt: skip
        self.part = scene.add_part(self.surface, self._look, layer=Layer.GROUND)
        unit = place(0).height / 2 / domain.radius
        runner = Runner(scene, ON_BOWL, plan.run, self.surface, unit, scene.theme.batch, ball=BALL)
        runner.add_trail()
        runner.add_ball()
        self.told = runner.trail_part, runner.ball_part
        """The path and the ball."""

    def _look(self, frame: int) -> Hashable:
        view = self.surface.fitted(*self._eye, slot=self.place(frame))
        self.surface.look(view)
        return view
