"""The bowls of the same data in their own units and scaled, small, each with its first steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.basin import Basin
from scenes.components.path.mark import Mark
from scenes.components.path.polyline import polyline
from scenes.components.path.trail import Trail, TrailStyle
from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.parts.basin_view import RIM
from scenes.parts.runner import SEGMENT
from scenes.parts.slope_arrows import lie_beneath, plate_beneath
from scenes.plans.scaling import BOWLS, OWN, SCALED, Plan
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

ROOM, EDGE = 0.06, 0.02
"""Between a bowl and the sides of its slot, in frame units; and where these fade out."""
THIN, WIDE = 0.3, 0.88
"""Of the height of its slot: a bowl whose width is less is cropped, and then is as wide as that."""
INSET = 0.6
"""From the corner of a cropped one to what says that it is, in em."""
SIDE, ASIDE = 0.4, 0.1
"""Of the width of a slot, what these words may have, without which they are not there; and how far
to the right of its middle the steps are, so that they are clear of them."""
LARGE = 4.0
"""Width of a slot, in frame units; in a narrower one the mark of the lowest place is smaller."""


@dataclass(frozen=True)
class Looked:
    """How a bowl is seen: how parameters become frame units, and where its picture's middle is."""

    linear: Array
    middle: Array
    cropped: bool


class SmallBowls:
    """Both bowls from above, lengthwise, each to one scale, and as many first steps in both.

    One that is thinner than can be seen is cropped about its steps; that is said in its corner, if
    there is room.

    Args:
        scene: the scene they belong to.
        plan: that of `scaling`.
        slots: of each, the unscaled one first.
    """

    def __init__(self, scene: AnyScene, plan: Plan, slots: Sequence[Slot]) -> None:
        self.scene, self.plan = scene, plan
        self.hues = {OWN: scene.theme.other, SCALED: scene.theme.batch}
        self.parts = tuple(
            part for name, slot in zip(BOWLS, slots, strict=True) for part in self._add(name, slot)
        )
        """All of both."""

    def _add(self, name: str, slot: Slot) -> list[Part]:
        plan, scene, theme = self.plan, self.scene, self.scene.theme
        problem, axes = plan.problems[name], plan.axes[name]
        low = problem.minimum()
        top = RIM * (float(plan.runs[name].loss[0]) - float(problem.loss(low)))
        looked = self._looked(name, slot, np.sqrt(2.0 * top / axes.curvatures))
        basin = Basin(axes, low, top, theme, edge=0.0 if looked.cropped else EDGE)
        basin.look(slot, looked.linear, looked.middle)
        parts = [scene.add_part(basin, layer=Layer.GROUND), self._add_walk(name, basin)]
        if basin.contains(low[None])[0]:
            size = min(1.0, slot.width / LARGE)
            mark = Mark(
                basin, low, float(problem.loss(low)), theme.minimum, theme, ring=False, size=size
            )
            parts.append(scene.add_part(mark, layer=Layer.GROUND))
        return [*parts, *(self._add_note(slot) if looked.cropped else [])]

    def _looked(self, name: str, slot: Slot, half: Array) -> Looked:
        """All of a bowl, or as much of it as is in a slot that is as high as it is wide."""
        lying = self.plan.lying[name]
        size = half[[0, 1] if self._is_lengthwise(name) else [1, 0]]
        room = np.array([slot.width, slot.height]) / 2 - ROOM
        unit, least = float((room / size).min()), float(half.min())
        if 2.0 * unit * least >= THIN * slot.height:
            return Looked(lying * unit, np.zeros(2), cropped=False)
        unit = WIDE * slot.height / 2.0 / least
        walked = self._steps(name) - self.plan.problems[name].minimum()
        along = walked @ lying[0]
        middle = (along.min() + along.max()) / 2 - ASIDE * slot.width / unit
        return Looked(lying * unit, lying[0] * middle, cropped=True)

    def _is_lengthwise(self, name: str) -> bool:
        lying, axes = self.plan.lying[name], self.plan.axes[name]
        return bool(np.abs(lying[0] @ axes.directions[0]) > np.sqrt(0.5))

    def _steps(self, name: str) -> Array:
        """Where the first steps lead, as many as the shorter run takes."""
        steps = min(self.plan.runs[each].steps for each in BOWLS)
        return np.asarray(self.plan.runs[name].theta[: steps + 1])

    def _add_walk(self, name: str, basin: Basin) -> Part:
        """The steps until one is beyond the picture, in the colour of the bowl."""
        loss, theta = self.plan.problems[name].loss, self._steps(name)
        beyond = np.flatnonzero(~basin.contains(theta))
        theta = theta[: max(int(beyond[0]), 1)] if beyond.size else theta
        unit = float(np.hypot(*basin.linear[0]))
        line = polyline(theta, loss, basin, SEGMENT / unit)
        style = TrailStyle(STROKES.fine, dotted=0)
        trail = Trail(basin, line, self.hues[name], self.scene.theme, style)
        trail.show(float(len(theta) - 1), theta[-1], float(loss(theta[-1])))
        return self.scene.add_part(trail, layer=Layer.GROUND)

    def _add_note(self, slot: Slot) -> list[Part]:
        """In the lower left corner."""
        theme, size = self.scene.theme, SIZES.small
        label = words(self.scene.say("bowls.cropped"), size, theme.text)
        if float(label.width) + INSET * size > SIDE * slot.width:
            return []
        label.put(slot.left + INSET * size, slot.bottom + INSET * size)
        plate = plate_beneath(float(label.width), size, theme)
        lie_beneath(plate, label)
        return [self.scene.add_part(Group(plate, label), layer=Layer.NAMES)]
