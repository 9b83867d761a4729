"""The cycle in words: its stations with arrows from each to the next, and a light."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.pieces import Pieces
from scenes.components.text.label import Label, words
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.parts.cycle import Station
from scenes.plans.summary_pictures import BALL, Element, arrow
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer
from scenes.theme import SIZES

WIDEST = 20.0
"""Of a cycle at most, in em."""
SIZED = SIZES.caption, SIZES.name, SIZES.label, SIZES.small
"""The sizes of words that are tried, one for all slots."""
LOWEST = 3.2
"""Of a cycle at least, in em; one that is lower is flat."""
LEAST = 2.0
"""Of an arrow between two words at least, in em."""
SMALLER = 0.8
"""Size of what stands within, in that of the words."""
CAPITALS, MIDDLE = 0.75, 0.33
"""From the baseline of a word to the top of its capitals, and to its middle, in em."""
CLEAR = 0.5
"""From words and arrows to what stands within, in em."""
GAP, TIP = 0.4, 0.3
"""Between a word and an arrow, and of an arrow's tip, in em."""
FAINT = 0.1
"""A light that is no larger is none."""
STATIONS = 3
NEAR = 6.0
"""How soon the light is in full, in ways from its ends, where it comes from a word and goes."""


class Heading(NamedTuple):
    """What a heading takes of a slot."""

    above: float
    """Of its height."""
    beside: float
    """Of its width where the words are in line with it."""
    level: float
    """From its top to that line."""


class WordCycle:
    """Words and arrows that go from one slot to another.

    The first word is at the upper left, the second at the upper right, the last below both, amid
    them; where that is too high for a slot, all are in a row.

    Args:
        scene: the scene they belong to.
        place: their slots.
        heading: the room of a heading.
        each: the stations.
        until: when it ends, which stands within it if there is room.
        turns: how often the light has gone round at a frame.
    """

    def __init__(
        self,
        scene: AnyScene,
        place: Gliding,
        heading: Heading,
        each: Sequence[Station],
        until: str,
        turns: Callable[[int], float],
    ) -> None:
        self.scene, self.place, self.heading, self._turns = scene, place, heading, turns
        self._labels = [words(one.name, SIZES.formula, one.colour, "semibold") for one in each]
        self._size = self._sized(min(slot.width for slot in place.slots))
        self._small = max(SIZES.small, SMALLER * self._size)
        self._arrows, self._light = (Pieces([], place.slots[0], scene.theme) for _ in range(2))
        self.arrows = scene.add_part(self._arrows, self._draw, layer=Layer.GROUND)
        self.light = scene.add_part(self._light, self._go_round, layer=Layer.GROUND)
        self._until = self._within(until)
        told = Group(*self._labels, *self._until)
        self.words = scene.add_part(told, self._put_words, layer=Layer.GROUND)
        """What the arrows are between, and when they end."""

    def _within(self, text: str) -> list[Label]:
        """Lines as wide as what is free within the ring in its last slot that is not flat."""
        make = partial(words, size=self._small, colour=self.scene.theme.quiet)
        *_, last = (slot for slot in self.place.slots if not self._is_flat(slot))
        return wrapped(text, self._inner(self._in(last)).width, make)

    def _inner(self, area: Slot) -> Slot:
        """What is free within the ring."""
        places, clear = self._places(area), CLEAR * self._size
        left, right = places[:2, :2].mean(axis=1).tolist()
        room = Slot(left, float(places[2, 2]) + CAPITALS * self._size, right, float(places[0, 2]))
        return room.inset(clear, clear, clear, clear)

    def _sized(self, width: float) -> float:
        """The largest size in which two words and an arrow between them have room."""
        first, second, _ = (float(label.width) / SIZES.formula for label in self._labels)
        most = width / (first + second + 2 * GAP + LEAST)
        return next((size for size in SIZED if size <= most), SIZED[-1])

    def _now(self, frame: int) -> Slot:
        """Where the cycle is."""
        return self._in(self.place.at(frame))

    def _is_flat(self, slot: Slot) -> bool:
        """Whether a slot is too low for a word below two others."""
        return slot.height - self.heading.above < LOWEST * self._size

    def _in(self, slot: Slot) -> Slot:
        """Of a slot what the words and arrows fill."""
        size = self._size
        if self._is_flat(slot):
            top = self.heading.level - CAPITALS * size
            return slot.inset(left=self.heading.beside, top=top)
        slot = slot.inset(top=self.heading.above)
        return slot.inset(right=max(0.0, slot.width - WIDEST * size))

    def _places(self, area: Slot) -> Array:
        """Left end, right end and baseline of each word, (stations, 3)."""
        size, flat = self._size, area.height < LOWEST * self._size
        each = np.array([float(label.width) / label.scaled for label in self._labels])
        first, second, third = (each * size / SIZES.formula).tolist()
        high, low = area.top - CAPITALS * size, area.bottom
        left, right = [area.left, area.left + first, high], area.right
        if flat:
            start = float(area.centre[0]) + (first - third) / 2 - second / 2
            return np.array([left, [start, start + second, high], [right - third, right, high]])
        middle = (area.left + first / 2 + right - second / 2) / 2
        below = [middle - third / 2, middle + third / 2, low]
        return np.array([left, [right - second, right, high], below])

    def _put_words(self, frame: int) -> Hashable:
        area = self._now(frame)
        places = self._places(area).tolist()
        for label, (left, _, baseline) in zip(self._labels, places, strict=True):
            label.sized(self._size, left, baseline)
        inner = self._inner(area)
        lines = inner.lines(len(self._until), self._small)
        fits = LEADING * self._small * len(lines) <= inner.height
        for line, baseline in zip(self._until, lines, strict=True):
            line.put(float(inner.centre[0]), baseline, "centre").fade(float(fits))
        return area

    def _ways(self, area: Slot) -> list[Array]:
        """From word to word, and from the last one back to the first, in the unit square."""
        places, size = self._places(area), self._size
        (_, after, high), (before, then, _), (left, right, low) = places.tolist()
        gap, level, below = GAP * size, high + MIDDLE * size, low + MIDDLE * size
        under = high - gap
        start, turn, end = places[:, :2].mean(axis=1).tolist()
        across = [(after + gap, level), (before - gap, level)]
        if low == high:
            on = [(then + gap, level), (left - gap, level)]
            back = [(end, under), (end, area.bottom), (start, area.bottom), (start, under)]
        else:
            on = [(turn, under), (turn, below), (right + gap, below)]
            back = [(left - gap, below), (start, below), (start, under)]
        unit, corner = np.array([area.width, -area.height]), np.array([area.left, area.top])
        return [(np.array(way) - corner) / unit for way in (across, on, back)]

    def _draw(self, frame: int) -> Hashable:
        area = self._now(frame)
        self._arrows.slot = area
        tip = TIP * self._size / np.array([area.width, area.height])
        self._arrows.each = [piece for way in self._ways(area) for piece in arrow(way, tip)]
        return area

    def _go_round(self, frame: int) -> Hashable:
        """The light on its way from a word to the next; none while it rests."""
        area, turns = self._now(frame), self._turns(frame)
        self._light.slot = area
        light = _light_on(self._ways(area), turns)
        self._light.each = [light] if light["radius"] > FAINT else []
        return area, turns


def _light_on(ways: Sequence[Array], turns: float) -> Element:
    """The light after so many turns, each through all the ways."""
    which, share = divmod(STATIONS * (turns % 1.0), 1.0)
    way = ways[int(which)]
    along = np.append(0.0, np.cumsum(np.hypot(*np.diff(way, axis=0).T)))
    at = [float(np.interp(share * along[-1], along, way[:, k])) for k in range(2)]
    size = BALL * min(1.0, NEAR * min(share, 1.0 - share))
    return {"kind": "dot", "at": at, "colour": "text", "radius": size}
