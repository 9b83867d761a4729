"""Many thin arrows from one place."""

from __future__ import annotations

from functools import partial

import numpy as np

from gdcore.typing import Array
from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import around, shared
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece
from scenes.theme import STROKES, Theme

TIP = 0.62
"""The length of a tip, in that of other arrows."""
WIDE = 0.45
"""Half the width of a tip, in its length."""


class ArrowCloud(Painted):
    """Arrows from one place of the frame to many, none painted outside a slot."""

    partly_faint = True

    def __init__(self, slot: Slot, corner: float, theme: Theme) -> None:
        super().__init__()
        self.slot, self.corner = slot, corner
        self.casing = rgb(theme.casing)
        self.colour = theme.text
        self.start, self.tips = np.zeros(2), np.zeros((0, 2))

    def show(self, start: Array, tips: Array, colour: str) -> None:
        """Point from a place (2,) to others (n, 2)."""
        self.start, self.tips, self.colour = start, tips, colour

    def pieces(self, pixels: float) -> list[Piece]:
        """One: all change at once."""
        del pixels
        points = np.concatenate([self.start[None], self.tips])
        extent = shared(around(points, STROKES.arrow_tip), self.slot.extent)
        state = (self.colour, self.start.tobytes(), self.tips.tobytes())
        return [Piece(state, extent, partial(self._paint, self.start, self.tips))]

    def _paint(self, start: Array, tips: Array, pen: Pen) -> None:
        """All casings below all arrows, so that no arrow cuts another."""
        heads = [_head(start, tip) for tip in tips]
        ends = [(start, head.mean(axis=0), head) for head in heads if head is not None]
        tint = rgb(self.colour)
        with pen.within(self.slot.extent, self.corner):
            for width, shade, alpha in (
                (1.6 * STROKES.casing, self.casing, 1.0),
                (0.0, tint, 1.0),
            ):
                for first, last, head in ends:
                    pen.path(np.stack([first, last]))
                    pen.stroke(STROKES.axis + width, shade, alpha)
                    pen.done()
                    pen.path(head)
                    pen.context.close_path()
                    pen.stroke(STROKES.hair + width, shade, alpha)
                    pen.context.fill()


def _head(start: Array, tip: Array) -> Array | None:
    """The corners (3, 2) of a head, smaller on short arrows; None of an arrow of no length."""
    way = tip - start
    length = float(np.hypot(*way))
    if length < STROKES.hair:
        return None
    size = min(TIP * STROKES.arrow_tip, 0.6 * length)
    along = way / length
    across = WIDE * size * np.array([-along[1], along[0]])
    base = tip - size * along
    return np.stack([tip, base + across, base - across])
