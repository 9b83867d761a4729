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
from scenes.components.path.trail import Trail
from scenes.components.readout import Count
from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.landmark import with_view
from scenes.parts.opening_map import OpeningMap
from scenes.parts.runner import Runner
from scenes.parts.size_map import (
    CALM,
    EDGE,
    LETTERS,
    PALEST,
    UNDER,
    UP_AT,
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

MOST, NEAREST = 0.995, 40.0
"""The share of the ends that a map shows, if they are nearer than the start; and how many times as
near as the start is it seen, at most."""
END, ONLY = 0.05, 0.8
"""Radius of the dot where a walk ends; and of one that is alone, in that of a ball."""


class Near(NamedTuple):
    """What a map shows from near: its middle, half its height, and by how much it is magnified."""

    middle: Array
    half: float
    times: float


def near(plan: Plan, area: Slot) -> Near:
    """The lowest place with nearly all ends of all kinds that are nearer to it than the start."""
    room = np.array([area.width, area.height]) / 2 - EDGE
    start = float(max(np.abs(plan.start - plan.minimum) / room))
    shown = [_nearer(end, plan, room, start) for end in plan.ends.values()]
    low = np.minimum(plan.minimum, np.min([np.quantile(e, 1 - MOST, axis=0) for e in shown], 0))
    high = np.maximum(plan.minimum, np.max([np.quantile(e, MOST, axis=0) for e in shown], 0))
    half = max(float(max((high - low) / 2 / room)), start / NEAREST)
    half *= area.height / 2
    return Near((low + high) / 2, half, extract(plan, area).half / half)


def _nearer(end: Ends, plan: Plan, room: Array, start: float) -> Array:
    """Ends of a kind that are nearer to the lowest place than the start; that place without any."""
    away = np.abs(np.nan_to_num(end.places, nan=np.inf) - plan.minimum) / room
    found = end.places[away.max(axis=1) < start]
    return found if len(found) else plan.minimum[None]


def told_mean(scene: AnyScene, kind: str) -> str:
    """The mean cost above the lowest where walks of a kind end, as a number."""
    mean, numerals = scene.plan.ends[kind].mean, scene.say.numerals
    return numerals.significant(mean, 2) if np.isfinite(mean) else ENDLESS


class EndsMap:
    """A map with a dot for each order, and the mean cost above the lowest and waits in the foot.

    It opens out of a map with one walk, whose end it shows until then.

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
        self.walk = self._add_walk(walked.runner)
        """The end of the one walk."""
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
        """The map and what is on it, but for the one walk."""
        self.frame = self._add_frame()
        """A line around the map."""
        self.mean = self._mean(room, kind, sizes)
        self.told = scene.add_part(
            Group(self.mean, self._waits(room, kind, sizes)), layer=Layer.NAMES
        )

    def _add_walk(self, runner: Runner) -> Part:
        run = runner.run
        trail = Trail(self.map, runner.line, runner.colour, self.scene.theme, runner.trail.style)
        trail.show(run.steps, run.theta[-1], float(run.problem.loss(run.theta[-1])))
        return self.scene.add_part(trail, with_view(self.map), layer=Layer.GROUND)

    def _add_frame(self) -> Part:
        line = Outline(self.map.slot, self.scene.theme.text)

        def follow(_: int) -> Hashable:
            line.sides = self.map.slot
            return self.map.view

        return self.scene.add_part(line, follow, layer=Layer.NAMES)

    def _mean(self, room: Room, kind: str, sizes: Type) -> Label:
        """The mean cost, as large as those of all kinds have room."""
        texts = {each: told_mean(self.scene, each) for each in KINDS}
        make = partial(words, colour=self.scene.theme.text, weight="semibold")
        size = min(
            float(fitted(text, room.foot.width, 1, sizes.number, make)[0].size)
            for text in texts.values()
        )
        return make(texts[kind], size).put(room.foot.left, room.foot.top - UNDER * sizes.number)

    def _waits(self, room: Room, kind: str, sizes: Type) -> Count:
        """How often the walk waits: at the other end of the line, or below."""
        say, theme, foot = self.scene.say, self.scene.theme, room.foot
        waits = Count(say.forms("counts.waits"), sizes.unit, theme.text, say.numerals)
        count, baseline = self.scene.plan.waits(kind), foot.top - UNDER * sizes.number
        if sizes.lines > 1:
            waits.show(count, foot.left, baseline - LEADING * sizes.unit)
        else:
            waits.show(count, foot.right - waits.width_at(count), baseline)
        return waits


def add_rate(scene: AnyScene, area: Slot, kind: str) -> Part:
    """The learning rate of a kind, in a corner of its map."""
    value = scene.say.numerals.in_formula(scene.plan.rates[kind], 2)
    label = formula(f"$alpha = {value}$", LETTERS, scene.theme.rate)
    in_corner(label, area, UP_AT, scene.theme)
    plate = plate_beneath(float(label.width), label.size, scene.theme)
    lie_beneath(plate, label)
    return scene.add_part(Group(plate, label), layer=Layer.NAMES)
