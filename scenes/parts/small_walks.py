"""The walks of all three kinds, each on a small map of its own."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from scenes.components.readout import Count
from scenes.components.text.label import words
from scenes.layout import LEADING, Slot
from scenes.parts.size_map import WalkMap, colours_of_kinds, extract
from scenes.plans.mini_batch import KINDS, Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

EDGE = 0.15
"""Room between walks and the sides of a map, in its shorter side."""
PALEST = 0.36
"""Of the colours of heights, those that a map has: paths stand out on them."""
MIDDLE = 0.35
"""From the middle of two lines down to the baseline of one line there, in em."""


class SmallWalks:
    """Three maps of one place, each with the path of a kind in its colour.

    Args:
        scene: the scene they belong to; its table has the walks.
        plan: that has the runs by kind.
        maps: the slots of the maps, in the order of the kinds.
        told: where it is told what each is called, and how many steps it has taken; nowhere if
            there are none.
        looks: where it is told how many looks each has, if it is.
    """

    def __init__(
        self,
        scene: AnyScene,
        plan: Plan,
        maps: Sequence[Slot],
        told: Sequence[Slot] = (),
        looks: Slot | None = None,
    ) -> None:
        self.scene, self.size = scene, SIZES.name if scene.layout.narrow else SIZES.formula
        shown = extract(plan, maps[0], EDGE * min(maps[0].width, maps[0].height))
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
        self.names = {
            kind: self._add_name(kind, slot) for kind, slot in zip(KINDS, told, strict=False)
        }
        """What it is called there."""
        self.looks = [] if looks is None else [self._add_looks(looks, plan.looks)]
        """How many looks each has, in words."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return *(part for kind in self.maps for part in self.of(kind)), *self.looks

    def of(self, kind: str) -> tuple[Part, ...]:
        """What there is of a kind."""
        told = (each[kind] for each in (self.names, self.counts) if kind in each)
        return *self.maps[kind], *told

    def _add_count(self, kind: str, slot: Slot) -> Part:
        scene, runner = self.scene, self.runners[kind]
        colour = colours_of_kinds(scene.theme)[kind]
        under = float(slot.centre[1]) - (MIDDLE + LEADING / 2) * self.size
        count = Count(scene.say.forms("counts.steps"), self.size, colour, scene.say.numerals)

        def tell(frame: int) -> Hashable:
            steps = runner.landed(frame)
            count.show(steps, slot.left, under)
            return steps

        return scene.add_part(count, tell, layer=Layer.NAMES)

    def _add_looks(self, slot: Slot, looks: int) -> Part:
        """In the middle, on the first line of its slot."""
        scene, theme = self.scene, self.scene.theme
        label = words(scene.say("summary.looks", count=looks), self.size, theme.text)
        label.put(float(slot.centre[0]), slot.top - self.size, "centre")
        return scene.add_part(label, layer=Layer.NAMES)

    def _add_name(self, kind: str, slot: Slot) -> Part:
        """Above its steps; all of one size."""
        scene, colour = self.scene, colours_of_kinds(self.scene.theme)[kind]
        called = [scene.say(f"methods.{each}") for each in KINDS]
        wide = max(float(words(each, 1.0, colour, "semibold").width) for each in called)
        size = min(self.size, slot.width / wide)
        label = words(scene.say(f"methods.{kind}"), size, colour, "semibold")
        label.put(slot.left, float(slot.centre[1]) - (MIDDLE - LEADING / 2) * self.size)
        return scene.add_part(label, layer=Layer.NAMES)
