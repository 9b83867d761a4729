"""The ground near the lowest cost, from above: where paths end, and how samples pull there."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from functools import partial

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.bowl_map import BowlMap
from scenes.components.path.arrow_cloud import ArrowCloud
from scenes.components.path.mark import Mark
from scenes.components.plot.axes import ABOVE
from scenes.components.text.label import Align, Label, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.landmark import with_view
from scenes.parts.race import Race
from scenes.parts.race_bowl import NAMED
from scenes.parts.runner import Runner
from scenes.parts.size_map import CALM, add_axes
from scenes.parts.slope_arrows import lie_beneath, plate_beneath
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import Method
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue
from scenes.theme import SIZES, TIMES

Array = NDArray[np.float64]

WALKED = (Method.BATCH, Method.STOCHASTIC, Method.SHRINKING)
"""Whose paths are drawn; the later lies on top."""
INSET = 0.14
"""Room between the map's edge and words on it."""
ROOM = 0.93
"""Half the map's shorter side, in how far nearly all steps of a path stay from the lowest cost."""
SPREAD = 0.4
"""Seconds in which the pulls grow."""
LATEST = 14
"""Steps at the end of a path that are drawn, since more would be a thicket."""
LONGEST = 0.84
"""How far pulls reach, in half the map's sides."""


def lens_area(slot: Slot) -> Slot:
    """Where the map is in a slot, below its heading."""
    return slot.inset(top=ABOVE)


class RaceLens:
    """A map around the lowest cost with the same runs, and the pulls of all samples there.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills with its heading.
        plan: with the runs.
        race: whose runners have the same runs, and their colours.
    """

    def __init__(self, scene: AnyScene, slot: Slot, plan: Plan, race: Race[Method]) -> None:
        self.scene, self.plan, theme = scene, plan, scene.theme
        self.size = SIZES.small if scene.layout.narrow else SIZES.name
        area = lens_area(slot)
        half = ROOM * plan.late_reach * max(1.0, area.height / area.width)
        hessian = plan.problem.hessian()
        calm = replace(theme, shading=CALM * theme.shading)
        self.map = BowlMap(hessian, plan.minimum, half, area, calm)
        name = words(scene.say("lens.name"), self.size, theme.quiet)
        name.put(slot.left, area.top + NAMED)
        order = words(scene.say("lens.order"), self.size, theme.stochastic)
        self.order = scene.add_part(order.put(area.right, area.top + NAMED, "right"))
        """That paths are of one order of the samples, where the plot has the mean of many."""
        self.ground: tuple[Part, ...] = (
            scene.add_part(self.map, lambda _: None, layer=Layer.GROUND),
            scene.add_part(name),
        )
        runners = {method: self._runner(method, race.runners[method]) for method in WALKED}
        self.ground += (add_axes(scene, area),)
        self.drawn = Animated(0.0)
        """How long the pulls are drawn, as a share of their length on the map."""
        self.pulls = self._add_pulls(area)
        self.shrinks = self._add_half(plan.half_at) if plan.half_at <= plan.looks else ()
        """By which look the rate that shrinks is half of what it is at first, if it comes."""
        self.race = Race(runners)
        self.race.add_trails()
        mark = Mark(self.map, plan.minimum, plan.least, theme.minimum, theme, ring=False)
        self.minimum = scene.add_part(mark, with_view(self.map), layer=Layer.GROUND)
        self.race.add_balls()
        for runner in runners.values():
            runner.aim_at(self.minimum)

    def _add_half(self, look: int) -> tuple[Part, ...]:
        told = self.scene.say("lens.half", look=look)
        return (self._add_note(told, self.scene.theme.other, np.empty((0, 2))),)

    def paths(self, *methods: Method) -> list[Part]:
        """The paths and balls of some methods."""
        found = [self.race.runners[method] for method in methods]
        return [part for runner in found for part in (runner.trail_part, runner.ball_part)]

    @property
    def still(self) -> tuple[Part, ...]:
        """What does not move: the map, and the lowest cost."""
        return *self.ground, self.minimum

    def pull(self, cue: Cue, at: float) -> None:
        """Draw the pulls in place of both paths; then comes what they add up to."""
        if self.pulls:
            cue.hide(*self.paths(Method.BATCH, Method.STOCHASTIC), at=at)
        grow = at + cue.share(TIMES.away)
        cue.show(*self.pulls[:1], at=at)
        cue.move(self.drawn, 1.0, at=grow, seconds=SPREAD)
        cue.show(*self.pulls[1:], at=grow + cue.share(SPREAD))

    def _runner(self, method: Method, of: Runner) -> Runner:
        runner = Runner(
            self.scene, method.value, of.run, self.map, self.map.unit, of.colour, thin=of.thin
        )
        style = replace(runner.trail.style, lively=LATEST, kept=LATEST)
        runner.trail.style = style
        return runner

    def _add_pulls(self, area: Slot) -> tuple[Part, ...]:
        """An arrow for each sample from the lowest cost, and that there is nothing left of all."""
        scene, theme, pulls = self.scene, self.scene.theme, self.plan.pulls
        lengths = np.hypot(*pulls.T)
        if self.plan.is_exact or not lengths.max():
            return ()
        tips = self.map.away(self.plan.minimum + pulls)
        room = np.array([area.width, area.height]) / 2
        tips *= LONGEST / (np.abs(tips) / room).max()
        cloud = ArrowCloud(area, self.map.corner, theme)

        def spread(frame: int) -> Hashable:
            drawn = self.drawn.at(frame)
            cloud.show(area.centre, area.centre + drawn * tips, theme.stochastic)
            return drawn

        text = scene.say(f"lens.{self.plan.noun}_pulls", count=len(pulls))
        note = self._add_note(text, theme.text, area.centre + tips)
        return scene.add_part(cloud, spread, layer=Layer.GROUND), note

    def _add_note(self, text: str, colour: str, tips: Array) -> Part:
        """Words on a plate, in an upper corner of the map where fewer of some places are."""
        area, theme = self.map.slot, self.scene.theme
        make = partial(self._note, colour=colour)
        (note,) = fitted(text, area.width - 4 * INSET, 1, self.size, make)
        calm = self._calm_side(float(note.width), tips)
        x = area.left + 2 * INSET if calm == "left" else area.right - 2 * INSET
        note.put(x, area.top - INSET - self.size, calm)
        plate = plate_beneath(float(note.width), note.size, theme)
        lie_beneath(plate, note)
        return self.scene.add_part(Group(plate, note), layer=Layer.NAMES)

    def _calm_side(self, width: float, tips: Array) -> Align:
        """At which upper corner of the map fewer pulls end."""
        area = self.map.slot
        high = tips[:, 1] > area.top - 2 * INSET - 1.5 * self.size
        left = (high & (tips[:, 0] < area.left + INSET + width)).sum()
        right = (high & (tips[:, 0] > area.right - INSET - width)).sum()
        return "right" if right <= left else "left"

    def _note(self, text: str, *, size: float, colour: str) -> Label:
        return words(text, size, colour, "semibold").cased(self.scene.theme.casing)
