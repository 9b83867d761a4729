"""The rules of batch and stochastic steps."""

from __future__ import annotations

from functools import partial

import numpy as np
from manim import Group

from scenes.components.text.label import Label, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.update_rule import update_rule
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import RATES, SEARCHED, Method
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

APART = 0.6
"""Between a rule of two lines and the next one, in em."""
NOTED, BELOW = 2, 0.4
"""Lines of the note on rates, at most; and more room above it than between lines, in em."""
LARGE, TRIED = 1.25, 9
"""The size of rules, at most, in that of formulas; and sizes that are tried until each rule fits
beside its name, where that is to be."""


class RaceRules:
    """A rule for each method, with the number of its learning rate.

    Args:
        scene: the scene they belong to.
        slot: the slot that the rules fill from its top.
        plan: with the learning rates.
    """

    def __init__(self, scene: AnyScene, slot: Slot, plan: Plan) -> None:
        self.scene, self.slot, self.plan = scene, slot, plan
        self.size = SIZES.small if scene.layout.narrow else LARGE * SIZES.formula
        sizes = np.linspace(self.size, SIZES.small, TRIED).tolist()
        self.size = (
            sizes[0] if scene.layout.narrow else next(filter(self._indent, sizes), sizes[-1])
        )
        self._top = slot.top + (LEADING - 1.0) * self.size
        self.batch, self.stochastic = (self._add_rule(method) for method in SEARCHED)
        self.note = self._add_note()
        """How their rates were found, if there is room."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of them."""
        return self.batch, self.stochastic, *self.note

    def _name(self, method: Method, size: float) -> Label:
        theme = self.scene.theme
        colour = theme.batch if method is Method.BATCH else theme.stochastic
        return words(self.scene.say(f"methods.{method.value}"), size, colour, "semibold")

    def _rule(self, method: Method, size: float) -> Label:
        say, cost = self.scene.say, "J" if method is Method.BATCH else "J_i "
        rate = say.numerals.in_formula(self.plan.rates.rates[method], 2)
        return update_rule(say, self.scene.theme, size, cost, rate=rate, most=self.slot.width)

    def _add_rule(self, method: Method) -> Part:
        """Name and rule, on a line where there is room."""
        size, slot, indent = self.size, self.slot, self._indent(self.size)
        name, rule = self._name(method, size), self._rule(method, size)
        self._top -= LEADING * size
        name.put(slot.left, self._top)
        self._top -= 0.0 if indent else LEADING * size
        rule.put(slot.left + indent, self._top)
        self._top -= 0.0 if indent else APART * size
        return self.scene.add_part(Group(name, rule))

    def _add_note(self) -> tuple[Part, ...]:
        """Below the rules, on one line if it has room so, or on a few."""
        say, plan, slot = self.scene.say, self.plan, self.slot
        told = say(plan.sign("rates"), count=RATES, first=plan.first_looks)
        size, make = SIZES.small, partial(words, colour=self.scene.theme.quiet)
        if not self.scene.layout.narrow:
            size = SIZES.name
        lines = fitted(told, slot.width, NOTED, size, make)
        size = float(lines[0].size)
        first = self._top - BELOW * size
        if first - LEADING * size * len(lines) < slot.bottom:
            return ()
        for row, line in enumerate(lines, 1):
            line.put(slot.left, first - LEADING * size * row)
        return (self.scene.add_part(Group(*lines)),)

    def _indent(self, size: float) -> float:
        """Where rules begin beside the names of methods; 0 where one has no room there."""
        names, rules = (
            max(float(make(method, size).width) for method in SEARCHED)
            for make in (self._name, self._rule)
        )
        return names + size if names + size + rules <= self.slot.width else 0.0
