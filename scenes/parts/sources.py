"""What all that was seen was computed from, and where its numbers are, in a line below it."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from manim import Group

from scenes.components.text.label import Label, words
from scenes.layout import LEADING, Slot
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

NUMBERS = "trace/*.npz"
"""The files with the numbers of a film, in its folder."""
MOST, BEHIND = 2.6, 0.4
"""Between two things that are told on a line, at most, and from a name to what it names, in em."""

Cell = tuple[Label, Label]
"""What something is, and it."""


def sources_slot(scene: AnyScene) -> Slot:
    """At the foot of the body: names are above what they name where it is narrow."""
    body = scene.layout.body
    return replace(body, top=body.bottom + LEADING * SIZES.name * (1 + scene.layout.narrow))


def add_sources(scene: AnyScene, slot: Slot) -> Part:
    """Lesson file, seed of the order of samples, and where the numbers are, in quiet words."""
    size = SIZES.small
    cells = _cells(scene, size)
    widths = [_width(scene, cell, size) for cell in cells]
    narrow, free = scene.layout.narrow, (slot.width - sum(widths)) / (len(widths) - 1)
    free = free if narrow else min(free, MOST * size)
    left = float(slot.centre[0]) - (sum(widths) + free * (len(widths) - 1)) / 2
    above, *_, below = 2 * slot.lines(1 + narrow, SIZES.name)
    for (name, what), width in zip(cells, widths, strict=True):
        name.put(left + float(name.width) / 2, above, "centre")
        what.put(left if narrow else left + width - float(what.width), below)
        left += width + free
    return scene.add_part(Group(*chain.from_iterable(cells)))


def _width(scene: AnyScene, cell: Cell, size: float) -> float:
    """Of a name with what it names, below or behind it."""
    name, what = (float(label.width) for label in cell)
    return max(name, what) if scene.layout.narrow else name + BEHIND * size + what


def _cells(scene: AnyScene, size: float) -> list[Cell]:
    say, theme, lesson = scene.say, scene.theme, scene.lesson
    told = (
        (say("audit.lesson"), lesson.path.name),
        (say("audit.seed"), str(lesson.seed)),
        (say("audit.numbers"), NUMBERS),
    )
    return [(words(name, size, theme.quiet), words(what, size, theme.quiet)) for name, what in told]
