"""The own axes of a bowl over its map, with their names: along it, and across."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.basin import Basin
from scenes.components.path.dashes import Dashes
from scenes.components.text.label import formula, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.plans.scaling import ACROSS_WAY, ALONG_WAY
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

OUTWARDS, UPWARDS = 0.46, 0.6
"""Where the names stand: of half the map to the right, and of half of it upwards."""
ASIDE, BELOW = 0.4, 1.0
"""From an axis to its name, beside it and above it; and down to that of the level one, in em."""
WITHIN = 0.72
"""How much of the right half of the map a name takes at most, if it need not be too small."""
IN = 0.1
"""From the end of an axis to the side of the slot, at least."""


def add_own_axes(scene: AnyScene, basin: Basin, drawn: Animated) -> Part:
    """Both, as far as they are drawn from the lowest point, to the rims or the sides of the slot.

    The one across, along which the curvature is L, is whole; the other one is dashed.

    One of them is level on the map, and the other one upright; the lowest point is in its middle.

    Args:
        scene: the scene they belong to.
        basin: the map.
        drawn: how far they are drawn.
    """
    theme, size, slot = scene.theme, SIZES.name, basin.slot
    lines = Dashes(theme.text, STROKES.axis, casing=theme.casing)
    sharp = Dashes(theme.text, STROKES.curve, dash=0.0, casing=theme.casing)
    told = scene.say("own_axes.along"), f"{scene.say('own_axes.across')}: $L$"
    widest = max(float(formula(each, size, theme.text).width) for each in told)
    room_beside = WITHIN * min(float(_halves(basin)[0]), slot.width / 2)
    size = max(SIZES.small, size * min(1.0, room_beside / widest))
    level, upright = (formula(each, size, theme.text).cased(theme.casing) for each in told)
    room = np.array([slot.width, slot.height]) / 2 - IN

    def lie(frame: int) -> Hashable:
        share = drawn.at(frame)
        middle = basin.at(basin.centre, np.zeros(()))[:2]
        right, up = np.minimum(_halves(basin), room)
        lines.show(middle + share * np.array([[-right, 0.0], [right, 0.0]]))
        sharp.show(middle + share * np.array([[0.0, -up], [0.0, up]]))
        x, y = middle.tolist()
        level.put(x + OUTWARDS * right, y - BELOW * size, "centre")
        upright.put(x + ASIDE * size, y + max(UPWARDS * up - size / 3, ASIDE * size))
        return share, basin.view

    return scene.add_part(Group(lines, sharp, level, upright), lie, layer=Layer.NAMES)


def add_turned(scene: AnyScene, slot: Slot, baseline: float) -> Part:
    """Below a map, at some height: both maps are turned, so that their axes lie so."""
    make = partial(words, colour=scene.theme.quiet)
    (told,) = fitted(scene.say("own_axes.turned"), slot.width, 1, SIZES.name, make)
    return scene.add_part(told.put(slot.left, baseline), layer=Layer.NAMES)


def _halves(basin: Basin) -> Array:
    """Half of the bowl to the right and upwards, in frame units, (2,)."""
    sides = [
        float(np.hypot(*(basin.linear @ basin.directions[way])) * basin.half[way])
        for way in (ALONG_WAY, ACROSS_WAY)
    ]
    return np.array(sides)
