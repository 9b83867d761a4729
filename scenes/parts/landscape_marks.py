"""Crosses at the minima of a landscape and rings at starts, with names that keep clear of paths."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from scenes.components.path.mark import Mark
from scenes.components.text.label import formula
from scenes.parts.arrow_field import CLEAR, add_name, corners, discs
from scenes.parts.landmark import with_view
from scenes.parts.naming import LEFT_ABOVE, RIGHT_ABOVE, RIGHT_BELOW, Naming, Side, brief
from scenes.parts.runner import Runner
from scenes.parts.surface_view import SurfaceView
from scenes.plans.mountain import WALK, Plan, minimum
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

ENOUGH = 400
"""Places along a path at which it is looked whether something is in the way."""
MOST_NAMED = 5
"""Minima up to which all are named; where there are more, only that which the walk has found."""
RIM = 10
"""Of how many places along the rim one counts as ink: a name had better lie across it than on a
path."""


class LandscapeMarks:
    """Marks of one walk's start, of another's, and of the minima that are drawn.

    Args:
        scene: that they belong to.
        view: of the landscape.
        plan: of the walks on it.
        runner: of the walk.
        others: of other walks.
    """

    def __init__(
        self,
        scene: AnyScene,
        view: SurfaceView,
        plan: Plan,
        runner: Runner,
        others: Sequence[Runner],
    ) -> None:
        self.scene, self.view, self.plan = scene, view, plan
        self.runners = (runner, *others)
        self._marks: list[Mark] = []
        self._naming = Naming(view.room)
        self._names: list[Part] = []
        minima = {k: self._cross(k) for k in self._drawn()}
        self.crosses = tuple(part for part, _ in minima.values())
        """At the minima."""
        at = plan.ends_at(WALK)
        start = self._ring(runner, "places.start", LEFT_ABOVE)
        there = [minima[at][0], self._name_minimum(at, minima[at][1])] if at in minima else []
        self.found: tuple[Part, ...] = (*start, *there)
        """The start of the walk, and the minimum that it came to, with names."""
        self.others = tuple(
            part
            for other in others
            for part in self._ring(other, "places.another_start", RIGHT_ABOVE)
        )
        """The starts of other walks."""
        rest = [k for k in minima if k != at]
        named = rest if len(minima) <= MOST_NAMED else []
        self.rest: tuple[Part, ...] = (
            *(minima[k][0] for k in rest),
            *(self._name_minimum(k, minima[k][1]) for k in named),
        )
        """Other minima, with names."""

    @property
    def names(self) -> tuple[Part, ...]:
        """All of them."""
        return tuple(self._names)

    def settle(self, frames: Sequence[int], taken: Sequence[Part]) -> None:
        """Choose where names stand at some frames, clear of words that are there already."""
        self._naming.taken = corners(self.view, taken)[1:]
        self._naming.settle([partial(self.view.look_at, f) for f in frames], self._in_sight)
        for settled, name in zip(self._naming.names, self._names, strict=True):
            if settled.side is None:
                name.presence.first = 0.0

    def _drawn(self) -> list[int]:
        """Which minima are."""
        contains = self.view.domain.contains
        return [k for k, theta in enumerate(self.plan.surface.minima) if contains(theta)]

    def _cross(self, which: int) -> tuple[Part, Mark]:
        surface = self.plan.surface
        theta, loss = surface.minima[which], float(surface.minimum_values[which])
        mark = Mark(
            self.view.surface, theta, loss, self.scene.theme.minimum, self.scene.theme, ring=False
        )
        return self._add(mark), mark

    def _ring(self, runner: Runner, key: str, first: Side) -> tuple[Part, Part]:
        theta, loss, theme = runner.run.theta[0], float(runner.run.loss[0]), self.scene.theme
        mark = Mark(self.view.surface, theta, loss, theme.text, theme, ring=True)
        part = self._add(mark)
        return part, self._name(self.scene.say(key), theme.text, mark, first, may_go=False)

    def _add(self, mark: Mark) -> Part:
        self._marks.append(mark)
        return self.scene.add_part(mark, with_view(self.view.surface))

    def _name_minimum(self, which: int, mark: Mark) -> Part:
        values, say = self.plan.surface.minimum_values, self.scene.say
        cost = say.numerals.running(float(values[which]), 2)
        words = say(self.plan.sign(minimum(which)), cost=cost)
        text = brief(words, narrow=self.scene.layout.narrow)
        return self._name(text, self.scene.theme.minimum, mark, RIGHT_BELOW, may_go=True)

    def _name(self, code: str, colour: str, mark: Mark, first: Side, *, may_go: bool) -> Part:
        label = formula(code, SIZES.name, colour)
        centre = partial(getattr, mark, "centre")
        name = add_name(
            self.scene, self.view, self._naming, label, centre, CLEAR, first, may_go=may_go
        )
        self._names.append(name)
        return name

    def _in_sight(self) -> Array:
        marks = [discs(mark.centre[None], STROKES.ball) for mark in self._marks]
        paths = []
        for runner in self.runners:
            line = self.view.at(few(runner.line.theta), few(runner.line.loss))
            end = self.view.at(runner.run.theta[-1:], runner.run.loss[-1:])
            paths += [discs(line, STROKES.thick), discs(end, STROKES.ball)]
        rim = discs(self.view.surface.edge()[::RIM], STROKES.thin)
        return np.concatenate([*marks, *paths, rim])


def few(values: Array) -> Array:
    """No more than ``ENOUGH`` of the values along a path, evenly spread."""
    return values[:: -(-len(values) // ENOUGH) or 1]
