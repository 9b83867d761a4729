"""Beside lanes of a race of rules: their names, and what each has left at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from manim import Group

from scenes.components.plate import Plate
from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.numerals import Numerals
from scenes.parts.rule_slots import LaneSlots
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import ADAPTIVE, RULES
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES
from scenes.wording import Wording

LEAST = 0.01
"""Percent to go below which it is only told that there are less: all numbers have one scale."""
ARROW = 2.5
"""From a number to the next, with the arrow between them, in em of the first."""
PLATE = 0.3, 0.3, 0.95
"""Of the plate of a number, in em: how far it goes beyond its ends, below its baseline, above."""
HANGS = 0.34
"""How far what the numbers are stands above the lanes at least, in em: its letters hang down."""
CLEAR = 0.15
"""From the longest name to the lanes, at least, in frame units."""
WAYS = 5.0
"""Room before what the numbers are for the ways of the parameters, in em."""
INSIDE = 0.5
"""From the right end of a lane's row to its numbers, in em: a plate goes beyond them."""


class RuleTable:
    """The name of each rule, and what it has left in the last of the races that are told.

    Of two races, what it had left before stands beside that.

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
        narrow = scene.layout.narrow
        self.size = SIZES.formula if narrow else SIZES.title
        self.small = SIZES.name if narrow else SIZES.formula
        """Of the numbers of the race before."""
        two = len(races) > 1
        now = {rule: self._now(rule) for rule in RULES}
        then = {rule: self._then(rule) for rule in RULES if two}
        self._widths = [max(float(text.width) for text in now.values())]
        if two:
            self._widths.append(max(float(text.width) for text in then.values()))
        self.lowest = [
            self._lowest(rule, then[rule] if before else now[rule], before=before)
            for rule, before in self._leaders()
        ]
        """Around the least number of each race, in its rule's colour; numbers lie above."""
        self.names = self._names()
        self.left = {rule: self._number(text, rule) for rule, text in now.items()}
        """What is left at the end of the last race."""
        self.before = {rule: self._number(text, rule, before=True) for rule, text in then.items()}
        """The same of the race before."""
        self.head = self._head()
        self.arrows = {rule: self._arrow(rule) for rule in then}
        """From each number to the next."""

    @property
    def width(self) -> float:
        """Of the numbers of a row, with what is free at its ends."""
        arrows = ARROW * self.small * (len(self._widths) - 1)
        return sum(self._widths) + arrows + 2 * INSIDE * self.size

    def _leaders(self) -> list[tuple[str, bool]]:
        """The lowest of each race, and whether it is told by its number of the race before."""
        plan: Plan = self.scene.plan
        return [(plan.leader(where), where != self.races[-1]) for where in self.races]

    def _head(self) -> Part:
        """What the numbers are, and of two races what stems from the one before."""
        size = SIZES.small if self.scene.layout.narrow else SIZES.name
        text = self.scene.say(
            "rules.both" if len(self.races) > 1 else "rules.left",
            steps=self.scene.plan.asked.steps,
        )
        slot, quiet = self.slots.head, self.scene.theme.quiet
        free = slot.inset(left=WAYS * SIZES.name)
        (label,) = fitted(text, free.width, 1, size, partial(_plain, colour=quiet))
        level = max(slot.lines(1, size)[0], slot.bottom + HANGS * size)
        label.put(slot.right, level, "right")
        left, note = float(slot.right - label.width) - size, self.slots.note
        self.ways = Slot(slot.left, slot.bottom, left, note.top)
        return self.scene.add_part(Group(label))

    def _names(self) -> dict[str, Part]:
        """All as large as the longest has room."""
        narrow = self.scene.layout.narrow
        most = SIZES.name if narrow else SIZES.formula
        make = partial(_bold, colour=self.scene.theme.text)
        told = {rule: self.scene.say(f"rules.{rule}") for rule in RULES}
        lanes = self.slots.lanes
        width = lanes[RULES[0]].name.width - CLEAR
        size = min(float(fitted(name, width, 1, most, make)[0].size) for name in told.values())
        shown = {}
        for rule, text in told.items():
            slot = lanes[rule].name
            name = _bold(text, size=size, colour=self.colours[rule])
            level = slot.lines(1, size)[0] if narrow else float(slot.centre[1]) - size / 3
            name.put(slot.left, level)
            shown[rule] = self.scene.add_part(Group(name), layer=Layer.GROUND)
        return shown

    def _now(self, rule: str) -> Label:
        """What is left; large and bold if it is the least, or what may have changed."""
        plan: Plan = self.scene.plan
        told = {plan.leader(self.races[-1]), *(ADAPTIVE if len(self.races) > 1 else ())}
        make, size = (_bold, self.size) if rule in told else (_plain, self.small)
        text = self._percent(self.races[-1] + rule)
        return make(text, size=size, colour=self.scene.theme.text)

    def _then(self, rule: str) -> Label:
        return words(self._percent(self.races[0] + rule), self.small, self.scene.theme.text)

    def _percent(self, name: str) -> str:
        plan: Plan = self.scene.plan
        return in_percent(self.scene.say, float(plan.to_go(name)[-1]))

    def _place(self, rule: str, *, before: bool = False) -> tuple[float, float]:
        """Of a number: its right end and its baseline."""
        slot = self.slots.lanes[rule].told
        after = self._widths[0] + ARROW * self.small if before else 0.0
        return slot.right - INSIDE * self.size - after, slot.lines(1, self.size)[0]

    def _arrow(self, rule: str) -> Part:
        right, level = self._place(rule, before=True)
        make = partial(_plain, size=self.small, colour=self.scene.theme.quiet)
        arrow = make("$arrow.r$").put(right + ARROW / 2 * self.small, level, "centre")
        return self.scene.add_part(Group(arrow))

    def _number(self, label: Label, rule: str, *, before: bool = False) -> Part:
        label.put(*self._place(rule, before=before), "right")
        return self.scene.add_part(Group(label), layer=Layer.FURNITURE)

    def _lowest(self, rule: str, text: Label, *, before: bool) -> Part:
        right, baseline = self._place(rule, before=before)
        size = self.small if before else self.size
        beyond, below, above = (share * size for share in PLATE)
        left = right - float(text.width)
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
