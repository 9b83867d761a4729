"""A network in training, seen three ways: how it parts the plane, its weights, its path."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from manim import Group
from numpy.lib.stride_tricks import sliding_window_view

from gdcore.typing import Array
from scenes.components.contour_map import ContourMap
from scenes.components.network import Network, Sent
from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.curve import Curve
from scenes.components.plot.kinds import KindPoints, KindsView, Parting
from scenes.components.plot.ring import Ring
from scenes.components.readout import Count
from scenes.components.surface.sampled import Sampled
from scenes.components.text.digits import Digits
from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.numerals import nice_ticks, whole_ticks
from scenes.painting.extent import Extent, around
from scenes.parts.naming import ASCENT, DESCENT, covered, overlap
from scenes.parts.runner import Runner
from scenes.plans.neural_network import ON_PLANE, PACE, Moons
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

HEAD = 0.5
"""Room above a view for what it is."""
OVER = 0.16
"""From a view to the baseline of that."""
FOOT = 0.42
"""Room below one for what is counted of it."""
INPUTS = 0.3
"""Room beside the network for the names of its inputs."""
WAITING = 0.62
"""How brightly weights are lit before they are counted."""
AT_POINT = -1.0
"""Where a point's signals are before they have set off: at 0 they are at the inputs."""
COUNTED, LARGE = 0.65, 1.2
"""Room below points that are judged for how many are wrong, and the size of that, in formulas'."""
RINGED = 0.17
"""Radius of the ring about that point."""
MARK = 0.16
"""Radius of the ring where the cost on points not seen is lowest."""
SMALL = 0.72
"""Size of points not seen, beside those seen."""
PALEST = 0.75
"""Of the colours of heights, those that the map has: the path stands out on them."""
LOWER = 0.1
"""How much lower the plot of costs is, whose name so stands on the line of the other headings."""
ABOVE = 0.12
"""From the highest that a curve has below its name to that."""
ASIDE = 0.12
"""Room on both sides of a name, in which its curve is below it too."""
NEARER = 1.4
"""How many times as far a name is at least from the other curve."""
ON_LINE = 0.35
"""Em within which a name stands on the line of a number of the axis."""
DECIMALS = 2
"""Of costs that are told."""
TOP = 1.06
"""Where the axis of costs ends, in the highest that is drawn."""


class NetworkViews:
    """The parts of the scene about a network.

    Args:
        scene: the scene they belong to.
        kinds: the slots of the points by turns; with room for a heading, as in the next ones.
        network: those of the network.
        plane: that of the path from above.
        plot: that of the two costs.
    """

    def __init__(
        self,
        scene: AnyScene,
        plan: Moons,
        kinds: Sequence[Slot],
        network: Sequence[Slot],
        plane: Slot,
        plot: Slot,
    ) -> None:
        self.scene, self.plan = scene, plan
        self.colours = scene.theme.rates[1], scene.theme.rates[3]
        layout = scene.layout
        self.upright = layout.narrow and not layout.beside
        """Whether points, plane and plot are columns, in which few words have room."""
        self.size = SIZES.small if self.upright else SIZES.name
        self.told_size = SIZES.small if self.upright else SIZES.caption
        """Of what is told of a view below it."""
        self.kinds_at, self.network_at = Gliding(kinds), Gliding(network)
        """Where the points and the network are."""
        self.runner = self._add_plane(plane)
        self.parting, self.seen, self.fresh = self._add_kinds()
        self.costs = self._add_costs(plot)
        self.cost_of_seen, self.cost_of_new = self._add_cost_of_seen(), self._add_cost_of_new()
        self.count = self._count_steps()
        self.again = self._heading(self.kinds_at, self._words("again"))
        self.kind = words(scene.say("network.kind"), SIZES.caption, scene.theme.text)
        """What comes out of the network."""
        self.told = Animated(0.0)
        """Through how many layers the gradient has run, counted from the last."""
        self.counted = [Animated(1.0) for _ in self._layers(plan.run.theta[0])]
        """How brightly each layer of weights is lit."""
        self.passed, self.signalled = Animated(AT_POINT), Animated(1.0)
        """Where a point's signals are, and how clearly they are seen: at 0 they are at the inputs,
        and at each whole number above that at a layer."""
        self.total = words(f"= {plan.problem.dimension}", self._counted_size, scene.theme.text)
        """Of all counts of parameters."""
        self.drawing = self._drawing()
        self.network = self._add_network()
        self.sent = self._add_sent()
        self.counts = self._add_counts()

    def _layers(self, theta: Array) -> list[Array]:
        """The weights of each layer, or the cost's slope by each."""
        return [weights for weights, _ in self.plan.problem.layers(theta)]

    def _heading(self, place: Gliding, label: Label) -> Part:
        """What a view is, above it wherever it is."""

        def head(frame: int) -> Hashable:
            slot = place.at(frame)
            label.put(slot.left, slot.top - HEAD + OVER)
            return slot

        return self.scene.add_part(label, head, layer=Layer.GROUND)

    def _words(self, key: str, **values: str | int) -> Label:
        return words(self.scene.say(f"network.{key}", **values), self.size, self.scene.theme.text)

    def _add_kinds(self) -> tuple[tuple[Part, ...], Part, Part]:
        """The points: heading, ground and directions; those learned from, and the new."""
        plan, scene, theme, place = self.plan, self.scene, self.scene.theme, self.kinds_at
        every = np.concatenate([each.points for each in (plan.seen, plan.new, plan.kept)])
        view = self.view = KindsView(every, place.slots[0].inset(top=HEAD, bottom=FOOT))
        state = {"step": 0}

        def odds(points: Array) -> Array:
            said = plan.problem.predict(plan.run.theta[state["step"]], points)
            return np.asarray(np.log(said / (1.0 - said)))

        def fit(frame: int) -> Hashable:
            slot = place.at(frame).inset(top=HEAD, bottom=FOOT)
            if slot != view.slot:
                view.fit(slot)
            return slot

        def part(frame: int) -> Hashable:
            state["step"] = self.runner.landed(frame)
            return fit(frame), state["step"]

        ground = scene.add_part(Parting(view, odds, self.colours, theme), part, layer=Layer.GROUND)
        directions = self._name_directions()
        few = KindPoints(view, plan.seen.points, plan.seen.labels, self.colours, theme)
        seen = scene.add_part(few, fit, layer=Layer.GROUND)
        many = KindPoints(view, plan.new.points, plan.new.labels, self.colours, theme, SMALL)
        fresh = scene.add_part(many, fit, layer=Layer.GROUND)
        heading = self._heading(place, self._words("kinds"))
        return (heading, ground, directions), seen, fresh

    def add_judged(self, slot: Slot, step: int, key: str) -> tuple[Part, ...]:
        """The points kept, on what the network takes each place for after so many steps.

        Those that it takes for the other kind are ringed, and counted below.
        """
        plan, scene, theme = self.plan, self.scene, self.scene.theme
        every = np.concatenate([each.points for each in (plan.seen, plan.new, plan.kept)])
        view = KindsView(every, slot.inset(top=HEAD, bottom=COUNTED))

        def odds(points: Array) -> Array:
            said = plan.problem.predict(plan.run.theta[step], points)
            return np.asarray(np.log(said / (1.0 - said)))

        kept = KindPoints(view, plan.kept.points, plan.kept.labels, self.colours, theme, SMALL)
        kept.judged, kept.partly_faint = 1.0, True
        kept.wrong = plan.wrong(plan.kept, step)
        numerals, make = scene.say.numerals, partial(words, colour=theme.text)
        wrong, of = (numerals.count(count) for count in (int(kept.wrong.sum()), len(kept.wrong)))
        size = SIZES.caption if self.upright else LARGE * SIZES.formula
        (told,) = fitted(scene.say("network.wrong", count=wrong, of=of), slot.width, 1, size, make)
        told.put(slot.left, view.slot.bottom - told.size)
        (heading,) = fitted(scene.say(f"network.{key}", count=step), slot.width, 1, self.size, make)
        heading.put(slot.left, slot.top - HEAD + OVER)
        return (
            scene.add_part(Parting(view, odds, self.colours, theme), layer=Layer.GROUND),
            scene.add_part(kept, layer=Layer.GROUND),
            scene.add_part(Group(heading, told)),
        )

    def _add_cost_of_seen(self) -> Part:
        """The cost on the points that are learned from, below them."""
        scene, tint = self.scene, self.scene.theme.mini_batch
        size = SIZES.caption if scene.layout.narrow else SIZES.formula
        name = formula(f"{scene.say('network.cost')}:", size, tint)
        return self._add_cost(name, self.plan.run.loss, tint, lambda slot: slot.bottom + OVER / 2)

    def _add_cost_of_new(self) -> Part:
        """The cost on points not seen, below them, in the colour of its curve."""
        scene, tint = self.scene, self.scene.theme.minimum
        told = scene.say("network.cost_of_new", count=len(self.plan.new.points))
        name = words(told, self.told_size, tint)
        return self._add_cost(name, self.plan.fresh, tint, self._foot)

    def _add_cost(
        self, name: Label, losses: Array, tint: str, foot: Callable[[Slot], float]
    ) -> Part:
        """A cost after each step, with its name, on a baseline below the points."""
        costs = [self.scene.say.numerals.placed(float(each), DECIMALS) for each in losses]
        number = Digits(name.size, tint)

        def tell(frame: int) -> Hashable:
            slot, cost = self.kinds_at.at(frame), costs[self.runner.landed(frame)]
            baseline = foot(slot)
            name.put(slot.left, baseline)
            number.show(cost, slot.left + float(name.width) + name.size / 2, baseline)
            return slot, cost

        return self.scene.add_part(Group(name, number), tell, layer=Layer.GROUND)

    def _foot(self, slot: Slot) -> float:
        """The baseline of what is told of points below them, beside the plot or above it."""
        stacked = self.scene.layout.narrow and not self.upright
        return slot.bottom + OVER / 2 if stacked else self.level

    def _add_foot(self, slot: Slot, told: str, baseline: float | None = None) -> Part:
        """What is told of a view, below it: in a column on two lines."""
        make = partial(words, colour=self.scene.theme.text)
        lines = fitted(told, slot.width, 1 + self.upright, self.told_size, make)
        first = slot.bottom + OVER / 2 if baseline is None else baseline
        for row, line in enumerate(lines):
            line.put(slot.left, first - LEADING * self.told_size * row)
        return self.scene.add_part(Group(*lines))

    def _count(self, unit: Mapping[str, str], size: float, colour: str | None = None) -> Count:
        return Count(unit, size, colour or self.scene.theme.text, self.scene.say.numerals)

    def add_steps(self, place: Callable[[int], tuple[float, float]], size: float) -> Part:
        """How many steps are taken, from a place at each frame on."""
        count = self._count(self.scene.say.forms("counts.steps"), size)
        count.cased(self.scene.theme.casing)

        def tell(frame: int) -> Hashable:
            at, step = place(frame), self.runner.landed(frame)
            count.show(step, *at)
            return at, step

        return self.scene.add_part(count, tell, layer=Layer.GROUND)

    def _count_steps(self) -> Part:
        """The same at the other end of the line of the points' heading, or in a column below it."""
        size = SIZES.label if self.upright else self.size
        last = self._count(self.scene.say.forms("counts.steps"), size)
        width = last.width_at(self.plan.run.steps)

        def beside(frame: int) -> tuple[float, float]:
            slot = self.kinds_at.at(frame)
            if self.upright:
                return slot.right - width - OVER, slot.top - HEAD - 1.2 * SIZES.caption
            return slot.right - width, slot.top - HEAD + OVER

        return self.add_steps(beside, size)

    def _name_directions(self) -> Part:
        """The two numbers of a point, which are what the network is given, at their axes' ends."""
        scene, size = self.scene, SIZES.caption
        across, up = (
            formula(code, size, scene.theme.text) for code in ("$x_1 arrow.r$", "$arrow.t x_2$")
        )
        for label in (across, up):
            label.cased(scene.theme.casing)

        def put(frame: int) -> Hashable:
            slot = self.kinds_at.at(frame)
            across.put(slot.right - OVER, slot.bottom + FOOT + OVER, "right")
            up.put(slot.left + OVER, slot.top - HEAD - 1.2 * size)
            return slot

        return scene.add_part(Group(across, up), put, layer=Layer.NAMES)

    def _drawing(self) -> Network:
        plan = self.plan
        sizes = (2, *(weights.shape[1] for weights in self._layers(plan.run.theta[0])))
        drawing = Network(sizes, self._room(self.network_at.slots[0]), self.scene.theme)
        drawing.largest = max(float(np.abs(each).max()) for each in self._layers(plan.run.theta))
        drawing.hues = self.colours[plan.seen.labels[plan.sent]], self.colours[plan.guess]
        return drawing

    def _room(self, slot: Slot) -> Slot:
        """Of a slot, for the network alone."""
        aside = OVER + max(float(each.width) for each in (self.kind, self.total))
        return slot.inset(top=HEAD, left=INPUTS, bottom=FOOT, right=aside)

    @property
    def _counted_size(self) -> float:
        """Of the counts of parameters."""
        return SIZES.caption if self.upright else SIZES.formula

    def _add_network(self) -> tuple[Part, ...]:
        """How many numbers it has, the network, and the names of what goes in and comes out."""
        plan, scene, drawing = self.plan, self.scene, self.drawing
        signals = plan.signals

        def show(frame: int) -> Hashable:
            step, slot = self.runner.landed(frame), self.network_at.at(frame)
            drawing.fit(self._room(slot))
            drawing.weights = self._layers(plan.run.theta[step])
            drawing.told = self._told(frame)
            drawing.lit = [each.at(frame) for each in self.counted]
            slopes = self._layers(plan.run.gradient[min(step, plan.run.steps - 1)])
            drawing.slopes = slopes[::-1] if drawing.told > 0.0 else []
            drawing.passed, drawing.shown = self.passed.at(frame), self.signalled.at(frame)
            goes = drawing.passed >= 0.0 and drawing.shown > 0.0
            drawing.signals = signals if goes else []
            return step, slot, drawing.told, tuple(drawing.lit), drawing.passed, drawing.shown

        count = scene.say("network.weights", count=plan.problem.dimension)
        heading = formula(f"$theta$: {count}", SIZES.name, scene.theme.text)
        shown = scene.add_part(drawing, show, layer=Layer.GROUND)
        return self._heading(self.network_at, heading), shown, self._name_ends()

    def _told(self, frame: int) -> float:
        """How far the gradient has run back: before a step that is seen alone, once more."""
        told, asked = self.told.at(frame), self.runner.asked(frame, PACE / 2)
        if asked is None or told == 0.0:
            return told
        return told * min(1.0, 2.0 * asked[1])

    def _name_ends(self) -> Part:
        """What goes in, above and below the rings, and what comes out, beside the last disc."""
        size, tint = SIZES.caption, self.scene.theme.text
        labels = [formula(f"$x_{k}$", size, tint) for k in (1, 2)]

        def put(frame: int) -> Hashable:
            slot = self.network_at.at(frame)
            self.drawing.fit(self._room(slot))
            unit, (above, below) = self.drawing.unit, self.drawing.places[0].tolist()
            labels[0].put(above[0], above[1] + unit + OVER / 2 + DESCENT * size, "right")
            labels[1].put(below[0], below[1] - unit - OVER / 2 - ASCENT * size, "right")
            ((x, y),) = self.drawing.places[-1].tolist()
            self.kind.put(x + self.drawing.unit + OVER / 2, y - size / 4)
            return slot

        return self.scene.add_part(Group(*labels, self.kind), put, layer=Layer.GROUND)

    def _add_sent(self) -> Part:
        """A ring about the point whose signals are seen, and its two numbers on their way."""
        plan, theme = self.plan, self.scene.theme
        ring, sent = Ring(theme.text, theme, RINGED), Sent(self.drawing.hues[0])
        point = plan.seen.points[[plan.sent]]

        def put(frame: int) -> Hashable:
            view, network = self.kinds_at.at(frame), self.network_at.at(frame)
            self.view.fit(view.inset(top=HEAD, bottom=FOOT))
            self.drawing.fit(self._room(network))
            (sent.start,) = self.view.at(point)
            sent.ends, sent.far = self.drawing.places[0], min(self.passed.at(frame) - AT_POINT, 1.0)
            ring.show(sent.start)
            return view, network, sent.far

        return self.scene.add_part(Group(sent, ring), put, layer=Layer.NAMES)

    def _add_counts(self) -> list[Part]:
        """How many weights each layer has, below these, and how many biases, below their discs."""
        return [
            self._add_count(k, *weights.shape)
            for k, weights in enumerate(self._layers(self.plan.run.theta[0]))
        ]

    def _add_count(self, layer: int, inputs: int, units: int) -> Part:
        """The counts of a layer, as terms of one sum; with the last one, the sum."""
        scene, last = self.scene, layer + 1 == len(self.counted)
        make = partial(words, size=self._counted_size, colour=scene.theme.text)
        labels = [make(text) for text in ("+", f"{inputs * units}", "+", f"{units}")]

        def put(frame: int) -> Hashable:
            slot = self.network_at.at(frame)
            self.drawing.fit(self._room(slot))
            before, after = (self.drawing.places[layer + k][0, 0] for k in (0, 1))
            for k, label in enumerate(labels):
                x = float(before + (k + 1) / 4 * (after - before))
                label.put(x, slot.bottom + OVER / 2, "centre")
            x = float(after + (after - before) / 4) - self.total.size / 4
            x = min(x, slot.right - float(self.total.width))
            self.total.put(x, slot.bottom + OVER / 2)
            return slot

        shown = [*labels[layer == 0 :], *[self.total] * last]
        return scene.add_part(Group(*shown), put, layer=Layer.GROUND)

    def _add_plane(self, slot: Slot) -> Runner:
        plan, scene, theme = self.plan, self.scene, self.scene.theme
        area = slot.inset(top=HEAD, bottom=FOOT)
        heights = Sampled(*plan.heights)
        middle, half = plan.extent
        half *= area.height / max(area.width, area.height)
        self.map = ContourMap(
            heights.loss,
            heights.gradient,
            middle,
            half,
            area,
            theme,
            palest=PALEST,
            high=plan.high,
        )
        self.map_part = scene.add_part(self.map, lambda _: 0, layer=Layer.GROUND)
        runner = Runner(scene, ON_PLANE, plan.on_plane, self.map, self.map.unit, theme.mini_batch)
        runner.add_trail()
        runner.trail.style = replace(runner.trail.style, lively=plan.run.steps, dotted=0)
        runner.add_ball()
        heading = self._heading(Gliding([slot]), self._words("plane", count=plan.problem.dimension))
        told = self._add_shares(slot), self._add_height(slot, runner)
        self.plane = (heading, self.map_part, *runner.parts, *told)
        return runner

    def _add_shares(self, slot: Slot) -> Part:
        """Which plane the map shows, and how much of the path's variance lies in it, below it."""
        scene, shares = self.scene, self.plan.plane.shares
        assert shares is not None
        share = scene.say.numerals.count(scene.plan.values["share"])
        return self._add_foot(slot, scene.say("network.through", share=share))

    def _add_height(self, slot: Slot, runner: Runner) -> Part:
        """The cost on the map where the ball is, at the other end of the line of its heading."""
        scene, run = self.scene, self.plan.on_plane
        costs = [scene.say.numerals.placed(float(each), DECIMALS) for each in run.loss]
        number = Digits(self.told_size, scene.theme.mini_batch)

        def tell(frame: int) -> Hashable:
            cost = costs[runner.landed(frame)]
            number.show(cost, slot.right, slot.top - HEAD + OVER, "right")
            return cost

        return scene.add_part(number, tell, layer=Layer.GROUND)

    def _add_costs(self, slot: Slot) -> tuple[Part, ...]:
        """The cost on points seen and on points not seen, a value a step, with their names."""
        plan, scene, theme = self.plan, self.scene, self.scene.theme
        lines = np.stack([plan.run.loss, plan.fresh])
        y = (0.0, TOP * float(lines.max()))
        axes = Axes(
            plot_area(slot.inset(top=LOWER)), (0.0, float(plan.run.steps)), y, theme,
            scene.say.numerals,
            x_ticks=whole_ticks(plan.run.steps, 3 if self.upright else 5),
            y_ticks=nice_ticks(*y, 4), size=SIZES.name,
        )  # fmt: skip
        y_name = axes.y_name(scene.say("network.cost"))
        x_name = axes.x_name(scene.say("axes.steps"))
        self.level = x_name.baseline
        """Of what its steps are called."""
        heights = axes.y_numbers()
        names = Group(axes.x_numbers(), heights, x_name, y_name)
        parts = [scene.add_part(axes), scene.add_part(names)]
        known, fresh = (
            Curve(axes, line, colour, theme, STROKES.curve)
            for line, colour in zip(lines, (theme.mini_batch, theme.minimum), strict=True)
        )
        known.show(plan.run.steps)
        parts += [scene.add_part(known, layer=Layer.GROUND), self._add_curve(fresh)]
        self.names = self._add_names(axes, y_name, [each.baseline for each in heights])
        self.lowest, self.stop = add_lowest(scene, axes, self._lowest(axes))
        return tuple(parts)

    def _lowest(self, axes: Axes) -> Array:
        """Where the cost on points not seen is lowest, (2,)."""
        best = self.scene.plan.lowest
        return axes.at(np.array(float(best)), np.array(self.plan.fresh[best]))

    def _add_curve(self, curve: Curve) -> Part:
        return self.scene.add_part(curve, partial(self._draw, curve), layer=Layer.GROUND)

    def _draw(self, curve: Curve, frame: int) -> Hashable:
        """Have a curve grow with the table, as the boundary bends with it."""
        curve.show(self.runner.landed(frame))
        return curve.landed

    def _add_names(self, axes: Axes, beside: Label, lines: Sequence[float]) -> list[Part]:
        """What the curves are: beside each, or all at the top where that is narrow."""
        scene, theme = self.scene, self.scene.theme
        labels = [
            words(scene.say(f"network.{key}"), SIZES.name, colour).cased(theme.casing)
            for key, colour in (("fresh", theme.minimum), ("seen", theme.mini_batch))
        ]
        if not self._put_beside(axes, labels, lines):
            self._put_at_top(axes, labels, beside)
        return [scene.add_part(label, layer=Layer.NAMES) for label in labels]

    def _put_beside(self, axes: Axes, labels: Sequence[Label], lines: Sequence[float]) -> bool:
        """Put each name above its own curve or below it, if both have room there."""
        both = np.stack([self.plan.fresh, self.plan.run.loss])
        x, y = np.moveaxis(axes.at(np.arange(both.shape[1]) + 0.0 * both, both), -1, 0)
        lowest = self._lowest(axes)
        down = np.array([lowest, [lowest[0], axes.slot.bottom]])
        taken = [around(lowest[None], MARK), around(down, NEARER * MARK)]
        for label, heights in zip(labels, (y, y[::-1]), strict=True):
            places = (_beside_own(label, x[0], heights, axes.slot, taken, side) for side in (1, -1))
            place = next((each for each in places if each is not None), None)
            if place is None:
                return False
            left, baseline = place
            line = lines[int(np.abs(np.array(lines) - baseline).argmin())]
            near = abs(line - baseline) < ON_LINE * label.size
            taken.append(covered(label.put(left, line if near else baseline)))
        return True

    def _put_at_top(self, axes: Axes, labels: Sequence[Label], beside: Label) -> None:
        """Put the names beside that of the costs, or below it where that is narrow."""
        area, size = axes.slot, SIZES.name
        room = area.right - float(beside.get_right()[0]) - 3 * size
        in_line = sum(float(label.width) for label in labels) <= room
        right = area.right
        for row, label in enumerate(labels):
            lower = area.top - 1.2 * size - LEADING * size * row
            label.put(right, beside.baseline if in_line else lower, "right")
            right = float(label.get_left()[0]) - size if in_line else right


def add_lowest(scene: AnyScene, axes: Axes, place: Array) -> tuple[Part, Part]:
    """A ring about the lowest of a curve, and a line from there down to its step."""
    ring, line = Ring(scene.theme.text, scene.theme, MARK), Dashes(scene.theme.text, STROKES.thin)
    ring.show(place)
    x, y = place.tolist()
    line.show(np.array([[x, y - MARK], [x, axes.slot.bottom]]))
    return (
        scene.add_part(ring, layer=Layer.NAMES),
        scene.add_part(line, layer=Layer.GROUND),
    )


def _beside_own(
    label: Label, x: Array, heights: Array, area: Slot, taken: Sequence[Extent], side: int
) -> tuple[float, float] | None:
    """Where words stand above the first of two curves (2, steps), or below it with a side of -1.

    They are clear of boxes, and the other curve is not between.  The last such place at which they
    are nearest to their own curve, seen from the other.
    """
    width, size = float(label.width) + 2 * ASIDE, label.size
    wide = int(width / (x[1] - x[0])) + 2
    if wide > len(x):
        return None
    own, other = side * sliding_window_view(heights, wide, axis=1)
    tall = ASCENT * size
    near = own.max(axis=1) + ABOVE
    behind = np.where((other <= own).all(axis=1), near - other.max(axis=1), -np.inf)
    apart = np.maximum(behind, other.min(axis=1) - near - tall)
    baseline, left = side * near - tall * (side < 0), x[wide - 1 :] + ASIDE - width
    fits = apart > NEARER * ABOVE
    right, top = left + float(label.width), baseline + tall
    boxes = np.stack([left, baseline - DESCENT * size, right, top], axis=1)
    fits &= (area.bottom < boxes[:, 1]) & (top < area.top)
    fits &= [not any(overlap(box, each) for each in taken) for box in boxes.tolist()]
    if not fits.any():
        return None
    score = np.where(fits, apart + own.mean(axis=1) - near, -np.inf)
    best = len(score) - 1 - int(score[::-1].argmax())
    return float(left[best]), float(baseline[best])
