"""A ravine in its true shape, laid level, in which the axes of the parameters turn."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

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
from scenes.parts.ravine_ground import laid_level, ravine_ground
from scenes.plans.optimizers import DEGREES, Plan
from scenes.plans.rule_runs import PLAIN
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

PALEST = 0.6
"""Of the colours of heights, the share that it has: arrows lie on it."""
WIDE = 1.1
"""Half of its width in the way from its floor to the farther side of the slot, at least, so that it
fills this: of a narrow one, higher ground is seen as well."""
START, LOWEST = 0.09, 0.72
"""Where the start and the lowest point lie in the width of the slot."""
ROOM = 0.85
"""Between the start and the upper or lower side of the slot, in frame units, at least."""
ARC = 0.62
"""Radius of the arc of the turn, in the room above the lowest point."""
BESIDE, BACK, AWAY = 0.9, 0.9, 0.9
"""From a line to its letter, and back along it from its end; and from the start to its name; in
em."""
INSIDE = 0.7
"""From the middle of a letter to the sides of the slot, at least, in em."""
LETTER = 1.15 * SIZES.formula
"""Size of the letters of the axes."""
TOLD = 1.4
"""From the arc to its number, in em."""
CORNERS = 46
"""Of an arc."""


class KnobTurn:
    """The ravine as it is, with its start, and axes of the parameters through the lowest point.

    It lies level, with the start to the left, as it does where rules walk in it; to turn it among
    its parameters is to turn their axes the other way.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
    """

    def __init__(self, scene: AnyScene, slot: Slot) -> None:
        self.scene, self.slot, self.plan = scene, slot, scene.plan
        self.angle = Animated(0.0)
        """By which the axes are turned, in degrees."""
        plan: Plan = scene.plan
        self._level = laid_level(plan, plan.axes.directions[0])
        self._away = plan.runs[PLAIN].theta[0] - plan.ravine.minimum()
        self.unit = unit_in(plan, slot)
        away = self._level @ self._away
        lowest = np.array([LOWEST, 0.5])
        self.pivot = slot.corners[0] + lowest * (slot.corners[2] - slot.corners[0])
        x, y = self.ways_at(0.0)[1]
        self._side = 1.0 if float(away @ [-y, x]) < 0.0 else -1.0
        """On which side of the second axis the start does not lie: 1 left of it, -1 right of it."""
        side = float(max(slot.top - self.pivot[1], self.pivot[1] - slot.bottom))
        gained = WIDE * side / (self.unit * self._half_width(RIM))
        top = self._top(RIM) * max(1.0, gained) ** 2
        self.basin = ravine_ground(plan, "", top, scene.theme, palest=PALEST)
        self.part = scene.add_part(self.basin, self._look, layer=Layer.GROUND)
        self.arc = self._add_arc()
        self.knobs = self._add_knobs(plan.letters)

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
                with_view(self.basin), layer=Layer.NAMES,
            )
            for k, (place, loss, colour) in enumerate(marks)
        )  # fmt: skip
        self.start = ring, self._add_start()

    def _top(self, rim: float) -> float:
        """The cost above the lowest at a rim, in that of the start."""
        return rim * float(self.plan.runs[PLAIN].loss[0] - self.plan.lowest)

    def _half_width(self, rim: float) -> float:
        return float(np.sqrt(2.0 * self._top(rim) / self.plan.axes.curvatures[1]))

    def ways_at(self, degrees: float) -> Array:
        """Where each parameter goes on the picture, (2, 2), once the axes are turned so far."""
        return np.asarray((self._level @ _turning(-np.radians(degrees))).T)

    def _look(self, frame: int) -> Hashable:
        away = self.pivot - self.slot.centre
        # The middle of the slot is given as parameters, and the lowest point is to be at the pivot.
        linear = self.unit * self._level
        self.basin.look(self.slot, linear, -np.linalg.inv(linear) @ away)
        return self.basin.view, self.angle.at(frame)

    def _add_knobs(self, names: Sequence[str]) -> Part:
        """An axis along each parameter as far as the slot goes, with its letter."""
        size, theme = LETTER, self.scene.theme
        lines = Dashes(theme.text, STROKES.curve, dash=0)
        letters = [formula(f"${name}$", size, theme.text).cased(theme.casing) for name in names]
        within = self.slot.inset(*[INSIDE * size] * 4)
        # Its letter stands on that side of each which lies farther from the floor, once turned.
        sides = np.where(self.ways_at(DEGREES).prod(axis=1) < 0.0, -1.0, 1.0)
        hang = [max(0.0, -float(letter.runs[0].points[:, 1].min())) for letter in letters]

        def follow(frame: int) -> Hashable:
            ways = self.ways_at(self.angle.at(frame))
            ends = [_across(self.slot.inset(*[EDGE / 2] * 4), self.pivot, way) for way in ways]
            lines.show(*ends)
            for letter, (_, last), way, side, below in zip(
                letters, ends, ways, sides, hang, strict=True
            ):
                left = np.array([-way[1], way[0]])
                place = last - size * (BACK * way - BESIDE * side * left)
                low = within.corners[0] + np.array([0.0, below])
                x, y = np.clip(place, low, within.corners[2]).tolist()
                letter.put(x, y - size / 3, "centre")
            return self.basin.view, self.angle.at(frame)

        return self.scene.add_part(Group(lines, *letters), follow, layer=Layer.NAMES)

    def _add_arc(self) -> Part:
        """From where the second axis lay, dashed, to where it lies, with by how many degrees."""
        size, theme = SIZES.formula, self.scene.theme
        line = Dashes(theme.text, STROKES.curve, dash=0)
        before = Dashes(theme.text, STROKES.thin, casing=theme.casing)
        text = self.scene.say.numerals.significant(DEGREES)
        label = words(f"{text}°", size, theme.text).cased(theme.casing)
        pivot, middle = self.pivot, self.ways_at(DEGREES / 2)[1]
        room = float(np.hypot(*(_across(self.slot.inset(*[size] * 4), pivot, middle)[1] - pivot)))
        radius = min(ARC * (self.slot.top - float(pivot[1])), room - TOLD * size)

        def follow(frame: int) -> Hashable:
            turns = np.linspace(0.0, self.angle.at(frame), CORNERS)
            ways = np.array([self.ways_at(turn)[1] for turn in turns])
            line.show(pivot + radius * ways)
            before.show(np.array([pivot, _across(self.slot, pivot, ways[0])[1]]))
            x, y = (pivot + (radius + TOLD * size) * ways[CORNERS // 2]).tolist()
            label.put(x, y - size / 3, "centre")
            return self.basin.view, self.angle.at(frame)

        return self.scene.add_part(Group(before, line, label), follow, layer=Layer.NAMES)

    def _add_start(self) -> Part:
        """Its name, on the side of it where the second axis does not lie."""
        theme, size = self.scene.theme, SIZES.label if self.scene.layout.narrow else SIZES.formula
        label = words(self.scene.say("places.start"), size, theme.text).cased(theme.casing)
        way = self.ways_at(0.0)[1]
        up = (-1.0 if self._side * way[0] > 0.0 else 1.0) * AWAY * size

        def follow(frame: int) -> Hashable:
            del frame
            x, y = self.basin.at(self.basin.centre + self._away, np.zeros(()))[:2].tolist()
            label.put(x, y + up - size / 3, "centre")
            return self.basin.view

        return self.scene.add_part(label, follow, layer=Layer.NAMES)


def unit_in(plan: Plan, slot: Slot) -> float:
    """Frame units of a parameter, as large as a slot has room for the way to the start."""
    start = plan.in_ravine(PLAIN)[0]
    free = np.array([(LOWEST - START) * slot.width, slot.height / 2 - ROOM])
    return float((free / np.maximum(np.abs(start), 1e-12)).min())


def _turning(angle: float) -> Array:
    """(2, 2), what turns to the left by an angle."""
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def _across(slot: Slot, through: Array, way: Array) -> Array:
    """The ends (2, 2) of a line in a slot, through which it goes that way."""
    low, high = np.array([slot.left, slot.bottom]), np.array([slot.right, slot.top])
    slant = np.where(np.abs(way) < 1e-12, 1e-12, way)
    cuts = np.sort(np.stack([(low - through) / slant, (high - through) / slant]), axis=0)
    return np.asarray(through + np.array([[cuts[0].max()], [cuts[1].min()]]) * way)
