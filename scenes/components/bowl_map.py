"""A quadratic cost from above, on a map from which the eye may go farther away."""

from __future__ import annotations

from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from scenes.components.surface.from_above import SUN, places
from scenes.components.surface.light import in_light, open_light
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

PARAMETERS = np.eye(2)
"""The directions of the parameters."""
CORNER = 0.12
TIMES = 2.0
"""The cost above the lowest on a line, in that on the next one inward."""
INNER = 9
"""Lines inward from the one through the corners of the map at first."""
CLOSE, APART = 0.035, 0.09
"""Frame units from a line's end to the middle up to which it is not drawn, and from which on it is
drawn in full."""
LINE, STRONGER, EVERY = 0.28, 0.46, 3
"""Opacity of the lines, and of every so many."""
FINE, FAR = 1 / 12, 12.0
"""Costs above the lowest, in that in the corners of the map at first: up to the first the ground is
about as in a bowl, and from the second on it has its last colour."""
PALEST = 0.72
"""Of the colours of heights, those that a map has: on the others no path would stand out."""
HEIGHT = 2.4
"""How high ground of the last colour stands in the light, in half lengths of the map at first."""
COARSE = 3
"""Pixels from one place at which the ground is computed to the next; it is smooth between them."""
FRAMED = 0.85
"""Opacity of the frame of the map as it was."""


class BowlMap(Painted):
    """A quadratic about its minimum: its ground in the light, and lines of equal cost.

    Colours and lines belong to costs, so that all shrinks together when the eye goes farther away:
    each line stands for twice the cost above the lowest of the next one inward, and a colour for
    the logarithm of a cost, since a path that explodes comes to costs of any size.

    Args:
        hessian: (2, 2), the second derivatives.
        centre: its minimum, (2,), in the middle of the map.
        half: half height in parameters of what it shows at first.
        slot: the slot that it fills.
        theme: whose colours it has.
        lying: the directions, (2, 2), of parameters that are to the right, and upwards.
        palest: which of the colours of heights is the last.
    """

    flat = True
    from_above = True
    corner = CORNER

    def __init__(
        self,
        hessian: Array,
        centre: Array,
        half: float,
        slot: Slot,
        theme: Theme,
        *,
        lying: Array = PARAMETERS,
        palest: float = PALEST,
    ) -> None:
        super().__init__()
        self.centre, self.theme, self.lying = np.asarray(centre), theme, lying
        self.palest = palest
        self.hessian = lying @ np.asarray(hessian) @ lying.T
        values, vectors = np.linalg.eigh(self.hessian)
        self._radii = np.sqrt(2.0 / values)
        """Half axes of the line whose cost is 1 above the lowest."""
        self._turn = float(np.arctan2(vectors[1, 0], vectors[0, 0]))
        self.slot, self.unit = slot, slot.height / 2 / half
        self.first_unit, self.first_shape = self.unit, slot.width / slot.height
        self.highest = self._reached(slot)
        """The cost above the lowest in the corners of the map at first."""

    def _reached(self, slot: Slot) -> float:
        """The cost above the lowest in the corners of a slot, at the present scale."""
        corner = np.array([slot.width, slot.height]) / 2 / self.unit
        sides = (corner, corner * [1.0, -1.0])
        return max(float(side @ self.hessian @ side) / 2 for side in sides)

    def show(self, zoom: float) -> None:
        """Have the eye so many times as far away as at first."""
        self.unit = self.first_unit / zoom

    @property
    def zoom(self) -> float:
        """How many times as far the eye is as at first."""
        return self.first_unit / self.unit

    @property
    def view(self) -> tuple[float, ...]:
        """What decides where places are seen."""
        return *self.slot.extent, self.unit

    def away(self, theta: Array) -> Array:
        """From the minimum, of parameters (..., 2): to the right and upwards."""
        return np.asarray((np.asarray(theta) - self.centre) @ self.lying.T)

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
        slot, extent = self.slot, self.slot.extent
        ground = Piece(("ground", *self.view), extent, self._ground)
        lines = Piece(("lines", *self.view), extent, self._lines)
        found = [ground, lines]
        if self.zoom > 1.0 or not np.isclose(slot.width / slot.height, self.first_shape):
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
        half = np.array([self.first_shape, 1.0]) * self.slot.height / 2 / self.zoom
        x, y = self.slot.centre
        return Slot(x - half[0], y - half[1], x + half[0], y + half[1])

    def _outline(self, frame: Slot, pen: Pen) -> None:
        corners = np.concatenate([frame.corners, frame.corners[:1]])
        pen.path(corners)
        pen.stroke(STROKES.thin, rgb(self.theme.text), FRAMED)
        pen.done()

    # The ground

    def _ground(self, pen: Pen) -> Raster:
        """The part of the ground that is seen, with round corners."""
        slot = self.slot
        shape = round(slot.height * pen.pixels), round(slot.width * pen.pixels)
        scale = pen.pixels * self.unit
        bends = tuple(self.hessian.ravel().tolist())
        drawn = _drawn(bends, scale, shape, self.highest, self.theme, self.palest)
        return pen.raster(rounded(drawn.copy(), CORNER * pen.pixels), slot.left, slot.top)

    # The lines

    def levels(self) -> list[tuple[float, float]]:
        """The costs above the lowest at which there are lines, and how opaque each is."""
        last = int(np.floor(np.log(self._reached(self.slot) / self.highest) / np.log(TIMES)))
        found = []
        for k in range(-INNER, last + 1):
            cost = self.highest * TIMES**k
            near = float(np.sqrt(cost) * self._radii[-1] * self.unit)
            seen = float(np.clip((near - CLOSE) / (APART - CLOSE), 0.0, 1.0))
            if seen > 0.0:
                found.append((cost, seen * (STRONGER if k % EVERY == 0 else LINE)))
        return found

    def _lines(self, pen: Pen) -> None:
        """Ellipses about the minimum."""
        with pen.within(self.slot.extent, CORNER):
            pen.context.save()
            pen.context.translate(*self.slot.centre.tolist())
            pen.context.rotate(self._turn)
            for cost, opacity in self.levels():
                across, up = (np.sqrt(cost) * self._radii * self.unit).tolist()
                self._ellipse(pen, across, up, opacity)
            pen.context.restore()

    def _ellipse(self, pen: Pen, a: float, b: float, alpha: float) -> None:
        angle = np.linspace(0.0, 2 * np.pi, 129)
        pen.path(np.stack([a * np.cos(angle), b * np.sin(angle)], axis=-1))
        pen.stroke(STROKES.axis, rgb(self.theme.contour), alpha)
        pen.done()


@lru_cache(maxsize=8)
def _drawn(
    hessian: tuple[float, ...],
    scale: float,
    shape: tuple[int, int],
    highest: float,
    theme: Theme,
    palest: float,
) -> Pixels:
    """RGBA (height, width, 4) about a minimum; maps that are alike share it.

    Args:
        hessian: its four numbers.
        scale: pixels of one of a parameter.
        shape: height and width in pixels.
        highest: the cost above the lowest in the corners of the map at first.
        theme: whose colours these are.
        palest: which of the colours of heights is the last.
    """
    rows, columns = shape
    y, x = (_middles(count, max(count // COARSE, 2)) / scale for count in shape)
    matrix, theta = np.array(hessian).reshape(2, 2), places(x, y[::-1])
    slope = theta @ matrix
    above = 0.5 * (theta * slope).sum(axis=-1, keepdims=True) / (FINE * highest)
    top = np.log1p(FAR / FINE)
    rise = slope / (FINE * highest * (1.0 + above)) / top
    radius = float(np.sqrt(2.0 * highest / np.linalg.eigvalsh(matrix)[-1]))
    bright = open_light(HEIGHT * radius * rise, SUN)
    shares = np.minimum(palest * np.log1p(above[..., 0]) / top, palest)
    colours = np.rint(dithered(in_light(shares, bright, theme)) * 255).astype(np.uint8)
    image = Image.fromarray(colours).resize((columns, rows), Image.Resampling.BILINEAR)
    return np.concatenate([np.asarray(image), np.full((*shape, 1), 255, np.uint8)], axis=-1)


def _middles(whole: int, count: int) -> Array:
    """The middles of ``count`` equal parts of so many pixels, from the middle of all of them."""
    return np.asarray((np.arange(count) + 0.5 - count / 2) * (whole / count), np.float64)


def rounded(pixels: Pixels, radius: float) -> Pixels:
    """Premultiplied RGBA (height, width, 4), whose corners it makes round."""
    x = np.maximum(radius - np.arange(int(np.ceil(radius))) - 0.5, 0.0)
    corner = np.clip(radius + 0.5 - np.hypot(*np.meshgrid(x, x)), 0.0, 1.0)[..., None]
    for turned in (pixels, pixels[::-1], pixels[:, ::-1], pixels[::-1, ::-1]):
        part = turned[: len(x), : len(x)]
        part[...] = np.rint(part * corner[: part.shape[0], : part.shape[1]])
    return pixels
