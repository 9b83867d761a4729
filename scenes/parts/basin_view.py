"""A walk on a quadratic cost seen from above: as it is, and turned to lie along its own axes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gdcore import Descent
from gdcore.problems import LinearRegression
from gdcore.theory import Axes
from scenes.components.basin import Basin
from scenes.components.path.dashes import Dashes
from scenes.components.path.mark import Mark
from scenes.layout import Slot
from scenes.parts.knob_lines import add_knob_lines, reach
from scenes.parts.landmark import with_view
from scenes.parts.runner import Runner
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import STROKES

Array = NDArray[np.float64]

RIM = 1.3
"""The cost above the lowest at the rim, in that of the start."""
ROOM, LEVEL_ROOM, EDGE = 0.65, 0.14, 0.05
"""Between a basin and the sides of its slot, in frame units, as it is and where it lies level; and
where these fade out."""
OPEN = 8.0
"""How many times as long as wide one lies level that is drawn wider than it is."""
EAGER = 4.0
"""How much sooner than it is in its second slot it lies level."""


class BasinView:
    """A basin as it is, with w to the right and b upwards, that is turned to lie lengthwise.

    There it may be drawn wider than it is.

    Args:
        scene: the scene it belongs to.
        slots: the slots it fills by turns; in the first one it is as it is.
        problem: the cost.
        axes: its curvatures and their directions.
        lying: how it lies, (2, 2): the directions along it and across it, to the right and upwards.
        walk: the name of its track, the run, and its colour.
        opens: whether it is drawn wider than it is where it lies level.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: Sequence[Slot],
        problem: LinearRegression,
        axes: Axes,
        lying: Array,
        walk: tuple[str, Descent, str],
        *,
        opens: bool = False,
    ) -> None:
        name, run, colour = walk
        self.place = Gliding(slots)
        self.opened = Animated(1.0)
        """How far it is drawn wider where it lies level, from 0, where it is as it is, to 1."""
        low = problem.minimum()
        least = float(problem.loss(low))
        self.basin = Basin(axes, low, RIM * (float(run.loss[0]) - least), scene.theme, edge=EDGE)
        self.axes, self._angle = lying, float(np.arctan2(lying[0, 1], lying[0, 0]))
        long, wide = self.basin.half.tolist()
        self.times = max(1.0, long / wide / OPEN) if opens else 1.0
        """How many times as wide as it is it is drawn where it lies level."""
        first, *level = slots
        self._units = np.array([self._as_it_is(first), *(self._level(slot) for slot in level)])
        self.part = scene.add_part(self.basin, self._look, layer=Layer.GROUND)
        self._look(0)
        self.knobs = add_knob_lines(scene, self.basin, "wb")
        """Axes of w and b through the lowest point."""
        self.along, self.across = (self._add_own_axis(scene, which) for which in range(2))
        """Its own axes, from rim to rim."""
        runner = Runner(scene, name, run, self.basin, 1.0, colour, thin=opens)
        self.runner = runner
        style = replace(runner.trail.style, faded=1.0, fine=STROKES.thin)
        runner.trail.style = style  # nothing piles up where steps go straight on
        runner.add_trail()
        runner.add_ball()
        mark = Mark(self.basin, low, least, scene.theme.minimum, scene.theme, ring=False)
        self.minimum = scene.add_part(mark, with_view(self.basin), layer=Layer.GROUND)
        runner.aim_at(self.minimum)

    @property
    def halves(self) -> tuple[float, float]:
        """Half its length and half its width where it lies level, in frame units."""
        long, wide = (self.basin.half * self._units[1]).tolist()
        return long, wide

    @property
    def ground(self) -> tuple[Part, ...]:
        """The map alone."""
        return self.part, self.minimum

    @property
    def walk(self) -> tuple[Part, ...]:
        """Path and ball."""
        return self.runner.trail_part, self.runner.ball_part

    def _as_it_is(self, slot: Slot) -> list[float]:
        """Frame units of a parameter along it and across it, to one scale."""
        wide, high = np.hypot(*(self.basin.half[:, None] * self.axes)).tolist()
        unit = min((slot.width / 2 - ROOM) / wide, (slot.height / 2 - ROOM) / high)
        return [unit, unit]

    def _level(self, slot: Slot) -> list[float]:
        """The same where it lies level."""
        long, wide = self.basin.half.tolist()
        across, up = slot.width / 2 - LEVEL_ROOM, slot.height / 2 - LEVEL_ROOM
        unit = min(across / long, up / (wide * self.times))
        return [unit, unit * self.times]

    def _look(self, frame: int) -> Hashable:
        """It turns on its way from the first slot to the second."""
        place, slots = self.place.where.at(frame), np.arange(len(self._units))
        units = np.exp([np.interp(place, slots, column) for column in np.log(self._units).T])
        units[1] *= self.times ** (min(place, 1.0) * (self.opened.at(frame) - 1.0))
        angle = ((1.0 - min(place, 1.0)) ** EAGER - 1.0) * self._angle
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        scaled = self.axes.T @ (units[:, None] * self.axes)
        self.basin.look(self.place.at(frame), turn @ scaled, np.zeros(2))
        if place % 1.0:
            self._make_room()
        return self.basin.view

    def _make_room(self) -> None:
        """On its way, it has as much room as it takes."""
        basin = self.basin
        wide, high = (reach(basin, way) + LEVEL_ROOM for way in np.eye(2))
        x, y = basin.slot.centre.tolist()
        basin.slot = Slot(x - wide, y - high, x + wide, y + high)

    def _add_own_axis(self, scene: AnyScene, which: int) -> Part:
        basin, line = self.basin, Dashes(scene.theme.text, STROKES.axis)
        way = basin.half[which] * self.axes[which]
        rims = basin.centre + np.array([[-1.0], [1.0]]) * way

        def lie() -> None:
            line.show(basin.at(rims, np.zeros(2))[:, :2])

        return scene.add_part(line, with_view(basin, lie), layer=Layer.GROUND)
