"""A walk on a quadratic cost seen from above, lying lengthwise; it may come out of another one."""

from __future__ import annotations

from collections.abc import Hashable
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
from scenes.parts.landmark import with_view
from scenes.parts.runner import Runner
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import STROKES

Array = NDArray[np.float64]

RIM = 1.3
"""The cost above the lowest at the rim, in that of the start."""
ROOM, EDGE = 0.14, 0.05
"""Between a basin and the sides of its slot, in frame units; and where these fade out."""
OPEN = 4.0
"""How many times as long as wide one is that is drawn wider than it is."""
BALL = 0.75
"""Radius of the ball in such a one, in that of others."""
OUT, WHOLE = 1.0, 2.0
"""Where one is that has come out of another: as wide as that; and as it is, all of it."""


class BasinView:
    """A basin that lies lengthwise, to one scale; it may then be drawn wider than it is.

    It may come out of another one, which is the same in other units: lines of one cost are the same
    lines in both, so that one becomes the other where it is drawn out.  First it is as wide as the
    other one, and goes on beyond the picture; then the eye draws back until all of it is seen.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        problem: the cost.
        axes: its curvatures and their directions.
        lying: how it lies, (2, 2): the directions along it and across it, to the right and upwards.
        walk: the name of its track, the run, and its colour.
        opens: whether it is drawn wider than it is.
        out_of: the one that it comes out of, where it does.
        whole: the slot that it fills until it is drawn wider, where that is another one.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        problem: LinearRegression,
        axes: Axes,
        lying: Array,
        walk: tuple[str, Descent, str],
        *,
        opens: bool = False,
        out_of: BasinView | None = None,
        whole: Slot | None = None,
    ) -> None:
        name, run, colour = walk
        self.scene, self.slot, before = scene, slot, out_of or self
        whole = whole or slot
        self.place = Gliding((before.slot, scene.layout.across(whole), whole, slot), first=WHOLE)
        """How far it has come out of the other one, from 0, where it is as that is, to 2."""
        self.opened = Animated(1.0)
        """How far it is drawn wider, from 0, where it is as it is, to 1."""
        low = problem.minimum()
        least = float(problem.loss(low))
        self.basin = Basin(axes, low, RIM * (float(run.loss[0]) - least), scene.theme, edge=EDGE)
        self._shares = lying / self.basin.half[:, None]
        """Along and across it, in half its length and width, of a parameter."""
        long, wide = self.basin.half.tolist()
        self.times = max(1.0, long / wide / OPEN) if opens else 1.0
        """How many times as wide as it is it is drawn."""
        self.start = self._shares @ (run.theta[0] - low)
        """Where the walk sets off, along it and across it."""
        self.halves = self._level(slot, self.times)
        """Half its length and half its width as it is drawn in the end, in frame units, (2,)."""
        out = min(before.halves[1], whole.height / 2 - ROOM) * np.array([long / wide, 1.0])
        self._halves = np.log([before.halves, out, self._level(whole), self.halves])
        turned = np.arctan2(*before.start[::-1]) - np.arctan2(*self.start[::-1])
        self._turned = float((turned + np.pi) % (2.0 * np.pi) - np.pi)
        """By how much its start is turned from where that of the other one is."""
        self.part = scene.add_part(self.basin, self._look, layer=Layer.GROUND)
        self._look(0)
        self.along, self.across = (self._add_own_axis(scene, way) for way in lying)
        """Its own axes, from rim to rim."""
        ball = BALL if opens else None
        runner = Runner(scene, name, run, self.basin, 1.0, colour, thin=opens, ball=ball)
        self.runner = runner
        style = replace(runner.trail.style, faded=1.0, fine=STROKES.thin)
        runner.trail.style = style  # nothing piles up where steps go straight on
        runner.add_trail()
        runner.add_ball()
        mark = Mark(self.basin, low, least, scene.theme.minimum, scene.theme, ring=False)
        self.minimum = scene.add_part(mark, with_view(self.basin), layer=Layer.GROUND)
        runner.aim_at(self.minimum)

    @property
    def ground(self) -> tuple[Part, ...]:
        """The map alone."""
        return self.part, self.minimum

    @property
    def walk(self) -> tuple[Part, ...]:
        """Path and ball."""
        return self.runner.trail_part, self.runner.ball_part

    def _level(self, slot: Slot, times: float = 1.0) -> Array:
        """Half length and half width in a slot, drawn so many times as wide as it is."""
        long, wide = self.basin.half.tolist()
        across, up = slot.width / 2 - ROOM, slot.height / 2 - ROOM
        unit = min(across / long, up / (wide * times))
        return np.array([long, wide * times]) * unit

    def drawn_wider(self, frame: int) -> float:
        """How many times as wide as it is it is drawn at a frame."""
        return float(self.times ** self.opened.at(frame))

    def _look(self, frame: int) -> Hashable:
        """As the other one at first, then as wide as that, then as it is, and then wider."""
        out = self.place.where.at(frame)
        stage = out + self.opened.at(frame) * (out == WHOLE)
        stages = np.arange(len(self._halves))
        halves = np.exp([np.interp(stage, stages, side) for side in self._halves.T])
        angle = max(0.0, OUT - stage) * self._turned
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        linear = halves[:, None] * turn @ self._shares
        slot, middle = self.place.between(stage), np.zeros(2)
        if 0.0 < out < WHOLE:  # it goes on to the sides of the frame, and beyond
            wide = self.scene.layout.across(slot).inset(left=-ROOM, right=-ROOM)
            slot, middle = wide, np.linalg.solve(linear, wide.centre - slot.centre)
        self.basin.look(slot, linear, middle)
        return self.basin.view

    def _add_own_axis(self, scene: AnyScene, way: Array) -> Part:
        basin, line = self.basin, Dashes(scene.theme.text, STROKES.axis)
        half = way / float(np.hypot(*(self._shares @ way)))
        rims = basin.centre + np.array([[-1.0], [1.0]]) * half

        def lie() -> None:
            line.show(basin.at(rims, np.zeros(2))[:, :2])

        return scene.add_part(line, with_view(basin, lie), layer=Layer.GROUND)
