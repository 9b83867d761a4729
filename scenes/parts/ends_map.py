"""Where walks of one kind end in many orders of the samples, on a map of the lowest cost."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from scenes.components.contour_map import ContourMap
from scenes.components.outline import Outline
from scenes.components.path.drops import Drops
from scenes.components.path.mark import Mark
from scenes.components.plot.share import Share, Track
from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.parts.landmark import beside
from scenes.parts.size_map import (
    BAR,
    CALM,
    EDGE,
    PALEST,
    Room,
    Told,
    Type,
    add_foot,
    colours_of_kinds,
)
from scenes.plans.mini_batch import Ends, Plan
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
"""From a map, or from words, to the bar of a mean cost."""
END, ONLY = 0.05, 0.8
"""Radius of the dot where a walk ends; and of one that is alone, in that of a ball."""


def near_half(plan: Plan, area: Slot) -> float:
    """Half the height of a map about the lowest cost that shows nearly all ends of all kinds."""
    room = np.array([area.width, area.height]) / 2 - EDGE
    start = float(max(np.abs(plan.start - plan.minimum) / room))
    away = [_away(end, plan) / room for end in plan.ends.values()]
    reached = np.concatenate([each.max(axis=1) for each in away])
    near = reached[reached < start]
    if not len(near):
        return start * area.height / 2
    farthest = max(float(np.quantile(near, MOST)), *(_lone(each, start) for each in away))
    return max(farthest, start / NEAREST) * area.height / 2


def _away(end: Ends, plan: Plan) -> Array:
    return np.abs(np.nan_to_num(end.places, nan=np.inf) - plan.minimum)


def _lone(away: Array, start: float) -> float:
    """How far off an end is that is the only one of its kind, if it is nearer than the start."""
    far = float(away.max())
    return far if len(away) == 1 and far < start else 0.0


def told_mean(scene: AnyScene, kind: str) -> str:
    """The mean cost above the lowest where walks of a kind end, as a number."""
    mean, numerals = scene.plan.ends[kind].mean, scene.say.numerals
    return numerals.significant(mean, 2) if np.isfinite(mean) else ENDLESS


def told_end(scene: AnyScene, kind: str) -> str:
    """The mean cost where walks of a kind end."""
    return scene.say("sizes.end", value=told_mean(scene, kind))


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
        half: half its height in parameters.
        sizes: of the words.
        drawn: what share of the orders is drawn.
    """

    def __init__(
        self, scene: AnyScene, room: Room, kind: str, half: float, sizes: Type, drawn: Animated
    ) -> None:
        self.scene, plan, theme = scene, scene.plan, scene.theme
        self.end: Ends = plan.ends[kind]
        self.map = ContourMap(
            plan.problem.loss, plan.problem.gradient, plan.minimum, half, room.picture,
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

        mark = Mark(self.map, plan.minimum, plan.least, theme.minimum, theme, ring=False)
        told = Told(told_end(scene, kind), theme.text, 1)
        self.ground = scene.add_part(self.map, lambda _: None, layer=Layer.GROUND)
        self.on_it: Sequence[Part] = (
            scene.add_part(self.drops, fall, layer=Layer.GROUND),
            scene.add_part(mark, layer=Layer.GROUND),
        )
        if many == 1:
            self.on_it = (*self.on_it, self._add_alike(room.picture, kind))
        self.share = self._share(room, kind)
        self.told = self._add_told(room, sizes, told)

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

    def _share(self, room: Room, kind: str) -> Share:
        """The mean cost as a bar."""
        theme, foot = self.scene.theme, room.foot
        slot = replace(foot, top=foot.top - CLEAR, bottom=foot.top - BAR)
        share = cost_share(self.scene.plan, kind)
        return Share(Track(slot, theme), share, colours_of_kinds(theme)[kind])

    def _add_told(self, room: Room, sizes: Type, told: Told) -> Part:
        """Below the bar what it stands for."""
        below = room._replace(foot=replace(room.foot, top=room.foot.top - BAR))
        return add_foot(self.scene, below, sizes, [told], self.share.track, self.share)


def add_ends(
    scene: AnyScene, places: Mapping[str, Room], sizes: Type, drawn: Animated
) -> list[EndsMap]:
    """A map for each kind, all of one scale."""
    first = next(iter(places.values()))
    half = near_half(scene.plan, first.picture)
    return [EndsMap(scene, room, kind, half, sizes, drawn) for kind, room in places.items()]


def add_frame(scene: AnyScene, whole: ContourMap, near: ContourMap, opened: Animated) -> Part:
    """A line around what a near map shows of a whole one in its place; opened, around all of it."""
    slot, middle = whole.slot, whole.at(near.centre, np.zeros(()))[:2]
    half = np.array([slot.width, slot.height]) / 2 * whole.unit / near.unit
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
