"""A picture of the summary: lines and dots in a unit square, laid into a slot."""

from __future__ import annotations

from collections.abc import Iterable

import cairo
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
GROUND = "rule", "contour"
"""The colours of what a picture is of; all else is what it tells."""
RINGS, WALK = 1.2, 1.5
"""How much wider than on paper lines of maps are, which are all of a blank one, and walks."""
BLANK = 0.35
"""How strong the ground below a curve is while nothing is told."""


class Pieces(Painted):
    """The pieces but for their words; ``ground`` is the colour beneath them, if it is a map."""

    partly_faint = True

    def __init__(
        self, pieces: Iterable[Piece], slot: Slot, theme: Theme, ground: str | None = None
    ) -> None:
        super().__init__()
        self.each, self.slot, self.theme = [*pieces], slot, theme
        self.ground = ground
        self.told = 1.0
        """How much is to be seen of what it tells; without, it is a blank to be filled."""
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
                    self._dot(pen, piece)

    def _dot(self, pen: Pen, piece: Piece) -> None:
        if self.told <= 0.0:
            return
        x, y = self._at(np.array([piece["at"]]))[0].tolist()
        radius = self._unit * piece["radius"] * self._wider(piece)
        casing = rgb(self.theme.casing)
        pen.disc(x, y, radius + 0.35 * self._unit, casing, self.told)
        pen.disc(x, y, radius, self._colour(piece), self.told)

    def _wider(self, piece: Piece) -> float:
        """How much wider it is drawn than on paper."""
        if piece["colour"] == "contour":
            return RINGS
        return WALK if piece.get("walk") or "step" in piece else 1.0

    def _landed(self, piece: Piece) -> bool:
        return self.until is None or piece.get("step", 0) <= self.until

    def _line(self, pen: Pen, piece: Piece) -> None:
        points = np.asarray(piece["points"])
        if piece.get("walk") and self.until is not None:
            points = points[: self.until + 1]
        alpha = 1.0 if piece["colour"] in GROUND else self.told
        if alpha <= 0.0:
            return
        if piece.get("ground"):
            self._below(pen, self._at(points), BLANK + (1.0 - BLANK) * self.told)
        pen.context.set_dash([DASH, DASH] if "dash" in piece else [])
        width = self._unit * piece["width"] * self._wider(piece)
        pen.line(self._at(points), width, self._colour(piece), alpha)
        pen.context.set_dash([])

    def _below(self, pen: Pen, edge: np.ndarray, alpha: float) -> None:
        """The ground below a curve, coloured by height as that of a cut is."""
        slot, colours = self.slot, [rgb(colour) for colour in self.theme.heights]
        shade = cairo.LinearGradient(0.0, slot.bottom, 0.0, slot.top)
        for k, (red, green, blue) in enumerate(colours):
            shade.add_color_stop_rgba(k / (len(colours) - 1), blue, green, red, alpha)
        foot = np.array([[edge[-1, 0], slot.bottom], [edge[0, 0], slot.bottom]])
        pen.done()
        pen.path(np.concatenate([edge, foot]))
        pen.context.set_source(shade)
        pen.context.fill()

    @property
    def _unit(self) -> float:
        return UNIT * self.slot.width

    def _at(self, places: np.ndarray) -> np.ndarray:
        corner = np.array([self.slot.left, self.slot.top])
        return corner + places * np.array([self.slot.width, -self.slot.height])

    def _colour(self, piece: Piece) -> tuple[float, float, float]:
        role = piece["colour"]
        return rgb(self.theme.casing if role == "background" else getattr(self.theme, role))
