"""A picture of the summary: lines and dots in a unit square, laid into a slot."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.plans.summary_pictures import Piece
from scenes.theme import Theme

UNIT = 0.0142
"""A unit of the pieces' widths, in the slot's width."""
CORNER = 0.08
DASH = 0.09


class Pieces(Painted):
    """The pieces but for their words; ``ground`` is the colour beneath them, if any."""

    partly_faint = True

    def __init__(
        self, pieces: Iterable[Piece], slot: Slot, theme: Theme, ground: str | None = None
    ) -> None:
        super().__init__()
        self.each, self.slot, self.theme = [*pieces], slot, theme
        self.ground = ground
        self.square: Slot | None = None
        """Where the unit square lies, if it is larger than the slot, all that is seen of it."""
        self.until: int | None = None
        """Up to which of their points lines of a walk are drawn; None is all of them."""

    def show(self, until: int) -> None:
        """Draw no more than so many steps."""
        self.until = until

    def extent(self) -> Extent:
        """The slot."""
        return self.slot.extent

    def paint(self, pen: Pen) -> None:
        """One by one, within the slot."""
        with pen.within(self.slot.extent, CORNER if self.ground else 0.0):
            if self.ground is not None:
                pen.colour(rgb(self.ground))
                pen.context.paint()
            for piece in self.each:
                if piece["kind"] == "line":
                    self._line(pen, piece)
                elif piece["kind"] == "dot" and self._landed(piece):
                    x, y = self._at(np.array([piece["at"]]))[0].tolist()
                    pen.disc(x, y, self._unit * (piece["radius"] + 0.35), rgb(self.theme.casing))
                    pen.disc(x, y, self._unit * piece["radius"], self._colour(piece))

    def _landed(self, piece: Piece) -> bool:
        return self.until is None or piece.get("step", 0) <= self.until

    def _line(self, pen: Pen, piece: Piece) -> None:
        points = np.asarray(piece["points"])
        if piece.get("walk") and self.until is not None:
            points = points[: self.until + 1]
        pen.context.set_dash([DASH, DASH] if "dash" in piece else [])
        pen.line(self._at(points), self._unit * piece["width"], self._colour(piece))
        pen.context.set_dash([])

    @property
    def _unit(self) -> float:
        return UNIT * self.slot.width

    def _at(self, places: np.ndarray) -> np.ndarray:
        square = self.square or self.slot
        corner = np.array([square.left, square.top])
        return corner + places * np.array([square.width, -square.height])

    def _colour(self, piece: Piece) -> tuple[float, float, float]:
        role = piece["colour"]
        return rgb(self.theme.casing if role == "background" else getattr(self.theme, role))
