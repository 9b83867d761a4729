"""What of a quadratic cost lies no higher than a level, seen from above: a basin with a rim."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdcore.theory import Axes
from scenes.components.outline import CORNER
from scenes.components.surface.from_above import HEIGHT, SUN, contours
from scenes.components.surface.light import in_light, open_to_the_sky
from scenes.layout import Slot
from scenes.painting.card import card
from scenes.painting.cel import Raster
from scenes.painting.colour import rgb
from scenes.painting.dither import dithered
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece
from scenes.theme import STROKES, Theme

Array = NDArray[np.float64]
Pixels = NDArray[np.uint8]

LEVELS = 10
"""Lines of one cost from the lowest to the rim, evenly apart in cost."""
PALEST = 0.66
"""Of the colours of heights, the share that it has: on the others no path would stand out."""
THIN = 0.4
"""Half the width of the rim at most, in half the width of the basin: a thin one has ground, too."""
EDGE = 0.30
"""Over how much of its slot, in frame units, a basin that goes on beyond it fades out."""


class Basin(Painted):
    """The ground where a quadratic cost is at most ``top`` above its lowest; beyond it is nothing.

    Its rim is an ellipse: as many times as long as wide as the root of the ratio of its curvatures.
    It is computed in its own axes, in which nothing is lost however unequal these are.

    Args:
        axes: the curvatures of the cost and their directions.
        centre: its minimum, (2,).
        top: the cost at the rim above the lowest.
        theme: whose colours it has.
        palest: of the colours of heights, the share that it has.
        edge: over how much of its slot it fades out, in frame units; none of a card, whose corners
            are round.
        relief: how high its slopes are in the light, in what others have.
        lined: how strongly its lines of one cost and its rim are drawn.
    """

    flat = True
    from_above = True

    def __init__(
        self,
        axes: Axes,
        centre: Array,
        top: float,
        theme: Theme,
        *,
        palest: float = PALEST,
        edge: float = EDGE,
        relief: float = 1.0,
        lined: float = 1.0,
    ) -> None:
        super().__init__()
        self.corner = 0.0 if edge else CORNER
        self.palest, self.edge, self.relief, self.lined = palest, edge, relief, lined
        self.centre, self.theme = np.asarray(centre), theme
        self.half = np.sqrt(2.0 * top / axes.curvatures)
        """Half of its length and of its width, in parameters, (2,)."""
        self.directions = axes.directions
        self.slot, self.linear = Slot(0.0, 0.0, 1.0, 1.0), np.eye(2)
        self.middle = np.zeros(2)
        self._kept: tuple[tuple[object, ...], Pixels] | None = None

    def look(self, slot: Slot, linear: Array, middle: Array) -> None:
        """Fill a slot, with ``middle`` in the middle of it.

        Args:
            slot: of the frame.
            linear: (2, 2), how parameters become frame units across and up.
            middle: (2,), parameters less those of the minimum.
        """
        self.slot, self.linear, self.middle = slot, linear, middle

    @property
    def view(self) -> tuple[float, ...]:
        """What decides where places are seen."""
        return *self.slot.extent, *self.linear.ravel().tolist(), *self.middle.tolist()

    def at(self, theta: Array, loss: Array) -> Array:
        """Frame coordinates and depth 0, (..., 3), of parameters (..., 2)."""
        del loss
        away = np.asarray(theta) - self.centre - self.middle
        flat = self.slot.centre + away @ self.linear.T
        return np.concatenate([flat, np.zeros((*flat.shape[:-1], 1))], axis=-1)

    def contains(self, theta: Array) -> NDArray[np.bool_]:
        """Whether parameters (..., 2) lie in the slot."""
        return self.slot.holds(self.at(theta, np.zeros(np.shape(theta)[:-1])))

    def hidden(self, projected: Array) -> NDArray[np.bool_]:
        """Nothing hides on a map."""
        return np.zeros(len(projected), dtype=bool)

    def render(self, pixels: float) -> None:
        """Nothing: what is drawn depends on the view alone."""

    def extent(self) -> Extent:
        """The slot."""
        return self.slot.extent

    def pieces(self, pixels: float) -> list[Piece]:
        """One."""
        return [Piece(("basin", *self.view), self.slot.extent, self.paint)]

    def paint(self, pen: Pen) -> Raster:
        """The ground in the light, its lines of one cost, and the rim."""
        key = (pen.pixels, *self.view)
        if self._kept is None or self._kept[0] != key:
            self._kept = key, self._drawn(pen.pixels)
        return pen.raster(self._kept[1], self.slot.left, self.slot.top)

    def _drawn(self, pixels: float) -> Pixels:
        """Its picture.  What is computed, is so for pixels of it alone: it may be a thin one."""
        (along, aside), slope = self._own(pixels)
        share = along * along + aside * aside
        narrow = float(np.linalg.norm(slope, 2))  # a pixel in half its width
        thick, hair = (stroke / 2 * pixels for stroke in (STROKES.curve, STROKES.hair))
        line = max(min(thick, THIN / narrow), hair) + 0.5
        outwards = line * narrow  # of the rim, in half lengths, at most
        seen = share < (outwards + np.hypot(outwards, 1.0)) ** 2
        along, aside, share = (each[seen].astype(np.float32) for each in (along, aside, share))
        # Of the share, in a pixel.
        across = np.stack([2 * (along * s + aside * t) for s, t in slope.T.tolist()], axis=-1)
        inside = (1 - share) / np.maximum(np.hypot(across[:, 0], across[:, 1]), 1e-30)
        rim = np.clip(line - np.abs(inside), 0.0, 1.0)
        ends = [
            (1 - np.abs(own)) / size  # pixels from its ends, of either axis
            for own, size in zip((along, aside), np.hypot(*slope.T).tolist(), strict=True)
        ]
        within = np.clip(np.minimum(*ends) + line, 0.0, 1.0)
        lines = contours(LEVELS * share, LEVELS * across)
        lines *= (inside > 0.0) & (LEVELS * share > 0.5)
        height = self.relief * HEIGHT * pixels * self.slot.height / 2
        bright = open_to_the_sky(across * np.float32(height), SUN)
        colours = in_light(self.palest * share, bright, self.theme).astype(np.float32)
        contour = np.array(rgb(self.theme.contour), dtype=np.float32)
        for much in (lines, rim):
            colours += self.lined * much[:, None] * (contour - colours)
        alpha = within * np.maximum(np.clip(inside + 0.5, 0.0, 1.0), rim)
        alpha *= self._fading(pixels)[seen]
        picture = np.zeros((*seen.shape, 4), dtype=np.uint8)
        shown = [dithered(colours, seen) * alpha[:, None], alpha[:, None]]
        picture[seen] = np.rint(np.concatenate(shown, axis=-1) * 255)
        return picture

    def _own(self, pixels: float) -> tuple[Array, Array]:
        """In its own axes, as shares of its half length and half width: each pixel, and one's size.

        (2, rows, columns), from the upper left, and (2, 2), a row an axis.
        """
        shares = self.directions / self.half[:, None]
        across = shares @ np.linalg.inv(self.linear) / pixels
        rows, columns = (round(side * pixels) for side in (self.slot.height, self.slot.width))
        x = np.arange(columns) + 0.5 - columns / 2
        y = (rows / 2 - np.arange(rows) - 0.5)[:, None]
        middle = (shares @ self.middle).tolist()
        planes = [at + s * x + t * y for at, (s, t) in zip(middle, across.tolist(), strict=True)]
        return np.stack(planes), across

    def _fading(self, pixels: float) -> Array:
        """How much is seen of each pixel, (rows, columns): less near the edge of the slot."""
        sides = [round(side * pixels) for side in (self.slot.height, self.slot.width)]
        if self.corner:
            radius, (rows, columns) = min(self.corner * pixels, min(sides) / 2), sides
            return np.asarray(card(columns, rows, radius)[0], dtype=np.float32)
        near = []
        for count in sides:
            along = (np.arange(count) + 0.5) / pixels
            share = np.clip(np.minimum(along, along[::-1]) / self.edge, 0.0, 1.0)
            near.append(share * share * (3.0 - 2.0 * share))
        return np.asarray(near[0][:, None] * near[1], dtype=np.float32)
