"""The cycle of a descent as a ring: its stations, each lit while its lines are run."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenes.components.cycle import Arcs, Lamp, Stations, stations
from scenes.components.text.label import Align, words
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
"""From a station's edge to its name, and from a name to an arrow."""
CASED = 0.1
"""Width of the edge that keeps a name apart from the light that goes round."""
SIDES: dict[float, Align] = {1.0: "left", -1.0: "right"}
"""Which end of a name is put at a place, by the way in which it goes on from there."""
WIDE = 1.5
"""How wide the ring may be, in its height: it lies about a bowl that is seen from the side."""
LEAST = 1.4
"""The same where names stand beside their stations; if it were less, they stand below."""
INNER = np.array([0.82, 0.82])
"""Of the ring's radii, half the sides of what stands in it."""


class Station(NamedTuple):
    """A station: its name, its colour."""

    name: str
    colour: str


def lit_by(turns: float, tail: float, count: int) -> list[float]:
    """How brightly a light lights each station as it comes by; less where it is but a blur."""
    apart = 1.0 / count
    behind = [(turns - k * apart) % 1.0 for k in range(count)]
    return [(1.0 - tail) * max(1.0 - away / apart, 0.0) for away in behind]


class Cycle:
    """A ring of stations with their names.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills, with the names.
        each: the stations, clockwise from the top.
        lit: how brightly each is lit at a frame.
        turns: how often a light has gone round at a frame, and its tail in turns; there is no
            light if it is None.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        each: Sequence[Station],
        lit: Callable[[int], Sequence[float]],
        turns: Callable[[int], tuple[float, float]] | None = None,
    ) -> None:
        self.scene, self._lit = scene, lit
        theme, colours = scene.theme, [one.colour for one in each]
        size = SIZES.small if scene.layout.narrow else SIZES.name
        self._labels = [words(one.name, size, one.colour, "semibold") for one in each]
        room = slot.inset(top=ABOVE * size)
        self._centre, self._radii = slot.centre, self._sides(room)
        self.drawn = Animated(0.0)
        """How many of the arrows are drawn."""
        self.there = [Animated(0.0) for _ in each]
        """How much of each station is to be seen."""
        places = stations(self._centre, self._radii, len(each))
        names = self._put_names(room, places)
        self._arcs = Arcs(self._centre, self._radii, len(each), STATION, theme, names)
        self._stations = Stations(places, STATION, colours, theme)
        self.arcs = scene.add_part(self._arcs, self._draw, layer=Layer.FURNITURE)
        self.lamp = () if turns is None else (self._add_lamp(turns, names),)
        """The light that goes round, if there is one."""
        self.dots = scene.add_part(self._stations, self._show, layer=Layer.FURNITURE)
        self.names = [scene.add_part(label, layer=Layer.NAMES) for label in self._labels]

    # Where things are

    @property
    def inner(self) -> Slot:
        """What is free within the ring."""
        (x, y), (half, up) = self._centre.tolist(), (INNER * self._radii).tolist()
        return Slot(x - half, y - up, x + half, y + up)

    def _sides(self, room: Slot) -> tuple[float, float]:
        """Radii of the ring, across and up, with names beside stations where that can be."""
        name = max(float(label.width) for label in self._labels[1:])
        half, up = room.width / 2, room.height / 2 - STATION - STROKES.curve
        beside = (half - STATION - CLEAR - name) / float(np.cos(np.radians(30.0)))
        wide = beside if beside >= LEAST * up else half - STATION
        return min(wide, WIDE * up), up

    def _put_names(self, room: Slot, places: Array) -> list[Slot]:
        """Put the first name above its station, and others outward of theirs or below.

        They are below where there is no room, and the slots of those are what arrows keep clear of.
        """
        (x, y), *others = places.tolist()
        self._labels[0].put(x, y + STATION + CLEAR, "centre")
        below, away = [], STATION + CLEAR
        for (x, y), label in zip(others, self._labels[1:], strict=True):
            outward, width = 1.0 if x >= self._centre[0] else -1.0, float(label.width)
            edge = room.right if outward > 0 else room.left
            if outward * (x - edge) + away + width <= STROKES.hair:
                label.put(x + outward * away, y - 0.33 * label.size, SIDES[outward])
                continue
            baseline = y - away - 0.75 * label.size
            label.put(edge, baseline, SIDES[-outward]).cased(self.scene.theme.casing, CASED)
            left, right = sorted((edge, edge - outward * width))
            foot, head = baseline - 0.25 * label.size, baseline + 0.75 * label.size
            below.append(Slot(left - CLEAR, foot - CLEAR, right + CLEAR, head + CLEAR))
        return below

    # What is shown

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it but the light that goes round."""
        return self.arcs, self.dots, *self.names

    def _draw(self, frame: int) -> Hashable:
        self._arcs.show(self.drawn.at(frame))
        return self._arcs.drawn

    def _add_lamp(self, turns: Callable[[int], tuple[float, float]], names: list[Slot]) -> Part:
        lamp = Lamp(self.scene.theme, names)

        def go_round(frame: int) -> Hashable:
            now = turns(frame)
            lamp.show(self._centre, self._radii, *now)
            return now

        return self.scene.add_part(lamp, go_round, layer=Layer.FURNITURE)

    def _show(self, frame: int) -> Hashable:
        there, lit = [each.at(frame) for each in self.there], self._lit(frame)
        self._stations.show(there, lit)
        return tuple(there), tuple(lit)
