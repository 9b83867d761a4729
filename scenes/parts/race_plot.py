"""Costs of several methods on the axes of a race: of one order of the samples, and of many."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from operator import itemgetter

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.plot.axes import RIGHT
from scenes.components.plot.curve import Smooth
from scenes.components.plot.many_lines import ManyLines
from scenes.components.plot.ribbon import Ribbon
from scenes.components.plot.ring import Ring
from scenes.components.plot.stairs import Stairs
from scenes.components.text.label import Label, words
from scenes.layout import LEADING, Slot
from scenes.parts.race import Race
from scenes.parts.race_axes import RaceAxes
from scenes.parts.tip_names import BESIDE, TipNames
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import BAND, Crowd, Method
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

Landed = Callable[[int], int]
"""How many looks there have been at a frame."""
NOISY = (Method.STOCHASTIC, Method.SHRINKING)
"""The methods that depend on the order of the samples."""
SINGLE = Method.STOCHASTIC
"""The one of these of which a run in one order is drawn."""
SLACK, CLOSE = 1.06, 0.12
"""Room that notes below names have, in their width; and from the right end of the axis to those
that are wider than names, at least."""
LEAST, BENEATH = 0.11, 0.01
"""Radius of a ring, at least, and how far it may reach below the axis, since numbers are there."""
RING, ABOVE = 0.24, 0.14
"""Radius of the ring around a crossing, and how far above it the name stands, towards the right:
batch's stairs come down from the left."""


class RacePlot(RaceAxes):
    """The plot: a curve for each runner, and what is drawn of all orders of the samples.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills, with its numbers and names, and those of its curves at their ends.
        plan: what it shows.
        race: the runners.
        orders: how many of the other orders are drawn at a frame.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        plan: Plan,
        race: Race[Method],
        orders: Callable[[int], int],
    ) -> None:
        self.scene, self.runners, self.orders = scene, race.runners, orders
        named = [*self._names(scene).values(), *self._told_orders(scene)]
        widths = [BESIDE + float(each.width) for each in named]
        size = SIZES.small if scene.layout.narrow else SIZES.name
        first = scene.say("many.first_step", look="").strip()
        told = self.told_look(plan.grown.samples), first
        notes = [float(words(text, size, scene.theme.text).width) for text in told]
        widths += [CLOSE + SLACK * width for width in notes]
        self.room = max(widths)
        """What words have at the end of the axis."""
        super().__init__(scene, slot, plan, self.room - RIGHT)
        runners, crowds = race.runners, (plan.crowd, plan.shrinking)
        self.lined = Animated(1.0)
        """How plain the lines of other orders are, of which dots stay at their ends."""
        self.fan = self._add_fan()
        band = self._add_band()
        self._curves = {SINGLE: self._add_curve(race, SINGLE)}
        self._means = {
            method: self.add_mean(crowd, runners[method].colour, runners[method].landed)
            for method, crowd in zip(NOISY, crowds, strict=True)
        }
        mean = self.add_mean(plan.crowd, runners[SINGLE].colour)
        self._curves[Method.BATCH] = self._add_curve(race, Method.BATCH)
        of_orders = float(plan.crowd.mean[plan.first_looks])
        self.named_first, shared = self._add_first_names(plan.after_first[0], of_orders)
        """Where batch's cost and the mean of other orders are after the first looks."""
        self.first_mean: tuple[Part, ...] = (band, mean, *shared)
        """What the orders that are drawn have in common: a band, their mean, and what both are."""
        means = {SINGLE: plan.crowd.mean[-1], Method.SHRINKING: plan.shrinking.mean[-1]}
        batch = float(plan.excess(Method.BATCH)[-1])
        self._named = self.add_names({Method.BATCH: batch, **means})
        self.ring = self._add_ring()
        self._tips = self._add_tips()
        self.lower = self._add_lower()
        """Around the end of the curve that is lower, step for step."""

    def told_look(self, look: int) -> str:
        """A look by its number."""
        return self.scene.say("many.look", look=self.scene.say.numerals.count(look))

    def curves(self, *methods: Method) -> list[Part]:
        """The curves of some methods; of all if none is named."""
        return [self._curves[method] for method in methods or self._curves]

    def means(self, *methods: Method) -> list[Part]:
        """The means of some methods over other orders; of all if none is named."""
        return [self._means[method] for method in methods or self._means]

    def names(self, *methods: Method) -> list[Part]:
        """The names at the ends of some methods' curves; of all if none is named."""
        return [self._named[method] for method in methods or self._named]

    def tips(self) -> list[Part]:
        """The names of batch and of the single order, which go with the ends of their curves."""
        return self._tips

    @property
    def parts(self) -> list[Part]:
        """All that it comes to have."""
        axes = (*self.frame, self.by_step, *self.by_look, *self.by_first)
        orders = (self.fan, *self.first_mean, *self.means())
        return [
            *axes,
            *orders,
            *self.curves(),
            *self.ring,
            *self.lower,
            *self.names(),
            *self.tips(),
        ]

    def add_stairs(
        self, excess: Array, colour: str, width: float, per_step: int, landed: Landed
    ) -> Part:
        """A curve whose steps take so many looks each, as far as looks have been taken."""
        curve = Stairs(self.axes, excess, colour, self.scene.theme, width)
        curve.tipped = per_step <= self.plan.looks  # or its first landing is beyond the plot

        def grow(frame: int) -> Hashable:
            look, looks = self.bring(frame), landed(frame)
            curve.reach = float(looks)
            curve.show(min(len(excess) - 1, looks // per_step), float(per_step))
            return look, looks

        return self.scene.add_part(curve, grow, layer=Layer.GROUND)

    def add_mean(self, crowd: Crowd, colour: str, landed: Landed | None = None) -> Part:
        """The mean of many orders, as far as looks have been taken, or all of it."""
        curve = Smooth(self.axes, crowd.mean, colour, self.scene.theme, STROKES.thick)
        curve.show(len(crowd.mean) - 1, 1.0)

        def grow(frame: int) -> Hashable:
            look = self.bring(frame)
            if landed is not None:
                curve.show(landed(frame))
            return look, curve.landed

        return self.scene.add_part(curve, grow, layer=Layer.GROUND)

    def _add_fan(self) -> Part:
        """The first part of the race in the other orders, one after another."""
        every = self.plan.crowd.every[:, : self.plan.first_looks + 1]
        fan = ManyLines(self.axes, every, self.scene.theme.stochastic)

        def spread(frame: int) -> Hashable:
            look, fan.count, fan.lined = self.bring(frame), self.orders(frame), self.lined.at(frame)
            return look, fan.count, fan.lined

        return self.scene.add_part(fan, spread, layer=Layer.GROUND)

    def _add_band(self) -> Part:
        """Between which costs most of the other orders lie in the first part of the race."""
        first = self.plan.crowd.band[:, : self.plan.first_looks + 1]
        return self.add(Ribbon(self.axes, first, self.scene.theme.stochastic))

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

        part = self.scene.add_part(curve, grow, layer=Layer.GROUND)
        runner.curves.append((curve, part))
        return part

    def _names(self, scene: AnyScene) -> dict[Method, Label]:
        """What the methods are called, in their colours."""
        size = SIZES.small if scene.layout.narrow else SIZES.name
        return {
            method: words(scene.say(f"methods.{method.value}"), size, runner.colour, "semibold")
            for method, runner in self.runners.items()
        }

    def add_names(self, ends: Mapping[Method, float], below: int = 0) -> dict[Method, Part]:
        """The name of each method where its cost ends, clear of one another.

        There is room for so many lines ``below`` each.
        """
        names = self._names(self.scene)
        wanted = [(self._beside_end(end), names[method]) for method, end in ends.items()]
        self._stack(wanted, 1 + below)
        return {method: self.scene.add_part(names[method], layer=Layer.NAMES) for method in ends}

    def _told_orders(self, scene: AnyScene) -> list[Label]:
        """What the line and the band of other orders are, one below the other."""
        size = SIZES.small if scene.layout.narrow else SIZES.name
        inner = round(10 * (BAND[1] - BAND[0]))
        told = scene.say("orders.average"), scene.say("orders.band", inner=inner)
        return [words(text, size, self.runners[SINGLE].colour) for text in told]

    def _add_first_names(self, batch: float, mean: float) -> tuple[list[Part], list[Part]]:
        """The names after the first looks; and below stochastic's what is drawn of its orders."""
        names, line = self._names(self.scene), self._beside_end(mean)
        told = self._told_orders(self.scene)
        below = [(line - LEADING * self.size * row, label) for row, label in enumerate(told, 1)]
        named = [(line, names[SINGLE]), (self._beside_end(batch), names[Method.BATCH])]
        self._stack([*below, *named])
        add = partial(self.scene.add_part, layer=Layer.NAMES)
        return [add(label) for _, label in named], [add(label) for label in told]

    def _beside_end(self, end: float) -> float:
        """The baseline of what stands beside the end of a cost."""
        height = self.axes.at(np.zeros(()), np.asarray(end))[1]
        return float(height) - self.size / 3

    def _stack(self, labels: Sequence[tuple[float, Label]], lines: int = 1) -> None:
        """Put each at the right at its baseline, or as near as others and the area let it be.

        Each is the first of so many lines.  The lowest is put first, or where lines hang below it
        the highest, so that they do not lie on its curve.
        """
        area, pitch = self.area, LEADING * self.size * lines
        up = -1.0 if lines > 1 else 1.0
        ends = area.bottom + pitch - LEADING * self.size, area.top
        least, most = sorted(up * end for end in ends)
        ordered = sorted(((up * each, label) for each, label in labels), key=itemgetter(0))
        for k, (wanted, label) in enumerate(ordered):
            place = min(max(wanted, least), most - pitch * (len(labels) - 1 - k))
            label.put(area.right + BESIDE, up * place)
            least = place + pitch

    def tip(self, method: Method, frame: int) -> Array:
        """Where the last step that has landed is on the plot, (2,)."""
        runner = self.runners[method]
        landed, units = runner.landed(frame), self.units(frame, self.plan.looks_a_step(method))
        cost = np.asarray(self.plan.excess(method)[landed])
        return np.asarray(self.axes.at(np.array(landed * units), cost))

    def _add_tips(self) -> list[Part]:
        """Those of batch and of the single order."""
        names = self._names(self.scene)
        both = {method: names[method] for method in (Method.BATCH, SINGLE)}
        return TipNames(self, self.runners, both).parts

    def _add_lower(self) -> tuple[Part, ...]:
        """A ring around the end of the curve that is lower after as many steps, if one is."""
        lower = {"batch": Method.BATCH, "stochastic": SINGLE}.get(self.plan.after_steps)
        if lower is None:
            return ()
        ring = Ring(self.runners[lower].colour, self.scene.theme, RING)

        def show(frame: int) -> Hashable:
            state = self.bring(frame), self.runners[lower].landed(frame)
            tip = self.tip(lower, frame)
            ring.radius = float(np.clip(tip[1] - self.area.bottom + BENEATH, LEAST, RING))
            ring.show(tip)
            return state

        return (self.scene.add_part(ring, show, layer=Layer.NAMES),)

    def _add_ring(self) -> tuple[Part, ...]:
        """A ring around where batch passes the mean of stochastic, and the look; if it does."""
        look, theme = self.plan.passes_at, self.scene.theme
        if look is None:
            return ()
        colour, value = self.runners[Method.BATCH].colour, float(self.plan.crowd.mean[look])
        ring = Ring(colour, theme, RING)
        name = words(self.scene.say("axes.look", count=look), self.size, theme.text)
        name.cased(theme.casing)

        def show(frame: int) -> Hashable:
            state = self.bring(frame)
            place = self.axes.at(np.array(float(look)), np.array(value))
            ring.show(place)
            x = min(float(place[0]) - RING / 2, self.axes.slot.right - float(name.width))
            name.put(x, float(place[1]) + RING + ABOVE)
            return state

        return (self.scene.add_part(Group(ring, name), show, layer=Layer.NAMES),)
