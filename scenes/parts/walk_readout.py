"""The step that a walk has come to, and the slope underfoot, in figures."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group

from scenes.components.text.digits import Digits
from scenes.components.text.label import words
from scenes.layout import LEADING, Slot
from scenes.parts.runner import Runner
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

DECIMALS = 3
"""Of the slope."""


def add_walk_readout(scene: AnyScene, slot: Slot, runner: Runner, keys: tuple[str, str]) -> Part:
    """Two lines from the top of a slot: what ``keys`` call the step and the slope, and both."""
    size = SIZES.label if scene.layout.narrow else SIZES.formula
    theme, numerals = scene.theme, scene.say.numerals
    names = [words(scene.say(key), size, theme.quiet) for key in keys]
    colours = theme.text, theme.gradient
    values = [Digits(size, colour) for colour in colours]
    first = slot.top - 0.9 * size
    lines = [first, first - 1.2 * LEADING * size]
    for name, baseline in zip(names, lines, strict=True):
        name.put(slot.left, baseline)
    left = max(float(name.get_right()[0]) for name in names) + 0.5 * size
    slopes = np.linalg.norm(runner.run.problem.gradient(runner.run.theta), axis=-1)

    def tell(frame: int) -> Hashable:
        step = runner.landed(frame)
        texts = numerals.count(step), numerals.placed(float(slopes[step]), DECIMALS)
        for value, text, baseline in zip(values, texts, lines, strict=True):
            value.show(text, left, baseline)
        return step

    return scene.add_part(Group(*names, *values), tell, layer=Layer.GROUND)
