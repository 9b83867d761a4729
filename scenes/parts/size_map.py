"""The walk of one kind on a map of its own: the kind's name above it, steps and looks below."""

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
from scenes.components.text.digits import width_of
from scenes.components.text.label import Label, formula, words
from scenes.layout import LEADING, Slot
from scenes.parts.runner import Runner
from scenes.plans.mini_batch import ALL, FEW, KINDS, SINGLE, Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, Theme

INSET = 0.16
"""Room between a map's edge and words on it."""
FIRST, LAST = 0.82, 0.45
"""Of the first line of a heading below its slot's upper edge, and of the map below the last, in
em."""
UNDER, DEEP = 1.15, 0.25
"""From the map to the first line below it, and from the last to its slot's lower edge, in em."""
APART = 1.0
"""The least room between what stands at both ends of a line, in em."""
LONG, TALL = 5.0, 1.0
"""Of a rate, about, and of its figures, in em."""
EDGE = 0.28
"""Room between walks and the edge of a map, in which a ball is whole."""
CALM = 0.3
"""How much of the light's shades a map has: balls are to stand out all over it."""
PALEST = 0.66
"""Of the colours of heights, those that a map has: paths stand out on them."""


class Corner(NamedTuple):
    """One of a map's four."""

    left: bool
    low: bool


class Type(NamedTuple):
    """How words beside maps are set: their sizes, and over how many lines above and below."""

    name: float
    unit: float
    lines: int
    foot: float = 0.0
    """The least height of what stands below."""

    @property
    def above(self) -> float:
        """The height of a heading."""
        return (FIRST + LAST) * self.name + LEADING * self.unit * (self.lines - 1)

    @property
    def below(self) -> float:
        """The height of what stands below a map."""
        return max(self.foot, (UNDER + DEEP + LEADING * (self.lines - 1)) * self.name)

    def area(self, slot: Slot) -> Slot:
        """The map in a slot."""
        return slot.inset(top=self.above, bottom=self.below)


@dataclass(frozen=True)
class Extract:
    """The rectangle of parameters that maps show: its middle and its half height."""

    middle: NDArray[np.float64]
    half: float
    corner: Corner
    """In which fewest landings are."""


def colours_of_kinds(theme: Theme) -> dict[str, str]:
    """What each kind is drawn in."""
    return {SINGLE: theme.stochastic, FEW: theme.mini_batch, ALL: theme.batch}


def typeset(scene: AnyScene, width: float) -> Type:
    """The largest type in which both ends of each line fit into a width; or two lines."""
    narrow = scene.layout.narrow
    names = (SIZES.label, SIZES.small) if narrow else (SIZES.formula, SIZES.name)
    unit = SIZES.small if narrow else SIZES.name
    for size in names:
        if all(_fits(scene, kind, Type(size, unit, 1), width) for kind in KINDS):
            return Type(size, unit, 1)
    return Type(names[-1], unit, 2)


def _fits(scene: AnyScene, kind: str, sizes: Type, width: float) -> bool:
    """Whether a kind has room on one line above its map, and on one below."""
    heading = sum(float(each.width) for each in _heading(scene, kind, sizes))
    steps, looks = _counts(scene, sizes)
    taken = scene.plan.steps(kind)
    told = steps.width_at(taken) + looks.width_at(taken * scene.plan.sizes[kind])
    return max(heading, told) + APART * sizes.name <= width


def _heading(scene: AnyScene, kind: str, sizes: Type) -> tuple[Label, Label]:
    """Name of a kind, and how many it asks a step."""
    colour = colours_of_kinds(scene.theme)[kind]
    asked = scene.say(f"sizes.{scene.plan.noun}_a_step", count=scene.plan.sizes[kind])
    return (
        words(scene.say(f"methods.{kind}"), sizes.name, colour, "semibold"),
        words(asked, sizes.unit, scene.theme.text),
    )


def _counts(scene: AnyScene, sizes: Type) -> tuple[Count, Count]:
    """Of steps, and of looks."""
    say, colour = scene.say, scene.theme.text
    steps, looks = (
        Count(say.forms(f"counts.{what}"), sizes.name, colour, say.numerals)
        for what in ("steps", "looks")
    )
    return steps, looks


def extract(plan: Plan, area: Slot, size: float) -> Extract:
    """What maps as large as this one show: all walks, with words of this size in a corner."""
    places = np.concatenate([*(run.theta for run in plan.runs.values()), plan.minimum[None]])
    low, high = places.min(axis=0), places.max(axis=0)
    across, up = np.maximum(high - low, 1e-12)
    unit = min((area.width - 2 * EDGE) / across, (area.height - 2 * EDGE) / up)
    middle = (low + high) / 2
    corner = _calmest((places - middle) * unit, area, size)
    return Extract(middle, float(area.height / 2 / unit), corner)


def _calmest(places: NDArray[np.float64], area: Slot, size: float) -> Corner:
    """The corner of a map with fewest of some places about its middle, (n, 2), near it."""
    reach = np.array([area.width, area.height]) / 2 - np.array([LONG, 2 * TALL]) * size - INSET

    def crossed(corner: Corner) -> int:
        sides = np.array([-1.0 if corner.left else 1.0, -1.0 if corner.low else 1.0])
        return int((places * sides > reach).all(axis=1).sum())

    return min((Corner(left, low) for low in (True, False) for left in (True, False)), key=crossed)


class WalkMap:
    """A map with the walk of a kind and the lowest place.

    Args:
        scene: that it belongs to; its table has the walk.
        plan: that has the runs by kind.
        area: that it fills.
        kind: of the walk.
        shown: what the map shows.
        thin: whether path and ball are.
    """

    def __init__(
        self, scene: AnyScene, plan: Plan, area: Slot, kind: str, shown: Extract, *, thin: bool
    ) -> None:
        problem, theme = plan.problem, scene.theme
        self.map = ContourMap(
            problem.loss, problem.gradient, shown.middle, shown.half, area,
            replace(theme, shading=CALM * theme.shading), palest=PALEST,
        )  # fmt: skip
        self.ground = scene.add_part(self.map, lambda _: None, layer=Layer.GROUND)
        colour, run = colours_of_kinds(theme)[kind], plan.runs[kind]
        self.runner = Runner(scene, kind, run, self.map, self.map.unit, colour, thin=thin)
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
    """A map with the walk of a kind and its rate; above it its name, below it steps and looks.

    Args:
        scene: that it belongs to; its plan has runs, sizes and rates by kind.
        slot: that it fills with the words.
        kind: of the walk.
        shown: what the map shows.
        sizes: of the words.
    """

    def __init__(self, scene: AnyScene, slot: Slot, kind: str, shown: Extract, sizes: Type) -> None:
        self.scene, self.slot, self.kind, self.sizes = scene, slot, kind, sizes
        thin = kind == SINGLE  # its many steps tangle
        self.walked = WalkMap(scene, scene.plan, sizes.area(slot), kind, shown, thin=thin)
        self.map, self.ground = self.walked.map, self.walked.ground
        self.runner = self.walked.runner
        self.heading = self._add_heading()
        self.rate = self._add_rate(shown.corner)
        self.count = self._add_count()

    @property
    def walk(self) -> tuple[Part, ...]:
        """The map and what is on it, but for words."""
        return self.walked.parts

    @property
    def names(self) -> tuple[Part, Part]:
        """What it is called, and its rate."""
        return self.heading, self.rate

    def _add_heading(self) -> Part:
        """Name and how many a step asks: at both ends of a line, or below one another."""
        name, asks = _heading(self.scene, self.kind, self.sizes)
        slot, baseline = self.slot, self.slot.top - FIRST * self.sizes.name
        name.put(slot.left, baseline)
        if self.sizes.lines > 1:
            asks.put(slot.left, baseline - LEADING * self.sizes.unit)
        else:
            asks.put(slot.right, baseline, "right")
        return self.scene.add_part(Group(name, asks), layer=Layer.NAMES)

    def _add_rate(self, corner: Corner) -> Part:
        """The learning rate, in a corner of the map."""
        scene, inner = self.scene, self.map.slot.inset(INSET, INSET, INSET, INSET)
        told, size = scene.say.numerals.in_formula(scene.plan.rates[self.kind], 2), self.sizes.name
        rate = formula(f"$alpha = {told}$", size, scene.theme.rate).cased(scene.theme.casing)
        x = inner.left if corner.left else inner.right - float(rate.width)
        rate.put(x, inner.bottom if corner.low else inner.top - TALL * size)
        return scene.add_part(rate, layer=Layer.NAMES)

    def _add_count(self) -> Part:
        """Steps taken so far, and looks that they took: at both ends of a line, or two."""
        steps, looks = _counts(self.scene, self.sizes)
        slot, size, asked = self.slot, self.sizes.name, self.scene.plan.sizes[self.kind]
        baseline, below = self.map.slot.bottom - UNDER * size, self.sizes.lines > 1
        numerals = self.scene.say.numerals
        unit = looks.width_at(0) - width_of(numerals.count(0), size)  # which stays where it is

        def tell(frame: int) -> Hashable:
            landed = self.runner.landed(frame)
            steps.show(landed, slot.left, baseline)
            first = slot.right - unit - width_of(numerals.count(landed * asked), size)
            x, y = (slot.left, baseline - LEADING * size) if below else (first, baseline)
            looks.show(landed * asked, x, y)
            return landed

        return self.scene.add_part(Group(steps, looks), tell, layer=Layer.NAMES)
