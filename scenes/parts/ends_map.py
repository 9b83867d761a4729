"""Where walks of one kind end in many orders of the samples, on a map of the lowest cost."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.contour_map import ContourMap
from scenes.components.outline import Outline
from scenes.components.path.drops import Drops
from scenes.components.path.mark import Mark
from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.landmark import with_view
from scenes.parts.opening_map import OpeningMap
from scenes.parts.size_map import (
    CALM,
    EDGE,
    LETTERS,
    PALEST,
    UNDER,
    Corner,
    Room,
    SizeMap,
    Type,
    colours_of_kinds,
    extract,
    in_corner,
)
from scenes.parts.slope_arrows import lie_beneath, plate_beneath
from scenes.plans.mini_batch import KINDS, Ends, Plan
from scenes.plans.told import ENDLESS
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import STROKES

Array = NDArray[np.float64]

NEAREST = 40.0
"""How many times as near as the start the lowest place is seen, at most."""
RATE_AT = Corner(left=True, low=False)
"""Where the learning rate stands: other corners have the names of the directions."""
APART = 0.5
"""From the mean cost to what that is, at least, in em of it."""
END, ONLY = 0.05, 0.8
"""Radius of the dot where a walk ends; and of one that is alone, in that of a ball."""


class Near(NamedTuple):
    """What a map shows from near: its middle, half its height, and by how much it is magnified."""

    middle: Array
    half: float
    times: float


def near(plan: Plan, area: Slot) -> Near:
    """The lowest place with all ends of all kinds that are nearer to it than the start."""
    room = np.array([area.width, area.height]) / 2 - EDGE
    start = float(max(np.abs(plan.start - plan.minimum) / room))
    shown = [_nearer(end, plan, room, start) for end in plan.ends.values()]
    low = np.min([plan.minimum, *(end.min(axis=0) for end in shown)], axis=0)
    high = np.max([plan.minimum, *(end.max(axis=0) for end in shown)], axis=0)
    half = max(float(max((high - low) / 2 / room)), start / NEAREST)
    half *= area.height / 2
    return Near((low + high) / 2, half, extract(plan, area).half / half)


def _nearer(end: Ends, plan: Plan, room: Array, start: float) -> Array:
    """Ends of a kind that are nearer to the lowest place than the start; that place without any."""
    away = np.abs(np.nan_to_num(end.places, nan=np.inf) - plan.minimum) / room
    found = end.places[away.max(axis=1) < start]
    return found if len(found) else plan.minimum[None]


def told_mean(scene: AnyScene, mean: float) -> str:
    """A mean cost above the lowest, in percent of that at the start."""
    if not np.isfinite(mean):
        return ENDLESS
    left = scene.say.numerals.significant(scene.plan.to_go(mean), 2)
    return str(scene.say("kinds.percent", share=left))


class EndsMap:
    """A map with a dot for each order, and the mean cost above the lowest in the foot.

    It opens out of a map with one walk.

    Args:
        scene: the scene it belongs to.
        walked: the map out of which it opens, whose room it fills.
        shown: what it shows.
        opened: how far it is opened.
        drawn: what share of the orders is drawn.
    """

    def __init__(
        self, scene: AnyScene, walked: SizeMap, shown: Near, opened: Animated, drawn: Animated
    ) -> None:
        self.scene, plan, theme = scene, scene.plan, scene.theme
        room, kind, sizes = walked.room, walked.kind, walked.sizes
        self.end: Ends = plan.ends[kind]
        near = ContourMap(
            plan.problem.loss, plan.problem.gradient, shown.middle, shown.half, room.picture,
            replace(theme, shading=CALM * theme.shading), palest=PALEST,
        )  # fmt: skip
        self.map = OpeningMap(near, walked.map)

        def open_(frame: int) -> Hashable:
            self.map.open(opened.at(frame))
            return self.map.view

        ground = scene.add_part(self.map, open_, layer=Layer.GROUND)
        many = len(self.end.places)
        radius = END if many > 1 else ONLY * STROKES.ball
        self.drops = Drops(self.map, (colours_of_kinds(theme)[kind],), theme, radius)

        def fall(frame: int) -> Hashable:
            count = int(np.ceil(drawn.at(frame) * many))
            places = self.end.places[:count]
            self.drops.show(places, np.zeros(count), np.zeros(count, dtype=np.intp))
            return count

        mark = Mark(self.map, plan.minimum, plan.least, theme.minimum, theme, ring=False)
        self.parts: Sequence[Part] = (
            ground,
            scene.add_part(self.drops, fall, layer=Layer.GROUND),
            scene.add_part(mark, with_view(self.map), layer=Layer.GROUND),
        )
        """The map and what is on it."""
        self.frame = self._add_frame()
        """A line around the map."""
        self.mean = self._mean(room, kind, sizes)
        self.told = scene.add_part(Group(self.mean, self._what(room, sizes)), layer=Layer.NAMES)

    def _add_frame(self) -> Part:
        line = Outline(self.map.slot, self.scene.theme.text)

        def follow(_: int) -> Hashable:
            line.sides = self.map.slot
            return self.map.view

        return self.scene.add_part(line, follow, layer=Layer.NAMES)

    def _mean(self, room: Room, kind: str, sizes: Type) -> Label:
        """The mean cost, as large as those of all kinds have room."""
        plan = self.scene.plan
        texts = {each: told_mean(self.scene, plan.ends[each].mean) for each in KINDS}
        make = partial(words, colour=self.scene.theme.text, weight="semibold")
        size = min(
            float(fitted(text, room.foot.width, 1, sizes.number, make)[0].size)
            for text in texts.values()
        )
        return make(texts[kind], size).put(room.foot.left, room.foot.top - UNDER * sizes.number)

    def _what(self, room: Room, sizes: Type) -> Label:
        """What that is: at the other end of the line, or below."""
        foot, below = room.foot, sizes.lines > 1
        told = self.scene.say("sizes.mean_cost")
        taken = 0.0 if below else float(self.mean.width) + APART * self.mean.size
        make = partial(words, colour=self.scene.theme.text)
        (label,) = fitted(told, foot.width - taken, 1, sizes.unit, make)
        if below:
            return label.put(foot.left, self.mean.baseline - LEADING * sizes.unit)
        return label.put(foot.right, self.mean.baseline, "right")


def add_rate(scene: AnyScene, area: Slot, kind: str) -> Part:
    """The learning rate of a kind, in a corner of its map."""
    value = scene.say.numerals.in_formula(scene.plan.rates[kind], 2)
    label = formula(f"$alpha = {value}$", LETTERS, scene.theme.rate)
    in_corner(label, area, RATE_AT, scene.theme)
    plate = plate_beneath(float(label.width), label.size, scene.theme)
    lie_beneath(plate, label)
    return scene.add_part(Group(plate, label), layer=Layer.NAMES)
