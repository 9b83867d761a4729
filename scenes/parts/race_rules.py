"""A point of the bowl, and the rules of batch and stochastic steps."""

from __future__ import annotations

from functools import partial

from manim import Group

from scenes.components.text.label import formula, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.update_rule import update_rule
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import Method
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

APART = 0.6
"""Between both rules, in em."""


class RaceRules:
    """A rule for each method, with its learning rate.

    Args:
        scene: the scene they belong to.
        slot: the slot that the rules fill from its top.
        foot: the slot for the point.
        plan: with the start and the learning rates.
    """

    def __init__(self, scene: AnyScene, slot: Slot, foot: Slot, plan: Plan) -> None:
        self.scene, self.slot, self.plan = scene, slot, plan
        self.size = SIZES.small if scene.layout.narrow else SIZES.formula
        self.point = self._add_point(foot)
        self._top = slot.top + (LEADING - 1.0) * self.size
        theme = scene.theme
        self.batch = self._add_rule(Method.BATCH, theme.batch, "J")
        self.stochastic = self._add_rule(Method.STOCHASTIC, theme.stochastic, "J_i ")

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of them."""
        return self.point, self.batch, self.stochastic

    def _add_point(self, slot: Slot) -> Part:
        """The parameters of the first line, which are those of the scaled data."""
        numerals = self.scene.say.numerals
        theta = numerals.pair(*(numerals.placed(float(each), 2) for each in self.plan.start))
        make = partial(formula, colour=self.scene.theme.text)
        text = self.scene.say(f"places.{self.plan.noun}_point", theta=theta.replace(" ", "~"))
        lines = fitted(text, slot.width, 2 if self.scene.layout.beside else 1, self.size, make)
        for row, line in enumerate(lines):
            line.put(slot.left, slot.top - self.size - row * LEADING * line.size)
        return self.scene.add_part(Group(*lines))

    def _add_rule(self, method: Method, colour: str, cost: str) -> Part:
        """Name, rule and learning rate, on a line where there is room."""
        say, theme, size, slot = self.scene.say, self.scene.theme, self.size, self.slot
        name = words(say(f"methods.{method.value}"), size, colour, "semibold")
        rule = update_rule(say, theme, size, cost, most=slot.width)
        told = say.numerals.in_formula(self.plan.rates.rates[method], 2)
        rate = formula(f"$alpha = {told}$", size, theme.rate).put(slot.right, 0.0, "right")
        indent = self._indent(float(rule.width) + size + float(rate.width))
        lines = [Group(name.put(slot.left, 0.0))]
        if indent:
            lines[0].add(rule.put(slot.left + indent, 0.0))
        else:
            lines.append(Group(rule.put(slot.left, 0.0)))
        free = (slot.right - float(line.get_right()[0]) for line in lines)
        needed = float(rate.width) + size
        lines[next((k for k, room in enumerate(free) if room >= needed), -1)].add(rate)
        for line in lines:
            self._top -= LEADING * size
            line.shift([0.0, self._top, 0.0])
        self._top -= APART * size
        return self.scene.add_part(Group(*lines))

    def _indent(self, needed: float) -> float:
        """Where rules begin beside the names of methods; 0 where there is less room than needed."""
        say, theme = self.scene.say, self.scene.theme
        keys = (f"methods.{method.value}" for method in (Method.BATCH, Method.STOCHASTIC))
        names = [words(say(key), self.size, theme.text, "semibold") for key in keys]
        room = max(float(name.width) for name in names) + self.size
        return room if room + needed <= self.slot.width else 0.0
