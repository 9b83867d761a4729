"""Where a surface is cut: a line across it that comes off and lies down as the edge of the cut."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array
from scenes.components.path.ball import Ball
from scenes.components.path.dashes import Dashes
from scenes.components.section import Section
from scenes.parts.surface_view import SurfaceView
from scenes.stage.scene import AnyScene, Layer
from scenes.stage.timeline import Animated, Cue
from scenes.theme import STROKES

POINTS = 121
"""Of the line."""


class CutLine:
    """The line on a surface along which a section of it is seen from the side, and a ball on it.

    For the ball it is the ground: on the surface at first, on the section in the end, and between
    them while the line is on its way.

    Args:
        scene: the scene it belongs to.
        view: of the surface.
        section: whose edge it becomes.
        ball: parameters (2,) on it at which the ball stands.
        colour: of the ball.
    """

    flat = False
    from_above = False
    corner = 0.0

    def __init__(
        self, scene: AnyScene, view: SurfaceView, section: Section, ball: Array, colour: str
    ) -> None:
        self._surface, self.section, self.slot = view.surface, section, scene.layout.frame
        distance = np.linspace(-section.reach, section.reach, POINTS)
        self._theta = section.origin + distance[:, None] * section.axis
        self.drawn, self.laid = Animated(0.0), Animated(0.0)
        """How much of it is there, and how far it has come from the surface to the section."""
        self._now = 0.0
        self._line = Dashes(scene.theme.contour, STROKES.thick, dash=0)
        self.part = scene.add_part(self._line, self._show, layer=Layer.GROUND)
        self.ball = Ball(self, colour, scene.theme)
        self.ball.show(ball, float(section.loss(ball)))
        self.ball_part = scene.add_part(self.ball, self._lie, layer=Layer.GROUND)

    # As a ground

    @property
    def view(self) -> Hashable:
        """How far it has come, and until it has arrived what decides where the surface is seen."""
        return self._now, None if self._now == 1.0 else self._surface.view

    def at(self, theta: Array, loss: Array) -> Array:
        """Frame coordinates and depth (..., 3), of what is on the line as far as it has come."""
        there = self._surface.at(theta, loss)
        return np.asarray(there + self._now * (self.section.at(theta, loss) - there))

    def hidden(self, projected: Array) -> NDArray[np.bool_]:
        """Nothing hides what lies on the edge of a cut."""
        return np.zeros(len(projected), dtype=bool)

    def contains(self, theta: Array) -> NDArray[np.bool_]:
        """Whether parameters (..., 2) lie between its ends."""
        return self.section.contains(theta)

    def render(self, pixels: float) -> None:
        """Nothing: nothing hides here."""

    # What is seen

    def _show(self, frame: int) -> Hashable:
        count = max(2, round(self.drawn.at(frame) * POINTS))
        state = self._lie(frame)
        self._line.show(self.at(self._theta, self.section.loss(self._theta))[:count, :2])
        return count, state

    def _lie(self, frame: int) -> Hashable:
        self._now = self.laid.at(frame)
        return self.view

    def draw(self, cue: Cue, at: float, until: float) -> None:
        """Let it come."""
        cue.dim(self.part, to=1.0, at=at)
        cue.move(self.drawn, 1.0, at=at, until=until)

    def lay(self, cue: Cue, at: float, until: float) -> None:
        """Let it come off the surface."""
        cue.move(self.laid, 1.0, at=at, until=until)
