"""By what a step multiplies distances, across two bowls and along each: a curve for each way."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import NamedTuple

import numpy as np
from manim import Group

from scenes.components.plot.axes import RIGHT, Axes, plot_area
from scenes.components.plot.curve import Curve
from scenes.components.text.label import formula, tint, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.numerals import nice_ticks
from scenes.parts.step_factor import step_factor
from scenes.plans.scaling import (
    ACROSS_WAY,
    ALONG_WAY,
    OWN,
    SCALED,
    TIMES_FIGURES,
    Plan,
)
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

TALL = 2.04, 1.0
"""Of the plot and what is told below it where the picture has little room: their shares."""
HIGHEST, ABOVE = 1.08, 1.5
"""The most distance that is seen on both sides, in that of the start; and where it is told above a
curve that this hardly falls."""
ACROSS = "across"
"""Of what is drawn, what is the same in both bowls."""
NUMBERS = 6
"""How many steps are numbered at most."""
LARGER, ASIDE, UNDER = 1.7, 1.6, 1.05
"""Size of a factor in that of formulas, below its name and aside; and from that to its baseline, in
its own."""
OVER, GONE_FIGURES = 0.6, 2
"""From a curve that hardly falls up to what is told of it, in em; and its figures."""
ROW = 0.95
"""Size of a factor aside, at most, in the height of its row."""
RULE = 1.6
"""Height of the line about factors, in em."""


class Way(NamedTuple):
    """What is drawn of one way."""

    curve: Part
    told: Part
    """Its name, and the factor of a step."""


class Distances:
    """What is left of a distance after each step: across, the same in both bowls; and along each.

    Args:
        scene: the scene it belongs to; its plan is that of `scaling`.
        called: what the bowls are called, the unscaled one first.
        colours: of their walks.
    """

    def __init__(self, scene: AnyScene, called: tuple[str, str], colours: tuple[str, str]) -> None:
        plan: Plan = scene.plan
        self.scene, self.plan, layout = scene, plan, scene.layout
        self.small = SIZES.name if layout.narrow else SIZES.caption
        self._ruled = SIZES.caption if layout.narrow else SIZES.formula
        above = RULE * self._ruled
        rule, body = (
            layout.body.inset(bottom=layout.body.height - above),
            layout.body.inset(top=above),
        )
        plot, beside = (
            body.rows(*TALL, gap=layout.gap)
            if layout.narrow
            else (
                body.inset(right=body.right - layout.panel.left + layout.gap),
                body.inset(left=layout.panel.left - body.left),
            )
        )
        self.axes, frame = self._add_axes(plot)
        if not layout.narrow:
            area = self.axes.slot
            beside = beside.inset(top=beside.top - area.top, bottom=area.bottom - beside.bottom)
        self.frame, self.rule = frame, self._add_rule(rule)
        """Axes; and what a factor is."""
        self.drawn = {each: Animated(0.0) for each in (ACROSS, OWN, SCALED)}
        """After how many steps the distances are there so far: across, and along each bowl."""
        theme, say = scene.theme, scene.say
        along = [f"{say('own_axes.along')}, {each}" for each in called[::-1]]
        titles = say("own_axes.across_both"), *along
        ways = [(SCALED, ACROSS_WAY), (SCALED, ALONG_WAY), (OWN, ALONG_WAY)]
        told = zip(
            ways,
            (theme.quiet, *colours[::-1]),
            titles,
            beside.rows(*[1.0] * len(ways), gap=0.0),
            strict=True,
        )
        self.across, scaled, own = (
            Way(self._add_curve(*way, colour), self._add_told(slot, title, *way, colour))
            for way, colour, title, slot in told
        )
        self.along = {OWN: own, SCALED: scaled}
        """By bowl."""
        self.nearer = self._add_nearer()
        """How little the last of them has come, where it hardly falls."""

    @property
    def _hardly(self) -> bool:
        """Whether steps hardly get on along the unscaled bowl."""
        return self.plan.outcomes["factors"] != "factors"

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        ways = self.across, *self.along.values()
        return *self.frame, self.rule, *self.nearer, *(part for way in ways for part in way)

    def _add_axes(self, slot: Slot) -> tuple[Axes, tuple[Part, Part]]:
        scene, theme, say = self.scene, self.scene.theme, self.scene.say
        most = float(self.plan.followed)
        steps, top = nice_ticks(0.0, most, NUMBERS), ABOVE if self._hardly else HIGHEST
        axes = Axes(
            plot_area(slot), (0.0, most), (-HIGHEST, top), theme, say.numerals,
            x_ticks=steps[steps == np.round(steps)], y_ticks=(-1.0, 0.0, 1.0),
            size=SIZES.small if scene.layout.narrow else SIZES.label,
        )  # fmt: skip
        names = Group(
            axes.x_numbers(),
            axes.y_numbers(),
            axes.x_name(say("axes.steps")),
            axes.y_name(say("own_axes.distance")),
        )
        return axes, (scene.add_part(axes), scene.add_part(names))

    def _add_rule(self, slot: Slot) -> Part:
        """What a factor is, and what alpha is in it."""
        scene, alpha = self.scene, tint("alpha", self.scene.theme.rate)
        told = scene.say.numerals.in_formula
        times, share = (told(each * self.plan.asked.times, TIMES_FIGURES) for each in (1.0, 50.0))
        (rule,) = fitted(
            scene.say("own_axes.factor", alpha=alpha, times=times, share=share), slot.width, 1,
            self._ruled, partial(formula, colour=scene.theme.text),
        )  # fmt: skip
        return scene.add_part(rule.put(slot.left, slot.top - rule.size), layer=Layer.NAMES)

    def _add_nearer(self) -> tuple[Part, ...]:
        """How much nearer along the unscaled bowl all these steps come, over the end of its curve.

        That is told where they hardly do.
        """
        scene, plan = self.scene, self.plan
        if not self._hardly:
            return ()
        gone = scene.say.numerals.significant(100.0 * plan.gone(OWN, ALONG_WAY), GONE_FIGURES)
        text = scene.say("own_axes.nearer", count=plan.followed, percent=gone)
        make = partial(words, colour=scene.theme.other, weight="semibold")
        (told,) = fitted(text, self.axes.slot.width, 1, self.small, make)
        y = float(self.axes.at(np.array(0.0), np.array(1.0))[1])
        told.put(self.axes.slot.right + RIGHT, y + OVER * told.size, "right")
        return (scene.add_part(told, layer=Layer.NAMES),)

    def _add_curve(self, name: str, way: int, colour: str) -> Part:
        """The distances of a walk, which grow step by step."""
        theme, left = self.scene.theme, self.plan.left_of(name, way)
        curve = Curve(self.axes, left, colour, theme, STROKES.thick)
        drawn = self.drawn[name if way == ALONG_WAY else ACROSS]

        def grow(frame: int) -> Hashable:
            curve.show(min(int(drawn.at(frame)), len(curve.values) - 1))
            return curve.landed

        return self.scene.add_part(curve, grow, layer=Layer.GROUND)

    def _add_told(self, slot: Slot, title: str, name: str, way: int, colour: str) -> Part:
        """What it is called and, below that or aside, the factor of a step."""
        scene, plan, aside = self.scene, self.plan, self.scene.layout.narrow
        left, right = slot.columns(2, self.small) if aside else (slot, slot)
        (called,) = fitted(
            title, left.width, 1, self.small,
            lambda text, *, size: words(text, size, colour, "semibold"),
        )  # fmt: skip
        (factor,) = fitted(
            f"$times {step_factor(scene.say.numerals, plan.less(name, way))}$", right.width, 1,
            min(ASIDE * SIZES.formula, ROW * right.height) if aside else LARGER * SIZES.formula,
            partial(formula, colour=colour),
        )  # fmt: skip
        middle = float(slot.centre[1])
        if aside:
            called.put(left.left, middle - called.size / 3)
            factor.put(right.right, middle - factor.size / 3, "right")
        else:
            called.put(slot.left, middle + called.size / 3)
            factor.put(slot.left, middle + called.size / 3 - UNDER * factor.size)
        return scene.add_part(Group(called, factor), layer=Layer.NAMES)
