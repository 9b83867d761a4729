"""A bowl of data as lit ground up to its level rim, stretched across where it is a trench."""

from __future__ import annotations

import numpy as np

from scenes.layout import LEADING, Slot
from scenes.parts.basin_view import BasinView
from scenes.parts.lit_bowl import LitBowl, Lying
from scenes.parts.ravine_scales import add_note
from scenes.plans.scaling import Plan
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

LONG = 4.5
"""How many times as long as wide a bowl is drawn at most."""
LEAST = 1.5
"""How many times as wide as it is one is drawn at least, where it is not drawn as it is."""
HIGH = 0.17
"""How high its rim is, in half of its length."""
WIDE, TALL = (-104.0, 47.0), (-140.0, 46.0)
"""Eyes, azimuth and elevation, in a wide slot and in a tall one, which has a trench aslant."""


class LitTrench:
    """All of a bowl that is a map elsewhere, with its ball, and how many times it is stretched.

    Args:
        scene: the scene it belongs to; its plan is that of `scaling`.
        slot: what it fills.
        view: its map.
    """

    def __init__(self, scene: AnyScene, slot: Slot, view: BasinView) -> None:
        plan: Plan = scene.plan
        runner, note = view.runner, LEADING * SIZES.label
        halves = view.level(slot)
        times = float(halves[0] / halves[1]) / LONG
        self.times = float(f"{times:.2g}") if times >= LEAST else 1.0
        """How many times as wide as it is it is drawn."""
        across = np.array([1.0, self.times])
        laid = (halves * across)[:, None] * view.shares
        lying = Lying(laid, np.zeros(2), halves * across, HIGH)
        eye = WIDE if slot.width > slot.height else TALL
        walked = runner.name, runner.run, runner.colour
        ground = slot.inset(bottom=note)
        self.bowl = LitBowl(scene, plan.problems[runner.name], lying, walked, [ground], eye)
        told = scene.say.numerals.significant(self.times)
        text = scene.say("ravine.wide", times=told) if self.times > 1.0 else ""
        foot = slot.inset(top=slot.height - note)
        self.parts: list[Part] = [*self.bowl.parts, add_note(scene, foot, text)]
        """All of it."""
