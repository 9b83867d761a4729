"""Walks at some learning rates, each on a map of its own, beside one another and to one scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from scenes.layout import Slot
from scenes.parts.rate_map import BESIDE, WITHIN, RateMap, map_area
from scenes.stage.scene import AnyScene, Part

ROOM = 1.1
"""How far from the minimum a walk in step may go on the maps, in the start's distance."""


class RateMaps:
    """The maps by the names of their runs; that of the largest rate may grow.

    Args:
        scene: the scene they belong to; its plan has the walks and which of them is the largest.
        grown: the slot that the largest fills when it has grown.
        in_step: how many steps all take on the maps.
        colours: of the walks, by name.
    """

    def __init__(
        self, scene: AnyScene, grown: Slot, in_step: int, colours: Mapping[str, str]
    ) -> None:
        plan, layout = scene.plan, scene.layout
        body = layout.body.inset(left=BESIDE)
        slots = replace(layout, body=body).pictures(len(colours))
        walked = np.concatenate([plan.runs[name].theta[: in_step + 1] for name in colours])
        half = _half(walked - plan.minimum, map_area(slots[0]))
        self.maps = {
            name: RateMap(scene, (slot, grown), name, plan.rates[name], half, colour)
            for (name, colour), slot in zip(colours.items(), slots, strict=True)
        }
        self.largest = self.maps[plan.largest]
        self.largest.follow()
        self.notes: tuple[Part, ...] = (self.largest.add_note(), self.largest.add_lines())
        """What the frame of the map as it was is, and what its lines are."""
        self._names = [next(iter(self.maps.values())).add_name()]
        for each in self.maps.values():
            self._names.append(each.add_axes(left=each.map.first.left == body.left))

    @property
    def parts(self) -> tuple[Part, ...]:
        """All maps with their numbers and names."""
        each = (part for one in self.maps.values() for part in (*one.parts, one.gone))
        return (*each, *self._names)


def _half(away: np.ndarray, area: Slot) -> float:
    """Half height, in parameters, of maps that hold what is walked (n, 2) and is near."""
    away = np.abs(away)
    most = ROOM * np.hypot(*away[0])
    across, up = np.minimum(away.max(axis=0), most) / WITHIN
    return float(max(up, across * area.height / area.width))
