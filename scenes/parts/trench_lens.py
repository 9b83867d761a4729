"""A trench about its ball as through a magnifying glass: as it is, only larger."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from functools import partial

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.basin import Basin
from scenes.components.outline import CORNER, Outline
from scenes.components.path.dashes import Dashes
from scenes.components.path.mark import Mark
from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.basin_view import EDGE, BasinView
from scenes.parts.landmark import with_view
from scenes.parts.runner import Runner
from scenes.plans.scaling import ACROSS_WAY, ALONG_WAY
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

RIM = 0.03
"""Between the trench and the sides of the lens, at least."""
MOST = 30.0
"""By how much of it a lens is larger at most than it is when it begins to open."""
BALL = 0.5
"""Radius of its ball, in that of others: a leap across is as long as a large one is wide."""
BENEATH = 2.0
"""From the ball down to the baseline of what is told of that, in em."""
UNDER = 1.1
"""From a lens down to the baseline of what is told of it, in em."""


class TrenchLens:
    """All of a trench's width, and as much of its length as there is room for, about the ball.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        view: the trench, out of which it opens.
        done: how much of the drop is done where its walk ends, in percent, if that has arrived.
    """

    def __init__(
        self, scene: AnyScene, slot: Slot, view: BasinView, done: float | None = None
    ) -> None:
        self.scene, self.slot, self.view = scene, slot, view
        theme, walked, shown = scene.theme, view.runner, view.basin
        self.times = float(max(1.0, np.floor((slot.height / 2 - RIM) / view.halves[ACROSS_WAY])))
        """How many times as large as the trench it is."""
        self.centred = Animated(0.0)
        """How far it has gone from the ball to the lowest point."""
        self.basin = Basin(view.axes, shown.centre, view.top, theme, edge=EDGE)
        self.opened = Animated(1.0)
        """How far it has opened, out of where in the trench it is."""
        self.edge = Outline(slot, theme.text)
        self.part = scene.add_part(self.basin, self._look, layer=Layer.GROUND)
        self._look(0)
        runner = Runner(
            scene, walked.name, walked.run, self.basin, 1.0, walked.colour, thin=True, ball=BALL
        )
        runner.trail.style = replace(runner.trail.style, faded=1.0, fine=STROKES.thin)
        runner.add_trail()
        runner.add_ball()
        least = float(walked.run.problem.loss(shown.centre))
        mark = Mark(self.basin, shown.centre, least, theme.minimum, theme, ring=False)
        self.minimum = scene.add_part(mark, with_view(self.basin), layer=Layer.GROUND)
        runner.aim_at(self.minimum)
        self.walk = runner.trail_part, runner.ball_part
        """Path and ball."""
        self.sides = scene.add_part(self.edge, with_view(self.basin), layer=Layer.GROUND)
        """Its sides."""
        self.frame = self._add_frame()
        """Where in the trench it is, and lines from there down to its corners."""
        self.note = self._add_note()
        """How many times as large."""
        self.done = () if done is None else (self._add_done(done),)
        """How far its walk has come where that ends, if it has arrived."""

    @property
    def ground(self) -> tuple[Part, ...]:
        """The map in it."""
        return self.part, self.minimum, self.sides

    def _look(self, frame: int) -> Hashable:
        """About the ball; while it opens, from the place of that in the trench to its slot."""
        slot, way = self.slot, self.basin.directions[ALONG_WAY]
        ball = self.view.runner.followed(frame) - self.view.basin.centre
        middle = way * (ball @ way) * (1.0 - self.centred.at(frame))
        share = self.opened.at(frame)
        begun = self._around(middle, min(self.times, MOST))
        self.edge.sides = now = Gliding([begun, slot]).between(share)
        times = self.times * now.width / slot.width
        self.basin.look(now, times * self.view.linear, middle)
        return self.basin.view

    def _around(self, middle: NDArray[np.float64], times: float) -> Slot:
        """So many times smaller than the lens, in the trench."""
        x, y = self.view.basin.slot.centre + self.view.linear @ middle
        half = np.array([self.slot.width, self.slot.height]) / 2 / times
        return Slot(x - half[0], y - half[1], x + half[0], y + half[1])

    def _add_frame(self) -> Part:
        theme, slot = self.scene.theme, self.slot
        sides, tie = Outline(slot, theme.text), Dashes(theme.text, STROKES.axis, dash=0.0)

        def follow(_: int) -> Hashable:
            sides.sides = small = self._around(self.basin.middle, self.times)
            now = self.edge.sides
            tie.show(
                np.array([[small.left, small.bottom], [now.left + CORNER / 2, now.top]]),
                np.array([[small.right, small.bottom], [now.right - CORNER / 2, now.top]]),
            )
            return self.basin.view

        return self.scene.add_part(Group(tie, sides), follow, layer=Layer.GROUND)

    def _add_note(self) -> Part:
        times = self.scene.say.numerals.significant(self.times)
        text = self.scene.say("bowls.magnified", times=times)
        make, slot = partial(words, colour=self.scene.theme.quiet), self.slot
        (told,) = fitted(text, slot.width, 1, SIZES.name, make)
        return self.scene.add_part(
            told.put(slot.left, slot.bottom - UNDER * told.size), layer=Layer.NAMES
        )

    def _add_done(self, done: float) -> Part:
        """How much of the drop is done, in percent, below the ball, in the middle of the lens."""
        say, theme, slot = self.scene.say, self.scene.theme, self.slot
        make = partial(words, colour=theme.text)
        text = say("bowls.done", percent=say.numerals.significant(done))
        (told,) = fitted(text, slot.width - 2 * CORNER, 1, SIZES.name, make)
        x, y = slot.centre[:2].tolist()
        told.cased(theme.casing).put(x, y - BENEATH * told.size, "centre")
        return self.scene.add_part(told, layer=Layer.NAMES)
