"""A card that says, in plain words, what all that is compared has in common."""

from __future__ import annotations

from functools import partial

from manim import Group, RoundedRectangle

from scenes.components.plate import CORNER
from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import RATES
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

PITCH, MARGIN, CAPITAL = 1.7, 1.1, 0.85
"""From one line to the next, around all of them, and the height of the first, in em."""


def add_card(scene: AnyScene, slot: Slot, plan: Plan) -> tuple[Part, ...]:
    """Its sentences in the middle of a slot, a line each, with a frame that the first brings."""
    theme, size = scene.theme, SIZES.name
    make = partial(words, colour=theme.text)
    room = slot.width - 2 * MARGIN * size
    lines = [fitted(text, room, 1, size, make)[0] for text in _said(scene, plan)]
    height = (PITCH * (len(lines) - 1) + 1 + 2 * MARGIN) * size
    frame = RoundedRectangle(
        corner_radius=CORNER, width=slot.width, height=height,
        stroke_color=theme.rule, stroke_width=2, fill_color=theme.background, fill_opacity=1,
    ).move_to((*slot.centre, 0.0))  # fmt: skip
    top = float(slot.centre[1]) + height / 2 - (MARGIN + CAPITAL) * size
    for k, line in enumerate(lines):
        line.put(slot.left + MARGIN * size, top - PITCH * k * size)
    first, *others = lines
    return scene.add_part(Group(frame, first)), *(scene.add_part(line) for line in others)


def _said(scene: AnyScene, plan: Plan) -> tuple[str, ...]:
    """Start, samples and looks; the order; how the learning rates were found."""
    say = scene.say
    return (
        say(f"race.{plan.noun}_same", count=len(plan.data)),
        say(f"race.{plan.noun}_order"),
        say(plan.sign("rates"), count=RATES, first=plan.first_looks),
    )
