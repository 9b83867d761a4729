"""Crosses at the minima of a landscape and rings at starts, with names that keep clear of paths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from gdcore.surfaces import Surface
from scenes.components.path.mark import Mark
from scenes.components.text.label import words
from scenes.parts.arrow_field import CLEAR, add_name, corners, discs
from scenes.parts.landmark import with_view
from scenes.parts.naming import RIGHT_ABOVE, RIGHT_BELOW, Naming
from scenes.parts.runner import Runner
from scenes.parts.surface_view import SurfaceView
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

ENOUGH = 400
"""Places along a path at which it is looked whether something is in the way."""
MOST_NAMED = 5
"""Minima up to which local ones are named; where there are more, only their crosses are drawn."""
RIM = 10
"""Of how many places along the rim one counts as ink: a name had better lie across it than on a
path."""
LOWEST = 1e-6
"""Share of the losses drawn within which two minima are equally low."""
ORDER = (
    "places.start", "places.another_start", "places.global_minimum", "places.local_minimum",
)  # fmt: skip
"""Of the names, from the most important one."""


class LandscapeMarks:
    """Marks of one walk's start, of another's, and of the minima that are drawn.

    Args:
        scene: that they belong to.
        view: of the landscape.
        surface: that it shows.
        runner: of the walk.
        others: of other walks.
    """

    def __init__(
        self,
        scene: AnyScene,
        view: SurfaceView,
        surface: Surface,
        runner: Runner,
        others: Sequence[Runner],
    ) -> None:
        self.scene, self.view = scene, view
        self.runners = (runner, *others)
        self.named: list[tuple[str, Mark]] = []
        self.parts = [*self._crosses(surface), self._ring(runner, "places.start")]
        """The minima and the start, and once they are named, their names."""
        self.others = [self._ring(other, "places.another_start") for other in others]

    def name(self, taken: Sequence[Part], moments: Sequence[Callable[[], object]]) -> None:
        """Name starts first, then minima, clear of words that are there already, all the while."""
        theme, names = self.scene.theme, []
        naming = Naming(self.view.surface.slot, corners(self.view, taken))
        for key, mark in sorted(self.named, key=lambda named: ORDER.index(named[0])):
            colour = theme.text if mark.ring else theme.minimum
            label = words(self.scene.say(key), SIZES.small, colour)
            first = RIGHT_ABOVE if mark.ring else RIGHT_BELOW
            centre = partial(getattr, mark, "centre")
            name = add_name(
                self.scene, self.view, naming, label, centre, CLEAR, first, may_go=not mark.ring
            )
            names.append(name)
            (self.others if key == "places.another_start" else self.parts).append(name)
        naming.settle(moments, self._in_sight)
        for settled, name in zip(naming.names, names, strict=True):
            if settled.side is None:
                name.presence.first = 0.0

    def _crosses(self, surface: Surface) -> list[Part]:
        domain = self.view.domain
        lowest = float(surface.minimum_values.min(initial=np.inf))
        near, found = LOWEST * (domain.high - lowest), []
        for theta, loss in zip(surface.minima, surface.minimum_values, strict=True):
            if not domain.contains(theta):
                continue
            mark, part = self._mark(theta, float(loss), self.scene.theme.minimum, ring=False)
            found.append(part)
            if loss - lowest < near:
                self.named.append(("places.global_minimum", mark))
            elif len(surface.minima) <= MOST_NAMED:
                self.named.append(("places.local_minimum", mark))
        return found

    def _ring(self, runner: Runner, key: str) -> Part:
        theta, loss = runner.run.theta[0], float(runner.run.loss[0])
        mark, part = self._mark(theta, loss, self.scene.theme.text, ring=True)
        self.named.append((key, mark))
        return part

    def _mark(self, theta: Array, loss: float, colour: str, *, ring: bool) -> tuple[Mark, Part]:
        mark = Mark(self.view.surface, theta, loss, colour, self.scene.theme, ring=ring)
        return mark, self.scene.add_part(mark, with_view(self.view.surface))

    def _in_sight(self) -> Array:
        marks = [discs(mark.centre[None], STROKES.ball) for _, mark in self.named]
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
