"""Where all rules start in a ravine in its true shape, where the axes of the parameters turn."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.basin import EDGE
from scenes.components.path.arrow import StraightArrow
from scenes.components.path.dashes import Dashes
from scenes.components.path.mark import Mark
from scenes.components.text.label import Label, formula, words
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
WIDE = 1.7
"""Half of its width in the way from its floor to the farther side of the slot, at least, so that it
fills this: of a narrow one, higher ground is seen as well."""
AWAY_FROM_FLOOR, ABOVE = 0.42, 0.07
"""In the height of the slot: from the start to the floor, and from the slot's middle to the start,
away from the floor."""
NARROWEST = 0.01
"""How far across the ravine the start is taken to be at least, in how far along."""
FORMULA = 0.3
"""On a formula, from the start to its lowest point, in the less of the slot's sides."""
LONG, LONG_ON_FORMULA, ARROW = 0.37, 0.3, 0.86
"""Half of an axis, in the less of the slot's sides, also on a formula's ground, which may end
sooner; and the arrow in that."""
THICK, BOLD = 1.3, 2.4
"""How many times as thick the arrow is as others, and its parts along the axes as these."""
ARC, TOLD = 0.5, 0.72
"""Of the arc from an axis as it was to where it is now, and of how many degrees it is, how far both
are from the start, in half of an axis."""
BESIDE, BACK, AWAY, KEPT = 0.9, 0.55, 0.9, 0.8
"""From a line to its letter, and back along it from its end; from the floor of the valley to its
name; and how far a letter's middle is within the slot at least; in em."""
NAMED = 0.7, 1.0
"""From the arrow's tip aside to its name, and above or below to the middle of that, in em."""
ROUND = 25
"""Points of the arc."""
SHARES = np.array([[0.4], [0.6], [0.8], [1.0]])
"""Of an axis, at which what stands beside keeps off it."""
LETTER = 1.15 * SIZES.formula
"""Size of the letters of the axes."""


class KnobTurn:
    """The start in the ravine as it is, axes of the parameters, and the way down in its parts.

    It lies level, with the start to the left, as it does where rules walk in it; to turn it among
    its parameters is to turn their axes the other way.  The arrow, downhill against the gradient at
    the start, stays; what it has along each axis changes.  The floor of a bowl's valley is dashed,
    and named: it stays, too.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
    """

    def __init__(self, scene: AnyScene, slot: Slot) -> None:
        self.scene, self.slot, self.plan = scene, slot, scene.plan
        self.angle = Animated(0.0)
        """By which the axes are turned, in degrees."""
        plan: Plan = scene.plan
        run = plan.runs[PLAIN]
        self._level = laid_level(plan, plan.axes.directions[0])
        away = self._level @ (run.theta[0] - plan.ravine.minimum())
        self.unit = unit_in(plan, slot)
        up = -1.0 if away[1] < 0.0 else 1.0
        self.start = slot.centre + np.array([0.0, up * ABOVE * slot.height])
        """Where the start is in the frame."""
        self.pivot = self.start - self.unit * away
        side = float(max(slot.top - self.pivot[1], self.pivot[1] - slot.bottom))
        gained = WIDE * side / (self.unit * self._half_width(RIM))
        top = self._top(RIM) * max(1.0, gained) ** 2
        self.basin = ravine_ground(plan, "", top, scene.theme, palest=PALEST)
        self.part = scene.add_part(self.basin, self._look, layer=Layer.GROUND)
        bowl = plan.surface is None and plan.is_ravine
        self.floor = [self._add_floor()] if bowl else []
        long = LONG if plan.surface is None else LONG_ON_FORMULA
        self._half = long * min(slot.width, slot.height)
        down = -(self._level @ run.gradient[0])
        self.down = ARROW * self._half * down / np.hypot(*down)
        """The arrow, (2,)."""
        self.knobs = self._add_knobs(plan.letters)
        self.arc = self._add_arc()
        """From the first parameter's axis as it was to as it is once turned."""
        mark = Mark(
            self.basin, run.theta[0], float(run.loss[0]), scene.theme.text, scene.theme, ring=True
        )  # fmt: skip
        self.mark = scene.add_part(mark, with_view(self.basin), layer=Layer.NAMES)

    @property
    def ground(self) -> tuple[Part, ...]:
        """It, its floor, the axes with the arrow and its parts, and the start."""
        return self.part, *self.floor, self.knobs, self.mark

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
        """An axis along each parameter through the start, and the arrow with its part of each."""
        size, theme = LETTER, self.scene.theme
        lines = Dashes(theme.text, STROKES.curve, dash=0)
        parts = Dashes(theme.gradient, BOLD * STROKES.curve, dash=0)
        closing = Dashes(theme.gradient, STROKES.thin)
        arrow = StraightArrow(theme.gradient, theme, bold=THICK)
        letters = [formula(f"${name}$", size, theme.text).cased(theme.casing) for name in names]
        name = formula("$- nabla J$", size, theme.gradient).cased(theme.casing)
        start, tip = self.start, self.start + self.down
        arrow.show(start, tip)
        self._put_beside(name, tip, size)

        def follow(frame: int) -> Hashable:
            ways = self.ways_at(self.angle.at(frame))
            lines.show(*[start + self._half * np.array([-way, way]) for way in ways])
            ends = [start + (self.down @ way) * way for way in ways]
            parts.show(*[np.array([start, end]) for end in ends])
            closing.show(*[np.array([end, tip]) for end in ends])
            for letter, (x, y) in zip(letters, self._beside(ways).tolist(), strict=True):
                letter.put(x, y - size / 3, "centre")
            return self.basin.view, self.angle.at(frame)

        drawn = Group(lines, closing, parts, arrow, name, *letters)
        return self.scene.add_part(drawn, follow, layer=Layer.NAMES)

    def _beside(self, ways: Array) -> Array:
        """The middles (2, 2) of the letters of axes that go so, below each when it is turned."""
        last = self.ways_at(DEGREES)[:, :1]
        left = ways[:, ::-1] * [-1.0, 1.0] * np.where(last < 0.0, 1.0, -1.0)
        place = self.start + (self._half - BACK * LETTER) * ways + BESIDE * LETTER * left
        low, high = self.slot.inset(*[KEPT * LETTER] * 4).corners[[0, 2]]
        return np.asarray(np.clip(place, low, high))

    def _put_beside(self, name: Label, tip: Array, size: float) -> None:
        """Put the arrow's name about its tip, where it keeps farthest from what else is drawn."""
        half, (aside, above) = float(name.width) / 2, NAMED
        taken = self._taken(tip)
        low, high = self.slot.inset(*[KEPT * size] * 4).corners[[0, 2]]

        def clear(middle: Array) -> float:
            places = middle + np.array([[-half, 0.0], [0.0, 0.0], [half, 0.0]])
            apart = np.hypot(*(places[:, None] - taken).T).min()
            return float(apart - np.maximum(low - places, places - high).clip(0.0).max())

        steps = np.array([aside * size + half, above * size])
        ways = [(1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1), (0, 1), (0, -1)]
        x, y = max((tip + steps * way for way in ways), key=clear).tolist()
        name.put(x, y - size / 3, "centre")

    def _taken(self, tip: Array) -> Array:
        """Places (n, 2) that the arrow's name keeps off: letters, axes, arrow, degrees, floor."""
        found = [self.start + np.linspace(0.0, 1.0, ROUND)[:, None] * (tip - self.start)]
        for at in np.linspace(0.0, DEGREES, ROUND).tolist():
            ways = self.ways_at(at)
            ends = np.concatenate([ways, -ways])
            found += [self._beside(ways), *(self.start + self._half * SHARES * end for end in ends)]
        found.append((self.start + TOLD * self._half * self.ways_at(DEGREES / 2)[0])[None])
        if self.floor:
            across = np.linspace(self.slot.left, self.slot.right, 4 * ROUND)
            found.append(np.stack([across, np.full(len(across), self.pivot[1])], axis=-1))
        return np.concatenate(found)

    def _add_arc(self) -> Part:
        """With the degrees; a dashed line where the axis was."""
        scene, theme = self.scene, self.scene.theme
        along = np.linspace(0.0, DEGREES, ROUND)
        ways = self._half * np.array([self.ways_at(degrees)[0] for degrees in along])
        was, arc = Dashes(theme.text), Dashes(theme.text, dash=0)
        was.show(self.start + np.array([0.0 * ways[0], ways[0]]))
        arc.show(self.start + ARC * ways)
        size = SIZES.name
        text = f"${scene.say.numerals.in_formula(round(DEGREES))} degree$"
        told = formula(text, size, theme.text).cased(theme.casing)
        x, y = (self.start + TOLD * ways[ROUND // 2]).tolist()
        told.put(x, y - size / 3, "centre")
        return scene.add_part(Group(was, arc, told), layer=Layer.NAMES)

    def _add_floor(self) -> Part:
        """A dashed line through the lowest point, with its name where the axes are farthest."""
        scene, theme = self.scene, self.scene.theme
        size = SIZES.label if scene.layout.narrow else SIZES.formula
        line = Dashes(theme.text, STROKES.curve, casing=theme.casing)
        ends = _across(self.slot.inset(*[EDGE / 2] * 4), self.pivot, np.array([1.0, 0.0]))
        line.show(ends)
        label = words(scene.say("ravine.floor"), size, theme.text).cased(theme.casing)
        side = 1.0 if self.start[1] > self.pivot[1] else -1.0
        level = float(self.pivot[1]) + side * AWAY * size - size / 3
        label.put(float(ends[0, 0]) + AWAY * size, level)
        return scene.add_part(Group(line, label), layer=Layer.NAMES)


def unit_in(plan: Plan, slot: Slot) -> float:
    """Frame units of a parameter: the floor of a bowl is that far from the start."""
    along, across = np.abs(plan.in_ravine(PLAIN)[0])
    if plan.surface is not None:
        return FORMULA * min(slot.width, slot.height) / float(np.hypot(along, across))
    return AWAY_FROM_FLOOR * slot.height / float(max(across, NARROWEST * along))


def _turning(angle: float) -> Array:
    """(2, 2), what turns to the left by an angle."""
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def _across(slot: Slot, through: Array, way: Array) -> Array:
    """The ends (2, 2) of a line in a slot, through which it goes that way."""
    low, high = np.array([slot.left, slot.bottom]), np.array([slot.right, slot.top])
    slant = np.where(np.abs(way) < 1e-12, 1e-12, way)
    cuts = np.sort(np.stack([(low - through) / slant, (high - through) / slant]), axis=0)
    return np.asarray(through + np.array([[cuts[0].max()], [cuts[1].min()]]) * way)
