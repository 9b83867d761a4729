"""Costs of several methods on the axes of a race: of one order of the samples, and of many."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import partial

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.arrow import StraightArrow
from scenes.components.path.dashes import Dashes
from scenes.components.plot.curve import Dashed, Smooth
from scenes.components.plot.many_lines import ManyLines
from scenes.components.plot.ribbon import Ribbon
from scenes.components.plot.ring import Ring
from scenes.components.plot.stairs import Stairs
from scenes.components.text.label import Label, words
from scenes.components.text.lines import first_fitting
from scenes.layout import LEADING, Slot
from scenes.parts.race import Race
from scenes.parts.race_axes import RaceAxes
from scenes.parts.runner import Runner
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import ORDERS, Crowd, Method
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

NOISY = (Method.STOCHASTIC, Method.SHRINKING)
"""The methods that depend on the order of the samples."""
SINGLE = Method.STOCHASTIC
"""The one of these of which a run in one order is drawn."""
RING, ABOVE = 0.24, 0.14
"""Radius of the ring around a crossing, and how far above it the name stands."""
BESIDE, NAMED = 0.12, 0.2
"""From the right end of the axis to the arrow between two costs there, and to names."""


class RacePlot(RaceAxes):
    """The plot: a curve for each runner, and what is drawn of all orders of the samples.

    Args:
        scene: that it belongs to.
        slots: that it fills, with its numbers and names, by turns.
        plan: what it shows.
        race: the runners.
    """

    def __init__(
        self, scene: AnyScene, slots: Sequence[Slot], plan: Plan, race: Race[Method]
    ) -> None:
        *before, last = slots
        super().__init__(scene, (*before, last.inset(right=self._room(scene))), plan)
        runners, crowds = race.runners, (plan.crowd, plan.shrinking)
        self.ribbon = self.add_ribbon(plan.crowd, runners[Method.STOCHASTIC])
        self.fanned = Animated(0.0)
        """How many of the other orders are drawn."""
        self.fan = self._add_fan()
        self._curves = {SINGLE: self._add_curve(race, SINGLE)}
        self.ring: tuple[Part, ...] = ()
        self.level = self._add_level()
        self._means = {
            method: self.add_mean(crowd, runners[method].colour, runners[method])
            for method, crowd in zip(NOISY, crowds, strict=True)
        }
        self._curves[Method.BATCH] = self._add_curve(race, Method.BATCH)
        self.names = self._add_names(runners)
        self.ring = self._add_ring()
        self.apart = self._add_apart(runners)

    def curves(self, *methods: Method) -> list[Part]:
        """The curves of some methods; of all if none is named."""
        return [self._curves[method] for method in methods or self._curves]

    def means(self, *methods: Method) -> list[Part]:
        """The means of some methods over other orders; of all if none is named."""
        return [self._means[method] for method in methods or self._means]

    @property
    def parts(self) -> list[Part]:
        """All that it comes to have."""
        axes = (*self.frame, self.by_step, self.by_look, self.by_first)
        orders = (self.ribbon, self.fan, *self.means(), *self.level)
        return [*axes, *orders, *self.curves(), *self.ring, *self.apart, *self.names]

    def add_stairs(self, excess: Array, colour: str, width: float) -> tuple[Stairs, Part]:
        """A curve that is there at once, and its part; a value a look, unless it is told."""
        curve = Stairs(self.axes, excess, colour, self.scene.theme, width)
        curve.show(len(excess) - 1, 1.0)
        return curve, self.add(curve)

    def add_mean(
        self, crowd: Crowd, colour: str, runner: Runner | None = None, *, dashed: bool = False
    ) -> Part:
        """The mean of many orders, as far as a runner has come, or all of it."""
        kind, width = (Dashed, STROKES.curve) if dashed else (Smooth, STROKES.thick)
        curve = kind(self.axes, crowd.mean, colour, self.scene.theme, width)
        curve.show(len(crowd.mean) - 1, 1.0)

        def grow(frame: int) -> Hashable:
            look = self.bring(frame)
            if runner is not None:
                curve.show(runner.landed(frame))
            return look, curve.landed

        return self.scene.add_part(curve, grow)

    def add_ribbon(self, crowd: Crowd, runner: Runner | None = None) -> Part:
        """Where most of many orders are, as far as a runner has come, or all the way."""
        ribbon = Ribbon(self.axes, crowd.low, crowd.high, self.scene.theme.stochastic)

        def grow(frame: int) -> Hashable:
            look = self.bring(frame)
            if runner is not None:
                ribbon.until = runner.landed(frame)
            return look, ribbon.until

        return self.scene.add_part(ribbon, grow)

    def _add_fan(self) -> Part:
        """The first part of the race in the other orders, one after another."""
        every = self.plan.crowd.every[:, : self.plan.first_looks + 1]
        fan = ManyLines(self.axes, every, self.scene.theme.stochastic)

        def spread(frame: int) -> Hashable:
            look, fan.count = self.bring(frame), self.orders(frame)
            return look, fan.count

        return self.scene.add_part(fan, spread)

    def orders(self, frame: int) -> int:
        """How many of the other orders are drawn at ``frame``."""
        return round(self.fanned.at(frame) * ORDERS)

    def _add_curve(self, race: Race[Method], method: Method) -> Part:
        """The cost of a run; the tread of a step in hand is as long as there were looks for it."""
        runner, looks = race.runners[method], self.plan.looks_a_step(method)
        single = race.runners[Method.STOCHASTIC]
        width = STROKES.thick if method is Method.BATCH else STROKES.thin
        curve = Stairs(
            self.axes, self.plan.excess(method), runner.colour, self.scene.theme, width
        )  # fmt: skip

        def grow(frame: int) -> Hashable:
            look, landed = self.bring(frame), runner.landed(frame)
            units = self.units(frame, looks)
            curve.reach = single.landed(frame) * self.units(frame, 1) if looks > 1 else 0.0
            curve.show(landed, units)
            return look, landed, units, curve.reach

        part = self.scene.add_part(curve, grow)
        runner.curves.append((curve, part))
        return part

    @staticmethod
    def _room(scene: AnyScene) -> float:
        """What the names of all methods need at the end of the last slot."""
        widest = max(float(name.width) for name in _names(scene, {}).values())
        return widest + NAMED

    def _add_names(self, runners: dict[Method, Runner]) -> tuple[Part, ...]:
        """The name of each method where its cost ends, clear of one another."""
        plan = self.plan
        names = _names(self.scene, {method: one.colour for method, one in runners.items()})
        ends = {
            Method.BATCH: plan.excess(Method.BATCH)[-1],
            Method.STOCHASTIC: plan.crowd.mean[-1],
            Method.SHRINKING: plan.shrinking.mean[-1],
        }
        order = sorted(names, key=lambda method: float(ends[method]))
        apart = LEADING * self.size

        def put(frame: int) -> Hashable:
            look, slot = self.bring(frame), self.axes.slot
            least = slot.bottom
            for k, method in enumerate(order):
                end = self.axes.at(np.zeros(()), np.asarray(ends[method]))[1]
                most = slot.top - apart * (len(order) - 1 - k)
                baseline = min(max(float(end) - self.size / 3, least), most)
                names[method].put(slot.right + NAMED, baseline)
                least = baseline + apart
            return look

        return (self.scene.add_part(Group(*names.values()), put, layer=Layer.NAMES),)

    def _add_level(self) -> tuple[Part, ...]:
        """A level that the mean comes to, and its name above the ribbon; if there is one."""
        level, key = self.plan.crowd.level, self.plan.sign("level")
        if level is None:
            return ()
        theme, say = self.scene.theme, self.scene.say
        line, ends = Dashes(theme.text, STROKES.axis), np.array([0, self.plan.looks])
        told = say(key, value=say.numerals.significant(level, 2))
        make = partial(words, size=self.size, colour=theme.stochastic)
        short, room = told.rpartition(",")[0], self.place.slots[1].width / 2
        name = first_fitting((told, short), room, make).cased(theme.casing)
        top = float(self.plan.crowd.high[self.plan.looks // 2 :].max())

        def show(frame: int) -> Hashable:
            look = self.bring(frame)
            line.show(self.axes.at(ends, np.full(2, level)))
            return look

        def put(frame: int) -> Hashable:
            look, slot = self.bring(frame), self.axes.slot
            height = float(self.axes.at(np.zeros(()), np.asarray(top))[1]) + self.size / 2
            above = [self._over_ring() + LEADING * self.size] if self.ring else []
            baseline = min(max(height, *above, slot.bottom), slot.top - self.size)
            name.put(slot.right, baseline, "right")
            return look

        return self.scene.add_part(line, show), self.scene.add_part(name, put, layer=Layer.NAMES)

    def _add_ring(self) -> tuple[Part, ...]:
        """A ring around where batch passes the mean of stochastic, and the look; if it does."""
        look, theme = self.plan.passes_at, self.scene.theme
        if look is None:
            return ()
        ring, value = Ring(theme.text, theme, RING), float(self.plan.crowd.mean[look])
        name = words(self.scene.say("axes.look", count=look), self.size, theme.text)
        name.cased(theme.casing)

        def show(frame: int) -> Hashable:
            state = self.bring(frame)
            place = self.axes.at(np.array(float(look)), np.array(value))
            ring.show(place)
            x = min(float(place[0]), self.axes.slot.right - float(name.width) / 2)
            name.put(x, self._over_ring(), "centre")
            return state

        return (self.scene.add_part(Group(ring, name), show, layer=Layer.NAMES),)

    def _over_ring(self) -> float:
        """The baseline of the ring's name."""
        value = np.asarray(self.plan.crowd.mean[self.plan.passes_at])
        return float(self.axes.at(np.zeros(()), value)[1]) + RING + ABOVE

    def _add_apart(self, runners: dict[Method, Runner]) -> tuple[Part, ...]:
        """An arrow from the higher to the lower cost after the first looks, and how far it is."""
        key, plan = self.plan.sign("apart"), self.plan
        if not key:
            return ()
        batch, stochastic = plan.after_first
        lower = Method.STOCHASTIC if stochastic < batch else Method.BATCH
        colour, theme = runners[lower].colour, self.scene.theme
        arrow = StraightArrow(colour, theme)
        told = self.scene.say.numerals.significant(plan.said_times)
        name = words(self.scene.say(key, times=told), self.size, colour, "semibold")
        name.cased(theme.casing)
        costs = np.array([max(batch, stochastic), max(min(batch, stochastic), self.low)])

        def show(frame: int) -> Hashable:
            look = self.bring(frame)
            ends, slot = self.axes.at(np.full(2, float(plan.first_looks)), costs), self.axes.slot
            ends[:, 1] = np.clip(ends[:, 1], slot.bottom + self.size, slot.top)
            x, beside = float(ends[0, 0]), ends[0 if stochastic < batch else 1, 1]
            arrow.show(*(ends + np.array([BESIDE, 0.0])))
            name.put(x - BESIDE, float(beside) - self.size / 3, "right")
            return look

        return (self.scene.add_part(Group(arrow, name), show, layer=Layer.NAMES),)


def _names(scene: AnyScene, colours: Mapping[Method, str]) -> dict[Method, Label]:
    """What the methods are called, in their colours."""
    size, text = SIZES.small if scene.layout.narrow else SIZES.label, scene.theme.text
    return {
        method: words(scene.say(f"methods.{method.value}"), size, colours.get(method, text))
        for method in Method
    }
