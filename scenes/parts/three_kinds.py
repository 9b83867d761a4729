"""A column for each kind: a map with its walk, and below it costs, or what is said of the kind."""

from __future__ import annotations

from scenes.layout import Slot
from scenes.parts.kinds_table import KindsTable
from scenes.parts.look_plot import LookPlot
from scenes.parts.size_map import SizeMap, extract
from scenes.parts.walks_card import add_walks_card
from scenes.plans.mini_batch import ALL, FEW, KINDS, SINGLE
from scenes.plans.race import RATES
from scenes.stage.scene import AnyScene, Part

MAPS, BELOW = 1.0, 1.2
"""Shares of the height: the maps, and what stands below them."""


class ThreeKinds:
    """Maps side by side; below them, by turns, a card, the costs with the samples, or a table.

    Args:
        scene: that they belong to.
    """

    def __init__(self, scene: AnyScene) -> None:
        self.scene, layout, theme = scene, scene.layout, scene.theme
        hues = theme.stochastic, theme.mini_batch, theme.batch
        self.colours = dict(zip(KINDS, hues, strict=True))
        upper, lower = layout.body.rows(MAPS, BELOW, gap=layout.gap)
        tops, bottoms = (
            dict(zip(KINDS, row.columns(len(KINDS), layout.gap), strict=True))
            for row in (upper, lower)
        )
        self.corner: Slot | None = None if layout.narrow else bottoms[ALL]
        """Where the samples stand beside the card, if there is room for them."""
        beside = lower if layout.narrow else lower.left_of(bottoms[ALL], layout.gap)
        shown = extract(scene, tops[SINGLE])
        self.maps = {
            kind: SizeMap(scene, slot, kind, shown, self.colours[kind])
            for kind, slot in tops.items()
        }
        self.runners = {kind: each.runner for kind, each in self.maps.items()}
        self.costs = LookPlot(scene, lower, self.runners)
        whole = Slot(*bottoms[FEW].extent[:2], *tops[FEW].extent[2:])
        self.table = KindsTable(scene, bottoms, self.colours, whole)
        self.card = add_walks_card(scene, beside, self._in_common())

    @property
    def parts(self) -> list[Part]:
        """The maps with all that is on them."""
        return [part for each in self.maps.values() for part in each.parts]

    @property
    def others(self) -> list[Part]:
        """The walks that are not those of a mini-batch, with their maps."""
        return [part for kind in (SINGLE, ALL) for part in self.maps[kind].walk]

    def _in_common(self) -> list[tuple[str, str]]:
        """What is said of all walks, and their learning rates, each with its colour."""
        scene = self.scene
        plan, say, text = scene.plan, scene.say, scene.theme.text
        common = (
            say(plan.sign("looks"), count=plan.looks),
            say(f"card.{plan.noun}_order", seed=str(scene.lesson.seed)),
            say("card.searched", count=RATES),
        )
        rates = [
            say(
                "card.rate",
                method=say(f"methods.{kind}"),
                rate=say.numerals.in_formula(plan.rates[kind], 2),
            )
            for kind in KINDS
        ]
        told = zip(rates, self.colours.values(), strict=True)
        return [*((each, text) for each in common), *told]
