"""Beside lanes of a race of rules: their names and rates, and what each has left at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from manim import Group

from scenes.components.plate import Plate
from scenes.components.text.label import Label, formula, tint, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.numerals import Numerals
from scenes.parts.rule_slots import LaneSlots
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import ADAPTIVE, RULES
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES
from scenes.wording import Wording

LEAST = 0.01
"""Percent to go below which it is only told that there are less: all numbers have one scale."""
ARROW = 2.3
"""From a number to the next, with the arrow between them, in em."""
PLATE = 0.35, 0.34, 0.95
"""Of the plate of a number, in em: how far it goes beyond its ends, below its baseline, above."""
INSIDE = 0.4
"""From the right end of a lane's row to its numbers, in em: a plate goes beyond them."""


class RuleTable:
    """The table of the first race, or of both.

    Args:
        scene: the scene it belongs to.
        slots: that it fills.
        colours: by rule.
        races: what the names of the runs begin with in the races that it tells.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: LaneSlots,
        colours: Mapping[str, str],
        races: tuple[str, ...],
    ) -> None:
        self.scene, self.slots, self.colours, self.races = scene, slots, colours, races
        self.size, self._name_size = self._sizes()
        texts = [{rule: self._told(where, rule) for rule in RULES} for where in races]
        self._widths = [max(float(text.width) for text in each.values()) for each in texts]
        self.lowest = [self._lowest(where, texts[k]) for k, where in enumerate(races)]
        """Around the least number of each race, in its rule's colour; numbers lie above."""
        self.names = {rule: self._name(rule) for rule in RULES}
        """With the rate of each in the last race."""
        self.left = [
            {rule: self._number(text, rule, k) for rule, text in each.items()}
            for k, each in enumerate(texts)
        ]
        """What is left at the end, by race and rule."""
        self.head = self._head()
        self.arrows = [self._arrow(rule) for rule in RULES] if len(races) > 1 else []
        """From each number to the next."""

    @property
    def width(self) -> float:
        """Of the numbers of a row, with what is free at its ends."""
        arrows = ARROW * (len(self.races) - 1)
        return sum(self._widths) + (arrows + 2 * INSIDE) * self.size

    def _sizes(self) -> tuple[float, float]:
        """Of numbers, and of names: as large as the longest name has room."""
        size = SIZES.name if self.scene.layout.narrow else SIZES.formula
        room = self.slots.lanes[0].name.width
        make = partial(_bold, colour=self.scene.theme.text)
        names = [self.scene.say(f"rules.{rule}") for rule in RULES]
        return size, min(float(fitted(name, room, 1, size, make)[0].size) for name in names)

    def _head(self) -> Part:
        """What the numbers are."""
        size = SIZES.small if self.scene.layout.narrow else SIZES.label
        told = "rules.left" if len(self.races) == 1 else "rules.both"
        text = self.scene.say(told, steps=self.scene.plan.asked.steps, arrow="$arrow.r$")
        slot, quiet = self.slots.head, self.scene.theme.quiet
        (label,) = fitted(text, slot.width, 1, size, partial(_plain, colour=quiet))
        label.put(slot.right, slot.lines(1, size)[0], "right")
        return self.scene.add_part(Group(label))

    def _name(self, rule: str) -> Part:
        """And below or beside it, the rate that it has."""
        slots, small = self.slots.lanes[RULES.index(rule)], SIZES.label
        name = _bold(
            self.scene.say(f"rules.{rule}"), size=self._name_size, colour=self.colours[rule]
        )
        rate = formula(self._rate(rule), small, self.scene.theme.text)
        if slots.rate is None:
            height = LEADING * (self._name_size + small)
            top = float(slots.name.centre[1]) + height / 2
            name.put(slots.name.left, top - self._name_size)
            rate.put(slots.name.left, top - LEADING * self._name_size - small)
        else:
            level = slots.name.lines(1, self.size)[0]
            name.put(slots.name.left, level)
            rate.put(slots.rate.left, level)
        return self.scene.add_part(Group(name, rate), layer=Layer.GROUND)

    def _rate(self, rule: str) -> str:
        """In units of 1/L, where a rule has its limit in these."""
        plan: Plan = self.scene.plan
        numerals, name = self.scene.say.numerals, self.races[-1] + rule
        alpha = tint("alpha", self.scene.theme.rate)
        if rule in ADAPTIVE:
            return f"${alpha} = {numerals.in_formula(float(f'{plan.rate(name):.2g}'))}$"
        return f"${alpha} = {numerals.in_formula(plan.in_limits(name))} \\/ L$"

    def _told(self, where: str, rule: str) -> Label:
        """What is left; quiet where two races are told, unless it is what has changed."""
        theme, plan = self.scene.theme, self.scene.plan
        text = in_percent(self.scene.say, float(plan.to_go(where + rule)[-1]))
        if len(self.races) == 1:
            return words(text, self.size, theme.text)
        if where and rule in ADAPTIVE:
            return words(text, self.size, theme.text, "semibold")
        return words(text, self.size, theme.quiet)

    def _place(self, rule: str, race: int) -> tuple[float, float]:
        """Of a number: its right end and its baseline."""
        slot = self.slots.lanes[RULES.index(rule)].told
        after = sum(width + ARROW * self.size for width in self._widths[race + 1 :])
        return slot.right - INSIDE * self.size - after, slot.lines(1, self.size)[0]

    def _arrow(self, rule: str) -> Part:
        right, level = self._place(rule, 0)
        make = partial(_plain, size=self.size, colour=self.scene.theme.quiet)
        arrow = make("$arrow.r$").put(right + ARROW / 2 * self.size, level, "centre")
        return self.scene.add_part(Group(arrow))

    def _number(self, label: Label, rule: str, race: int) -> Part:
        label.put(*self._place(rule, race), "right")
        return self.scene.add_part(Group(label), layer=Layer.FURNITURE)

    def _lowest(self, where: str, texts: Mapping[str, Label]) -> Part:
        plan: Plan = self.scene.plan
        rule = plan.leader(where)
        right, baseline = self._place(rule, self.races.index(where))
        beyond, below, above = (share * self.size for share in PLATE)
        left = right - float(texts[rule].width)
        plate = Plate(self.scene.theme, edge=self.colours[rule])
        plate.show(Slot(left - beyond, baseline - below, right + beyond, baseline + above))
        return self.scene.add_part(plate, layer=Layer.FURNITURE)


def _plain(text: str, *, size: float, colour: str) -> Label:
    make: Callable[..., Label] = formula if "$" in text else words
    return make(text, size, colour)


def _bold(text: str, *, size: float, colour: str) -> Label:
    return words(text, size, colour, "semibold")


def in_percent(say: Wording, value: float) -> str:
    """A share of the start's cost above the lowest, or that it is less than is told."""
    told: Numerals = say.numerals
    if value < LEAST:
        return str(say("kinds.percent", share=f"< {told.significant(LEAST)}"))
    decimals = 0 if value >= 10 else 1 if value >= 1 else 2
    return str(say("kinds.percent", share=told.running(value, decimals)))
