"""How long Adam's step is for each parameter, as arrows on the map of a ravine."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group
from numpy.typing import NDArray

from gdcore.frames import Track
from scenes.components.basin import EDGE
from scenes.components.path.arrow import StraightArrow
from scenes.components.text.label import formula
from scenes.parts.knob_turn import KnobTurn
from scenes.plans.optimizers import ALONE, Plan
from scenes.plans.rule_runs import ADAM
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

Array = NDArray[np.float64]

BOLD = 2.0
"""How many times as thick as others these arrows are."""
ALONG, UP = 0.48, 0.75
"""The most that a line along a parameter goes across the map and up, in its width and height."""
LONGEST = 0.86
"""Of that line, an arrow at most."""
BEYOND = 4 / 3
"""From where an arrow may go to the sides of the map, room for its letter, in em."""
ON = 0.65
"""From the end of a line to the middle of its letter, in em."""


class KnobArrows:
    """From the lowest point of a ravine, an arrow a parameter, as the map shows such a step.

    Args:
        scene: the scene it belongs to.
        view: the map.
        where: "" or what the names of the runs in the turned ravine begin with.
        colour: of the arrows.
        most: frame units that the line along a parameter has, at most.
    """

    def __init__(
        self,
        scene: AnyScene,
        view: KnobTurn,
        where: str,
        colour: str,
        most: float = np.inf,
    ) -> None:
        plan: Plan = scene.plan
        self.scene, self.view, self.most = scene, view, most
        self.track: Track = scene.table[where + ADAM]
        self.sizes = plan.step_sizes(where + ADAM)[:ALONE]
        self.arrows = [StraightArrow(colour, scene.theme, bold=BOLD) for _ in range(2)]
        self.part = scene.add_part(Group(*self.arrows), self._point, layer=Layer.GROUND)
        self.parts = self._add_letters(), self.part

    def _lines(self, ways: Array) -> Array:
        """As far as each goes on the map, (2, 2)."""
        slot, origin = self.view.basin.slot, self._origin()
        free = slot.inset(*[max(EDGE, BEYOND * SIZES.formula)] * 4)
        low, high = np.array([free.left, free.bottom]), np.array([free.right, free.top])
        most = np.minimum([ALONG * slot.width, UP * slot.height], self.most)
        room = np.clip(np.where(ways > 0.0, high - origin, origin - low), 1e-3, most)
        return np.asarray(ways / (np.abs(ways) / room).max(axis=1)[:, None])

    def _origin(self) -> Array:
        basin = self.view.basin
        return np.asarray(basin.at(basin.centre, np.zeros(()))[:2])

    def _step(self, frame: int) -> int:
        return min(int(self.track.step[frame]), len(self.sizes) - 1)

    def _vectors(self, frame: int) -> Array:
        """As long as the steps now are, (2, 2), the longer one always alike."""
        ways = self.view.ways(frame)
        steps, lines = self.sizes[self._step(frame)][:, None] * ways, self._lines(ways)
        longest = float((np.hypot(*steps.T) / np.hypot(*lines.T)).max())
        return np.asarray(LONGEST / longest * steps)

    def _point(self, frame: int) -> Hashable:
        origin = self._origin()
        for arrow, vector in zip(self.arrows, self._vectors(frame), strict=True):
            arrow.show(origin, origin + vector)
        return self._step(frame), self.view.basin.view

    def _add_letters(self) -> Part:
        """Of each parameter, where its arrow ends."""
        plan: Plan = self.scene.plan
        size, theme = SIZES.formula, self.scene.theme
        letters = [
            formula(f"${name}$", size, theme.text).cased(theme.casing) for name in plan.letters
        ]

        def follow(frame: int) -> Hashable:
            for letter, vector in zip(letters, self._vectors(frame), strict=True):
                x, y = (self._origin() + vector + _beside(vector)).tolist()
                letter.put(x, y - size / 4, "centre")
            return self._step(frame), self.view.basin.view

        return self.scene.add_part(Group(*letters), follow, layer=Layer.NAMES)


def _beside(line: Array) -> Array:
    """From the end of a line (2,) to the middle of its letter."""
    return np.asarray(ON * SIZES.formula * line / np.hypot(*line))
