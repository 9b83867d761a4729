"""The small card that says, in plain words, what all that is compared has in common."""

from __future__ import annotations

from functools import partial

from manim import Group

from scenes.components.text.label import words
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import RATES
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

APART = 0.8
"""More room between what is said than between its lines, in em."""


def add_card(scene: AnyScene, slot: Slot, plan: Plan) -> tuple[Part, ...]:
    """What is the same for both, in the middle of a slot, over lines that may be there."""
    size = SIZES.small if scene.layout.narrow else SIZES.label
    make = partial(words, size=size, colour=scene.theme.text)
    blocks = [wrapped(text, slot.width, make) for text in _said(scene, plan)]
    lines = sum(map(len, blocks))
    height = size * (LEADING * lines + APART * (len(blocks) - 1))
    baseline, parts = float(slot.centre[1]) + height / 2 - size, []
    for block in blocks:
        for line in block:
            line.cased(scene.theme.casing).put(slot.left, baseline)
            baseline -= LEADING * size
        baseline -= APART * size
        parts.append(scene.add_part(Group(*block)))
    return tuple(parts)


def _said(scene: AnyScene, plan: Plan) -> tuple[str, ...]:
    """Start, samples and looks; the order; how the learning rates were found."""
    say = scene.say
    return (
        say(f"race.{plan.noun}_same", count=len(plan.data)),
        say(f"race.{plan.noun}_order"),
        say(plan.sign("rates"), count=RATES, first=plan.first_looks),
    )
