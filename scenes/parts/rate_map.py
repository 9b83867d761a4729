"""The walk at one learning rate on a map of its own, which may grow and then be left behind."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.bowl_map import BowlMap
from scenes.components.path.mark import Mark
from scenes.components.plot.axes import Axes
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import formula, tint, words
from scenes.components.text.lines import below_one_another
from scenes.layout import LEADING, Slot
from scenes.numerals import nice_ticks
from scenes.parts.landmark import with_view
from scenes.parts.runner import Runner, departure_lines
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES, TIMES

HEADING = 0.47
"""Height of what stands above a map."""
BESIDE, BELOW, ASIDE = 0.46, 0.42, 0.12
"""Room for numbers and names left of maps, and below them; and from a map to those left of it."""
WITHIN = 0.84
"""How far from the middle of a map, as a share of its half size, a path may go before the eye goes
farther away."""
CALMS = 0.6
"""Seconds before the path does in which the eye goes away, and after it."""
UNNAMED = 0.86
"""Share of an axis that has numbers."""
BALL = 0.7
"""Radius of a ball, in that of one on a large map: the valley about the lowest cost is small."""
INSET = 0.16
"""Room between a map's edge and words on it."""


def map_area(slot: Slot) -> Slot:
    """The map in a slot, below its heading and above its numbers."""
    return slot.inset(top=HEADING, bottom=BELOW)


class RateMap:
    """One walk from above, in a slot that may grow to another one.

    Args:
        scene: the scene it belongs to; its plan has the problem and its minimum.
        slots: the slots it fills at first and when it has grown, each with room for the heading and
            the numbers below.
        name: of the run.
        times: its learning rate in units of 1/L.
        half: half height of the map at first, in parameters.
        colour: of path and heading.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: tuple[Slot, Slot],
        name: str,
        times: float,
        half: float,
        colour: str,
    ) -> None:
        self.scene, plan, theme = scene, scene.plan, scene.theme
        self._size = SIZES.small if scene.layout.narrow else SIZES.label
        first, largest = (map_area(slot) for slot in slots)
        self.map = BowlMap(plan.problem.hessian(), plan.minimum, half, first, largest, theme)
        self.grown = Animated(0.0)
        """How far it has grown, from 0 to 1."""
        self.ground = scene.add_part(self.map, self._show, layer=Layer.GROUND)
        run = plan.runs[name]
        self.runner = Runner(scene, name, run, self.map, self.map.unit, colour, ball=BALL)
        self.leaps = self.runner.add_leaps()
        low = float(plan.problem.loss(plan.minimum))
        mark = Mark(self.map, plan.minimum, low, theme.minimum, theme, ring=False)
        self.minimum = scene.add_part(mark, with_view(self.map), layer=Layer.GROUND)
        self.runner.add_ball()
        self._zooms: Array | None = None
        told = scene.say.numerals.in_formula(times)
        alpha = tint("alpha", theme.rate)
        heading = formula(f"${alpha} = {told}\\/ L$", SIZES.formula, colour)

        def head(_: int) -> Hashable:
            slot = self.map.slot
            heading.put(slot.left, slot.top + HEADING / 2 - SIZES.formula / 3)
            return slot.left, slot.top

        self.heading = scene.add_part(heading, head, layer=Layer.NAMES)
        self.cost = self._add_cost()
        area = self.map.first
        left = departure_lines(scene.say("left.map"), area.width - 2 * INSET, theme)
        below_one_another(
            left, area.left + INSET, area.top - INSET - LEADING * SIZES.small * len(left)
        )
        self.gone = self.runner.add_departure(left)
        """What is said once the path has left the map as it is at first."""

    def add_axes(self, *, left: bool) -> Part:
        """The names of w below the map as it is at first and of b left of it; numbers that fit."""
        scene, area = self.scene, self.map.first
        half = np.array([area.width, area.height]) / 2 / self.map.first_unit
        (x, y), (far, high) = self.map.centre.tolist(), half.tolist()
        across, up = (x - far, x + far), (y - high, y + high)
        axes = Axes(
            area, across, up, scene.theme, scene.say.numerals,
            x_ticks=_inner(*across), y_ticks=_inner(*up), size=self._size,
        )  # fmt: skip
        w, b = (formula(code, SIZES.caption, scene.theme.text) for code in ("$w$", "$b$"))
        names = Group(w.put(area.right, area.bottom - BELOW / 1.3, "right"))
        numbers = axes.x_numbers()
        if sum(float(each.width) for each in numbers) < UNNAMED * area.width - SIZES.caption:
            names.add(numbers)
        if left:
            names.add(b.put(area.left - ASIDE, area.top - SIZES.caption / 1.3, "right"))
            numbers = axes.y_numbers()
            if numbers.width < BESIDE - ASIDE:
                names.add(numbers)
        return scene.add_part(names)

    def add_name(self) -> Part:
        """What the cross is, on the map as it is at first."""
        scene = self.scene
        x, y = self.map.at(self.map.centre, np.zeros(()))[:2].tolist()
        name = words(scene.say("places.lowest"), self._size, scene.theme.text)
        name.cased(scene.theme.casing).put(x, y - 2.0 * STROKES.ball - name.size, "centre")
        return scene.add_part(name, layer=Layer.NAMES)

    def add_lines(self) -> Part:
        """What the lines are, below the map when it has grown."""
        scene, area = self.scene, self.map.largest
        name = words(scene.say("map.lines"), SIZES.label, scene.theme.quiet)
        return scene.add_part(name.put(area.right, area.bottom - BELOW / 1.3, "right"))

    def _add_cost(self) -> Part:
        """How many steps are taken, and the cost then, at the right end of the heading."""
        scene, theme, runner = self.scene, self.scene.theme, self.runner
        numerals = scene.say.numerals
        size = SIZES.label if scene.layout.narrow else SIZES.formula
        count, cost = (Digits(size, theme.text) for _ in range(2))
        names = [words(scene.say(f"map.{key}"), size, theme.quiet) for key in ("step", "cost")]
        gap = size / 3

        def tell(frame: int) -> Hashable:
            slot, step = self.map.slot, runner.landed(frame)
            baseline = slot.top + HEADING / 2 - SIZES.formula / 3
            right = slot.right
            told = numerals.running(float(runner.run.loss[step]), 2), numerals.count(step)
            for digits, name, text in zip((cost, count), names[::-1], told, strict=True):
                digits.show(text, right, baseline, "right")
                name.put(right - width_of(text, size) - gap, baseline, "right")
                right = float(name.get_left()[0]) - 3 * gap
            return step, slot.right, slot.top

        return scene.add_part(Group(*names, count, cost), tell, layer=Layer.NAMES)

    def add_note(self) -> Part:
        """What the small frame is, beside it, from when the path has left it."""
        scene = self.scene
        note = words(scene.say("map.first"), SIZES.label, scene.theme.text)
        note.cased(scene.theme.casing, 1.5 * STROKES.casing)

        def follow(_: int) -> Hashable:
            frame, most = self.map.frame, self.map.slot.right - INSET - float(note.width)
            note.put(min(frame.right + INSET, most), frame.top - SIZES.label)
            return self.map.view

        part = scene.add_part(note, follow, layer=Layer.NAMES)
        part.presence.first = 0.0
        for left, _ in self.runner.departures()[:1]:
            part.presence.to(1.0, left, left + round(TIMES.enter * scene.score.fps))
        return part

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        runner = self.runner
        return self.ground, self.minimum, self.heading, self.leaps, runner.ball_part

    def follow(self) -> None:
        """Have the eye go away as the path leaves."""
        largest = self.map.largest
        half = WITHIN * np.array([largest.width, largest.height]) / 2 / self.map.first_unit
        away = np.abs(self.map.away(self.runner.run.theta)) / half
        farthest = np.maximum.accumulate(away.max(axis=1))
        track = self.runner.track
        reached = np.minimum(track.step + (track.phase > 0), len(farthest) - 1)
        needed = np.log2(np.maximum(farthest[reached], 1.0))
        fps = float(self.scene.score.fps)
        calm = round(CALMS * fps)
        ahead = np.concatenate([needed[calm:], np.full(calm, needed[-1])])
        window = np.hanning(2 * calm + 3)[1:-1]
        padded = np.concatenate([np.full(calm, ahead[0]), ahead, np.full(calm, ahead[-1])])
        self._zooms = np.exp2(np.convolve(padded, window / window.sum(), "valid"))

    def _show(self, frame: int) -> Hashable:
        grown = self.grown.at(frame)
        zoom = 1.0 if self._zooms is None else float(self._zooms[frame]) ** grown
        self.map.show(grown, zoom)
        return self.map.view


def _inner(low: float, high: float) -> Array:
    """Round numbers between two, but for the last part, where the name of the axis stands."""
    return np.asarray(nice_ticks(low, low + UNNAMED * (high - low), 4))
