"""The cost at the end against the learning rate: a valley, and a wall beyond the limit 2/L."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.log_range import log_range, log_ticks
from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.dot import Dot
from scenes.components.plot.ring import Ring
from scenes.components.text.label import Label, formula, words
from scenes.layout import Slot
from scenes.numerals import nice_ticks
from scenes.parts.naming import NEARLY, RIGHT, Name, Naming, Side, covered, on_line, touched
from scenes.parts.step_factor import step_factor
from scenes.plans.learning_rate import WALKS, Plan
from scenes.plans.rates import LIMIT
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue, linear
from scenes.theme import SIZES, STROKES, TIMES, Theme

MOST_BELOW, MOST_ABOVE, MOST_TICKS, FEW_TICKS = 16.0, 5.0, 6, 4
"""Decades of the cost axis below the start's cost and above it, and its numbers at most, where the
plot is high and where it is not."""
ABOVE, ROOMY = 0.5, 2.5
"""Decades of it above all that it must hold, at most; and where the level of the start has a name,
which needs room up to that of the limit."""
BEYOND = {False: "arrow.b", True: "arrow.t"}
"""What stands behind the name of a walk whose cost is below the plot, or above it."""
BELOW = 4.0
"""How many times higher than the lower end of the cost axis its lowest dot stands, at least."""
CLEAR, STEEP, WALL = 0.36, 0.52, 0.076
"""Room between a dot and its name; and, at least, where the curve is as steep as a wall: of a wide
plot, a share, as the wall is less steep there."""
LEAST = 1e-3
"""The least cost of the curve, in the lower end of its axis: a cost of 0 has no logarithm."""
FINE = 0.005
"""Between places on the curve at which names are kept from it."""
UNDER = 1.15
"""How far the baseline of the limit's name lies below the upper edge of the plot, in em."""
BENEATH = 2.4
"""How much farther below where a dot above the plot has its name, in em of that."""
ASKED = 0.12
"""From the line of a rate that is asked about to its name."""
RING = 0.24
"""Radius of the ring round the lowest dot."""
FARTHER = 1.25
"""To where the axis of rates of a bowl goes in a wide picture, in the largest rate that is drawn:
names of dots beyond the limit stand there."""
LEVEL = 0.45
"""Where on the level of the start its name stands, as a share of the plot's width."""


def rate_colours(plan: Plan, theme: Theme) -> dict[str, str]:
    """Of the walks by name, in the order of their rates."""
    ranked = sorted(WALKS, key=lambda name: plan.rates[name])
    by_rate = dict(zip(ranked, theme.rates, strict=True))
    return {name: by_rate[name] for name in WALKS}


def first_side(times: float) -> Side:
    """Where the name of a rate stands if there is room: neighbours not on the same side."""
    return Side(-1, -1) if times >= LIMIT else Side(1, 1)


def cost_span(plan: Plan, walks: Sequence[str], above: float) -> tuple[float, float]:
    """The ends of the cost axis, which has room for the walks of these names.

    It goes on up to so many decades ``above`` what it must hold.
    """
    start = float(plan.costs[0])
    ends = np.clip(
        [plan.final(name) for name in walks], start * 10.0**-MOST_BELOW, start * 10.0**MOST_ABOVE
    )
    kept = [start, *ends.tolist(), float(ends.min()) / BELOW]
    return log_range(kept, plan.costs, above=above, decades=MOST_BELOW)


def curve_lines(plan: Plan, axes: Axes, since: float, until: float) -> list[Array]:
    """The costs from one rate to another in a plot, each line (n, 2), of a bowl up to its top.

    They are not seen where they are below it.
    """
    swept, (low, high) = plan.swept, np.log10(axes.y)
    until = min(until, _leaves(plan, axes))
    if until <= since:
        return []
    rates = np.concatenate([[since], swept[(since < swept) & (swept < until)], [until]])
    heights = np.log10(np.clip(plan.costs, LEAST * axes.y[0], axes.y[1]))
    heights = np.interp(rates, swept, heights)
    below = heights < low
    crosses = np.flatnonzero(below[1:] != below[:-1])
    share = (low - heights[crosses]) / (heights[crosses + 1] - heights[crosses])
    rates = np.insert(rates, crosses + 1, rates[crosses] + share * np.diff(rates)[crosses])
    heights = np.insert(heights, crosses + 1, low)
    within = heights >= low
    parts = np.split(np.arange(len(rates)), np.flatnonzero(within[1:] != within[:-1]) + 1)
    line = axes.at(rates, 10.0 ** np.minimum(heights, high))
    return [line[part] for part in parts if within[part[0]]]


def _leaves(plan: Plan, axes: Axes) -> float:
    """The rate at which the curve of a bowl leaves the plot at the top."""
    swept, costs, high = plan.swept, plan.costs, axes.y[1]
    beyond = np.flatnonzero(costs > high)
    if plan.is_curve or not beyond.size:
        return float(swept[-1])
    ends = slice(beyond[0] - 1, beyond[0] + 1)
    heights = np.log10(np.minimum(costs[ends], np.finfo(float).max))
    return float(np.interp(np.log10(high), heights, swept[ends]))


def _discs(places: Array) -> Array:
    """As wide as a dot, (n, 3)."""
    return np.concatenate([places, np.full((len(places), 1), STROKES.dot)], axis=1)


def _level(labels: Sequence[Label]) -> None:
    """Put those that stand nearly as high as a lower one as high as that."""
    ordered = sorted(labels, key=lambda label: label.baseline)
    for lower, label in pairwise(ordered):
        if label.baseline - lower.baseline < NEARLY * label.size:
            label.shift((0.0, lower.baseline - label.baseline, 0.0))


class RateSweep:
    """A curve that draws itself, and on it a dot for each walk of the lesson.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills, with its numbers and names.
        colours: of the walks, by name.
        plan: has rates, costs and the lesson's walks.
        size: of names within it, where words have room.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        colours: Mapping[str, str],
        plan: Plan,
        size: float = SIZES.label,
    ) -> None:
        self.scene, self._plan = scene, plan
        self._size = SIZES.small if scene.layout.narrow else size
        theme, say = scene.theme, scene.say
        most, narrow = float(plan.swept[-1]), scene.layout.narrow
        span = cost_span(plan, [*colours], ABOVE if narrow else ROOMY)
        ticks = log_ticks(*span, FEW_TICKS if narrow else MOST_TICKS)
        farthest = most * (1.0 if narrow or plan.is_curve else FARTHER)
        self.axes = Axes(
            plot_area(slot), (0.0, farthest), span, theme, say.numerals,
            log_y=True, x_ticks=nice_ticks(0.0, most, 6), y_ticks=ticks,
            size=SIZES.small if narrow else SIZES.label,
        )  # fmt: skip
        axes = self.axes
        heights = axes.y_numbers()
        self._baselines = [number.baseline for number in heights]
        names = Group(
            axes.x_numbers(),
            heights,
            axes.x_name(say("axes.rate")),
            axes.y_name(say("axes.excess_after", count=plan.asked.steps)),
        )
        self.frame: tuple[Part, Part] = (scene.add_part(axes), scene.add_part(names))
        self.drawn = Animated(0.0)
        """Up to which rate the curve is there, in units of 1/L."""
        curve = Dashes(theme.text, STROKES.thick, dash=0.0)

        def grow(frame: int) -> Hashable:
            drawn = self.drawn.at(frame)
            curve.show(*curve_lines(plan, self.axes, 0.0, drawn))
            return drawn

        self.curve = scene.add_part(curve, grow, layer=Layer.GROUND)
        self._add_limit(beyond=any(plan.final(name) > span[1] for name in colours))
        self._add_dots(colours)
        self.asked = self._add_asked(colours)
        """What stands at each rate while it is asked which ends lowest."""

    def _add_limit(self, *, beyond: bool) -> None:
        """The line at 2/L and its name, below those of dots beyond the plot; the start's level."""
        theme, (low, high) = self.scene.theme, self.axes.y
        line = Dashes(theme.text)
        ends = self.axes.at(np.full(2, LIMIT), np.array([low, high]))
        line.show(ends)
        x, y = ends[1].tolist()
        size = SIZES.label if self.scene.layout.narrow else SIZES.formula
        code = self.scene.say(self._plan.sign("limit"))
        room = x - size / 2 - self.axes.slot.left
        width = float(formula(code, size, theme.text).width)
        size = max(size * min(1.0, room / width), SIZES.small)
        label = formula(code, size, theme.text)
        label.put(x - size / 2, y - UNDER * size - beyond * BENEATH * self._size, "right")
        label.cased(theme.casing)
        self.bound: tuple[Part, ...] = self.scene.add_part(line), self.scene.add_part(label)
        """The limit alone, without that level."""
        self.level = () if self.scene.layout.narrow else (self._add_level(label),)
        """What all walks begin with, where there is room for it."""
        self.limit: tuple[Part, ...] = (*self.bound, *self.level)

    def _add_level(self, limit: Label) -> Part:
        """The cost that all walks begin with, and its name, below it if the limit's is near."""
        scene, axes = self.scene, self.axes
        level, start = Dashes(scene.theme.quiet, STROKES.axis), float(self._plan.costs[0])
        ends = axes.at(np.array(axes.x), np.full(2, start))
        level.show(ends)
        name = words(scene.say("cut.level"), self._size, scene.theme.quiet)
        x, y = (ends[0] + LEVEL * (ends[1] - ends[0])).tolist()
        is_near = y + 1.45 * name.size > covered(limit)[1]
        baseline = y - 1.25 * name.size if is_near else y + name.size / 2
        return scene.add_part(Group(level, name.put(x, baseline, "centre")))

    def _add_dots(self, colours: Mapping[str, str]) -> None:
        """A dot for each walk whose cost is in the plot, and a name for all at one rate.

        One that there is no room for goes without.
        """
        scene, plan, axes = self.scene, self._plan, self.axes
        self.dots: dict[str, Part] = {}
        self.names: dict[str, Part] = {}
        beneath = self.bound[1].mobject, *(level.mobject[1] for level in self.level)
        naming = Naming(axes.slot, [covered(each) for each in beneath])
        placed: dict[str, Name] = {}
        above = {plan.rates[name]: name for name in colours}
        for name, colour in colours.items():
            times, final = plan.rates[name], plan.final(name)
            code = f"${scene.say.numerals.in_formula(times)}\\/ L$ {scene.say(plan.sign(name))}"
            place = axes.at(np.asarray(times), np.clip(final, *axes.y))
            if axes.y[0] <= final <= axes.y[1]:
                self.dots[name] = self._add_dot(name, colour)
            if above[times] != name:
                continue  # its dot lies below another one
            if name not in self.dots:
                code += f" $#sym.{BEYOND[final > axes.y[1]]}$"
            beside = plan.walks[name].is_beyond and not plan.is_curve
            steep = times >= LIMIT and not beside
            clear = max(STEEP, WALL * axes.slot.width) if steep else CLEAR
            side = RIGHT if beside else first_side(times)
            label = formula(code, self._size, colour).cased(scene.theme.casing)
            beyond = axes.slot.left + (float(label.width) + CLEAR) / 2 - float(place[0])
            if self.level and beyond > 0.0:  # above its dot, and the level of the start
                place, side = place + np.array([beyond, 0.0]), Side(0, 1)
            placed[name] = naming.add(
                Name(label, partial(np.copy, place), clear, side, may_go=True)
            )
        naming.settle([lambda: None], self._ink)
        placed = {name: named for name, named in placed.items() if named.side is not None}
        for named in placed.values():
            named.put()
        _level([named.label for named in placed.values()])
        for named in placed.values():
            on_line(named.label, self._baselines)
        for name, named in placed.items():
            self.names[name] = scene.add_part(named.label, layer=Layer.NAMES)
        self.ring = self._add_ring(plan.best)
        self.along = self._add_along(colours, placed)
        """What a step leaves of the distance along the bowl, at 1/L and at the best rate: in place
        of their names."""

    def _add_along(self, colours: Mapping[str, str], placed: Mapping[str, Name]) -> dict[str, Part]:
        """In place of the names at 1/L and at the best rate, the factor of a step along the bowl.

        Without the rate where there is no room for it; and none of them if one still has none.
        """
        if self._plan.is_curve or self._plan.outcomes["lowest"] != "further":
            return {}
        rates = self._plan.rates
        spoken = {
            name: each for name, each in placed.items()
            if name in self.dots and (name == self._plan.best or rates[name] == 1.0)
        }  # fmt: skip
        others = [covered(each.label) for name, each in placed.items() if name not in spoken]
        ink = self._drawn_ink()
        for with_rate in (True, False):
            naming, told = Naming(self.axes.slot, others), {}
            for name, each in spoken.items():
                label = self._along(name, colours[name], with_rate=with_rate)
                first = each.side or RIGHT
                told[name] = naming.add(replace(each, label=label, first=first, side=None))
            naming.settle([lambda: None], self._drawn_ink)
            for name, each in told.items():
                each.put()
                on_line(each.label, [*self._baselines, spoken[name].label.baseline])
            if all(
                each.side and not each.side.far and not touched(covered(each.label), ink)
                for each in told.values()
            ):
                add = self.scene.add_part
                return {name: add(each.label, layer=Layer.NAMES) for name, each in told.items()}
        return {}

    def _along(self, name: str, colour: str, *, with_rate: bool) -> Label:
        """The factor of a step along the bowl."""
        scene = self.scene
        factor = step_factor(scene.say.numerals, 1.0 - self._plan.along(name))
        rate = scene.say.numerals.in_formula(self._plan.rates[name])
        along = f"{scene.say('own_axes.along')} $times {factor}$ {scene.say('sizes.a_step')}"
        code = f"${rate}\\/ L$: {along}" if with_rate else along
        return formula(code, self._size, colour).cased(scene.theme.casing)

    def _add_asked(self, colours: Mapping[str, str]) -> list[Part]:
        """An upright line at each rate, on which its dot will be, and the rate; not one twice."""
        scene, plan, axes = self.scene, self._plan, self.axes
        walks = {plan.rates[name]: name for name in colours}
        named = {}
        naming = Naming(axes.slot)
        for times, name in walks.items():
            code = f"${scene.say.numerals.in_formula(times)}\\/ L$"
            label = formula(code, self._size, colours[name]).cased(scene.theme.casing)
            place = axes.at(np.asarray(times), np.asarray(axes.y[1])) - [0.0, self._size]
            named[name] = naming.add(
                Name(label, partial(np.copy, place), ASKED, Side(-1, 0), may_go=True)
            )
        naming.settle([lambda: None], self._drawn_ink)
        lines = []
        for name, each in named.items():
            line = Dashes(colours[name])
            line.show(axes.at(np.full(2, plan.rates[name]), np.array(axes.y)))
            lines.append(scene.add_part(line, layer=Layer.GROUND))
            each.put()
            on_line(each.label, self._baselines)
        told = [
            scene.add_part(each.label, layer=Layer.NAMES) for each in named.values() if each.side
        ]
        return [*lines, *told]

    def _add_ring(self, name: str) -> tuple[Part, ...]:
        """Round the dot of a walk, if that is in the plot."""
        if name not in self.dots:
            return ()
        plan, theme = self._plan, self.scene.theme
        ring = Ring(theme.text, theme, RING)
        ring.show(self.axes.at(np.asarray(plan.rates[name]), np.asarray(plan.final(name))))
        return (self.scene.add_part(ring, layer=Layer.NAMES),)

    def _add_dot(self, name: str, colour: str) -> Part:
        plan = self._plan
        dot = Dot(self.axes, plan.rates[name], plan.final(name), colour, self.scene.theme)
        return self.scene.add_part(dot, layer=Layer.NAMES)

    def _ink(self) -> Array:
        """The curve, the limit and the level of the start, as discs (n, 3)."""
        low, high = self.axes.y
        ends = self.axes.at(np.full(2, LIMIT), np.array([low, high]))
        level = self.axes.at(np.array(self.axes.x), np.full(2, float(self._plan.costs[0])))
        share = np.linspace(0.0, 1.0, 400)[:, None]
        lines = [ends, level][: 1 + len(self.level)]
        straight = [_discs(a + share * (b - a)) for a, b in lines]
        return np.concatenate([self._drawn_ink(), *straight])

    def _drawn_ink(self) -> Array:
        """The curve alone, as discs (n, 3)."""
        plan = self._plan
        curve = self.axes.at(plan.swept, plan.costs)
        curve = curve[self.axes.slot.inset(*[-1.0] * 4).holds(curve)]
        along = np.append(0.0, np.hypot(*np.diff(curve, axis=0).T).cumsum())
        places = np.linspace(0.0, along[-1], round(along[-1] / FINE))
        return _discs(np.stack([np.interp(places, along, side) for side in curve.T], axis=-1))

    def draw(self, cue: Cue, at: float, until: float) -> dict[str, float]:
        """The curve draws itself, and each dot comes when it has come there: at which share."""
        most = float(self._plan.swept[-1])
        cue.move(self.drawn, most, at=at, until=until, ease=linear)
        come = {
            name: at + times / most * (until - at) - cue.share(TIMES.away)
            for name, times in self._plan.rates.items()
        }
        for name, dot in self.dots.items():
            cue.show(dot, at=come[name])
        return come
