"""The small card that says, in plain words, what all that is compared has in common."""

from __future__ import annotations

from functools import partial

from manim import Group

from scenes.components.text.label import formula
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.parts.race import Race
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import RATES, Method
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

APART = 0.45
"""More room between what is said than between its lines, in em."""


def add_card(scene: AnyScene, slot: Slot, plan: Plan, race: Race[Method]) -> Part:
    """The card, in the middle of a slot: start, samples, looks, order, and the learning rates."""
    size = SIZES.small if scene.layout.narrow else SIZES.label
    blocks = [
        wrapped(text, slot.width, partial(formula, size=size, colour=colour))
        for text, colour in _said(scene, plan, race)
    ]
    lines = sum(map(len, blocks))
    height = size * (LEADING * lines + APART * (len(blocks) - 1))
    baseline = float(slot.centre[1]) + height / 2 - size
    shown = Group()
    for block in blocks:
        for line in block:
            shown.add(line.put(slot.left, baseline))
            baseline -= LEADING * size
        baseline -= APART * size
    return scene.add_part(shown)


def _said(scene: AnyScene, plan: Plan, race: Race[Method]) -> list[tuple[str, str]]:
    """Formulas, each with its colour."""
    say, text = scene.say, scene.theme.text
    told = (
        say(f"card.{plan.noun}_same", count=len(plan.data)),
        say(f"card.{plan.noun}_order", seed=str(scene.lesson.seed)),
        say(plan.sign("rates"), count=RATES),
    )
    rates = [
        (
            say(
                "card.rate",
                method=say(f"methods.{method.value}"),
                rate=say.numerals.in_formula(plan.rates.rates[method], 2),
            ),
            race.runners[method].colour,
        )
        for method in (Method.BATCH, Method.STOCHASTIC)
    ]
    return [*((each, text) for each in told), *rates]
