"""Small print of a race of rules: how they are compared, and how wide the ravine is drawn."""

from __future__ import annotations

from manim import Group

from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.ravine_view import RavineView
from scenes.parts.rule_slots import RuleSlots
from scenes.plans.optimizers import RATES
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES


class RuleNotes:
    """One quiet line for each picture.

    Args:
        scene: that it belongs to.
        slots: of the pictures.
        ravine: that of the rules by themselves.
        lane: of the race, which grows.
    """

    def __init__(
        self, scene: AnyScene, slots: RuleSlots, ravine: RavineView, lane: RavineView
    ) -> None:
        self.scene, foot, steps = scene, slots.lanes.foot, scene.plan.asked.steps
        self.size = SIZES.small if scene.layout.narrow else SIZES.label
        alone = slots.ravine[0]
        below = Slot(alone.left, alone.bottom - foot.height, alone.right, alone.bottom)
        self.alone = self._add(below, self._wide(ravine, 0))
        self.compared = self._add(foot, scene.say("rules.same", steps=steps, count=RATES))
        self.race = self._add(foot, self._wide(lane, 0))
        self.again = self._add(foot, scene.say("rules.before"), self._wide(lane, 0))
        self.pair = self._add(foot, scene.say("rules.before"), self._wide(lane, 1))

    def _wide(self, view: RavineView, which: int) -> str:
        """How many times as wide it is drawn in one of its slots, where it is not as it is."""
        times = view.times[which]
        return "" if times is None else self.scene.say("ravine.wide", times=self._told(times))

    def _told(self, times: float) -> str:
        return self.scene.say.numerals.significant(times)

    def _add(self, slot: Slot, *texts: str) -> Part:
        (label,) = fitted(
            "; ".join(filter(None, texts)), slot.width, 1, self.size,
            lambda text, *, size: words(text, size, self.scene.theme.quiet),
        )  # fmt: skip
        (baseline,) = slot.lines(1, self.size)
        return self.scene.add_part(Group(label.put(float(slot.centre[0]), baseline, "centre")))
