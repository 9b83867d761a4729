"""What a step of each kind waits for: its looks as dots, in a box those that are made at once."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

from manim import Group

from scenes.components.plot.looks import Boxes, Looks
from scenes.components.readout import Count
from scenes.components.text.label import Label, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING
from scenes.parts.size_map import UNDER, OfKinds, add_heading, in_rows
from scenes.plans.mini_batch import AT_ONCE, FEW, KINDS, SINGLE
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated

CLEAR = 0.15
"""From the last row to the words below."""
LEAST = 3
"""Boxes for which there is room at least: what a box is stands beside the first one."""
BESIDE, LINES = 0.7, 2
"""From the first box to what a box is, in em; and the lines of that, at most."""


class WaitBoxes(OfKinds):
    """The looks of a step of each kind in its room, in boxes, and how many of these there are.

    A step over more samples than the machine looks at side by side has several boxes.  Through all
    of them runs one time, counted in boxes: each is taken to last as long as any other.
    """

    def __init__(self, scene: AnyScene) -> None:
        rooms, sizes = in_rows(scene, scene.layout.body.inset(bottom=CLEAR))
        super().__init__(scene, rooms, sizes)
        self.headings = [add_heading(scene, room, kind, sizes) for kind, room in rooms.items()]
        self.waited = Animated(0.0)
        """How many boxes there has been time for; the last of each kind is lit until the next."""
        asked = scene.plan.sizes
        most = max(*asked.values(), LEAST * AT_ONCE)
        self.looks = {
            kind: Looks(
                Boxes(room.picture, asked[kind], AT_ONCE, most, scene.theme),
                self.colours[kind],
            )
            for kind, room in rooms.items()
        }
        self.boxes = [self._add_boxes(kind) for kind in rooms]
        self.counted = self._add_counts()
        self.key = self._add_key()
        """What a box is, beside the first one."""

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [*self.headings, *self.boxes, self.counted, self.key]

    @property
    def most(self) -> int:
        """The waits of the step that waits most often."""
        return max(int(self.scene.plan.waits_a_step(kind)) for kind in KINDS)

    def taken(self, kind: str, frame: int) -> int:
        """How many boxes of a kind are waited for by ``frame``."""
        return min(int(self.waited.at(frame)), int(self.scene.plan.waits_a_step(kind)))

    def _add_boxes(self, kind: str) -> Part:
        """The looks so far, and those ahead."""
        looks = self.looks[kind]

        def fill(frame: int) -> Hashable:
            taken = self.taken(kind, frame)
            since = self.waited.at(frame) - taken
            looks.show(taken, max(0.0, 1.0 - since))
            return looks.taken, looks.lit

        return self.scene.add_part(Group(looks.boxes, looks), fill, layer=Layer.GROUND)

    def _add_counts(self) -> Part:
        """How many times a step of each kind has waited."""
        self.counts = self._sized()

        def tell(frame: int) -> Hashable:
            for kind, count in self.counts.items():
                foot = self.rooms[kind].foot
                baseline = foot.top - UNDER * self.sizes.number
                count.show(self.taken(kind, frame), foot.left, baseline)
            return tuple(self.taken(kind, frame) for kind in self.rooms)

        counts = *self.counts.values(), *self._below()
        return self.scene.add_part(Group(*counts), tell, layer=Layer.NAMES)

    def _below(self) -> list[Label]:
        """What the counts are of."""
        size, text = self.sizes.unit, self.scene.say("sizes.a_step")
        down = UNDER * self.sizes.number + LEADING * size
        return [
            words(text, size, self.scene.theme.text).put(room.foot.left, room.foot.top - down)
            for room in self.rooms.values()
        ]

    def _add_key(self) -> Part:
        scene, room, box = self.scene, self.rooms[SINGLE], self.looks[SINGLE].boxes.place(0)
        size, make = self.sizes.name, partial(words, colour=scene.theme.text)
        left = box.right + BESIDE * size
        told = scene.say(f"sizes.{scene.plan.noun}_box", count=AT_ONCE)
        lines = fitted(told, room.picture.right - left, LINES, size, make)
        size = float(lines[0].size)
        for line, baseline in zip(lines, box.lines(len(lines), size), strict=True):
            line.put(left, baseline)
        return scene.add_part(Group(*lines), layer=Layer.NAMES)

    def _sized(self) -> dict[str, Count]:
        """The counts, in the largest size in which each has room for all of its waits."""
        say, plan, colour = self.scene.say, self.scene.plan, self.scene.theme.text
        for size in (self.sizes.number, self.sizes.name, self.sizes.unit):
            counts = {
                kind: Count(say.forms("counts.waits"), size, colour, say.numerals)
                for kind in self.rooms
            }
            wide = [count.width_at(plan.waits_a_step(kind)) for kind, count in counts.items()]
            if max(wide) <= self.rooms[FEW].foot.width:
                break
        return counts
