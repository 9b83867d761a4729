"""The summary's pictures as they come beside its cycle, large, before they go on its page."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import Group

from scenes.components.text.label import Label, formula, words
from scenes.layout import Slot
from scenes.parts.side_names import Named, add_names_over, add_side_names
from scenes.parts.small_bowls import SmallBowls
from scenes.parts.small_costs import SmallCosts
from scenes.parts.small_limit import SmallLimit
from scenes.parts.small_rules import SmallRules
from scenes.parts.small_valleys import SmallValleys
from scenes.parts.two_costs import two_hues
from scenes.plans.summary import Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

HEAD, RISE = 1.7, 0.55
"""Room above a picture for its name, and from the picture up to that, in em."""
LANES = 1.0, 1.0
"""Heights of the bowls and of the lanes of rules below them."""
SIDE, CLEAR = 1.1, 0.36
"""From the name of the limit to what comes of rates on its sides, in em; and how much longer than
the name of its axis the plot is that leaves room for that, at least, in frame units."""
APIECE = 0.25
"""Between pictures that have one name."""


class LargePictures:
    """The limit alone; then two of scales and rules, and two of valleys and new data.

    Args:
        scene: the scene it belongs to; its table has the walks of the rules.
        plan: whose pictures these are.
        slot: what they fill by turns.
        scales: the bowls of two scales, what they are called and in what colours.
        rules: the same of the rules.
    """

    def __init__(
        self,
        scene: AnyScene,
        plan: Plan,
        slot: Slot,
        scales: Mapping[str, Named],
        rules: Mapping[str, Named],
    ) -> None:
        self.scene, theme = scene, scene.theme
        self.size = SIZES.name if scene.layout.narrow else SIZES.caption
        gap = scene.layout.gap
        upper, lower = slot.rows(*LANES, gap=gap)
        left, right = slot.rows(1.0, 1.0, gap=gap) if scene.layout.beside else slot.columns(2, gap)
        self.bound, self.limit = self._add_limit(plan, slot)
        over, bowls = add_names_over(scene, upper.columns(2, gap), scales, [self.size])
        beside, lanes = add_side_names(scene, [(self._below(lower), rules)], APIECE)
        maps = SmallBowls(scene, plan.shown.bowls, [bowls[name] for name in scales])
        shown = SmallRules(scene, plan.rules, lanes, beside).lanes.values()
        self.scaling = *maps.parts, *over.values()
        self.rules = (
            *(part for each in shown for part in each), *beside.values(),
            self._called("rules", lower),
        )  # fmt: skip
        self.hills = SmallValleys(scene, plan.valleys, self._below(left))
        self.valleys = (*self.hills.parts, self._called("valleys", left))
        self.costs = SmallCosts(scene, plan.network, self._below(right), named=True)
        fresh, _ = two_hues(theme)
        self.fresh = (*self.costs.parts, self._called("fresh", right, fresh))

    def _add_limit(self, plan: Plan, slot: Slot) -> tuple[SmallLimit, tuple[Part, ...]]:
        """The cost over the rate; above it the limit, between what comes of rates on its sides."""
        scene, say, theme = self.scene, self.scene.say, self.scene.theme
        name = formula(strong(say(plan.shown.rates.sign("limit"))), self.size, theme.text)
        calm, wild = (
            words(say(f"rates.{key}"), self.size, colour, "semibold")
            for key, colour in (("converges", theme.text), ("explodes", theme.gradient))
        )
        away = float(name.width) / 2 + SIDE * self.size
        beside = SmallLimit.inset(plan.shown.rates, slot, away + float(wild.width))
        across = float(formula(say("axes.rate"), SIZES.name, theme.quiet).width)
        fits = beside + across + CLEAR <= slot.width
        bound = SmallLimit(
            scene, plan.shown.rates, self._below(slot.inset(right=fits * beside)), named=True
        )
        head = self._head(slot, name, bound.at_limit)
        if not fits:
            return bound, (*bound.parts, head)
        calm.put((slot.left + bound.at_limit - away) / 2, name.baseline, "centre")
        wild.put(bound.at_limit + away, name.baseline)
        sides = scene.add_part(Group(calm, wild), layer=Layer.NAMES)
        return bound, (*bound.parts, head, sides)

    def _below(self, slot: Slot) -> Slot:
        """What is left below a name."""
        return slot.inset(top=HEAD * self.size)

    def _called(self, key: str, slot: Slot, colour: str = "") -> Part:
        text, tint = self.scene.say(f"summary.{key}"), colour or self.scene.theme.text
        return self._head(slot, words(text, self.size, tint, "semibold"))

    def _head(self, slot: Slot, label: Label, over: float | None = None) -> Part:
        """A name above the middle of a picture, or above what is so far across the frame."""
        half, middle = float(label.width) / 2, float(slot.centre[0]) if over is None else over
        middle = float(np.clip(middle, slot.left + half, slot.right - half))
        up = self._below(slot).top + RISE * self.size
        return self.scene.add_part(label.put(middle, up, "centre"), layer=Layer.NAMES)


def strong(code: str) -> str:
    """The words of a formula as names are, with a capital first."""
    return f'#text(weight: "semibold")[{code[:1].upper()}{code[1:]}]'
