"""The cycle of a descent as a ring: its stations, each lit while its lines are run."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

import numpy as np

from scenes.components.cycle import Arcs, Stations, stations
from scenes.components.text.label import Label, words
from scenes.layout import Slot
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

STATION = 0.13
"""Radius of a station, in frame units."""
ABOVE = 1.3
"""Room for the name of the first one, in em."""
CLEAR = 0.14
"""From a station's edge to its name."""
WIDE = 1.5
"""How wide the ring may be, in its height: it lies about a bowl that is seen from the side."""
LEAST = 1.15
"""The same where names stand beside their stations; if it were less, they stand below."""
INNER = 0.86, 0.84
"""Of the ring's radii, half the sides of what stands in it."""


class Station(NamedTuple):
    """A station: its name, its colour."""

    name: str
    colour: str


class Cycle:
    """A ring of stations with their names.

    Args:
        scene: that it belongs to.
        slot: that it fills, with the names.
        each: the stations, clockwise from the top.
        lit: how brightly each is lit at a frame.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        each: Sequence[Station],
        lit: Callable[[int], Sequence[float]],
    ) -> None:
        size = SIZES.small if scene.layout.narrow else SIZES.label
        self.scene, self._lit = scene, lit
        self.slot = slot.inset(top=ABOVE * size)
        labels = [words(one.name, size, one.colour, "semibold") for one in each]
        self.centre = slot.centre
        self.radii = self._radii(max(float(label.width) for label in labels[1:]))
        self.places = stations(self.centre, self.radii, len(each))
        self.drawn = Animated(0.0)
        """How many of the arrows are drawn."""
        self.arcs = scene.add_part(
            Arcs(self.centre, self.radii, len(each), STATION, scene.theme),
            self._draw,
            layer=Layer.FURNITURE,
        )
        self._stations = Stations(self.places, STATION, [one.colour for one in each], scene.theme)
        self.there = [Animated(0.0) for _ in each]
        """How much of each station is to be seen."""
        self.dots = scene.add_part(self._stations, self._show, layer=Layer.FURNITURE)
        self.names = [self._add_name(k, label) for k, label in enumerate(labels)]

    def _radii(self, name: float) -> tuple[float, float]:
        """Of the ring, with names of this width beside its stations where that can be."""
        half, up = self.slot.width / 2, self.slot.height / 2 - STATION - STROKES.curve
        beside = (half - STATION - CLEAR - name) / float(np.cos(np.radians(30.0)))
        below = (half - name - CLEAR) / float(
            np.sqrt(1.0 - min(0.5 + (STATION + CLEAR) / up, 0.95) ** 2)
        )
        wide = beside if beside >= LEAST * up else min(below, half - STATION)
        return min(wide, WIDE * up), up

    @property
    def inner(self) -> Slot:
        """What is free within the ring."""
        (x, y), (half, up) = self.centre.tolist(), np.multiply(INNER, self.radii).tolist()
        return Slot(x - half, y - up, x + half, y + up)

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return self.arcs, self.dots, *self.names

    def _draw(self, frame: int) -> Hashable:
        arcs = self.arcs.mobject
        assert isinstance(arcs, Arcs)
        arcs.show(self.drawn.at(frame))
        return arcs.drawn

    def _show(self, frame: int) -> Hashable:
        there, lit = [each.at(frame) for each in self.there], self._lit(frame)
        self._stations.show(there, lit)
        return tuple(there), tuple(lit)

    def _add_name(self, k: int, label: Label) -> Part:
        """Above the first station; beside the others, outward, or below where there is no room."""
        (x, y), size, away = self.places[k].tolist(), label.size, STATION + CLEAR
        if not k:
            return self.scene.add_part(label.put(x, y + away, "centre"))
        outward = 1.0 if x >= self.centre[0] else -1.0
        edge = self.slot.right if outward > 0 else self.slot.left
        if outward * (x - edge) + away + float(label.width) <= STROKES.hair:
            label.put(x + outward * away, y - 0.33 * size, "left" if outward > 0 else "right")
        else:
            label.put(edge, y - away - 0.75 * size, "right" if outward > 0 else "left")
        return self.scene.add_part(label)
