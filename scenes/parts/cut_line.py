"""Where a surface is cut: a line across it that comes off and lies down as the edge of the cut."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from scenes.components.path.dashes import Dashes
from scenes.components.section import Section
from scenes.parts.surface_view import SurfaceView
from scenes.stage.scene import AnyScene, Layer
from scenes.stage.timeline import Animated, Cue
from scenes.theme import STROKES

POINTS = 121
"""Of the line."""


class CutLine:
    """The line on a surface along which a section of it is seen from the side.

    Args:
        scene: that it belongs to.
        view: of the surface.
        section: whose edge it becomes.
    """

    def __init__(self, scene: AnyScene, view: SurfaceView, section: Section) -> None:
        self.view, self.section = view, section
        along = np.linspace(-1.0, 1.0, POINTS)
        self._theta = section.origin + along[:, None] * view.domain.radius * section.axis
        distance = along * section.reach
        self._edge = section.place(distance, section.cost(distance))
        self.drawn, self.laid = Animated(0.0), Animated(0.0)
        """How much of it is there, and how far it has come from the surface to the section."""
        self._line = Dashes(scene.theme.text, STROKES.thick, dash=0)
        self.part = scene.add_part(self._line, self._show, layer=Layer.GROUND)

    def _show(self, frame: int) -> Hashable:
        count = max(2, round(self.drawn.at(frame) * POINTS))
        laid = self.laid.at(frame)
        there = self.view.on_surface(self._theta)
        self._line.show((there + laid * (self._edge - there))[:count])
        return count, laid, self.view.surface.view

    def draw(self, cue: Cue, at: float, until: float) -> None:
        """Let it come."""
        cue.dim(self.part, to=1.0, at=at)
        cue.move(self.drawn, 1.0, at=at, until=until)

    def lay(self, cue: Cue, laid: float, at: float, until: float) -> None:
        """Let it come off the surface, or go back onto it."""
        cue.move(self.laid, laid, at=at, until=until)
