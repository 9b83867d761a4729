"""The summary as pictures with a heading each, of which beats show one after another."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.log_range import log_ticks
from scenes.components.path.dashes import Dashes
from scenes.components.pieces import Pieces
from scenes.components.plot.axes import Axes
from scenes.components.readout import Count
from scenes.components.text.digits import Digits
from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.cycle import Station
from scenes.parts.data_inset import quantity
from scenes.parts.rate_sweep import cost_span
from scenes.parts.size_map import WalkMap, extract
from scenes.parts.small_bowl import SmallBowl
from scenes.parts.summary_slots import SummarySlots
from scenes.parts.tied_rule import Tie, TiedRule
from scenes.parts.word_cycle import Heading, WordCycle
from scenes.plans.mini_batch import ALL, FEW, KINDS, SINGLE
from scenes.plans.rates import LIMIT
from scenes.plans.summary import ON_BOWL, Plan
from scenes.plans.summary_pictures import FLAT, WRITTEN, pictures
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

HEAD = 0.42
"""Room for the heading above a picture."""
CYCLE = 0.6
"""The same above the cycle."""
HEADINGS = SIZES.caption, SIZES.name, SIZES.label, SIZES.small
"""Sizes of headings, which are tried one after another; ingredients have one size."""
LARGEST = 1.4 * SIZES.caption
"""Of the name of an ingredient, where its picture is large."""
SIDE, TICKS = 0.32, 0.36
"""Room left of a map for the name of its axis, and below it for that and for numbers."""
UNDER = 0.04
"""From the lower edge of a picture to the baseline of these."""
ABOVE, END, BELOW = 0.4, 0.3, 0.92
"""Of an ingredient, room above its picture and right of it for the names of its axes, and below it
for one of these and for its heading."""
UPWARDS, RIGHTWARDS = 0.14, 0.32
"""From its picture up to the name of the axis that goes up, and down to that of the other."""
INGREDIENTS = ("parameters", "rate", "cost")
"""In the order of their symbols in the rule."""
SYMBOLS = {"parameters": "theta", "rate": "alpha", "cost": "J"}
"""How they are written."""
MAP = "w", "b"
"""The axes of maps."""
EDGE = 0.16
"""Room between walks and the sides of maps."""
PALEST = 0.36
"""Of the colours of heights, those that maps have: they are of less weight than the rule."""
APART = 0.4
"""Between the name of an ingredient and its symbol, in em."""
TIED = 0.45
"""From the baseline of an ingredient's symbol to its tie, in em."""
SWEPT = 2.2
"""Seconds in which the curve of the limit is drawn."""
ABOVE_RATES, END_OF_RATES = 1.5, 0.36
"""Above the limit of the learning rate, in em, and right of it, room for the names of its axes."""
POWERS, POWER = 4, 2.2
"""How many powers of ten are beside that curve, about, and room for them, in em."""
BELOW_RATES, BEFORE = 1.3, 0.8
"""Below the numbers of the rates, room for what they are, in em; and before the limit, from what is
written of it."""
LETTERS = SIZES.caption
"""Size of the letters of axes."""
DECIMALS, EQUALS, DIGITS = 2, 0.35, 2.8
"""Of the ball's cost; and room before that and for it, behind its symbol, in em."""
OFF = 0.22
"""From where a step begins to what is written of it, at least: a ball lies there."""
SLASH = r"\/"
"""A stroke between letters in a line, which is no fraction."""


@dataclass(frozen=True)
class Ingredient:
    """Its name, and its picture with what belongs to that."""

    name: Part
    picture: tuple[Part, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return self.name, *self.picture


class SummaryPage:
    """The rule with its ingredients, the cycle, kinds, and the limit of the learning rate.

    Args:
        scene: the scene it belongs to.
        plan: whose pictures these are.
        slots: where each part is by turns.
        turns: how often a light has gone round the cycle at a frame.
    """

    def __init__(
        self,
        scene: AnyScene,
        plan: Plan,
        slots: SummarySlots,
        turns: Callable[[int], float],
    ) -> None:
        self.scene, self.plan = scene, plan
        say, theme = scene.say, scene.theme
        told = {
            key: say(f"poster.{key}")
            for key in ("station_cost", "station_gradient", "station_update", "until")
        }
        drawn = pictures(plan.shown, told)
        self._pictures = {name: [*drawn[name]] for name in ("parameters", "rate")}
        tints = {"cost": theme.text, "gradient": theme.gradient, "update": theme.batch}
        self.stations = [Station(told[f"station_{key}"], tint) for key, tint in tints.items()]
        hues = {SINGLE: theme.stochastic, FEW: theme.mini_batch, ALL: theme.batch}
        self.places = [Gliding(each) for each in zip(*slots.ingredients, strict=True)]
        """Where the ingredients are."""
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
        self.rule_place, self.cycle_place = Gliding(slots.rule), Gliding(slots.cycle)
        tied = TiedRule(scene, self.rule_place, self._ties())
        self.rule, self.ties = tied.part, tied.ties
        self.cycle = self._add_cycle(self.cycle_place, turns)
        self.kinds = [
            self._add_walk(slot, kind, hues[kind])
            for slot, kind in zip(slots.kinds, KINDS, strict=True)
        ]
        self.swept = Animated(0.0)
        """Up to which share of the rates the curve of the limit is there."""
        self.limit = self._add_limit(slots.limit)

    def _colours(self) -> dict[str, str]:
        """Of the ingredients, as their symbols have them."""
        theme = self.scene.theme
        return {"parameters": theme.text, "rate": theme.rate, "cost": theme.text}

    def _named(self) -> dict[str, tuple[Label, Label]]:
        """Names of the ingredients and how they are written, in the largest size that all fit."""
        most = [min(slot.width for slot in place.slots) for place in self.places]
        for size in HEADINGS:
            named = {
                key: (
                    words(self.scene.say(f"poster.{key}"), size, colour, "semibold"),
                    formula(f"${SYMBOLS[key]}$", size, colour),
                )
                for key, colour in self._colours().items()
            }
            widths = [
                sum(float(each.width) for each in pair) + DIGITS * size * (key == "cost")
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

    def _ties(self) -> list[Tie]:
        """From below the names of the ingredients to the rule."""

        def begin(key: str, place: Gliding, frame: int) -> tuple[float, float, float]:
            left, then, baseline, size = self._name_at(key, place, frame)
            return left, then + self._widths[key][1] * size / 2, baseline - TIED * size

        return [
            Tie(partial(begin, key, place), colour)
            for (key, colour), place in zip(self._colours().items(), self.places, strict=True)
        ]

    def _picture(self, slot: Slot) -> Slot:
        """Of an ingredient's cell, what its picture fills."""
        return slot.inset(top=ABOVE, right=END, bottom=BELOW)

    def _map(self, slot: Slot) -> Slot:
        """The same of a kind's cell."""
        return slot.inset(top=HEAD, left=SIDE, bottom=TICKS)

    def _heading(self, place: Gliding, key: str, colour: str) -> Part:
        """The heading of a picture, in the largest size in which there is room for it."""
        most = min(slot.width for slot in place.slots)
        text = self.scene.say(f"poster.{key}")
        labels = [words(text, size, colour, "semibold") for size in HEADINGS]
        label = next((each for each in labels if float(each.width) <= most), labels[-1])

        def head(frame: int) -> Hashable:
            slot = place.at(frame)
            label.put(slot.left, slot.top - HEAD + SIZES.label / 2)
            return slot

        return self.scene.add_part(label, head, layer=Layer.NAMES)

    def _add_level(self, place: Gliding) -> Part:
        """At the end of the lowest number line what it is a line of."""
        name = formula("$w$", LETTERS, self.scene.theme.quiet)

        def put(frame: int) -> Hashable:
            slot = place.at(frame)
            picture = self._picture(slot)
            level = picture.top - FLAT * picture.height
            name.put(slot.right, level - LETTERS / 6, "right")
            return slot

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
        """Before the number lines of an ingredient, if it has some, what stands at them."""
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
            for label, piece in zip(labels, each, strict=True):
                x, y = piece["at"]
                baseline = picture.top - y * picture.height - size / 4
                away = -aside if piece["align"] == "right" else aside
                label.put(picture.left + x * picture.width + away, baseline, piece["align"])
            return picture

        return (self.scene.add_part(Group(*labels), put, layer=Layer.GROUND),)

    def _add_height(self, place: Gliding) -> Part:
        """Behind the symbol of the cost, what it is where the ball is."""
        scene, track = self.scene, self.scene.table[ON_BOWL]
        _, symbol = self._names["cost"]
        texts = [
            f"= {scene.say.numerals.placed(float(cost), DECIMALS)}" for cost in self.plan.run.loss
        ]
        height = Digits(symbol.size, scene.theme.text)

        def tell(frame: int) -> Hashable:
            _, left, baseline, size = self._name_at("cost", place, frame)
            left += (self._widths["cost"][1] + EQUALS) * size
            text = texts[int(track.step[frame])]
            height.size = size
            height.show(text, left, baseline)
            return left, baseline, size, text

        return scene.add_part(height, tell, layer=Layer.GROUND)

    def _map_axes(self, slot: Slot) -> Part:
        """What the axes of a map are, below its end and left of it."""
        size, tint = LETTERS, self.scene.theme.quiet
        across, up = (formula(f"${name}$", size, tint) for name in MAP)
        across.put(slot.right, slot.bottom + UNDER, "right")
        up.put(slot.left, self._map(slot).top - 0.9 * size)
        return self.scene.add_part(Group(across, up), layer=Layer.GROUND)

    def _add_ingredient(self, place: Gliding, key: str) -> Ingredient:
        """A picture that may glide, and its name below it; the ball in the bowl takes steps."""
        name = self._add_name(place, key)
        if key == "cost":
            bowl = SmallBowl(self.scene, lambda frame: self._picture(place.at(frame)))
            return Ingredient(name, (bowl.part, *bowl.told, self._add_height(place)))
        drawing, track = (
            Pieces(self._pictures[key], place.slots[0], self.scene.theme),
            self.scene.table[ON_BOWL],
        )

        def draw(frame: int) -> Hashable:
            drawing.slot = self._picture(place.at(frame))
            drawing.show(float(track.step[frame] + track.phase[frame]))
            return drawing.slot, drawing.until

        axes = self._add_level(place) if key == "rate" else self._add_quantities(place)
        picture = self.scene.add_part(drawing, draw, layer=Layer.GROUND)
        return Ingredient(name, (picture, axes, *self._add_written(place, key)))

    def _add_cycle(self, place: Gliding, turns: Callable[[int], float]) -> tuple[Part, ...]:
        """A heading; the stations with arrows between them, and a light on these."""
        heading = self._heading(place, "cycle", self.scene.theme.text)
        beside = Heading(CYCLE, float(heading.mobject.width) + SIZES.title, HEAD - SIZES.label / 2)
        until = self.scene.say("poster.until")
        cycle = WordCycle(self.scene, place, beside, self.stations, until, turns)
        return heading, cycle.arrows, cycle.light, cycle.words

    def _count_looks(self, slot: Slot, walked: WalkMap) -> Part:
        """Below a map, how many looks its walk has had: as many as the others."""
        scene, clock = self.scene, self.scene.table[SINGLE]
        say = scene.say
        count = Count(say.forms("counts.looks"), self._small, scene.theme.text, say.numerals)
        left = slot.left + SIDE * (not scene.layout.narrow)

        def tell(frame: int) -> Hashable:
            looks = walked.runner.looks(frame, int(clock.step[frame]))
            count.show(looks, left, slot.bottom + UNDER)
            return looks

        return scene.add_part(count, tell, layer=Layer.GROUND)

    def _add_walk(self, slot: Slot, kind: str, colour: str) -> tuple[Part, ...]:
        """A map on which the path grows with the table, and its looks are counted."""
        kinds, area = self.plan.shown.kinds, self._map(slot)
        shown = extract(kinds, area, EDGE)
        walked = WalkMap(self.scene, kinds, area, kind, shown, thin=True, palest=PALEST)
        heading = self._heading(Gliding([slot]), kind, colour)
        axes = self._map_axes(slot)
        return heading, axes, *walked.parts, self._count_looks(slot, walked)

    def _add_limit(self, slot: Slot) -> tuple[Part, ...]:
        """The cost over the rate, as it was drawn before; 0, 1/L and 2/L below its axis.

        It is there up to a share of the rates at each frame, with powers of ten beside it.
        """
        scene, theme, rates = self.scene, self.scene.theme, self.plan.shown.rates
        size = SIZES.small if scene.layout.narrow else SIZES.name
        most, span = float(rates.swept[-1]), cost_span(rates, [*rates.walks])
        area = self._map(slot).inset(
            top=ABOVE_RATES * SIZES.name, right=END_OF_RATES,
            left=POWER * size, bottom=BELOW_RATES * size,
        )  # fmt: skip
        axes = Axes(
            area, (0.0, most), span, theme, scene.say.numerals,
            log_y=True, x_ticks=(0.0, 1.0, LIMIT), size=size, y_ticks=log_ticks(*span, POWERS),
        )  # fmt: skip
        wall = Dashes(theme.text)
        curve, beyond = (
            Dashes(tint, STROKES.curve, dash=0) for tint in (theme.text, theme.rates[-1])
        )
        x, costs = _within(rates.swept, rates.costs, *span)
        wall.show(axes.at(np.full(2, LIMIT), np.array(span)))

        def draw(frame: int) -> Hashable:
            end = self.swept.at(frame) * most
            for line, low, high in ((curve, 0.0, min(end, LIMIT)), (beyond, LIMIT, end)):
                ends = min(low, x[-1]), min(max(high, low), x[-1])
                some = np.concatenate([ends[:1], x[(x > ends[0]) & (x < ends[1])], ends[1:]])
                line.show(axes.at(some, np.exp(np.interp(some, x, np.log(costs)))))
            return end

        grown = scene.add_part(Group(beyond, curve), draw)
        numbers = axes.x_numbers(["0", "1/L", "2/L"]), axes.y_numbers()
        told = scene.add_part(Group(wall, *numbers))
        frame = scene.add_part(axes), self._add_rate_names(slot, axes, size)
        return self._heading(Gliding([slot]), "wall", theme.text), *frame, grown, told

    def _add_rate_names(self, slot: Slot, axes: Axes, size: float) -> Part:
        """What is to the right and up; and before the limit, above the curve, what L is."""
        narrow = self.scene.layout.narrow
        say, area, make = self.scene.say, axes.slot, partial(formula, colour=self.scene.theme.quiet)
        above = make(say("axes.excess_after", count=self.plan.shown.rates.asked.steps), size=size)
        across = make(f"{say('poster.rate')} $alpha$", size=size)
        wall = float(axes.at(np.array([LIMIT]), np.array([1.0]))[0, 0]) - BEFORE * size
        (bend,) = fitted(
            say("summary.curvature"), wall - area.left, 1, max(size, LETTERS * (not narrow)),
            partial(formula, colour=self.scene.theme.text),
        )  # fmt: skip
        names = Group(
            above.put(area.left, area.top + size / 2),
            across.put(slot.right, slot.bottom + UNDER, "right"),
            bend.cased(self.scene.theme.casing).put(wall, area.top - size, "right"),
        )
        return self.scene.add_part(names, layer=Layer.GROUND)


def _within(rates: Array, costs: Array, low: float, high: float) -> tuple[Array, Array]:
    """A curve (n,) from the left, no lower than the one value, until it rises above the other."""
    costs = np.maximum(costs, low)
    beyond = np.flatnonzero(~(costs <= high))
    if not len(beyond) or not beyond[0]:
        return rates, costs
    stop = int(beyond[0])
    before, after = np.log(costs[stop - 1]), np.log(np.nan_to_num(costs[stop], nan=np.inf))
    share = float((np.log(high) - before) / (after - before))
    last = rates[stop - 1] + share * (rates[stop] - rates[stop - 1])
    return np.append(rates[:stop], last), np.append(costs[:stop], high)
