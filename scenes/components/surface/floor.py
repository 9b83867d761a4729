"""The floor below a surface: the plane of its parameters."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.components.surface.surface3d import Surface3D
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

LINES = 9
"""Lines of each kind, of which the middle one goes through the lowest point."""
AROUND = 121
"""Places along the edge."""
FINE = 0.55
"""Opacity of the lines within."""


class Floor(Painted):
    """Lines along which one parameter stays the same, on the disc that a surface is drawn of."""

    partly_faint = True

    def __init__(self, surface: Surface3D, theme: Theme) -> None:
        super().__init__()
        self.surface, self.rgb = surface, rgb(theme.quiet)
        turns = np.linspace(0.0, 2.0 * np.pi, AROUND)
        self._edge = np.stack([np.cos(turns), np.sin(turns)], axis=-1)

    def extent(self) -> Extent:
        """All of the disc."""
        return around(self._seen(self._edge), STROKES.thin)

    def paint(self, pen: Pen) -> None:
        """Draw lines and edge."""
        for at in np.linspace(-1.0, 1.0, LINES + 2)[1:-1].tolist():
            half = float(np.sqrt(1.0 - at * at))
            for line in ([[at, -half], [at, half]], [[-half, at], [half, at]]):
                pen.line(self._seen(np.array(line)), STROKES.axis, self.rgb, FINE)
        pen.line(self._seen(self._edge), STROKES.thin, self.rgb)

    def _seen(self, places: Array) -> Array:
        """Where places (n, 2) of the unit disc are in the frame."""
        domain = self.surface.domain
        theta = np.asarray(domain.centre) + domain.radius * places
        return np.asarray(self.surface.at(theta, np.full(len(theta), domain.low))[:, :2])
