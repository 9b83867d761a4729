"""A card that says in plain words what the compared methods have in common."""

from __future__ import annotations

from functools import partial

import numpy as np
from manim import Group

from scenes.components.plate import Plate
from scenes.components.text.label import words
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import RATES
from scenes.stage.scene import AnyScene, Part
from scenes.stage.timeline import Cue
from scenes.theme import SIZES

APART, MARGIN, CAPITAL = 0.45, 1.2, 0.7
"""More room between sentences than between lines, room around all, and the height of a letter, in
em."""
TRIED = 9
"""Sizes that are tried until each sentence fits on a line."""
NEXT = 0.5
"""Seconds from one sentence to the next."""


def add_card(scene: AnyScene, slot: Slot, plan: Plan) -> tuple[Part, ...]:
    """Its sentences in the middle of a slot, all of one size, in a frame that the first brings."""
    theme = scene.theme
    for size in np.linspace(SIZES.formula, SIZES.small, TRIED).tolist():
        make = partial(words, size=size, colour=theme.text)
        blocks = [
            wrapped(text, slot.width - 2 * MARGIN * size, make) for text in _said(scene, plan)
        ]
        if max(map(len, blocks)) == 1:
            break
    lines = sum(map(len, blocks))
    height = size * (LEADING * (lines - 1) + APART * (len(blocks) - 1) + CAPITAL + 2 * MARGIN)
    middle, frame = float(slot.centre[1]), Plate(theme, theme.rule)
    frame.show(Slot(slot.left, middle - height / 2, slot.right, middle + height / 2))
    baseline = middle + height / 2 - (MARGIN + CAPITAL) * size
    for block in blocks:
        for line in block:
            line.put(slot.left + MARGIN * size, baseline)
            baseline -= LEADING * size
        baseline -= APART * size
    first, *others = blocks
    return scene.add_part(Group(frame, *first)), *(scene.add_part(Group(*each)) for each in others)


def deal(cue: Cue, card: tuple[Part, ...], at: float) -> None:
    """Sentence after sentence."""
    for k, sentence in enumerate(card):
        cue.show(sentence, at=at + cue.share(k * NEXT))


def _said(scene: AnyScene, plan: Plan) -> tuple[str, ...]:
    """Start, samples and looks; how the learning rates were found."""
    say = scene.say
    return (
        say(f"race.{plan.noun}_same", count=len(plan.data)),
        say(plan.sign("rates"), count=RATES, first=plan.first_looks),
    )
