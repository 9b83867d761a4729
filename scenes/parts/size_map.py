"""The walk of one kind on a map of its own, under the kind's name."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.contour_map import ContourMap
from scenes.components.path.mark import Mark
from scenes.components.readout import Count
from scenes.components.text.label import formula, words
from scenes.layout import LEADING, Slot
from scenes.parts.runner import Runner
from scenes.plans.mini_batch import Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

INSET = 0.14
"""Room between a map's edge and words on it."""
FIRST, LAST = 0.82, 0.45
"""Of the first line of a heading below its slot's upper edge, and of the map below the last, in
em."""
APART = 0.6
"""From the name to what stands beside it, in em."""
LONG, TALL = 5.0, 0.8
"""Of a count of steps, or of a rate, about, and of its figures, in em."""
EDGE = 0.26
"""Room between walks and the edge of a map, in which a ball is whole."""
CALM = 0.3
"""How much of the light's shades a map has: balls are to stand out all over it."""
PALEST = 0.66
"""Of the colours of heights, those that a map has: paths stand out on them."""


class Corner(NamedTuple):
    """One of a map's four."""

    left: bool
    low: bool


@dataclass(frozen=True)
class Extract:
    """The rectangle of parameters that maps show: its middle, its half height, and how it lies."""

    middle: NDArray[np.float64]
    half: float
    upright: bool
    corner: Corner
    """In which fewest landings are."""


def extract(plan: Plan, area: Slot, size: float) -> Extract:
    """What maps of an area like this one show: all walks, whose longer side lies along the map's.

    Type of that size is to have a calm corner.
    """
    places = np.concatenate([*(run.theta for run in plan.runs.values()), plan.minimum[None]])
    low, high = places.min(axis=0), places.max(axis=0)
    sides = np.maximum(high - low, 1e-12)
    upright = bool((sides[0] > sides[1]) == (area.height > area.width))
    across, up = sides[:: -1 if upright else 1]
    unit = min((area.width - 2 * EDGE) / across, (area.height - 2 * EDGE) / up)
    middle, half = (low + high) / 2, float(area.height / 2 / unit)
    away = (places - middle)[:, :: -1 if upright else 1] * unit
    return Extract(middle, half, upright, _calmest(away, area, size))


def _calmest(places: NDArray[np.float64], area: Slot, size: float) -> Corner:
    """The corner of a map with fewest of some places about its middle, (n, 2), near it."""
    reach = np.array([area.width, area.height]) / 2 - np.array([LONG, 2.0 + LEADING]) * size - INSET

    def crossed(corner: Corner) -> int:
        sides = np.array([-1.0 if corner.left else 1.0, -1.0 if corner.low else 1.0])
        return int((places * sides > reach).all(axis=1).sum())

    return min((Corner(left, low) for low in (True, False) for left in (True, False)), key=crossed)


def map_area(scene: AnyScene, slot: Slot) -> Slot:
    """The map in a slot, below its heading: a line, or two where there is less room."""
    lines = FIRST + LAST + LEADING * scene.layout.narrow
    return slot.inset(top=lines * type_size(scene))


def type_size(scene: AnyScene) -> float:
    """Of what is written on a map and above it."""
    return SIZES.small if scene.layout.narrow else SIZES.name


class WalkMap:
    """A map with the walk of a kind and the lowest place.

    Args:
        scene: that it belongs to; its table has the walk.
        plan: that has the runs by kind.
        area: that it fills.
        kind: of the walk.
        shown: what the map shows.
        colour: of the path.
    """

    def __init__(
        self, scene: AnyScene, plan: Plan, area: Slot, kind: str, shown: Extract, colour: str
    ) -> None:
        problem, theme = plan.problem, scene.theme
        self.map = ContourMap(
            problem.loss, problem.gradient, shown.middle, shown.half, area,
            replace(theme, shading=CALM * theme.shading), palest=PALEST, upright=shown.upright,
        )  # fmt: skip
        self.ground = scene.add_part(self.map, lambda _: None, layer=Layer.GROUND)
        run = plan.runs[kind]
        self.runner = Runner(scene, kind, run, self.map, self.map.unit, colour, thin=True)
        self.runner.add_trail()
        self.runner.add_ball()
        mark = Mark(self.map, plan.minimum, plan.least, theme.minimum, theme, ring=False)
        self.minimum = scene.add_part(mark, layer=Layer.GROUND)
        self.runner.aim_at(self.minimum)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The map and what is on it."""
        return self.ground, self.runner.trail_part, self.runner.ball_part, self.minimum


class SizeMap:
    """A map with the walk of a kind, its rate and steps; above it, its name and how many it asks.

    Args:
        scene: that it belongs to; its plan has runs, sizes and rates by kind.
        slot: that it fills with its heading.
        kind: of the walk.
        shown: what the map shows.
        colour: of path and heading.
    """

    def __init__(self, scene: AnyScene, slot: Slot, kind: str, shown: Extract, colour: str) -> None:
        self.scene, self.kind, self.colour = scene, kind, colour
        self.size, self.slot = type_size(scene), slot
        self._walked = WalkMap(scene, scene.plan, map_area(scene, slot), kind, shown, colour)
        self.map, self.ground = self._walked.map, self._walked.ground
        self.runner = self._walked.runner
        self.heading = self._add_heading()
        self.count, self.rate = self._add_count(shown.corner)

    @property
    def walk(self) -> tuple[Part, ...]:
        """The map and what is on it, but for words."""
        return self._walked.parts

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return *self.walk, self.heading, self.count, self.rate

    def _add_heading(self) -> Part:
        """Name and how many a step asks: side by side, or below one another."""
        scene, size = self.scene, self.size
        asked = scene.say(f"sizes.{scene.plan.noun}_a_step", count=scene.plan.sizes[self.kind])
        name = words(scene.say(f"methods.{self.kind}"), size, self.colour, "semibold")
        asks = words(asked, size, scene.theme.text)
        left, baseline = self.slot.left, self.slot.top - FIRST * size
        name.put(left, baseline)
        if scene.layout.narrow:
            asks.put(left, baseline - LEADING * size)
        else:
            asks.put(float(name.get_right()[0]) + APART * size, baseline)
        return scene.add_part(Group(name, asks), layer=Layer.NAMES)

    def _add_count(self, corner: Corner) -> tuple[Part, Part]:
        """Steps taken so far, in a corner of the map, and their rate above."""
        scene, inner = self.scene, self.map.slot.inset(INSET, INSET, INSET, INSET)
        count = Count(
            scene.say.forms("counts.steps"), self.size, scene.theme.text, scene.say.numerals
        )
        count.cased(scene.theme.casing)
        width = count.width_at(self.runner.run.steps)
        told = scene.say.numerals.in_formula(scene.plan.rates[self.kind], 2)
        rate = formula(f"$alpha = {told}$", self.size, scene.theme.rate).cased(scene.theme.casing)
        x = inner.left if corner.left else inner.right - max(width, float(rate.width))
        above = LEADING * self.size
        baseline = inner.bottom if corner.low else inner.top - TALL * self.size - above
        rate.put(x, baseline + above)

        def tell(frame: int) -> Hashable:
            landed = self.runner.landed(frame)
            count.show(landed, x, baseline)
            return landed

        return (
            scene.add_part(count, tell, layer=Layer.NAMES),
            scene.add_part(rate, layer=Layer.NAMES),
        )
