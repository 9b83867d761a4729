"""The step that balls have come to and one more figure, the slope underfoot or the noise."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np
from manim import Group

from scenes.components.text.digits import Digits
from scenes.components.text.label import words
from scenes.layout import LEADING, Slot
from scenes.parts.runner import Runner
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

SLOPE_DECIMALS, NOISE_DECIMALS = 4, 1
"""Of the slope, and of the noise."""
TOP, PITCH = 0.9, 1.2 * LEADING
"""From the top of a readout to its first baseline, and from there to the second, in em."""


def add_walk_readout(scene: AnyScene, slot: Slot, runner: Runner) -> Part:
    """From the top of a slot: the step of a walk, and the slope where it stands."""
    slopes = np.linalg.norm(runner.run.problem.gradient(runner.run.theta), axis=-1)
    texts = [scene.say.numerals.placed(float(slope), SLOPE_DECIMALS) for slope in slopes]
    return _add(scene, slot, runner.landed, "valleys.slope", scene.theme.gradient, texts)


def add_noise_readout(
    scene: AnyScene, slot: Slot, landed: Callable[[int], int], noise: Sequence[float]
) -> Part:
    """From the top of a slot: the step that balls have ``landed`` at, and the ``noise`` of each."""
    texts = [scene.say.numerals.placed(size, NOISE_DECIMALS) for size in noise]
    return _add(scene, slot, landed, "valleys.noise_now", scene.theme.minimum, texts)


def _size(scene: AnyScene) -> float:
    return SIZES.label if scene.layout.narrow else SIZES.formula


def _add(
    scene: AnyScene,
    slot: Slot,
    landed: Callable[[int], int],
    key: str,
    colour: str,
    texts: Sequence[str],
) -> Part:
    """The step, and below it what ``key`` calls the text that there is for it."""
    size, theme = _size(scene), scene.theme
    names = [words(scene.say(each), size, theme.quiet) for each in ("valleys.step", key)]
    values = [Digits(size, theme.text), Digits(size, colour)]
    first = slot.top - TOP * size
    lines = [first, first - PITCH * size]
    for name, baseline in zip(names, lines, strict=True):
        name.put(slot.left, baseline)
    left = max(float(name.get_right()[0]) for name in names) + 0.5 * size

    def tell(frame: int) -> Hashable:
        step = landed(frame)
        told = scene.say.numerals.count(step), texts[step]
        for value, text, baseline in zip(values, told, lines, strict=True):
            value.show(text, left, baseline)
        return step

    return scene.add_part(Group(*names, *values), tell, layer=Layer.GROUND)
