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
from scenes.components.path.mark import Mark
from scenes.layout import Slot
from scenes.parts.landmark import with_view
from scenes.parts.runner import Runner
from scenes.plans.scaling import SHOWN
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


class BasinView:
    """A basin whose axes are level and upright, to one scale.

    It may come out of another one, which is the same in other units: lines of one cost are the same
    lines in both, so that one becomes the other where it is drawn out, in its slot.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        problem: the cost.
        axes: its curvatures and their directions.
        lying: how it lies, (2, 2): the directions of its axes to the right and upwards.
        walk: the name of its track, the run, and its colour.
        begun: the slot in which it comes, where it is so thin that its own has hardly any height;
            path and ball in it are thin, too.
        drawn: the slot in which it is drawn out at first, where that is not its own.
        out_of: the one that it comes out of, where it does.
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
        begun: Slot | None = None,
        drawn: Slot | None = None,
        out_of: BasinView | None = None,
    ) -> None:
        name, run, colour = walk
        self.scene, self.slot, self.begun = scene, slot, begun or slot
        thin = self.thin = begun is not None
        before = self._before = out_of or self
        self.out = Animated(1.0)
        """How far it has come out of the other one, from 0, where it is as that is."""
        self.wide = drawn or slot
        self.settled = Animated(1.0)
        """How far it has gone into its slot, from that in which it is drawn out."""
        low = problem.minimum()
        least = float(problem.loss(low))
        self.axes, self.top = axes, RIM * (float(run.loss[0]) - least)
        """Its curvatures and their directions; and the cost at its rim above the lowest."""
        self.basin = Basin(axes, low, self.top, scene.theme, edge=EDGE)
        first = int(np.abs(axes.directions @ lying[0]).argmax())
        self._own_half = self.basin.half[[first, 1 - first]]
        """Half of it to the right and upwards, in parameters, (2,)."""
        self.shares = lying / self._own_half[:, None]
        """To the right and upwards, in half of it, of a parameter."""
        self.start = self.shares @ (run.theta[0] - low)
        """Where the walk sets off, in the same."""
        self.halves = self.level(slot)
        """Half of it to the right and upwards in its slot, in frame units, (2,)."""
        self.linear = self.halves[:, None] * self.shares
        """How parameters become frame units there, (2, 2)."""
        turned = np.arctan2(*before.start[::-1]) - np.arctan2(*self.start[::-1])
        self._turned = float((turned + np.pi) % (2.0 * np.pi) - np.pi)
        """By how much its start is turned from where that of the other one is."""
        self.part = scene.add_part(self.basin, self._look, layer=Layer.GROUND)
        self._look(0)
        self.drawn = Animated(1.0)
        """How far its own axes are drawn, from the lowest point outwards."""
        ball = BALL if thin else None
        runner = Runner(scene, name, run, self.basin, 1.0, colour, thin=thin, ball=ball)
        self.runner = runner
        style = replace(runner.trail.style, width=STROKES.thin, faded=1.0, fine=STROKES.thin)
        runner.trail.style = style  # nothing piles up where steps go straight on
        runner.add_trail()
        runner.add_ball()
        mark = Mark(self.basin, low, least, scene.theme.minimum, scene.theme, ring=False)
        self.minimum = scene.add_part(mark, with_view(self.basin), layer=Layer.GROUND)
        if not thin:
            runner.aim_at(self.minimum, since=min(SHOWN, run.steps - 1))

    @property
    def ground(self) -> tuple[Part, ...]:
        """The map alone."""
        return self.part, self.minimum

    @property
    def walk(self) -> tuple[Part, ...]:
        """Path and ball."""
        return self.runner.trail_part, self.runner.ball_part

    def level(self, slot: Slot) -> Array:
        """Half of it to the right and upwards in a slot, whose height a trench is sure to have."""
        room = np.array([slot.width, slot.height]) / 2 - ROOM
        longest = room[:1] if self.thin else room
        return np.asarray(self._own_half * min(longest / self._own_half[: len(longest)]))

    def _coming(self, share: float, last: Array) -> Array:
        """How parameters become frame units on the way from the other one to this, (2, 2).

        The other one is as large as there is room for it where this one comes.  Half of this is as
        ``last``.
        """
        room = np.array([self.begun.width, self.begun.height]) / 2 - ROOM
        first = self._before.halves * min(room / self._before.halves)
        now = first ** (1.0 - share) * last**share
        angle = (1.0 - share) * self._turned
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        return np.asarray(now[:, None] * turn @ self.shares)

    def _look(self, frame: int) -> Hashable:
        """As the other one at first, then as it is."""
        share, settled = self.out.at(frame), self.settled.at(frame)
        slot = Gliding([self.wide, self.slot]).between(settled)
        half = self.level(self.wide) ** (1.0 - settled) * self.halves**settled
        now = Gliding([self.begun, slot]).between(share)
        self.basin.look(now, self._coming(share, half), np.zeros(2))
        return self.basin.view
