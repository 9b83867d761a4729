"""What a dot of a plot is, told at one of the first."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import Axes
from scenes.components.text.label import words
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

FEW, ROOMY = 0.2, 1.5
"""The share of the samples, from the left, of which one is named; and room above it that is more
than enough, in frame units."""
CLEAR, RISE = 0.4, 1.5
"""From that to a short line up, and from its end to the name; and how high it ends, in em."""


def add_one_sample(scene: AnyScene, axes: Axes) -> Part:
    """A name above that of the first few which has most room, with a short line to it."""
    data, theme = scene.plan.data, scene.theme
    size = SIZES.small if scene.layout.narrow else SIZES.label
    name = words(scene.say(f"one_sample.{scene.plan.noun}"), size, theme.text).cased(theme.casing)
    line, half = Dashes(theme.text, STROKES.thin, dash=0), float(name.width) / 2

    def stand(frame: int) -> Hashable:
        del frame
        x, y = _freest(axes.at(data.x, data.y), half + size, axes.slot.top).tolist()
        line.show(np.array([[x, y + CLEAR * size], [x, y + RISE * size]]))
        left, right = axes.slot.left + half + CLEAR * size, axes.slot.right - half
        name.put(min(max(x, left), right), y + (RISE + CLEAR) * size, "centre")
        return axes.look

    return scene.add_part(Group(line, name), stand, layer=Layer.NAMES)


def _freest(places: Array, half: float, top: float) -> Array:
    """That of the first few places (2,) above which the next one beside it is highest."""
    few = places[np.argsort(places[:, 0])][: max(1, round(FEW * len(places)))]

    def free(place: Array) -> float:
        over = places[(np.abs(places[:, 0] - place[0]) <= half) & (places[:, 1] > place[1]), 1]
        return min(float(over.min(initial=top)) - float(place[1]), ROOMY)

    return np.asarray(max(few, key=free))
