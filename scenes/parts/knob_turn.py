"""A ravine in its true shape that turns among the directions of its parameters."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group

from scenes.components.basin import Basin
from scenes.components.path.dashes import Dashes
from scenes.components.text.label import formula
from scenes.layout import Slot
from scenes.parts.basin_view import RIM
from scenes.plans.optimizers import PLAIN, Plan
from scenes.stage.scene import AnyScene, Layer
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

RIGHT_AND_UP = np.array([[0.0, 1.0], [1.0, 0.0]])
"""To the right is b, and up is w, as on the maps before."""


class KnobTurn:
    """The ravine as it is, about its lowest point, with a line along each parameter.

    Args:
        scene: that it belongs to.
        slot: in the middle of which it is, as long as the slot is high.
    """

    def __init__(self, scene: AnyScene, slot: Slot) -> None:
        plan: Plan = scene.plan
        self.scene, self.slot = scene, slot
        self.reach = min(slot.width, slot.height) / 2
        """Half the length of the ravine, and of the lines."""
        self.angle = Animated(0.0)
        """By which the ravine is turned, in degrees."""
        top = RIM * (float(plan.runs[PLAIN].loss[0]) - plan.lowest)
        self.basin = Basin(plan.axes, plan.ravine.minimum(), top, scene.theme)
        self.part = scene.add_part(self.basin, self._look)
        self.knobs = scene.add_part(self._knobs(), layer=Layer.NAMES)

    def _look(self, frame: int) -> Hashable:
        angle = np.radians(self.angle.at(frame))
        cosine, sine = float(np.cos(angle)), float(np.sin(angle))
        unit = self.reach / float(self.basin.half[0])
        turning = np.array([[cosine, -sine], [sine, cosine]])
        self.basin.look(self.slot, unit * RIGHT_AND_UP @ turning, np.zeros(2))
        return self.basin.view

    def _knobs(self) -> Group:
        size, theme, (x, y), half = SIZES.name, self.scene.theme, self.slot.centre, self.reach
        lines = Dashes(theme.quiet, STROKES.axis, dash=0)
        lines.show(
            np.array([[x - half, y], [x + half, y]]), np.array([[x, y - half], [x, y + half]])
        )
        w, b = (formula(f"${name}$", size, theme.text).cased(theme.casing) for name in "wb")
        return Group(
            lines, b.put(x + half, y + size / 2, "right"), w.put(x + size / 2, y + half - size)
        )
