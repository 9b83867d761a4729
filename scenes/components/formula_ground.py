"""The ground of a cost given by a formula, seen from above along a valley."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from gdcore.surfaces import Surface
from gdcore.theory import Axes
from scenes.components.basin import LEVELS, Basin
from scenes.components.surface.from_above import HEIGHT, SUN, contours, places
from scenes.components.surface.light import in_light, open_to_the_sky
from scenes.painting.colour import rgb
from scenes.painting.dither import dithered
from scenes.theme import Theme

Array = NDArray[np.float64]

GRID = 181
"""Places along each side of a view at which its lowest and highest cost are looked for."""
GONE = 1.6
"""The height, in that of the highest place of the view, at which ground is not drawn any more."""


class FormulaGround(Basin):
    """The ground of a formula, in the colours of the heights that its view has.

    It goes on beyond that view, as far as the formula has a cost; what is higher than all of the
    view fades out.

    Args:
        surface: the cost.
        back: parameters of the map as those of the surface, (..., 2) -> (..., 2).
        axes: the curvatures at the lowest valley, and their directions on the map.
        centre: of that valley, (2,).
        half: how far walks go from it along each of these, (2,).
        theme: whose colours it has.
        look: what the ground of a basin may be given besides.
    """

    def __init__(
        self,
        surface: Surface,
        back: Callable[[Array], Array],
        axes: Axes,
        centre: Array,
        half: Array,
        theme: Theme,
        **look: float,
    ) -> None:
        super().__init__(axes, centre, 1.0, theme, **look)
        self.half, self.surface, self.back = half, surface, back
        self._turning = back(np.eye(2)) - back(np.zeros((1, 2)))
        """(2, 2), a row for how each parameter of the map moves those of the surface."""
        sides = [np.linspace(*side, GRID) for side in surface.view]
        losses = surface.loss(places(*sides))
        self._low, self._high = float(losses.min()), float(losses.max())

    def _drawn(self, pixels: float) -> NDArray[np.uint8]:
        """Its picture: colours of heights in the light, and lines of one cost."""
        back, own = np.linalg.inv(self.linear), self.surface
        theta = self.back(self.centre + self.middle + self._places(pixels) @ back.T)
        with np.errstate(all="ignore"):  # what is no number is not drawn
            losses, slopes = own.loss(theta), own.gradient(theta)
        seen = np.isfinite(losses) & np.isfinite(slopes).all(axis=-1)
        range_ = self._high - self._low
        share = (losses[seen] - self._low) / range_
        across = slopes[seen] @ self._turning.T @ back / (pixels * range_)
        lines = contours(LEVELS * share, LEVELS * across)
        alpha = self._fading(pixels)[seen] * np.clip((GONE - share) / (GONE - 1.0), 0.0, 1.0)
        share = np.clip(share, 0.0, 1.0)
        height = self.relief * HEIGHT * pixels * self.slot.height / 2
        colours = in_light(self.palest * share, open_to_the_sky(across * height, SUN), self.theme)
        colours += self.lined * lines[:, None] * (np.array(rgb(self.theme.contour)) - colours)
        picture = np.zeros((*seen.shape, 4), dtype=np.uint8)
        shown = [dithered(colours, seen) * alpha[:, None], alpha[:, None]]
        picture[seen] = np.rint(np.concatenate(shown, axis=-1) * 255)
        return picture

    def _places(self, pixels: float) -> Array:
        """Of all pixels, from the middle of the slot, in frame units, (rows, columns, 2)."""
        rows, columns = (round(side * pixels) for side in (self.slot.height, self.slot.width))
        x = np.asarray((np.arange(columns) + 0.5 - columns / 2) / pixels, dtype=np.float64)
        y = np.asarray((rows / 2 - np.arange(rows) - 0.5) / pixels, dtype=np.float64)
        return places(x, y)
