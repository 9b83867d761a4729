"""Costs of several methods on the axes of a race: curves, a ribbon, a level, a crossing."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenes.components.plot.level import Level
from scenes.components.plot.ribbon import Ribbon
from scenes.components.plot.ring import Ring
from scenes.components.plot.stairs import Stairs
from scenes.components.text.label import words
from scenes.components.text.lines import first_fitting
from scenes.layout import Slot
from scenes.parts.race import Race
from scenes.parts.race_axes import RaceAxes
from scenes.parts.runner import Runner
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import ORDERS, Method
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import STROKES

Array = NDArray[np.float64]

ACROSS = 64
"""Places at which a plot is looked at for one without curves."""
CLEAR = 1.1
"""How far a name keeps from curves, in em, from its middle."""
End = Literal["left", "right"]
NOISY = (Method.STOCHASTIC, Method.SHRINKING)
"""The curves that lie below the level and the one of batch, so that noise covers neither."""
RING = 0.24
"""Radius of the ring around a crossing."""


class Room(NamedTuple):
    """Where a name may be: how many looks are seen then, at which end of the plot, and its slot."""

    looks: int
    end: End
    slot: Slot


class RacePlot(RaceAxes):
    """The plot: a curve for each runner, and what is said of all orders of the samples.

    Args:
        scene: that it belongs to.
        slots: that it fills, with its numbers and names, by turns.
        plan: what it shows.
        race: the runners.
    """

    def __init__(
        self, scene: AnyScene, slots: Sequence[Slot], plan: Plan, race: Race[Method]
    ) -> None:
        super().__init__(scene, slots, plan)
        theme, crowd = scene.theme, plan.crowd
        self.ribbon = self._add_ribbon(race.runners[Method.STOCHASTIC])
        self._curves = {method: self._add_curve(race, method) for method in NOISY}
        told = scene.say(f"ribbon.{plan.noun}_with", count=len(plan.data))
        self.ribbon_then = self._name_ribbon(told, Room(plan.looks, "left", self.place.slots[-1]))
        """Its name when the samples become more."""
        self.level: tuple[Part, ...] = ()
        if crowd.level is not None:
            told = scene.say(
                plan.sign("level"), value=scene.say.numerals.significant(crowd.level, 2)
            )
            self.level = self._add_level(crowd.level, told)
        self._curves[Method.BATCH] = self._add_curve(race, Method.BATCH)
        self.ring: tuple[Part, ...] = ()
        if plan.passes_at is not None:
            self.ring = (self._add_ring(plan.passes_at, theme.text),)

    def curves(self, *methods: Method) -> list[Part]:
        """The curves of some methods; of all if none is named."""
        return [self._curves[method] for method in methods or self._curves]

    @property
    def parts(self) -> list[Part]:
        """All that it comes to have."""
        axes = (*self.frame, self.by_step, self.by_look, self.by_first)
        return [*axes, *self.ribbon, self.ribbon_then, *self.curves(), *self.level, *self.ring]

    def add_stairs(self, excess: Array, colour: str, width: float) -> tuple[Stairs, Part]:
        """A curve that is there at once, and its part; a value a look, unless it is told."""
        curve = Stairs(self.axes, excess, colour, self.scene.theme, width)
        curve.show(len(excess) - 1, 1.0)
        return curve, self.add(curve)

    def _add_curve(self, race: Race[Method], method: Method) -> Part:
        """The cost of a run; the tread of a step in hand is as long as there were looks for it."""
        runner, looks = race.runners[method], self.plan.looks_a_step(method)
        single = race.runners[Method.STOCHASTIC]
        width = STROKES.thin if runner.thin else STROKES.curve
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

    def _add_ribbon(self, runner: Runner) -> tuple[Part, Part]:
        """Where most of many orders have run by now, and its name."""
        crowd, colour = self.plan.crowd, self.scene.theme.stochastic
        ribbon = Ribbon(self.axes, crowd.low, crowd.high, colour)

        def grow(frame: int) -> Hashable:
            look, ribbon.until = self.bring(frame), runner.landed(frame)
            return look, ribbon.until

        text = self.scene.say("ribbon.name", orders=ORDERS)
        part = self.scene.add_part(ribbon, grow)
        return part, self._name_ribbon(
            text, Room(self.plan.first_looks, "left", self.place.slots[0])
        )

    def _name_ribbon(self, text: str, room: Room) -> Part:
        crowd = self.plan.crowd
        curves = [crowd.low, crowd.high]
        return self._add_name(text, self.scene.theme.stochastic, curves, room)

    def _add_level(self, level: float, text: str) -> tuple[Part, Part]:
        """A level line over the later half of the looks, and its name."""
        line = Level(self.scene.theme.text, self.scene.theme)
        ends = np.array([self.plan.looks // 2, self.plan.looks])

        def show(frame: int) -> Hashable:
            look = self.bring(frame)
            line.show(self.axes.at(ends, np.full(2, level)))
            return look

        crowd, own = self.plan.crowd, self.plan.excess(Method.STOCHASTIC)
        curves = [crowd.low, crowd.high, self.plan.batch_by_look, own]
        room = Room(self.plan.looks, "right", self.place.slots[0])
        name = self._add_name(text, self.scene.theme.stochastic, curves, room)
        return self.scene.add_part(line, show), name

    def _add_ring(self, look: int, colour: str) -> Part:
        """A ring around where batch passes the mean of stochastic."""
        ring, value = Ring(colour, self.scene.theme, RING), float(self.plan.crowd.mean[look])

        def show(frame: int) -> Hashable:
            state = self.bring(frame)
            ring.show(self.axes.at(np.array(float(look)), np.array(value)))
            return state

        return self.scene.add_part(ring, show, layer=Layer.NAMES)

    def _add_name(self, text: str, colour: str, curves: Sequence[Array], room: Room) -> Part:
        """Words at an end of the plot, as long as fits, where of these curves least is."""
        label = first_fitting(
            (text, text.partition(":")[0]),
            room.slot.width - self.size,
            lambda said: words(said, self.size, colour),
        ).cased(self.scene.theme.casing)
        up = self._calm(float(label.width) + self.size / 2, curves, room)

        def show(frame: int) -> Hashable:
            look, slot = self.bring(frame), self.axes.slot
            x = slot.right if room.end == "right" else slot.left + self.size / 2
            label.put(x, slot.bottom + up * slot.height, room.end)
            return look

        return self.scene.add_part(label, show, layer=Layer.NAMES)

    def _calm(self, width: float, curves: Sequence[Array], room: Room) -> float:
        """The baseline with least on it, as a share of the plot's height; of equals the nearest.

        The words are ``width`` wide, and are to be near the curves.
        """
        slot, share = room.slot, width / room.slot.width
        ends = (1.0 - share, 1.0) if room.end == "right" else (0.0, share)
        x = np.linspace(*ends, ACROSS) * room.looks
        values = np.concatenate([np.interp(x, np.arange(len(each)), each) for each in curves])
        now = self.axes.slot
        up = (self.axes.at(np.zeros(len(values)), values)[:, 1] - now.bottom) / now.height
        lines = np.linspace(1.0 - self.size / slot.height, 0.5 * self.size / slot.height, ACROSS)
        away = np.abs(up - (lines[:, None] + self.size / 3 / slot.height)) * slot.height
        crossed = (away < CLEAR * self.size).sum(axis=1)
        best = np.flatnonzero(crossed == crossed.min())
        return float(lines[best[np.argmin(away[best].min(axis=1))]])
