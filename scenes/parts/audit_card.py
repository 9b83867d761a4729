"""A card that says where all that was seen comes from, and where its numbers are."""

from __future__ import annotations

from manim import Group

from scenes.components.plate import Plate
from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

ROWS = "lesson", "seed", "order", "numbers"
"""What is named on it."""
LEADING, MARGIN, APART = 1.75, 1.5, 1.0
"""From one line to the next, room around all of them, and between a name and its value, in em."""
CAPITALS = 0.72
"""Height of a letter, in em."""
TRIED = SIZES.formula, SIZES.caption, SIZES.name, SIZES.label, SIZES.small


def add_audit_card(scene: AnyScene, slot: Slot) -> Part:
    """In the middle of a slot: lesson file, seed, order of samples, where the numbers are."""
    say, theme, lesson = scene.say, scene.theme, scene.lesson
    told = lesson.path.name, str(lesson.seed), say("audit.drawn"), say("audit.folder")
    for size in TRIED:
        names = [words(say(f"audit.{key}"), size, theme.quiet) for key in ROWS]
        values = [words(text, size, theme.text) for text in told]
        first, second = (max(float(each.width) for each in column) for column in (names, values))
        width = first + second + (APART + 2 * MARGIN) * size
        if width <= slot.width:
            break
    height = (LEADING * (len(ROWS) - 1) + CAPITALS + 2 * MARGIN) * size
    x, y = slot.centre.tolist()
    card, frame = (
        Slot(x - width / 2, y - height / 2, x + width / 2, y + height / 2),
        Plate(theme, theme.rule),
    )
    frame.show(card)
    for k, (name, value) in enumerate(zip(names, values, strict=True)):
        baseline = card.top - (MARGIN + CAPITALS + LEADING * k) * size
        name.put(card.left + MARGIN * size + first, baseline, "right")
        value.put(card.left + (MARGIN + APART) * size + first, baseline)
    return scene.add_part(Group(frame, *names, *values))
