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
    """Lines along which one parameter stays the same, below the ground that is drawn."""

    partly_faint = True

    def __init__(self, surface: Surface3D, theme: Theme) -> None:
        super().__init__()
        self.surface, self.rgb = surface, rgb(theme.quiet)
        turns, domain = np.linspace(0.0, 2.0 * np.pi, AROUND), surface.domain
        self._edge = domain.ground(np.stack([np.cos(turns), np.sin(turns)], axis=-1))
        shares = np.linspace(-1.0, 1.0, LINES + 2)[1:-1].tolist()
        self._lines = [
            np.stack(domain.chord(normal, share * float(np.abs(self._edge @ normal).max())))
            for normal in np.eye(2)
            for share in shares
        ]

    def extent(self) -> Extent:
        """All of the ground."""
        return around(self._seen(self._edge), STROKES.thin)

    def paint(self, pen: Pen) -> None:
        """Draw lines and edge."""
        for line in self._lines:
            pen.line(self._seen(line), STROKES.axis, self.rgb, FINE)
        pen.line(self._seen(self._edge), STROKES.thin, self.rgb)

    def _seen(self, places: Array) -> Array:
        """Where places (n, 2) of the ground, in world coordinates, are in the frame."""
        domain = self.surface.domain
        theta = domain.theta(places)
        return np.asarray(self.surface.at(theta, np.full(len(theta), domain.low))[:, :2])
