"""How many steps a ball has taken."""

from __future__ import annotations

from collections.abc import Hashable

from scenes.components.readout import Count
from scenes.layout import Slot
from scenes.parts.runner import Runner
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES


def add_step_count(scene: AnyScene, slot: Slot, runner: Runner, size: float = SIZES.title) -> Part:
    """The steps of a runner, in the middle of a slot, wherever its digits end, or smaller."""
    forms, numerals = scene.say.forms("counts.steps"), scene.say.numerals
    most = Count(forms, 1.0, scene.theme.text, numerals).width_at(runner.run.steps)
    size = min(size, slot.width / most)
    count = Count(forms, size, scene.theme.text, numerals)
    width = count.width_at(runner.run.steps)
    left = min(float(slot.centre[0]) - width / 2, slot.right - width)
    (baseline,) = slot.lines(1, size)

    def show(frame: int) -> Hashable:
        steps = runner.landed(frame)
        count.show(steps, left, baseline)
        return steps

    return scene.add_part(count, show, layer=Layer.NAMES)
