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
BESIDE, BACK, AWAY = 0.9, 0.9, 0.9
"""From a line to its letter, and back along it from its end; and from the floor of the valley to
its name; in em."""
INSIDE = 0.7
"""From the middle of a letter to the sides of the slot, at least, in em."""
LETTER = 1.15 * SIZES.formula
"""Size of the letters of the axes."""


class KnobTurn:
    """The ravine as it is, its floor, and axes of the parameters through the lowest point.

    It lies level, with the start to the left, as it does where rules walk in it; to turn it among
    its parameters is to turn their axes the other way.  The floor of a bowl's valley is dashed, and
    named: it stays.

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
        self.unit = unit_in(plan, slot)
        lowest = np.array([LOWEST, 0.5])
        self.pivot = slot.corners[0] + lowest * (slot.corners[2] - slot.corners[0])
        side = float(max(slot.top - self.pivot[1], self.pivot[1] - slot.bottom))
        gained = WIDE * side / (self.unit * self._half_width(RIM))
        top = self._top(RIM) * max(1.0, gained) ** 2
        self.basin = ravine_ground(plan, "", top, scene.theme, palest=PALEST)
        self.part = scene.add_part(self.basin, self._look, layer=Layer.GROUND)
        bowl = plan.surface is None and plan.is_ravine
        self.floor = [self._add_floor()] if bowl else []
        self.knobs = self._add_knobs(plan.letters)

    @property
    def ground(self) -> tuple[Part, ...]:
        """It, its floor, the lines along the parameters, and its lowest point."""
        return self.part, *self.floor, self.knobs, self.minimum

    def add_marks(self) -> None:
        """Put the lowest point above what has been added so far."""
        plan, theme = self.plan, self.scene.theme
        mark = Mark(
            self.basin, plan.ravine.minimum(), plan.lowest, theme.minimum, theme, ring=False
        )  # fmt: skip
        self.minimum = self.scene.add_part(mark, with_view(self.basin), layer=Layer.NAMES)

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

    def _add_floor(self) -> Part:
        """A dashed line through the lowest point, with its name where the axes are farthest."""
        scene, theme = self.scene, self.scene.theme
        size = SIZES.label if scene.layout.narrow else SIZES.formula
        line = Dashes(theme.text, STROKES.curve, casing=theme.casing)
        ends = _across(self.slot.inset(*[EDGE / 2] * 4), self.pivot, np.array([1.0, 0.0]))
        line.show(ends)
        label = words(scene.say("ravine.floor"), size, theme.text).cased(theme.casing)
        ways = np.concatenate([self.ways_at(0.0), self.ways_at(DEGREES)])
        rise = -ways[:, 1] / np.where(np.abs(ways[:, 0]) < 1e-12, 1e-12, ways[:, 0])
        free = [min(rise[side * rise > 0.0] * side, default=np.inf) for side in (1.0, -1.0)]
        side = 1.0 if free[0] > free[1] else -1.0
        level = float(self.pivot[1]) + side * AWAY * size - size / 3
        label.put(float(ends[0, 0]) + AWAY * size, level)
        return scene.add_part(Group(line, label), layer=Layer.NAMES)


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
