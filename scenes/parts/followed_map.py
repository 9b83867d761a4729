"""A walk on a map of a quadratic cost, from which the eye goes away as the walk leaves it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from gdcore.typing import Array
from scenes.components.bowl_map import BowlMap
from scenes.components.path.mark import Mark
from scenes.layout import Slot
from scenes.parts.landmark import with_view
from scenes.parts.runner import Runner
from scenes.plans.learning_rate import Plan
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part

WITHIN = 0.84
"""How far from the middle of a map, as a share of its half size, a path may go before the eye goes
farther away."""
ROOM = 1.1
"""How far from the minimum a walk in step may go on the map at first, in the start's distance."""
CALMS = 0.3
"""Seconds before the path does in which the eye goes away, and after it."""
PALEST = 0.6
"""The last colour of the ground, of those of heights: far away it is one, and calm."""
BALL = 0.8
"""Radius of a ball, in that of one on a large map: the valley about the lowest cost is small."""


class FollowedMap:
    """A walk from above; the direction in which the cost bends most lies level.

    Args:
        scene: the scene it belongs to; its plan is that of `learning_rate`.
        slots: where it is, one after the other.
        half: half its height in parameters, at first.
        name: of the walk.
        colour: of that.
        ball: radius of its ball, in that of others.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: Sequence[Slot],
        half: float,
        name: str,
        colour: str,
        *,
        ball: float = BALL,
    ) -> None:
        self.scene, theme = scene, scene.theme
        plan: Plan = scene.plan
        self.place, self._half = Gliding(slots), half
        """The slot it fills, among these."""
        self.map = BowlMap(
            plan.problem.hessian(),
            plan.minimum,
            half,
            slots[0],
            theme,
            lying=lying(plan),
            palest=PALEST,
        )
        self.ground = scene.add_part(self.map, self._show, layer=Layer.GROUND)
        self.runner = Runner(
            scene, name, plan.runs[name], self.map, self.map.unit, colour, ball=ball
        )
        self._needed = self._followed()
        leaps = self.runner.add_leaps()
        low = float(plan.problem.loss(plan.minimum))
        mark = Mark(self.map, plan.minimum, low, theme.minimum, theme, ring=False)
        self.minimum = scene.add_part(mark, with_view(self.map), layer=Layer.GROUND)
        self.runner.add_ball()
        self.walk = leaps, self.runner.ball_part
        """Path and ball."""
        self.parts: tuple[Part, ...] = (self.ground, self.minimum, *self.walk)
        """All of it."""

    def _followed(self) -> Array:
        """How far the walk has gone or goes next at each frame, to the right and upwards, (n, 2).

        As a power of two of half the height of the map at first, and a while ahead.
        """
        track, run = self.runner.track, self.runner.run
        farthest = np.maximum.accumulate(np.abs(self.map.away(run.theta)) / self._half)
        reached = np.minimum(track.step + (track.phase > 0), len(farthest) - 1)
        needed = np.log2(np.maximum(farthest[reached], 1e-300))
        calm = round(CALMS * float(self.scene.score.fps))
        return np.concatenate([needed[calm:], np.repeat(needed[-1:], calm, axis=0)])

    def zoom(self, frame: int, slot: Slot) -> float:
        """How many times as far away the eye is in a slot as at first: it goes away calmly."""
        calm = round(CALMS * float(self.scene.score.fps))
        window = np.hanning(2 * calm + 3)[1:-1]
        near = np.clip(frame + np.arange(-calm, calm + 1), 0, len(self._needed) - 1)
        shape = np.log2(WITHIN * np.array([slot.width / slot.height, 1.0]))
        needed = np.maximum((self._needed[near] - shape).max(axis=1), 0.0)
        return float(np.exp2(needed @ window / window.sum()))

    def _show(self, frame: int) -> Hashable:
        slot = self.place.at(frame)
        self.map.slot, self.map.first_unit = slot, slot.height / 2 / self._half
        self.map.show(self.zoom(frame, slot))
        return self.map.view


def lying(plan: Plan) -> Array:
    """The directions that are to the right, and upwards, (2, 2)."""
    return np.array([plan.axis, [-plan.axis[1], plan.axis[0]]])


def half_height(plan: Plan, names: Sequence[str], in_step: int, area: Slot) -> float:
    """Half height, in parameters, of a map that holds what is walked in step and is near."""
    walked = np.concatenate([plan.runs[name].theta[: in_step + 1] for name in names])
    away = np.abs((walked - plan.minimum) @ lying(plan).T)
    most = ROOM * np.hypot(*away[0])
    across, up = np.minimum(away.max(axis=0), most) / WITHIN
    return float(max(up, across * area.height / area.width))
