"""What each kind waits for: the looks of its walk as dots, in a box those that it makes at once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from manim import Group

from scenes.components.plot.looks import Boxes, Looks
from scenes.components.readout import Count
from scenes.parts.size_map import UNDER, Room, Type, colours_of_kinds
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated


class WaitBoxes:
    """The looks of each kind's walk in its room, a box for each step, and how many it waited for.

    Through all of them runs one time, counted in steps: a step over several samples, which are
    looked at side by side, is taken to last as long as one over one.

    Args:
        scene: the scene it belongs to; its plan has sizes and steps by kind.
        rooms: by kind.
        sizes: of the words.
    """

    def __init__(self, scene: AnyScene, rooms: Mapping[str, Room], sizes: Type) -> None:
        self.scene, self.sizes = scene, sizes
        self.waited = Animated(0.0)
        """How many steps there has been time for."""
        plan, colours = scene.plan, colours_of_kinds(scene.theme)
        self.looks = {
            kind: Looks(
                Boxes(room.picture, plan.steps(kind), plan.sizes[kind], scene.theme), colours[kind]
            )
            for kind, room in rooms.items()
        }
        self.boxes = [self._add_boxes(kind) for kind in rooms]
        self.counted = self._add_counts(rooms)

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

    def _add_counts(self, rooms: Mapping[str, Room]) -> Part:
        """How many times each kind has waited."""
        say, size = self.scene.say, self.sizes.name
        self.counts = {
            kind: Count(say.forms("counts.waits"), size, self.scene.theme.text, say.numerals)
            for kind in rooms
        }

        def tell(frame: int) -> Hashable:
            for kind, count in self.counts.items():
                foot = rooms[kind].foot
                count.show(self.taken(kind, frame), foot.left, foot.top - UNDER * size)
            return tuple(self.taken(kind, frame) for kind in rooms)

        return self.scene.add_part(Group(*self.counts.values()), tell, layer=Layer.NAMES)
