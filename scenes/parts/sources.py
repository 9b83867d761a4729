"""A line that says what all that was seen was computed from."""

from __future__ import annotations

from functools import partial

from manim import Group

from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

ROWS = 2
"""Lines that it may have."""


def _size(scene: AnyScene) -> float:
    """Of their type."""
    return SIZES.label if scene.layout.narrow else SIZES.caption


def sources_height(scene: AnyScene) -> float:
    """Of a slot that they fill."""
    return LEADING * ROWS * _size(scene)


def add_sources(scene: AnyScene, slot: Slot) -> Part:
    """From the top of a slot: lesson file, and seed of the samples' order."""
    lesson = scene.lesson
    size = _size(scene)
    told = scene.say("audit.computed", lesson=lesson.path.name, seed=lesson.seed)
    make = partial(words, colour=scene.theme.text)
    lines = fitted(told, slot.width, ROWS, size, make)
    for row, line in enumerate(lines):
        line.put(slot.left, slot.top - size - LEADING * size * row)
    return scene.add_part(Group(*lines))
