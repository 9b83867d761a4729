"""On a plot of a cost, how long a walk stays on a pass: its plateau."""

from __future__ import annotations

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import SUNK, Axes
from scenes.components.text.label import words
from scenes.plans.crest import Crest
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import STROKES

ABOVE, CAP, CLEAR = 0.17, 0.07, 0.09
"""From the curve up to the line, half the height of its ends, and from there to the words."""


def add_stay(scene: AnyScene, axes: Axes, crest: Crest) -> Part:
    """A line over the steps that it stays, where costs are level, with how many these are."""
    first, last, _ = crest.stay
    say, theme, size, count = scene.say, scene.theme, axes.size, crest.dwell
    height = float(axes.at(np.zeros(()), crest.run.loss[first : last + 1].max())[1]) + ABOVE
    across = axes.at(np.array([first, last], dtype=float), np.zeros(2))[:, 0]
    line = Dashes(theme.text, STROKES.curve, dash=0)
    caps = [np.array([[x, height - CAP], [x, height + CAP]]) for x in across]
    line.show(np.column_stack([across, np.full(2, height)]), *caps)
    unit = say.forms("counts.steps")
    steps = f"{say.numerals.count(count)} {unit.get(say.numerals.plural(count), unit['other'])}"
    told = say("valleys.plateau", steps=steps)
    label = words(told, size, theme.text, "semibold")
    room = scene.layout.safe.right - float(across[0])
    if float(label.width) > room:
        label = words(told, size * room / float(label.width), theme.text, "semibold")
    numbers = axes.at(np.zeros(len(axes.y_ticks)), axes.y_ticks)[:, 1] - SUNK
    baseline = height + CAP + CLEAR
    beside = float(numbers[np.abs(numbers - baseline).argmin()])
    near = abs(beside - baseline) < CLEAR  # of a number of the axis: they are on one line then
    left = max(float(across.mean() - label.width / 2), float(across[0]))  # right of the way down
    label.put(left, beside if near else baseline)
    return scene.add_part(Group(line, label), layer=Layer.NAMES)
