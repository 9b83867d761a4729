"""A walk on a quadratic cost seen from above, on its axes; it may come out of another one."""

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
from scenes.plans.scaling import ACROSS_WAY
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import STROKES

Array = NDArray[np.float64]

RIM = 1.3
"""The cost above the lowest at the rim, in that of the start."""
ROOM, EDGE = 0.14, 0.05
"""Between a basin and the sides of its slot, in frame units; and where these fade out."""
BALL = 0.75
"""Radius of the ball in a thin one, in that of others."""
OUT, WHOLE, PLACED = 1.0, 2.0, 3.0
"""Where one is that has come out of another: as wide as that; as it is, all of it; in its slot."""


class BasinView:
    """A basin whose axes are level and upright, to one scale.

    It may come out of another one, which is the same in other units: lines of one cost are the same
    lines in both, so that one becomes the other where it is drawn out.  First it is as wide as the
    other one, and goes on beyond the picture; then the eye draws back until all of it is
    seen, and it goes to its slot.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        problem: the cost.
        axes: its curvatures and their directions.
        lying: how it lies, (2, 2): the directions of its axes to the right and upwards.
        walk: the name of its track, the run, and its colour.
        thin: whether it is so thin that path and ball in it are, too.
        out_of: the one that it comes out of, where it does.
        whole: the slot in which all of it is seen first, where that is another one.
        beyond: the same with what is left and right of it, to where it goes on before.
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
        thin: bool = False,
        out_of: BasinView | None = None,
        whole: Slot | None = None,
        beyond: Slot | None = None,
    ) -> None:
        name, run, colour = walk
        self.scene, self.slot, before = scene, slot, out_of or self
        whole = whole or slot
        self.beyond = beyond or scene.layout.across(whole)
        """To where it goes on."""
        self.place = Gliding((before.slot, self.beyond, whole, slot), first=PLACED)
        """How far it has come out of the other one, from 0, where it is as that is, to 3."""
        low = problem.minimum()
        least = float(problem.loss(low))
        self.axes, self.top = axes, RIM * (float(run.loss[0]) - least)
        """Its curvatures and their directions; and the cost at its rim above the lowest."""
        self.basin = Basin(axes, low, self.top, scene.theme, edge=EDGE)
        first = int(np.abs(axes.directions @ lying[0]).argmax())
        self._own_half = self.basin.half[[first, 1 - first]]
        """Half of it to the right and upwards, in parameters, (2,)."""
        self._shares = lying / self._own_half[:, None]
        """To the right and upwards, in half of it, of a parameter."""
        self.start = self._shares @ (run.theta[0] - low)
        """Where the walk sets off, in the same."""
        self.halves = self._level(slot)
        """Half of it to the right and upwards in its slot, in frame units, (2,)."""
        self.linear = self.halves[:, None] * self._shares
        """How parameters become frame units there, (2, 2)."""
        out = min(*before.halves, whole.height / 2 - ROOM) / min(self._own_half) * self._own_half
        self._halves = np.log([before.halves, out, self._level(whole), self.halves])
        turned = np.arctan2(*before.start[::-1]) - np.arctan2(*self.start[::-1])
        self._turned = float((turned + np.pi) % (2.0 * np.pi) - np.pi)
        """By how much its start is turned from where that of the other one is."""
        self.part = scene.add_part(self.basin, self._look, layer=Layer.GROUND)
        self._look(0)
        self.drawn = Animated(1.0)
        """How far its own axis across is drawn, from the lowest point to the rims."""
        self.across = add_own_axis(scene, self.basin, ACROSS_WAY, self.drawn)
        """That axis."""
        ball = BALL if thin else None
        runner = Runner(scene, name, run, self.basin, 1.0, colour, thin=thin, ball=ball)
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

    def _level(self, slot: Slot) -> Array:
        """Half of it to the right and upwards in a slot."""
        room = np.array([slot.width, slot.height]) / 2 - ROOM
        return np.asarray(self._own_half * min(room / self._own_half))

    def _look(self, frame: int) -> Hashable:
        """As the other one at first, then as wide as that, then as it is, and in its slot."""
        stage = self.place.where.at(frame)
        stages = np.arange(len(self._halves))
        halves = np.exp([np.interp(stage, stages, side) for side in self._halves.T])
        angle = max(0.0, OUT - stage) * self._turned
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        linear = halves[:, None] * turn @ self._shares
        slot, middle = self.place.between(stage), np.zeros(2)
        if 0.0 < stage < WHOLE:  # it goes on to where it may, and beyond
            ends = self.beyond.inset(left=-ROOM, right=-ROOM)
            wide = replace(slot, left=ends.left, right=ends.right)
            slot, middle = wide, np.linalg.solve(linear, wide.centre - slot.centre)
        self.basin.look(slot, linear, middle)
        return self.basin.view


def add_own_axis(scene: AnyScene, basin: Basin, which: int, drawn: Animated) -> Part:
    """One of a basin's own axes, as far as it is drawn from the lowest point to both rims."""
    line = Dashes(scene.theme.text, STROKES.axis)
    half = basin.half[which] * basin.directions[which]

    def lie(frame: int) -> Hashable:
        share = drawn.at(frame)
        ends = basin.centre + share * np.array([[-1.0], [1.0]]) * half
        line.show(basin.at(ends, np.zeros(2))[:, :2])
        return share, basin.view

    return scene.add_part(line, lie, layer=Layer.GROUND)
