"""The arrow of the step that a ball is about to take: it grows, then the ball hops to its tip."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from scenes.components.path.arrow import SurfaceArrow
from scenes.parts.runner import Runner
from scenes.parts.surface_view import SurfaceView
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import TIMES

GROWN = 0.45
"""Share of the time until a landing in which the arrow grows."""


class NextStep:
    """Minus the learning rate times the gradient, drawn at the ball until it lands.

    Args:
        scene: the scene it belongs to.
        view: of the surface.
        runner: whose steps are shown.
        colour: of the arrow; that of the learning rate if it is None.
    """

    def __init__(
        self, scene: AnyScene, view: SurfaceView, runner: Runner, colour: str | None = None
    ) -> None:
        self.view, self.runner = view, runner
        self.arrow = SurfaceArrow(view.surface, view.loss, colour or scene.theme.rate, scene.theme)
        self.part: Part = scene.add_part(self.arrow, self._show, layer=Layer.GROUND)

    def _show(self, frame: int) -> Hashable:
        asked = self.runner.asked(frame, TIMES.look)
        step, share = asked if asked is not None else (self.runner.landed(frame), 0.0)
        theta = self.runner.run.theta
        grown = min(share / GROWN, 1.0)
        vector = theta[min(step + 1, len(theta) - 1)] - theta[step]
        self.arrow.show(theta[step], grown * vector if grown else np.zeros(2))
        return step, grown, self.view.surface.view
