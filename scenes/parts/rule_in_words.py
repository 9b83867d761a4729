"""How a rule makes a step, in words and symbols."""

from __future__ import annotations

from manim import Group

from scenes.components.text.label import formula, tint
from scenes.components.text.lines import below_one_another, wrapped
from scenes.layout import LEADING, Slot
from scenes.plans.rule_runs import KEPT
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES


def add_rule(scene: AnyScene, slot: Slot, key: str) -> Part:
    """The rule that the words call so, in the middle of a slot, on as many lines as it needs."""
    theme, say = scene.theme, scene.say
    size = SIZES.label if scene.layout.narrow else SIZES.caption
    text = say(
        f"ravine.{key}",
        kept=say.numerals.in_formula(KEPT),
        slope=tint("nabla J", theme.gradient),
        rate=tint("alpha", theme.rate),
    )
    lines = wrapped(text, slot.width, lambda line: formula(line, size, theme.text))
    last = slot.lines(len(lines), size)[-1]
    if scene.plan.surface is not None:  # curves may end anywhere: beside the name above their plot
        last = slot.block_lines(1)[0] - LEADING * size * (len(lines) - 1)
    return scene.add_part(Group(*below_one_another(lines, slot.left, last)))
