"""The walks of all three kinds on one map, which they share from the start to the lowest place."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from scenes.components.contour_map import ContourMap
from scenes.components.path.mark import Mark
from scenes.components.readout import Count
from scenes.components.text.label import words
from scenes.layout import LEADING, Slot
from scenes.parts.runner import Runner
from scenes.parts.size_map import CALM, colours_of_kinds, extract
from scenes.plans.mini_batch import KINDS, SINGLE, Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

EDGE = 0.12
"""Room between walks and the sides of the map, in its shorter side."""
PALEST = 0.5
"""Of the colours of heights, those that the map has: paths stand out on them."""
BALL, LEAST_BALL = 0.6, 0.36
"""Radius of a ball, in the usual one; and where paths are fine."""
FIRST = 0.8
"""From the upper edge of what is told to its first baseline, in em."""
INSET = 0.6
"""From the corner of the map to the words in it, in em."""


class SmallWalks:
    """A map of the cost, and on it the path of each kind in its colour, the finest on top.

    Args:
        scene: the scene they belong to; its table has the walks.
        plan: that has the runs by kind.
        area: the slot of the map.
        told: where it is told what each is called, and how many steps it has taken; nowhere if
            there are none: then paths are fine, and balls small.
    """

    def __init__(self, scene: AnyScene, plan: Plan, area: Slot, told: Sequence[Slot] = ()) -> None:
        self.scene, theme = scene, scene.theme
        self.size = self._fitted(told)
        shown = extract(plan, area, EDGE * min(area.width, area.height))
        ground = ContourMap(
            plan.problem.loss, plan.problem.gradient, shown.middle, shown.half, area,
            replace(theme, shading=CALM * theme.shading), palest=PALEST,
        )  # fmt: skip
        self.ground = scene.add_part(ground, lambda _: None, layer=Layer.GROUND)
        colours = colours_of_kinds(theme)
        self.runners = {
            kind: Runner(
                scene, kind, plan.runs[kind], ground, ground.unit, colours[kind],
                thin=kind == SINGLE or not told, ball=BALL if told else LEAST_BALL,
            )
            for kind in KINDS
        }  # fmt: skip
        """By kind."""
        mark = Mark(ground, plan.minimum, plan.least, theme.minimum, theme, ring=False)
        for kind in reversed(KINDS):
            runner = self.runners[kind]
            if not told:
                trail = runner.trail
                trail.style = replace(trail.style, width=STROKES.fine, dotted=0)
            runner.add_trail()
        self.minimum = scene.add_part(mark, layer=Layer.GROUND)
        """The lowest place."""
        for runner in self.runners.values():
            runner.add_ball()
            if told:
                runner.aim_at(self.minimum)
        self.counts = {
            kind: self._add_count(kind, slot) for kind, slot in zip(KINDS, told, strict=False)
        }
        """By kind, how many steps it has taken, where that is told."""
        self.names = {
            kind: self._add_name(kind, slot) for kind, slot in zip(KINDS, told, strict=False)
        }
        """What it is called there."""
        self.looks = [self._add_looks(area, plan.looks)] if told else []
        """How many looks each has, in words."""

    @property
    def land(self) -> tuple[Part, ...]:
        """The map with the lowest place, and how many looks each has."""
        return self.ground, self.minimum, *self.looks

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return *self.land, *(part for kind in KINDS for part in self.of(kind))

    def of(self, kind: str) -> tuple[Part, ...]:
        """What there is of a kind."""
        told = (each[kind] for each in (self.names, self.counts) if kind in each)
        return *self.runners[kind].parts, *told

    def _fitted(self, told: Sequence[Slot]) -> float:
        """The size in which each name has room; all have one."""
        size = SIZES.name if self.scene.layout.narrow else SIZES.formula
        names = (self.scene.say(f"methods.{kind}") for kind in KINDS)
        text = self.scene.theme.text
        wide = max(float(words(name, 1.0, text, "semibold").width) for name in names)
        return min([size, *(slot.width / wide for slot in told)])

    def _add_count(self, kind: str, slot: Slot) -> Part:
        scene, runner = self.scene, self.runners[kind]
        colour = colours_of_kinds(scene.theme)[kind]
        under = slot.top - (FIRST + LEADING) * self.size
        count = Count(scene.say.forms("counts.steps"), self.size, colour, scene.say.numerals)

        def tell(frame: int) -> Hashable:
            steps = runner.landed(frame)
            count.show(steps, slot.left, under)
            return steps

        return scene.add_part(count, tell, layer=Layer.NAMES)

    def _add_looks(self, area: Slot, looks: int) -> Part:
        """In the lower left corner of the map."""
        scene, theme = self.scene, self.scene.theme
        size = SIZES.small if scene.layout.narrow else SIZES.label
        label = words(scene.say("summary.looks", count=looks), size, theme.text)
        label.cased(theme.casing).put(area.left + INSET * size, area.bottom + INSET * size)
        return scene.add_part(label, layer=Layer.NAMES)

    def _add_name(self, kind: str, slot: Slot) -> Part:
        """Above its steps."""
        scene, colour = self.scene, colours_of_kinds(self.scene.theme)[kind]
        label = words(scene.say(f"methods.{kind}"), self.size, colour, "semibold")
        label.put(slot.left, slot.top - FIRST * self.size)
        return scene.add_part(label, layer=Layer.NAMES)
