"""The summary as pictures with a heading each, of which beats show one after another."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial

from manim import Group

from scenes.components.pieces import Pieces
from scenes.components.readout import Count
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.cloud_view import told_width
from scenes.parts.cycle import Cycle, Station, lit_by
from scenes.parts.data_inset import quantity
from scenes.parts.named_rule import NamedRule, fitted_rule
from scenes.parts.new_costs import NewCosts
from scenes.parts.rate_sweep import RateSweep, rate_colours
from scenes.parts.size_map import WalkMap, add_axes, extract
from scenes.parts.small_bowl import SmallBowl
from scenes.parts.small_valleys import SmallValleys
from scenes.parts.summary_slots import SummarySlots
from scenes.plans.mini_batch import ALL, FEW, KINDS, SINGLE
from scenes.plans.samples import squared
from scenes.plans.summary import ON_BOWL, Plan
from scenes.plans.summary_pictures import BENEATH, WRITTEN, steps_on_a_cut, turned
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

HEAD = 0.42
"""Room for the heading above a picture."""
HEADINGS = SIZES.caption, SIZES.name, SIZES.label, SIZES.small
"""Sizes of headings, which are tried one after another; ingredients have one size."""
LARGEST = 1.4 * SIZES.caption
"""Of the name of an ingredient, where its picture is large."""
COUNTED = 1.6
"""Room below a map for the count of its looks, in em of that."""
UNDER = 0.04
"""From the lower edge of a picture to the baseline of these."""
ABOVE, END, BELOW = 0.4, 0.3, 0.92
"""Of an ingredient, room above its picture and right of it for the names of its axes, and below it
for one of these and for its heading."""
UPWARDS, RIGHTWARDS = 0.14, 0.32
"""From its picture up to the name of the axis that goes up, and down to that of the other."""
INGREDIENTS = ("parameters", "cost", "rate")
"""In the order in which the film has come to them."""
COST = INGREDIENTS.index("cost")
"""Whose place that of the cost is."""
IN_RULE = "parameters", "rate", "cost"
"""In the order of their symbols in the rule."""
ASPECT = 1.5
"""Width of a picture below the rule, in its height."""
SYMBOLS = {"parameters": "theta = (w, b)", "rate": "alpha", "cost": "J"}
"""How they are written."""
FOOT = 1.75
"""Of the limit, room below its plot for what L is, in em."""
EDGE = 0.16
"""Room between walks and the sides of maps."""
PALEST = 0.36
"""Of the colours of heights, those that maps have: they are of less weight than the rule."""
APART = 0.4
"""Between the name of an ingredient and its symbol, in em."""
FIGURES, DECIMALS = 3, 6
"""Of the first cost of the ball, and the most decimals."""
EQUALS, UNIT = 0.35, 0.25
"""Room before the cost of the ball, behind its symbol, and before its unit, in em."""
OFF = 0.26
"""From where a step ends to what is written of it, at least: a ball lies there."""
AWAY = {"left": (1.0, 0.0), "centre": (0.0, 1.0), "right": (-1.0, 0.0)}
"""In which direction that is, across and down, by the end that is put there."""
SLASH = r"\/"
"""A stroke between letters in a line, which is no fraction."""


@dataclass(frozen=True)
class Ingredient:
    """What is said of it, and its picture with what belongs to that."""

    told: tuple[Part, ...]
    """The name, and what is behind that."""
    picture: tuple[Part, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return *self.told, *self.picture


class SummaryPage:
    """The rule with its ingredients, the cycle, kinds, and the limit of the learning rate.

    Args:
        scene: the scene it belongs to.
        plan: whose pictures these are.
        slots: where each part is by turns.
        turns: how often a light has gone round the cycle at a frame, and its tail.
    """

    def __init__(
        self,
        scene: AnyScene,
        plan: Plan,
        slots: SummarySlots,
        turns: Callable[[int], tuple[float, float]],
    ) -> None:
        self.scene, self.plan, theme = scene, plan, scene.theme
        self._pictures = {
            "parameters": [*turned(plan.shown.line)], "rate": [*steps_on_a_cut(plan.shown.line)]
        }  # fmt: skip
        hues = {SINGLE: theme.stochastic, FEW: theme.mini_batch, ALL: theme.batch}
        self.cycle = self._add_cycle(slots.cycle, turns)
        inner = self._cell(self.cycle.inner)
        _, beside = slots.found
        below = [slots.small[IN_RULE.index(key)] for key in INGREDIENTS]
        self.places = [
            Gliding([alone, *([inner, beside] if key == "cost" else []), self._small_cell(small)])
            for key, alone, small in zip(INGREDIENTS, slots.ingredients, below, strict=True)
        ]
        """Where the ingredients are; the bowl goes into the ring, and stands beside the line; last,
        where they are below the rule."""
        self._costs = self._told_costs()
        unit = squared(plan.data.y_unit).strip()
        self._cost_unit = words(unit, SIZES.name, theme.text)
        """What they are told in."""
        self._names = self._named()
        self._widths = {
            key: tuple(float(each.width) / each.size for each in pair)
            for key, pair in self._names.items()
        }
        """Of these, in em."""
        self.ingredients = [
            self._add_ingredient(place, key)
            for place, key in zip(self.places, INGREDIENTS, strict=True)
        ]
        beside, alone = slots.rule
        self.rule = self._add_rule(beside)
        self.named = NamedRule(scene, alone)
        """The rule alone, with what its symbols are called."""
        self.kinds = [
            self._add_walk(slot, kind, hues[kind])
            for slot, kind in zip(slots.kinds, KINDS, strict=True)
        ]
        self.sweep, self.curvature = self._add_limit(slots.limit)
        valleys, costs = slots.beyond
        self.valleys = SmallValleys(scene, plan.valleys, valleys)
        self.costs = NewCosts(scene, plan.network, costs)

    def _add_cycle(self, slot: Slot, turns: Callable[[int], tuple[float, float]]) -> Cycle:
        """The ring of stations, each lit as the light comes by; the bowl goes into it."""
        say, theme = self.scene.say, self.scene.theme
        tints = {"cost": theme.text, "gradient": theme.gradient, "update": theme.batch}
        each = [Station(say(f"cycle.{key}"), tint) for key, tint in tints.items()]
        cycle = Cycle(
            self.scene, slot, each, lambda frame: lit_by(*turns(frame), len(each)), turns
        )  # fmt: skip
        cycle.drawn.first = float(len(each))
        for station in cycle.there:
            station.first = 1.0
        return cycle

    @property
    def bowl(self) -> tuple[Part, ...]:
        """The picture of the cost."""
        return self.ingredients[COST].picture

    @property
    def small(self) -> list[Part]:
        """What stands of the ingredients below the rule: pictures alone, without words."""
        others = (each for k, each in enumerate(self.ingredients) if k != COST)
        return [*self.bowl, *(each.picture[0] for each in others)]

    def _add_rule(self, slot: Slot) -> Part:
        """As large as its slot, in the middle of that."""
        rule = fitted_rule(self.scene, slot, math.inf)
        return self.scene.add_part(rule, layer=Layer.GROUND)

    def _add_limit(self, slot: Slot) -> tuple[RateSweep, Part]:
        """The cost over the rate with the four rates on it, as it was drawn before; what L is."""
        rates, theme = self.plan.shown.rates, self.scene.theme
        foot = SIZES.small if self.scene.layout.narrow else SIZES.name
        sweep = RateSweep(
            self.scene, slot.inset(bottom=FOOT * foot), rate_colours(rates, theme), rates
        )  # fmt: skip
        return sweep, self._add_curvature(slot)

    def _colours(self) -> dict[str, str]:
        """Of the ingredients, as their symbols have them."""
        theme = self.scene.theme
        return {"parameters": theme.text, "rate": theme.rate, "cost": theme.text}

    def _named(self) -> dict[str, tuple[Label, Label]]:
        """Names of the ingredients and how they are written, in the largest size that all fit."""
        most = [min(slot.width for slot in place.slots) for place in self.places]
        unit = self._cost_unit
        behind = EQUALS + UNIT + float(unit.width) / unit.size
        behind += max(width_of(each, 1.0) for each in self._costs)
        for size in HEADINGS:
            named = {
                key: (
                    words(self.scene.say(f"poster.{key}"), size, colour, "semibold"),
                    formula(f"${SYMBOLS[key]}$", size, colour),
                )
                for key, colour in self._colours().items()
            }
            widths = [
                sum(float(each.width) for each in pair) + behind * size * (key == "cost")
                for key, pair in named.items()
            ]
            if all(each + APART * size <= room for each, room in zip(widths, most, strict=True)):
                break
        return named

    def _name_at(self, key: str, place: Gliding, frame: int) -> tuple[float, float, float, float]:
        """Of an ingredient's name: left end, where its symbol begins, baseline, and size.

        All have one size, and are larger where there is more room.
        """
        slot, (name, _) = place.at(frame), self._names[key]
        least = min(slot.width for slot in place.slots)
        room = min(place.at(frame).width for place in self.places)
        size = min(LARGEST, name.size * max(1.0, room / least))
        then = slot.left + (self._widths[key][0] + APART) * size
        return slot.left, then, slot.bottom + UNDER, size

    def _add_name(self, place: Gliding, key: str) -> Part:
        """Below an ingredient what it is called, and how it is written."""
        name, symbol = self._names[key]

        def put(frame: int) -> Hashable:
            left, then, baseline, size = self._name_at(key, place, frame)
            name.sized(size, left, baseline)
            symbol.sized(size, then, baseline)
            return left, baseline, size

        return self.scene.add_part(Group(name, symbol), put, layer=Layer.NAMES)

    def _picture(self, slot: Slot) -> Slot:
        """Of an ingredient's cell, what its picture fills."""
        return slot.inset(top=ABOVE, right=END, bottom=BELOW)

    def _cell(self, picture: Slot) -> Slot:
        """The cell of a picture that fills this."""
        return picture.inset(top=-ABOVE, right=-END, bottom=-BELOW)

    def _small_cell(self, slot: Slot) -> Slot:
        """The cell of a picture in the middle of this."""
        across = max(0.0, slot.width - ASPECT * slot.height) / 2
        up = max(0.0, slot.height - slot.width / ASPECT) / 2
        return self._cell(slot.inset(left=across, bottom=up, right=across, top=up))

    def _map(self, slot: Slot) -> Slot:
        """The same of a kind's cell."""
        lower = LEADING * self._counted * (self._noise(slot, ALL) is None)
        return slot.inset(top=HEAD, bottom=COUNTED * self._counted + lower)

    def _heading(self, slot: Slot, kind: str, colour: str) -> Part:
        """The name of a kind and, if there is room, its noise: how wide its cloud of arrows is."""
        baseline = slot.top - HEAD + SIZES.label / 2
        name, noise = self._kind(slot, kind, colour), self._noise(slot, kind)
        name.put(slot.left, baseline)
        if noise is None:
            return self.scene.add_part(name, layer=Layer.NAMES)
        noise.put(slot.right, baseline, "right")
        return self.scene.add_part(Group(name, noise), layer=Layer.NAMES)

    def _kind(self, slot: Slot, kind: str, colour: str) -> Label:
        text = self.scene.say(f"poster.{kind}")
        labels = [words(text, size, colour, "semibold") for size in HEADINGS]
        return next((each for each in labels if float(each.width) <= slot.width), labels[-1])

    def _noise(self, slot: Slot, kind: str) -> Label | None:
        """In the largest size in which all have room beside their names, if there is one."""
        names = [self._kind(slot, each, self.scene.theme.text) for each in KINDS]
        for size in HEADINGS:
            each = {one: words(self._noise_told(one), size, self.scene.theme.text) for one in KINDS}
            pairs = zip(names, each.values(), strict=True)
            wide = [float(name.width) + name.size + float(noise.width) for name, noise in pairs]
            if max(wide) <= slot.width:
                return each[kind]
        return None

    def _noise_told(self, kind: str) -> str:
        kinds = self.plan.shown.kinds
        share = told_width(self.scene, kinds, kinds.sizes[kind])
        return str(self.scene.say("summary.noise", share=share))

    def _noise_below(self, slot: Slot, kind: str) -> list[Label]:
        """Where there is no room for it beside the names, the noise below the count of steps."""
        if self._noise(slot, kind) is not None:
            return []
        told = words(self._noise_told(kind), self._counted, self.scene.theme.text)
        return [told.put(slot.left, slot.bottom + UNDER)]

    def _add_height_name(self, place: Gliding) -> Part:
        """Above a cut through the bowl, what goes up there."""
        name = formula(self.scene.say("slope.cost"), self._small, self.scene.theme.quiet)

        def put(frame: int) -> Hashable:
            picture = self._picture(place.at(frame))
            name.put(picture.left, picture.top + UPWARDS)
            return picture

        return self.scene.add_part(name, put, layer=Layer.GROUND)

    def _quantity(self, name: str, unit: str, letter: str) -> list[Label]:
        """What an axis shows: in full, its unit alone, and a letter, for where there is no room."""
        size, hue = self._small, self.scene.theme.quiet
        texts = [quantity(self.scene, name, unit), *([unit] if unit else [])]
        return [*(words(text, size, hue) for text in texts), formula(f"${letter}$", size, hue)]

    def _add_quantities(self, place: Gliding) -> Part:
        """Above and below the data what they are, as much of it as has room."""
        data = self.plan.data
        up = self._quantity(data.y_name, data.y_unit, "y")
        across = self._quantity(data.x_name, data.x_unit, "x")
        least = 0.0 if self.scene.layout.narrow else min(slot.width for slot in place.slots)

        def put(frame: int) -> Hashable:
            slot = place.at(frame)
            picture = self._picture(slot)
            most = least or slot.width
            for labels in (up, across):
                fitting = [float(each.width) <= most for each in labels]
                for label, shown in zip(labels, fitting, strict=True):
                    label.fade(float(shown and label is labels[fitting.index(True)]))
            for label in up:
                label.put(picture.left, picture.top + UPWARDS)
            for label in across:
                end = max(picture.right, slot.left + float(label.width))
                label.put(end, picture.bottom - RIGHTWARDS, "right")
            return slot

        return self.scene.add_part(Group(*up, *across), put, layer=Layer.GROUND)

    @property
    def _small(self) -> float:
        """Size of what stands at pictures."""
        return SIZES.small if self.scene.layout.narrow else SIZES.label

    def _add_written(self, place: Gliding, key: str) -> tuple[Part, ...]:
        """At the landings of an ingredient, if it has some, what stands there."""
        each = [piece for piece in self._pictures[key] if piece["kind"] == "text"]
        if not each:
            return ()
        theme = self.scene.theme
        size = SIZES.small if self.scene.layout.narrow else SIZES.name
        labels = [
            formula(f"${piece['text'].replace('/', SLASH)}$", size, getattr(theme, piece["colour"]))
            for piece in each
        ]

        def put(frame: int) -> Hashable:
            picture = self._picture(place.at(frame))
            aside = max(0.0, OFF - WRITTEN * picture.width)
            down = max(0.0, OFF - BENEATH * picture.height)
            for label, piece in zip(labels, each, strict=True):
                x, y = piece["at"]
                across, lower = AWAY[piece["align"]]
                baseline = picture.top - y * picture.height - size / 4 - lower * down
                label.put(
                    picture.left + x * picture.width + across * aside, baseline, piece["align"]
                )
            return picture

        return (self.scene.add_part(Group(*labels), put, layer=Layer.GROUND),)

    def _told_costs(self) -> list[str]:
        """The cost after each step in the unit of y squared, (steps + 1,), as it is written."""
        costs = self.plan.run.loss * self.plan.unit_cost
        decimals = FIGURES - 1 - math.floor(math.log10(float(costs[0])))
        placed = self.scene.say.numerals.placed
        return [f"= {placed(each, min(max(0, decimals), DECIMALS))}" for each in costs.tolist()]

    def _add_height(self, place: Gliding) -> Part:
        """Behind the symbol of the cost, what it is where the ball is."""
        scene, track, unit = self.scene, self.scene.table[ON_BOWL], self._cost_unit
        _, symbol = self._names["cost"]
        height = Digits(symbol.size, scene.theme.text)

        def tell(frame: int) -> Hashable:
            _, left, baseline, size = self._name_at("cost", place, frame)
            left += (self._widths["cost"][1] + EQUALS) * size
            text = self._costs[int(track.step[frame])]
            height.size = size
            height.show(text, left, baseline)
            unit.sized(size, left + width_of(text, size) + UNIT * size, baseline)
            return left, baseline, size, text

        return scene.add_part(Group(height, unit), tell, layer=Layer.GROUND)

    def _add_ingredient(self, place: Gliding, key: str) -> Ingredient:
        """A picture that may glide, and its name below it; the ball in the bowl takes steps."""
        name = self._add_name(place, key)
        if key == "cost":
            bowl = SmallBowl(self.scene, lambda frame: self._picture(place.at(frame)))
            return Ingredient((name, self._add_height(place)), (bowl.part, *bowl.told))
        drawing, track = (
            Pieces(self._pictures[key], place.slots[0], self.scene.theme),
            self.scene.table[ON_BOWL],
        )

        def draw(frame: int) -> Hashable:
            drawing.slot = self._picture(place.at(frame))
            drawing.show(float(track.step[frame] + track.phase[frame]))
            return drawing.slot, drawing.until

        axes = self._add_height_name(place) if key == "rate" else self._add_quantities(place)
        picture = self.scene.add_part(drawing, draw, layer=Layer.GROUND)
        return Ingredient((name,), (picture, axes, *self._add_written(place, key)))

    @property
    def _counted(self) -> float:
        """Size of counts of looks."""
        layout = self.scene.layout
        return (SIZES.name if layout.beside else SIZES.label) if layout.narrow else SIZES.caption

    def _count_of(self, key: str) -> Count:
        say = self.scene.say
        return Count(say.forms(f"counts.{key}"), self._counted, self.scene.theme.text, say.numerals)

    def _count(self, slot: Slot, walked: WalkMap) -> Part:
        """Below a map its steps and, if there is room, looks: as many as the others have."""
        clock, runner, baseline = self.scene.table[SINGLE], walked.runner, slot.bottom + UNDER
        steps, looks = self._count_of("steps"), self._count_of("looks")
        most = self.plan.shown.kinds.looks
        room = slot.width - steps.width_at(most) - looks.width_at(most) - self._counted
        left = slot.right - looks.width_at(most)

        def tell(frame: int) -> Hashable:
            now = runner.landed(frame), runner.looks(frame, int(clock.step[frame]))
            steps.show(now[0], slot.left, baseline)
            looks.show(now[1], left, baseline)
            return now

        shown = Group(steps, looks) if room >= 0.0 else Group(steps)
        return self.scene.add_part(shown, tell, layer=Layer.GROUND)

    def _add_walk(self, slot: Slot, kind: str, colour: str) -> tuple[Part, ...]:
        """A map on which the path grows with the table, and its looks are counted."""
        kinds, area = self.plan.shown.kinds, self._map(slot)
        shown = extract(kinds, area, EDGE)
        walked = WalkMap(self.scene, kinds, area, kind, shown, thin=True, palest=PALEST)
        heading = self._heading(slot, kind, colour)
        axes, noise = add_axes(self.scene, area), self._noise_below(slot, kind)
        counted = slot.inset(bottom=LEADING * self._counted * len(noise))
        below = [self.scene.add_part(each, layer=Layer.NAMES) for each in noise]
        return heading, *walked.parts, axes, self._count(counted, walked), *below

    def _add_curvature(self, slot: Slot) -> Part:
        """At the foot, what L is."""
        size = SIZES.small if self.scene.layout.narrow else SIZES.name
        (label,) = fitted(
            self.scene.say("summary.curvature"), slot.width, 1, size,
            partial(formula, colour=self.scene.theme.text),
        )  # fmt: skip
        label.put(slot.right, slot.bottom + UNDER + size / 4, "right")
        return self.scene.add_part(label, layer=Layer.NAMES)
