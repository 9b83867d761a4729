"""Where all rules start in a ravine in its true shape, and the parameters' axes turn over it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cached_property

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.arrow import StraightArrow
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

PALEST = 0.48
"""Of the colours of heights, the share that it has: arrows lie on it."""
AWAY_FROM_FLOOR, ABOVE = 0.44, -0.03
"""In the less of the slot's sides: from the start to the floor, and from the slot's middle to the
start, away from the floor."""
NARROWEST = 0.01
"""How far across the ravine the start is taken to be at least, in how far along."""
FORMULA = 0.3
"""On a formula, from the start to its lowest point, in the less of the slot's sides."""
LONG, LESS_LONG, ARROW = 0.42, 0.27, 0.4
"""Half of an axis, and of one on a formula, whose ground may end near it, and the arrow, in the
less of the slot's sides."""
THICK, BOLD = 1.3, 2.4
"""How many times as thick the arrow is as others, and its parts along the axes as these."""
CLOSED = 0.1, 0.35
"""How long, in that of the arrow, the shorter of its parts is up to which no lines go from the ends
of both to its tip, since they would lie on the arrow; and from which these reach it."""
ARC, TOLD = 0.17, 0.26
"""Of the arc from an axis as it was to where it is now, and of how many degrees it is, how far both
are from the start, in the less of the slot's sides."""
BESIDE, BACK, AWAY, KEPT = 0.7, 0.45, 0.9, 0.8
"""From a line to its letter, and back along it from its end; from the floor of the valley to its
name; and how far a letter's middle is within the slot at least; in em."""
NAMED, LOWER = 0.45, 0.55
"""From the arrow's tip aside to its name, and how much farther this lies than that, in em."""
ROUND = 25
"""Points of the arc."""
LETTER = 1.15 * SIZES.formula
"""Size of the letters of the axes."""


class KnobTurn:
    """The start in the ravine as it is, axes of the parameters, and the gradient in its parts.

    The ravine lies level, with the start to the left, as it does where rules walk in it.  The arrow
    goes uphill there.  The axes are turned about the start: what the arrow
    has along each of them changes.  The floor of a bowl's valley is dashed, and named.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
    """

    def __init__(self, scene: AnyScene, slot: Slot) -> None:
        self.scene, self.slot, self.plan = scene, slot, scene.plan
        self.angle = Animated(0.0)
        """By which the ravine is turned for the axes, in degrees: they go the other way."""
        plan: Plan = scene.plan
        run = plan.runs[PLAIN]
        self._level = laid_level(plan, plan.axes.directions[0])
        away = self._level @ (run.theta[0] - plan.ravine.minimum())
        self.unit = unit_in(plan, slot)
        side = -1.0 if away[1] < 0.0 else 1.0
        self.start = slot.centre + np.array([0.0, side * ABOVE * min(slot.width, slot.height)])
        """Where the start is in the frame."""
        self._away = away
        top = RIM * self._highest(slot)
        self.basin = ravine_ground(plan, "", top, scene.theme, palest=PALEST, edge=0.0)
        # The middle of the slot is given as parameters.
        linear, middle = self.unit * self._level, self.low - slot.centre
        self.basin.look(slot, linear, -np.linalg.inv(linear) @ middle)
        self.part = scene.add_part(self.basin, layer=Layer.GROUND)
        bowl = plan.surface is None and plan.is_ravine
        self.floor = self._add_floor() if bowl else []
        """The floor of the valley, and its name."""
        less = min(slot.width, slot.height)
        self._half = (LONG if plan.surface is None else LESS_LONG) * less
        up = self._level @ run.gradient[0]
        self.ways = self._level.T
        """Where each parameter goes on the picture before the turn, (2, 2)."""
        self.up = ARROW * less * up / np.hypot(*up)
        """The arrow, (2,)."""
        self.knobs = self._add_knobs(plan.letters)
        self.arc = self._add_arc() if bowl else []
        """From an axis as it was to as it is once turned."""
        mark = Mark(
            self.basin, run.theta[0], float(run.loss[0]), scene.theme.text, scene.theme, ring=True
        )  # fmt: skip
        self.mark = scene.add_part(mark, with_view(self.basin), layer=Layer.NAMES)

    @property
    def ground(self) -> tuple[Part, ...]:
        """It, its floor, the axes with the arrow and its parts, and the start."""
        return self.part, *self.floor, self.knobs, self.mark

    def _highest(self, slot: Slot) -> float:
        """The cost above the lowest that a bowl has in the corners of a slot, at most."""
        away = (slot.corners - self.low) / self.unit
        return float((0.5 * away**2 @ self.plan.axes.curvatures).max())

    def turned(self, degrees: float) -> Array:
        """Where each parameter goes on the picture once the axes are turned so far, (2, 2)."""
        return np.asarray(self.ways @ _turning(np.radians(degrees)))

    @property
    def low(self) -> Array:
        """Where the lowest point is, (2,)."""
        return np.asarray(self.start - self.unit * self._away)

    def _add_knobs(self, names: Sequence[str]) -> Part:
        """An axis along each parameter through the start, and the arrow with its part of each.

        Along turned axes parameters are others: their letters have a prime.
        """
        size, theme = LETTER, self.scene.theme
        lines = Dashes(theme.text, STROKES.curve, dash=0)
        parts = Dashes(theme.gradient, BOLD * STROKES.curve, dash=0)
        closing = Dashes(theme.gradient, STROKES.thin)
        arrow = StraightArrow(theme.gradient, theme, bold=THICK)
        letters, turned = (
            [formula(f"${name}{prime}$", size, theme.text).cased(theme.casing) for name in names]
            for prime in ("", "'")
        )
        name = formula("$nabla J$", size, theme.gradient).cased(theme.casing)
        start, up = self.start, self.up
        arrow.show(start, start + up)
        x, y = self._named_at(float(name.width), size).tolist()
        name.put(x, y - size / 3, "centre")

        def follow(frame: int) -> Hashable:
            angle = self.angle.at(frame)
            ways = self.turned(angle)
            lines.show(*[start + self._half * np.array([-way, way]) for way in ways])
            places = self._beside(ways).tolist()
            for letter, other, (x, y) in zip(letters, turned, places, strict=True):
                left, seen = x - float(letter.width) / 2, angle > DEGREES / 2
                letter.put(left, y - size / 3).fade(not seen)
                other.put(left, y - size / 3).fade(seen)
            ends = [start + (up @ way) * way for way in ways]
            parts.show(*[np.array([start, end]) for end in ends])
            less = min(np.hypot(*(end - start)) for end in ends)
            drawn = float(np.interp(less / np.hypot(*up), CLOSED, (0.0, 1.0)))
            closing.show(*[np.array([end, end + drawn * (start + up - end)]) for end in ends])
            return angle

        drawn = Group(lines, closing, parts, arrow, name, *letters, *turned)
        return self.scene.add_part(drawn, follow, layer=Layer.NAMES)

    def _beside(self, ways: Array) -> Array:
        """The middles (2, 2) of the letters of the axes, beside the ends where these rise."""
        aside = self._sides[:, None] * ways[:, ::-1] * [-1.0, 1.0]
        place = self.start + (self._half - BACK * LETTER) * ways + BESIDE * LETTER * aside
        low, high = self.slot.inset(*[KEPT * LETTER] * 4).corners[[0, 2]]
        return np.asarray(np.clip(place, low, high))

    @cached_property
    def _sides(self) -> Array:
        """On which side of each axis its letter is, away from the arrow, (2,)."""
        ends = self.ways + self.turned(DEGREES)
        return np.asarray(-np.sign((ends[:, ::-1] * [-1.0, 1.0]) @ self.up))

    def _named_at(self, width: float, size: float) -> Array:
        """The middle of the arrow's name, beside its tip or beyond it, clear of the axes."""
        way = self.up / np.hypot(*self.up)
        right = np.array([-way[1], way[0]]) * (1.0 if self.up[1] < 0.0 else -1.0)
        low, high = self.slot.inset(*[KEPT * size] * 4).corners[[0, 2]]
        half = np.array([width, size]) / 2
        tip = self.start + self.up + LOWER * size * way
        beside = [tip + (NAMED * size + half) * aside for aside in (right, -right)]
        places = np.clip([*beside, tip + (NAMED * size + half) * way], low, high)
        free = np.array([self._from_axes(place) for place in places])
        wide = free >= float(np.hypot(*half))
        return np.asarray(places[int(wide.argmax() if wide.any() else free.argmax())])

    def _from_axes(self, place: Array) -> float:
        """How far a place is from the axes as they turn, at least."""
        ways = np.concatenate([self.turned(d) for d in np.linspace(0.0, DEGREES, ROUND)])
        along = np.clip(ways @ (place - self.start), -self._half, self._half)
        return float(np.hypot(*(self.start + along[:, None] * ways - place).T).min())

    def _add_arc(self) -> list[Part]:
        """With the degrees, at the end away from the arrow; dashed lines where the axes were."""
        scene, theme = self.scene, self.scene.theme
        was, arc = Dashes(theme.quiet), Dashes(theme.text, dash=0)
        was.show(*[self.start + self._half * np.array([-way, way]) for way in self.ways])
        upper = int(np.abs(self.ways[:, 1]).argmax())
        ways = np.array([self.turned(d)[upper] for d in np.linspace(0, DEGREES, ROUND)])
        ends = -np.sign((ways[0] + ways[-1]) @ self.up) * ways
        less = min(self.slot.width, self.slot.height)
        arc.show(self.start + ARC * less * ends)
        size = SIZES.name
        text = f"${scene.say.numerals.in_formula(round(DEGREES))} degree$"
        told = formula(text, size, theme.text).cased(theme.casing)
        x, y = (self.start + TOLD * less * ends[ROUND // 2]).tolist()
        told.put(x, y - size / 3, "centre")
        return [scene.add_part(Group(was, arc, told), layer=Layer.NAMES)]

    def _add_floor(self) -> list[Part]:
        """A dashed line through the lowest point, with its name at its left end."""
        scene, theme = self.scene, self.scene.theme
        size = SIZES.label if scene.layout.narrow else SIZES.formula
        line = Dashes(theme.text, STROKES.curve, casing=theme.casing)
        level, slot = float(self.low[1]), self.slot
        line.show(np.array([[slot.left, level], [slot.right, level]]))
        label = words(scene.say("ravine.floor"), size, theme.text).cased(theme.casing)
        side = 1.0 if self.start[1] > level else -1.0
        label.put(slot.left + AWAY * size, level + side * AWAY * size - size / 3)
        return [scene.add_part(Group(line, label), layer=Layer.NAMES)]


def unit_in(plan: Plan, slot: Slot) -> float:
    """Frame units of a parameter: the floor of a bowl is that far from the start."""
    along, across = np.abs(plan.in_ravine(PLAIN)[0])
    if plan.surface is not None:
        return FORMULA * min(slot.width, slot.height) / float(np.hypot(along, across))
    return AWAY_FROM_FLOOR * min(slot.width, slot.height) / float(max(across, NARROWEST * along))


def _turning(angle: float) -> Array:
    """(2, 2), what turns to the left by an angle."""
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
