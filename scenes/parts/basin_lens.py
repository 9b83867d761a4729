"""A part of a long basin seen from near: the eye goes along with the ball, and says how near."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray

from scenes.components.outline import Frame
from scenes.components.plot.axes import ABOVE
from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.parts.basin_view import WIDTH, BasinView
from scenes.parts.basin_words import FIRST
from scenes.plans.scaling import Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

Array = NDArray[np.float64]

AHEAD = 0.5
"""How far ahead of the ball the eye looks, in half the strip's width: to where it goes."""


class BasinLens(BasinView):
    """What of a basin is about its ball, in a strip below the whole of it.

    Args:
        scene: that it belongs to.
        slot: that it fills; how much larger it is, is said above it or at the end of that line
            below the whole which says more of it.
        whole: the same basin, all of it.
        name: of the bowl, by which the plan knows it.
    """

    def __init__(self, scene: AnyScene, slot: Slot, whole: BasinView, name: str) -> None:
        plan: Plan = scene.plan
        problem, axes, run = plan.problems[name], plan.axes[name], plan.runs[name]
        strip = slot.inset(top=ABOVE) if scene.layout.narrow else slot
        super().__init__(
            scene, (strip,), problem, axes, (name, run, whole.runner.colour), thin=True
        )
        self.near.first = 1.0
        self._gentle = axes.directions[0]
        self._whole_view = whole
        self.look_at(0)
        whole.look_at(0)
        times = float(np.linalg.norm(self.basin.linear) / np.linalg.norm(whole.basin.linear))
        self.frame = self._add_frame(scene)
        self.words = self._add_words(scene, slot, whole.basin.slot.bottom - FIRST, times)

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it, and the frame about it on the whole."""
        return *super().parts, self.frame, self.words

    def _focus(self, frame: int) -> Array:
        """Ahead of the ball on the floor of the valley, evened out over its hops."""
        basin = self.basin
        along = float((self.runner.followed(frame) - basin.centre) @ self._gentle)
        unit = WIDTH * basin.slot.height / 2 / float(basin.half[1])
        ahead = AHEAD * basin.slot.width / 2 / unit
        return np.asarray(np.sign(along) * max(abs(along) - ahead, 0.0) * self._gentle)

    def _add_frame(self, scene: AnyScene) -> Part:
        """What the strip shows, on the map of the whole, of which it is a part."""
        whole, drawn = self._whole_view, Frame(scene.theme.text)

        def follow(frame: int) -> Hashable:
            self.look_at(frame)
            basin, slot = self.basin, self.basin.slot
            away = np.linalg.solve(basin.linear, (slot.corners - slot.centre).T).T
            corners = whole.basin.at(basin.centre + basin.middle + away, np.zeros(4))[:, :2]
            drawn.show(corners)
            return whole.basin.view, basin.view

        return scene.add_part(drawn, follow, layer=Layer.NAMES)

    def _add_words(self, scene: AnyScene, slot: Slot, below: float, times: float) -> Part:
        narrow = scene.layout.narrow
        size = SIZES.small if narrow else SIZES.label
        told = scene.say.numerals.significant(float(f"{times:.2g}"))
        label = words(scene.say("bowls.near", times=told), size, scene.theme.text)
        if narrow:
            label.put(slot.left, slot.top - ABOVE + FIRST)
        else:
            label.put(slot.right, below, "right")
        return scene.add_part(label, layer=Layer.NAMES)
