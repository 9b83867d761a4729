"""Arrows that lie on a surface."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from gdcore.typing import Array
from scenes.components.path.ground import Ground
from scenes.components.path.polyline import SEGMENTS
from scenes.painting.colour import RGB, rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme


class SurfaceArrow(Painted):
    """An arrow of parameters that lies on the surface from ``theta`` to ``theta + vector``.

    A ``bold`` one is so many times as thick.
    """

    def __init__(
        self,
        ground: Ground,
        loss: Callable[[Array], Array],
        colour: str,
        theme: Theme,
        bold: float = 1.0,
    ) -> None:
        super().__init__()
        self.ground, self.loss, self.bold = ground, loss, bold
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)
        self.theta, self.vector = np.zeros(2), np.zeros(2)

    def show(self, theta: Array, vector: Array) -> None:
        """Point from ``theta`` (2,) along ``vector`` (2,)."""
        self.theta, self.vector = theta, vector

    @property
    def tip(self) -> Array:
        """The arrow's end, (2,), in frame units."""
        end = self.theta + self.vector
        projected: Array = self.ground.at(end, np.asarray(self.loss(end)))[:2]
        return projected

    def extent(self) -> Extent:
        """Shaft and head."""
        return around(self.shaft, self.bold * STROKES.arrow_tip)

    def paint(self, pen: Pen) -> None:
        """Draw shaft and head, cased."""
        width, tip = self.bold * STROKES.curve, self.bold * STROKES.arrow_tip
        paint_arrows(pen, [self.shaft], self.rgb, self.casing, width=width, tip=tip)

    @property
    def shaft(self) -> Array:
        """Points along the shaft, (n, 2), in frame units."""
        along = self.theta + np.linspace(0.0, 1.0, SEGMENTS)[:, None] * self.vector
        points: Array = self.ground.at(along, np.asarray(self.loss(along)))[:, :2]
        return points


class StraightArrow(Painted):
    """An arrow between two places in the frame.

    A ``bold`` one is so many times as thick; one that goes on from a line of its colour has no
    ``edge``.
    """

    def __init__(
        self,
        colour: str,
        theme: Theme,
        bold: float = 1.0,
        edge: float = STROKES.casing,
    ) -> None:
        super().__init__()
        self.bold, self.edge = bold, edge
        self.rgb, self.casing = rgb(colour), rgb(theme.casing)
        self.ends = np.zeros((2, 2))

    def show(self, start: Array, end: Array) -> None:
        """Point from one place (2,) to another."""
        self.ends = np.stack([start, end])

    def extent(self) -> Extent:
        """Shaft and head."""
        return around(self.ends, self.bold * STROKES.arrow_tip)

    def paint(self, pen: Pen) -> None:
        """Draw shaft and head, cased."""
        paint_arrows(
            pen,
            [self.ends],
            self.rgb,
            self.casing,
            width=self.bold * STROKES.curve,
            tip=self.bold * STROKES.arrow_tip,
            edge=self.edge,
        )


def paint_arrows(
    pen: Pen,
    lines: Sequence[Array],
    colour: RGB,
    casing: RGB,
    *,
    width: float = STROKES.curve,
    tip: float = STROKES.arrow_tip,
    edge: float = STROKES.casing,
) -> None:
    """Arrows along points (n, 2) each, with a head at the last; short ones have small heads.

    All casings lie below all arrows, so that no arrow cuts another.
    """
    arrows = [arrow for points in lines if (arrow := _shaft_and_head(points, tip)) is not None]
    for rim, tint in ((2 * edge, casing), (0.0, colour)):
        for arrow in arrows:
            _paint_arrow(pen, arrow, tint, width, rim)


def paint_chain(
    pen: Pen,
    lines: Sequence[Array],
    colour: RGB,
    casing: RGB,
    *,
    width: float,
    tip: float,
    edge: float,
) -> None:
    """The same of arrows laid head to tail: the head of each, with its casing, lies on the next."""
    for points in lines[::-1]:
        if (arrow := _shaft_and_head(points, tip)) is not None:
            _paint_arrow(pen, arrow, casing, width, 2 * edge)
            _paint_arrow(pen, arrow, colour, width)


def _paint_arrow(
    pen: Pen,
    arrow: tuple[Array, Array],
    tint: RGB,
    width: float,
    rim: float = 0.0,
) -> None:
    """Shaft and head, or their casing, which is so much wider."""
    shaft, head = arrow
    pen.path(shaft)
    pen.stroke(width + rim, tint)
    pen.done()
    pen.path(head)
    pen.context.close_path()
    pen.stroke(STROKES.hair + rim, tint)
    pen.context.fill()


def _shaft_and_head(points: Array, most: float) -> tuple[Array, Array] | None:
    """The line to the head's base, and the head's three corners; None of an arrow of no length."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    length = float(steps.sum())
    tip = min(most, 0.6 * length)
    if tip <= 0:
        return None
    left = length - np.append(0.0, np.cumsum(steps))
    neck = max(int(np.searchsorted(-left, -tip)), 1)
    direction = points[-1] - points[neck - 1]
    direction = direction / max(float(np.hypot(*direction)), 1e-9)
    across = np.array([-direction[1], direction[0]])
    base = points[-1] - tip * direction
    head = np.stack([points[-1], base + 0.42 * tip * across, base - 0.42 * tip * across])
    return np.concatenate([points[:neck], base[None]]), head
