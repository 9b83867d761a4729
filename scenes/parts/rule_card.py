"""The card of several rules: what each does, its learning rate, and what all have in common."""

from __future__ import annotations

from collections.abc import Mapping

from manim import Group

from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import fitted, wrapped
from scenes.layout import Slot
from scenes.plans.optimizers import ADAPTIVE, NESTEROV, PLAIN, RATES, RMSPROP, RULES, Plan
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

COLUMNS = (0.0, 0.25, 0.56, 0.81)
"""Where the columns begin, as shares of the width."""


class RuleCard:
    """A table with a row a rule, and below it how they are compared.

    Args:
        scene: that it belongs to.
        slot: that it fills.
        colours: by rule.
    """

    def __init__(self, scene: AnyScene, slot: Slot, colours: Mapping[str, str]) -> None:
        self.scene, self.slot = scene, slot
        self.size = SIZES.small if scene.layout.narrow else SIZES.label
        baselines = slot.lines(len(RULES) + 2, (1.2 if scene.layout.beside else 0.97) * self.size)
        plan, say, quiet = scene.plan, scene.say, scene.theme.quiet
        heads = [say(f"rules.{key}") for key in ("direction", "knobs", "rate")]
        rows = [self._row(baselines[0], ["", *heads], quiet, quiet)]
        for rule, baseline in zip(RULES, baselines[1:], strict=False):
            rate = say.numerals.significant(float(plan.runs[rule].learning_rate[0]), 2)
            texts = [say(f"rules.{rule}"), self._direction(rule), self._knobs(rule), rate]
            rows.append(self._row(baseline, texts, colours[rule], scene.theme.text))
        self.table = scene.add_part(Group(*rows))
        self.note = scene.add_part(self._note(plan, baselines[-1]))

    def _row(self, baseline: float, texts: list[str], first: str, rest: str) -> Group:
        ends = [*COLUMNS[1:], 1.0]
        row = Group()
        for text, start, end, colour in zip(
            texts, COLUMNS, ends, (first, rest, rest, rest), strict=True
        ):
            if not text:
                continue
            room = (end - start) * self.slot.width - 0.4 * self.size
            (label,) = fitted(
                text, room, 1, self.size,
                lambda text, *, size, colour=colour: words(text, size, colour),
            )  # fmt: skip
            row.add(label.put(self.slot.left + start * self.slot.width, baseline))
        return row

    def _direction(self, rule: str) -> str:
        say = self.scene.say
        if rule in {PLAIN, RMSPROP}:
            return say("rules.no")
        return say("rules.ahead" if rule == NESTEROV else "rules.yes")

    def _knobs(self, rule: str) -> str:
        return self.scene.say("rules.yes" if rule in ADAPTIVE else "rules.no")

    def _note(self, plan: Plan, baseline: float) -> Label:
        say = self.scene.say
        text = say("rules.same", steps=plan.asked.steps, count=RATES)
        (label,) = fitted(
            text, self.slot.width, 1, self.size,
            lambda text, *, size: formula(text, size, self.scene.theme.quiet),
        )  # fmt: skip
        return label.put(self.slot.left, baseline)


def add_note(scene: AnyScene, slot: Slot, key: str) -> Part:
    """What is said of the rates, in the middle of a slot, on as many lines as it needs."""
    size = SIZES.small if scene.layout.narrow else SIZES.label
    lines = wrapped(scene.say(key), slot.width, lambda line: words(line, size, scene.theme.quiet))
    for line, baseline in zip(lines, slot.lines(len(lines), size), strict=True):
        line.put(float(slot.centre[0]), baseline, "centre")
    return scene.add_part(Group(*lines))
