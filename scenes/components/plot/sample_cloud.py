"""More samples than could be told apart: where they lie, and how densely."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.components.plot.axes import Axes
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece
from scenes.theme import Theme

CELL, RADIUS = 0.02, 0.013
"""Side of the cells in which samples are one dot, and the radius of that."""
SHADES, FAINTEST = 8, 0.12
"""How many strengths dots have, and the least: that of a single sample where others are many."""


class SampleCloud(Painted):
    """A dot in each cell of a plot in which samples lie, the stronger the more there are."""

    partly_faint = True

    def __init__(self, axes: Axes, x: Array, y: Array, theme: Theme) -> None:
        super().__init__()
        self.axes, self.data, self.rgb = axes, (x, y), rgb(theme.quiet)

    def extent(self) -> Extent:
        """The plot's area."""
        return self.axes.slot.extent

    def pieces(self, pixels: float) -> list[Piece]:
        """One, for as long as the axes stay."""
        del pixels
        return [Piece(("cloud", self.axes.look), self.extent(), self._paint)]

    def cells(self) -> tuple[Array, Array]:
        """The middles of the cells in which samples lie, (n, 2), and how many in each, (n,)."""
        places = self.axes.at(*self.data)
        within = places[self.axes.slot.holds(places)]
        if not len(within):
            return within, np.zeros(0)
        cells = np.floor(within / CELL).astype(int)
        corner = cells.min(axis=0)
        columns, rows = (np.ptp(cells, axis=0) + 1).tolist()
        keys = (cells - corner) @ [rows, 1]
        counts = np.bincount(keys, minlength=columns * rows).reshape(columns, rows)
        found = np.argwhere(counts)
        return (found + corner + 0.5) * CELL, counts[counts > 0].astype(float)

    def _paint(self, pen: Pen) -> None:
        places, counts = self.cells()
        if not len(places):
            return
        shades = np.ceil(SHADES * np.sqrt(counts / counts.max())).astype(int)
        with pen.within(self.axes.slot.extent):
            for level in range(1, SHADES + 1):
                strength = FAINTEST + (1 - FAINTEST) * level / SHADES
                pen.discs(places[shades == level], RADIUS, self.rgb, strength)
