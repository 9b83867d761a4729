"""A card that says in plain words what the compared methods have in common."""

from __future__ import annotations

from functools import partial

from manim import Group

from scenes.components.plate import Plate
from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.plans.batch_vs_sgd import Plan
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

MARGIN, CAPITAL = 1.2, 0.7
"""Room around all, and the height of a letter, in em."""
LINES = 2
"""Lines of the sentence, at most."""


def add_card(scene: AnyScene, slot: Slot, plan: Plan) -> Part:
    """Start, samples and looks, in a frame in the middle of a slot."""
    theme, large = scene.theme, SIZES.formula
    told = scene.say(f"race.{plan.noun}_same", count=len(plan.data))
    make = partial(words, colour=theme.text)
    lines = fitted(told, slot.width - 2 * MARGIN * large, LINES, large, make)
    size = float(lines[0].size)
    height = size * (LEADING * (len(lines) - 1) + CAPITAL + 2 * MARGIN)
    middle, frame = float(slot.centre[1]), Plate(theme, theme.rule)
    frame.show(Slot(slot.left, middle - height / 2, slot.right, middle + height / 2))
    baseline = middle + height / 2 - (MARGIN + CAPITAL) * size
    for row, line in enumerate(lines):
        line.put(slot.left + MARGIN * size, baseline - row * LEADING * size)
    return scene.add_part(Group(frame, *lines))
