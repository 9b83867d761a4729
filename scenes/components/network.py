"""A network as a drawing: a line for each weight, a disc for each unit, a ring for each input."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from gdcore.typing import Array
from scenes.components.path.arrow import paint_arrows
from scenes.layout import Slot
from scenes.painting.colour import RGB, rgb
from scenes.painting.extent import Extent, around
from scenes.painting.painted import Painted
from scenes.painting.pen import Pen
from scenes.theme import STROKES, Theme

UNIT, WITHIN = 0.17, 0.2
"""Radius of a unit, and how far from the slot's edges the outermost ones lie."""
HALO, SHINES = 2.3, 0.5
"""Radius of the light about a unit that is lit, in its own, and its opacity at the rim of that."""
CLOSEST, APART = 2.6, 5.2
"""Least and usual distance of two units of a layer, in their radii."""
RING = 0.62
"""Radius of what is free in an input, which adds no number, in a unit's."""
FAINT, THICKEST = 0.32, 0.095
"""Opacity of a weight of zero, and the width of the largest."""
LEVEL, STEEPEST = 0.07, 0.1
"""The same of slopes, of which the steepest stand out."""
MOST, LEAST = 10, 0.45
"""How many those are, and how much of the steepest's look each has at least."""
BENEATH = 0.4
"""How brightly weights are lit beneath slopes, in their own light."""
BEHIND = 0.7
"""Opacity of slopes that have been told, while those of the next layer are."""
BACK_TIP = 0.24
"""Length of the head of the arrow of what comes back."""
SENT, REACHED = 0.6, 0.7
"""Of signals: radius of the largest on its way, in a unit's, as of slopes; and the opacity of its
line behind."""


class Network(Painted):
    """Layers from left to right; ``sizes`` are their units, the inputs first."""

    partly_faint = True

    def __init__(self, sizes: Sequence[int], slot: Slot, theme: Theme) -> None:
        super().__init__()
        self.theme, self.unit = theme, UNIT
        """Radius of a unit."""
        self.places = [np.zeros((size, 2)) for size in sizes]
        self.fit(slot)
        self.weights: list[Array] = [np.zeros(pair) for pair in pairwise(sizes)]
        self.largest = 1.0
        """The weight that is drawn thickest."""
        self.slopes: list[Array] = []
        """The cost's slope by each weight, the last layer's first; none while none are told."""
        self.slopes_of_units: list[Array] = []
        """The same by each bias: the number that a unit adds."""
        self.told = 0.0
        """How many layers of slopes are told by now; those of one run from right to left."""
        self.lit = [1.0] * len(self.weights)
        """How brightly each layer of weights is lit, with the units that it leads to; above 1 it
        stands out."""
        self.signals: list[Array] = []
        """What each unit but the last ones gives for one point, a layer each; none if none goes."""
        self.passed, self.shown = 0.0, 1.0
        """Through how many layers of weights signals have come; and how clearly they are seen.

        Before they are at the inputs it is less than 0.
        """
        self.hues = theme.text, theme.text
        """Of signals, and of what comes out in the end."""

    def fit(self, slot: Slot) -> None:
        """Fill another slot."""
        self.slot, sizes = slot, [len(layer) for layer in self.places]
        most = (slot.height - 2 * WITHIN) / max(max(sizes) - 1, 1)
        self.unit = min(UNIT, most / CLOSEST)
        self.places = [self._layer(k, size, len(sizes)) for k, size in enumerate(sizes)]

    def _layer(self, index: int, size: int, layers: int) -> Array:
        """Where the units of a layer are, (size, 2)."""
        slot, edge = self.slot, WITHIN
        x = slot.left + edge + index / (layers - 1) * (slot.width - 2 * edge)
        apart = min((slot.height - 2 * edge) / max(size - 1, 1), APART * UNIT)
        y = slot.centre[1] + apart * (np.arange(size)[::-1] - (size - 1) / 2)
        return np.stack([np.full(size, x), y], axis=-1)

    def extent(self) -> Extent:
        """The slot, and the light about units at its edges."""
        return self.slot.inset(*[WITHIN - HALO * self.unit] * 4).extent

    def paint(self, pen: Pen) -> None:
        """Weights, the slopes or signals over them, and the units in front."""
        theme = self.theme
        beneath = 1.0 - (1.0 - BENEATH) * min(self.told, 1.0) * bool(self.slopes)
        for k, (weights, lit) in enumerate(zip(self.weights, self.lit, strict=True)):
            strong = np.minimum(np.abs(weights) / self.largest, 1.0)
            self._lines(pen, k, strong, (FAINT, THICKEST), theme.other, lit * beneath)
        steep, steepest = (self._steep, self._steepest) if self.slopes else (0.0, 1.0)
        for back, slopes in enumerate(self.slopes):
            far, share = self._since_told(back)
            strong = LEAST + (1.0 - LEAST) * np.abs(slopes) / steepest
            strong *= np.abs(slopes) >= steep
            layer, reach = len(self.weights) - 1 - back, min(far, 1.0)
            self._lines(pen, layer, strong, (LEVEL, STEEPEST), theme.gradient, share, reach)
        for layer, signals in enumerate(self.signals):
            self._signals(pen, layer, signals)
        casing, plain = rgb(theme.casing), np.array(rgb(theme.quiet))
        for units, lit in zip(self.places, [1.0, *self.lit], strict=True):
            brighter = float(np.clip(lit - 1.0, 0.0, 1.0)) * (np.array(rgb(theme.text)) - plain)
            red, green, blue = (plain + brighter).tolist()
            for x, y in units.tolist():
                pen.disc(x, y, self.unit + STROKES.casing, casing)
                pen.disc(x, y, self.unit, (red, green, blue), min(lit, 1.0))
        self._told_of_units(pen)
        self._reached(pen)
        for x, y in self.places[0].tolist():
            pen.disc(x, y, RING * self.unit, casing)

    @property
    def _steepest(self) -> float:
        """The largest slope of all."""
        every = [*self.slopes, *self.slopes_of_units]
        return max((float(np.abs(each).max()) for each in every), default=1.0) or 1.0

    @property
    def _steep(self) -> float:
        """The least of the slopes by weights that stand out."""
        every = np.sort(np.concatenate([np.abs(each).ravel() for each in self.slopes]))
        return float(every[-min(MOST, len(every))])

    def _since_told(self, back: int) -> tuple[float, float]:
        """How far the slopes of a layer are told, counted from the end, and how clearly."""
        far = float(np.clip(self.told - back, 0.0, 2.0))
        return far, min(1.0, far * 4) * (1.0 - (1.0 - BEHIND) * max(0.0, far - 1.0))

    def _told_of_units(self, pen: Pen) -> None:
        """The slopes by what units add, as they are told: the stronger, the steeper."""
        colour = rgb(self.theme.gradient)
        for back, slopes in enumerate(self.slopes_of_units):
            _, share = self._since_told(back)
            strong = (np.abs(slopes) / self._steepest) ** 0.5 * share
            for (x, y), alpha in zip(self.places[-1 - back].tolist(), strong.tolist(), strict=True):
                _shine(pen, x, y, self.unit, colour, alpha)
                pen.disc(x, y, self.unit, colour, alpha)

    def _signals(self, pen: Pen, layer: int, signals: Array) -> None:
        """What units of a layer send along their weights, as far as it has come."""
        far, sent = float(np.clip(self.passed - layer, 0.0, 1.0)), signals[:, None]
        if far == 0.0:
            return
        strong = np.abs(sent * self.weights[layer])
        strong = strong / max(float(strong.max()), 1e-300)
        left, right = self.places[layer], self.places[layer + 1]
        colour = rgb(self.hues[0])
        for i, j in np.argwhere(strong > 0.0).tolist():
            here, share = left[i] + far * (right[j] - left[i]), float(strong[i, j])
            width = STROKES.hair + (THICKEST - STROKES.hair) * share
            pen.line(np.stack([left[i], here]), width, colour, self.shown * REACHED * share)
            if far < 1.0:
                x, y = here.tolist()
                pen.disc(x, y, SENT * self.unit * share**0.5, colour, self.shown)

    def _reached(self, pen: Pen) -> None:
        """The units that signals have come to, as bright as they are strong; and what comes out."""
        sent, out = (rgb(hue) for hue in self.hues)
        for layer, signals in enumerate(self.signals):
            strong = np.minimum(np.abs(signals), 1.0) * (
                self.shown if layer <= self.passed else 0.0
            )
            for (x, y), share in zip(self.places[layer].tolist(), strong.tolist(), strict=True):
                _shine(pen, x, y, self.unit, sent, share)
                pen.disc(x, y, self.unit, sent, share)
        if self.signals and self.passed >= len(self.signals):
            for x, y in self.places[-1].tolist():
                _shine(pen, x, y, self.unit, out, self.shown)
                pen.disc(x, y, self.unit, out, self.shown)

    def _lines(
        self,
        pen: Pen,
        layer: int,
        strong: Array,
        looks: tuple[float, float],
        colour: str,
        share: float,
        reach: float = 1.0,
    ) -> None:
        """Those of a layer, as far as they reach from its right end, with a disc on its way."""
        left, right = self.places[layer], self.places[layer + 1]
        faint, thickest = looks
        for i, j in np.argwhere(share * (faint + strong) > 0.0).tolist():
            width = STROKES.hair + (thickest - STROKES.hair) * float(strong[i, j])
            alpha = min(1.0, share * (faint + (1.0 - faint) * float(strong[i, j])))
            start = right[j] + reach * (left[i] - right[j])
            pen.line(np.stack([start, right[j]]), width, rgb(colour), alpha)
            if 0.0 < reach < 1.0:
                x, y = start.tolist()
                pen.disc(x, y, SENT * self.unit * float(strong[i, j]) ** 0.5, rgb(colour), share)


def _shine(pen: Pen, x: float, y: float, radius: float, colour: RGB, share: float) -> None:
    """The light about a unit that is lit."""
    rim = (0.0, colour, SHINES * share), (1.0, colour, 0.0)
    pen.glow((x, y, radius), (x, y, HALO * radius), [*rim])


class OneUnit(Painted):
    """A unit of the first layer at work: its inputs, its lines from these, and it, lit.

    Args:
        network: the network that it is part of, over which it is painted.
        unit: which one.
        hue: of what goes in, and of what it gives.
    """

    def __init__(self, network: Network, unit: int, hue: str) -> None:
        super().__init__()
        self.network, self.unit, self.hue = network, unit, rgb(hue)

    def extent(self) -> Extent:
        """What it takes in, and it."""
        network = self.network
        return around(np.stack([*network.places[0], network.places[1][self.unit]]), HALO * UNIT)

    def paint(self, pen: Pen) -> None:
        """Its lines as thick as the largest, the ends of them in front."""
        network, theme = self.network, self.network.theme
        end, size, casing = network.places[1][self.unit], network.unit, rgb(theme.casing)
        for start in network.places[0]:
            pen.line(np.stack([start, end]), THICKEST + 2 * STROKES.casing, casing)
            pen.line(np.stack([start, end]), THICKEST, rgb(theme.other))
        for x, y in [*network.places[0].tolist(), end.tolist()]:
            _shine(pen, x, y, size, self.hue, 1.0)
            pen.disc(x, y, size + STROKES.casing, casing)
            pen.disc(x, y, size, self.hue)
        for x, y in network.places[0].tolist():
            pen.disc(x, y, RING * size, casing)


class OneWeight(Painted):
    """A line of the second layer of weights, what goes into it, and what comes back to its end.

    Args:
        network: the network that it is part of, over which it is painted.
        ends: which unit of the first layer it comes from, and which of the next it leads to.
        hue: of what goes in; what comes back has the colour of slopes.
    """

    def __init__(self, network: Network, ends: tuple[int, int], hue: str) -> None:
        super().__init__()
        self.network, self.ends = network, ends
        self.hue, self.slope = rgb(hue), rgb(network.theme.gradient)
        self.come = 0.0
        """How far on its way from the last unit what comes back is."""

    @property
    def places(self) -> Array:
        """From where it leads to where, and whence something comes back, (3, 2)."""
        (first, second), (_, one, two, *_, last) = self.ends, self.network.places
        return np.stack([one[first], two[second], last[0]])

    def extent(self) -> Extent:
        """All of it."""
        return around(self.places, 2 * UNIT + BACK_TIP)

    def paint(self, pen: Pen) -> None:
        """Its units lie over the line; the arrow goes from the last one to the second's rim."""
        theme, size, (start, end, last) = self.network.theme, self.network.unit, self.places
        casing, rim = rgb(theme.casing), 2 * STROKES.casing
        line = np.stack([start, end])
        pen.line(line, THICKEST + rim, casing)
        pen.line(line, THICKEST, rgb(theme.other))
        back = (end - last) / np.hypot(*(end - last))
        tip = end - back * (size + STROKES.casing)
        way = np.stack([last + back * size, last + back * size])
        way[1] += self.come * (tip - way[0])
        if self.come > 0.0:
            paint_arrows(pen, [way], self.slope, casing, width=THICKEST, tip=BACK_TIP)
        lights = self.hue, self.slope, self.slope
        for (x, y), hue, lit in zip(
            (start, end, last), lights, (True, self.come >= 1.0, True), strict=True
        ):
            _shine(pen, x, y, size, hue, float(lit))
            pen.disc(x, y, size + STROKES.casing, casing)
            pen.disc(x, y, size, hue if lit else rgb(theme.quiet))


class Sent(Painted):
    """What is sent from a place to some others, with a line behind each, as far as it has come."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self.colour = rgb(colour)
        self.start, self.ends, self.far = np.zeros(2), np.zeros((0, 2)), 0.0

    @property
    def seen(self) -> bool:
        """Once it has set off."""
        return self.far > 0.0

    def extent(self) -> Extent:
        """All the way."""
        return around(np.concatenate([self.start[None], self.ends]), UNIT)

    def paint(self, pen: Pen) -> None:
        """To each of the places by itself."""
        for end in self.ends:
            here = self.start + self.far * (end - self.start)
            pen.line(np.stack([self.start, here]), STROKES.thin, self.colour, REACHED)
            if self.far < 1.0:
                x, y = here.tolist()
                pen.disc(x, y, SENT * UNIT, self.colour)
