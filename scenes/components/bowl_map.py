"""A quadratic cost from above, on a map that may grow while its scale becomes smaller."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from scenes.layout import Slot
from scenes.painting.cel import Raster
from scenes.painting.colour import ramp, rgb
from scenes.painting.dither import dithered
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece
from scenes.theme import STROKES, Theme

Array = NDArray[np.float64]

CORNER = 0.12
FEWEST, MOST = 12, 26
"""Contour lines on the map at first, and how many there may be before some of them fade."""
FINER = 4
"""Of so many lines one stays when the others have faded: the eye is twice as far away then."""
LINE, STRONGER = 0.30, 0.55
"""Opacity of the lines, and of every fifth."""
SUN = np.array([-0.55, 0.62, 0.56])
"""Where light comes from: left, from behind, and above."""
LIT = 0.32
"""How much darker a slope is that lies in the shade, and lighter one in the sun."""
HIGHEST = 0.66
"""Of the colours of heights, those that a map has: on the others no path would stand out."""
FRAMED = 0.6
"""Opacity of the frame of the map as it was."""


class BowlMap(Painted):
    """A quadratic about its minimum: colours by height, light from one side, lines of equal cost.

    Its colours are those of what is seen, from the lowest cost to the highest, and a quadratic
    looks the same at every scale; so it is its lines that tell how far the eye has gone: they keep
    to their costs, and when they come to lie too close, three of four fade.

    Args:
        hessian: (2, 2), the second derivatives.
        centre: its minimum, (2,), in the middle of the map.
        half: half height in parameters of what ``first`` shows.
        first: the slot that it fills at first.
        largest: the slot that it fills when it is largest.
        theme: whose colours it has.
    """

    flat = True
    corner = CORNER

    def __init__(
        self, hessian: Array, centre: Array, half: float, first: Slot, largest: Slot, theme: Theme
    ) -> None:
        super().__init__()
        self.centre, self.theme = np.asarray(centre), theme
        values, vectors = np.linalg.eigh(hessian)
        self.order = [1, 0] if abs(vectors[1, -1]) > abs(vectors[0, -1]) else [0, 1]
        """Which parameter grows to the right, in whose direction it bends more, and which up."""
        self.hessian = np.asarray(hessian)[np.ix_(self.order, self.order)]
        """In that order."""
        self._radii = np.sqrt(2.0 / values)
        """Half axes of the line whose cost is 1 above the lowest."""
        gentle = vectors[self.order, 0]
        self._turn = float(np.arctan2(gentle[1], gentle[0]))
        self.first, self.largest = first, largest
        self.slot, self.unit = first, first.height / 2 / half
        self.first_unit = self.unit
        self.between = self._reached(first) / FEWEST
        """The cost from one line to the next, at first."""
        self._most = self._reached(first), self._reached(largest)
        self.grown = 0.0
        """How far it has grown from the first slot to the largest, from 0 to 1."""
        self._images: tuple[float, Array, Array] | None = None

    def _reached(self, slot: Slot) -> float:
        """The cost above the lowest in the corners of a slot, at the present scale."""
        corner = np.array([slot.width, slot.height]) / 2 / self.unit
        sides = (corner, corner * [1.0, -1.0])
        return max(float(side @ self.hessian @ side) / 2 for side in sides)

    def show(self, grown: float, zoom: float) -> None:
        """Be so far grown, from 0 to 1, and have the eye so many times as far away as at first."""
        first, largest = np.array(self.first.extent), np.array(self.largest.extent)
        between = Slot(*(first + grown * (largest - first)).tolist())
        self.slot = self.largest if grown == 1.0 else between
        self.grown, self.unit = grown, self.first_unit / zoom

    @property
    def zoom(self) -> float:
        """How many times as far the eye is as at first."""
        return self.first_unit / self.unit

    @property
    def view(self) -> tuple[float, ...]:
        """What decides where places are seen."""
        return *self.slot.extent, self.unit

    def away(self, theta: Array) -> Array:
        """From the minimum, across and up, of parameters (..., 2)."""
        return np.asarray((np.asarray(theta) - self.centre)[..., self.order])

    def at(self, theta: Array, loss: Array) -> Array:
        """Frame coordinates and depth 0, (..., 3), of parameters (..., 2)."""
        del loss
        flat = self.slot.centre + self.away(theta) * self.unit
        return np.concatenate([flat, np.zeros((*flat.shape[:-1], 1))], axis=-1)

    def contains(self, theta: Array) -> NDArray[np.bool_]:
        """Whether parameters (..., 2) lie on the map."""
        half = np.array([self.slot.width, self.slot.height]) / 2 / self.unit
        within = np.abs(self.away(theta)) <= half
        return np.asarray(within.all(axis=-1))

    def hidden(self, projected: Array) -> NDArray[np.bool_]:
        """Nothing hides on a map."""
        return np.zeros(len(projected), dtype=bool)

    def render(self, pixels: float) -> None:
        """Draw the ground at ``pixels`` a unit, as far as it is ever seen, unless it is drawn."""
        if self._images is None or self._images[0] != pixels:
            first, largest = (self._drawn(pixels, most) for most in self._most)
            self._images = pixels, first, largest

    def pieces(self, pixels: float) -> list[Piece]:
        """The ground, its lines, and the frame of the map as it was at first."""
        extent = self.slot.extent
        ground = Piece(("ground", extent, self.grown), extent, self._ground)
        lines = Piece(("lines", *self.view), extent, self._lines)
        found = [ground, lines]
        if self.grown > 0.0:
            frame = self._frame()
            reach = around(frame.corners, STROKES.curve)
            found.append(Piece(("frame", *self.view), reach, partial(self._outline, frame)))
        return found

    def extent(self) -> Extent:
        """The slot."""
        return self.slot.extent

    def _frame(self) -> Slot:
        half = np.array([self.first.width, self.first.height]) / 2 / self.zoom
        x, y = self.slot.centre
        return Slot(x - half[0], y - half[1], x + half[0], y + half[1])

    def _outline(self, frame: Slot, pen: Pen) -> None:
        corners = np.concatenate([frame.corners, frame.corners[:1]])
        pen.path(corners)
        pen.stroke(STROKES.axis, rgb(self.theme.text), FRAMED)
        pen.done()

    def _ground(self, pen: Pen) -> Raster:
        """A part of the ground about its middle, with round corners."""
        self.render(pen.pixels)
        assert self._images is not None
        pixels, *images = self._images
        rows, columns = (round(side * pixels) for side in (self.slot.height, self.slot.width))
        top, left = (images[0].shape[0] - rows) // 2, (images[0].shape[1] - columns) // 2
        first, largest = (image[top : top + rows, left : left + columns] for image in images)
        part = (
            first + self.grown * (largest - first)
            if 0 < self.grown < 1
            else (first, largest)[self.grown == 1]
        )
        alpha = _rounded(columns, rows, CORNER * pixels)[..., None]
        seen = np.concatenate([part * alpha, 255 * alpha], axis=-1)
        return pen.raster(
            np.ascontiguousarray(np.rint(seen).astype(np.uint8)), self.slot.left, self.slot.top
        )

    def levels(self) -> list[tuple[float, float]]:
        """The costs above the lowest at which there are lines, and how opaque each is."""
        last = self._reached(self.slot) / self.between
        step = max(0.0, float(np.log(last / MOST) / np.log(FINER)))
        power, fading = int(step), step - int(step)
        every = FINER**power
        found = []
        for k in range(1, int(last / every) + 1):
            stays = k % FINER == 0
            opacity = STRONGER if (k // FINER if stays else k) % 5 == 0 else LINE
            found.append((k * every * self.between, opacity * (1.0 if stays else 1.0 - fading)))
        return found

    def _lines(self, pen: Pen) -> None:
        """Ellipses about the minimum; three of four fade as the eye goes twice as far away."""
        with pen.within(self.slot.extent, CORNER):
            pen.context.save()
            pen.context.translate(*self.slot.centre.tolist())
            pen.context.rotate(self._turn)
            for cost, opacity in self.levels():
                across, up = (np.sqrt(cost) * self._radii * self.unit).tolist()
                self._ellipse(pen, across, up, opacity)
            pen.context.restore()

    def _ellipse(self, pen: Pen, a: float, b: float, alpha: float) -> None:
        angle = np.linspace(0.0, 2 * np.pi, 97)
        pen.path(np.stack([a * np.cos(angle), b * np.sin(angle)], axis=-1))
        pen.stroke(STROKES.hair, rgb(self.theme.contour), alpha)
        pen.done()

    def _drawn(self, pixels: float, most: float) -> Array:
        """RGB (height, width, 3), up to 255, of a map as large as it ever is.

        ``most`` is the cost above the lowest that has the last colour.
        """
        width = round(max(self.first.width, self.largest.width) * pixels) + 2
        height = round(max(self.first.height, self.largest.height) * pixels) + 2
        x = (np.arange(width) + 0.5 - width / 2) / pixels / self.first_unit
        y = (height / 2 - np.arange(height) - 0.5) / pixels / self.first_unit
        theta = np.stack(np.meshgrid(x, y), axis=-1)
        slope = theta @ self.hessian
        share = np.clip(0.5 * (theta * slope).sum(axis=-1) / most, 0.0, 1.0)
        side = np.sqrt(most / np.linalg.eigvalsh(self.hessian)[-1])
        up = np.concatenate([-slope * side / most, np.ones((*share.shape, 1))], axis=-1)
        up /= np.linalg.norm(up, axis=-1, keepdims=True)
        light = (up - [0.0, 0.0, 1.0]) @ (SUN / np.linalg.norm(SUN)) * LIT * self.theme.shading
        base = ramp(share * HIGHEST, self.theme.heights)
        shade, shine = (np.clip(sign * light, 0.0, 1.0)[..., None] for sign in (-1, 1))
        dark, bright = np.array(rgb(self.theme.shadow)), np.array(rgb(self.theme.shine))
        return np.asarray(
            dithered(base * (1 - shade - shine) + dark * shade + bright * shine) * 255
        )


def _rounded(width: int, height: int, radius: float) -> Array:
    """Coverage (height, width) of a rectangle with rounded corners."""
    x = np.abs(np.arange(width) + 0.5 - width / 2) - (width / 2 - radius)
    y = np.abs(np.arange(height) + 0.5 - height / 2) - (height / 2 - radius)
    away = np.hypot(*np.meshgrid(np.maximum(x, 0), np.maximum(y, 0)))
    return np.asarray(np.clip(radius + 0.5 - away, 0.0, 1.0))
