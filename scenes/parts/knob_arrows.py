"""How long Adam's step is for each parameter, as arrows on the map of a ravine that is turned."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.basin import EDGE
from scenes.components.path.arrow import StraightArrow
from scenes.components.text.label import formula
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.knob_turn import KnobTurn
from scenes.plans.optimizers import DEGREES, EVEN, Plan
from scenes.plans.rule_runs import ADAM
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

Array = NDArray[np.float64]

BOLD = 2.2
"""How many times as thick as others these arrows are."""
CLEAR = 1.5
"""From the end of an arrow to the side of the map, at least, in em of the parameters' letters."""


class KnobArrows:
    """From the lowest point of a ravine, an arrow a parameter, along its axis as that turns.

    The longer one always has one length, and the other that share of it which Adam's steps have,
    in the ravine as its axes are turned, to the nearest degree.

    Args:
        scene: the scene it belongs to.
        view: the map.
        slot: for what Adam does, in words, before the turn and after.
        colour: of Adam.
    """

    def __init__(self, scene: AnyScene, view: KnobTurn, slot: Slot, colour: str) -> None:
        plan: Plan = scene.plan
        self.scene, self.view, self.colour = scene, view, colour
        self.sizes = plan.adam_turning
        free = view.slot.inset(*[max(EDGE, CLEAR * SIZES.formula)] * 4)
        turns = np.linspace(0.0, DEGREES, len(self.sizes))
        self.length = min(float(room(free, view.pivot, view.ways_at(turn))) for turn in turns)
        self.arrows = [StraightArrow(colour, scene.theme, bold=BOLD) for _ in range(2)]
        self.part = scene.add_part(Group(*self.arrows), self._point, layer=Layer.GROUND)
        self.before, self.after = (self._add_told(slot, k) for k in (0, -1))

    def _point(self, frame: int) -> Hashable:
        degrees = self.view.angle.at(frame)
        sizes = self.sizes[round(degrees / DEGREES * (len(self.sizes) - 1))]
        lengths = self.length * sizes / sizes.max()
        ways = self.view.ways_at(degrees)
        for arrow, length, way in zip(self.arrows, lengths.tolist(), ways, strict=True):
            arrow.show(self.view.pivot, self.view.pivot + length * way)
        return degrees, self.view.basin.view

    def _add_told(self, slot: Slot, turned: int) -> Part:
        """How many times the rate of one parameter is that of the other; one size for both."""
        told = [self._told(k) for k in (0, -1)]
        size = min(
            fitted(
                text, slot.width, 1, SIZES.caption,
                lambda text, *, size: formula(text, size, self.colour),
            )[0].size
            for text in told
        )  # fmt: skip
        (level,) = slot.lines(1, size)
        line = formula(told[turned], size, self.colour)
        line.put(float(slot.centre[0]), level, "centre")
        return self.scene.add_part(Group(line), layer=Layer.NAMES)

    def _told(self, turned: int) -> str:
        say, sizes = self.scene.say, self.sizes[turned]
        plan: Plan = self.scene.plan
        ratio = float(f"{sizes.max() / sizes.min():.2g}")
        rule = say(f"rules.{ADAM}")
        if ratio < EVEN:
            return str(say("rules.same_rate", rule=rule))
        other, letter = (f"${plan.letters[k]}$" for k in np.argsort(sizes, kind="stable"))
        times = say.numerals.significant(ratio)
        return str(say("rules.larger", rule=rule, letter=letter, other=other, times=times))


def room(slot: Slot, origin: Array, ways: Array) -> float:
    """How far one can go in a slot from a place in each of some directions, (n, 2), at least."""
    low, high = np.array([slot.left, slot.bottom]), np.array([slot.right, slot.top])
    slant = np.where(np.abs(ways) < 1e-12, 1e-12, ways)
    return float((np.where(slant > 0.0, high - origin, low - origin) / slant).min())
