"""Curves that grow with the table."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

import numpy as np

from gdcore.typing import Array
from scenes.components.plot.axes import Axes
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent, around, shared
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import POINTS_A_PIECE, Piece, cuts
from scenes.theme import STROKES, Theme

DOTTED, FEW = 64, 8
"""Values up to which a curve has a dot at each, and how many of these are painted at once."""


class Curve(Painted):
    """A value a step that grows with the table: dots at steps, a cursor at its end."""

    reach = 0.0
    """How far it reaches, in units of the x axis, while the next value is waited for."""
    tipped = True
    """Whether it has a cursor at its end."""
    edge, cased = STROKES.casing, 0.6
    """How much wider its casing is, and how opaque."""

    def __init__(
        self,
        axes: Axes,
        values: Array,
        colour: str,
        theme: Theme,
        width: float = STROKES.curve,
    ) -> None:
        super().__init__()
        self.axes, self.values, self.thickness = axes, values, width
        self.steps = np.arange(len(values), dtype=float)
        self.dots = len(values) <= DOTTED
        self.landed = 0
        self.per_step = 1.0
        """Units of the x axis that one optimizer step takes."""
        self._settled: dict[Hashable, Piece] = {}
        self._on: Hashable = None
        """The axes that these pieces were painted on."""
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)

    def show(self, landed: int, per_step: float | None = None) -> None:
        """Grow up to the value after so many optimizer steps."""
        self.landed = landed
        if per_step is not None:
            self.per_step = per_step

    def line(self) -> Array:
        """The curve so far, (n, 2), in frame units."""
        stop = self.landed + 1
        return self.axes.at(self.steps[:stop] * self.per_step, self.values[:stop])

    def path(self) -> Array:
        """What is stroked of it so far, (n, 2): straight from value to value."""
        return self.line()

    @property
    def cursor(self) -> Array:
        """The end of the curve, (2,), in frame units."""
        end: Array = self.path()[-1]
        return end

    def pieces(self, pixels: float) -> list[Piece]:
        """The curve within the plot's area, and the cursor where it is inside."""
        del pixels
        if self._on != (self.per_step, self.axes.look):
            self._on, self._settled = (self.per_step, self.axes.look), {}
        points = self.path()
        paints: list[_Stroke] = [self._under, self._over]
        ends = cuts(0, len(points) - 1, FEW if self.dots else POINTS_A_PIECE)
        found = [
            self._piece(paint, first, points[first : last + 1], growing=last == len(points) - 1)
            for paint in paints
            for first, last in ends
        ]
        if self.dots:
            landings = self.line()
            found += [
                self._piece(self._dots, first, landings[first:last])
                for first, last in cuts(0, len(landings) - 1, FEW)
            ]
        slot, (x, y) = self.axes.slot, points[-1]
        inside = slot.bottom <= y <= slot.top + 0.05 and x <= slot.right + 0.05
        if self.tipped and inside:
            found.append(
                Piece(("cursor", x, y), around(points[-1:], 2 * STROKES.cursor), self._cursor)
            )
        return found

    def _piece(self, paint: _Stroke, first: int, points: Array, *, growing: bool = False) -> Piece:
        """What ``paint`` paints of these points, from the value ``first`` on; kept once grown."""
        end = (self.landed, self.reach) if growing else None
        state = (paint.__name__, first, len(points), self._on, end)
        if state in self._settled:
            return self._settled[state]
        extent = shared(around(points, self.thickness + self.edge), self._area())
        piece = Piece(state, extent, partial(self._within, paint, points))
        if not growing:
            self._settled[state] = piece
        return piece

    def _area(self) -> Extent:
        """The plot's area and half a line around it."""
        slot, edge = self.axes.slot, self.thickness
        return slot.left - edge, slot.bottom - edge, slot.right + edge, slot.top

    def _within(self, paint: _Stroke, points: Array, pen: Pen) -> None:
        with pen.within(self._area()):
            paint(pen, points)

    def _under(self, pen: Pen, points: Array) -> None:
        pen.line(points, self.thickness + self.edge, self.casing, self.cased)

    def _over(self, pen: Pen, points: Array) -> None:
        pen.line(points, self.thickness, self.rgb)

    def _dots(self, pen: Pen, points: Array) -> None:
        for x, y in points.tolist():
            pen.disc(x, y, self.thickness, self.rgb)

    def _cursor(self, pen: Pen) -> None:
        x, y = self.cursor
        pen.disc(x, y, STROKES.cursor + STROKES.hair, self.casing)
        pen.disc(x, y, STROKES.cursor, self.rgb)


_Stroke = Callable[[Pen, Array], None]


class Smooth(Curve):
    """A curve of many values without dots and without an end: it stands for no single run."""

    tipped = False
    edge, cased = 2 * STROKES.casing, 0.9

    def __init__(
        self, axes: Axes, values: Array, colour: str, theme: Theme, width: float = STROKES.thick
    ) -> None:
        super().__init__(axes, values, colour, theme, width)
        self.dots = False
