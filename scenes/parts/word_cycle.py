"""The cycle in words: its stations with arrows from each to the next, a light; and the rule."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.pieces import Pieces
from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.parts.cycle import Station
from scenes.parts.update_rule import update_rule
from scenes.plans.summary_pictures import BALL, Element, arrow
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer
from scenes.theme import SIZES

RING, BESIDE = 0.5, (1.0, 0.6)
"""Of a large slot, the width of the cycle, beside which the rule is; or heights of both, where it
is below."""
RULE = 0.6
"""Room below a small cycle for the rule."""
WIDEST, TALLEST = 13.0, 4.4
"""Of a cycle at most, in em."""
CAPITALS, MIDDLE = 0.75, 0.33
"""From the baseline of a word to the top of its capitals, and to its middle, in em."""
LEFT_OF_RULE, BASELINE = 5, 6
"""Among the numbers of a stand."""
GAP, TIP = 0.4, 0.3
"""Between a word and an arrow, and of an arrow's tip, in em."""
FAINT = 0.1
"""A light that is no larger is none."""
STATIONS = 3
NEAR = 6.0
"""How soon the light is in full, in ways from its ends, where it comes from a word and goes."""


class _Stand(NamedTuple):
    """How cycle and rule stand in a slot: left, bottom, right, top and size; and the rule."""

    cycle: tuple[float, float, float, float, float]
    rule: tuple[float, float, float]
    """Its left end, its baseline, its size."""


class WordCycle:
    """Words, arrows and rule that go from one slot to another and get smaller on the way.

    The first word is at the upper left, the second at the upper right, the last below both.

    Args:
        scene: the scene they belong to.
        place: their slots, of which the first is large.
        head: room for a heading above them.
        each: the stations.
        turns: how often the light has gone round at a frame.
    """

    def __init__(
        self,
        scene: AnyScene,
        place: Gliding,
        head: float,
        each: Sequence[Station],
        turns: Callable[[int], float],
    ) -> None:
        self.scene, self.place, self.head, self._turns = scene, place, head, turns
        self._labels = [words(one.name, SIZES.formula, one.colour, "semibold") for one in each]
        self._rule = update_rule(scene.say, scene.theme, SIZES.title)
        large, *small = place.slots
        stands = [self._large(large), *(self._small(slot) for slot in small)]
        self._stands = np.array([[*stand.cycle, *stand.rule] for stand in stands])
        self._arrows, self._light = (Pieces([], large, scene.theme) for _ in range(2))
        self.arrows = scene.add_part(self._arrows, self._draw, layer=Layer.GROUND)
        self.light = scene.add_part(self._light, self._go_round, layer=Layer.GROUND)
        self.told = (
            scene.add_part(Group(*self._labels), self._put_words, layer=Layer.GROUND),
            scene.add_part(self._rule, self._put_rule, layer=Layer.GROUND),
        )
        """What the arrows are between, and the rule."""

    def _rule_size(self, size: float, most: float) -> float:
        return update_rule(self.scene.say, self.scene.theme, size, most=most).size

    def _large(self, slot: Slot) -> _Stand:
        """The rule beside the cycle, or below it where that is narrow."""
        area, narrow = slot.inset(top=self.head), self.scene.layout.narrow
        if narrow:
            cycle, rest = area.rows(*BESIDE, gap=self.scene.layout.gap)
        else:
            edge = RING * area.width
            cycle, rest = area.inset(right=area.width - edge), area.inset(left=edge)
        size = self._rule_size(SIZES.title, rest.width - SIZES.label)
        width = float(self._rule.width) * size / SIZES.title
        left, baseline = rest.centre - np.array([width / 2, size / 3])
        return _Stand((*cycle.extent, SIZES.formula), (float(left), float(baseline), size))

    def _small(self, slot: Slot) -> _Stand:
        """The rule below the cycle."""
        cycle = slot.inset(top=self.head, bottom=RULE)
        size = self._rule_size(SIZES.name, slot.width)
        return _Stand((*cycle.extent, SIZES.label), (slot.left, slot.bottom + SIZES.name / 2, size))

    def _now(self, frame: int) -> tuple[Slot, float, list[float]]:
        """Where the cycle is, how large its words are; left end, baseline and size of the rule.

        From beside the cycle the rule goes down first, and then to the left, around it.
        """
        where = np.arange(len(self._stands), dtype=float)
        at = self.place.where.at(frame)
        whole, share = divmod(at, 1.0)
        ways = np.full(self._stands.shape[1], at)
        if not whole:
            ways[LEFT_OF_RULE], ways[BASELINE] = share**4, 1.0 - (1.0 - share) ** 6
        values = [
            float(np.interp(way, where, column))
            for way, column in zip(ways.tolist(), self._stands.T, strict=True)
        ]
        return self._within(Slot(*values[:4]), values[4]), values[4], values[5:]

    def _within(self, slot: Slot, size: float) -> Slot:
        """As much of a slot as the cycle takes, at its left and in the middle of its height."""
        free = max(0.0, slot.height - TALLEST * size) / 2
        right = max(0.0, slot.width - WIDEST * size)
        return slot.inset(right=right, top=free, bottom=free)

    def _places(self, area: Slot, size: float) -> Array:
        """Left end, right end and baseline of each word, (stations, 3)."""
        each = np.array([float(label.width) / label.scaled for label in self._labels])
        first, second, third = (each * size / SIZES.formula).tolist()
        high, low, middle = area.top - CAPITALS * size, area.bottom, float(area.centre[0])
        return np.array(
            [
                [area.left, area.left + first, high],
                [area.right - second, area.right, high],
                [middle - third / 2, middle + third / 2, low],
            ]
        )

    def _put_words(self, frame: int) -> Hashable:
        area, size, _ = self._now(frame)
        places = self._places(area, size).tolist()
        for label, (left, _, baseline) in zip(self._labels, places, strict=True):
            label.sized(size, left, baseline)
        return area, size

    def _put_rule(self, frame: int) -> Hashable:
        _, _, (left, baseline, size) = self._now(frame)
        self._rule.sized(size, left, baseline)
        return left, baseline, size

    def _ways(self, area: Slot, size: float) -> list[Array]:
        """From word to word, and from the last one back to the first, in the unit square."""
        (_, after, high), (before, _, _), (left, right, low) = self._places(area, size).tolist()
        gap, level, below = GAP * size, high + MIDDLE * size, low + MIDDLE * size
        under = high - gap
        start, turn = (float(self._places(area, size)[k, :2].mean()) for k in (0, 1))
        ways = [
            [(after + gap, level), (before - gap, level)],
            [(turn, under), (turn, below), (right + gap, below)],
            [(left - gap, below), (start, below), (start, under)],
        ]
        unit, corner = np.array([area.width, -area.height]), np.array([area.left, area.top])
        return [(np.array(way) - corner) / unit for way in ways]

    def _draw(self, frame: int) -> Hashable:
        area, size, _ = self._now(frame)
        self._arrows.slot = area
        tip = TIP * size / np.array([area.width, area.height])
        self._arrows.each = [piece for way in self._ways(area, size) for piece in arrow(way, tip)]
        return area, size

    def _go_round(self, frame: int) -> Hashable:
        """The light on its way from a word to the next; none while it rests."""
        area, size, _ = self._now(frame)
        turns = self._turns(frame)
        self._light.slot = area
        light = _light_on(self._ways(area, size), turns)
        self._light.each = [light] if light["radius"] > FAINT else []
        return area, size, turns


def _light_on(ways: Sequence[Array], turns: float) -> Element:
    """The light after so many turns, each through all the ways."""
    which, share = divmod(STATIONS * (turns % 1.0), 1.0)
    way = ways[int(which)]
    along = np.append(0.0, np.cumsum(np.hypot(*np.diff(way, axis=0).T)))
    at = [float(np.interp(share * along[-1], along, way[:, k])) for k in range(2)]
    size = BALL * min(1.0, NEAR * min(share, 1.0 - share))
    return {"kind": "dot", "at": at, "colour": "text", "radius": size}
