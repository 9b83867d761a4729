"""Named things that stand on the ground of a scene while the eye moves: marks, and words beside."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np
from numpy.typing import NDArray

from scenes.components.path import Ground, Mark
from scenes.components.text import Label, words
from scenes.layout import Slot
from scenes.lesson_scene import LessonScene, Part
from scenes.theme import SIZES, STROKES

Place = Callable[[], NDArray[np.float64]]


def with_view(
    ground: Ground, place: Callable[[], None] = lambda: None
) -> Callable[[int], Hashable]:
    """The update of what stands still on ``ground``: ``place`` puts it where it is seen."""
    placed: Hashable = None

    def update(_: int) -> Hashable:
        nonlocal placed
        view: Hashable = getattr(ground, "view", None)
        if view is None or view != placed:
            place()
            placed = view
        return view

    return update


def beside(label: Label, point: NDArray[np.float64], slot: Slot, clear: float, rise: float) -> None:
    """Put words right of a frame point, ``clear`` of it; left of it where the slot ends.

    ``rise`` is how far the baseline lies above the point.
    """
    x, y = float(point[0]), float(point[1])
    fits = x + clear + float(label.width) <= slot.right
    baseline = min(max(y + rise, slot.bottom), slot.top - label.size)
    label.put(x + clear if fits else x - clear, baseline, "left" if fits else "right")


def add_mark(
    scene: LessonScene,
    ground: Ground,
    theta: NDArray[np.float64],
    loss: float,
    name: tuple[str, str],
    *,
    ring: bool,
    below: bool = False,
) -> tuple[Part, Part]:
    """A ring for a start or a cross for a minimum, and its name: ``name`` is (words, colour)."""
    text, colour = name
    mark = Mark(ground, theta, loss, colour, scene.theme, ring=ring)
    label = words(text, SIZES.small, colour).cased(scene.theme.casing)
    rise = -2.0 * SIZES.small if below else SIZES.small / 2

    def place() -> None:
        beside(label, mark.centre, ground.slot, 1.8 * STROKES.ball, rise)

    return (
        scene.add_part(mark, with_view(ground)),
        scene.add_part(label, with_view(ground, place)),
    )
