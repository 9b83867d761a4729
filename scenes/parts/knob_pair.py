"""Why turning matters to Adam: its steps of each parameter before the turn, and after."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.knob_arrows import KnobArrows
from scenes.parts.knob_turn import KnobTurn, unit_in
from scenes.plans.optimizers import DEGREES, Plan
from scenes.plans.rule_runs import ADAM, TURNED
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

SHARE = 1.0
"""Of the way to the start, the line along a parameter at most."""
HEADS = {"rules.upright": "", "rules.aslant": TURNED}
"""What stands above a map, and of which runs it tells."""


class KnobPair:
    """The ravine in its true shape, as it was and turned, with an arrow a parameter in each.

    Args:
        scene: the scene it belongs to.
        slots: of the two, alike.
        colour: of Adam.
    """

    def __init__(self, scene: AnyScene, slots: Sequence[Slot], colour: str) -> None:
        self.scene, self.grounds, self.told = scene, list[Part](), list[Part]()
        maps = [slot.inset(top=LEADING * SIZES.name) for slot in slots]
        turns = [(0.0, 0.0), (DEGREES, DEGREES)]
        unit = min(unit_in(scene.plan, *each) for each in zip(maps, turns, strict=True))
        self.views = [
            KnobTurn(scene, slot, turn, unit) for slot, turn in zip(maps, turns, strict=True)
        ]
        self.arrows = [
            KnobArrows(scene, view, where, colour, SHARE * view.way)
            for view, where in zip(self.views, ("", TURNED), strict=True)
        ]
        for view, arrows in zip(self.views, self.arrows, strict=True):
            self.grounds.append(view.part)
            self.told += arrows.parts
        self.told += self._heads(slots)

    def _heads(self, slots: Sequence[Slot]) -> list[Part]:
        """How many times one step is as long as the other, above each map, in one size."""
        plan: Plan = self.scene.plan
        say, colour = self.scene.say, self.scene.theme.text
        texts = [
            say(head, times=say.numerals.significant(plan.times(where + ADAM)))
            for head, where in HEADS.items()
        ]
        size = min(
            fitted(
                text, slot.width, 1, SIZES.name,
                lambda text, *, size: words(text, size, colour),
            )[0].size
            for text, slot in zip(texts, slots, strict=True)
        )  # fmt: skip
        return [
            self.scene.add_part(
                words(text, size, colour).put(
                    float(slot.centre[0]), slot.top - SIZES.name, "centre"
                ), layer=Layer.NAMES,
            )
            for text, slot in zip(texts, slots, strict=True)
        ]  # fmt: skip
