"""The bowls of the same data in their own units and scaled, small: a trench, and a round one."""

from __future__ import annotations

import numpy as np

from scenes.components.basin import Basin
from scenes.components.path.dashes import Dashes
from scenes.layout import Slot
from scenes.parts.basin_view import RIM
from scenes.plans.scaling import BOWLS, Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import STROKES

ROOM, EDGE, APART = 0.06, 0.02, 0.14
"""Between a bowl and the sides of its slot, in frame units; where these fade out; and from one bowl
to the other."""
LEAST = 0.12
"""The height of a slot in its width, of a bowl however thin."""


class SmallBowls:
    """Both bowls from above, lengthwise, each to one scale; one thinner than a line is a line.

    Args:
        scene: the scene they belong to.
        plan: that of `scaling`.
        slot: the slot that they fill.
    """

    def __init__(self, scene: AnyScene, plan: Plan, slot: Slot) -> None:
        self.scene, self.plan = scene, plan
        heights = (max(1.0 / plan.ratio[name], LEAST) for name in BOWLS)
        slots = slot.rows(*heights, gap=APART)
        each = zip(BOWLS, slots, strict=True)
        self.parts = tuple(self._add(name, own) for name, own in each)

    def _add(self, name: str, slot: Slot) -> Part:
        plan, scene = self.plan, self.scene
        problem, axes, lying = plan.problems[name], plan.axes[name], plan.lying[name]
        low = problem.minimum()
        top = RIM * (float(plan.runs[name].loss[0]) - float(problem.loss(low)))
        basin = Basin(axes, low, top, scene.theme, edge=EDGE)
        half = basin.half[[0, 1] if np.abs(lying[0] @ axes.directions[0]) > 0.5 else [1, 0]]
        room = np.array([slot.width, slot.height]) / 2 - ROOM
        unit = float((room / half).min())
        if 2.0 * unit * float(half.min()) < STROKES.thick:
            hair = Dashes(scene.theme.quiet, STROKES.thick, dash=0)
            hair.show(slot.centre + np.array([[-1.0, 0.0], [1.0, 0.0]]) * unit * half.max())
            return scene.add_part(hair, layer=Layer.GROUND)
        basin.look(slot, lying * unit, np.zeros(2))
        return scene.add_part(basin, layer=Layer.GROUND)
