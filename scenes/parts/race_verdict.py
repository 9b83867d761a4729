"""How many samples a step of each method looks at, below one another."""

from __future__ import annotations

from functools import partial

from manim import Group

from scenes.components.text.label import words
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.plans.batch_vs_sgd import Plan
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

APART = 0.3
"""Between two of them, in em."""


def add_verdict(scene: AnyScene, slot: Slot, plan: Plan) -> tuple[Part, ...]:
    """What a step of each asks, in its colour, from the top of a slot."""
    say, theme = scene.say, scene.theme
    size = SIZES.small if scene.layout.narrow else SIZES.label
    told = (
        (say("a_step.batch", count=len(plan.data)), theme.batch),
        (say("a_step.stochastic"), theme.stochastic),
        (say("a_step.shrinking"), theme.decaying),
    )
    baseline, parts = slot.top, []
    for text, colour in told:
        lines = wrapped(text, slot.width, partial(words, size=size, colour=colour))
        for line in lines:
            baseline -= LEADING * size
            line.put(slot.left, baseline)
        baseline -= APART * size
        parts.append(scene.add_part(Group(*lines)))
    return tuple(parts)
