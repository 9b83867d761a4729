"""Rules, small: each walk in the ravine laid level, drawn wider than it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.components.path.mark import Mark
from scenes.layout import Slot
from scenes.parts.basin_view import RIM
from scenes.parts.ravine_ground import laid_level, ravine_ground
from scenes.parts.ravine_view import be_calm
from scenes.parts.runner import Runner
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import RULES
from scenes.plans.summary import lane
from scenes.stage.scene import AnyScene, Layer, Part

PALEST, LINED, EDGE = 0.36, 0.4, 0.02
"""Of the colours of heights, the share that the ground has; how strongly lines of one cost are
drawn; and where it fades out, in frame units."""
ALONG, ACROSS, BALL = 0.16, 0.72, 0.62
"""Room before and behind walks, in frame units; how much of half the height they go to; and the
radius of a ball, in the usual one."""


class SmallRules:
    """A lane for each rule, with its walk, in the one colour of walks that ask all.

    Args:
        scene: the scene they belong to; its table has the walks.
        plan: that of `optimizers`.
        rules: which.
        slots: of each.
    """

    def __init__(
        self, scene: AnyScene, plan: Plan, rules: Sequence[str], slots: Sequence[Slot]
    ) -> None:
        self.scene, self.plan = scene, plan
        walks = np.concatenate([plan.in_ravine(rule) for rule in rules])
        first, last = float(walks[:, 0].min()), float(walks[:, 0].max())
        self._middle, share = (first + last) / 2, 1.0 - 2.0 * ALONG / slots[0].width
        self._long = (last - first) / share
        self._wide = float(np.abs(walks[:, 1]).max()) / ACROSS
        self.lanes = {rule: self._add(rule, slot) for rule, slot in zip(rules, slots, strict=True)}
        """By rule, what there is of it."""

    def _add(self, rule: str, slot: Slot) -> tuple[Part, ...]:
        scene, plan = self.scene, self.plan
        ground = ravine_ground(
            plan, "", RIM * plan.highest(RULES), scene.theme,
            palest=PALEST, lined=LINED, edge=EDGE,
        )  # fmt: skip
        level = laid_level(plan, ground.directions[0])
        units = np.array([slot.width / self._long, slot.height / 2 / self._wide])
        half = np.array([slot.width, slot.height]) / 2 / units + [abs(self._middle), 0.0]
        curvatures = plan.axes.curvatures
        ground.half = np.sqrt((curvatures @ half**2) / curvatures)  # it fills the lane
        middle = self._middle * ground.directions[0]
        ground.look(slot, units[:, None] * level, middle)
        shown = scene.add_part(ground, layer=Layer.GROUND)
        runner = Runner(
            scene, lane(rule), plan.runs[rule], ground, 1.0, scene.theme.batch, thin=True, ball=BALL
        )
        be_calm(runner)
        runner.add_trail()
        mark = Mark(
            ground, plan.ravine.minimum(), plan.lowest, scene.theme.minimum, scene.theme, ring=False
        )
        lowest = scene.add_part(mark, layer=Layer.GROUND)
        runner.add_ball()
        runner.aim_at(lowest)
        return shown, runner.trail_part, lowest, runner.ball_part
