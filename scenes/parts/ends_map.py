"""Where walks of one kind end in many orders of the samples, on a map of the lowest cost."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.contour_map import ContourMap
from scenes.components.outline import Outline
from scenes.components.path.drops import Drops
from scenes.components.path.mark import Mark
from scenes.components.text.label import formula, words
from scenes.layout import Slot
from scenes.parts.landmark import beside
from scenes.parts.size_map import (
    CALM,
    EDGE,
    INSET,
    PALEST,
    UNDER,
    Corner,
    Room,
    Type,
    colours_of_kinds,
    in_corner,
)
from scenes.parts.told_share import ToldShare, fitting, told_share, widest
from scenes.plans.mini_batch import FEW, KINDS, Ends, Plan
from scenes.plans.race import ORDERS
from scenes.plans.told import ENDLESS
from scenes.plans.verdicts import ROUNDING
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

MOST, NEAREST = 0.995, 40.0
"""The share of the ends that a map shows, if they are nearer than the start; and how many times as
near as the start is it seen, at most."""
CLEAR = 0.09
"""Between words and the edge of a map."""
RATE_AT = Corner(left=True, low=False)
"""Where the learning rate stands on a map."""
OVER, BESIDE = 1.15, 0.6
"""From its baseline to that of what is told of it below it, in em; and how much of a map's width
that may have."""
END, ONLY = 0.05, 0.8
"""Radius of the dot where a walk ends; and of one that is alone, in that of a ball."""


class Near(NamedTuple):
    """What a map shows from near: its middle, and half its height."""

    middle: Array
    half: float


def near(plan: Plan, area: Slot) -> Near:
    """The lowest place with nearly all ends of all kinds that are nearer to it than the start."""
    room = np.array([area.width, area.height]) / 2 - EDGE
    start = float(max(np.abs(plan.start - plan.minimum) / room))
    shown = [_nearer(end, plan, room, start) for end in plan.ends.values()]
    low = np.minimum(plan.minimum, np.min([np.quantile(e, 1 - MOST, axis=0) for e in shown], 0))
    high = np.maximum(plan.minimum, np.max([np.quantile(e, MOST, axis=0) for e in shown], 0))
    half = max(float(max((high - low) / 2 / room)), start / NEAREST)
    return Near((low + high) / 2, half * area.height / 2)


def _nearer(end: Ends, plan: Plan, room: Array, start: float) -> Array:
    """Ends of a kind that are nearer to the lowest place than the start; that place without any."""
    away = np.abs(np.nan_to_num(end.places, nan=np.inf) - plan.minimum) / room
    found = end.places[away.max(axis=1) < start]
    return found if len(found) else plan.minimum[None]


def told_mean(scene: AnyScene, kind: str) -> str:
    """The mean cost above the lowest where walks of a kind end, as a number."""
    mean, numerals = scene.plan.ends[kind].mean, scene.say.numerals
    return numerals.significant(mean, 2) if np.isfinite(mean) else ENDLESS


def cost_share(plan: Plan, kind: str) -> float:
    """Of the highest mean cost that is a number, that of a kind; of those that are none, all."""
    means = [end.mean for end in plan.ends.values() if np.isfinite(end.mean)]
    return min(1.0, plan.ends[kind].mean / max(*means, ROUNDING, 0.0))


class EndsMap:
    """A map with a dot for each order, and the mean cost in the foot.

    Args:
        scene: the scene it belongs to.
        room: the slot it fills.
        kind: of the walks.
        shown: what its map shows.
        sizes: of the words.
        drawn: what share of the orders is drawn.
    """

    def __init__(
        self, scene: AnyScene, room: Room, kind: str, shown: Near, sizes: Type, drawn: Animated
    ) -> None:
        self.scene, plan, theme = scene, scene.plan, scene.theme
        self.end: Ends = plan.ends[kind]
        self.map = ContourMap(
            plan.problem.loss, plan.problem.gradient, shown.middle, shown.half, room.picture,
            replace(theme, shading=CALM * theme.shading), palest=PALEST,
        )  # fmt: skip
        many = len(self.end.places)
        radius = END if many > 1 else ONLY * STROKES.ball
        self.drops = Drops(self.map, (colours_of_kinds(theme)[kind],), theme, radius)

        def fall(frame: int) -> Hashable:
            count = int(np.ceil(drawn.at(frame) * many))
            places = self.end.places[:count]
            self.drops.show(places, np.zeros(count), np.zeros(count, dtype=np.intp))
            return count

        rate = self._rate(room.picture, kind, sizes)
        mark = Mark(self.map, plan.minimum, plan.least, theme.minimum, theme, ring=False)
        self.ground = scene.add_part(self.map, lambda _: None, layer=Layer.GROUND)
        self.on_it: Sequence[Part] = (
            scene.add_part(self.drops, fall, layer=Layer.GROUND),
            scene.add_part(mark, layer=Layer.GROUND),
            scene.add_part(rate, layer=Layer.NAMES),
        )
        if many == 1:
            self.on_it = (*self.on_it, self._add_alike(room.picture, kind))
        self.share = self._told_share(room, kind, sizes)
        self.told = scene.add_part(Group(*self.share.pieces), layer=Layer.NAMES)

    def _rate(self, slot: Slot, kind: str, sizes: Type) -> Group:
        """The learning rate of a kind in a corner of its map.

        Below that of mini-batch is how many times stochastic's it is, if its dots scatter farther,
        and there is room beside them.
        """
        scene, plan, theme = self.scene, self.scene.plan, self.scene.theme
        value = scene.say.numerals.in_formula(plan.rates[kind], 2)
        rate = formula(f"$alpha = {value}$", sizes.name, theme.rate)
        shown = Group(in_corner(rate, slot, RATE_AT, theme))
        if kind == FEW and plan.sign("scatter") == "sizes.wider":
            times = scene.say.numerals.significant(plan.quicker(kind), 2)
            told = words(scene.say("sizes.times", times=times), sizes.unit, theme.text)
            inner = slot.inset(*[INSET] * 4)
            told.cased(theme.casing).put(inner.left, rate.baseline - OVER * sizes.name)
            if told.width <= BESIDE * inner.width:
                shown.add(told)
        return shown

    def _add_alike(self, slot: Slot, kind: str) -> Part:
        """Beside the only end, that each order comes to it."""
        scene, theme = self.scene, self.scene.theme
        size = SIZES.small if scene.layout.narrow else SIZES.name
        told = scene.say("sizes.alike", count=ORDERS)
        name = words(told, size, colours_of_kinds(theme)[kind], "semibold")
        place = self.end.places[0]
        point = self.map.at(place, np.zeros(()))[:2]
        inner = slot.inset(*[CLEAR] * 4)
        beside(name.cased(theme.casing), point, inner, STROKES.ball + CLEAR, -0.3 * size)
        return scene.add_part(name, layer=Layer.NAMES)

    def _told_share(self, room: Room, kind: str, sizes: Type) -> ToldShare:
        """The mean cost as a number and a bar, below the map or at the end of words beside it."""
        scene, theme, size = self.scene, self.scene.theme, sizes.number
        texts = {each: told_mean(scene, each) for each in KINDS}
        size = fitting(theme, texts.values(), room.foot.width, (size, sizes.name, sizes.unit))
        slot = replace(room.foot, bottom=room.foot.top - UNDER * sizes.number)
        return told_share(
            theme, texts[kind], cost_share(scene.plan, kind), colours_of_kinds(theme)[kind],
            slot, size, widest(theme, texts.values(), size),
        )  # fmt: skip


def add_ends(
    scene: AnyScene, places: Mapping[str, Room], sizes: Type, drawn: Animated
) -> list[EndsMap]:
    """A map for each kind, all of one scale."""
    first = next(iter(places.values()))
    shown = near(scene.plan, first.picture)
    return [EndsMap(scene, room, kind, shown, sizes, drawn) for kind, room in places.items()]


def add_frame(scene: AnyScene, whole: ContourMap, part: ContourMap, opened: Animated) -> Part:
    """A line around what a near map shows of a whole one in its place; opened, around all of it."""
    slot, middle = whole.slot, whole.at(part.centre, np.zeros(()))[:2]
    half = np.array([slot.width, slot.height]) / 2 * whole.unit / part.unit
    low, high = (
        np.maximum(middle - half, slot.corners[0]),
        np.minimum(middle + half, slot.corners[2]),
    )
    glide = Gliding([Slot(*low.tolist(), *high.tolist()), slot])
    line = Outline(glide.slots[0], scene.theme.text)

    def open_(frame: int) -> Hashable:
        line.sides = glide.between(opened.at(frame))
        return line.sides

    return scene.add_part(line, open_, layer=Layer.NAMES)
