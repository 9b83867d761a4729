"""The names of both axes of a plot without numbers."""

from __future__ import annotations

from manim import Group

from scenes.components.plot.axes import Axes
from scenes.stage.scene import AnyScene, Part

OVER, UNDER = 0.15, 0.9
"""From the plot up to the baseline of the one, in frame units, and down to that of the other, in
em."""


def add_axis_names(scene: AnyScene, axes: Axes, across: str, up: str) -> Part:
    """Below the right end of one, and above the other, from the keys of their words."""
    below, above = axes.x_name(scene.say(across)), axes.y_name(scene.say(up))
    slot = axes.slot
    below.put(slot.right, slot.bottom - UNDER * below.size - OVER / 2, "right")
    above.put(slot.left, slot.top + OVER)
    return scene.add_part(Group(below, above))
