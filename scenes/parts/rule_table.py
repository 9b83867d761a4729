"""Beside or below a race of rules: their names, and what each still has to go at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from manim import Group

from scenes.components.plate import Plate
from scenes.components.text.label import Align, Label, formula, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.numerals import Numerals
from scenes.parts.rule_slots import TableSlots
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import ADAPTIVE, RULES, TURNED
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES
from scenes.wording import Wording

LEAST = 0.01
"""Percent to go below which it is only told that there are less: all numbers have one scale."""
NAME = 0.36
"""Width for the names, in that of a table whose rows are rules."""
COLUMN = 0.87
"""The same in that of a column, where its columns are."""
ARROW = 2.4
"""From a number in a row to the next, with the arrow between them, in em."""
PLATE = 0.35, 0.34, 0.95
"""Of the plate of a number, in em: how far it goes beyond its ends, below its baseline, above."""


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
        slots: TableSlots,
        colours: Mapping[str, str],
        races: tuple[str, ...],
    ) -> None:
        self.scene, self.slots, self.colours = scene, slots, colours
        self.races = len(races)
        self.size = self._size()
        texts = [{rule: self._told(where, rule) for rule in RULES} for where in races]
        self._widths = [max(float(text.width) for text in each.values()) for each in texts]
        self.lowest = [self._lowest(where, texts[k]) for k, where in enumerate(races)]
        """Around the least number of each race, in its rule's colour; numbers lie above."""
        self.names = {rule: self._add(self._name(rule), rule, 0) for rule in RULES}
        self.left = [
            {rule: self._add(text, rule, 1 + k) for rule, text in each.items()}
            for k, each in enumerate(texts)
        ]
        """What is left at the end, by race and rule."""
        self.head = self._head()
        self.arrows = [self._arrow(rule) for rule in RULES] if slots.rows else []
        """From each number in a row to the next."""

    def _size(self) -> float:
        """Of names and numbers: as large as the longest of them has room."""
        slots = self.slots
        size = SIZES.name if self.scene.layout.narrow else SIZES.formula
        room = (NAME if slots.rows else COLUMN / len(RULES)) * slots.table.width
        make = partial(_bold, colour=self.scene.theme.text)
        names = [self.scene.say(f"rules.{rule}") for rule in RULES]
        size = min(fitted(name, room, 1, size, make)[0].size for name in names)
        if not slots.rows:
            texts = [
                self._left(where, rule) for where in ("", TURNED)[: self.races] for rule in RULES
            ]
            make = partial(_plain, colour=self.scene.theme.text)
            size = min(fitted(text, room, 1, size, make)[0].size for text in texts)
        return float(size)

    def _head(self) -> Part:
        """What the numbers are."""
        size = SIZES.small if self.scene.layout.narrow else SIZES.label
        steps = self.scene.plan.asked.steps
        arrow = "$arrow.r$" if self.slots.rows else "$arrow.b$"
        text = self.scene.say(
            "rules.left" if self.races == 1 else "rules.both", steps=steps, arrow=arrow
        )
        slot, align = self.slots.head, self.slots.align
        (label,) = fitted(text, slot.width, 1, size, partial(_plain, colour=self.scene.theme.quiet))
        x = {"left": slot.left, "right": slot.right}.get(align, float(slot.centre[0]))
        return self.scene.add_part(Group(label.put(x, slot.lines(1, size)[0], align)))

    def _name(self, rule: str) -> Label:
        return _bold(self.scene.say(f"rules.{rule}"), size=self.size, colour=self.colours[rule])

    def _told(self, where: str, rule: str) -> Label:
        """What is left; quiet where two races are told, unless it is what has changed."""
        theme = self.scene.theme
        text = self._left(where, rule)
        if self.races == 1:
            return words(text, self.size, theme.text)
        if where and rule in ADAPTIVE:
            return words(text, self.size, theme.text, "semibold")
        return words(text, self.size, theme.quiet)

    def _left(self, where: str, rule: str) -> str:
        plan: Plan = self.scene.plan
        return in_percent(self.scene.say, float(plan.to_go(where + rule)[-1]))

    def _place(self, rule: str, line: int) -> tuple[float, float, Align]:
        """Of a name, or of a number: from the left, or from above."""
        table, order = self.slots.table, RULES.index(rule)
        if not self.slots.rows:
            column = table.columns(len(RULES), 0.0)[order]
            levels = table.lines(1 + self.races, self.size)
            return float(column.centre[0]), levels[line], "centre"
        level = table.rows(*[1.0] * len(RULES), gap=0.0)[order].lines(1, self.size)[0]
        if line == 0:
            return table.left, level, "left"
        after = sum(width + ARROW * self.size for width in self._widths[line:])
        return table.right - after, level, "right"

    def _arrow(self, rule: str) -> Part:
        right, level, _ = self._place(rule, 1)
        make = partial(_plain, size=self.size, colour=self.scene.theme.quiet)
        arrow = make("$arrow.r$").put(right + ARROW / 2 * self.size, level, "centre")
        return self.scene.add_part(Group(arrow))

    def _add(self, label: Label, rule: str, line: int) -> Part:
        layer = Layer.FURNITURE if line else Layer.GROUND
        return self.scene.add_part(Group(label.put(*self._place(rule, line))), layer=layer)

    def _lowest(self, where: str, texts: Mapping[str, Label]) -> Part:
        plan: Plan = self.scene.plan
        rule = plan.leader(where)
        x, baseline, align = self._place(rule, 2 if where else 1)
        beyond, below, above = (share * self.size for share in PLATE)
        right = x + (float(texts[rule].width) / 2 if align == "centre" else 0.0)
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
