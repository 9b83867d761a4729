"""A cost cut in the direction in which it bends most: its slope, and the steps of some rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.path.arrow import StraightArrow
from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.dot import Dot
from scenes.components.plot.ring import Ring
from scenes.components.section import Section
from scenes.components.text.label import Label, formula, words
from scenes.layout import Slot
from scenes.numerals import nice_ticks
from scenes.parts.cut_slope import START, CutSlope
from scenes.parts.naming import on_line
from scenes.parts.runner import Runner
from scenes.plans.learning_rate import HOPS, Beats
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES, TIMES, Theme

REACH = 1.8
"""How far the cut goes on each side of the lowest point, in units of a parameter."""
BESIDE, ABOVE, BEFORE, WITHIN = 0.95, 0.3, 0.12, 0.42
"""From a dot to its name: on the cut face, in em; at the bottom, above it and away from the arc
that leads there; elsewhere within the curve."""
FINE = 361
"""Places at which the far side is looked at for a cost."""
STEEP = 0.3
"""Distance from the lowest point from which on there is room for a name on the cut face."""
LOWER = 0.8
"""How far the baseline of a name on the cut face lies below the middle of its dot, in em."""
AHEAD, AFTER = 0.65, 0.8
"""Seconds before a ball sets off in which its step is announced, and after it has landed until the
arrow goes."""


def hop_rates(theme: Theme) -> dict[str, tuple[float, str]]:
    """The rates of the steps in units of 1/L, by name, each with its colour: the limit is white."""
    short, bottom, far, higher = theme.rates
    colours = bottom, short, far, theme.text, higher
    return {n: (h.times, c) for (n, h), c in zip(HOPS.items(), colours, strict=True)}


class CutView:
    """The cut from the side, as large as its slot, with what is shown on it.

    Args:
        scene: the scene it belongs to; its plan has the problem, its minimum and the axis.
        slot: the slot it fills, with its numbers and names.
        rates: by the names of their runs: the rate in units of 1/L, and its colour.
    """

    def __init__(self, scene: AnyScene, slot: Slot, rates: Mapping[str, tuple[float, str]]) -> None:
        self.scene, plan, theme = scene, scene.plan, scene.theme
        area = plot_area(slot)
        self.section = Section(
            plan.problem.loss, plan.minimum, plan.axis, REACH, area, theme,
            high=plan.high_enough(REACH),
        )  # fmt: skip
        self.start: Array = plan.minimum + START * plan.axis
        """Parameters (2,) at which all steps begin."""
        self.opposite: Array = plan.minimum - START * plan.axis
        """Those as far from the lowest point on the far side."""
        self.face = scene.add_part(self.section, layer=Layer.GROUND)
        self._add_axes(area)
        self.slope = CutSlope(scene, self.section, self.plot.size)
        self.level = self._add_level()
        self.runners: dict[str, Runner] = {}
        self.arrows: dict[str, Part] = {}
        self.leaps: dict[str, Part] = {}
        self.landings: dict[str, Part] = {}
        self.begin, self.start_name = self._add_start()
        for name, (times, colour) in rates.items():
            self._add_rate(name, times, colour)

    def _add_axes(self, area: Slot) -> None:
        scene, high = self.scene, self.section.high
        axes = self.plot = Axes(
            area, (-REACH, REACH), (0.0, high), scene.theme, scene.say.numerals,
            x_ticks=(-1.0, 0.0, 1.0), y_ticks=nice_ticks(0.0, high, 4),
            size=SIZES.small if scene.layout.narrow else SIZES.name,
        )  # fmt: skip
        names = Group(
            axes.x_numbers(),
            axes.y_numbers(),
            axes.x_name(scene.say("axes.distance")),
            axes.y_name(scene.say("cut.above" if scene.plan.is_curve else "slope.cost")),
        )
        self._heights = [number.baseline for number in names[1]]
        self.axes = (scene.add_part(axes), scene.add_part(names))

    # Levels

    def _add_level(self) -> tuple[Part, ...]:
        """As high as all begin, from there to the far side; and a name for it on a bowl."""
        scene, theme, section = self.scene, self.scene.theme, self.section
        cost = float(section.loss(self.start))
        level = Dashes(theme.quiet, STROKES.axis)
        level.show(section.place(np.array([START, -self._across(cost)]), np.full(2, cost)))
        if scene.plan.is_curve:  # it has no room for one that is sure
            return (scene.add_part(level),)
        name = words(scene.say("cut.level"), self.plot.size, theme.quiet).cased(theme.background)
        x, y = section.place(np.array(0.0), np.array(cost)).tolist()
        name.put(x, y + name.size / 2, "centre")
        return scene.add_part(level), scene.add_part(name)

    def _across(self, cost: float) -> float:
        """How far from the lowest point the cost is as high on the far side, if it comes to be."""
        if not self.scene.plan.is_curve:
            return START
        away = np.linspace(0.0, REACH, FINE)
        higher = np.flatnonzero(self.section.cost(-away) >= cost)
        return float(away[higher[0]]) if len(higher) else REACH

    # Steps

    def _add_rate(self, name: str, times: float, colour: str) -> None:
        """A ball, the arrow of its first step, and a dot with the rate where it lands."""
        scene, run = self.scene, self.scene.plan.runs[name]
        arrow = StraightArrow(colour, scene.theme)
        arrow.show(*self.section.at(run.theta[:2], run.loss[[0, 0]])[:, :2])
        self.arrows[name] = scene.add_part(arrow)
        runner = Runner(scene, name, run, self.section, 1.0, colour)
        self.leaps[name] = runner.add_leaps()
        told = scene.say.numerals.in_formula(times)
        size = SIZES.label if scene.layout.narrow else SIZES.formula
        label = formula(f"${told}\\/ L$", size, colour)
        self.landings[name] = self._add_landing(run.theta[self._rests(runner)], label, colour)
        runner.add_ball()
        self.runners[name] = runner

    def _dot(self, theta: Array, colour: str) -> Dot:
        distance = float((theta - self.section.origin) @ self.section.axis)
        cost = float(self.section.loss(theta))
        return Dot(self.plot, distance, cost, colour, self.scene.theme)

    def _add_start(self) -> tuple[Part, Part]:
        """The ring at which all steps begin, and its name."""
        scene, theme = self.scene, self.scene.theme
        place = self._dot(self.start, theme.text).place
        ring = Ring(theme.text, theme, STROKES.ball)
        ring.show(place)
        x, y = place.tolist()
        size = SIZES.label if scene.layout.narrow else SIZES.caption
        name = words(scene.say("places.start"), size, theme.text).cased(theme.casing)
        name.put(x + BESIDE * name.size, y - LOWER * name.size)
        return scene.add_part(ring, layer=Layer.NAMES), scene.add_part(name, layer=Layer.NAMES)

    def _add_landing(self, theta: Array, label: Label, colour: str) -> Part:
        """A dot, and its name: on the cut face, or within the curve where there is no room."""
        scene, slot = self.scene, self.section.slot
        dot = self._dot(theta, colour)
        (x, y), distance = dot.place.tolist(), dot.value[0]
        outward = float(np.sign(distance))
        width, beside = float(label.width), BESIDE * label.size
        if abs(distance) < STEEP:
            inward = -BEFORE * float(np.sign(START))
            label.put(x + inward, y + ABOVE, "right" if inward < 0 else "left")
        elif slot.left < x + outward * (beside + width) < slot.right:
            label.put(x + outward * (beside + width / 2), y - LOWER * label.size, "centre")
        else:
            label.put(x, y + WITHIN, "right" if outward > 0 else "left")
        on_line(label, self._heights)
        return scene.add_part(Group(dot, label.cased(scene.theme.casing)), layer=Layer.NAMES)

    def accompany(self, told: Mapping[str, Sequence[Part]], turned: tuple[Part, ...] = ()) -> None:
        """Time what is seen of each rate, with what is told of it elsewhere.

        Args:
            told: that, by the name of the rate.
            turned: what stands in place of the last of the first one's until its ball has landed.
        """
        announced = [self.announced(name) for name in told]
        for (name, parts), until in zip(
            told.items(), [*announced[1:], self.scene.frames], strict=True
        ):
            self._time(name, until, parts, turned)
            turned = ()

    @staticmethod
    def _rests(runner: Runner) -> int:
        """The step after which a ball is named: its last, or its first, to which it comes back."""
        run = runner.run
        return 1 if np.allclose(run.theta[1], run.theta[-1]) else run.steps

    def announced(self, name: str) -> int:
        """The frame of its beat at which the first step of a rate is told of, ahead of the ball.

        What is asked about is told of for as long as the question stands.
        """
        score = self.scene.score
        begins = score[HOPS[name].beat].start + round(TIMES.away * score.fps)
        if self._is_asked(name):
            return begins
        return max(begins, self._sets_off(name) - round(AHEAD * score.fps))

    @staticmethod
    def _is_asked(name: str) -> bool:
        """Whether a question stands before the first step at a rate."""
        return HOPS[name].beat is Beats.beyond

    def _sets_off(self, name: str) -> int:
        """The frame at which a ball does."""
        return int(np.flatnonzero(self.runners[name].track.phase)[0])

    def _time(self, name: str, until: int, told: Sequence[Part], turned: tuple[Part, ...]) -> None:
        """All comes when the step is announced, and but for the dot goes before ``until``."""
        fps, runner = self.scene.score.fps, self.runners[name]
        announced, step = self.announced(name), runner.track.step
        named = int(np.searchsorted(step, self._rests(runner)))
        enter, leave, away = (round(each * fps) for each in (TIMES.enter, TIMES.leave, TIMES.away))
        landed = int(np.searchsorted(step, 1)) + round(AFTER * fps)
        comes = {
            self.arrows[name]: self._sets_off(name) if self._is_asked(name) else announced,
            runner.ball_part: announced,
            self.leaps[name]: announced,
            **dict.fromkeys((*told, *turned), announced),
            self.landings[name]: named,
        }
        goes = {
            self.arrows[name]: landed,
            runner.ball_part: until - away,
            self.leaps[name]: until - away,
            **dict.fromkeys(told, until - away),
            **dict.fromkeys(turned, named - away),
        }
        if turned:
            comes[told[-1]] = named
        for part, frame in comes.items():
            part.presence.first = 0.0
            part.presence.to(1.0, frame, frame + enter)
        for part, frame in goes.items():
            last = min(frame, until - away)
            part.presence.to(0.0, last, last + leave)
