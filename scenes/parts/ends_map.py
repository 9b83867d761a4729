"""Where walks of one kind end in many orders of the samples, on a map of the lowest cost."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np
from manim import Group, Mobject
from numpy.typing import NDArray

from scenes.components.contour_map import ContourMap
from scenes.components.outline import Outline
from scenes.components.path.dashes import Dashes
from scenes.components.path.drops import Drops
from scenes.components.path.mark import Mark
from scenes.components.text.label import Label, words
from scenes.components.text.lines import SizedMake, fitted
from scenes.layout import Slot
from scenes.painting.extent import Extent
from scenes.parts.naming import ASCENT, DESCENT, covered, overlap
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
    extract,
    in_corner,
)
from scenes.parts.slope_arrows import PLATE_ROOM, plate_beneath
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
CORNERS = tuple(Corner(left, low) for left in (True, False) for low in (False, True))
"""Where notes may stand on a map."""
RISES = -3.0, 2.4, -4.4, 3.8
"""How far the words of an end that is alone may stand above it, in em: a line leads to them."""
PITCH = 1.7
"""From the baseline of one note to that of the next, in em."""
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

        notes = self._notes(room.picture, kind, shown.times)
        mark = Mark(self.map, plan.minimum, plan.least, theme.minimum, theme, ring=False)
        self.ground = scene.add_part(self.map, lambda _: None, layer=Layer.GROUND)
        self.on_it: Sequence[Part] = (
            scene.add_part(self.drops, fall, layer=Layer.GROUND),
            scene.add_part(mark, layer=Layer.GROUND),
            scene.add_part(Group(*notes), layer=Layer.NAMES),
        )
        if many == 1:
            taken = [covered(each) for each in (*notes, mark)]
            self.on_it = (*self.on_it, self._add_alike(room.picture, kind, taken))
        self.share = self._told_share(room, kind, sizes)
        self.told = scene.add_part(Group(*self.share.pieces), layer=Layer.NAMES)

    @property
    def _size(self) -> float:
        """Of words on the map."""
        return SIZES.small if self.scene.layout.narrow else SIZES.name

    def _notes(self, slot: Slot, kind: str, times: float) -> list[Mobject]:
        """How much nearer the map is seen than that of the walks; on plates in corners.

        Nearer to the middle is how many times stochastic's rate mini-batch's is, if its dots
        scatter farther.
        """
        scene, numerals = self.scene, self.scene.say.numerals
        nearer = numerals.significant(times, 2)
        told = [scene.say(key, times=nearer) for key in ("bowls.magnified", "sizes.near_short")]
        notes = self._on_plate(told, slot)
        if kind == FEW and (said := scene.plan.sign("scatter")):
            quicker = numerals.significant(scene.plan.quicker(kind), 2)
            pitch = PITCH * self._size
            below = slot.inset(top=pitch, bottom=pitch)
            notes += self._on_plate([scene.say(said, times=quicker)], below)
        return notes

    def _fitting(self, texts: Sequence[str], width: float, make: SizedMake) -> Label:
        """The first of texts, or the last, in a size in which it fits into a width."""
        text, *shorter = texts
        if shorter and make(text, size=self._size).width > width:
            return self._fitting(shorter, width, make)
        (label,) = fitted(text, width, 1, self._size, make)
        return label

    def _on_plate(self, texts: Sequence[str], slot: Slot) -> list[Mobject]:
        """In the corner of a slot where the fewest dots are."""
        theme, room = self.scene.theme, PLATE_ROOM * self._size / 2
        make = partial(words, colour=theme.text)
        label = self._fitting(texts, slot.width - 2 * (INSET + room), make)
        inner = slot.inset(left=room, right=room)
        with np.errstate(invalid="ignore", over="ignore"):
            dots = self.map.at(self.end.places, np.zeros(len(self.end.places)))[:, :2]

        def hidden(corner: Corner) -> int:
            beneath = Slot(*covered(in_corner(label, inner, corner, theme)))
            return int(beneath.inset(*[-2 * END] * 4).holds(dots).sum())

        in_corner(label, inner, min(CORNERS, key=hidden), theme)
        plate = plate_beneath(float(label.width), label.size, theme).move_to(label)
        return [plate, label]

    def _add_alike(self, slot: Slot, kind: str, taken: Sequence[Extent]) -> Part:
        """A line from the only end to words, clear of others: that each order comes to it."""
        scene, size = self.scene, self._size
        colour, inner = colours_of_kinds(scene.theme)[kind], slot.inset(*[CLEAR] * 4)
        make = partial(words, colour=colour, weight="semibold")
        told = [scene.say(f"sizes.{key}", count=ORDERS) for key in ("alike", "alike_short")]
        name = self._fitting(told, inner.width, make)
        point = self.map.at(self.end.places[0], np.zeros(()))[:2]
        left = np.clip(point[0] - name.width / 2, inner.left, inner.right - name.width)

        def box(rise: float) -> Extent:
            y = float(point[1]) + rise * size
            return float(left), y - DESCENT * size, float(left + name.width), y + ASCENT * size

        def crossed(rise: float) -> int:
            outside = not inner.holds(Slot(*box(rise)).corners).all()
            return sum(overlap(box(rise), other) for other in taken) + outside

        rise = min(RISES, key=crossed)
        name.cased(scene.theme.casing).put(float(left), float(point[1]) + rise * size)
        line = Dashes(colour, STROKES.thin, dash=0)
        line.show(self._leader(point, Slot(*box(rise))))
        return scene.add_part(Group(line, name), layer=Layer.NAMES)

    def _leader(self, point: Array, box: Slot) -> Array:
        """The ends (2, 2) of a line from beside the only end to words in a box."""
        end = np.clip(point, box.corners[0], box.corners[2])
        way = (end - point) / max(float(np.hypot(*(end - point))), 1e-12)
        return np.array([point + ONLY * STROKES.ball * way, end])

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
