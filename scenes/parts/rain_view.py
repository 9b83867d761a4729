"""Rain on a landscape: many balls, marked when they have come to stay in a valley."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.dashes import Dashes
from scenes.components.path.drops import RADIUS, Drops
from scenes.components.text.label import Label, words
from scenes.parts.landmark import with_view
from scenes.parts.slope_arrows import plate_beneath
from scenes.parts.surface_view import SurfaceView
from scenes.plans.landscape import QUIET
from scenes.plans.rain import Rain
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

ASIDE, AROUND = 2.4, 1.6 * RADIUS
"""From the bottom of a valley outwards to its count, in em, and to the end of the line from there.
"""
CASING, FOOT, LEAST = 1.6 * STROKES.casing, 0.35, 1.3
"""Of such a count, whose figures stand apart; and, in em, how far their foot is below the middle of
its plate, and how wide that is at least without its edges."""
SMALL = 0.66
"""Radius of a start's mark, in that of a ball."""


class RainView:
    """The balls of each rain, and the starts, marked by the valleys that they lead to.

    Args:
        scene: the scene it belongs to; its plan has the rains that are seen, by their tracks.
        view: of the landscape.
        colours: of the valleys by rank, the deepest first, the rest, and what is in none.
    """

    def __init__(self, scene: AnyScene, view: SurfaceView, colours: tuple[str, ...]) -> None:
        self.scene, self.view, self.colours = scene, view, colours
        plan = scene.plan
        self._rank = np.full(len(plan.surface.minima) + 1, -1)
        self._rank[list(plan.ranked)] = np.minimum(np.arange(len(plan.ranked)), len(colours) - 2)
        self._rank[list(plan.deepest)] = 0
        self._arrives = {name: self._arrivals(rain) for name, rain in plan.shown.items()}
        self.starts = self._add_starts()
        counts = {name: self._counts(name) for name in plan.shown}
        plates = {name: [self._add_plate(*each) for each in told] for name, told in counts.items()}
        self.balls = {name: self._add_balls(name) for name in plan.shown}
        self.told = {
            name: [*plates[name], *(self._add_count(*each) for each in told)]
            for name, told in counts.items()
        }
        """How many have ended in each of the first valleys, beside it, with a line to it."""

    def ranks(self, name: str, step: int) -> Indices:
        """The rank of the valley that each ball has come to by then, -1 for none."""
        rain: Rain = self.scene.plan.shown[name]
        there = step >= self._arrives[name]
        return np.asarray(np.where(there, self._rank[rain.valleys], -1))

    def landed(self, name: str, frame: int) -> int:
        """Steps taken in a rain at ``frame``."""
        return int(self.scene.table[name].step[frame])

    def _arrivals(self, rain: Rain) -> Indices:
        """The step from which each ball stays in its valley; after the last where it has none."""
        plan = self.scene.plan
        there = plan.weather.valleys(rain.paths) == rain.valleys
        stays = np.logical_and.accumulate(there[::-1], axis=0)[::-1]
        first = np.where(stays.any(axis=0), stays.argmax(axis=0), len(stays))
        return np.asarray(np.where(rain.valleys >= 0, first, len(stays)))

    def _add_balls(self, name: str) -> Part:
        scene, plan = self.scene, self.scene.plan
        drops = Drops(self.view.surface, self.colours, scene.theme)
        paths = plan.shown[name].paths

        def fall(frame: int) -> Hashable:
            step = self.landed(name, frame)
            drops.show(paths[step], plan.surface.loss(paths[step]), self.ranks(name, step))
            return step, self.view.surface.view

        return scene.add_part(drops, fall, layer=Layer.GROUND)

    def _add_starts(self) -> Part:
        """All of them, with the marks of where they lead."""
        scene, plan = self.scene, self.scene.plan
        marks = Drops(self.view.surface, self.colours, scene.theme, SMALL * RADIUS)
        starts, rain = plan.weather.starts, plan.shown[QUIET]
        marks.show(starts, plan.surface.loss(starts), self._rank[rain.valleys])
        return scene.add_part(marks, with_view(self.view.surface), layer=Layer.GROUND)

    def _counts(self, name: str) -> list[tuple[Label, Array]]:
        """How many have ended in each of the first valleys, and where that is."""
        scene, plan = self.scene, self.scene.plan
        size = SIZES.label if scene.layout.narrow else SIZES.formula
        found = []
        for rank, which in enumerate(plan.ranked[: len(self.colours) - 2]):
            count = scene.say.numerals.count(plan.shown[name].ends_in([which]))
            label = words(count, size, self.colours[rank], "semibold")
            found.append((label.cased(scene.theme.casing, CASING), plan.surface.minima[which]))
        return found

    def _aside(self, label: Label, theta: Array) -> tuple[Array, Array]:
        """The bottom of a valley, and the middle of its count, outwards from there; in the frame.

        The bottom itself is to be seen.
        """
        bottom = self.view.on_surface(theta)
        away = bottom - self.view.on_surface(self.scene.plan.disc.centre)
        return bottom, bottom + ASIDE * label.size * away / max(float(np.hypot(*away)), RADIUS)

    def _add_plate(self, label: Label, theta: Array) -> Part:
        """Beneath a count, above the starts, with a line to the bottom of its valley."""
        scene = self.scene
        width = max(float(label.width), LEAST * label.size)
        plate = plate_beneath(width, label.size, scene.theme)
        line = Dashes(scene.theme.text, STROKES.axis, dash=0, casing=scene.theme.casing)

        def put() -> None:
            bottom, count = self._aside(label, theta)
            plate.move_to((*count.tolist(), 0.0))
            way = count - bottom
            line.show(np.stack([bottom + way * AROUND / max(float(np.hypot(*way)), AROUND), count]))

        return scene.add_part(
            Group(line, plate), with_view(self.view.surface, put), layer=Layer.GROUND
        )

    def _add_count(self, label: Label, theta: Array) -> Part:
        """Beside the bottom of its valley."""

        def put() -> None:
            x, y = self._aside(label, theta)[1].tolist()
            label.put(x, y - FOOT * label.size, "centre")

        return self.scene.add_part(label, with_view(self.view.surface, put), layer=Layer.NAMES)
