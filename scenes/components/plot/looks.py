"""Looks at samples as cells: those of a step above one another, step after step to the right."""

from __future__ import annotations

import numpy as np

from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES

APART = 0.22
"""Of a cell's side, what stays free beside it."""
WHOLE = 2 * STROKES.hair
"""Side up to which cells meet: gaps would not be seen."""


class Looks(Painted):
    """A block of cells from the lower left corner of a slot on.

    Args:
        slot: that all steps fill.
        steps: how many there are.
        size: looks of a step, which are made at once.
        colour: of a cell.
    """

    def __init__(self, slot: Slot, steps: int, size: int, colour: str) -> None:
        super().__init__()
        self.slot, self.steps, self.size, self.rgb = slot, steps, size, rgb(colour)
        self.taken = steps

    def show(self, taken: int) -> None:
        """Have the looks of so many steps."""
        self.taken = taken

    @property
    def across(self) -> float:
        """The width of a step."""
        return self.slot.width / self.steps

    def extent(self) -> Extent:
        """The slot."""
        return self.slot.extent

    def paint(self, pen: Pen) -> None:
        """Fill the cells; where these are too small, whole steps, or all that are taken."""
        x = _cuts(self.slot.left, self.across, self.taken)
        y = _cuts(self.slot.bottom, self.slot.height / self.size, self.size)
        for left, right in x:
            for bottom, top in y:
                pen.context.rectangle(left, bottom, right - left, top - bottom)
        pen.colour(self.rgb)
        pen.context.fill()
        pen.done()


def _cuts(first: float, side: float, count: int) -> list[tuple[float, float]]:
    """Where cells begin and end along a side; all of them as one where they are too small."""
    if count == 0:
        return []
    if side <= WHOLE:
        return [(first, first + count * side)]
    begins = first + side * np.arange(count)
    return [(begin, begin + (1.0 - APART) * side) for begin in begins.tolist()]
