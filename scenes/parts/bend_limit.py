"""The more curvature, the lower the limit: a cut that turns, its limit, and one rate on it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from functools import partial

import numpy as np
from manim import Group

from scenes.components.path.arrow import StraightArrow
from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.dot import Dot
from scenes.components.plot.ring import Ring
from scenes.components.plot.terrain import Terrain
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Align, formula, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.numerals import nice_ticks
from scenes.parts.cut_slope import START
from scenes.parts.cut_view import FINE, REACH
from scenes.plans.learning_rate import KEPT as TIMES_KEPT
from scenes.plans.learning_rate import LIMIT_FIGURES
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

HEADROOM = 1.06
"""The cost at the upper edge, in the highest of the sharpest cut."""
LARGER = {False: 2.2, True: 1.7}
"""Size of a number in that of its name, below it or, where that is narrow, beside it."""
KEPT, RESULT = 1.2, 1.45
"""The size of the rate that is kept in that of a name; and from it down to what comes of it, in em
of a name."""
UNDER, DOWN = 1.25, 0.55
"""From a name to the baseline of its number, and from there to the middle of its bar, in em of the
number."""
ROW, HIGH = 8.3, 12.3
"""Least height of all, and where the number is below its name, in em of that."""
BENT, GAP = 1.7, 0.4
"""From the curvature down to the name of the limit, and to its number, in em of that."""
APART, NEXT, PAST = 1.1, 1.7, 0.5
"""From one bar to the other, in em of a name; from the lower one down to its name, in em of that;
and how far the marks at their ends go past them, in em of a name."""
THICK, WITHIN = 2.6, 0.94
"""A bar, in a thick line; and how long the longest is, to one scale, in its slot's width."""
RATE = 2
"""Decimals of rates."""
TAB = 0.3
"""Between the words of a row, in em."""


class BendLimit:
    """A cut through the bowl from its gentlest bend to its sharpest, and a step at one rate on it.

    Each is a curve by itself, with its own curvature and its own limit, whose bar shrinks below
    that of the rate: both begin at one line, and a mark at its end goes across the other.

    Args:
        scene: the scene it belongs to; its plan is that of `learning_rate`.
        slot: of the cut.
        beside: of its limit and the rate that is kept, one below the other.
    """

    def __init__(self, scene: AnyScene, slot: Slot, beside: Slot) -> None:
        self.scene, self._plan, theme = scene, scene.plan, scene.theme
        self.turned = Animated(0.0)
        """How far the cut has turned from the gentlest bend to the sharpest."""
        (_, least), (_, largest) = (self._plan.cut(share) for share in (0.0, 1.0))
        self._rate = TIMES_KEPT / largest
        high = HEADROOM * largest / 2 * REACH**2
        axes = self.axes = Axes(
            plot_area(slot), (-REACH, REACH), (0.0, high), theme, scene.say.numerals,
            x_ticks=(-START, 0.0, START),
            y_ticks=nice_ticks(0.0, high, 2 if scene.layout.narrow else 4),
            size=SIZES.small if scene.layout.narrow else SIZES.name,
        )  # fmt: skip
        names = Group(
            axes.x_numbers(), axes.y_numbers(),
            axes.x_name(scene.say("axes.distance")), axes.y_name(scene.say("cut.above")),
        )  # fmt: skip
        if not scene.layout.narrow:
            beside = replace(beside, top=axes.slot.top, bottom=axes.slot.bottom)
        most, hot = max(2.0 / least, self._rate), theme.rates[-1]
        told = scene.say("cut.limit")
        self._size = self._fitted(told, beside)
        middle = self._middle(beside)
        self.along, self.across = self._add_ways(beside, middle)
        """In which direction the cut is at first, and at last: the one of L."""
        self.parts: tuple[Part, ...] = (
            scene.add_part(axes),
            scene.add_part(names),
            self._add_curve(),
            self._add_step(hot),
            self._add_limit(beside, middle, told, most),
            self._add_rate(beside, middle, hot, most),
        )

    def _fitted(self, name: str, room: Slot) -> float:
        """The size in which a name has room: half a line where its number is beside it."""
        narrow = self.scene.layout.narrow
        largest, row = (SIZES.name, ROW) if narrow else (SIZES.formula, HIGH)
        size = min(largest, room.height / row)
        width = float(formula(name, size, self.scene.theme.text).width)
        size *= min(1.0, room.width / (1 + narrow) / width)
        return size * min(1.0, room.width / self._row(size)[-1])

    def _row(self, size: float) -> tuple[float, float, float, float]:
        """From its left end, where a row's word, its digits and what follows begin, and its end."""
        scene, text = self.scene, self.scene.theme.text
        along, across, bend, largest = (
            float(formula(scene.say(f"cut.{each}"), size, text).width)
            for each in ("bend_along", "bend_across", "bend", "bend_largest")
        )
        digits = width_of(self._bends(self._plan.curvature), size)
        word = max(along, across) + TAB * size
        number = word + bend + GAP * size
        after = number + digits + TAB * size
        return word, number, after, after + largest

    def _bends(self, bend: float) -> str:
        return self.scene.say.numerals.placed(bend, self._plan.bend_decimals)

    def _add_ways(self, slot: Slot, middle: float) -> tuple[Part, Part]:
        """The direction before the word for the curvature; at last it is the largest one, L."""
        scene, size, text = self.scene, self._size, self.scene.theme.text
        y = middle + APART / 2 * size + self._above + BENT * size
        along, across, largest = (
            formula(scene.say(f"cut.{each}"), size, text)
            for each in ("bend_along", "bend_across", "bend_largest")
        )
        largest.put(slot.left + self._row(size)[2], y)
        first, last = along.put(slot.left, y), Group(across.put(slot.left, y), largest)
        return scene.add_part(first, layer=Layer.NAMES), scene.add_part(last, layer=Layer.NAMES)

    @property
    def _above(self) -> float:
        """From the bar of the limit up to the baseline of its name."""
        narrow = self.scene.layout.narrow
        return (DOWN + UNDER * (not narrow)) * LARGER[narrow] * self._size

    def _middle(self, slot: Slot) -> float:
        """The height between the bars at which all stands in the middle of its slot."""
        up = self._above + (BENT + DOWN) * self._size
        down = (NEXT * KEPT + RESULT) * self._size
        return float(slot.centre[1]) - (up - down) / 2

    def _add_rate(self, slot: Slot, middle: float, colour: str, most: float) -> Part:
        """The rate that is kept, a bar to the limit's scale, and on which side of that it is."""
        told = self.scene.say.numerals.in_formula(float(f"{self._rate:.{RATE}f}"))
        narrow = self.scene.layout.narrow
        times = self.scene.say.numerals.in_formula(TIMES_KEPT)
        code = self.scene.say("cut.kept", rate=f"$alpha = {times}\\/L = {told}$")
        size = self._size if narrow else KEPT * self._size
        size *= min(1.0, slot.width / float(formula(code, size, colour).width))
        name = formula(code, size, colour)
        bar = Dashes(colour, THICK * STROKES.thick, dash=0.0)
        y = middle - APART / 2 * self._size
        bar.show(np.array([[slot.left, y], [self._end(slot, self._rate, most), y]]))
        name.put(slot.left, y - NEXT * size)
        below, beyond = (
            fitted(
                self.scene.say(f"cut.{each}"), slot.width, 1, self._size,
                partial(words, colour=shade),
            )[0].put(slot.left, name.baseline - RESULT * self._size)
            for each, shade in (("below", self.scene.theme.text), ("beyond", colour))
        )  # fmt: skip

        def tell(frame: int) -> Hashable:
            is_beyond = self._rate > self._limit(frame)
            below.fade(float(not is_beyond))
            beyond.fade(float(is_beyond))
            return is_beyond

        shown = Group(bar, name, below, beyond)
        return self.scene.add_part(shown, tell, layer=Layer.NAMES)

    @staticmethod
    def _end(slot: Slot, rate: float, most: float) -> float:
        """Where the bar of a rate ends, if that of the largest has nearly all of the slot."""
        return slot.left + WITHIN * rate / most * slot.width

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

    def _add_step(self, colour: str) -> Part:
        """A step at the rate on the curve, from a ring to a ball, and how high its start is."""
        theme, axes = self.scene.theme, self.axes
        level, arrow = Dashes(theme.quiet, STROKES.axis), StraightArrow(colour, theme)
        ring, ball = Ring(theme.text, theme, STROKES.ball), Dot(axes, START, 0.0, colour, theme)

        def show(frame: int) -> Hashable:
            bend = self._bend(frame)
            lands = START * (1.0 - self._rate * bend)
            start, end = (bend / 2 * place**2 for place in (START, lands))
            level.show(axes.at(np.array([START, -START]), np.full(2, start)))
            arrow.show(*axes.at(np.array([START, lands]), np.full(2, start)))
            ring.show(axes.at(np.array(START), np.array(start)))
            ball.value = lands, end
            return bend

        return self.scene.add_part(Group(level, arrow, ring, ball), show, layer=Layer.NAMES)

    def _bend(self, frame: int) -> float:
        _, bend = self._plan.cut(self.turned.at(frame))
        return float(bend)

    def _limit(self, frame: int) -> float:
        return 2.0 / self._bend(frame)

    def _add_limit(self, slot: Slot, middle: float, text: str, most: float) -> Part:
        """The curvature; below that its name and its number, and a bar as long as it is.

        A line marks where both bars begin, and another, across both, where this one ends.

        The number stands below the name, or, where there is little room, at the end of its line.
        """
        narrow, colour = self.scene.layout.narrow, self.scene.theme.text
        name, large = formula(text, self._size, colour), LARGER[narrow] * self._size
        digits, bar = Digits(large, colour), Dashes(colour, THICK * STROKES.thick, dash=0.0)
        under = 0.0 if narrow else UNDER * large
        y = middle + APART / 2 * self._size
        top = y + self._above
        align: Align = "right" if narrow else "left"
        x = slot.right if narrow else slot.left
        name.put(slot.left, top)
        bent = formula(self.scene.say("cut.bend"), self._size, colour)
        word, number, *_ = self._row(self._size)
        bent.put(slot.left + word, top + BENT * self._size)
        beside = slot.left + number
        bends, placed = Digits(self._size, colour), self.scene.say.numerals.placed

        begin, end = Dashes(self.scene.theme.quiet, STROKES.axis, dash=0.0), Dashes(colour)
        marks = middle + (APART / 2 + PAST) * self._size * np.array([-1.0, 1.0])
        begin.show(np.stack([np.full(2, slot.left), marks], axis=-1))

        def show(frame: int) -> Hashable:
            limit = self._limit(frame)
            ends = self._end(slot, limit, most)
            end.show(np.stack([np.full(2, ends), marks], axis=-1))
            bends.show(self._bends(self._bend(frame)), beside, top + BENT * self._size)
            bar.show(np.array([[slot.left, y], [ends, y]]))
            digits.show(placed(limit, _decimals(limit)), x, top - under, align)
            return limit

        shown = Group(bent, bends, name, begin, end, bar, digits)
        return self.scene.add_part(shown, show, layer=Layer.NAMES)


def _decimals(value: float) -> int:
    """As many as make up the figures of a limit."""
    return max(0, LIMIT_FIGURES - 1 - int(np.floor(np.log10(value))))
