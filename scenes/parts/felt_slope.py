"""The slope that a ball feels where it has landed: an arrow down it, on the ground of its bowl."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from scenes.components.path.arrow import SurfaceArrow
from scenes.parts.ringed_bowl import RingedBowl
from scenes.stage.scene import AnyScene, Layer, Part

LONG = 0.3
"""Length of the first one, in radii of the bowl; the others are as long as their slopes are in
that."""
BOLD = 1.2
"""How many times as thick it is as others."""


def add_felt_slope(scene: AnyScene, bowl: RingedBowl) -> Part:
    """Against the gradient of the run where the ball landed last; under the ball."""
    run, view, runner = scene.plan.run, bowl.view, bowl.runner
    arrow = SurfaceArrow(view.surface, view.loss, scene.theme.gradient, scene.theme, bold=BOLD)
    unit = LONG * view.domain.radius / float(np.hypot(*run.gradient[0]))

    def show(frame: int) -> Hashable:
        step = min(runner.landed(frame), run.steps - 1)
        arrow.show(run.theta[step], -unit * run.gradient[step])
        return step, view.surface.view

    part = scene.add_part(arrow, show, layer=Layer.GROUND)
    scene.bring_forward(runner.ball_part)
    return part
