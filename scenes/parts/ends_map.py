"""Where walks of one kind end in many orders of the samples, on a map of the lowest cost."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from scenes.components.contour_map import ContourMap
from scenes.components.path.drops import Drops
from scenes.components.path.mark import Mark
from scenes.layout import Slot
from scenes.parts.size_map import CALM, EDGE, PALEST, Room, Type, add_foot, colours_of_kinds
from scenes.plans.mini_batch import Ends, Plan
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
        plan, theme, colour = scene.plan, scene.theme, colours_of_kinds(scene.theme)[kind]
        end: Ends = plan.ends[kind]
        self.map = ContourMap(
            plan.problem.loss, plan.problem.gradient, plan.minimum, half, room.picture,
            replace(theme, shading=CALM * theme.shading), palest=PALEST,
        )  # fmt: skip
        many = len(end.places)
        radius = END if many > 1 else ONLY * STROKES.ball
        self.drops = Drops(self.map, (colour,), theme, radius)

        def fall(frame: int) -> Hashable:
            count = int(np.ceil(drawn.at(frame) * many))
            self.drops.show(end.places[:count], np.zeros(count), np.zeros(count, dtype=np.intp))
            return count

        mark = Mark(self.map, plan.minimum, plan.least, theme.minimum, theme, ring=False)
        numerals = scene.say.numerals
        value = numerals.significant(end.mean, 2) if np.isfinite(end.mean) else ENDLESS
        told = scene.say("sizes.end", value=value)
        self.ground = scene.add_part(self.map, lambda _: None, layer=Layer.GROUND)
        self.on_it: Sequence[Part] = (
            scene.add_part(self.drops, fall, layer=Layer.GROUND),
            scene.add_part(mark, layer=Layer.GROUND),
        )
        self.told = add_foot(scene, room, sizes, told, theme.text)


def add_ends(
    scene: AnyScene, places: Mapping[str, Room], sizes: Type, drawn: Animated
) -> list[EndsMap]:
    """A map for each kind, all of one scale."""
    first = next(iter(places.values()))
    half = near_half(scene.plan, first.picture)
    return [EndsMap(scene, room, kind, half, sizes, drawn) for kind, room in places.items()]
