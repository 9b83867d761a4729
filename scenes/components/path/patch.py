"""A piece of the plane that touches a surface at one place."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gdcore.typing import Array
from scenes.components.surface.surface3d import Surface3D
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

AROUND = 48
"""Places along its edge."""
FILL, EDGE = 0.22, 0.7
"""Opacity of its inside, and of its edge."""


class TangentPatch(Painted):
    """A disc of the plane that touches the surface at parameters ``theta``.

    Args:
        surface: that it touches.
        gradient: of the loss there, (2,).
        theta: the place, (2,).
        radius: in radii of the surface.
        theme: whose colours it has.
    """

    partly_faint = True

    def __init__(
        self,
        surface: Surface3D,
        gradient: Callable[[Array], Array],
        theta: Array,
        radius: float,
        theme: Theme,
    ) -> None:
        super().__init__()
        self.surface, self.radius = surface, radius
        self.rgb = rgb(theme.text)
        self.theta, self.gradient = np.asarray(theta), gradient
        turns = np.linspace(0.0, 2.0 * np.pi, AROUND)
        self._circle = np.stack([np.cos(turns), np.sin(turns)], axis=-1)

    def touch(self, theta: Array) -> None:
        """Move to other parameters (2,)."""
        self.theta = np.asarray(theta)

    def extent(self) -> Extent:
        """All of it."""
        return around(self._edge(), STROKES.thin)

    def paint(self, pen: Pen) -> None:
        """Fill it faintly, with an edge."""
        edge = self._edge()
        pen.path(edge)
        pen.context.close_path()
        pen.colour(self.rgb, FILL)
        pen.context.fill()
        pen.line(edge, STROKES.axis, self.rgb, EDGE)

    def _edge(self) -> Array:
        """Places (n, 2) in the frame: as far from the middle on the plane in every direction."""
        steps = tangent(self.surface, np.asarray(self.gradient(self.theta)), self._circle)
        ends = self.radius * steps
        loss = float(self.surface.loss(self.theta))
        return np.asarray(self.surface.at(self.theta + ends[:, :2], loss + ends[:, 2])[:, :2])


def tangent(surface: Surface3D, gradient: Array, ways: Array) -> Array:
    """Steps on the tangent plane along ways (n, 2): parameters and loss, (n, 3).

    Each is as long as the surface's radius, in the space in which it is seen.
    """
    domain = surface.domain
    rise = (ways @ gradient) * domain.height / (domain.high - domain.low)
    lengths = np.hypot(np.hypot(*ways.T) / domain.radius, rise)
    return np.concatenate([ways, (ways @ gradient)[:, None]], axis=-1) / lengths[:, None]
