"""The walks of all three kinds, each on a small map of its own."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from scenes.components.readout import Count
from scenes.layout import Slot
from scenes.parts.size_map import WalkMap, colours_of_kinds, extract
from scenes.plans.mini_batch import KINDS, Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

EDGE = 0.18
"""Room between walks and the sides of a map, in its height."""
PALEST = 0.36
"""Of the colours of heights, those that a map has: paths stand out on them."""
MIDDLE = 0.35
"""From the baseline of how many steps a map has up to its middle, in em."""


class SmallWalks:
    """Three maps of one place, each with the path of a kind in its colour.

    Args:
        scene: the scene they belong to; its table has the walks.
        plan: that has the runs by kind.
        maps: the slots of the maps, in the order of the kinds.
        told: where it is told how many steps each has taken; nowhere if there are none.
    """

    def __init__(
        self, scene: AnyScene, plan: Plan, maps: Sequence[Slot], told: Sequence[Slot] = ()
    ) -> None:
        self.scene, self.size = scene, SIZES.name if scene.layout.narrow else SIZES.formula
        shown = extract(plan, maps[0], EDGE * maps[0].height)
        walked = {
            kind: WalkMap(scene, plan, slot, kind, shown, thin=True, palest=PALEST)
            for kind, slot in zip(KINDS, maps, strict=True)
        }
        self.runners = {kind: each.runner for kind, each in walked.items()}
        """By kind."""
        self.maps = {kind: each.parts for kind, each in walked.items()}
        """By kind, its map with what is on it."""
        self.paths = tuple(part for each in walked.values() for part in each.parts[:2])
        """The maps with nothing but paths, where there is little room."""
        self.counts = {
            kind: self._add_count(kind, slot) for kind, slot in zip(KINDS, told, strict=False)
        }
        """By kind, how many steps it has taken, where that is told."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return *(part for each in self.maps.values() for part in each), *self.counts.values()

    def of(self, kind: str) -> tuple[Part, ...]:
        """What there is of a kind."""
        return *self.maps[kind], *([self.counts[kind]] if kind in self.counts else [])

    def _add_count(self, kind: str, slot: Slot) -> Part:
        scene, runner = self.scene, self.runners[kind]
        colour = colours_of_kinds(scene.theme)[kind]
        middle = float(slot.centre[1]) - MIDDLE * self.size
        count = Count(scene.say.forms("counts.steps"), self.size, colour, scene.say.numerals)

        def tell(frame: int) -> Hashable:
            steps = runner.landed(frame)
            count.show(steps, slot.left, middle)
            return steps

        return scene.add_part(count, tell, layer=Layer.NAMES)
