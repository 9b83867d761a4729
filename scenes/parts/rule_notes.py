"""Small print of a race of rules: how the ravine is drawn, and how they are compared."""

from __future__ import annotations

from manim import Group

from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.ravine_view import RavineView
from scenes.parts.rule_slots import RuleSlots
from scenes.plans.rule_runs import RATES
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES


class RuleNotes:
    """One quiet line for each picture.

    Args:
        scene: the scene it belongs to.
        slots: of the pictures.
        ravine: that of the rules by themselves.
    """

    def __init__(self, scene: AnyScene, slots: RuleSlots, ravine: RavineView) -> None:
        self.scene, steps = scene, scene.plan.asked.steps
        self.size = SIZES.small if scene.layout.narrow else SIZES.label
        self.alone = self._add(slots.below, self._wide(ravine))
        same = scene.say("rules.same", steps=steps, count=RATES)
        self.compared = self._add(slots.lanes.note, same)

    def _wide(self, view: RavineView) -> str:
        """How many times as wide it is drawn by itself, where it is not as it is."""
        if self.scene.plan.surface is not None:
            return str(self.scene.say("ravine.scales"))
        times = view.times[0]
        told = self.scene.say.numerals.significant
        return "" if times is None else self.scene.say("ravine.wide", times=told(times))

    def _add(self, slot: Slot, text: str) -> Part:
        (label,) = fitted(
            text, slot.width, 1, self.size,
            lambda text, *, size: words(text, size, self.scene.theme.quiet),
        )  # fmt: skip
        (baseline,) = slot.lines(1, self.size)
        return self.scene.add_part(Group(label.put(float(slot.centre[0]), baseline, "centre")))
