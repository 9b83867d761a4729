"""A cost cut where it bends most: its slope, its curvature, and the steps of some rates on it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.arrow import StraightArrow
from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.section import Section
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Align, Label, formula, words
from scenes.layout import LEADING, Slot
from scenes.numerals import nice_ticks
from scenes.parts.runner import Runner
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES, TIMES

Array = NDArray[np.float64]

REACH = 1.65
"""How far the cut goes on each side of the lowest point, in units of a parameter."""
TANGENT = 0.42
"""Half length of a tangent along the axis, in the same."""
OUTSIDE, BESIDE, OVER = 0.34, 0.24, 0.9
"""From a ball to its name within the curve, and on the cut face; and from the lowest point to words
above it."""
OUT = 0.97
"""Distance from the lowest point from which on words stand on the cut face, beyond the curve."""
AHEAD, AFTER = 0.65, 0.8
"""Seconds before a ball sets off in which its step is announced, and after it has landed until the
arrow goes."""
ROOM_ABOVE = 0.045
"""Of the height, what lies above the words in the middle."""
CLEAR = 0.12
"""From the curve to words above it."""
INWARD: dict[float, Align] = {1.0: "right", -1.0: "left"}
"""Which end of words is at a ball on the right, or on the left."""
LOWER, LOWEST = 0.45, 0.65
"""How far names stand below the middle of what they are beside, in em; and on the left face."""
STEEP = 0.4
"""Distance from the lowest point from which on the curve leaves room beside it, not below."""


class CutView:
    """The cut from the side, as large as its slot, with what is shown on it.

    Args:
        scene: that it belongs to; its plan has the problem, its minimum and the axis.
        slot: that it fills, with its numbers and names.
        rates: by the names of their runs: the rate in units of 1/L, and its colour.
    """

    def __init__(self, scene: AnyScene, slot: Slot, rates: Mapping[str, tuple[float, str]]) -> None:
        self.scene, plan, theme = scene, scene.plan, scene.theme
        area = plot_area(slot)
        self.section = Section(plan.problem.loss, plan.minimum, plan.axis, REACH, area, theme)
        self.face = scene.add_part(self.section, layer=Layer.GROUND)
        self._add_axes(area)
        self._add_slope()
        self._add_level()
        self.runners: dict[str, Runner] = {}
        self.arrows: dict[str, Part] = {}
        self.leaps: dict[str, Part] = {}
        self.landings: dict[str, Part] = {}
        self.rules: dict[str, Part] = {}
        for name, (times, colour) in rates.items():
            self._add_rate(name, times, colour)
        announced = [self._announced(name) for name in rates]
        for name, until in zip(rates, [*announced[1:], scene.frames], strict=True):
            self._time(name, until)

    def _add_axes(self, area: Slot) -> None:
        scene, high = self.scene, self.section.high
        axes = Axes(
            area, (-REACH, REACH), (0.0, high), scene.theme, scene.say.numerals,
            x_ticks=(-1.0, 0.0, 1.0), y_ticks=nice_ticks(0.0, high, 4),
            size=SIZES.small if scene.layout.narrow else SIZES.label,
        )  # fmt: skip
        names = Group(
            axes.x_numbers(),
            axes.y_numbers(),
            axes.x_name(scene.say("axes.distance")),
            axes.y_name(scene.say("axes.cost")),
        )
        self.axes = (scene.add_part(axes), scene.add_part(names))

    # The slope, and how it changes

    def _add_slope(self) -> None:
        """A tangent at one unit from the lowest point, and one that moves from there."""
        scene, theme, numerals = self.scene, self.scene.theme, self.scene.say.numerals
        self.along = Animated(-1.0)
        """Where the second touches."""
        self.first_slope = self._tangent(lambda _: -1.0)
        self.second_slope = self._tangent(self.along.at)
        unit = Dashes(theme.text, STROKES.thick, dash=0)

        def span(frame: int) -> Hashable:
            t = self.along.at(frame)
            unit.show(self.section.place(np.array([-1.0, t]), np.zeros(2)))
            return t

        self.unit = scene.add_part(unit, span)
        step = formula(scene.say("cut.step"), SIZES.formula, theme.text)
        self.step = scene.add_part(step.put(*self._middle(), "centre"))
        told = numerals.in_formula(scene.plan.curvature, 3)
        code = scene.say("cut.curvature", curvature=told)
        curvature = formula(code, SIZES.formula, theme.text)
        self.curvature = scene.add_part(curvature.put(*self._middle(), "centre"))

    def _middle(self) -> tuple[float, float]:
        """Where there is room within the curve."""
        slot = self.section.slot
        return float(slot.centre[0]), slot.top - ROOM_ABOVE * slot.height

    def _tangent(self, where: Callable[[int], float]) -> tuple[Part, Part]:
        """The tangent at a distance that may change, and its slope in figures."""
        scene, theme, numerals = self.scene, self.scene.theme, self.scene.say.numerals
        size = SIZES.label if scene.layout.narrow else SIZES.formula
        tangent = Dashes(theme.gradient, STROKES.thick, dash=0)
        value = Digits(size, theme.gradient)
        name = words(scene.say("cut.slope"), size, theme.gradient)

        def lean(frame: int) -> Hashable:
            t = where(frame)
            ends = t + np.array([-TANGENT, TANGENT])
            cost = float(self.section.cost(np.array(t)))
            tangent.show(self.section.place(ends, cost + self._slope(t) * (ends - t)))
            return t

        def tell(frame: int) -> Hashable:
            t = where(frame)
            text = numerals.placed(self._slope(t), 2)
            gap = size / 3
            whole = float(name.width) + gap + width_of(text, size)
            x, y = self.section.at(*self._touched(t))[:2].tolist()
            left = x + abs(t) * OUTSIDE - (1.0 - abs(t)) * whole / 2
            baseline = y + abs(t) * OUTSIDE + (1.0 - abs(t)) * OVER
            name.put(left, baseline)
            value.show(text, left + float(name.width) + gap, baseline)
            return t

        return scene.add_part(tangent, lean), scene.add_part(Group(name, value), tell)

    def _touched(self, distance: float) -> tuple[Array, Array]:
        """Parameters and cost at a distance."""
        theta = self.section.origin + distance * self.section.axis
        return theta, np.asarray(self.section.loss(theta))

    def _slope(self, distance: float) -> float:
        plan = self.scene.plan
        return float(plan.problem.gradient(self._touched(distance)[0]) @ plan.axis)

    def _add_level(self) -> None:
        """As high as all begin."""
        level = Dashes(self.scene.theme.quiet)
        cost = float(self.section.cost(np.array(-1.0)))
        level.show(self.section.place(np.array([-1.0, REACH]), np.full(2, cost)))
        self.level = self.scene.add_part(level)

    # Steps

    def _add_rate(self, name: str, times: float, colour: str) -> None:
        """A ball, the arrow of its first step, and what is said of it where it lands."""
        scene, section = self.scene, self.section
        run = scene.plan.runs[name]
        arrow = StraightArrow(colour, scene.theme)
        arrow.show(*section.at(run.theta[:2], run.loss[[0, 0]])[:, :2])
        self.arrows[name] = scene.add_part(arrow)
        runner = Runner(scene, name, run, section, 1.0, colour)
        self.leaps[name] = runner.add_leaps()
        runner.add_ball()
        self.runners[name] = runner
        told = scene.say.numerals.in_formula(times)
        label = formula(f"${told}\\/ L$", SIZES.formula, colour).cased(scene.theme.casing)

        rests = self._rests(runner)
        self._put(label, run.theta[rests], run.loss[rests])
        self.landings[name] = scene.add_part(label, layer=Layer.NAMES)
        self.rules[name] = self._add_rule(times, colour)

    def _add_rule(self, times: float, colour: str) -> Part:
        """How long a step at a rate is: so many times the way to the bottom."""
        scene, told = self.scene, self.scene.say.numerals.in_formula(times)
        x, y = self._middle()
        texts = (f"$alpha = {told}\\/ L$", scene.say("cut.rule", times=told))
        lines = [formula(text, SIZES.formula, colour) for text in texts]
        for row, line in enumerate(lines):
            line.put(x, y - LEADING * SIZES.formula * row, "centre")
        return scene.add_part(Group(*lines))

    @staticmethod
    def _rests(runner: Runner) -> int:
        """The step after which a ball is named: its last, or its first, to which it comes back."""
        run = runner.run
        return 1 if np.allclose(run.theta[1], run.theta[-1]) else run.steps

    def _announced(self, name: str) -> int:
        """The frame at which the first step of a rate is told of, before the ball sets off."""
        sets_off = int(np.flatnonzero(self.runners[name].track.phase)[0])
        return sets_off - round(AHEAD * self.scene.score.fps)

    def _time(self, name: str, until: int) -> None:
        """The ball comes with its rule and its arrow, which go before the frame ``until``."""
        fps, runner = self.scene.score.fps, self.runners[name]
        announced, step = self._announced(name), runner.track.step
        named = int(np.searchsorted(step, self._rests(runner)))
        enter, leave, away = (round(each * fps) for each in (TIMES.enter, TIMES.leave, TIMES.away))
        gone = {self.arrows[name]: int(np.searchsorted(step, 1)) + round(AFTER * fps)}
        gone[self.rules[name]] = until - away
        if runner.run.steps == 1:
            gone[self.leaps[name]] = gone[self.arrows[name]]
        for part in (self.arrows[name], self.rules[name], self.landings[name]):
            comes = named if part is self.landings[name] else announced
            part.presence.first = 0.0
            part.presence.to(1.0, comes, comes + enter)
        for part, frame in gone.items():
            goes = min(frame, until - away)
            part.presence.to(0.0, goes, goes + leave)
        if name != next(iter(self.runners)):
            runner.ball_part.presence.first = 0.0
            runner.ball_part.presence.to(1.0, announced, announced + enter)

    def _put(self, label: Label, theta: Array, loss: float) -> None:
        """Beside a landing: within the curve or, as high as the start, beyond it."""
        x, y = self.section.at(theta, np.asarray(loss))[:2].tolist()
        distance = float((theta - self.section.origin) @ self.section.axis)
        outward, slot = float(np.sign(distance)), self.section.slot
        if abs(distance) < STEEP:
            end = x + OUTSIDE + float(label.width)
            clear = self._height(end) + CLEAR
            label.put(x + OUTSIDE, max(y + OUTSIDE, clear))
        elif distance < 0 and x - BESIDE - float(label.width) >= slot.left:
            label.put(x - BESIDE, y - LOWEST * label.size, "right")
        elif abs(distance) < OUT:
            label.put(x - outward * OUTSIDE, y - LOWER * label.size, INWARD[outward])
        elif x + BESIDE + float(label.width) <= slot.right:
            below = self._height(
                float(self.section.place(np.array(distance - 0.1), np.zeros(()))[0])
            )
            label.put(x + BESIDE, below - LOWER * label.size)
        else:
            label.put(x, y + 0.6 * OVER, "right")

    def _height(self, x: float) -> float:
        """Of the curve, in the frame, at x."""
        slot = self.section.slot
        distance = (x - float(slot.centre[0])) / slot.width * 2.0 * REACH
        where = np.array(distance)
        return float(self.section.place(where, self.section.cost(where))[1])
