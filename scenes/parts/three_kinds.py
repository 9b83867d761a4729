"""A column for each kind: a map with its walk, and below all of them their costs, or a table."""

from __future__ import annotations

from scenes.layout import Slot
from scenes.parts.ends_column import EndsColumn
from scenes.parts.kinds_table import KindsTable
from scenes.parts.look_plot import LookPlot
from scenes.parts.size_map import SizeMap, extract, map_area, type_size
from scenes.plans.mini_batch import ALL, FEW, KINDS, SINGLE
from scenes.stage.scene import AnyScene, Part

PLOT_AND_ENDS = 1.2, 1.0
"""Shares of the width: the costs once they are large, and where walks end."""
MAPS, BELOW = 1.0, 1.2
"""Shares of the height: the maps, and what stands below them."""


class ThreeKinds:
    """Maps side by side; below them, by turns, their costs or a table.

    Without the maps, costs are larger and have beside them where walks end; where it is narrow,
    that stands in place of the maps.

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
        shown = extract(scene.plan, map_area(scene, tops[SINGLE]), type_size(scene))
        self.maps = {
            kind: SizeMap(scene, slot, kind, shown, self.colours[kind])
            for kind, slot in tops.items()
        }
        self.runners = {kind: each.runner for kind, each in self.maps.items()}
        if layout.narrow:
            large, beside = lower, upper
        else:
            large, beside = layout.body.shares(*PLOT_AND_ENDS, gap=layout.gap)
        self.costs = LookPlot(scene, (lower, large), self.runners)
        self.ends = EndsColumn(scene, beside, self.costs.axes, self.colours)
        whole = Slot(*bottoms[FEW].extent[:2], *tops[FEW].extent[2:])
        self.table = KindsTable(scene, bottoms, self.colours, whole)

    @property
    def parts(self) -> list[Part]:
        """The maps with all that is on them."""
        return [part for each in self.maps.values() for part in each.parts]

    @property
    def others(self) -> list[Part]:
        """The walks that are not those of a mini-batch, with their maps."""
        return [part for kind in (SINGLE, ALL) for part in self.maps[kind].walk]
