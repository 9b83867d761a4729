"""A map for each kind with its walk; then their costs with where they end; then the trade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from manim import Group

from scenes.components.outline import Outline
from scenes.components.text.label import Label, words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.ends_column import EndsColumn
from scenes.parts.look_plot import LookPlot
from scenes.parts.size_map import SizeMap, colours_of_kinds, extract, typeset
from scenes.parts.trade_chart import TradeChart
from scenes.plans.mini_batch import KINDS
from scenes.plans.race import RATES
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

ENDS_AND_PLOT = 1.0, 1.2
"""Shares of the height where it is narrow: where walks end, and below that their costs."""
CLEAR = 0.12
"""From the maps to the card below them."""
LINES = 2
"""Of the card, at most, where it is narrow."""
ROUND, WITHIN = 0.6, 0.1
"""From its lines to its sides, and to its upper and lower edge, in em."""


class ThreeKinds:
    """By turns: maps that fill the picture, costs with where walks end, and the trade between both.

    Args:
        scene: that they belong to.
    """

    def __init__(self, scene: AnyScene) -> None:
        self.scene, layout = scene, scene.layout
        self.colours = colours_of_kinds(scene.theme)
        slots, lines = layout.body.columns(len(KINDS), layout.gap), self._card_lines()
        high = (LEADING * len(lines) + 2 * WITHIN) * lines[0].size
        sizes = typeset(scene, slots[0].width)._replace(foot=high + CLEAR)
        shown = extract(scene.plan, sizes.area(slots[0]), sizes.name)
        self.maps = {
            kind: SizeMap(scene, slot, kind, shown, sizes)
            for kind, slot in zip(KINDS, slots, strict=True)
        }
        bottom = layout.body.bottom
        self.card = self._add_card(lines, replace(layout.body, top=bottom + high))
        if layout.narrow:
            beside, large = layout.body.rows(*ENDS_AND_PLOT, gap=layout.gap)
        else:
            large, beside = layout.stage, layout.panel
        runners = {kind: each.runner for kind, each in self.maps.items()}
        self.costs = LookPlot(scene, large, runners)
        self.ends = EndsColumn(scene, beside, self.costs.axes, self.colours)
        self.trade = TradeChart(scene, layout.body, self.colours)

    def _card_lines(self) -> list[Label]:
        """What the walks have in common, on as many lines as it may have."""
        scene, narrow = self.scene, self.scene.layout.narrow
        told = scene.say(scene.plan.sign("looks"), count=scene.plan.looks, rates=RATES)
        size = SIZES.label if narrow else SIZES.caption
        make = partial(words, colour=scene.theme.text)
        most = scene.layout.body.width - 2 * ROUND * size
        return fitted(told, most, LINES if narrow else 1, size, make)

    def _add_card(self, lines: Sequence[Label], slot: Slot) -> Part:
        """These lines, framed, in the place of the counts."""
        middle, size = float(slot.centre[0]), lines[0].size
        for line, baseline in zip(lines, slot.lines(len(lines), size), strict=True):
            line.put(middle, baseline, "centre")
        half = max(float(line.width) for line in lines) / 2 + ROUND * size
        around = replace(slot, left=middle - half, right=middle + half)
        return self.scene.add_part(Group(Outline(around, self.scene.theme.rule), *lines))

    @property
    def grounds(self) -> list[Part]:
        """The maps alone."""
        return [each.ground for each in self.maps.values()]

    @property
    def walks(self) -> list[Part]:
        """The maps with the walks on them."""
        return [part for each in self.maps.values() for part in each.walk]

    @property
    def names(self) -> list[Part]:
        """What the walks are called, and their rates."""
        return [part for each in self.maps.values() for part in each.names]

    @property
    def counts(self) -> list[Part]:
        """Steps and looks of each walk."""
        return [each.count for each in self.maps.values()]
