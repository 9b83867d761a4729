"""A ravine laid level, drawn wider than it is, and the walks of several rules in it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from scenes.components.path.mark import Mark
from scenes.layout import Slot
from scenes.parts.basin_view import RIM
from scenes.parts.landmark import with_view
from scenes.parts.lit_bowl import LitBowl, Lying
from scenes.parts.race import Race
from scenes.parts.ravine_ground import laid_level, ravine_ground
from scenes.parts.runner import Runner
from scenes.plans.optimizers import ALONE, FAR, FLANK, Plan
from scenes.plans.rule_runs import ADAPTIVE, PLAIN, RULES
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import STROKES, TIMES

Array = NDArray[np.float64]

PALEST, PALEST_LANE = 0.4, 0.12
"""Of the colours of heights, the share that the ravine has; and in lanes, on whose calm ground fine
paths stand out."""
RELIEF = 0.28
"""How high its slopes are in the light: steeper ones would be too dark for fine paths on paper."""
LINED, LINED_LANE = 0.6, 0.25
"""How strongly lines of one cost are drawn: five hues lie on them, of fine paths."""
ALONG = 0.08
"""Room before and behind the walks, as a share of their length."""
ACROSS, ACROSS_LANE = 0.94, 0.84
"""How much of half the height walks go from the floor of the ravine at most; in the lane of a
formula, whose ground ends there, less: a ball at the edge is whole."""
BESIDE = 1.15
"""How much farther across than the first steps the ground is seen, if it goes so far."""
AS_IT_IS, LANE_AS_IT_IS = 1.5, 2.5
"""Where it could be drawn wider than it is by no more than this, it is drawn as it is; a lane, of
which some are higher than others, by no more than that."""
ALIKE, FORMULA_ALIKE = 0.12, 0.35
"""How much of the height that walks may have all of them have at least, for the ravine to be drawn
as many times as wide as where first steps are seen; of a formula, whose ground ends beside them."""
IN_LANE = 0.62
"""Radius of the ball of a lane, in that of others."""
LONGER, BROAD, HIGH = 1.1, 0.46, 0.21
"""As lit ground: how long it is, in the width of the slot; how wide in that at least, unless the
slot is taller; and how high, in half of its length."""
WITHIN = 0.9
"""How far the walk on it goes at most, of the way from its middle to its rim."""
AWAY = 0.6
"""Seconds for which a ball is not seen, at least, that has left the picture."""


class RavineView:
    """The map of a ravine in its own axes; the start lies to the right.

    Args:
        scene: the scene it belongs to.
        slots: the slots it fills by turns: with all of the walks and, if there is another, with
            the first steps of all.
        colours: by rule, of its walk; those of the first lie on top.
        calm: whether it is that of the race: its walks are without dots, with larger balls, and the
            colours of heights go up to its corners.
        where: before the names of the runs of a race: empty, or those in the ravine turned.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: Sequence[Slot],
        colours: Mapping[str, str],
        *,
        calm: bool = False,
        where: str = "",
    ) -> None:
        plan: Plan = scene.plan
        self.scene, self.plan, self.place = scene, plan, Gliding(slots)
        self.calm = calm
        low = plan.ravine.minimum()
        palest, lined = (PALEST_LANE, LINED_LANE) if calm else (PALEST, LINED)
        alone = [plan.alone(rule) for rule in RULES]
        seen = plan.runs if calm else alone
        self.basin = ravine_ground(
            plan, where, RIM * plan.highest(seen), scene.theme,
            palest=palest, relief=RELIEF, lined=lined,
            edge=0.0,
        )  # fmt: skip
        self._own = laid_level(plan, self.basin.directions[0])
        self._as_it_is = LANE_AS_IT_IS if calm else AS_IT_IS
        self._share = ACROSS_LANE if calm and plan.surface is not None else ACROSS
        self._across = plan.across if calm else float(self.basin.half[1])
        """How far across the ravine it goes."""
        fits = [self._fit(slot, seen, near=k > 0) for k, slot in enumerate(slots)]
        self._units = np.array([units for units, _ in fits])
        self._middles = np.array([middle for _, middle in fits])
        alike = self._across_alike()
        if alike is not None:
            self._units[0, 1] = alike
        fills = (calm or alike is not None) and plan.surface is None
        halves = [self._to_corners(k) if fills else self.basin.half for k in range(len(slots))]
        self._halves = np.array(halves)
        """In each slot, half of the length and of the width of the ground."""
        self.part = scene.add_part(self.basin, self._look, layer=Layer.GROUND)
        self._look(0)
        names = {rule: where + rule if calm else plan.alone(rule) for rule in colours}
        self.race = Race({
            rule: Runner(
                scene, name, plan.runs[name], self.basin, 1.0, colours[rule],
                thin=True, ball=IN_LANE if calm else None,
            )
            for rule, name in names.items()
        })  # fmt: skip
        for runner in self.race.runners.values():
            if calm:
                be_calm(runner)
        self.race.add_trails()
        mark = Mark(self.basin, low, plan.lowest, scene.theme.minimum, scene.theme, ring=False)
        self.minimum = scene.add_part(mark, with_view(self.basin), layer=Layer.GROUND)
        self.race.add_balls()
        for runner in self.race.runners.values():
            runner.aim_at(self.minimum)
            if calm and plan.surface is not None:
                be_away(scene, runner)

    @property
    def times(self) -> list[float | None]:
        """In each slot, how many times as wide it is drawn, to two figures; None: as it is."""
        return [
            float(f"{across / along:.2g}") if across > along else None
            for along, across in self._units.tolist()
        ]

    @property
    def left_behind(self) -> list[Part]:
        """The mark of the lowest point, unless it is seen also among the first steps."""
        middle, unit, slot = self._middles[-1], self._units[-1, 0], self.place.slots[-1]
        return [] if abs(middle) * unit < slot.width / 2 else [self.minimum]

    def walks(self, *rules: str) -> list[Part]:
        """Paths and balls of some rules, or of all."""
        runners = self.race.runners
        chosen = [runners[rule] for rule in rules or runners]
        return [part for each in chosen for part in (each.trail_part, each.ball_part)]

    def add_relief(self, colour: str) -> LitBowl | None:
        """All of a bowl as lit ground, as wide as it is drawn, with the walk of plain descent."""
        plan, units, slot = self.plan, self._units[0], self.place.slots[0]
        if plan.surface is not None:
            return None
        laid, middle = units[:, None] * self._own, np.array([self._middles[0] * units[0], 0.0])
        run = plan.runs[PLAIN]
        walk = np.abs((run.theta - plan.ravine.minimum()) @ laid.T - middle)
        long = max(LONGER * slot.width / 2, float(walk[:, 0].max()) / WITHIN)
        room = np.sqrt(1.0 - (walk[:, 0] / long) ** 2)
        broad = max(BROAD * long, slot.height / 2)
        wide = max(broad, float((walk[:, 1] / room).max()) / WITHIN)
        lying = Lying(laid, middle, np.array([long, wide]), HIGH)
        walked = PLAIN, run, colour
        return LitBowl(self.scene, plan.ravine, lying, walked, [slot], as_map=True)

    def add_plain(self, colour: str) -> list[Part]:
        """The walk of plain descent at the best of its rates, all of it."""
        run = self.plan.runs[PLAIN]
        runner = Runner(self.scene, PLAIN, run, self.basin, 1.0, colour, thin=True)
        runner.trail.style = replace(runner.trail.style, dotted=0)
        runner.add_trail()
        runner.add_ball()
        runner.aim_at(self.minimum)
        if self.plan.surface is not None:
            be_away(self.scene, runner)
        return [runner.trail_part, runner.ball_part]

    def _across_alike(self) -> float | None:
        """The scale across at which all is as many times as wide as where first steps are seen.

        None where it would be too thin then.
        """
        if self.calm or len(self._units) == 1 or not self.plan.is_ravine:
            return None
        across = float(self._units[0, 0] * self._units[1, 1] / self._units[1, 0])
        least = ALIKE if self.plan.surface is None else FORMULA_ALIKE
        return across if least * self._units[0, 1] <= across < self._units[0, 1] else None

    def _to_corners(self, place: int) -> Array:
        """Have the colours of heights go up to the corners of a slot, where the ground ends."""
        slot, units = self.place.slots[place], self._units[place]
        along = slot.width / 2 / units[0] + abs(self._middles[place])
        across = slot.height / 2 / units[1]
        curvatures = self.plan.axes.curvatures
        return np.asarray(np.sqrt((curvatures @ np.square([along, across])) / curvatures))

    def _fit(self, slot: Slot, seen: Iterable[str], *, near: bool) -> tuple[list[float], float]:
        """The scales along and across at which walks have a slot; and their middle along."""
        plan, half = self.plan, self.basin.half
        walks = np.concatenate(
            [plan.in_view(name, _first_of(name) if near else None) for name in seen]
        )
        along = walks[:, 0] * (1.0 if plan.in_ravine(PLAIN)[0, 0] > 0.0 else -1.0)
        if plan.surface is None:
            reach = max(float(along[0]), 0.3 * float(half[0]))
            along = np.clip(along, -0.4 * reach, 1.2 * reach)
        first, last = float(along.min()), float(along.max())
        if not near:
            first, last = min(first, 0.0), max(last, 0.0)
        room, aside = ALONG * (last - first), BESIDE * float(np.abs(walks[:, 1]).max())
        units = [
            slot.width / (last - first + 2 * room),
            self._share * slot.height / 2 / (min(aside, self._across) if near else self._across),
        ]
        least = 1.0 if near else self._as_it_is
        as_it_is = not plan.is_ravine or units[1] < least * units[0]
        if plan.surface is None and as_it_is:
            units = [
                min(units[0], units[1] * (FLANK if self.calm else 1.0))
            ] * 2  # or with no slopes
        return units, -(first + last) / 2

    def _look(self, frame: int) -> Hashable:
        share = self.place.where.at(frame)
        units = np.exp(self._between(np.log(self._units), share))
        (middle,) = self._between(self._middles[:, None], share)
        slot = self.place.at(frame)
        self.basin.half = self._between(self._halves, share)
        self.basin.look(slot, units[:, None] * self._own, middle * self._own[0])
        return self.basin.view

    def _between(self, values: Array, share: float) -> Array:
        """Those of the slots, (slots, n), at a place among them."""
        slots = np.arange(len(values))
        return np.array([np.interp(share, slots, column) for column in values.T])


def _first_of(name: str) -> int:
    """How many places of a walk are seen from near."""
    return (ALONE if name in ADAPTIVE else FAR) + 1


def be_calm(runner: Runner) -> None:
    """Draw a path that is one of many: without dots."""
    runner.trail.style = replace(runner.trail.style, dotted=0, width=STROKES.thick)


def be_away(scene: AnyScene, runner: Runner) -> None:
    """Do without a ball from when it leaves the picture until it is back for good.

    On a formula walks may leap out and back in a step: the ball would flash.
    """
    step, fps, presence = runner.track.step, scene.score.fps, runner.ball_part.presence
    inside = runner.ball.reaches(runner.run.theta, runner.run.loss)[step]
    anew = (np.flatnonzero(np.diff(step) < 0) + 1).tolist()
    for start, stop in pairwise([0, *anew, len(step)]):
        outside = (start + np.flatnonzero(~inside[start:stop])).tolist()
        if outside:
            first, last = outside[0], outside[-1]
            presence.to(0.0, first - 1, first)
            back = max(last + 1, first + round(AWAY * fps))
            presence.to(1.0, back, back + round(TIMES.enter * fps))
