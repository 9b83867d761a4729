"""Walks at some learning rates on one map, in step, with the cost of each beside it.

The eye goes away as the walk of the largest rate leaves the map.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import partial

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.bowl_map import BowlMap
from scenes.components.path.dashes import Dashes
from scenes.components.path.mark import Mark
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Align, Label, formula, tint, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.landmark import with_view
from scenes.parts.runner import Runner
from scenes.plans.learning_rate import Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES, TIMES

BELOW = 0.42
"""Room for a line below the map."""
WITHIN = 0.84
"""How far from the middle of a map, as a share of its half size, a path may go before the eye goes
farther away."""
ROOM = 1.1
"""How far from the minimum a walk in step may go on the map at first, in the start's distance."""
CALMS = 0.6
"""Seconds before the path does in which the eye goes away, and after it."""
BALL = 0.8
"""Radius of a ball, in that of one on a large map: the valley about the lowest cost is small."""
INSET, BENEATH = 0.16, 0.14
"""Room between a map's edge and words on it, and between a line and its name below it."""
CAPITALS = 0.66
"""Height of capitals, in em."""
LARGER, LARGEST, PITCH = 1.3, 3.2, 1.9
"""Size of a cost in that of its rate, beside others and at most where it is alone; and the least
from one row to the next, in the same."""
ABOVE = 1.15
"""From a large number to what stands above it, in em of that."""


class RateMap:
    """The walks from above; the cut of the steps before lies level.

    Args:
        scene: the scene it belongs to; its plan is that of `learning_rate`.
        slot: of the map.
        beside: of the rates and their costs.
        in_step: how many steps all take before the eye goes away.
        colours: of the walks, by name.
    """

    def __init__(
        self, scene: AnyScene, slot: Slot, beside: Slot, in_step: int, colours: Mapping[str, str]
    ) -> None:
        self.scene, theme = scene, scene.theme
        plan: Plan = scene.plan
        self.plan, area = plan, slot.inset(bottom=BELOW)
        lying = np.array([plan.axis, [-plan.axis[1], plan.axis[0]]])
        walked = np.concatenate([plan.runs[name].theta[: in_step + 1] for name in colours])
        half = _half((walked - plan.minimum) @ lying.T, area)
        self.map = BowlMap(plan.problem.hessian(), plan.minimum, half, area, theme, lying=lying)
        self.ground = scene.add_part(self.map, self._show, layer=Layer.GROUND)
        self.cut = self._add_cut()
        """Where the bowl was cut, and what lies across that."""
        ranked = sorted(colours, key=lambda name: plan.rates[name], reverse=True)
        self.runners = {
            name: Runner(
                scene, name, plan.runs[name], self.map, self.map.unit, colours[name], ball=BALL
            )
            for name in ranked
        }
        """By walk, the largest rate first: what is smaller lies on it."""
        self.largest = self.runners[plan.largest]
        self._zooms = self._followed()
        self.walks = {name: [each.add_leaps()] for name, each in self.runners.items()}
        """Path and ball of each."""
        low = float(plan.problem.loss(plan.minimum))
        mark = Mark(self.map, plan.minimum, low, theme.minimum, theme, ring=False)
        self.minimum = scene.add_part(mark, with_view(self.map), layer=Layer.GROUND)
        for name, each in self.runners.items():
            each.add_ball()
            self.walks[name].append(each.ball_part)
        heading, *rows = beside.rows(*[1.0] * (1 + len(colours)), gap=0.0)
        size = max(SIZES.small, min(SIZES.formula, heading.height / PITCH))
        (baseline,) = heading.lines(1, size)
        self.heading = self._from_the_first_step(self._add_heading(heading, baseline, size))
        self.rates: dict[str, Part] = {}
        self.costs: dict[str, Part] = {}
        """Of each its rate, and from when a step has been taken its cost: first it is asked."""
        for name, row in zip(ranked[::-1], rows, strict=True):
            self._add_told(row, size, name, colours[name])
        self.alone = self._add_alone(beside, size, colours[plan.largest])
        """The same of the largest rate alone, large."""
        self.notes: tuple[Part, ...] = (self._add_note(), self._add_lines())
        """What the frame of the map as it was is, and what its lines are."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """All but for the notes."""
        walks = (part for walk in self.walks.values() for part in walk)
        numbers = self.heading, *self.rates.values(), *self.costs.values()
        return self.ground, self.cut, self.minimum, *walks, *numbers

    @property
    def others(self) -> tuple[Part, ...]:
        """What goes when the walk of the largest rate is alone."""
        names = [name for name in self.walks if name != self.plan.largest]
        walks = (part for name in names for part in self.walks[name])
        return self.cut, *walks, self.heading, *self.rates.values(), *self.costs.values()

    def _add_cut(self) -> Part:
        scene, area = self.scene, self.map.slot
        line, y = Dashes(scene.theme.text, STROKES.axis), float(area.centre[1])
        line.show(np.array([[area.left, y], [area.right, y]]))
        low = INSET + CAPITALS * SIZES.name
        across, along = (self._direction(key) for key in ("map.cut", "map.valley"))
        across.put(area.right - INSET, y - BENEATH - CAPITALS * SIZES.name, "right")
        start = self.plan.runs[self.plan.largest].theta[0]
        if self.map.at(start, np.zeros(()))[0] > area.centre[0]:
            along.put(area.left + INSET, area.top - low)
        else:
            along.put(area.right - INSET, area.top - low, "right")
        return scene.add_part(Group(line, across, along), layer=Layer.GROUND)

    def _direction(self, key: str) -> Label:
        """The name of a direction on the map."""
        theme = self.scene.theme
        return formula(self.scene.say(key), SIZES.name, theme.text).cased(theme.casing)

    def _add_heading(self, slot: Slot, baseline: float, size: float) -> Part:
        """What the numbers are: the cost after so many steps."""
        scene, quiet, runner = self.scene, self.scene.theme.quiet, self.largest
        text, most = f"{scene.say('map.cost')} {scene.say('map.step')}", runner.run.steps
        room = slot.width - size / 3 - width_of(scene.say.numerals.count(most), size)
        (name,) = fitted(text, room, 1, size, partial(formula, colour=quiet))
        digits = Digits(size, scene.theme.text)
        after = float(name.put(slot.left, baseline).get_right()[0]) + size / 3

        def tell(frame: int) -> Hashable:
            landed = runner.landed(frame)
            digits.show(scene.say.numerals.count(landed), after, baseline)
            return landed

        return scene.add_part(Group(name, digits), tell, layer=Layer.NAMES)

    def _add_told(self, slot: Slot, size: float, name: str, colour: str) -> None:
        """A rate and its cost, at both ends of a row."""
        rate, (baseline,) = self._rate(name, size, colour), slot.lines(1, size)
        self.rates[name] = self.scene.add_part(rate.put(slot.left, baseline), layer=Layer.NAMES)
        cost = self._add_cost(name, LARGER * size, slot.right, baseline, "right")
        self.costs[name] = self._from_the_first_step(cost)

    def _from_the_first_step(self, part: Part) -> Part:
        """What is seen once that has landed."""
        landed = int(np.argmax(self.largest.track.step >= 1))
        part.presence.first = 0.0
        part.presence.to(1.0, landed, landed + round(TIMES.enter * self.scene.score.fps))
        return part

    def _add_alone(self, slot: Slot, size: float, colour: str) -> tuple[Part, ...]:
        """The rate, its cost as large as there is room for, and after how many steps that is."""
        name, widest = self.plan.largest, width_of(self._costs(self.largest.run.steps), 1.0)
        large = min(LARGEST * size, slot.width / widest, slot.height / 3)
        middle = float(slot.centre[1]) - large / 3
        rate = self._rate(name, size, colour).put(slot.left, middle + ABOVE * large)
        return (
            self.scene.add_part(rate, layer=Layer.NAMES),
            self._add_cost(name, large, slot.left, middle, "left"),
            self._add_heading(slot, middle - ABOVE * large / 1.5, size),
        )

    def _rate(self, name: str, size: float, colour: str) -> Label:
        told = self.scene.say.numerals.in_formula(self.plan.rates[name])
        alpha = tint("alpha", self.scene.theme.rate)
        return formula(f"${alpha} = {told}\\/ L$", size, colour)

    def _costs(self, step: int, name: str | None = None) -> str:
        run = self.runners[name or self.plan.largest].run
        return self.scene.say.numerals.running(float(run.loss[step]), 2)

    def _add_cost(self, name: str, size: float, x: float, baseline: float, align: Align) -> Part:
        """The cost of a walk so far."""
        runner = self.runners[name]
        cost = Digits(size, runner.colour)

        def tell(frame: int) -> Hashable:
            text = self._costs(runner.landed(frame), name)
            cost.show(text, x, baseline, align)
            return text

        return self.scene.add_part(cost, tell, layer=Layer.NAMES)

    def _add_lines(self) -> Part:
        """What the lines are, below the map."""
        scene, area = self.scene, self.map.slot
        name = words(scene.say("map.lines"), SIZES.label, scene.theme.quiet)
        return scene.add_part(name.put(area.right, area.bottom - BELOW / 1.3, "right"))

    def _add_note(self) -> Part:
        """What the small frame is, above it, from when the path has left it."""
        scene = self.scene
        note = words(scene.say("map.first"), SIZES.name, scene.theme.text)
        note.cased(scene.theme.casing, 1.5 * STROKES.casing)

        def follow(_: int) -> Hashable:
            frame = self.map.frame
            note.put(float(frame.centre[0]), frame.top + INSET, "centre")
            return self.map.view

        part = scene.add_part(note, follow, layer=Layer.NAMES)
        part.presence.first = 0.0
        for left, _ in self.largest.departures()[:1]:
            part.presence.to(1.0, left, left + round(TIMES.enter * scene.score.fps))
        return part

    def _followed(self) -> Array:
        """How far away the eye is at each frame: it goes away as the path leaves."""
        area, track = self.map.slot, self.largest.track
        half = WITHIN * np.array([area.width, area.height]) / 2 / self.map.first_unit
        away = np.abs(self.map.away(self.largest.run.theta)) / half
        farthest = np.maximum.accumulate(away.max(axis=1))
        reached = np.minimum(track.step + (track.phase > 0), len(farthest) - 1)
        needed = np.log2(np.maximum(farthest[reached], 1.0))
        calm = round(CALMS * float(self.scene.score.fps))
        ahead = np.concatenate([needed[calm:], np.full(calm, needed[-1])])
        window = np.hanning(2 * calm + 3)[1:-1]
        padded = np.concatenate([np.full(calm, ahead[0]), ahead, np.full(calm, ahead[-1])])
        return np.exp2(np.convolve(padded, window / window.sum(), "valid"))

    def _show(self, frame: int) -> Hashable:
        self.map.show(float(self._zooms[frame]))
        return self.map.view


def _half(away: Array, area: Slot) -> float:
    """Half height, in parameters, of a map that holds what is walked (n, 2) and is near."""
    away = np.abs(away)
    most = ROOM * np.hypot(*away[0])
    across, up = np.minimum(away.max(axis=0), most) / WITHIN
    return float(max(up, across * area.height / area.width))
