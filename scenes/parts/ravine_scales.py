"""Small print of a ravine that is seen along: how it is drawn, and where a rule measures."""

from __future__ import annotations

from collections.abc import Callable

from manim import Group

from scenes.components.text.label import Align, Label, formula, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.ravine_view import RavineView
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES


def add_scales(scene: AnyScene, slot: Slot, view: RavineView, place: int = 0) -> Part:
    """One quiet line: how many times as wide it is drawn in one of its slots."""
    align: Align = "left" if place and scene.layout.narrow else "centre"
    return add_note(scene, slot, scales_told(scene, view, place), align)


def add_note(scene: AnyScene, slot: Slot, text: str, align: Align = "centre") -> Part:
    """One quiet line."""
    most = SIZES.small if scene.layout.narrow else SIZES.label
    make: Callable[[str, float, str], Label] = formula if "$" in text else words
    (label,) = fitted(
        text, slot.width, 1, most,
        lambda text, *, size: make(text, size, scene.theme.quiet),
    )  # fmt: skip
    (baseline,) = slot.lines(1, float(label.size))
    x = {"left": slot.left, "right": slot.right}.get(align, float(slot.centre[0]))
    return scene.add_part(Group(label.put(x, baseline, align)))


def scales_told(scene: AnyScene, view: RavineView, place: int = 0) -> str:
    """How many times as wide it is drawn by itself, where it is not as it is."""
    if scene.plan.surface is not None:
        return str(scene.say("ravine.scales"))
    times = view.times[place]
    told = scene.say.numerals.significant
    return "" if times is None else scene.say("ravine.wide", times=told(times))
