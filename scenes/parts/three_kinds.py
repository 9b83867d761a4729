"""A map for each kind with its walk; then their costs with where they end; then the trade."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from manim import Group

from scenes.components.outline import Outline
from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.ends_column import EndsColumn
from scenes.parts.look_plot import LookPlot
from scenes.parts.size_map import SizeMap, Type, extract, typeset
from scenes.parts.trade_chart import TradeChart
from scenes.plans.mini_batch import KINDS
from scenes.plans.race import RATES
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

PLOT_AND_ENDS = 1.2, 1.0
"""Shares of the width: the costs, and where walks end; of the height where it is narrow."""
CLEAR = 0.12
"""From the maps to the card below them."""
LINES = 2
"""Of what the walks have in common, at most, where it is narrow."""


class ThreeKinds:
    """By turns: maps that fill the picture, costs with where walks end, and the trade between both.

    Args:
        scene: that they belong to.
    """

    def __init__(self, scene: AnyScene) -> None:
        self.scene, layout = scene, scene.layout
        self.colours = {kind: getattr(scene.theme, kind) for kind in KINDS}
        slots, card, sizes = self._slots()
        shown = extract(scene, sizes.area(slots[0]), sizes.name)
        self.maps = {
            kind: SizeMap(scene, slot, kind, shown, sizes)
            for kind, slot in zip(KINDS, slots, strict=True)
        }
        self.card = self._add_card(card)
        if layout.narrow:
            beside, large = layout.body.rows(*PLOT_AND_ENDS[::-1], gap=layout.gap)
        else:
            large, beside = layout.body.shares(*PLOT_AND_ENDS, gap=layout.gap)
        runners = {kind: each.runner for kind, each in self.maps.items()}
        self.costs = LookPlot(scene, large, runners)
        self.ends = EndsColumn(scene, beside, self.costs.axes, self.colours)
        self.trade = TradeChart(scene, layout.body, self.colours)

    def _slots(self) -> tuple[tuple[Slot, ...], Slot, Type]:
        """Of maps with their words, side by side or below one another; of the card; and the type.

        The card stands where the counts are later, or below all maps.
        """
        layout, body = self.scene.layout, self.scene.layout.body
        if layout.beside:
            sizes = typeset(self.scene, body.width)
            room = LINES * LEADING * sizes.name
            slots = body.inset(bottom=room).rows(*[1.0] * len(KINDS), gap=layout.gap / 2)
            return slots, replace(body, top=body.bottom + room), sizes
        slots = body.columns(len(KINDS), layout.gap)
        sizes = typeset(self.scene, slots[0].width)
        return slots, replace(body, top=body.bottom + sizes.below - CLEAR), sizes

    def _add_card(self, slot: Slot) -> Part:
        """What the walks have in common."""
        scene, narrow = self.scene, self.scene.layout.narrow
        told = scene.say(scene.plan.sign("looks"), count=scene.plan.looks, rates=RATES)
        size = SIZES.label if narrow else SIZES.caption
        make = partial(words, colour=scene.theme.text)
        lines = fitted(told, slot.width - 2 * size, LINES if narrow else 1, size, make)
        middle, baselines = float(slot.centre[0]), slot.lines(len(lines), lines[0].size)
        for line, baseline in zip(lines, baselines, strict=True):
            line.put(middle, baseline, "centre")
        half = max(float(line.width) for line in lines) / 2 + size / 2
        around = Outline(replace(slot, left=middle - half, right=middle + half), scene.theme.rule)
        return scene.add_part(Group(around, *lines))

    @property
    def parts(self) -> list[Part]:
        """The maps with all that is on them, and their headings."""
        return [part for each in self.maps.values() for part in each.parts]

    @property
    def counts(self) -> list[Part]:
        """Steps and looks of each walk."""
        return [each.count for each in self.maps.values()]
