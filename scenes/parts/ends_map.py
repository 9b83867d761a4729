"""Where walks of one kind end in many orders of the samples, on a map of the lowest cost."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.contour_map import ContourMap
from scenes.components.outline import Outline
from scenes.components.path.drops import Drops
from scenes.components.path.mark import Mark
from scenes.components.text.label import words
from scenes.components.text.lines import first_fitting
from scenes.layout import Slot
from scenes.parts.size_map import (
    CALM,
    EDGE,
    INSET,
    PALEST,
    Room,
    Told,
    Type,
    add_foot,
    colours_of_kinds,
    in_calmest_corner,
    parted,
)
from scenes.parts.slope_arrows import plate_beneath
from scenes.plans.mini_batch import FEW, Ends, Plan
from scenes.plans.told import ENDLESS
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import STROKES

Array = NDArray[np.float64]

MOST, NEAREST = 0.995, 40.0
"""The share of the ends that a map shows, if they are nearer than the start; and how many times as
near as the start is it seen, at most."""
RAISED = 0.28
"""Of the middle of words above their baseline, in em."""
COLON = ": "
"""After this what is told of the ends goes on, on another line where there is one."""
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


def told_end(scene: AnyScene, kind: str) -> str:
    """The mean cost where walks of a kind end."""
    mean, numerals = scene.plan.ends[kind].mean, scene.say.numerals
    value = numerals.significant(mean, 2) if np.isfinite(mean) else ENDLESS
    return scene.say("sizes.end", value=value)


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
        told = Told(told_end(scene, kind), theme.text, sizes.lines)
        self.ground = scene.add_part(self.map, lambda _: None, layer=Layer.GROUND)
        self.on_it: Sequence[Part] = (
            scene.add_part(self.drops, fall, layer=Layer.GROUND),
            scene.add_part(mark, layer=Layer.GROUND),
            self._add_orders(room.picture, kind, sizes),
        )
        self.told = add_foot(scene, room, sizes, parted(told, COLON))

    def _add_orders(self, slot: Slot, kind: str, sizes: Type) -> Part:
        """How many orders there are, or that it is the same in each, in a corner of the map.

        Of mini-batch also how many times as large as stochastic's its learning rate is: that is why
        its walks may end as far apart.
        """
        scene, many = self.scene, len(self.end.places)
        told = scene.say("sizes.orders", count=many) if many > 1 else scene.say("sizes.any_order")
        times = scene.say.numerals.significant(scene.plan.rate_times, 2)
        brief = told.partition(COLON)[0]
        if kind == FEW and times != "1":
            brief = scene.say("sizes.rate", times=times)
            told = f"{told}{COLON}{brief}"
        label = first_fitting(
            [told, brief],
            slot.width - 2 * INSET,
            lambda text: words(text, sizes.unit, scene.theme.text),
        )
        inside = self.end.places[self.map.contains(self.end.places)]
        dots = self.map.at(inside, np.zeros(len(inside)))
        in_calmest_corner(label, slot, dots, scene.theme)
        plate = plate_beneath(float(label.width), label.size, scene.theme)
        plate.move_to((float(label.get_center()[0]), label.baseline + RAISED * label.size, 0.0))
        return scene.add_part(Group(plate, label), layer=Layer.NAMES)


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
