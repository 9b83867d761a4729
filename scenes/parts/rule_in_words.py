"""What a rule's one idea is, and how it makes a step, in words and symbols."""

from __future__ import annotations

from manim import Group

from scenes.components.text.label import formula, tint, words
from scenes.components.text.lines import below_one_another, wrapped
from scenes.layout import LEADING, Slot
from scenes.plans.rule_runs import KEPT
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

APART = 0.25
"""Between the idea and the step, besides a line's leading, in em of the idea."""


def add_rule(scene: AnyScene, slot: Slot, key: str, colour: str) -> Part:
    """The idea in the rule's colour, and the step below it, in the middle of a slot.

    Each has as many lines as it needs.
    """
    theme, say = scene.theme, scene.say
    small = SIZES.small if scene.layout.narrow else SIZES.label
    ideas = wrapped(
        say(f"ideas.{key}"), slot.width, lambda line: words(line, SIZES.formula, colour, "semibold")
    )
    text = say(
        f"ravine.{key}",
        kept=say.numerals.in_formula(KEPT),
        slope=tint("nabla J", theme.gradient),
        rate=tint("alpha", theme.rate),
    )
    steps = wrapped(text, slot.width, lambda line: formula(line, small, theme.text))
    above, below = LEADING * SIZES.formula * len(ideas), LEADING * small * len(steps)
    apart = APART * SIZES.formula
    bottom = float(slot.centre[1]) - (above + apart + below) / 2
    last = bottom + (LEADING - 1) * small
    below_one_another(steps, slot.left, last)
    below_one_another(ideas, slot.left, last + below + apart)
    return scene.add_part(Group(*ideas, *steps))
