"""A network in training, seen three ways: how it parts the plane, its weights, its path."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise, product

import numpy as np
from manim import Group
from numpy.typing import NDArray

from gdcore.typing import Array
from scenes.components.network import Network, OneUnit, OneWeight, Sent
from scenes.components.outline import Outline
from scenes.components.path.arrow import StraightArrow
from scenes.components.path.mark import Mark
from scenes.components.plot.kinds import (
    Boundary,
    KindMark,
    KindPoints,
    KindsView,
    Parting,
)
from scenes.components.plot.ring import Ring
from scenes.components.readout import Count
from scenes.components.surface import body
from scenes.components.surface.ridge import behind_ridge
from scenes.components.surface.sampled import Sampled
from scenes.components.surface.surface3d import Surface3D
from scenes.components.surface.view import View
from scenes.components.text.digits import Digits
from scenes.components.text.label import Label, formula, tint, tinted, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.naming import ASCENT, DESCENT
from scenes.parts.runner import Runner
from scenes.parts.surface_view import SUN_ASIDE, few
from scenes.parts.two_costs import HEAD, OVER, TwoCosts
from scenes.plans.ground import Domain, fit_domain
from scenes.plans.neural_network import ALONE_PACE, ON_PLANE, Moons, about
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES

HEADINGS = SIZES.caption, SIZES.name, SIZES.label, SIZES.small
"""Sizes of that, which are tried one after another: all have one."""
INPUTS = 0.3
"""Room beside the network for the names of its inputs."""
WAITING = 0.4
"""How brightly weights are lit before they are counted."""
AT_POINT = -1.0
"""Where a point's signals are before they have set off: at 0 they are at the inputs."""
LARGE = {False: 2.1, True: 1.55}
"""Size, at most, of how many points are wrong, in formulas', and where views are columns."""
APART = 0.18
"""Above these figures, in frame units."""
WORK = 1.3
"""Size of the work of one disc, and of the cost of one point, in formulas'."""
TOLD_SIZE = 1.15
"""Size of what is told of a view, in formulas'."""
COUNTED, COUNTS, PLUS = 1.15, 1.35, 0.7
"""Size of names of the network's ends, and of counts of parameters, in formulas'; and of the signs
between these, in theirs."""
BENEATH = 0.3
"""From the lowest discs to the tops of counts below them, in em."""
RINGED = 0.17
"""Radius of the ring about that point."""
SMALL = 0.72
"""Size of points not seen, beside those seen."""
AZIMUTHS, ELEVATIONS = (-90.0, -70.0, -110.0), (36.0, 42.0, 50.0, 60.0, 90.0)
"""Whence the cost on the plane is seen, in degrees: as low as no ridge hides the path."""
RELIEF = 0.6
"""How high it stands, in its radius."""
KEPT = 0.56
"""Size of points that judge it, beside those seen: the boundary lies over them."""
LANDINGS = 20
"""Dots along the path."""
ASIDE, HEIGHT_ROOM = 0.45, 0.45
"""Of a tall frame's width, what a direction's name takes at most beside the slab; and room for an
arrow left of it, in frame units."""
HIGH = 0.7
"""How high figures are, in em."""
BESIDE = 0.2
"""From the last disc to what comes out of it, in frame units."""
MARK_APART = 0.35
"""From words to the mark of a kind after them, in em."""
COST = "cost_is", "cost_short"
"""What the cost of a point is, and the same where few words have room."""
DECIMALS, NUMBER = 2, 2.6
"""Of costs that are told, and the room of one behind its name, in em."""


class NetworkViews:
    """The parts of the scene about a network: the points, and by turns what is seen beside them.

    Args:
        scene: the scene they belong to.
        points: their slot, with a heading, and a foot for what is told of them.
        beside: that of network, path and plot by turns, with the same.
        foot: height of that foot.
    """

    def __init__(
        self, scene: AnyScene, plan: Moons, points: Slot, beside: Slot, foot: float
    ) -> None:
        self.scene, self.plan = scene, plan
        self.colours = scene.theme.kinds
        layout = scene.layout
        self.upright = layout.narrow and not layout.beside
        """Whether points, plane and plot are columns, in which few words have room."""
        self.points, self.beside, self.foot = points, beside, foot
        self.size = self._heading_size()
        """Of headings."""
        self.told_size = SIZES.label if self.upright else TOLD_SIZE * SIZES.formula
        """Of what is told of a view below it."""
        self.runner = self._add_plane()
        self.parting, self.seen, self.fresh, self.border = self._add_kinds()
        costs = TwoCosts(
            scene, plan, beside, self._view(beside), self.runner.landed,
            upright=self.upright, names=self._called(),
        )  # fmt: skip
        self.costs, self.names, self.lowest = costs.parts, costs.names, costs.lowest
        self.cost_of_new = self._add_cost_of_new()
        self.count = self._count_steps()
        self.unseen = self._heading(points, self._words("unseen", count=len(plan.new.points)))
        self.kind = words(scene.say("network.kind"), self._counted_size, scene.theme.text)
        """What comes out of the network."""
        self.told = Animated(0.0)
        """Through how many layers the gradient has run, counted from the last."""
        self.counted = [Animated(1.0) for _ in self._layers(plan.run.theta[0])]
        """How brightly each layer of weights is lit."""
        self.passed, self.signalled = Animated(AT_POINT), Animated(1.0)
        """Where a point's signals are, and how clearly they are seen: at 0 they are at the inputs,
        and at each whole number above that at a layer."""
        self._total = words(
            f"= {plan.problem.dimension}", self._sum_size, scene.theme.text, weight="semibold"
        )
        """Of all counts of parameters."""
        self.drawing = self._drawing()
        self.network = self._add_network()
        self.sent = self._add_sent()
        self.given, self.guessed = self._add_given(), self._add_guessed()
        self.passes = self._add_passes()
        self.came_back = Animated(0.0)
        """How far on its way what comes back to one disc is."""
        self.chain, self.product = self._add_chain(), self._add_product()
        self.unit, self.worked = self._add_unit()
        (self.counts, self.total), self.each = self._add_counts(), self._add_each()
        self.priced, self.error = self._add_priced(), self._add_error()

    def _layers(self, theta: Array) -> list[Array]:
        """The weights of each layer, or the cost's slope by each."""
        return [weights for weights, _ in self.plan.problem.layers(theta)]

    def _view(self, slot: Slot) -> Slot:
        """Of a slot, what is between its heading and its foot."""
        return slot.inset(top=HEAD, bottom=self.foot)

    def below(self, slot: Slot) -> Slot:
        """Its foot."""
        return replace(slot, top=slot.bottom + self.foot)

    def line(self, foot: Slot) -> float:
        """The baseline in a foot, whatever the size of what stands there."""
        (baseline,) = foot.lines(1, SIZES.formula)
        return baseline

    def _heading_size(self) -> float:
        """The largest in which each heading has room, those of the points with a count of steps."""
        plan, slot = self.plan, self.points
        dimension, steps = plan.problem.dimension, plan.run.steps
        for size in HEADINGS:
            self.size = size
            count = 0.0 if self.upright else self._steps(size).width_at(steps)
            room = slot.width - count - size
            texts = (
                self._words("known", count=len(plan.seen.points)),
                self._words("unseen", count=len(plan.new.points)),
            )
            plane = float(self._words("plane", count=dimension).width)
            if max(float(each.width) for each in texts) <= room and plane <= slot.width:
                break
        return size

    def _called(self) -> tuple[str, str]:
        """What the curves of both costs are called, as the points are above them."""
        say, plan = self.scene.say, self.plan
        return (
            say("network.unseen_curve", count=len(plan.new.points)),
            say("network.known_curve", count=len(plan.seen.points)),
        )

    def _heading(self, slot: Slot, label: Label) -> Part:
        """What a view is, above it."""
        label.put(slot.left, slot.top - HEAD + OVER)
        return self.scene.add_part(label, layer=Layer.GROUND)

    def _words(self, key: str, **values: str | int) -> Label:
        return words(self.scene.say(f"network.{key}", **values), self.size, self.scene.theme.text)

    def _add_kinds(self) -> tuple[tuple[Part, ...], Part, Part, Part]:
        """Heading, ground and directions; points learned from; the new, and what parts these."""
        plan, scene, theme = self.plan, self.scene, self.scene.theme
        every = np.concatenate([each.points for each in (plan.seen, plan.new, plan.kept)])
        view = self.view = KindsView(every, self._view(self.points))
        state = {"step": 0}

        def odds(points: Array) -> Array:
            said = plan.problem.predict(plan.run.theta[state["step"]], points)
            return np.asarray(np.log(said / (1.0 - said)))

        def part(frame: int) -> Hashable:
            state["step"] = self.runner.landed(frame)
            return state["step"]

        ground = scene.add_part(Parting(view, odds, self.colours, theme), part, layer=Layer.GROUND)
        directions = self._name_directions(view.slot)
        self.frame = scene.add_part(Outline(view.slot, theme.quiet, corner=0.0), layer=Layer.GROUND)
        """About the points, as long as their ground has no tints."""
        few = KindPoints(view, plan.seen.points, plan.seen.labels, self.colours, theme)
        seen = scene.add_part(few, layer=Layer.GROUND)
        many = KindPoints(view, plan.new.points, plan.new.labels, self.colours, theme, SMALL)
        fresh = scene.add_part(many, layer=Layer.GROUND)
        over = Boundary(view, odds, self.colours, theme)
        border = scene.add_part(over, part, layer=Layer.GROUND)
        heading = self._heading(self.points, self._words("known", count=len(plan.seen.points)))
        return (heading, ground, directions), seen, fresh, border

    def add_judged(self, slot: Slot, step: int, key: str) -> tuple[Part, ...]:
        """The points kept, on what the network takes each place for after so many steps.

        They are squares, of which those that it takes for the other kind are ringed, and counted
        below; over all of them is the boundary.
        """
        plan, scene, theme = self.plan, self.scene, self.scene.theme
        every = np.concatenate([each.points for each in (plan.seen, plan.new, plan.kept)])
        view = KindsView(every, self._view(slot))

        def odds(points: Array) -> Array:
            said = plan.problem.predict(plan.run.theta[step], points)
            return np.asarray(np.log(said / (1.0 - said)))

        kept = KindPoints(
            view, plan.kept.points, plan.kept.labels, self.colours, theme, KEPT, square=True
        )
        kept.wrong, kept.partly_faint = plan.wrong(plan.kept, step), True
        ground, line = (kind(view, odds, self.colours, theme) for kind in (Parting, Boundary))
        make = partial(words, colour=theme.text)
        told = scene.say("network.kept", count=len(plan.kept.points))
        (heading,) = fitted(told, slot.width, 1, self.size, make)
        heading.put(slot.left, slot.top - HEAD + OVER)
        return (
            scene.add_part(ground, layer=Layer.GROUND),
            scene.add_part(Outline(view.slot, theme.quiet, corner=0.0), layer=Layer.GROUND),
            scene.add_part(kept, layer=Layer.GROUND),
            scene.add_part(line, layer=Layer.GROUND),
            self._name_directions(view.slot),
            scene.add_part(Group(heading, *self._count_wrong(slot, kept.wrong, step, key))),
        )

    def _count_wrong(
        self, slot: Slot, wrong: NDArray[np.bool_], step: int, key: str
    ) -> tuple[Label, Label]:
        """Below points: how many are wrong, of how many where there is room, after which step."""
        scene, foot, theme = self.scene, self.below(slot), self.scene.theme
        numerals, make = scene.say.numerals, partial(words, colour=theme.text)
        size = min(LARGE[self.upright] * SIZES.formula, (foot.height - APART) / HIGH)
        count = numerals.count(int(wrong.sum()))
        baseline = foot.top - APART - HIGH * size
        hero = words(count, size, theme.text, weight="semibold").put(slot.left, baseline)
        size = max(self.told_size, SIZES.caption)
        left = slot.left + float(hero.width) + MARK_APART * size
        room = slot.right - left
        texts = {
            each: scene.say(f"network.{each}", count=about(step, self.plan.run.steps))
            for each in ("stopped", "ended")
        }
        if not self.upright:
            every = numerals.count(len(wrong))
            texts = {
                each: scene.say("network.of_all", count=every, told=told)
                for each, told in texts.items()
            }
        size = min(fitted(text, room, 1, size, make)[0].size for text in texts.values())
        return hero, make(texts[key], size=size).put(left, baseline)

    def _add_cost_of_new(self) -> Part:
        """The cost on points not seen, below them, in the colour of its curve."""
        scene, tint, foot = self.scene, self.scene.theme.text, self.below(self.points)
        told = scene.say("network.cost_of_new")
        make, size = partial(formula, colour=tint), max(self.told_size, SIZES.caption)
        (name,) = fitted(told, foot.width - NUMBER * size, 1, size, make)
        return self._add_cost(name, self.plan.fresh, tint, foot)

    def _add_cost(self, name: Label, losses: Array, tint: str, foot: Slot) -> Part:
        """A cost after each step, behind its name, in a foot."""
        costs = [self.scene.say.numerals.placed(float(each), DECIMALS) for each in losses]
        number = Digits(name.size, tint)
        baseline = self.line(foot)
        name.put(foot.left, baseline)
        left = foot.left + float(name.width) + name.size / 2

        def tell(frame: int) -> Hashable:
            cost = costs[self.runner.landed(frame)]
            number.show(cost, left, baseline)
            return cost

        return self.scene.add_part(Group(name, number), tell, layer=Layer.GROUND)

    @property
    def written(self) -> Slot:
        """The foot in which slopes are told: in a column below the rule, as wide as both."""
        foot = self.below(self.beside)
        return self.wide_foot[1] if self.upright else foot

    @property
    def given_foot(self) -> Slot:
        """The foot of the points, in which the rule stands: in a column as wide as both."""
        return self.wide_foot[0] if self.upright else self.below(self.points)

    @property
    def _whole_foot(self) -> Slot:
        """The foot of the network, with that of the points where that is beside it."""
        foot = self.written
        return replace(foot, left=min(foot.left, self.points.left))

    @property
    def wide_foot(self) -> tuple[Slot, Slot]:
        """Where views are columns, both their feet together, as two rows."""
        both = replace(self.below(self.points), right=self.beside.right)
        upper, lower = both.rows(1.0, 1.0, gap=0.0)
        return upper, lower

    def _count(self, unit: Mapping[str, str], size: float, colour: str | None = None) -> Count:
        return Count(unit, size, colour or self.scene.theme.text, self.scene.say.numerals)

    def _steps(self, size: float) -> Count:
        count = self._count(self.scene.say.forms("counts.steps"), size)
        return count.cased(self.scene.theme.casing)

    def _count_steps(self) -> Part:
        """How many steps are taken, at the end of the line of the points' heading, or below it."""
        size = SIZES.label if self.upright else self.size
        count, slot = self._steps(size), self.points
        left = slot.right - count.width_at(self.plan.run.steps) - OVER * self.upright
        lower = -1.2 * SIZES.caption if self.upright else OVER
        baseline = slot.top - HEAD + lower

        def tell(frame: int) -> Hashable:
            step = self.runner.landed(frame)
            count.show(step, left, baseline)
            return step

        return self.scene.add_part(count, tell, layer=Layer.GROUND)

    def _name_directions(self, slot: Slot) -> Part:
        """The two numbers of a point, which are what the network is given, at their axes' ends."""
        across, up = (
            formula(code, SIZES.caption, self.scene.theme.text)
            for code in ("$x_1 arrow.r$", "$arrow.t x_2$")
        )
        for label in (across, up):
            label.cased(self.scene.theme.casing)
        return self._at_ends(slot, across, up)

    def _at_ends(self, view: Slot, across: Label, up: Label) -> Part:
        """What the axes of a view are, within it: at its right end, and at its upper one."""
        across.put(view.right - OVER, view.bottom + OVER, "right")
        up.put(view.left + OVER, view.top - 1.2 * up.size)
        return self.scene.add_part(Group(across, up), layer=Layer.NAMES)

    def _drawing(self) -> Network:
        plan = self.plan
        sizes = (2, *(weights.shape[1] for weights in self._layers(plan.run.theta[0])))
        drawing = Network(sizes, self._room, self.scene.theme)
        drawing.largest = max(float(np.abs(each).max()) for each in self._layers(plan.run.theta))
        drawing.hues = self.colours[plan.seen.labels[plan.sent]], self.colours[plan.guess]
        return drawing

    @property
    def _room(self) -> Slot:
        """What the network has for itself alone."""
        counted = [] if self.upright else [self._total]
        aside = BESIDE + max(float(each.width) for each in (self.kind, *counted))
        return self._view(self.beside).inset(left=INPUTS, right=aside)

    @property
    def _counted_size(self) -> float:
        """Of what goes in, and of what comes out."""
        return SIZES.caption if self.upright else COUNTED * SIZES.formula

    @property
    def _sum_size(self) -> float:
        """Of the counts of parameters."""
        return SIZES.formula if self.upright else COUNTS * SIZES.formula

    def _add_network(self) -> tuple[Part, ...]:
        """How many numbers it has, the network, and the names of what goes in and comes out."""
        plan, scene, drawing = self.plan, self.scene, self.drawing
        signals = plan.signals

        def show(frame: int) -> Hashable:
            step = self.runner.landed(frame)
            drawing.weights = self._layers(plan.run.theta[step])
            drawing.told = self._told(frame)
            drawing.lit = [each.at(frame) for each in self.counted]
            gradient = plan.run.gradient[min(step, plan.run.steps - 1)]
            layers = plan.problem.layers(gradient)[::-1] if drawing.told > 0.0 else []
            drawing.slopes = [weights for weights, _ in layers]
            drawing.slopes_of_units = [biases for _, biases in layers]
            drawing.passed, drawing.shown = self.passed.at(frame), self.signalled.at(frame)
            goes = drawing.passed >= 0.0 and drawing.shown > 0.0
            drawing.signals = signals if goes else []
            return step, drawing.told, tuple(drawing.lit), drawing.passed, drawing.shown

        count = scene.say("network.weights", count=plan.problem.dimension)
        heading = formula(f"$theta$: {count}", self.size, scene.theme.text)
        shown = scene.add_part(drawing, show, layer=Layer.GROUND)
        return self._heading(self.beside, heading), shown, self._name_ends()

    def _add_priced(self) -> list[Part]:
        """What the cost of a point is; below, what that is if a guess is right, and if it is wrong.

        The guess is that for the point that goes through the network, as sure as it is there.
        """
        plan, scene, theme = self.plan, self.scene, self.scene.theme
        (share, decimals), placed = plan.sure, scene.say.numerals.placed
        told = list[Callable[[float], Label]]()
        size, feet = self.told_size, (self.given_foot, self.written)
        for key, own in (("right", share), ("wrong", 1.0 - share)):
            text = scene.say(
                f"network.{key}", percent=placed(100 * share, decimals - 2),
                share=f'"{placed(share, decimals)}"',
                cost=f'"{placed(-float(np.log(own)), DECIMALS)}"',
            )  # fmt: skip
            told.append(partial(formula, text, colour=theme.miss if told else theme.text))
        for make, foot in zip(told, feet, strict=True):
            size = min(size, foot.width / float(make(1.0).width))
        costs = Group(*(make(size) for make in told))
        for label, foot in zip(costs, feet, strict=True):
            label.put(foot.left, self.line(foot))
        what, hue = scene.say(f"network.{COST[self.upright]}"), theme.text
        (heading,) = fitted(what, self.beside.width, 1, self.size, partial(formula, colour=hue))
        return [self._heading(self.beside, heading), scene.add_part(costs, layer=Layer.GROUND)]

    def _add_error(self) -> Part:
        """Where what is sent back starts: how far what comes out is from the point's own kind."""
        plan, scene, hue, slot = self.plan, self.scene, self.scene.theme.gradient, self.beside
        (share, label), (_, decimals), placed = plan.error, plan.sure, scene.say.numerals.placed
        away = placed(share - label, decimals)
        error = f'$p - y = "{placed(share, decimals)}" - {label} = "{away}"$'
        text, sizes = scene.say("network.error", error=error), (self.size, SIZES.label)
        labels = [formula(each, size, hue) for each in (text, error) for size in sizes]
        fits = (label for label in labels if label.width <= slot.width)
        return self._heading(slot, next(fits, labels[-1]))

    def _told(self, frame: int) -> float:
        """How far the gradient has run back: before a step that is seen alone, once more."""
        told, asked = self.told.at(frame), self.runner.asked(frame, ALONE_PACE / 2)
        if asked is None or told == 0.0:
            return told
        return told * min(1.0, 2.0 * asked[1])

    def _name_ends(self) -> Part:
        """What goes in, above and below the rings, and what comes out, beside the last disc."""
        size, tint, unit = self._counted_size, self.scene.theme.text, self.drawing.unit
        first, second = (formula(f"$x_{k}$", size, tint) for k in (1, 2))
        above, below = self.drawing.places[0].tolist()
        first.put(above[0], above[1] + unit + OVER / 2 + DESCENT * size, "right")
        second.put(below[0], below[1] - unit - OVER / 2 - ASCENT * size, "right")
        ((x, y),) = self.drawing.places[-1].tolist()
        self.kind.put(x + unit + BESIDE, y - size / 4)
        return self.scene.add_part(Group(first, second, self.kind), layer=Layer.GROUND)

    def _add_sent(self) -> Part:
        """A ring about the point whose signals are seen, and its two numbers on their way."""
        plan, theme = self.plan, self.scene.theme
        ring, sent = Ring(theme.text, theme, RINGED), Sent(self.drawing.hues[0])
        (sent.start,) = self.view.at(plan.seen.points[[plan.sent]])
        sent.ends = self.drawing.places[0]
        ring.show(sent.start)

        def put(frame: int) -> Hashable:
            sent.far = min(self.passed.at(frame) - AT_POINT, 1.0)
            return sent.far

        return self.scene.add_part(Group(sent, ring), put, layer=Layer.NAMES)

    def _add_given(self) -> list[Part]:
        """The two numbers of that point, which go in, below the points.

        There they are not where the point's signals pass: in a tall frame.
        """
        plan, scene = self.plan, self.scene
        if scene.layout.beside:
            return []
        first, second = (
            scene.say.numerals.placed(float(each), DECIMALS) for each in plan.seen.points[plan.sent]
        )
        text, foot = scene.say("network.given", first=first, second=second), self.given_foot
        make = partial(formula, colour=scene.theme.text)
        (label,) = fitted(text, foot.width, 1, self._counted_size, make)
        return [scene.add_part(label.put(foot.left, self.line(foot)), layer=Layer.GROUND)]

    def _add_passes(self) -> Part:
        """What it says that lines are thick, below the network, until its guess stands there."""
        foot, hue = self.written, self.drawing.hues[0]
        make = partial(words, colour=hue)
        text = self.scene.say("network.passes")
        (label,) = fitted(text, foot.width, 1, self._counted_size, make)
        return self.scene.add_part(label.put(foot.left, self.line(foot)), layer=Layer.GROUND)

    def _add_chain(self) -> list[Part]:
        """One line of the network and the point whose slope by it is told; how that follows.

        That is told below the points.
        """
        plan, scene, theme, foot = self.plan, self.scene, self.scene.theme, self.given_foot
        line = OneWeight(self.drawing, (plan.worked, plan.reached), self.drawing.hues[0])

        def put(frame: int) -> Hashable:
            line.come = self.came_back.at(frame)
            return line.come

        ring = Ring(theme.text, theme, RINGED)
        ring.show(self.view.at(plan.seen.points[[plan.sent]])[0])
        told = scene.say(
            "network.chain",
            given=tinted(scene.say("network.went_in"), self.drawing.hues[0]),
            back=tinted(scene.say("network.came_back"), theme.gradient),
        )
        (label,) = fitted(told, foot.width, 1, self.told_size, partial(formula, colour=theme.text))
        return [
            scene.add_part(line, put, layer=Layer.GROUND),
            scene.add_part(ring, layer=Layer.NAMES),
            scene.add_part(label.put(foot.left, self.line(foot)), layer=Layer.GROUND),
        ]

    def _add_product(self) -> Part:
        """The same in numbers, below the network."""
        theme, foot = self.scene.theme, self.written
        hues = self.drawing.hues[0], theme.gradient, theme.text
        went_in, came_back, slope = map(self._told_number, self.plan.product, hues)
        text, size = f"${went_in} times {came_back} approx {slope}$", WORK * SIZES.formula
        (label,) = fitted(text, foot.width, 1, size, partial(formula, colour=theme.text))
        return self.scene.add_part(label.put(foot.left, self.line(foot)), layer=Layer.GROUND)

    def _told_number(self, value: float, colour: str) -> str:
        """A number in a formula, in brackets if it is below zero."""
        text = f'"{self.scene.say.numerals.placed(value, DECIMALS)}"'
        return tint(f"({text})" if text.startswith('"−') else text, colour)

    def _add_guessed(self) -> Part:
        """How sure the network is of the kind that comes out, below it, with a mark of the kind."""
        plan, scene = self.plan, self.scene
        text = scene.say("network.guessed", share=scene.say.numerals.count(plan.sureness))
        size, hue, foot = self._counted_size, self.drawing.hues[1], self.written
        label, baseline = formula(text, size, hue), self.line(foot)
        width, high = float(label.width), HIGH * size
        x = foot.left if self.upright else foot.right - width - MARK_APART * size - high
        left = x + width + MARK_APART * size
        place = Slot(left, baseline, left + high, baseline + high)
        mark = KindMark(place, plan.guess, hue, scene.theme)
        return scene.add_part(Group(label.put(x, baseline), mark), layer=Layer.GROUND)

    def _add_unit(self) -> tuple[Part, Part]:
        """One disc at work, lit; and its work on the point's numbers, below, in its colours.

        What goes in is as the point, weights are as lines, and the bias is as a disc.
        """
        plan, scene, theme, size = self.plan, self.scene, self.scene.theme, WORK * SIZES.formula
        (weights, biases), *_ = plan.problem.layers(plan.run.theta[0])
        of, hue = plan.worked, self.drawing.hues[0]
        lit = scene.add_part(OneUnit(self.drawing, of, hue), layer=Layer.GROUND)

        told = self._told_number
        terms = [
            f"{told(float(given), hue)} dot {told(float(weight), theme.other)}"
            for given, weight in zip(plan.signals[0], weights[:, of], strict=True)
        ]
        terms.append(told(float(biases[of]), theme.quiet))
        gives = told(float(plan.signals[1][of]), hue)
        foot = self.wide_foot[0] if self.upright else self._whole_foot
        make = partial(formula, colour=theme.text)
        text = f"$tanh({' + '.join(terms)}) approx {gives}$"
        (label,) = fitted(text, foot.width, 1, size, make)
        if self.upright:
            label.put(foot.left, self.line(foot))
        else:
            label.put(foot.right, self.line(foot), "right")
        return lit, scene.add_part(label, layer=Layer.GROUND)

    def _add_counts(self) -> tuple[Part, Part]:
        """How many weights each layer has, below these, and how many biases, below their discs.

        They are the terms of one sum, which comes after them.  In a column they have the foot of
        both columns.
        """
        size, theme = self._sum_size, self.scene.theme
        plus = partial(words, "+", PLUS * size, theme.quiet)
        make = partial(words, size=size, colour=theme.text, weight="semibold")
        layers = [
            [plus(), make(f"{weights.size}"), plus(), make(f"{weights.shape[1]}")]
            for weights in self._layers(self.plan.run.theta[0])
        ]
        layers[0] = layers[0][1:]
        if self.upright:
            self._put_in_line(layers, self.wide_foot[0])
        else:
            lowest = min(float(layer[:, 1].min()) for layer in self.drawing.places)
            self._put_below(layers, lowest - self.drawing.unit - (BENEATH + HIGH) * size)
        terms = Group(*(label for labels in layers for label in labels))
        add = partial(self.scene.add_part, layer=Layer.GROUND)
        return add(terms), add(self._total)

    def _add_each(self) -> Part:
        """What is counted: above the network, or in a column below the counts."""
        scene, slot = self.scene, self.wide_foot[1] if self.upright else self.beside
        baseline = self.line(slot) if self.upright else slot.top - HEAD + OVER
        make, size = partial(words, colour=scene.theme.text), max(self.size, SIZES.name)
        (label,) = fitted(scene.say("network.each"), slot.width, 1, size, make)
        return scene.add_part(label.put(slot.left, baseline), layer=Layer.GROUND)

    def _put_below(self, layers: Sequence[Sequence[Label]], baseline: float) -> None:
        """Each term below what it counts, and signs midway between them."""
        every = [label for labels in layers for label in labels]
        terms, signs = every[::2], every[1::2]
        columns = [float(layer[0, 0]) for layer in self.drawing.places]
        places = [x for pair in pairwise(columns) for x in (sum(pair) / 2, pair[1])]
        for term, x in zip(terms, places, strict=True):
            term.put(x, baseline, "centre")
        for sign, (before, after) in zip(signs, pairwise(terms), strict=True):
            middle = float(before.get_right()[0] + after.get_left()[0]) / 2
            sign.put(middle, baseline, "centre")
        x = float(terms[-1].get_right()[0]) + self._total.size / 3
        self._total.put(min(x, self.beside.right - float(self._total.width)), baseline)

    def _put_in_line(self, layers: Sequence[Sequence[Label]], slot: Slot) -> None:
        """One after another, from the left end of a slot on."""
        left, gap, baseline = slot.left, self._total.size / 3, self.line(slot)
        for label in [label for labels in layers for label in labels] + [self._total]:
            label.put(left, baseline)
            left += float(label.width) + gap

    def _add_plane(self) -> Runner:
        """The path from above, over the cost on the plane in which it moves most."""
        plan, scene, theme, slot = self.plan, self.scene, self.scene.theme, self.beside
        area = self._view(slot)
        named = [float(line.width) for lines in self._label_ways(area) for line in lines]
        aside = max(named) + OVER if scene.layout.beside else 0.0
        wider = 0.0 if scene.layout.narrow else scene.layout.gap
        ground = area.inset(left=HEIGHT_ROOM - wider, right=aside)
        heights = Sampled(*plan.heights)
        middle, half = plan.extent
        domain = fit_domain(heights.loss, middle, half, RELIEF)
        self.map = Surface3D(
            heights.loss, heights.gradient, domain, ground, theme, float(scene.layout.contours),
            sun=SUN_ASIDE - 90.0,
        )  # fmt: skip
        view = self.map.fitted(*self._eye_on_plane(domain, heights.loss), slot=ground)
        self.map.look(view)
        self.map_part = scene.add_part(self.map, lambda _: view, layer=Layer.GROUND)
        height = self._add_height(domain, heights.loss, view)
        unit = area.height / 2 / domain.radius
        runner = Runner(scene, ON_PLANE, plan.on_plane, self.map, unit, theme.mini_batch)
        runner.add_trail()
        runner.trail.style = replace(runner.trail.style, lively=plan.run.steps, dotted=self.dotted)
        runner.add_ball()
        start = float(plan.on_plane.loss[0])
        ring = Mark(self.map, plan.on_plane.theta[0], start, theme.text, theme, ring=True)
        begin = scene.add_part(ring, layer=Layer.GROUND)
        called = self._words("plane", count=plan.problem.dimension)
        told = *self._tell_way(), self._name_plane(area), height
        self.plane = (self._heading(slot, called), self.map_part, begin, *runner.parts, *told)
        return runner

    def _eye_on_plane(self, domain: Domain, loss: Callable[[Array], Array]) -> tuple[float, float]:
        """Azimuth and elevation from which all of the path is seen, as low as can be."""
        path = few(self.plan.on_plane.theta)
        return next(
            (azimuth, elevation)
            for elevation, azimuth in product(ELEVATIONS, AZIMUTHS)
            if elevation == ELEVATIONS[-1]
            or not behind_ridge(loss, domain, View(azimuth, elevation), path).any()
        )

    @property
    def dotted(self) -> int:
        """How many steps of the path lie between two of its dots."""
        return max(1, self.plan.run.steps // LANDINGS)

    def _label_ways(self, area: Slot) -> tuple[list[Label], list[Label]]:
        """What the two directions are in which the path moves most.

        A tall frame has them beside the slab, the first one in two lines.
        """
        scene, beside = self.scene, bool(self.scene.layout.beside)
        size = SIZES.label if self.upright else SIZES.caption
        make, room = partial(formula, colour=scene.theme.text), area.width - 2 * OVER - size
        most = ASIDE * room if beside else room
        along, across = (
            fitted(scene.say(f"network.{key}"), most, lines, size, make)
            for key, lines in (("along", 1 + beside), ("across", 1))
        )  # fmt: skip
        for label in (*along, *across):
            label.cased(scene.theme.casing)
        return along, across

    def _name_plane(self, area: Slot) -> Part:
        """Where its axes go, at their ends."""
        along, (up,) = self._label_ways(area)
        for line, label in enumerate(reversed(along)):
            baseline = area.bottom + OVER + line * LEADING * label.size
            label.put(area.right - OVER, baseline, "right")
        baseline = area.top - 1.2 * up.size
        if self.scene.layout.beside:
            up.put(area.right - OVER, baseline, "right")
        else:
            up.put(area.left + OVER, baseline)
        return self.scene.add_part(Group(*along, up), layer=Layer.NAMES)

    def _add_height(self, domain: Domain, loss: Callable[[Array], Array], view: View) -> Part:
        """What is upwards on the plane: an arrow left of it, from its foot to its full height."""
        theme = self.scene.theme
        around = body.rim(loss, domain)
        seen = view.project(around)
        edge = around[int(seen[:, 0].argmin())] * [1.0, 1.0, 0.0]
        foot, top = view.project(np.stack([edge, edge + np.array([0.0, 0.0, domain.height])]))[
            :, :2
        ]
        x = float(seen[:, 0].min()) - BESIDE
        arrow = StraightArrow(theme.text, theme)
        arrow.show(np.array([x, foot[1]]), np.array([x, top[1]]))
        label = formula("$J$", SIZES.label if self.upright else SIZES.caption, theme.text)
        label.put(x - OVER / 2, float(top[1]) - HIGH * label.size, "right")
        return self.scene.add_part(Group(arrow, label), layer=Layer.NAMES)

    def _tell_way(self) -> tuple[Part, Part]:
        """The share of the movement that is in the plane, below it; and the cost at the ball.

        That is below the points, or below the share where both have a row as wide as both views.
        """
        scene, foot, tint = self.scene, self.below(self.beside), self.scene.theme.mini_batch
        first, last = self.wide_foot if self.upright else (foot, self.below(self.points))
        make = partial(words, colour=scene.theme.text)
        told = scene.say("network.moved", share=scene.plan.values["share"])
        (share,) = fitted(told, first.width, 1, self.told_size, make)
        share.put(first.left, self.line(first))
        room = last.width - NUMBER * self.told_size
        make = partial(formula, colour=tint)
        (name,) = fitted(scene.say("network.cost_told"), room, 1, self.told_size, make)
        return scene.add_part(share), self._add_cost(name, self.plan.on_plane.loss, tint, last)
