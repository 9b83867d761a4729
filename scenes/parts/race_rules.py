"""The rules of batch, stochastic and shrinking steps, below one another."""

from __future__ import annotations

from scenes.components.text.label import formula, words
from scenes.layout import Slot
from scenes.parts.method_rule import MethodRule, name_room, named_rule, rule_slots
from scenes.stage.scene import AnyScene
from scenes.theme import SIZES


class RaceRules:
    """A rule for each method that takes part.

    Args:
        scene: that they belong to.
        slot: that they fill.
        samples: that batch looks at.
        decay: of the shrinking rate.
    """

    def __init__(self, scene: AnyScene, slot: Slot, samples: int, decay: float) -> None:
        first, second, third = rule_slots(slot, scene.layout.gap / 3)
        theme, say = scene.theme, scene.say
        every, one = say("methods.all_samples", count=samples), say("methods.one_sample")
        self.batch = MethodRule(scene, first, say("methods.batch"), theme.batch, "J", every)
        self.stochastic = MethodRule(
            scene, second, say("methods.stochastic"), theme.stochastic, "J_i ", one
        )
        name = words(say("methods.shrinking"), SIZES.label, theme.decaying, "semibold")
        slower = say.numerals.in_formula(decay)
        rule = formula(say("methods.shrinking_rule", decay=slower), SIZES.label, theme.text)
        self.shrinking = scene.add_part(named_rule(third, name, rule, name_room(say, theme)))
