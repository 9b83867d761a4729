"""A ravine along the picture, drawn wider than it is, and the walks of several rules in it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
from numpy.typing import NDArray

from scenes.components.basin import Basin
from scenes.components.path.mark import Mark
from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.parts.basin_view import RIM
from scenes.parts.landmark import with_view
from scenes.parts.race import Race
from scenes.parts.runner import Runner
from scenes.plans.optimizers import PLAIN, TURNED, Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES

Array = NDArray[np.float64]

PALEST = 0.42
"""Of the colours of heights, the share that the ravine has: five hues lie on it, close together."""
ALONG = 0.08
"""Room before and behind the walks, as a share of their length."""
ACROSS = 0.86
"""How much of half the height walks go from the floor of the ravine at most."""
SEEN = 2.2
"""How far across a walk is followed, in half the ravine's width."""


class RavineView:
    """The map of a ravine in its own axes; the start lies to the right.

    Args:
        scene: that it belongs to.
        slot: that it fills.
        where: "" for the ravine, or what the names of the runs in the turned one begin with.
        colours: by rule, of its walk.
    """

    def __init__(self, scene: AnyScene, slot: Slot, where: str, colours: Mapping[str, str]) -> None:
        plan: Plan = scene.plan
        self.scene, self.slot, self.plan = scene, slot, plan
        self.drawn = Animated(1.0)
        """How far it is drawn as wide as there is room for, from 0, where it is as it is, to 1."""
        low = plan.ravine.minimum()
        top = RIM * (float(plan.runs[PLAIN].loss[0]) - plan.lowest)
        turning = plan.askew.rotation if where == TURNED else np.eye(2)
        axes = plan.axes._replace(directions=plan.axes.directions @ turning.T)
        self.basin = Basin(axes, low, top, scene.theme, PALEST)
        self._own = axes.directions * self._signs()[:, None]
        self._fit()
        self.part = scene.add_part(self.basin, self._look)
        self._look(0)
        runs = {rule: plan.runs[where + rule] for rule in colours}
        self.race = Race({
            rule: Runner(scene, where + rule, run, self.basin, 1.0, colours[rule], thin=True)
            for rule, run in runs.items()
        })  # fmt: skip
        self.race.add_trails()
        mark = Mark(self.basin, low, plan.lowest, scene.theme.minimum, scene.theme, ring=False)
        self.minimum = scene.add_part(mark, with_view(self.basin), layer=Layer.GROUND)
        self.race.add_balls()
        for runner in self.race.runners.values():
            runner.aim_at(self.minimum)
        self.note = self._add_note()

    def walks(self, *rules: str) -> list[Part]:
        """Paths and balls of some rules, or of all."""
        runners = self.race.runners
        chosen = [runners[rule] for rule in rules or runners]
        return [part for each in chosen for part in (each.trail_part, each.ball_part)]

    @property
    def wide(self) -> float:
        """How many times as wide as it is it is drawn in the end."""
        return self._units[1] / self._units[0]

    def _signs(self) -> Array:
        """(2,), 1 or -1 of each axis, so that the start lies to the right and above."""
        return np.where(self.plan.in_ravine(PLAIN)[0] < 0.0, -1.0, 1.0)

    def _fit(self) -> None:
        """The scales along and across at which the walks have the slot, and its middle."""
        plan, slot, half = self.plan, self.slot, self.basin.half
        walks = np.concatenate([plan.in_ravine(name) for name in plan.runs]) * self._signs()
        start = float(walks[0, 0])
        reach = max(start, 0.3 * float(half[0]))
        along = np.clip(walks[:, 0], -0.4 * reach, 1.2 * reach)
        first, last = float(along.min()), max(float(along.max()), 0.0)
        room = ALONG * (last - first)
        across = min(float(np.abs(walks[:, 1]).max()), SEEN * float(half[1]))
        units = [
            slot.width / (last - first + 2 * room),
            ACROSS * slot.height / 2 / max(across, float(half[1])),
        ]
        if not plan.is_ravine or units[1] < units[0]:
            units = [min(units)] * 2
        self._units, self._middle = np.array(units), (first + last) / 2

    def _look(self, frame: int) -> Hashable:
        along, across = self._units
        units = np.array([along, along * (across / along) ** self.drawn.at(frame)])
        self.basin.look(self.slot, units[:, None] * self._own, self._middle * self._own[0])
        return self.basin.view

    def _add_note(self) -> Part:
        """How many times as wide it is drawn, in a corner."""
        scene, slot = self.scene, self.slot
        size = SIZES.small if scene.layout.narrow else SIZES.label
        times = scene.say.numerals.significant(float(f"{self.wide:.2g}"))
        text = scene.say("ravine.wide", times=times) if self.wide > 1.05 else ""
        label = words(text, size, scene.theme.quiet).put(slot.left, slot.top - size)
        return scene.add_part(label, layer=Layer.NAMES)
