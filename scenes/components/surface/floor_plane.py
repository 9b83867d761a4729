"""A square of the floor below a surface, from where the ground is cut open to the eye."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdcore.typing import Array
from scenes.components.surface.surface3d import Surface3D
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

FILL, GRID = 0.16, 0.45
"""Opacity of the plane, and of the lines on it."""
AROUND = 0.1
"""What is drawn beyond its edge, in frame units, at most."""


@dataclass(frozen=True)
class FloorSquare:
    """Parameters within a square about a centre, of which a cut leaves what is nearer to the eye.

    Attributes:
        centre: its middle, (2,).
        half: of its side.
        loss: as high as which it lies.
        azimuth: of the eye, in degrees; the sides with axes are those that it sees in front.
        place: parameters (2,) through which the ground above is cut, square to the eye.
        ticks: of both parameters, through which the grid goes.
    """

    centre: Array
    half: float
    loss: float
    azimuth: float
    place: Array
    ticks: tuple[Array, Array]

    @property
    def toward(self) -> Array:
        """The way to the eye, (2,), of length 1."""
        turn = np.radians(self.azimuth)
        return np.array([np.cos(turn), np.sin(turn)])

    @property
    def near(self) -> Array:
        """The corner between both axes, (2,)."""
        return np.asarray(self.centre + self.half * np.where(self.toward >= 0, 1.0, -1.0))

    def on_axis(self, which: int, values: Array) -> Array:
        """Places (n, 2) on the axis of a parameter."""
        places = np.tile(self.near, (len(values), 1))
        places[:, which] = values
        return places

    @property
    def axes(self) -> tuple[Array, Array]:
        """Both axes, from end to end, (2, 2) each."""
        low, high = self.centre - self.half, self.centre + self.half
        first, second = (self.on_axis(k, np.array([low[k], high[k]])) for k in (0, 1))
        return first, second

    @property
    def grid(self) -> list[Array]:
        """Lines of one parameter through the ticks, in front of the cut, (2, 2) each."""
        lines = []
        for which, ticks in enumerate(self.ticks):
            for tick in ticks.tolist():
                line = np.array([self.centre - self.half, self.centre + self.half])
                line[:, which] = tick
                lines.append(self.before_cut(line))
        return [line for line in lines if len(line) > 1]

    @property
    def edge(self) -> Array:
        """Corners (n, 2) of what the cut leaves, in order."""
        corners = np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0]])
        return self.before_cut(self.centre + self.half * corners)

    def before_cut(self, line: Array) -> Array:
        """What of a polyline (n, 2) lies before the cut; where it crosses that, it has a corner."""
        away = (line - self.place) @ self.toward
        kept: list[Array] = []
        for k in range(len(line)):
            if k and (away[k - 1] > 0) != (away[k] > 0):
                share = away[k - 1] / (away[k - 1] - away[k])
                kept.append(line[k - 1] + share * (line[k] - line[k - 1]))
            if away[k] > 0:
                kept.append(line[k])
        return np.array(kept).reshape(-1, 2)


class FloorPlane(Painted):
    """The square as a plane with a grid, and an axis on each of its near sides."""

    partly_faint = True

    def __init__(self, surface: Surface3D, square: FloorSquare, theme: Theme) -> None:
        super().__init__()
        self.surface, self.square = surface, square
        self.fine, self.strong = rgb(theme.rule), rgb(theme.quiet)

    def placed(self, places: Array) -> Array:
        """Where places (n, 2) of the floor are in the frame."""
        losses = np.full(len(places), self.square.loss)
        return np.asarray(self.surface.at(places, losses)[:, :2])

    def extent(self) -> Extent:
        """All of it."""
        return around(self.placed(self.square.edge), AROUND)

    def paint(self, pen: Pen) -> None:
        """Draw the plane, the grid, and both axes."""
        square = self.square
        pen.path(self.placed(square.edge))
        pen.colour(self.fine, FILL)
        pen.context.fill()
        for line in square.grid:
            pen.line(self.placed(line), STROKES.axis, self.fine, GRID)
        for axis in square.axes:
            pen.line(self.placed(square.before_cut(axis)), STROKES.thin, self.strong)
