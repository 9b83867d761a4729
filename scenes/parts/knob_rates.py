"""Recent slopes and Adam's rates, as bars on the map of a ravine in which the axes turn."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.basin import EDGE
from scenes.components.plot.rate_bars import RateBars
from scenes.components.text.label import formula
from scenes.layout import Slot
from scenes.parts.knob_turn import KnobTurn
from scenes.plans.optimizers import DEGREES, Plan
from scenes.stage.scene import AnyScene, Layer
from scenes.theme import SIZES

Array = NDArray[np.float64]

CLEAR = 1.5
"""From the end of a bar to the side of the map, at least, in em of the parameters' letters."""
BESIDE = 0.8
"""From a bar's axis to its name, and from the lowest point along it to the name, at least, in em of
the name."""


class KnobRates:
    """From the lowest point of a ravine, two bars a parameter, along its axis as that turns.

    Forth along it lies its rate, and back its recent slopes, by which the rate is divided.  The
    longer one of each always has one length, and the other that share of it which Adam's have, in
    the ravine as its axes are turned, to the nearest degree.  Each has its name at its end, on the
    side away from the other one; that of a rate lies beyond where that of a slope may.

    Args:
        scene: the scene it belongs to.
        view: the map.
    """

    def __init__(self, scene: AnyScene, view: KnobTurn) -> None:
        plan: Plan = scene.plan
        self.view = view
        self.sizes = plan.adam_turning
        free = view.slot.inset(*[max(EDGE, CLEAR * SIZES.formula)] * 4)
        turns = np.linspace(0.0, DEGREES, len(self.sizes))
        ways = np.concatenate([view.ways_at(turn) for turn in turns])
        self.length = min(room(free, view.pivot, each) for each in (ways, -ways))
        self.slopes, self.bars = RateBars(scene.theme.gradient), RateBars(scene.theme.rate)
        size = SIZES.label if scene.layout.narrow else SIZES.formula
        self.names = [
            formula(scene.say(key, letter=f"${letter}$"), size, scene.theme.text)
            .cased(scene.theme.casing)
            for key in ("rules.slope", "rules.rate")
            for letter in plan.letters
        ]  # fmt: skip
        self.parts = (
            scene.add_part(Group(self.slopes, self.bars), self._reach, layer=Layer.NAMES),
            scene.add_part(Group(*self.names), self._name, layer=Layer.NAMES),
        )

    def _ends(self, degrees: float) -> tuple[Array, Array]:
        """How long each bar is, (4,), and where it goes, (4, 2): slopes first."""
        sizes = self.sizes[round(degrees / DEGREES * (len(self.sizes) - 1))]
        shares = np.concatenate([sizes.min() / sizes, sizes / sizes.max()])
        ways = self.view.ways_at(degrees)
        return self.length * shares, np.concatenate([-ways, ways])

    def _reach(self, frame: int) -> Hashable:
        degrees, pivot = self.view.angle.at(frame), self.view.pivot
        lines = [
            np.stack([pivot, pivot + far * way])
            for far, way in zip(*self._ends(degrees), strict=True)
        ]
        self.slopes.show(*lines[:2])
        self.bars.show(*lines[2:])
        return degrees, self.view.basin.view

    def _name(self, frame: int) -> Hashable:
        degrees = self.view.angle.at(frame)
        lengths, ways = self._ends(degrees)
        slope = max(float(name.width) for name in self.names[:2])
        beyond = np.array([slope, self.names[0].size]) + BESIDE * self.names[0].size
        taken = np.outer([0.0, 0.0, 1.0, 1.0], beyond)
        for name, far, way, other, past in zip(
            self.names, lengths, ways, ways[[1, 0, 3, 2]], taken, strict=True
        ):
            size = name.size
            aside = np.array([-way[1], way[0]])
            aside *= -np.sign(aside @ other)
            half = np.array([float(name.width), size]) / 2
            away = half @ np.abs(aside) + BESIDE * size
            least = float((half + past) @ np.abs(way)) + BESIDE * size
            place = self.view.pivot + max(float(far), least) * way + away * aside
            corners = self.view.slot.inset(*[EDGE] * 4).corners  # where the map has not faded out
            x, y = np.clip(place, corners[0] + half, corners[2] - half).tolist()
            name.put(x, y - size / 3, "centre")
        return degrees, self.view.basin.view


def room(slot: Slot, origin: Array, ways: Array) -> float:
    """How far one can go in a slot from a place in each of some directions, (n, 2), at least."""
    low, high = np.array([slot.left, slot.bottom]), np.array([slot.right, slot.top])
    slant = np.where(np.abs(ways) < 1e-12, 1e-12, ways)
    return float((np.where(slant > 0.0, high - origin, low - origin) / slant).min())
