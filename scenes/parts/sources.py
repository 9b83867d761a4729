"""A card that says what all that was seen was computed from, and where its numbers are."""

from __future__ import annotations

from manim import Group

from scenes.components.plate import Plate
from scenes.components.text.label import Label, words
from scenes.layout import LEADING, Slot
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

NUMBERS = "trace/*.npz"
"""The files with the numbers of a film, in its folder."""
EDGE = 0.16
"""From the edge of the card to its words."""
APART = 1.5
"""Between two of its columns at least, in em."""
TRIED = SIZES.name, SIZES.label, SIZES.small
"""Sizes of its words, which are tried one after another."""

Cell = tuple[Label, Label]
"""What is told, and below it what that is."""


def _rows(scene: AnyScene) -> int:
    """In which its four cells stand."""
    return 2 if scene.layout.narrow else 1


def sources_height(scene: AnyScene) -> float:
    """Of a slot that the card fills."""
    return 2 * EDGE + 2 * LEADING * _rows(scene) * TRIED[0]


def add_sources(scene: AnyScene, slot: Slot) -> Part:
    """Lesson file, seed, what the order of samples comes from, and where the numbers are."""
    card = Plate(scene.theme, edge=scene.theme.rule)
    card.show(slot)
    inner, rows = slot.inset(EDGE, EDGE, EDGE, EDGE), _rows(scene)
    for size in TRIED:
        cells = _cells(scene, size)
        columns = [cells[k :: len(cells) // rows] for k in range(len(cells) // rows)]
        widths = [
            max(float(label.width) for cell in column for label in cell) for column in columns
        ]
        free = (inner.width - sum(widths)) / (len(widths) - 1)
        if free >= APART * size:
            break
    left = inner.left
    for column, width in zip(columns, widths, strict=True):
        lines = iter(inner.lines(2 * rows, TRIED[0]))
        for cell in column:
            for label in cell:
                label.put(left, next(lines))
        left += width + free
    return scene.add_part(Group(card, *(label for cell in cells for label in cell)))


def _cells(scene: AnyScene, size: float) -> list[Cell]:
    say, theme, lesson = scene.say, scene.theme, scene.lesson
    told = (
        (say("audit.lesson"), lesson.path.name),
        (say("audit.seed"), str(lesson.seed)),
        (say(f"audit.{scene.plan.noun}"), say("audit.shuffled")),
        (say("audit.numbers"), NUMBERS),
    )
    return [(words(name, size, theme.quiet), words(what, size, theme.text)) for name, what in told]
