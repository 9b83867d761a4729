"""What each kind waits for: the looks of its walk as dots, in a box those that it makes at once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from manim import Group

from scenes.components.plot.looks import Boxes, Looks
from scenes.components.readout import Count
from scenes.parts.size_map import UNDER, OfKinds, Room, Type
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated


class WaitBoxes(OfKinds):
    """The looks of each kind's walk in its room, a box for each step, and how many it waited for.

    Through all of them runs one time, counted in steps: a step over several samples, which are
    looked at side by side, is taken to last as long as one over one.
    """

    def __init__(self, scene: AnyScene, rooms: Mapping[str, Room], sizes: Type) -> None:
        super().__init__(scene, rooms, sizes)
        self.waited = Animated(0.0)
        """How many steps there has been time for."""
        plan = scene.plan
        self.looks = {
            kind: Looks(
                Boxes(room.picture, plan.steps(kind), plan.sizes[kind], scene.theme),
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
        """How many steps of a kind are taken at ``frame``."""
        return min(int(self.waited.at(frame)), int(self.scene.plan.steps(kind)))

    def _add_boxes(self, kind: str) -> Part:
        """The looks of its steps so far, and those ahead."""
        looks = self.looks[kind]

        def fill(frame: int) -> Hashable:
            looks.show(self.taken(kind, frame))
            return looks.taken

        return self.scene.add_part(Group(looks.boxes, looks), fill, layer=Layer.GROUND)

    def _add_counts(self) -> Part:
        """How many times each kind has waited."""
        say, size = self.scene.say, self.sizes.name
        self.counts = {
            kind: Count(say.forms("counts.waits"), size, self.scene.theme.text, say.numerals)
            for kind in self.rooms
        }

        def tell(frame: int) -> Hashable:
            for kind, count in self.counts.items():
                foot = self.rooms[kind].foot
                count.show(self.taken(kind, frame), foot.left, foot.top - UNDER * size)
            return tuple(self.taken(kind, frame) for kind in self.rooms)

        return self.scene.add_part(Group(*self.counts.values()), tell, layer=Layer.NAMES)
