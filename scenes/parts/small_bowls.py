"""The bowls of the same data in their own units and scaled, small: a trench, and a round one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.components.basin import Basin
from scenes.components.path.dashes import Dashes
from scenes.layout import Slot
from scenes.parts.basin_view import RIM
from scenes.plans.scaling import BOWLS, Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import STROKES

ROOM, EDGE = 0.06, 0.02
"""Between a bowl and the sides of its slot, in frame units; and where these fade out."""


class SmallBowls:
    """Both bowls from above, lengthwise, each to one scale; one thinner than a line is a line.

    Args:
        scene: the scene they belong to.
        plan: that of `scaling`.
        slots: of each, the unscaled one first.
    """

    def __init__(self, scene: AnyScene, plan: Plan, slots: Sequence[Slot]) -> None:
        self.scene, self.plan = scene, plan
        each = zip(BOWLS, slots, strict=True)
        self.parts = tuple(self._add(name, own) for name, own in each)
        """The bowl of each."""

    def _add(self, name: str, slot: Slot) -> Part:
        plan, scene = self.plan, self.scene
        problem, axes, lying = plan.problems[name], plan.axes[name], plan.lying[name]
        low = problem.minimum()
        top = RIM * (float(plan.runs[name].loss[0]) - float(problem.loss(low)))
        basin = Basin(axes, low, top, scene.theme, edge=EDGE)
        half = basin.half[[0, 1] if np.abs(lying[0] @ axes.directions[0]) > 0.5 else [1, 0]]
        room = np.array([slot.width, slot.height]) / 2 - ROOM
        unit = float((room / half).min())
        if 2.0 * unit * float(half.min()) < STROKES.fine:
            hair = Dashes(scene.theme.contour, STROKES.thick, dash=0)
            hair.show(slot.centre + np.array([[-1.0, 0.0], [1.0, 0.0]]) * unit * half.max())
            return scene.add_part(hair, layer=Layer.GROUND)
        basin.look(slot, lying * unit, np.zeros(2))
        return scene.add_part(basin, layer=Layer.GROUND)
