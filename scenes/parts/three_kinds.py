"""Three kinds beside one another: their walks, and where these end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from manim import Group

from scenes.components.text.label import Label, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.ends_map import EndsMap, add_rate, near
from scenes.parts.size_map import SizeMap, add_axes, between, extract, rooms
from scenes.plans.mini_batch import FEW, KINDS
from scenes.plans.race import ORDERS, RATES
from scenes.stage.scene import AnyScene, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES

CLEAR = 0.12
"""From the note to the pictures."""
LINES = 2
"""Of the note, at most, where it is narrow."""


class ThreeKinds:
    """By turns the looks of a step in boxes, maps with walks, and maps with the ends of many.

    Above the maps, or below their rows, is a note on what is seen.

    Args:
        scene: the scene they belong to.
    """

    def __init__(self, scene: AnyScene) -> None:
        self.scene, body = scene, scene.layout.body
        shared = self._shared()
        high = LEADING * self._lines * shared[0].size
        self.rooms, self.sizes = rooms(scene, self._room(high + CLEAR))
        """Of the kinds, and the type in them."""
        seen = near(scene.plan, self.rooms[FEW].picture)
        shown = extract(scene.plan, self.rooms[FEW].picture)
        self.maps = {
            kind: SizeMap(scene, room, kind, shown, self.sizes) for kind, room in self.rooms.items()
        }
        self.axes = [add_axes(scene, room.picture) for room in self.rooms.values()]
        """The names of the directions, on each map."""
        head = replace(body, bottom=body.top - high)
        if scene.layout.beside:
            head = replace(body, top=body.bottom + high)
        self.shared = self._add_note(shared, head)
        """What the walks have in common."""
        times = scene.say.numerals.significant(seen.times, 2)
        orders = scene.say("sizes.orders", count=ORDERS, times=times)
        self.seen = self._add_note(self._told(orders), head)
        """Of how many orders the maps of the ends show the ends, and how much larger."""
        self.on_ends = [add_rate(scene, self.rooms[kind].picture, kind) for kind in KINDS]
        """The learning rates, each on the map of its ends."""
        self.drawn = Animated(0.0)
        """What share of the orders is drawn."""
        self.opened = Animated(0.0)
        """How far the maps of the ends are opened, out of what they show from near."""
        self.ends = {
            kind: EndsMap(scene, walked, seen, self.opened, self.drawn)
            for kind, walked in self.maps.items()
        }

    def _room(self, high: float) -> Slot:
        """What is left below a note so high; or above it: of rows, two fill the stage."""
        layout = self.scene.layout
        if not layout.beside:
            return layout.body.inset(top=high)
        row = (layout.stage.height - between(layout)) / 2
        return replace(layout.body, bottom=layout.panel.top - row)

    def _set(self, text: str, *, size: float) -> Label:
        return words(text, size, self.scene.theme.text)

    def _shared(self) -> list[Label]:
        """What the walks have in common."""
        plan = self.scene.plan
        return self._told(self.scene.say(plan.sign("looks"), count=plan.looks, rates=RATES))

    @property
    def _lines(self) -> int:
        """Of a note, at most."""
        return LINES if self.scene.layout.narrow else 1

    def _told(self, text: str) -> list[Label]:
        scene = self.scene
        size = SIZES.small if scene.layout.narrow else SIZES.label
        return fitted(text, scene.layout.body.width, self._lines, size, self._set)

    def _add_note(self, lines: Sequence[Label], slot: Slot) -> Part:
        """Lines in a slot, from its left, or in the middle where they are below everything."""
        beside, size = self.scene.layout.beside, lines[0].size
        x = float(slot.centre[0]) if beside else slot.left
        for line, baseline in zip(lines, slot.lines(len(lines), size), strict=True):
            line.put(x, baseline, "centre" if beside else "left")
        return self.scene.add_part(Group(*lines))

    @property
    def grounds(self) -> list[Part]:
        """The maps of the walks alone."""
        return [each.ground for each in self.maps.values()]

    @property
    def minima(self) -> list[Part]:
        """The lowest place on each of these."""
        return [each.walked.minimum for each in self.maps.values()]

    @property
    def walks(self) -> list[Part]:
        """The maps with the walks on them."""
        return [part for each in self.maps.values() for part in each.walk]

    @property
    def headings(self) -> list[Part]:
        """What the kinds are called, and how many they ask."""
        return [each.heading for each in self.maps.values()]

    @property
    def rates(self) -> list[Part]:
        """Their learning rates."""
        return [each.rate for each in self.maps.values()]

    @property
    def counts(self) -> list[Part]:
        """Waits and looks of each walk."""
        return [each.count for each in self.maps.values()]

    @property
    def frames(self) -> list[Part]:
        """Lines around what is seen from near."""
        return [each.frame for each in self.ends.values()]

    @property
    def opening(self) -> list[Part]:
        """The maps of the ends, which open."""
        return [part for each in self.ends.values() for part in each.parts]

    @property
    def means(self) -> list[Part]:
        """The mean costs of the ends."""
        return [each.told for each in self.ends.values()]
