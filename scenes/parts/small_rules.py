"""Rules, small: each walk in the ravine laid level, drawn wider than it is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from scenes.components.path.mark import Mark
from scenes.layout import Slot
from scenes.parts.basin_view import RIM
from scenes.parts.ravine_ground import laid_level, ravine_ground
from scenes.parts.ravine_view import LINED_LANE, PALEST_LANE, RELIEF, be_calm
from scenes.parts.runner import Runner
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import RULES
from scenes.plans.summary import lane
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import Theme

EDGE = 0.02
"""Where the ground fades out, in frame units."""
ALONG, ACROSS, BALL = 0.16, 0.6, 0.62
"""Room before and behind walks, in frame units; how much of half the height they go to; and the
radius of a ball, in the usual one."""
WIDE = 1.6
"""Width of a lane, in frame units; in a narrower one that room, balls and marks are smaller, in the
same share: they would hide how far it is from one to the other."""


def colours_of_rules(theme: Theme) -> dict[str, str]:
    """Those in which rules race."""
    return dict(zip(RULES, (theme.batch, *theme.rules), strict=True))


class SmallRules:
    """A lane for each rule, with its walk in its colour, beside its name.

    Args:
        scene: the scene they belong to; its table has the walks.
        plan: that of `optimizers`.
        slots: of each of the rules that are seen.
        names: of each of these, beside its lane.
    """

    def __init__(
        self, scene: AnyScene, plan: Plan, slots: Mapping[str, Slot], names: Mapping[str, Part]
    ) -> None:
        self.scene, self.plan, self.names = scene, plan, names
        self.colours = colours_of_rules(scene.theme)
        walks = np.concatenate([plan.in_ravine(rule) for rule in slots])
        first, last = float(walks[:, 0].min()), float(walks[:, 0].max())
        width = next(iter(slots.values())).width
        self._middle, self._size = (first + last) / 2, min(1.0, width / WIDE)
        self._long = (last - first) / (1.0 - 2.0 * ALONG * self._size / width)
        self._wide = float(np.abs(walks[:, 1]).max()) / ACROSS
        self.runners = dict[str, Runner]()
        """By rule."""
        self.lanes = {rule: self._add(rule, slot) for rule, slot in slots.items()}
        """By rule, what there is of it."""

    def _add(self, rule: str, slot: Slot) -> tuple[Part, ...]:
        scene, plan = self.scene, self.plan
        ground = ravine_ground(
            plan, "", RIM * plan.highest(RULES), scene.theme,
            palest=PALEST_LANE, relief=RELIEF, lined=LINED_LANE, edge=EDGE,
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
            scene, lane(rule), plan.runs[rule], ground, 1.0, self.colours[rule],
            thin=True, ball=BALL * self._size,
        )  # fmt: skip
        self.runners[rule] = runner
        runner.called = self.names[rule].mobject
        be_calm(runner)
        runner.add_trail()
        mark = Mark(
            ground, plan.ravine.minimum(), plan.lowest, scene.theme.minimum, scene.theme,
            ring=False, size=self._size,
        )  # fmt: skip
        lowest = scene.add_part(mark, layer=Layer.GROUND)
        runner.add_ball()
        runner.aim_at(lowest)
        return shown, runner.trail_part, lowest, runner.ball_part
