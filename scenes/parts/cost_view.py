"""A cost over the tilt of a line: a bar where the line is now, and the curve that it has drawn."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from manim import DL, UR, Group
from numpy.typing import NDArray

from gdcore.typing import Problem
from scenes.components.path.dashes import Dashes
from scenes.components.plate import Plate
from scenes.components.plot.axes import plot_area
from scenes.components.plot.bar import Bar
from scenes.components.plot.stack import Stack
from scenes.components.swept import Swept
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import formula, words
from scenes.layout import LEADING, Slot
from scenes.parts.cost_axes import CostAxes
from scenes.parts.runner import Runner
from scenes.plans.cost import BEYOND, REACH
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

WIDTH, WIDE, LESS_WIDE = 0.24, 0.4, 0.26
"""Of the bar; and of the plot's width, while there is only it: in a wide picture, in others."""
HEADROOM = 1.3
"""The upper end of the axis, in the greatest cost; in between, the number stands."""
OVER = 0.18
"""Baseline of the number, above the level of the greatest cost, in frame units."""
LARGE = 1.25
"""Size of the number, in that of formulas."""
ROOM, SEEN = 0.8, 481
"""How much of the plot's height a curve fills, at most, where the eye has gone in to a place in its
middle; and at how many places that is looked for."""
MEAN, MEAN_SIZE = 0.84, 2.0
"""Of the plot's width beside the bar, the most that a formula in it has; and its size, in that of
formulas."""
AWAY = 0.22
"""From the wide bar and from its foot to what is said of its slices."""
SOFT = 0.2
"""How far around that formula the plot fades out."""
FADED = 0.4
"""How far the eye has gone in when what is outside of a frame has faded."""
ABOVE = 0.3
"""From a ball to what is said of the ground there."""
TANGENT, BOLD = 0.28, 1.6
"""Half length of a tangent, in half of the axis; and how much thicker than others it is."""


@dataclass(frozen=True)
class CostWords:
    """How a cost is written: on the axes, and as a number before and behind its digits."""

    name: str
    tilt: str
    before: str
    behind: str
    units: float
    """Of the axis, in one of the cost."""
    decimals: int
    colour: str | None = None
    """Of the number; that of samples which it counts, or of text."""
    bar: str | None = None
    """Colour of the bar; that of misses, or a quiet one where it is no cost."""


class CostView:
    """One cost's plot, as large as its slot.

    Args:
        scene: the scene it belongs to; its plan has the tilts.
        slot: the slot it fills, with its numbers and names.
        cost: of parameters (..., 2).
        most: the greatest cost over the tilts.
        tilt: that the line has at a frame.
        told: how it is written.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        cost: Problem,
        most: float,
        tilt: Callable[[int], float],
        told: CostWords,
    ) -> None:
        self.scene, self.tilt, self.told, plan = scene, tilt, told, scene.plan
        self.cost, area = cost, plot_area(slot)
        self.first = float(plan.tilts[0]) - plan.best
        """Where the curve begins, from the best tilt."""
        self._strip_size = SIZES.caption
        """Size of what slices are, at most: no larger than what they add up to."""
        self.reach = BEYOND * REACH
        origin = np.array([plan.best, plan.b])
        axis = np.array([1.0, 0.0])
        self.section = Swept(cost.loss, origin, axis, self.reach, area, scene.theme)
        self.section.high = HEADROOM * most
        self.section.stepped = not np.ptp(cost.gradient(origin + np.outer(plan.tilts, axis)))
        self.seen_from, self.seen_to = Animated(self.first), Animated(self.first)
        """Between which distances from the best tilt the curve is drawn."""
        self.wide = Animated()
        """How far the bar is as wide as it may be while there is no curve."""
        self.near = Animated(0.0)
        """How far the eye has gone in to where the balls start."""
        self._is_framed = False
        self.face = scene.add_part(self.section, self._sweep, layer=Layer.GROUND)
        tilts = (plan.best + self.reach * np.array([-1.0, 1.0])) * plan.unit_tilt
        spans = np.stack([tilts, [0.0, self.section.high * told.units]])
        self.axes = CostAxes(
            scene, area, spans, 1.05 * most * told.units, (told.tilt, told.name),
            lambda frame: self._view(frame) or area,
        )  # fmt: skip
        self.heights, self.tilts = self.axes.heights, self.axes.tilts
        self._bar = Bar(area, told.bar or scene.theme.miss, scene.theme)
        self.bar = scene.add_part(self._bar, self._stand, layer=Layer.GROUND)
        self.number = self._add_number()

    def add_close(self) -> tuple[Part, ...]:
        """Ticks for when the eye has gone in."""
        return self.axes.add_close(self._magnified(1.0))

    def add_frame(self) -> Part:
        """Around what is seen when the eye has gone in: it grows to the plot as the eye does so.

        What is outside of it fades meanwhile.
        """
        edge = Dashes(self.scene.theme.text, STROKES.fine, dash=0)
        self._is_framed = True

        def grow(frame: int) -> Hashable:
            framed = self._framed(frame)
            edge.show(np.concatenate([framed.corners, framed.corners[:2]]))
            return framed

        return self.scene.add_part(edge, grow, layer=Layer.GROUND)

    def _framed(self, frame: int) -> Slot:
        """Where what is seen when the eye has gone in is at a frame."""
        area, last, view = self.section.slot, self._magnified(1.0), self._view(frame)
        view = view or area
        low, high = (
            (area.corners[k] - last.corners[0]) / [last.width, last.height] for k in (0, 2)
        )
        sides = np.stack([low, high]) * [view.width, view.height] + view.corners[0]
        sides = np.clip(sides, area.corners[0], area.corners[2])
        return Slot(*sides.ravel().tolist())

    def value(self, frame: int) -> float:
        """The cost of the line at a frame."""
        return float(self.cost.loss(np.array([self.tilt(frame), self.scene.plan.b])))

    def standing(self, frame: int) -> Slot:
        """Where the bar stands; while it is wide, it goes on towards the middle."""
        away = self.tilt(frame) - self.scene.plan.best
        x, top = self.section.place(np.array(away), np.array(self.value(frame))).tolist()
        wide = LESS_WIDE if self.scene.layout.narrow else WIDE
        more = self.wide.at(frame) * (wide * self.section.slot.width - WIDTH)
        left, right = (0.0, more) if self.first < 0.0 else (more, 0.0)
        ends = x - WIDTH / 2 - left, x + WIDTH / 2 + right
        return Slot(ends[0], self.section.slot.bottom, ends[1], top)

    def _beside(self, frame: int) -> tuple[float, float]:
        """From where to where the plot is free beside the wide bar."""
        bar, slot = self.standing(frame), self.section.slot
        return (bar.right, slot.right) if self.first < 0.0 else (slot.left, bar.left)

    def add_stack(
        self, shares: Array, come: Callable[[int], Array], squares: Callable[[], Array]
    ) -> Part:
        """The bar in slices, (n,) shares of it, which have so far ``come``, (n,), at a frame.

        Each comes from one of the ``squares``, (n, 4).
        """
        stack = Stack(shares, self.scene.theme.miss, self.scene.theme)

        def fill(frame: int) -> Hashable:
            bar, there = self.standing(frame), come(frame)
            stack.show(bar, there, squares())
            return bar, there.tobytes()

        return self.scene.add_part(stack, fill, layer=Layer.GROUND)

    def _stand(self, frame: int) -> Hashable:
        slot = self.standing(frame)
        self._bar.show(slot)
        return slot

    def _magnified(self, near: float) -> Slot:
        plan = self.scene.plan
        start = np.array([plan.tilts[plan.start], plan.b])
        return self.section.magnified(start, self._zoom, near)

    @cached_property
    def _zoom(self) -> Array:
        """Across and up, (2,), where the eye has gone in: what is seen of the curve has room."""
        plan, section = self.scene.plan, self.section
        away = float(plan.tilts[plan.start]) - plan.best
        seen = away + self.reach / plan.magnified * np.linspace(-1.0, 1.0, SEEN)
        most = float(np.abs(section.cost(seen) - section.cost(np.array(away))).max())
        up = ROOM * section.high / max(2.0 * most, ROOM * section.high / plan.magnified)
        return np.array([plan.magnified, max(up, 1.0)])

    def _view(self, frame: int) -> Slot | None:
        """What all of the curve fills when the eye has gone in."""
        near = self.near.at(frame)
        return self._magnified(near) if near else None

    def _sweep(self, frame: int) -> Hashable:
        ends, view = (self.seen_from.at(frame), self.seen_to.at(frame)), self._view(frame)
        self.section.filled = 1.0 - self.near.at(frame)  # the axis does not begin at 0 then
        self.section.show(*ends, view)
        if self._is_framed:
            framed = self._framed(frame)
            self.section.within = framed.left, framed.right
            self.section.aside = max(0.0, 1.0 - self.near.at(frame) / FADED)
        return ends, view

    def _add_number(self) -> Part:
        """The cost in figures, in the middle or beside a wide bar, above the greatest cost."""
        scene, told, size = self.scene, self.told, LARGE * SIZES.formula
        digits = Digits(size, told.colour or scene.theme.text)
        before = formula(told.before, size, scene.theme.text)
        behind = words(told.behind, size, scene.theme.text)
        slot, gap = self.section.slot, size / 4
        widest = width_of(self._written(self.section.high / HEADROOM), size)
        whole = float(before.width) + widest + float(behind.width) + 2 * gap
        baseline = slot.bottom + slot.height / HEADROOM + OVER

        def tell(frame: int) -> Hashable:
            text, wide = self._written(self.value(frame)), self.wide.at(frame)
            middle = float(slot.centre[0])
            beside = sum(self._beside(frame)) / 2
            left = middle + wide * (beside - middle) - whole / 2
            left = float(np.clip(left, slot.left + gap, slot.right - whole))
            at = left + (float(before.width) + gap if told.before else 0.0)
            before.put(left, baseline)
            digits.show(text, at, baseline)
            behind.put(at + width_of(text, size) + gap, baseline)
            return text, left

        return scene.add_part(Group(before, digits, behind), tell, layer=Layer.NAMES)

    def add_mean(self, code: str) -> Part:
        """What the cost is, as a formula beside the wide bar, clear of the lines of the plot."""
        left, right = self._beside(0)
        colour, most = self.scene.theme.text, MEAN * (right - left)
        size = min(MEAN_SIZE * SIZES.formula, most / float(formula(code, 1.0, colour).width))
        label = formula(code, size, colour)
        self._strip_size = max(SIZES.small, min(SIZES.caption, size))
        middle = float(self.section.slot.centre[1]) - label.size / 3
        label.put((left + right) / 2, middle, "centre")
        plate = Plate(self.scene.theme, soft=SOFT)
        (left, bottom, _), (right, top, _) = label.get_corner(DL), label.get_corner(UR)
        plate.show(Slot(float(left), float(bottom), float(right), float(top)))
        return self.scene.add_part(Group(plate, label), layer=Layer.NAMES)

    def add_strips(self, text: str) -> Part:
        """What the slices of the wide bar are, beside its foot, in two lines if one is small."""
        left, right = self._beside(0)
        most, colour = right - left - 2 * AWAY, self.scene.theme.miss
        lines = [text]
        if SIZES.small * float(formula(text, 1.0, colour).width) > most:
            first, second = text.split(": ", 1)
            lines = [f"{first}:", second]
        wide = max(float(formula(line, 1.0, colour).width) for line in lines)
        size = min(self._strip_size, most / wide)
        beside = left + AWAY if self.first < 0.0 else right - AWAY - wide * size
        foot = self.section.slot.bottom + AWAY
        labels = [
            formula(line, size, colour).cased(self.scene.theme.casing).put(beside, foot + up)
            for line, up in zip(lines[::-1], (0.0, LEADING * size), strict=False)
        ]
        return self.scene.add_part(Group(*labels), layer=Layer.NAMES)

    def add_level(self) -> Part:
        """From the top of the bar across the plot: how high the cost is that the number tells."""
        level = Dashes(self.scene.theme.text, STROKES.fine)

        def reach(frame: int) -> Hashable:
            bar, ends = self.standing(frame), self._beside(frame)
            level.show(np.array([[end, bar.top] for end in ends]))
            return bar

        return self.scene.add_part(level, reach, layer=Layer.GROUND)

    def _written(self, cost: float) -> str:
        return self.scene.say.numerals.running(cost * self.told.units, self.told.decimals)

    def add_ball(self, name: str) -> Runner:
        """The ball of a run, with the arcs of its hops."""
        scene = self.scene
        runner = Runner(scene, name, scene.plan.runs[name], self.section, 1.0, scene.theme.batch)
        runner.add_leaps()
        self.tangent = self._add_tangent(runner)
        runner.add_ball()
        return runner

    def add_steep(self, runner: Runner) -> Part:
        """How steep the ground was found at the start, above it."""
        scene, slope = self.scene, float(runner.run.gradient[0][0])
        told = scene.say.numerals.in_formula(slope)
        code, theme = f"{scene.say('slope.slope')} $= {told}$", scene.theme
        label = formula(code, SIZES.caption, theme.gradient).cased(theme.casing)
        away, loss = float(runner.run.theta[0, 0]) - scene.plan.best, runner.run.loss[0]

        def put(frame: int) -> Hashable:
            x, y = self.section.place(np.array(away), np.array(loss)).tolist()
            label.put(x, y + ABOVE, "centre")
            return self._view(frame)

        return scene.add_part(label, put, layer=Layer.NAMES)

    def _add_tangent(self, runner: Runner) -> Part:
        """A line through the ball as steep as the ground was found there."""
        tangent = Dashes(self.scene.theme.gradient, BOLD * STROKES.thick, dash=0)

        def lean(frame: int) -> Hashable:
            step = min(runner.landed(frame), len(runner.run.gradient) - 1)
            slope = float(runner.run.gradient[step][0])
            theta, loss = runner.theta(frame), float(runner.track.loss[frame])
            ways = TANGENT * self.reach * np.array([-1.0, 1.0])
            away = theta[0] - self.scene.plan.best + ways
            places = self.section.place(away, loss + slope * ways)
            middle, half = places.mean(axis=0), (places[1] - places[0]) / 2
            length = TANGENT * self.section.slot.width / 2
            half *= length / float(np.hypot(*half))
            tangent.show(np.stack([middle - half, middle + half]))
            return step, self.section.view

        return self.scene.add_part(tangent, lean, layer=Layer.GROUND)
