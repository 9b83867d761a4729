"""A quadratic cost from above, on a map that may grow while its scale becomes smaller."""

from __future__ import annotations

from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from scenes.components.surface.from_above import ground
from scenes.layout import Slot
from scenes.painting.cel import Raster
from scenes.painting.colour import rgb
from scenes.painting.dither import dithered
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece
from scenes.theme import STROKES, Theme

Array = NDArray[np.float64]
Pixels = NDArray[np.uint8]

CORNER = 0.12
FEWEST, MOST = 12, 26
"""Contour lines on the map at first, and how many there may be before some of them fade."""
FINER = 4
"""Of so many lines one stays when the others have faded: the eye is twice as far away then."""
LINE, STRONGER = 0.30, 0.46
"""Opacity of the lines, and of every fifth."""
PALEST = 0.66
"""Of the colours of heights, those that a map has: on the others no path would stand out."""
FRAMED = 0.6
"""Opacity of the frame of the map as it was."""


class BowlMap(Painted):
    """A quadratic about its minimum: its ground in the light of surfaces, and lines of equal cost.

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
        self._cut: tuple[tuple[float, ...], Pixels] | None = None

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
        """Nothing: what is drawn depends on the scale alone."""

    def pieces(self, pixels: float) -> list[Piece]:
        """The ground, its lines, and the frame of the map as it was at first."""
        extent = self.slot.extent
        ground = Piece(("ground", extent, self.grown), extent, self._ground)
        lines = Piece(("lines", *self.view), extent, self._lines)
        found = [ground, lines]
        if self.grown > 0.0:
            frame = self.frame
            reach = around(frame.corners, STROKES.curve)
            found.append(Piece(("frame", *self.view), reach, partial(self._outline, frame)))
        return found

    def extent(self) -> Extent:
        """The slot."""
        return self.slot.extent

    @property
    def frame(self) -> Slot:
        """Where the map as it was at first lies now."""
        half = np.array([self.first.width, self.first.height]) / 2 / self.zoom
        x, y = self.slot.centre
        return Slot(x - half[0], y - half[1], x + half[0], y + half[1])

    def _outline(self, frame: Slot, pen: Pen) -> None:
        corners = np.concatenate([frame.corners, frame.corners[:1]])
        pen.path(corners)
        pen.stroke(STROKES.axis, rgb(self.theme.text), FRAMED)
        pen.done()

    def _ground(self, pen: Pen) -> Raster:
        """The part of the ground that is seen, with round corners."""
        key = (pen.pixels, self.grown, *self.slot.extent)
        if self._cut is None or self._cut[0] != key:
            self._cut = key, self._cut_out(pen.pixels)
        return pen.raster(self._cut[1], self.slot.left, self.slot.top)

    def _cut_out(self, pixels: float) -> Pixels:
        """As at first, as when it is largest, or between these while it grows."""
        if self.grown == 0.0:
            return rounded(self._part(self.first, 0, pixels).copy(), CORNER * pixels)
        first, largest = (self._part(self.largest, end, pixels) for end in range(2))
        share = round(256 * self.grown)
        blend = first.astype(np.uint16) * (256 - share) + largest.astype(np.uint16) * share
        return rounded((blend >> 8).astype(np.uint8), CORNER * pixels)

    def _part(self, whole: Slot, end: int, pixels: float) -> Pixels:
        """What the slot holds of a ground as large as ``whole``, in the colours of either end."""
        size = max(whole.width, self.first.width), max(whole.height, self.first.height)
        bends, most = tuple(self.hessian.ravel().tolist()), self._most[end]
        image = _ground(bends, self.first_unit, size, pixels, most, self.theme)
        rows, columns = (round(side * pixels) for side in (self.slot.height, self.slot.width))
        top, left = (image.shape[0] - rows) // 2, (image.shape[1] - columns) // 2
        return image[top : top + rows, left : left + columns]

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


@lru_cache(maxsize=4)
def _ground(
    hessian: tuple[float, ...],
    unit: float,
    size: tuple[float, float],
    pixels: float,
    most: float,
    theme: Theme,
) -> Pixels:
    """RGBA (height, width, 4) about a minimum; maps that are alike share it.

    Args:
        hessian: its four numbers.
        unit: frame units of one of a parameter.
        size: width and height in frame units.
        pixels: in a frame unit.
        most: the cost above the lowest that has the last colour.
        theme: whose colours these are.
    """
    matrix = np.array(hessian).reshape(2, 2)
    width, height = (round(side * pixels) + 2 for side in size)
    x = np.asarray((np.arange(width) + 0.5 - width / 2) / pixels / unit, np.float64)
    y = np.asarray((np.arange(height) + 0.5 - height / 2) / pixels / unit, np.float64)
    radius = float(np.sqrt(2.0 * most / np.linalg.eigvalsh(matrix)[-1]))
    colours = ground(
        lambda theta: 0.5 * (theta * (theta @ matrix)).sum(axis=-1),
        lambda theta: theta @ matrix,
        x, y, theme,
        high=most, palest=PALEST, radius=radius,
    )  # fmt: skip
    rgba = np.concatenate([dithered(colours[::-1]), np.ones((height, width, 1))], axis=-1)
    return np.asarray(np.rint(rgba * 255).astype(np.uint8))


def rounded(pixels: Pixels, radius: float) -> Pixels:
    """Premultiplied RGBA (height, width, 4), whose corners it makes round."""
    x = np.maximum(radius - np.arange(int(np.ceil(radius))) - 0.5, 0.0)
    corner = np.clip(radius + 0.5 - np.hypot(*np.meshgrid(x, x)), 0.0, 1.0)[..., None]
    for turned in (pixels, pixels[::-1], pixels[:, ::-1], pixels[::-1, ::-1]):
        part = turned[: len(x), : len(x)]
        part[...] = np.rint(part * corner[: part.shape[0], : part.shape[1]])
    return pixels
