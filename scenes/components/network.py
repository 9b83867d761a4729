"""A network as a drawing: a line for each weight, a disc for each unit, a ring for each input."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from gdcore.typing import Array
from scenes.layout import Slot
from scenes.painting.colour import rgb
from scenes.painting.extent import Extent
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

UNIT, WITHIN = 0.115, 0.2
"""Radius of a unit, and how far from the slot's edges the outermost ones lie."""
CLOSEST, APART = 2.6, 5.2
"""Least and usual distance of two units of a layer, in their radii."""
RING = 0.62
"""Radius of what is free in an input, which adds no number, in a unit's."""
FAINT, THICKEST = 0.25, 0.075
"""Opacity of a weight of zero, and the width of the largest."""


class Network(Painted):
    """Layers from left to right; ``sizes`` are their units, the inputs first."""

    partly_faint = True

    def __init__(self, sizes: Sequence[int], slot: Slot, theme: Theme) -> None:
        super().__init__()
        self.slot, self.theme = slot, theme
        most = (slot.height - 2 * WITHIN) / max(max(sizes) - 1, 1)
        self.unit = min(UNIT, most / CLOSEST)
        """Radius of a unit."""
        self.places = [self._layer(k, size, len(sizes)) for k, size in enumerate(sizes)]
        self.weights: list[Array] = [np.zeros(pair) for pair in pairwise(sizes)]
        self.largest = 1.0
        """The weight that is drawn thickest."""
        self.slopes: list[Array] = []
        """The cost's slope by each weight, of the layers that have one by now, the last first."""
        self.lit = 0.0
        """How much of the last of these layers is to be seen."""

    def _layer(self, index: int, size: int, layers: int) -> Array:
        """Where the units of a layer are, (size, 2)."""
        slot, edge = self.slot, WITHIN
        x = slot.left + edge + index / (layers - 1) * (slot.width - 2 * edge)
        apart = min((slot.height - 2 * edge) / max(size - 1, 1), APART * UNIT)
        y = slot.centre[1] + apart * (np.arange(size)[::-1] - (size - 1) / 2)
        return np.stack([np.full(size, x), y], axis=-1)

    def extent(self) -> Extent:
        """The slot."""
        return self.slot.extent

    def paint(self, pen: Pen) -> None:
        """Weights, the slopes over them, and the units in front."""
        for left, right, weights in zip(self.places, self.places[1:], self.weights, strict=False):
            self._lines(pen, left, right, weights, self.largest, self.theme.other, 1.0)
        for back, slopes in enumerate(self.slopes):
            share = self.lit if back == len(self.slopes) - 1 else 1.0
            left, right = self.places[-2 - back], self.places[-1 - back]
            most = max(float(np.abs(slopes).max()), 1e-300)
            self._lines(pen, left, right, slopes, most, self.theme.gradient, share)
        casing, unit = rgb(self.theme.casing), rgb(self.theme.quiet)
        for k, layer in enumerate(self.places):
            for x, y in layer.tolist():
                pen.disc(x, y, self.unit + STROKES.casing, casing)
                pen.disc(x, y, self.unit, unit)
                if not k:
                    pen.disc(x, y, RING * self.unit, casing)

    def _lines(
        self,
        pen: Pen,
        left: Array,
        right: Array,
        values: Array,
        most: float,
        colour: str,
        share: float,
    ) -> None:
        strong = np.minimum(np.abs(values) / most, 1.0)
        for i, j in np.argwhere(share * (FAINT + strong) > 0.0).tolist():
            width = STROKES.hair + (THICKEST - STROKES.hair) * float(strong[i, j])
            alpha = share * (FAINT + (1.0 - FAINT) * float(strong[i, j]))
            pen.line(np.stack([left[i], right[j]]), width, rgb(colour), alpha)
