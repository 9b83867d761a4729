"""The walks of all three kinds on one small map."""

from __future__ import annotations

from scenes.layout import Slot
from scenes.parts.runner import Runner
from scenes.parts.size_map import WalkMap, colours_of_kinds, extract
from scenes.plans.mini_batch import ALL, FEW, SINGLE, Plan
from scenes.stage.scene import AnyScene

EDGE = 0.16
"""Room between walks and the sides of the map."""
PALEST = 0.36
"""Of the colours of heights, those that the map has: paths stand out on them."""


class SmallWalks:
    """A map with the paths of stochastic, of mini-batch upon it, and of batch upon both.

    Args:
        scene: the scene they belong to; its table has the walks.
        plan: that has the runs by kind.
        slot: the slot that the map fills.
    """

    def __init__(self, scene: AnyScene, plan: Plan, slot: Slot) -> None:
        shown, colours = extract(plan, slot, EDGE), colours_of_kinds(scene.theme)
        walked = WalkMap(scene, plan, slot, SINGLE, shown, thin=True, palest=PALEST)
        self.runners = {SINGLE: walked.runner}
        """By kind."""
        self.parts = [*walked.parts]
        for kind in (FEW, ALL):
            runner = Runner(
                scene, kind, plan.runs[kind], walked.map, walked.map.unit, colours[kind], thin=True
            )  # fmt: skip
            runner.add_trail()
            runner.add_ball()
            self.runners[kind] = runner
            self.parts += [runner.trail_part, runner.ball_part]
