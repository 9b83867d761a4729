"""The cycle of a descent as a ring: its stations, each lit while its lines are run."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenes.components.cycle import Arcs, Lamp, Stations, stations
from scenes.components.text.label import Label, words
from scenes.layout import Slot
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

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
INNER = np.array([0.92, 0.84])
"""Of the ring's radii, half the sides of what stands in it."""


class Station(NamedTuple):
    """A station: its name, its colour."""

    name: str
    colour: str


class Ring(NamedTuple):
    """Where a cycle is in one of its slots.

    Attributes:
        centre: (2,).
        radii: (2,), across and up.
        names: (stations, 2), where each name begins.
    """

    centre: Array
    radii: Array
    names: Array


class Cycle:
    """A ring of stations with their names, which may come to be larger.

    Args:
        scene: that it belongs to.
        slots: that it fills by turns, with the names.
        each: the stations, clockwise from the top.
        lit: how brightly each is lit at a frame.
        turns: how often a light has gone round at a frame, and its tail in turns; there is no
            light if it is None.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: Sequence[Slot],
        each: Sequence[Station],
        lit: Callable[[int], Sequence[float]],
        turns: Callable[[int], tuple[float, float]] | None = None,
    ) -> None:
        self.scene, self._lit = scene, lit
        size = SIZES.small if scene.layout.narrow else SIZES.label
        self._labels = [words(one.name, size, one.colour, "semibold") for one in each]
        self._rings = [self._ring(slot) for slot in slots]
        self.where = Animated(0.0)
        """In which of its slots it is, and between two of them on the way."""
        self.drawn = Animated(0.0)
        """How many of the arrows are drawn."""
        self.there = [Animated(0.0) for _ in each]
        """How much of each station is to be seen."""
        ring, theme = self._rings[0], scene.theme
        self._arcs = Arcs(ring.centre, _pair(ring.radii), len(each), STATION, theme)
        self._stations = Stations(self._places(ring), STATION, [one.colour for one in each], theme)
        self.arcs = scene.add_part(self._arcs, self._draw, layer=Layer.FURNITURE)
        self.lamp = () if turns is None else (self._add_lamp(turns),)
        """The light that goes round, if there is one."""
        self.dots = scene.add_part(self._stations, self._show, layer=Layer.FURNITURE)
        self.names = [self._add_name(k) for k in range(len(each))]

    # Where things are

    def _ring(self, slot: Slot) -> Ring:
        size, label = self._labels[0].size, self._labels[0]
        room = slot.inset(top=ABOVE * size)
        centre, radii = slot.centre, self._radii(room)
        first, *others = stations(centre, radii, len(self._labels)).tolist()
        above = first[0] - float(label.width) / 2, first[1] + STATION + CLEAR
        beside = [
            self._beside(room, place, one, float(centre[0]))
            for place, one in zip(others, self._labels[1:], strict=True)
        ]
        return Ring(centre, np.array(radii), np.array([above, *beside]))

    def _radii(self, room: Slot) -> tuple[float, float]:
        """Of the ring, with its names beside its stations where that can be."""
        name = max(float(label.width) for label in self._labels[1:])
        half, up = room.width / 2, room.height / 2 - STATION - STROKES.curve
        beside = (half - STATION - CLEAR - name) / float(np.cos(np.radians(30.0)))
        below = (half - name - CLEAR) / float(
            np.sqrt(1.0 - min(0.5 + (STATION + CLEAR) / up, 0.95) ** 2)
        )
        wide = beside if beside >= LEAST * up else min(below, half - STATION)
        return min(wide, WIDE * up), up

    def _beside(
        self, room: Slot, place: tuple[float, float], label: Label, middle: float
    ) -> tuple[float, float]:
        """Where a name begins: outward of its station, or below where there is no room."""
        (x, y), width, away = place, float(label.width), STATION + CLEAR
        outward = 1.0 if x >= middle else -1.0
        edge = room.right if outward > 0 else room.left
        fits = outward * (x - edge) + away + width <= STROKES.hair
        start = x + outward * away if fits else edge
        level = y - 0.33 * label.size if fits else y - away - 0.75 * label.size
        leftward = (outward < 0) == fits
        return start - (width if leftward else 0.0), level

    def inner(self, which: int = 0) -> Slot:
        """What is free within the ring in one of its slots."""
        ring = self._rings[which]
        (x, y), (half, up) = ring.centre.tolist(), (INNER * ring.radii).tolist()
        return Slot(x - half, y - up, x + half, y + up)

    def _now(self, frame: int) -> Ring:
        """Where it is at a frame."""
        where = self.where.at(frame)
        before = int(np.clip(where, 0, max(len(self._rings) - 2, 0)))
        first, last = self._rings[before], self._rings[min(before + 1, len(self._rings) - 1)]
        return Ring(*(a + (where - before) * (b - a) for a, b in zip(first, last, strict=True)))

    def _places(self, ring: Ring) -> Array:
        return stations(ring.centre, _pair(ring.radii), len(self._labels))

    # What is shown

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it but the light that goes round."""
        return self.arcs, self.dots, *self.names

    def _draw(self, frame: int) -> Hashable:
        ring = self._now(frame)
        self._arcs.move(ring.centre, _pair(ring.radii))
        self._arcs.show(self.drawn.at(frame))
        return self._arcs.drawn, self.where.at(frame)

    def _add_lamp(self, turns: Callable[[int], tuple[float, float]]) -> Part:
        lamp = Lamp(self.scene.theme)

        def go_round(frame: int) -> Hashable:
            ring, now = self._now(frame), turns(frame)
            lamp.show(ring.centre, _pair(ring.radii), *now)
            return now, self.where.at(frame)

        return self.scene.add_part(lamp, go_round, layer=Layer.FURNITURE)

    def _show(self, frame: int) -> Hashable:
        there, lit = [each.at(frame) for each in self.there], self._lit(frame)
        self._stations.move(self._places(self._now(frame)))
        self._stations.show(there, lit)
        return tuple(there), tuple(lit), self.where.at(frame)

    def _add_name(self, k: int) -> Part:
        label = self._labels[k]

        def follow(frame: int) -> Hashable:
            x, y = self._now(frame).names[k].tolist()
            label.put(x, y)
            return x, y

        return self.scene.add_part(label, follow, layer=Layer.FURNITURE)


def _pair(radii: Array) -> tuple[float, float]:
    across, up = radii.tolist()
    return across, up
