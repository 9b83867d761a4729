"""Axes of the parameters on a map: a line along each, with a tip and its letter."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.basin import Basin
from scenes.components.path.dashes import Dashes
from scenes.components.text.label import formula
from scenes.layout import Slot
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

PAST, TIP = 0.4, 0.09
"""How far beyond the basin the axes of the parameters go at most, and the size of their tips."""
APART = 1.6
"""Two tips that are nearer to one another, in em, have their letters on either side."""
BESIDE, ABOVE, BACK = np.array([0.55, -0.05]), np.array([0.0, 0.3]), 0.6
"""From the tip of a steep axis to its letter, and of a level one, and back along that; in em."""
TINY = 1e-12
"""What stands for no length where it is divided by."""


def add_knob_lines(scene: AnyScene, basin: Basin, names: Sequence[str]) -> Part:
    """A line along each parameter, through the lowest point of a basin as it is drawn now."""
    size, theme = SIZES.name, scene.theme
    lines = Dashes(theme.text, STROKES.axis, dash=0)
    letters = [formula(f"${name}$", size, theme.text).cased(theme.casing) for name in names]

    def lie(frame: int) -> Hashable:
        del frame
        middle = basin.at(basin.centre, np.zeros(()))[:2]
        slot, drawn = basin.slot.inset(bottom=size / 2, top=size / 2), []
        for letter, way in zip(letters, basin.linear.T, strict=True):
            towards = way / np.hypot(*way)
            far = (reach(basin, towards) + PAST) * towards
            ends = _within(slot, middle + np.array([[-1.0], [1.0]]) * far)
            aside = np.array([-towards[1], towards[0]])
            back = ends[1] - TIP * towards + TIP / 2 * np.array([[1.0], [-1.0]]) * aside
            drawn += [ends, np.array([back[0], ends[1], back[1]])]
            level = abs(towards[0]) > abs(towards[1])
            off = ABOVE - BACK * towards if level else BESIDE
            if letter is letters[1] and np.hypot(*(drawn[0][1] - ends[1])) < APART * size:
                off = BESIDE * np.array([-1.0, 1.0])
            x, y = (ends[1] + size * off).tolist()
            letter.put(x, y, "centre")
        lines.show(*drawn)
        return basin.view

    return scene.add_part(Group(lines, *letters), lie, layer=Layer.GROUND)


def reach(basin: Basin, way: Array) -> float:
    """How far from its middle a basin goes, as it is drawn now, in a direction (2,)."""
    return float(np.hypot(*(basin.half * (basin.directions @ basin.linear.T @ way))))


def _within(slot: Slot, ends: Array) -> Array:
    """The part of a line (2, 2) that lies in a slot; of none at all, its first end twice."""
    low, high = np.array([slot.left, slot.bottom]), np.array([slot.right, slot.top])
    way = ends[1] - ends[0]
    slant = np.where(way == 0.0, TINY, way)
    cuts = np.stack([(low - ends[0]) / slant, (high - ends[0]) / slant])
    enter = float(np.clip(cuts.min(axis=0).max(), 0.0, 1.0))
    leave = float(np.clip(cuts.max(axis=0).min(), enter, 1.0))
    return np.asarray(ends[0] + np.array([[enter], [leave]]) * way)
