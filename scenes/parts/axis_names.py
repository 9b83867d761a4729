"""The names of both axes of a plot without numbers."""

from __future__ import annotations

from manim import Group

from scenes.components.plot.axes import Axes
from scenes.stage.scene import AnyScene, Part


def add_axis_names(scene: AnyScene, axes: Axes, across: str, up: str) -> Part:
    """Below the right end of one, and above the other, from the keys of their words."""
    return scene.add_part(Group(axes.x_name(scene.say(across)), axes.y_name(scene.say(up))))
