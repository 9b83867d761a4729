"""How long Adam's step is for each parameter, as arrows beside a ravine in its true shape."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.basin import Basin
from scenes.components.path.arrow import StraightArrow
from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import below_one_another, wrapped
from scenes.layout import LEADING, Slot
from scenes.parts.basin_view import RIM
from scenes.parts.runner import Runner
from scenes.plans.optimizers import PLAIN, Plan
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue
from scenes.theme import SIZES

Array = NDArray[np.float64]

LONGEST = 0.82
"""Of half its slot, the longer arrow."""
RIGHT_AND_UP = np.array([[0.0, 1.0], [1.0, 0.0]])
"""To the right is b, and up is w, as on the maps before."""


class KnobSteps:
    """The ravine as it is, and from its lowest point an arrow a parameter.

    Args:
        scene: that it belongs to.
        slots: that it fills by turns, with its name above.
        runners: of Adam, in the ravine and in the one that is turned.
    """

    def __init__(
        self, scene: AnyScene, slots: Sequence[Slot], runners: tuple[Runner, Runner]
    ) -> None:
        plan: Plan = scene.plan
        self.scene = scene
        self.size = SIZES.small if scene.layout.narrow else SIZES.label
        lines = self._wrapped(min(slot.width for slot in slots))
        above = LEADING * self.size * len(lines)
        self.slots = Gliding(slots)
        self.place = Gliding([slot.inset(top=above) for slot in slots])
        """Where the ravine is."""
        self.angle = Animated(0.0)
        """By which the ravine is turned, in degrees."""
        top = RIM * (float(plan.runs[PLAIN].loss[0]) - plan.lowest)
        self.basin = Basin(plan.axes, plan.ravine.minimum(), top, scene.theme)
        self.part = scene.add_part(self.basin, self._look)
        self.name = self._add_name(lines)
        self.arrows = tuple(self._add_arrows(runner) for runner in runners)
        self.letters = self._add_letters()

    def go(self, cue: Cue, place: float, at: float, until: float) -> None:
        """Come to another slot."""
        for each in (self.slots, self.place):
            cue.move(each.where, place, at=at, until=until)

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it, with the steps in the ravine as it was."""
        return self.part, self.name, self.arrows[0], self.letters

    def _wrapped(self, most: float) -> list[Label]:
        quiet, text = self.scene.theme.quiet, self.scene.say("ravine.knobs")
        return wrapped(text, most, lambda line: words(line, self.size, quiet))

    def _add_name(self, lines: Sequence[Label]) -> Part:
        def follow(frame: int) -> Hashable:
            slot = self.slots.at(frame)
            last = slot.top - self.size * (1 + LEADING * (len(lines) - 1))
            below_one_another(lines, slot.left, last)
            return slot.extent

        return self.scene.add_part(Group(*lines), follow, layer=Layer.FURNITURE)

    def _reach(self, frame: int) -> float:
        """Half the length of the ravine: it lies level in the first slot, and askew in the last."""
        first, last = self.place.slots[0].width / 2, self.place.slots[-1].height / 2
        return first + self.place.where.at(frame) * (last - first)

    def _look(self, frame: int) -> Hashable:
        angle, area = np.radians(self.angle.at(frame)), self.place.at(frame)
        cosine, sine = float(np.cos(angle)), float(np.sin(angle))
        unit = self._reach(frame) / float(self.basin.half[0])
        turning = np.array([[cosine, -sine], [sine, cosine]])
        self.basin.look(area, unit * RIGHT_AND_UP @ turning, np.zeros(2))
        return self.basin.view

    def _add_arrows(self, runner: Runner) -> Part:
        """As long as the steps now are, the longer one always alike."""
        colour, theme = runner.colour, self.scene.theme
        sizes = self.scene.plan.step_sizes(runner.name)
        arrows = [StraightArrow(colour, theme) for _ in range(2)]

        def show(frame: int) -> Hashable:
            area, step = self.place.at(frame), min(runner.landed(frame), len(sizes) - 1)
            lengths = LONGEST * self._reach(frame) * sizes[step] / sizes[step].max()
            for arrow, length, way in zip(arrows, lengths, RIGHT_AND_UP.T, strict=True):
                arrow.show(area.centre, area.centre + length * way)
            return step, area.extent

        return self.scene.add_part(Group(*arrows), show)

    def _add_letters(self) -> Part:
        """Which parameter goes to the right, and which up."""
        size, theme = self.size, self.scene.theme
        w, b = (formula(f"${name}$", size, theme.text).cased(theme.casing) for name in "wb")

        def follow(frame: int) -> Hashable:
            area = self.place.at(frame)
            (x, y), half = area.centre.tolist(), self._reach(frame)
            b.put(x + LONGEST * half, y + 0.5 * size, "right")
            w.put(x - 0.5 * size, y + 0.5 * size, "right")
            return area.extent

        return self.scene.add_part(Group(w, b), follow, layer=Layer.NAMES)
