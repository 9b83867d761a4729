"""The cost over one parameter, cut and seen from the side, with the slope where the ball is."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.path.arrow import StraightArrow
from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import ABOVE, Axes, plot_area
from scenes.components.plot.ring import Ring
from scenes.components.readout import Count
from scenes.components.sliding import Sliding
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Label, formula, words
from scenes.layout import Slot
from scenes.numerals import nice_ticks
from scenes.parts.runner import Runner
from scenes.parts.slope_arrows import MIDDLE
from scenes.parts.slope_opening import SlopeOpening
from scenes.parts.step_count import add_step_count
from scenes.plans.slope import DIGITS, SLOW, WALK, W
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES, TIMES

ROOM = 1.34
"""How much farther than the start the curve goes, on both sides of its lowest point."""
TANGENT = 1.5
"""Half length of the tangent in the frame, where the plot has so much room."""
DOWNHILL, BOLD = 1.3, 2.2
"""Length of the arrow that points downhill, and how much thicker than others it is."""
LARGE, HOLLOW, LESS = 1.25, 0.6, 0.46
"""Size of what is told of the slope, in that of formulas, where there is room; and of the plot's
width, what room there is, and in a narrow shape."""
AHEAD = 0.7
"""Seconds before a ball sets off in which its step is announced."""
SLOPE, GAP = "$display((dif J) / (dif w)) =$", 1 / 3
"""How the slope is written, and from one part of what is told of it to the next, in em."""
TOLD, HIGHER, INSIDE = 0.34, 0.1, 0.2
"""Of the height, what lies above what is told of the slope, and how much less from near; and how
far that keeps from the side then, in frame units."""
RIDES, SINKS = 0.07, 0.17
"""How far it goes along with the tangent to the other side, in the plot's width, and down to the
bottom, in its height."""
BENEATH = 0.7
"""Of the height, what lies above it, at least, where the curve stays so high that it stands below
that."""
FOOT, OFF = 0.9, 0.4
"""How far what is told of the slope reaches below its baseline, in em, with some room; and what its
ends keep above the curve."""
TALL = 1.5
"""How far what is told of the slope reaches above its baseline, in em."""
TICKS_APART = 0.5
"""From one number at an axis to the next, at least."""
TICK = np.array([[-1.15, 0.3], [-0.85, 0.0], [-0.35, 0.75]])
"""A tick before that, from where it begins, in em."""
BESIDE = 1.7
"""From how many steps there were to the test, with room for the tick, in em."""
TEST = 1.9
"""From the slope to when to stop, in em of the slope."""
CLEAR, NAMED = 0.25, 1.8
"""From the axis up to the arrow above it, and from its tip to its name; and how high the curve is
above the axis where that has room, in em."""
NOTHING = 1e-9
"""A slope that is zero but for rounding is so small; it is written without decimals."""


@dataclass
class Probe:
    """What has parameters at any frame, as a run has; its line is a thin one."""

    theta: Callable[[int], Array]
    thin: bool = True


class SlopeView:
    """The curve with its axes; ball, hops and the arrows of steps; the tangent and its number.

    Args:
        scene: the scene it belongs to; its plan is that of `slope`.
        slot: the slot it fills, with its numbers and names.
        aside: where it makes room for what is worked out beside it; its slot if that is None.
    """

    def __init__(self, scene: AnyScene, slot: Slot, aside: Slot | None = None) -> None:
        self.scene, plan, theme = scene, scene.plan, scene.theme
        area = plot_area(slot)
        self.place = Gliding([area, plot_area(aside or slot)])
        """What lies between its axes."""
        reach = ROOM * abs(float(plan.run.theta[0, W] - plan.lowest[W]))
        axis = np.eye(2)[W]
        self.section = Sliding(plan.problem.loss, plan.lowest, axis, reach, area, theme)
        self.opening = SlopeOpening(scene, self.section, self.place)
        self.face = scene.add_part(self.section, self.opening.slide, layer=Layer.GROUND)
        self._add_axes()
        self.away = Animated(0.0)
        """How far the tangent is from the ball, in units of the way to the bottom."""
        self.near = self.opening.near
        self.runner = Runner(scene, WALK, plan.run, self.section, 1.0, theme.batch)
        self.tangent, self.ghost = self._add_tangent(), self._add_ghost()
        self.frame = self._add_frame()
        """About what is seen from near: it grows to the plot as the eye goes in."""
        self.leaps = self.runner.add_leaps()
        self.leaps.mobject.kept = SLOW
        self.arrow = self._add_step()
        self.runner.add_ball()
        self.opening.add_ball()
        start = plan.run.theta[0]
        self.downhill, self.back = (
            self._add_downhill(theta) for theta in (start, 2 * plan.lowest - start)
        )
        """Below the start, and below the place that is as high on the other side."""
        self.told = self._add_told()
        test = self._put_test()
        self.awaited, self.met = self._add_test(test)
        """When to stop, and a tick beside it once that is so."""
        self.count = self._add_count(test)

    def _add_axes(self) -> None:
        scene, ((left, right), high) = self.scene, self._spans()
        x, (_, first, highest, _) = (left, right), self.opening.first
        axes = Axes(
            self.section.slot, x, (0.0, high), scene.theme, scene.say.numerals,
            x_ticks=self._ticks(x, 6, 2 * first, self.section.slot.width),
            y_ticks=self._ticks((0.0, high), 4, highest, self.section.slot.height),
            size=SIZES.small if scene.layout.narrow else SIZES.label,
        )  # fmt: skip
        across = Group(axes.x_numbers(), axes.x_name(scene.say("slope.axis")))
        # In a narrow shape, steps and when to stop stand on this line, too.
        name = "slope.cost" if scene.layout.narrow else "slope.no_units"
        up = Group(axes.y_numbers(), axes.y_name(scene.say(name)))

        def bring(frame: int) -> Hashable:
            self.opening.slide(frame)
            x, high = self._spans()
            axes.move(self.section.slot, x, axes.names_apart, (0.0, high))
            return axes.look

        layers = Layer.GROUND, Layer.NAMES, Layer.GROUND
        self.axes = tuple(
            scene.add_part(each, bring, layer=layer)
            for each, layer in zip((axes, across, up), layers, strict=True)
        )
        """Where the ball comes down to the axis, the numbers below it are on it."""

    @staticmethod
    def _ticks(span: tuple[float, float], most: int, first: float, length: float) -> Array:
        """Of an axis so long: so many at most, or as few as stand apart in its first span."""
        for count in range(most, 1, -1):
            ticks = nice_ticks(*span, count)
            if len(ticks) < 2 or np.diff(ticks)[0] / first * length > TICKS_APART:
                break
        return ticks

    def _spans(self) -> tuple[tuple[float, float], float]:
        """Of the tilt, from end to end, and the greatest cost, as the curve is now."""
        middle, reach = float(self.section.origin[W]), self.section.reach
        return (middle - reach, middle + reach), self.section.high

    @property
    def _rises(self) -> bool:
        """Whether the walk goes to the right."""
        return bool(self.scene.plan.lowest[W] > self.scene.plan.run.theta[0, W])

    # The slope

    def _at(self, frame: int) -> Array:
        """The parameters (2,) at which the tangent touches: those of the ball, or beyond them."""
        theta = self.runner.theta(frame)
        return np.asarray(theta + self.away.at(frame) * (self.scene.plan.lowest - theta))

    @property
    def probe(self) -> Probe:
        """What stands where the tangent touches."""
        return Probe(self._at)

    def _slope(self, theta: Array) -> float:
        return float(self.scene.plan.problem.gradient(theta)[W])

    def _touch(self, theta: Array) -> Array:
        """The same place in the frame, (2,)."""
        return np.asarray(self.section.at(theta, self.section.loss(theta))[:2])

    def _along(self, theta: Array) -> Array:
        """The direction of the tangent in the frame, to the right, (2,) of length 1."""
        step = np.array([1e-3, 0.0])
        here, rise = self.section.loss(theta), 1e-3 * self._slope(theta)
        there = self.section.at(theta + step, here + rise)[:2]
        direction = there - self.section.at(theta, here)[:2]
        return np.asarray(direction / np.hypot(*direction))

    def _add_tangent(self) -> Part:
        tangent = Dashes(self.scene.theme.gradient, STROKES.thick, dash=0)

        def lean(frame: int) -> Hashable:
            theta = self._at(frame)
            tangent.show(self._ends(theta))
            return theta.tobytes(), self.section.view

        return self.scene.add_part(tangent, lean, layer=Layer.GROUND)

    def _add_ghost(self) -> Part:
        """A ring where the tangent touches: a ball that might be there."""
        ring = Ring(self.scene.theme.text, self.scene.theme, STROKES.ball)

        def touch(frame: int) -> Hashable:
            theta = self._at(frame)
            ring.show(self._touch(theta))
            return theta.tobytes(), self.section.view

        return self.scene.add_part(ring, touch, layer=Layer.GROUND)

    def _add_frame(self) -> Part:
        frame, (origin, reach, high) = Dashes(self.scene.theme.quiet, dash=0), self.opening.close
        along = np.array([-reach, reach, reach, -reach, -reach])
        theta = origin + np.outer(along, np.eye(2)[W])
        heights = np.array([0.0, 0.0, high, high, 0.0])

        def surround(at: int) -> Hashable:
            self.opening.slide(at)
            frame.show(self.section.at(theta, heights)[:, :2])
            return self.section.view

        return self.scene.add_part(frame, surround, layer=Layer.FURNITURE)

    def _ends(self, theta: Array) -> Array:
        """Of the tangent, (2, 2), within the plot."""
        here, along, slot = self._touch(theta), self._along(theta), self.section.slot
        corners = np.array([[slot.left, slot.bottom], [slot.right, slot.top]])
        with np.errstate(divide="ignore"):
            room = np.abs((corners - here) / along)
        # To the left it meets one side, and the top or the bottom; to the right the others.
        up = int(along[1] > 0)
        left = min(TANGENT, room[0, 0], room[1 - up, 1])
        right = min(TANGENT, room[1, 0], room[up, 1])
        return np.stack([here - left * along, here + right * along])

    def _add_downhill(self, theta: Array) -> Part:
        """Below a place, on the axis of what moves: which way a ball goes there.

        What that is called stands beside its tip, if it has room below the curve.
        """
        theme, plan, slot = self.scene.theme, self.scene.plan, self.section.slot
        start, (lowest, level) = self._touch(theta), self._touch(plan.lowest).tolist()
        right = lowest > start[0]
        way = 1.0 if right else -1.0
        foot = np.array([float(start[0]), slot.bottom + CLEAR])
        end = self._ends(theta)[int(right)]
        far = float(end[0]) if end[1] < foot[1] + CLEAR else lowest
        long = min(DOWNHILL, max(way * (far - float(start[0])) - CLEAR, 2 * STROKES.ball))
        tip = foot + np.array([way * long, 0.0])
        drop, arrow = (
            Dashes(theme.batch, STROKES.thin),
            StraightArrow(theme.batch, theme, bold=BOLD),
        )
        drop.show(np.stack([start, foot]))
        arrow.show(foot, tip)
        if level - slot.bottom < NAMED * self._size:
            return self.scene.add_part(Group(drop, arrow), layer=Layer.NAMES)
        name = words(self.scene.say("arrows.downhill"), self._size, theme.batch)
        name.cased(theme.casing)
        x, y = float(tip[0]) + way * CLEAR, float(tip[1]) - MIDDLE * name.size
        name.put(x, y, "left" if way > 0 else "right")
        return self.scene.add_part(Group(drop, arrow, name), layer=Layer.NAMES)

    @property
    def _size(self) -> float:
        return SIZES.label if self.scene.layout.narrow else SIZES.caption

    @property
    def _told_down(self) -> float:
        """Of the plot's height, what lies above what is told of the slope."""
        slot, size = self.section.slot, self._told_size
        if self._sinks > 0.0:
            return TOLD
        lowest = float(self._touch(self.scene.plan.lowest)[1])
        return max(BENEATH, (slot.top - lowest + 2 * STROKES.ball + TALL * size) / slot.height)

    @property
    def _sinks(self) -> float:
        """How much deeper it may come into the hollow of the curve; if not at all, it is below."""
        slot, size = self.section.slot, self._told_size
        lowest = float(self._touch(self.scene.plan.lowest)[1])
        beside = self._level(self._told_width(size) / 2 + RIDES / 2 * slot.width)
        floor = max(lowest + 2 * STROKES.ball + FOOT * size, beside + OFF * size)
        return min(SINKS, (1.0 - TOLD) - (floor - slot.bottom) / slot.height)

    def _level(self, away: float) -> float:
        """How high the curve is so far from its lowest point, in the frame, on the left."""
        slot, lowest = self.section.slot, self.scene.plan.lowest
        tilt = lowest - np.eye(2)[W] * self.section.reach * 2 * away / slot.width
        return float(self._touch(tilt)[1])

    @property
    def _told_size(self) -> float:
        narrow = self.scene.layout.narrow
        room = (LESS if narrow else HOLLOW) * min(slot.width for slot in self.place.slots)
        size, least = (1.0, SIZES.small) if narrow else (LARGE, SIZES.formula)
        size *= SIZES.formula
        return max(least, size * min(1.0, room / self._told_width(size)))

    def _told_width(self, size: float) -> float:
        """Of what is told of the slope, at a size."""
        name = words(self.scene.say("slope.slope"), size, self.scene.theme.gradient)
        symbol = formula(SLOPE, size, self.scene.theme.gradient)
        value = width_of(self.scene.say.numerals.placed(-9.0, DIGITS), size)
        return float(name.width) + float(symbol.width) + 2 * GAP * size + value

    def _add_told(self) -> tuple[Part, Part]:
        """The slope's name, and it in figures: in the hollow of the curve, or below a flat one.

        From near it is where the hollow is then.
        """
        scene, theme, size = self.scene, self.scene.theme, self._told_size
        name = words(scene.say("slope.slope"), size, theme.gradient)
        symbol, value = formula(SLOPE, size, theme.gradient), Digits(size, theme.gradient)
        gap, whole = GAP * size, self._told_width(size)
        named = float(name.width) + gap
        rises, down = self._rises, self._told_down
        sinks = max(self._sinks, 0.0)
        higher = HIGHER if sinks else 0.0

        def place(frame: int) -> tuple[float, float]:
            """The left end of all, and its baseline; it goes with the tangent that leaves."""
            slot, near, away = self.section.slot, self.near.at(frame), self.away.at(frame)
            ridden = (1.0 if rises else -1.0) * np.sin(np.pi / 4 * away) ** 2
            left = float(slot.centre[0]) - whole / 2 + RIDES * slot.width * ridden
            aside = slot.right - INSIDE - whole if rises else slot.left + INSIDE
            sunk = down - near * higher + sinks * np.sin(np.pi / 2 * away) ** 2
            return left + near * (aside - left), slot.top - sunk * slot.height

        def call(frame: int) -> Hashable:
            name.put(*place(frame))
            return place(frame)

        def tell(frame: int) -> Hashable:
            slope = self._slope(self._at(frame))
            level = abs(slope) < NOTHING
            text = scene.say.numerals.placed(slope, 0 if level else scene.plan.decimals(slope))
            x, baseline = place(frame)
            symbol.put(x + named, baseline)
            value.show(text, x + named + float(symbol.width) + gap, baseline)
            return text, x

        calls = scene.add_part(name, call, layer=Layer.GROUND)
        return calls, scene.add_part(Group(symbol, value), tell, layer=Layer.GROUND)

    def _add_test(self, test: Label) -> tuple[Part, Part]:
        """How small the slope is to be, and a tick."""
        left, baseline = float(test.get_left()[0]), test.baseline
        tick = Dashes(self.scene.theme.text, STROKES.curve, dash=0)
        tick.show(np.array([left, baseline]) + test.size * TICK)
        return (
            self.scene.add_part(test, layer=Layer.NAMES),
            self.scene.add_part(tick, layer=Layer.NAMES),
        )

    def _put_test(self) -> Label:
        """How small the slope is to be: below it, and the curve if that is between.

        Where that has no room, it is above the curve.
        """
        scene, slot, narrow = self.scene, self.section.slot, self.scene.layout.narrow
        nearly = scene.say.numerals.in_formula(float(scene.plan.asked.nearly))
        size = self._size * self._told_size / (LARGE * SIZES.formula) if not narrow else self._size
        test = formula(scene.say("slope.stop", nearly=nearly), size, scene.theme.text)
        if narrow:
            return test.put(slot.right, slot.top + ABOVE / 2, "right")
        baseline = slot.top - self._told_down * slot.height - TEST * self._told_size
        lowest = float(self._touch(scene.plan.lowest)[1])
        left = self._level(float(test.width) / 2 - size * float(TICK[0, 0])) + size / 2
        over = max(lowest + STROKES.ball, left)
        if baseline < over and lowest + STROKES.ball < slot.top - TOLD * slot.height:
            baseline = min(baseline, lowest - TEST * size)
        return test.put(float(slot.centre[0]), baseline, "centre")

    def _add_count(self, test: Label) -> Part:
        """How many steps the ball has taken: above the plot's right end, or beside the test."""
        scene, slot, size = self.scene, self.section.slot, self._size
        baseline = slot.top + ABOVE / 2
        right = float(test.get_left()[0]) - BESIDE * size if scene.layout.narrow else slot.right
        forms, numerals = scene.say.forms("counts.steps"), scene.say.numerals
        most = Count(forms, size, scene.theme.text, numerals).width_at(scene.plan.run.steps)
        line = Slot(right - most, baseline - size / 6, right, baseline + size * 5 / 6)
        return add_step_count(scene, line, self.runner, size)

    # The step

    def _add_step(self) -> Part:
        """An arrow as long as the step to come, while it is announced and taken."""
        theme, run, track = self.scene.theme, self.scene.plan.run, self.runner.track
        arrow = StraightArrow(theme.batch, theme)

        def point(frame: int) -> Hashable:
            step = min(self.runner.landed(frame), run.steps - 1)
            level = run.loss[[step, step]]
            arrow.show(*self.section.at(run.theta[step : step + 2], level)[:, :2])
            return step, self.section.view

        part = self.scene.add_part(arrow, point, layer=Layer.GROUND)
        part.presence.first = 0.0
        fps = self.scene.score.fps
        enter, leave = round(TIMES.enter * fps), round(TIMES.leave * fps)
        for step in range(SLOW):
            flying = np.flatnonzero((track.step == step) & (track.phase > 0))
            announced = int(flying[0]) - round(AHEAD * fps)
            part.presence.to(1.0, announced, announced + enter)
            part.presence.to(0.0, int(flying[-1]) + 1 - leave, int(flying[-1]) + 1)
        return part
