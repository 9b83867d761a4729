"""Beside a race of rules: a row each, with its name, its rate, and what is still to go."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from manim import Group

from scenes.components.plate import Plate
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.numerals import Numerals
from scenes.parts.runner import Runner
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import FIRST_THREE, RULES, TURNED
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES
from scenes.wording import Wording

LEAST = 0.01
"""Percent to go below which it is only told that there are less: all numbers have one scale."""
NAME = 0.34
"""Width for the names, in that of the table."""
RATE_ENDS = 0.62, 0.5
"""Where rates end in the first race and in the second, in the width of the table."""
BEFORE_ENDS = 0.75
"""The same of what was left in the first race, while the second is told."""
APART = 0.25
"""Between two columns, in em."""
PLATE = 0.35, 0.34, 0.95
"""Of the plate of a number, in em: how far it goes beyond its ends, below its baseline, above."""


class RuleTable:
    """The table of one race; in the second one, what was left in the first stands there, too.

    Args:
        scene: the scene it belongs to.
        slot: it fills.
        where: "" for the first race, or what the names of the runs in the second begin with.
        runners: by rule, those of the race.
    """

    def __init__(
        self, scene: AnyScene, slot: Slot, where: str, runners: Mapping[str, Runner]
    ) -> None:
        self.scene, self.where, self.runners = scene, where, runners
        again = where == TURNED
        self.size = SIZES.label if scene.layout.narrow else SIZES.formula
        self.small = SIZES.small if scene.layout.narrow else SIZES.label
        head, *rows = slot.rows(*[1.0] * (len(RULES) + 1), gap=0.0)
        self._levels = {
            rule: row.lines(1, self.size)[0] for rule, row in zip(RULES, rows, strict=True)
        }
        self._ends = [slot.left + share * slot.width for share in (RATE_ENDS[again], BEFORE_ENDS)]
        self._left, self._right = slot.left, slot.right
        self._name_width = NAME * slot.width
        self.before: dict[str, Part] = {}
        """What was left in the first race."""
        self.lowest = [self._lowest("", self._ends[1])] if again else []
        """Around the least number of each race, in its rule's colour; numbers lie above."""
        self.lowest.append(self._lowest(where, self._right))
        if again:
            quiet = scene.theme.quiet
            self.before = {rule: self._ended(rule, self._ends[1], quiet) for rule in RULES}
        self.names = {rule: self._name(rule) for rule in RULES}
        self.now = {rule: self._running(rule) for rule in RULES}
        """What is still to go."""
        self.heads = self._heads(head, again=again)

    def row(self, rule: str) -> list[Part]:
        """All that is said of a rule."""
        before = [self.before[rule]] if self.before else []
        return [self.names[rule], *before, self.now[rule]]

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [self.heads, *(part for rule in RULES for part in self.row(rule))]

    def _heads(self, slot: Slot, *, again: bool) -> Part:
        """What the columns are."""
        say, size, quiet = self.scene.say, self.small, self.scene.theme.quiet
        baseline = slot.lines(1, size)[0]
        heads = [formula(say("rules.rate"), size, quiet).put(self._ends[0], baseline, "right")]
        columns = {"rules.before": (self._ends[1], self._ends[0])} if again else {}
        key, since = ("rules.turned", self._ends[1]) if again else ("rules.to_go", self._ends[0])
        columns[key] = self._right, since
        for text, (end, start) in columns.items():
            (label,) = fitted(
                say(text), end - start - APART * size, 1, size,
                lambda text, *, size: words(text, size, quiet),
            )  # fmt: skip
            heads.append(label.put(end, baseline, "right"))
        return self.scene.add_part(Group(*heads))

    def _name(self, rule: str) -> Part:
        """The name of a rule in its colour, and its rate."""
        size, colour, baseline = self.size, self.runners[rule].colour, self._levels[rule]
        (name,) = fitted(
            self.scene.say(f"rules.{rule}"), self._name_width, 1, size,
            lambda text, *, size: words(text, size, colour, "semibold"),
        )  # fmt: skip
        rate = self._rate(rule).put(self._ends[0], baseline, "right")
        return self.scene.add_part(Group(name.put(self._left, baseline), rate))

    def _rate(self, rule: str) -> Label:
        """In units of 1/L, where the sharpest bend sets a limit to it."""
        plan: Plan = self.scene.plan
        theme, told = self.scene.theme, self.scene.say.numerals
        name = self.where + rule
        if rule in FIRST_THREE:
            code = f"${told.in_formula(plan.in_limits(name))}\\/ L$"
            return formula(code, self.size, theme.rate)
        return words(told.significant(plan.rate(name), 2), self.size, theme.rate)

    def _running(self, rule: str) -> Part:
        """In percent of what there was at the start, as of the last landing."""
        plan: Plan = self.scene.plan
        runner = self.runners[rule]
        percents, number = plan.to_go(runner.name), Digits(self.size, self.scene.theme.text)

        def show(frame: int) -> Hashable:
            landed = runner.landed(frame)
            text = in_percent(self.scene.say, float(percents[landed]))
            number.show(text, self._right, self._levels[rule], "right")
            return landed

        return self.scene.add_part(number, show, layer=Layer.FURNITURE)

    def _ended(self, rule: str, right: float, colour: str) -> Part:
        """The same where a walk of the first race has ended."""
        number = Digits(self.size, colour)
        number.show(self._last(rule), right, self._levels[rule], "right")
        return self.scene.add_part(number, layer=Layer.FURNITURE)

    def _last(self, name: str) -> str:
        plan: Plan = self.scene.plan
        return in_percent(self.scene.say, float(plan.to_go(name)[-1]))

    def _lowest(self, where: str, right: float) -> Part:
        plan: Plan = self.scene.plan
        rule = plan.leader(where)
        size, baseline = self.size, self._levels[rule]
        beyond, below, above = (share * size for share in PLATE)
        left = right - width_of(self._last(where + rule), size)
        plate = Plate(self.scene.theme, edge=self.runners[rule].colour)
        plate.show(Slot(left - beyond, baseline - below, right + beyond, baseline + above))
        return self.scene.add_part(plate, layer=Layer.FURNITURE)


def in_percent(say: Wording, value: float) -> str:
    """A share of the start's cost above the lowest, or that it is less than is told."""
    told: Numerals = say.numerals
    if value < LEAST:
        return str(say("kinds.percent", share=f"< {told.significant(LEAST)}"))
    decimals = 0 if value >= 10 else 1 if value >= 1 else 2
    return str(say("kinds.percent", share=told.running(value, decimals)))
