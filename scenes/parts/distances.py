"""By what a step multiplies distances, across two bowls and along each: a curve for each way."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np
from manim import Group

from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.curve import Curve
from scenes.components.text.label import formula, tint, words
from scenes.components.text.lines import first_fitting, fitted
from scenes.layout import Slot
from scenes.numerals import nice_ticks
from scenes.plans.scaling import (
    ACROSS_WAY,
    ALONG_WAY,
    BEND_FIGURES,
    BOWLS,
    NEARLY_ONE,
    OWN,
    SCALED,
    Plan,
)
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

WIDE, TALL = (2.35, 1.0), (1.45, 1.0)
"""Of the plot and what is told beside it, or below it where the picture is tall: their shares."""
HIGHEST = 1.08
"""The most distance that is seen, on both sides, in that of the start."""
NUMBERS = 6
"""How many steps are numbered at most."""
LARGER, ABOVE, UNDER, BELOW = 1.3, 1.5, 1.3, 1.5
"""Size of a factor in that of formulas; from the middle of its slot up to the line of its name, in
em of that; from there down to its own line, in its own; and to what it does, in em of that."""
HIGH, ASIDE = 1.85, (1.0, 1.0)
"""Height of all; and their shares of a slot where they stand beside one another."""


ASIDE_OF = 0.8
"""The share of the plot's width that what is said on it has at most."""


class Way(NamedTuple):
    """What is drawn of one way."""

    curve: Part
    told: Part
    """Its name, the factor of a step with its formula, and what it does."""


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
        plot, beside = (
            layout.body.rows(*TALL, gap=layout.gap)
            if layout.beside
            else layout.body.shares(*WIDE, gap=layout.gap)
        )
        self.small = SIZES.small if layout.narrow else SIZES.caption
        self.axes, self.frame = self._add_axes(plot)
        self.drawn = {way: Animated(0.0) for way in (ACROSS_WAY, ALONG_WAY)}
        """After how many steps the distances are there so far, across and along."""
        own, scaled, across = beside.rows(1.0, 1.0, 1.0, gap=layout.gap / 2)
        if not layout.beside:
            own, scaled, across = self._at_their_ends(own, scaled, across)
        theme, say, narrow = scene.theme, scene.say, layout.beside
        self.across = Way(
            self._add_curve(SCALED, ACROSS_WAY, theme.quiet),
            self._add_told(
                across, say("own_axes.across_both"), OWN, ACROSS_WAY, theme.quiet, aside=narrow
            ),
        )
        self.slower = self._add_slower()
        """That across is the slower way of the scaled one, where it is."""
        names = [f"{say('own_axes.along')}, {each}" for each in called]
        self.along = [
            Way(self._add_curve(name, ALONG_WAY, colour),
                self._add_told(slot, title, name, ALONG_WAY, colour, aside=narrow))
            for slot, title, name, colour in zip(
                (own, scaled), names, BOWLS, colours, strict=True)
        ]  # fmt: skip

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        ways = self.across, *self.along
        return *self.frame, *self.slower, *(part for way in ways for part in way)

    def _add_axes(self, slot: Slot) -> tuple[Axes, tuple[Part, Part]]:
        scene, theme, say = self.scene, self.scene.theme, self.scene.say
        most = float(self.plan.followed)
        steps = nice_ticks(0.0, most, NUMBERS)
        axes = Axes(
            plot_area(slot), (0.0, most), (-HIGHEST, HIGHEST), theme, say.numerals,
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

    def _at_their_ends(self, *slots: Slot) -> list[Slot]:
        """Slots at the heights at which curves along end, and where the first leap across does.

        Where there is no room for that, it is these ``slots``.
        """
        own, scaled = (float(self.plan.left_of(name, ALONG_WAY)[-1]) for name in BOWLS)
        levels = self.axes.at(np.zeros(3), np.array([own, scaled, -1.0]))[:, 1]
        area = self.axes.slot
        levels = np.clip(levels, area.bottom + HIGH / 2, area.top - HIGH / 2)
        if min(-np.diff(levels)) < HIGH:
            return [*slots]
        return [
            replace(slot, bottom=float(level) - HIGH / 2, top=float(level) + HIGH / 2)
            for slot, level in zip(slots, levels, strict=True)
        ]

    def _add_curve(self, name: str, way: int, colour: str) -> Part:
        """The distances of a walk, which grow step by step."""
        theme, left = self.scene.theme, self.plan.left_of(name, way)
        curve = Curve(self.axes, left, colour, theme, STROKES.thick)
        drawn = self.drawn[way]

        def grow(frame: int) -> Hashable:
            curve.show(min(int(drawn.at(frame)), len(curve.values) - 1))
            return curve.landed

        return self.scene.add_part(curve, grow, layer=Layer.GROUND)

    def _add_told(
        self, slot: Slot, title: str, name: str, way: int, colour: str, *, aside: bool
    ) -> Part:
        """What it is called, below it or aside the factor of a step, and what that does."""
        theme, size = self.scene.theme, self.small
        left, right = slot.shares(*ASIDE, gap=size) if aside else (slot, slot)
        letter = "L" if way == ACROSS_WAY else "lambda"
        (called,) = fitted(
            title, left.width, 1, size,
            lambda text, *, size: words(text, size, colour, "semibold"),
        )  # fmt: skip
        told = tint(self._factor(name, way), colour)
        (factor,) = fitted(
            f"$1 - {tint('alpha', theme.rate)} {letter} = {told}$", right.width, 1,
            LARGER * SIZES.formula, lambda text, *, size: formula(text, size, theme.quiet),
        )  # fmt: skip
        make = partial(formula, colour=theme.text)
        told = first_fitting(
            self._does(name, way), left.width, lambda text: make(text, size=SIZES.small)
        )
        (does,) = fitted(told.text, left.width, 1, size, make)
        middle = float(slot.centre[1])
        if aside:
            called.put(left.left, middle + size / 2)
            does.put(left.left, middle + size / 2 - BELOW * size)
            factor.put(right.right, middle - factor.size / 3, "right")
        else:
            level = middle + ABOVE * size
            called.put(slot.left, level)
            factor.put(slot.left, level - UNDER * factor.size)
            does.put(slot.left, level - UNDER * factor.size - BELOW * size)
        return self.scene.add_part(Group(called, factor, does), layer=Layer.NAMES)

    def _does(self, name: str, way: int) -> tuple[str, ...]:
        """How much of the distance a step keeps, and whether it ends on the other side.

        Along, with the curvature there, where there is room for it, and without.
        """
        say, plan = self.scene.say, self.plan
        less = plan.less(name, way)
        kept = 100.0 * abs(1.0 - less)
        decimals = max(0, math.ceil(-math.log10(100.0 * less)))
        share = say("kinds.percent", share=say.numerals.placed(kept, decimals))
        does = say("own_axes.keeps" if less <= 1.0 else "own_axes.flips", share=share)
        if way == ACROSS_WAY:
            return (does,)
        bend = float(plan.axes[name].curvatures[way])
        return f"$lambda = {say.numerals.in_formula(bend, BEND_FIGURES)}$: {does}", does

    def _add_slower(self) -> tuple[Part, ...]:
        """That the scaled one is the slower across, at the lower end of the plot; if it is so."""
        along, across = (abs(float(each)) for each in self.plan.factors[SCALED])
        if across <= along:
            return ()
        scene, axes = self.scene, self.axes
        (told,) = fitted(
            scene.say("own_axes.slower"), ASIDE_OF * axes.slot.width, 1, self.small,
            partial(words, colour=scene.theme.text),
        )  # fmt: skip
        told.cased(scene.theme.casing)
        told.put(axes.slot.right, axes.slot.bottom + told.size / 2, "right")
        return (scene.add_part(told, layer=Layer.NAMES),)

    def _factor(self, name: str, way: int) -> str:
        """By what a step multiplies the distance, as a formula's code."""
        told, plan = self.scene.say.numerals.in_formula, self.plan
        less, figures = plan.less(name, way), plan.figures(name, way)
        return f"(1 - {told(less, 2)})" if less < NEARLY_ONE else told(1.0 - less, figures)
