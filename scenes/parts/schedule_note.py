"""The rule by which a learning rate shrinks, at the foot of the stage."""

from __future__ import annotations

from manim import Group

from scenes.components.text.label import formula
from scenes.components.text.lines import below_one_another, wrapped
from scenes.plans.race import Method, Rates
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES


def add_schedule(scene: AnyScene, rates: Rates) -> Part:
    """The learning rate of each step, with its numbers."""
    theme, say, stage = scene.theme, scene.say, scene.layout.stage
    text = say(
        "methods.shrinking_rule",
        rate=say.numerals.in_formula(rates.rates[Method.SHRINKING], 2),
        decay=say.numerals.in_formula(rates.decay),
    )
    size = SIZES.small if scene.layout.narrow else SIZES.label
    lines = wrapped(text, stage.width, lambda line: formula(line, size, theme.decaying))
    for line in lines:
        line.cased(theme.casing)
    below_one_another(lines, stage.left, stage.bottom)
    return scene.add_part(Group(*lines), layer=Layer.NAMES)
