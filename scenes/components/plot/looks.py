"""Looks at samples as dots in boxes: those of a box are made at once, box after box."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import numpy as np

from scenes.layout import Slot
from scenes.painting.colour import RGB, rgb
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

MARGIN, BETWEEN = 0.6, 0.3
"""Room around the dots of a box, all in all, and what of it is between boxes, in the room of a dot.
"""
DOT = 0.36
"""Radius of a dot, in the room that it has."""
ROUND = 0.3
"""Radius of a box's corners, in the same."""
RAGGED = 0.7
"""What a grid is worth that its boxes or dots do not fill, in that of one which is full."""
TRIES = 200
"""Numbers of dots that are tried beside one another in a box, at most."""
SMALL = 2 * STROKES.hair
"""Room of a dot up to which dots are not drawn one by one: they would not be seen."""
AHEAD, FACE, LIT = 0.3, 0.14, 0.7
"""Opacity of what is not looked at; of the face of a box, in that of its edge; and of one whose
wait has just ended."""


class Grid(NamedTuple):
    """How boxes are arranged, and the places in each: how many beside and above one another."""

    columns: int
    rows: int
    across: int
    up: int


def fitting(slot: Slot, boxes: int, size: int) -> tuple[Grid, float]:
    """The grid of boxes with so many places each that makes dots large, and a dot's room there."""
    columns = np.arange(1, boxes + 1)
    rows = -(-boxes // columns)
    filled = np.where(columns * rows == boxes, 1.0, RAGGED)
    best, worth, room = Grid(1, 1, 1, 1), 0.0, 0.0
    for across in np.unique(np.geomspace(1, size, TRIES).astype(int)).tolist():
        up = -(-size // across)
        rooms = np.minimum(
            slot.width / (columns * (across + MARGIN)), slot.height / (rows * (up + MARGIN))
        )
        worths = rooms * filled * (1.0 if across * up == size else RAGGED)
        k = int(worths.argmax())
        if worths[k] > worth:
            worth, room = float(worths[k]), float(rooms[k])
            best = Grid(int(columns[k]), int(rows[k]), across, up)
    return best, room


class Boxes(Painted):
    """Boxes of one step, row upon row from the lower left corner of a slot, none looked at yet.

    Args:
        slot: that as many boxes as the step with the ``most`` looks has would fill.
        size: looks of the step.
        at_once: places of a box: a step of more has several boxes, and the last may have empty
            places.
        most: looks of the largest step that is drawn beside it: boxes of all are alike.
        theme: whose colour what is not looked at has.
    """

    stands_behind = True

    def __init__(self, slot: Slot, size: int, at_once: int, most: int, theme: Theme) -> None:
        super().__init__()
        self.slot, self.size, self.at_once, self.rgb = slot, size, at_once, rgb(theme.quiet)
        self.count = -(-size // at_once)
        self.grid, self.room = fitting(slot, -(-most // at_once), at_once)

    def extent(self) -> Extent:
        """The slot."""
        return self.slot.inset(*[-STROKES.axis] * 4).extent

    def looks(self, box: int) -> int:
        """How many a box holds."""
        return min(self.at_once, self.size - self.at_once * box)

    def place(self, box: int) -> Slot:
        """Of a box: its part of the slot, but for what is between boxes."""
        grid, slot, apart = self.grid, self.slot, BETWEEN * self.room
        row, column = divmod(box, grid.columns)
        left = slot.left + slot.width * column / grid.columns
        bottom = slot.bottom + slot.height * row / grid.rows
        right, top = left + slot.width / grid.columns, bottom + slot.height / grid.rows
        return Slot(left, bottom, right, top).inset(*[apart / 2] * 4)

    def paint(self, pen: Pen) -> None:
        """All of them, faintly, with all of their places."""
        for box in range(self.count):
            self.paint_box(box, self.at_once, pen, self.rgb, AHEAD)

    def paint_box(
        self, box: int, looks: int, pen: Pen, colour: RGB, alpha: float, *, lit: float = 0.0
    ) -> None:
        """Paint a box with so many dots, or as a whole where dots are too small."""
        face = FACE + lit * (LIT - FACE)
        small, place = self.room <= SMALL, self.place(box)
        pen.round(place.extent, min(ROUND * self.room, place.width / 2, place.height / 2))
        pen.colour(colour, alpha if small else face * alpha)
        pen.context.fill_preserve()
        if not small:
            pen.stroke(STROKES.axis, colour, alpha)
            pen.done()
            self._dots(pen, place, looks)
            pen.colour(colour, alpha)
            pen.context.fill()
        pen.done()

    def _dots(self, pen: Pen, place: Slot, count: int) -> None:
        """Add the first dots of a box to the path."""
        grid, radius = self.grid, DOT * self.room
        inner = place.inset(*[(MARGIN - BETWEEN) / 2 * self.room] * 4)
        for row, column in list(product(range(grid.up), range(grid.across)))[:count]:
            x = inner.left + (column + 0.5) * inner.width / grid.across
            y = inner.top - (row + 0.5) * inner.height / grid.up
            pen.context.new_sub_path()
            pen.context.arc(x, y, radius, 0.0, 2.0 * np.pi)


class Looks(Painted):
    """The looks so far, in the first of some boxes, of which the last may be ``lit``."""

    def __init__(self, boxes: Boxes, colour: str) -> None:
        super().__init__()
        self.boxes, self.rgb = boxes, rgb(colour)
        self.taken, self.lit = boxes.count, 0.0

    def show(self, taken: int, lit: float = 0.0) -> None:
        """Have the looks of so many boxes."""
        self.taken, self.lit = taken, lit

    def extent(self) -> Extent:
        """All boxes."""
        return self.boxes.extent()

    def paint(self, pen: Pen) -> None:
        """The boxes so far."""
        for box in range(self.taken):
            lit = self.lit if box == self.taken - 1 else 0.0
            self.boxes.paint_box(box, self.boxes.looks(box), pen, self.rgb, 1.0, lit=lit)
