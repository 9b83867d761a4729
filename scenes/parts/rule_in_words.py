"""What a rule's one idea is, and how it makes a step, in words and symbols."""

from __future__ import annotations

from manim import Group

from scenes.components.text.label import formula, tint, tinted, words
from scenes.components.text.lines import below_one_another, wrapped
from scenes.layout import LEADING, Slot
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import FIRST_THREE, KEPT, SAME
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

APART = 0.25
"""Between the idea and the step, besides a line's leading, in em of the idea."""


def add_rule(scene: AnyScene, slot: Slot, key: str, colour: str) -> Part:
    """The idea in the rule's colour, and the step below it, in the middle of a slot.

    Each has as many lines as it needs; below the step of a rule that is compared with another
    stands the rate that both have.
    """
    plan: Plan = scene.plan
    theme, say = scene.theme, scene.say
    small = SIZES.small if scene.layout.narrow else SIZES.name
    ideas = wrapped(
        say(f"ideas.{key}"), slot.width, lambda line: words(line, SIZES.formula, colour, "semibold")
    )
    rate, numerals = tint("alpha", theme.rate), say.numerals
    momentum, _, rmsprop, _ = theme.rules
    texts = [
        say(
            f"ravine.{key}",
            kept=numerals.in_formula(KEPT),
            slope=tint("nabla J", theme.gradient),
            rate=rate,
            memory=tinted(say("ravine.memory"), momentum),
            scaling=tinted(say("ravine.scaling"), rmsprop),
        )
    ]
    if key in FIRST_THREE:
        times = numerals.in_formula(plan.in_limits(SAME + key))
        texts.append(say("ravine.same", rate=rate, times=times))
    steps = [
        line
        for text in texts
        for line in wrapped(text, slot.width, lambda line: formula(line, small, theme.text))
    ]
    above, below = LEADING * SIZES.formula * len(ideas), LEADING * small * len(steps)
    apart = APART * SIZES.formula
    bottom = float(slot.centre[1]) - (above + apart + below) / 2
    last = bottom + (LEADING - 1) * small
    below_one_another(steps, slot.left, last)
    below_one_another(ideas, slot.left, last + below + apart)
    return scene.add_part(Group(*ideas, *steps))
