"""A picture of the summary: lines and dots in a unit square, laid into a slot."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.plans.summary_pictures import BALL, LANDED, Element, flown, landed
from scenes.theme import Theme

UNIT = 0.0142
"""A unit of the pieces' widths, in the slot's width."""
LEAST, MOST = 3.7, 4.2
"""Widths of slots whose unit smaller ones have too, so that dots and lines stay to be seen, and
larger ones."""
DASH = 0.09


class Pieces(Painted):
    """The pieces but for their words."""

    partly_faint = True

    def __init__(self, pieces: Iterable[Element], slot: Slot, theme: Theme) -> None:
        super().__init__()
        self.each, self.slot, self.theme = [*pieces], slot, theme
        self.until: float | None = None
        """How many steps are taken, with the share of the one that the ball flies; None is all."""

    def show(self, until: float) -> None:
        """Draw no more than so many steps, with the ball at their end."""
        self.until = until

    def extent(self) -> Extent:
        """The slot."""
        return self.slot.extent

    def paint(self, pen: Pen) -> None:
        """One by one, within the slot."""
        with pen.within(self.slot.extent):
            for piece in filter(self._landed, self.each):
                if piece["kind"] == "line":
                    self._line(pen, piece)
                elif piece["kind"] == "dot":
                    self._dot(pen, np.array(piece["at"]), self._radius(piece), piece)
            self._ball(pen)

    def _landed(self, piece: Element) -> bool:
        return self.until is None or landed(piece, self.until)

    def _radius(self, piece: Element) -> float:
        """Where steps are counted, dots are landings, and the ball is drawn by itself."""
        landing = self.until is not None and "step" in piece
        return LANDED if landing else float(piece["radius"])

    def _ball(self, pen: Pen) -> None:
        """At the last landing, or on an arc from there to the next."""
        steps = [piece for piece in self.each if piece["kind"] == "dot" and "step" in piece]
        if self.until is None or not steps:
            return
        last = min(int(self.until), len(steps) - 1)
        here, there = (np.array(steps[min(k, len(steps) - 1)]["at"]) for k in (last, last + 1))
        share = self.until - last if last + 1 < len(steps) else 0.0
        self._dot(pen, flown(here, there, share), BALL, steps[last])

    def _dot(self, pen: Pen, place: np.ndarray, size: float, piece: Element) -> None:
        x, y = self._at(place[None])[0].tolist()
        radius = self._unit * size
        pen.disc(x, y, radius + 0.35 * self._unit, rgb(self.theme.casing))
        pen.disc(x, y, radius, self._colour(piece))

    def _line(self, pen: Pen, piece: Element) -> None:
        points = self._flown(piece)
        pen.context.set_dash([DASH, DASH] if "dash" in piece else [])
        width = self._unit * piece["width"]
        pen.line(self._at(points), width, self._colour(piece))
        pen.context.set_dash([])

    def _flown(self, piece: Element) -> np.ndarray:
        """A line's points; of the arc of a step, those that the ball has passed."""
        points = np.asarray(piece["points"])
        if self.until is None or "step" not in piece or "alone" in piece:
            return points
        share = min(self.until - piece["step"], 1.0)
        return points[: 1 + round(share * (len(points) - 1))]

    @property
    def _unit(self) -> float:
        return UNIT * min(max(self.slot.width, LEAST), MOST)

    def _at(self, places: np.ndarray) -> np.ndarray:
        corner = np.array([self.slot.left, self.slot.top])
        return corner + places * np.array([self.slot.width, -self.slot.height])

    def _colour(self, piece: Element) -> tuple[float, float, float]:
        role = piece["colour"]
        return rgb(self.theme.casing if role == "background" else getattr(self.theme, role))
