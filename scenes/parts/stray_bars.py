"""How far from the floor of the ravine first steps of two rules end, as a bar for each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from manim import Group

from scenes.components.plot.rate_bars import RateBars
from scenes.components.text.label import words
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.plans.optimizers import Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

PITCH, THICK = 2.8, 0.55
"""From one bar to the other at most, in em of names, and what share of it a bar is thick."""
BEHIND, RIGHT = 0.8, 1.0
"""From the longest name to the bars, and room behind the longest of these, in em."""


class StrayBars:
    """A bar for each rule, as long as how far it strays on average; the longest fills its room.

    Args:
        scene: the scene it belongs to.
        slot: that it fills.
        colours: by rule, from above.
    """

    def __init__(self, scene: AnyScene, slot: Slot, colours: Mapping[str, str]) -> None:
        plan: Plan = scene.plan
        theme, narrow = scene.theme, scene.layout.narrow
        head, size = (SIZES.small, SIZES.label) if narrow else (SIZES.label, SIZES.name)
        told = scene.say("axes.strays")
        lines = wrapped(told, slot.width, partial(words, size=head, colour=theme.quiet))
        names = [words(scene.say(f"rules.{rule}"), size, each) for rule, each in colours.items()]
        high = LEADING * head * len(lines)
        pitch = min(PITCH * size, (slot.height - high) / len(names))
        top = float(slot.centre[1]) + (high + pitch * len(names)) / 2
        for k, line in enumerate(lines):
            line.put(slot.left, top - LEADING * head * (k + 1) + (LEADING - 1) * head)
        levels = [top - high - pitch * (k + 0.5) for k in range(len(names))]
        for name, level in zip(names, levels, strict=True):
            name.put(slot.left, level - size / 3)
        left = slot.left + max(float(name.width) for name in names) + BEHIND * size
        far = np.array([plan.strays(rule) for rule in colours])
        longs = (slot.right - RIGHT * size - left) * far / (far.max() or 1.0)
        self.bars = [RateBars(each, THICK * pitch) for each in colours.values()]
        for bar, level, long in zip(self.bars, levels, longs.tolist(), strict=True):
            bar.show(np.array([[left, level], [left + long, level]]))
        self.head = scene.add_part(Group(*lines), layer=Layer.NAMES)
        """What the bars are."""
        self.rules: dict[str, list[Part]] = {
            rule: [
                scene.add_part(Group(name), layer=Layer.NAMES),
                scene.add_part(bar, layer=Layer.GROUND),
            ]
            for rule, name, bar in zip(colours, names, self.bars, strict=True)
        }
        """Each one's name, and its bar."""

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [self.head, *(part for own in self.rules.values() for part in own)]
