"""How the learning rate shrinks, and how its first value was found."""

from __future__ import annotations

from functools import partial

from manim import Group

from scenes.components.text.label import formula
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import RATES, Method
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES


def add_schedule(scene: AnyScene, slot: Slot, plan: Plan) -> Part:
    """The learning rate of each step, with its numbers, from the top of a slot."""
    theme, say = scene.theme, scene.say
    size = SIZES.small if scene.layout.narrow else SIZES.label
    rate = say.numerals.in_formula(plan.rates.rates[Method.SHRINKING], 2)
    decay = say.numerals.in_formula(plan.asked.decay)
    rule = say("methods.shrinking_rule", rate=rate, decay=decay)
    found = say(plan.sign("schedule"), rate=rate, count=RATES)
    lines = [
        *wrapped(rule, slot.width, partial(formula, size=size, colour=theme.decaying)),
        *wrapped(found, slot.width, partial(formula, size=size, colour=theme.text)),
    ]
    for row, line in enumerate(lines):
        line.put(slot.left, slot.top - size - LEADING * size * row)
    return scene.add_part(Group(*lines))
