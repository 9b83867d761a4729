"""A ravine in its true shape that turns among the directions of its parameters, which stay."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.basin import EDGE
from scenes.components.path.dashes import Dashes
from scenes.components.path.mark import Mark
from scenes.components.text.label import formula, words
from scenes.layout import Slot
from scenes.parts.basin_view import RIM
from scenes.parts.landmark import with_view
from scenes.parts.ravine_ground import ravine_ground
from scenes.plans.optimizers import DEGREES, Plan
from scenes.plans.rule_runs import PLAIN
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

PALEST = 0.8
"""Of the colours of heights, the share that it has: arrows lie on it."""
WIDE = 0.42
"""Half of its width in the diagonal of its slot, at least, so that it fills this: of a narrow one,
higher ground is seen as well."""
ROOM = 0.85
"""Between what turns and the sides of the slot, in frame units."""
ARC = 0.6
"""Radius of the arc of the turn, in the distance from the lowest point to the start."""
BESIDE, BACK, AWAY = 0.7, 0.5, 0.8
"""From a line to its letter, and back along it from its end; and from the start to its name; in
em."""
CORNERS = 46
"""Of an arc, and places of a turn that are looked at for where it has room."""


class KnobTurn:
    """The ravine as it is, with its start, and lines along the parameters through the lowest point.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills, as large as the turn has room.
        turns: from and to how many degrees.
        most: frame units of a parameter, at most.
        lowest: where in the slot its lowest point lies, in its width and height; if it is None, the
            slot has the start, too.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        turns: tuple[float, float] = (0.0, DEGREES),
        most: float = np.inf,
        lowest: tuple[float, float] | None = None,
    ) -> None:
        self.scene, self.slot, self.plan = scene, slot, scene.plan
        self.angle = Animated(turns[0])
        """By which the ravine is turned, in degrees."""
        plan: Plan = scene.plan
        low, start = plan.ravine.minimum(), plan.runs[PLAIN].theta[0]
        self._away = np.asarray(start - low)
        self.unit = min(most, unit_in(plan, slot, turns))
        halves = _swept(plan, turns)[1:]
        halves = np.concatenate([halves, -halves]) / np.hypot(*halves[0])
        self._free = [_free_side(way, halves) for way in np.eye(2)]
        """On which side of each line its letter stands: 1 left of it, -1 right of it."""
        self._pivot = slot.centre - self.unit * _reach(plan, turns).mean(axis=0)
        if lowest is not None:
            self._pivot = slot.corners[0] + np.array(lowest) * (slot.corners[2] - slot.corners[0])
        gained = WIDE * np.hypot(slot.width, slot.height) / (self.unit * self._half_width(RIM))
        top = self._top(RIM) * max(1.0, gained) ** 2
        self.basin = ravine_ground(plan, "", top, scene.theme, palest=PALEST)
        self.part = scene.add_part(self.basin, self._look, layer=Layer.GROUND)
        self.arc = self._add_arc()
        self.knobs = self._add_knobs()

    @property
    def ground(self) -> tuple[Part, ...]:
        """It, the lines along the parameters, and its lowest point."""
        return self.part, self.knobs, self.minimum

    def add_marks(self) -> None:
        """Put the lowest point and the start, with its name, above what has been added so far."""
        scene, plan = self.scene, self.plan
        low = plan.ravine.minimum()
        marks = (low, plan.lowest, scene.theme.minimum), (low + self._away, 0.0, scene.theme.text)
        self.minimum, ring = (
            scene.add_part(
                Mark(self.basin, place, loss, colour, scene.theme, ring=k > 0),
                with_view(self.basin), layer=Layer.GROUND,
            )
            for k, (place, loss, colour) in enumerate(marks)
        )  # fmt: skip
        self.start = ring, self._add_start()

    @property
    def way(self) -> float:
        """Frame units from the lowest point to the start."""
        return self.unit * float(np.hypot(*self._away))

    def _top(self, rim: float) -> float:
        """The cost above the lowest at a rim, in that of the start."""
        return rim * float(self.plan.runs[PLAIN].loss[0] - self.plan.lowest)

    def _half_width(self, rim: float) -> float:
        return float(np.sqrt(2.0 * self._top(rim) / self.plan.axes.curvatures[1]))

    @property
    def ways(self) -> Array:
        """A step of one of each parameter in frame units, (2, 2), while all is seen upright."""
        return self.unit * np.eye(2)

    def _flat(self, degrees: float) -> Array:
        """(2, 2), how parameters lie across and up, once the ravine is turned so far."""
        return _turning(np.radians(degrees))

    def _look(self, frame: int) -> Hashable:
        away = self._pivot - self.slot.centre
        # The middle of the slot is given as parameters, and the lowest point is to be at the pivot.
        linear = self.unit * self._flat(self.angle.at(frame))
        self.basin.look(self.slot, linear, -np.linalg.inv(linear) @ away)
        return self.basin.view

    def _add_knobs(self) -> Part:
        """A line along each parameter as far as the slot goes, with its letter."""
        size, theme = SIZES.formula, self.scene.theme
        lines = Dashes(theme.text, STROKES.axis, dash=0)
        letters = [
            formula(f"${name}$", size, theme.text).cased(theme.casing) for name in self.plan.letters
        ]

        within = self.slot.inset(*[size / 2] * 4)

        def follow(frame: int) -> Hashable:
            del frame
            ways = np.eye(2)
            ends = [_across(self.slot.inset(*[EDGE / 2] * 4), self._pivot, way) for way in ways]
            lines.show(*ends)
            for letter, (_, last), way, side in zip(letters, ends, ways, self._free, strict=True):
                left = np.array([-way[1], way[0]])
                place = last - size * (BACK * way - BESIDE * side * left)
                x, y = np.clip(place, within.corners[0], within.corners[2]).tolist()
                letter.put(x, y - size / 3, "centre")
            return self.basin.view

        return self.scene.add_part(Group(lines, *letters), follow, layer=Layer.NAMES)

    def _add_arc(self) -> Part:
        """From where the ravine lay to where it lies, with by how many degrees that is."""
        size, theme = SIZES.formula, self.scene.theme
        line = Dashes(theme.text, STROKES.thin, dash=0)
        before = Dashes(theme.quiet, STROKES.thin, casing=theme.casing)
        text = self.scene.say.numerals.significant(DEGREES)
        label = words(f"{text}°", size, theme.text).cased(theme.casing)

        def follow(frame: int) -> Hashable:
            turns = np.linspace(0.0, self.angle.at(frame), CORNERS)
            unit, pivot = self.unit, self._pivot
            places = np.array([self._flat(turn) @ self._away for turn in turns])
            line.show(pivot + ARC * unit * places)
            before.show(np.array([pivot, pivot + unit * places[0]]))
            middle = places[CORNERS // 2] / np.hypot(*places[0])
            x, y = pivot + (ARC * unit * np.hypot(*places[0]) + 1.4 * size) * middle
            label.put(float(x), float(y) - size / 3, "centre")
            return self.basin.view

        return self.scene.add_part(Group(before, line, label), follow, layer=Layer.NAMES)

    def _add_start(self) -> Part:
        """Its name, on the side to which it turns, if it has room there, and else on the other."""
        theme, size = self.scene.theme, SIZES.small if self.scene.layout.narrow else SIZES.label
        label = words(self.scene.say("places.start"), size, theme.text).cased(theme.casing)
        off, body = AWAY * size, self.scene.layout.body
        way = self._pivot + self.unit * _swept(self.plan, (0.0, DEGREES))[1:]
        needed = off + float(label.width)
        left, right = way[:, 0].min() - needed > body.left, way[:, 0].max() + needed < body.right
        onwards = float(way[-1, 1]) > self._pivot[1]
        aside = (onwards and left) or not right

        def follow(frame: int) -> Hashable:
            x, y = self.basin.at(self.basin.centre + self._away, np.zeros(()))[:2].tolist()
            label.put(x - off if aside else x + off, y - size / 3, "right" if aside else "left")
            return self.basin.view

        return self.scene.add_part(label, follow, layer=Layer.NAMES)


def unit_in(plan: Plan, slot: Slot, turns: tuple[float, float]) -> float:
    """Frame units of a parameter, as large as a slot has room for the way to the start."""
    low, high = _reach(plan, turns)
    free = np.array([slot.width, slot.height]) - 2 * ROOM
    return float((free / np.maximum(high - low, 1e-12)).min())


def _reach(plan: Plan, turns: tuple[float, float]) -> Array:
    """How far the start goes from the lowest point while it is turned, (2, 2): least and most."""
    places = _swept(plan, turns)
    return np.stack([places.min(axis=0), places.max(axis=0)])


def _swept(plan: Plan, turns: tuple[float, float]) -> Array:
    """The lowest point, and where the start is from there while it is turned, (n, 2)."""
    away = plan.runs[PLAIN].theta[0] - plan.ravine.minimum()
    ways = [_turning(turn) @ away for turn in np.radians(np.linspace(*turns, CORNERS))]
    return np.array([np.zeros(2), *ways])


def _free_side(way: Array, swept: Array) -> float:
    """1 if the left of a line (2,) is freer than its right, else -1: of what is swept, (n, 2)."""
    left = swept @ np.array([-way[1], way[0]])
    nearest = [float((swept @ way)[side * left > 0.0].max(initial=-1.0)) for side in (1.0, -1.0)]
    return 1.0 if nearest[0] < nearest[1] else -1.0


def _turning(angle: float) -> Array:
    """(2, 2), what turns to the left by an angle."""
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def _across(slot: Slot, through: Array, way: Array) -> Array:
    """The ends (2, 2) of a line in a slot, which it goes through on its way to the right or up."""
    low, high = np.array([slot.left, slot.bottom]), np.array([slot.right, slot.top])
    slant = np.where(np.abs(way) < 1e-12, 1e-12, way)
    cuts = np.sort(np.stack([(low - through) / slant, (high - through) / slant]), axis=0)
    return np.asarray(through + np.array([[cuts[0].max()], [cuts[1].min()]]) * way)
