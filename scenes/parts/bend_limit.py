"""The sharper the bend, the lower the limit: a cut that turns, its curvature and its limit."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import UNNUMBERED, Axes, plot_area
from scenes.components.plot.terrain import Terrain
from scenes.components.text.digits import Digits
from scenes.components.text.label import formula
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.cut_view import FINE, REACH
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

HEADROOM = 1.06
"""The cost at the upper edge, in the highest of the sharpest cut."""
LARGER = 1.6
"""Size of a number in that of its name."""
UNDER, DOWN = 1.25, 0.55
"""From a name to the baseline of its number, and from there to the middle of its bar, in em of the
number."""
THICK, WITHIN = 2.2, 0.94
"""A bar, in a thick line; and how long the longer one is, to one scale, in its slot's width."""
BEND, LIMIT = 3, 2
"""Decimals of a curvature below 1, which has one less from there on, and of a limit: who divides 2
by the one that is read, has the other."""


class BendLimit:
    """A cut through the bowl from its gentlest bend to its sharpest, and the limit of rates on it.

    Args:
        scene: the scene it belongs to; its plan is that of `learning_rate`.
        slot: of the cut.
        beside: of its curvature and of the limit, one below the other.
    """

    def __init__(self, scene: AnyScene, slot: Slot, beside: Slot) -> None:
        self.scene, self._plan, theme = scene, scene.plan, scene.theme
        self.turned = Animated(0.0)
        """How far the cut has turned from the gentlest bend to the sharpest."""
        (_, least), (_, largest) = (self._plan.cut(share) for share in (0.0, 1.0))
        high = HEADROOM * largest / 2 * REACH**2
        self.axes = Axes(
            plot_area(slot, numbers=False), (-REACH, REACH), (0.0, high), theme,
            scene.say.numerals, x_ticks=(), y_ticks=(),
            size=SIZES.small if scene.layout.narrow else SIZES.label,
        )  # fmt: skip
        self.axes.move(self.axes.slot, self.axes.x, UNNUMBERED)
        names = Group(self.axes.x_name("$d$"), self.axes.y_name(scene.say("cut.above")))
        bend, limit = self._rooms(beside)
        most = max(largest, 2.0 / least)
        self.parts: tuple[Part, ...] = (
            scene.add_part(self.axes),
            scene.add_part(names),
            self._add_curve(),
            self._add_number(bend, "cut.bend", theme.text, self._bend, self._told_bend, most),
            self._add_number(limit, "cut.limit", theme.rate, self._limit, self._told_limit, most),
        )

    def _rooms(self, slot: Slot) -> tuple[Slot, ...]:
        """Of the two numbers: beside one another where their room is wider than it is high."""
        gap = self.scene.layout.gap
        if slot.width > slot.height and self.scene.layout.narrow:
            return slot.columns(2, gap)
        return slot.rows(1.0, 1.0, gap=gap)

    def _add_curve(self) -> Part:
        """The cost along the cut, counted from the lowest."""
        plan, away = self._plan, np.linspace(-REACH, REACH, FINE)
        ground = Terrain(self.axes, away, np.zeros(FINE), self.scene.theme)
        ground.show(REACH)

        def show(frame: int) -> Hashable:
            turned = self.turned.at(frame)
            direction, _ = plan.cut(turned)
            ground.rise(plan.problem.excess(plan.minimum + away[:, None] * direction))
            return turned

        return self.scene.add_part(ground, show, layer=Layer.GROUND)

    def _bend(self, frame: int) -> float:
        _, bend = self._plan.cut(self.turned.at(frame))
        return float(bend)

    def _limit(self, frame: int) -> float:
        return 2.0 / self._bend(frame)

    def _told_bend(self, frame: int) -> str:
        """As on the cut of the first step: 2.02, but 0.492."""
        bend = self._bend(frame)
        return self.scene.say.numerals.placed(bend, BEND - (bend >= 1.0))

    def _told_limit(self, frame: int) -> str:
        return self.scene.say.numerals.placed(self._limit(frame), LIMIT)

    def _add_number(
        self,
        slot: Slot,
        key: str,
        colour: str,
        value: Callable[[int], float],
        told: Callable[[int], str],
        most: float,
    ) -> Part:
        """A name, its number, and a bar as long as that is, in the middle of a slot."""
        size = SIZES.name if self.scene.layout.narrow else SIZES.formula
        large = LARGER * size
        (name,) = fitted(
            self.scene.say(key), slot.width, 1, size,
            lambda text, *, size: formula(text, size, colour),
        )  # fmt: skip
        digits, bar = Digits(large, colour), Dashes(colour, THICK * STROKES.thick, dash=0.0)
        top = float(slot.centre[1]) + (UNDER + DOWN) * large / 2
        name.put(slot.left, top)

        def show(frame: int) -> Hashable:
            share, y = value(frame) / most, top - (UNDER + DOWN) * large
            bar.show(np.array([[slot.left, y], [slot.left + WITHIN * share * slot.width, y]]))
            digits.show(told(frame), slot.left, top - UNDER * large)
            return share

        return self.scene.add_part(Group(name, bar, digits), show, layer=Layer.NAMES)
