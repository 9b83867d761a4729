"""The rules of batch and stochastic steps, below one another."""

from __future__ import annotations

from scenes.layout import Slot
from scenes.parts.method_rule import MethodRule
from scenes.stage.scene import AnyScene, Part


class RaceRules:
    """A rule for each method, with what a step looks at.

    Args:
        scene: that they belong to.
        slot: that they fill.
        noun: what a sample is called.
        samples: that batch looks at.
    """

    def __init__(self, scene: AnyScene, slot: Slot, noun: str, samples: int) -> None:
        first, second = slot.rows(2, 2, 1, gap=scene.layout.gap / 3)[:2]
        theme, say = scene.theme, scene.say
        every = say(f"methods.{noun}_all", count=samples)
        one = say(f"methods.{noun}_one")
        batch = MethodRule(scene, first, say("methods.batch"), theme.batch, "J", every)
        single = MethodRule(scene, second, say("methods.stochastic"), theme.stochastic, "J_i ", one)
        self.batch: tuple[Part, ...] = (batch.rule, batch.note)
        self.stochastic: tuple[Part, ...] = (single.rule, single.note)

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of them."""
        return self.batch + self.stochastic
