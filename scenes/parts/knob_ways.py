"""Which way each parameter grows on a map that is turned: two arrows in its corner."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.basin import Basin
from scenes.components.path.arrow import StraightArrow
from scenes.components.text.label import formula
from scenes.layout import Slot
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

Array = NDArray[np.float64]

LENGTH = 1.9
"""Of the arrows, in em of their letters."""
AWAY, BESIDE = 1.0, 0.65
"""Of both from the sides of the map, and from an arrow's end to the middle of its letter, in em."""
CLEAR = 0.03
"""From the lower side of a letter that hangs down to the side of its slot, at least, in em."""
APART = 1.0
"""From one letter's middle to the other's, at least, for arrows to be told apart, in em."""


def add_knob_ways(
    scene: AnyScene,
    basin: Basin,
    slot: Slot,
    names: Sequence[str],
    length: float = LENGTH,
    away: float = AWAY,
) -> Part:
    """In the lower right corner of a slot, on the map there; both arrows are of one length."""
    size, theme = SIZES.name, scene.theme
    arrows = [StraightArrow(theme.text, theme) for _ in names]
    letters = [formula(f"${name}$", size, theme.text).cased(theme.casing) for name in names]
    below = np.array([size / 4 - float(letter.runs[0].points[:, 1].min()) for letter in letters])

    def point(frame: int) -> Hashable:
        del frame
        ways = size * _ways(basin)
        named = size * _named(_ways(basin), length)
        corners = np.array([[0.0, 0.0], *named])
        low, high = corners.min(axis=0), corners.max(axis=0)
        low[1] = min(low[1], float((corners[1:, 1] - below).min()) + (away - CLEAR) * size)
        across = basin.half[1] * np.hypot(*(basin.linear @ basin.directions[1]))
        bottom = max(slot.bottom, float(slot.centre[1] - across))
        corner = np.array([slot.right - high[0], bottom - low[1]])
        origin = corner + away * size * np.array([-1.0, 1.0])
        for arrow, letter, way, at in zip(arrows, letters, ways, named, strict=True):
            arrow.show(origin, origin + length * way)
            x, y = (origin + at).tolist()
            letter.put(x, y - size / 4, "centre")
        return basin.view

    return scene.add_part(Group(*arrows, *letters), point, layer=Layer.NAMES)


def _named(ways: Array, length: float) -> Array:
    """Where the letters of arrows are, (2, 2), in em: at their ends, or beside almost one way."""
    ends = (length + BESIDE) * ways
    one, other = ends
    apart = float(np.hypot(*(one - other)))
    if apart >= APART:
        return np.asarray(ends)
    across = np.array([one[1], -one[0]]) / np.hypot(*one)
    side = (APART - apart) / 2 * (across if across @ (one - other) >= 0.0 else -across)
    return np.asarray(ends + np.array([side, -side]))


def _ways(basin: Basin) -> Array:
    """Where each parameter grows on the map, as directions, (2, 2)."""
    return np.asarray((basin.linear / np.hypot(*basin.linear)).T)
