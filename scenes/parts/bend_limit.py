"""The sharper the bend, the lower the limit: a cut that turns, and how far rates may go on it."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group, Mobject

from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import UNNUMBERED, Axes, plot_area
from scenes.components.plot.terrain import Terrain
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Label, formula, words
from scenes.layout import Slot
from scenes.numerals import nice_ticks
from scenes.parts.cut_view import FINE, REACH
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

HEADROOM = 1.06
"""The cost at the upper edge, in the highest of the sharpest cut."""
WITHIN = 0.9
"""Where the limit of the gentlest cut is, as a share of the line's width."""
MARK = 0.16
"""Half the height of the limit's mark."""
ABOVE, BELOW = 0.24, 1.7
"""From the mark to what stands above it, and from the line to what stands below it, in em."""
NUMBERS, TICK, DIGIT = 6, 0.1, 0.6
"""How many rates are numbered at most, how long their marks are below the line, and the width of a
digit, in em: that of 0 stands at the end of the line."""
BEND, LIMIT = 3, 2
"""Decimals of a curvature below 1, which has one less from there on, and of a limit: who divides 2
by the one that is read, has the other."""


class BendLimit:
    """A cut through the bowl from its gentlest bend to its sharpest, and the limit of rates on it.

    Args:
        scene: the scene it belongs to; its plan is that of `learning_rate`.
        slot: of the cut.
        below: of the line of rates.
    """

    def __init__(self, scene: AnyScene, slot: Slot, below: Slot) -> None:
        self.scene, self._plan, theme = scene, scene.plan, scene.theme
        self.turned = Animated(0.0)
        """How far the cut has turned from the gentlest bend to the sharpest."""
        narrow = scene.layout.narrow
        self.size, self._told = (
            (SIZES.small, SIZES.name) if narrow else (SIZES.label, SIZES.formula)
        )
        below = below.inset(left=DIGIT / 2 * self.size)
        _, largest = self._plan.cut(1.0)
        high = HEADROOM * largest / 2 * REACH**2
        self.axes = Axes(
            plot_area(slot, numbers=False), (-REACH, REACH), (0.0, high), theme,
            scene.say.numerals, x_ticks=(-1.0, 0.0, 1.0), y_ticks=(), size=self.size,
        )  # fmt: skip
        self.axes.move(self.axes.slot, self.axes.x, UNNUMBERED)
        names = Group(self.axes.x_name("$d$"), self.axes.y_name(scene.say("cut.above")))
        curve, line = self._add_curve(), self._add_line(below)
        told = self._add_bend(), self._add_limit(below)
        self.parts: tuple[Part, ...] = (
            scene.add_part(self.axes), scene.add_part(names), curve, *line, *told
        )  # fmt: skip

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

    def _add_bend(self) -> Part:
        """The curvature of the cut, within it."""
        slot, size, colour = self.axes.slot, self._told, self.scene.theme.text
        name, digits = words(self.scene.say("cut.bend"), size, colour), Digits(size, colour)

        def show(frame: int) -> Hashable:
            text, middle = self._told_bend(frame), float(slot.centre[0])
            return self._tell(name, digits, text, middle, slot.top - 1.6 * size)

        return self.scene.add_part(Group(name, digits), show, layer=Layer.NAMES)

    def _bend(self, frame: int) -> float:
        _, bend = self._plan.cut(self.turned.at(frame))
        return float(bend)

    def _told_bend(self, frame: int) -> str:
        """As on the cut of the first step: 2.02, but 0.492."""
        bend = self._bend(frame)
        return self._written(bend, BEND - (bend >= 1.0))

    def _limit(self, frame: int) -> float:
        return 2.0 / self._bend(frame)

    def _written(self, value: float, decimals: int) -> str:
        return self.scene.say.numerals.placed(value, decimals)

    def _place(self, slot: Slot, limit: float) -> float:
        """Where a rate is on the line."""
        _, least = self._plan.cut(0.0)
        return slot.left + WITHIN * slot.width * limit * least / 2.0

    def _add_line(self, slot: Slot) -> tuple[Part, Part]:
        """Rates from 0 on: up to the limit a line, beyond it dashes."""
        theme, y = self.scene.theme, float(slot.centre[1])
        within = Dashes(theme.rate, STROKES.thick, dash=0.0)
        beyond = Dashes(theme.rates[-1], STROKES.curve)

        def show(frame: int) -> Hashable:
            limit = self._limit(frame)
            x = self._place(slot, limit)
            within.show(
                np.array([[slot.left, y], [x, y]]), np.array([[x, y - MARK], [x, y + MARK]])
            )
            beyond.show(np.array([[x, y], [slot.right, y]]))
            return limit

        baseline = y - BELOW * self.size
        rate = formula("$alpha$", SIZES.formula, theme.rate).put(slot.right, baseline, "right")
        return (
            self.scene.add_part(Group(within, beyond), show, layer=Layer.GROUND),
            self.scene.add_part(Group(*self._numbers(slot, baseline, rate), rate)),
        )

    def _numbers(self, slot: Slot, baseline: float, rate: Label) -> list[Mobject]:
        """Round rates below the line, each with a mark, as far as the name of the axis."""
        theme, left = self.scene.theme, float(rate.get_left()[0])
        longest = (slot.right - slot.left) / (self._place(slot, 1.0) - slot.left)
        values = nice_ticks(0.0, longest, NUMBERS)
        texts = self.scene.say.numerals.tick_texts(values)
        y, marks = float(slot.centre[1]), Dashes(theme.rule, STROKES.axis, dash=0.0)
        numbers, lines = [], []
        for value, text in zip(values.tolist(), texts, strict=True):
            x = self._place(slot, value)
            number = words(text, self.size, theme.quiet).put(x, baseline, "centre")
            if float(number.get_right()[0]) + self.size / 2 < left:
                numbers.append(number)
                lines.append(np.array([[x, y - TICK], [x, y]]))
        marks.show(*lines)
        return [marks, *numbers]

    def _add_limit(self, slot: Slot) -> Part:
        """The limit, and of what it is worked out, above its mark."""
        size, colour = self._told, self.scene.theme.rate
        name, digits = words(self.scene.say("cut.limit"), size, colour), Digits(size, colour)

        def show(frame: int) -> Hashable:
            limit = self._limit(frame)
            y = float(slot.centre[1]) + MARK + ABOVE
            text = f"2/{self._told_bend(frame)} = {self._written(limit, LIMIT)}"
            return self._tell(name, digits, text, self._place(slot, limit), y, slot)

        return self.scene.add_part(Group(name, digits), show, layer=Layer.NAMES)

    def _tell(
        self,
        name: Label,
        digits: Digits,
        text: str,
        middle: float,
        baseline: float,
        within: Slot | None = None,
    ) -> Hashable:
        """Put a name and its value about a place; within a slot, where that is near its end."""
        gap = name.size / 3
        width = float(name.width) + gap + width_of(text, digits.size)
        left = middle - width / 2
        if within is not None:
            left = float(np.clip(left, within.left, within.right - width))
        name.put(left, baseline)
        digits.show(text, left + width, baseline, "right")
        return text, left
