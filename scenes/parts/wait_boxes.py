"""What each kind waits for: the looks of its walk as dots, in a box those that are made at once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from manim import Group

from scenes.components.plot.looks import Boxes, Looks
from scenes.components.readout import Count
from scenes.components.text.label import Label, words
from scenes.layout import LEADING
from scenes.parts.size_map import UNDER, OfKinds, Room, Type
from scenes.plans.mini_batch import AT_ONCE, FEW
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated


class WaitBoxes(OfKinds):
    """The looks of each kind's walk in its room, in boxes, and how many it waited for.

    A step over more samples than the machine looks at side by side has several boxes.  Through all
    of them runs one time, counted in boxes: each is taken to last as long as any other.
    """

    def __init__(self, scene: AnyScene, rooms: Mapping[str, Room], sizes: Type) -> None:
        super().__init__(scene, rooms, sizes)
        self.waited = Animated(0.0)
        """How many boxes there has been time for."""
        plan = scene.plan
        self.looks = {
            kind: Looks(
                Boxes(room.picture, plan.steps(kind), plan.sizes[kind], AT_ONCE, scene.theme),
                self.colours[kind],
            )
            for kind, room in rooms.items()
        }
        self.boxes = [self._add_boxes(kind) for kind in rooms]
        self.counted = self._add_counts()

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [*self.boxes, self.counted]

    def taken(self, kind: str, frame: int) -> int:
        """How many boxes of a kind are waited for by ``frame``."""
        return min(int(self.waited.at(frame)), int(self.scene.plan.waits(kind)))

    def _add_boxes(self, kind: str) -> Part:
        """The looks so far, and those ahead."""
        looks = self.looks[kind]

        def fill(frame: int) -> Hashable:
            looks.show(self.taken(kind, frame))
            return looks.taken

        return self.scene.add_part(Group(looks.boxes, looks), fill, layer=Layer.GROUND)

    def _add_counts(self) -> Part:
        """How many times each kind has waited, and how often it does in a step."""
        size = self.sizes.number
        self.counts = self._sized()

        def tell(frame: int) -> Hashable:
            for kind, count in self.counts.items():
                foot = self.rooms[kind].foot
                count.show(self.taken(kind, frame), foot.left, foot.top - UNDER * size)
            return tuple(self.taken(kind, frame) for kind in self.rooms)

        counts = *self.counts.values(), *(self._a_step(kind) for kind in self.rooms)
        return self.scene.add_part(Group(*counts), tell, layer=Layer.NAMES)

    def _sized(self) -> dict[str, Count]:
        """The counts, in the largest size in which each has room for all of its waits."""
        say, plan, colour = self.scene.say, self.scene.plan, self.scene.theme.text
        for size in (self.sizes.number, self.sizes.name, self.sizes.unit):
            counts = {
                kind: Count(say.forms("counts.waits"), size, colour, say.numerals)
                for kind in self.rooms
            }
            wide = [count.width_at(plan.waits(kind)) for kind, count in counts.items()]
            if max(wide) <= self.rooms[FEW].foot.width:
                break
        return counts

    def _a_step(self, kind: str) -> Label:
        """At the other end of the line, or below."""
        scene, foot, size = self.scene, self.rooms[kind].foot, self.sizes.unit
        told = scene.say("waits.a_step", count=scene.plan.waits_a_step(kind))
        label, baseline = words(told, size, scene.theme.quiet), foot.top - UNDER * self.sizes.number
        if self.sizes.lines > 1:
            return label.put(foot.left, baseline - LEADING * size)
        return label.put(foot.right, baseline, "right")
