"""Three kinds beside one another: their walks, and where these end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from manim import Group

from scenes.components.text.label import Label, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.ends_map import add_ends, add_frame
from scenes.parts.size_map import SizeMap, add_axes, between, extract, rooms
from scenes.plans.mini_batch import AT_ONCE, FEW
from scenes.plans.race import ORDERS, RATES
from scenes.stage.scene import AnyScene, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES

CLEAR = 0.12
"""From the pictures to the note below them."""
LINES = 2
"""Of the note, at most, where it is narrow."""


class ThreeKinds:
    """By turns maps with walks, maps with the ends of many, and the looks of each walk in boxes.

    Below them is a note on what is seen.

    Args:
        scene: the scene they belong to.
    """

    def __init__(self, scene: AnyScene) -> None:
        self.scene, body = scene, scene.layout.body
        say = scene.say
        boxed = self._told(say(f"waits.{scene.plan.noun}_box", count=AT_ONCE))
        notes = self._shared(), self._ends_told(), boxed
        high = LEADING * max(map(len, notes)) * notes[0][0].size
        self.rooms, self.sizes = rooms(scene, self._above(high + CLEAR))
        """Of the kinds, and the type in them."""
        shown = extract(scene.plan, self.rooms[FEW].picture)
        self.maps = {
            kind: SizeMap(scene, room, kind, shown, self.sizes) for kind, room in self.rooms.items()
        }
        self.axes = [add_axes(scene, room.picture) for room in self.rooms.values()]
        """The names of the directions, on each map."""
        below = replace(body, top=body.bottom + high)
        self.shared, self.seen, self.boxed = (self._add_note(lines, below) for lines in notes)
        """Notes on what the walks have in common, on the ends and the boxes."""
        self.drawn = Animated(0.0)
        """What share of the orders is drawn."""
        self.ends = add_ends(scene, self.rooms, self.sizes, self.drawn)
        self.opened = Animated(0.0)
        """How far the frames are opened around what is seen from near."""
        self.frames = [
            add_frame(scene, walked.map, end.map, self.opened)
            for walked, end in zip(self.maps.values(), self.ends, strict=True)
        ]

    def _above(self, high: float) -> Slot:
        """What is left above a note so high: where there are rows, two of them fill the stage."""
        layout = self.scene.layout
        if not layout.beside:
            return layout.body.inset(bottom=high)
        row = (layout.stage.height - between(layout)) / 2
        return replace(layout.body, bottom=layout.panel.top - row)

    def _set(self, text: str, *, size: float) -> Label:
        return words(text, size, self.scene.theme.quiet)

    def _shared(self) -> list[Label]:
        """What the walks have in common."""
        plan = self.scene.plan
        return self._told(self.scene.say(plan.sign("looks"), count=plan.looks, rates=RATES))

    def _ends_told(self) -> list[Label]:
        """What dots and bars are."""
        return self._told(self.scene.say("sizes.ends", count=ORDERS))

    def _told(self, text: str) -> list[Label]:
        scene, narrow = self.scene, self.scene.layout.narrow
        size = SIZES.small if narrow else SIZES.label
        return fitted(text, scene.layout.body.width, LINES if narrow else 1, size, self._set)

    def _add_note(self, lines: Sequence[Label], slot: Slot) -> Part:
        """Lines in the middle of a slot."""
        middle, size = float(slot.centre[0]), lines[0].size
        for line, baseline in zip(lines, slot.lines(len(lines), size), strict=True):
            line.put(middle, baseline, "centre")
        return self.scene.add_part(Group(*lines))

    @property
    def grounds(self) -> list[Part]:
        """The maps of the walks alone."""
        return [each.ground for each in self.maps.values()]

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
        """Steps and looks of each walk."""
        return [each.count for each in self.maps.values()]

    @property
    def ended(self) -> list[Part]:
        """The maps of the ends, and the note below these."""
        return [part for each in self.ends for part in (each.ground, *each.on_it)] + [self.seen]

    @property
    def means(self) -> list[Part]:
        """The mean costs of the ends."""
        return [each.told for each in self.ends]
