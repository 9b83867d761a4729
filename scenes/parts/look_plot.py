"""The costs of walks against looks at samples, and where they end in many other orders."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
from manim import Group, VGroup

from scenes.components.log_range import log_range, log_ticks
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.stairs import Stairs
from scenes.components.plot.whisker import Whisker
from scenes.components.text.label import words
from scenes.components.text.lines import first_fitting
from scenes.layout import Slot
from scenes.numerals import whole_ticks
from scenes.parts.runner import Runner
from scenes.plans.mini_batch import ALL, FEW, KINDS, SINGLE
from scenes.plans.race import ORDERS
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES, STROKES

DECADES, TICKS = 4.0, 3
"""Of the cost axis, at most."""
BESIDE, APART = 0.24, 0.22
"""From the plot to the first whisker, and from one to the next."""
ORDER = (SINGLE, FEW, ALL)
"""Of curves: the later lie on top."""


class LookPlot:
    """A log plot with a curve for each kind; right of it a whisker for each.

    Args:
        scene: that it belongs to.
        slot: that it fills, with its numbers and names.
        runners: by kind.
    """

    def __init__(self, scene: AnyScene, slot: Slot, runners: Mapping[str, Runner]) -> None:
        self.scene, self.runners, plan, say = scene, runners, scene.plan, scene.say
        size = SIZES.small if scene.layout.narrow else SIZES.label
        ends = plan.ends.values()
        held = [float(plan.excess(SINGLE)[0]), *(end.mean for end in ends)]
        low, high = log_range(held, [end.low for end in ends], decades=DECADES)
        room = BESIDE + APART * len(KINDS)
        self.axes = Axes(
            plot_area(slot).inset(right=room), (0.0, float(plan.looks)), (low, high), scene.theme,
            say.numerals, log_y=True, x_ticks=whole_ticks(plan.looks, 5),
            y_ticks=log_ticks(low, high, TICKS), size=size,
        )  # fmt: skip
        names = VGroup(
            self.axes.x_numbers(),
            self.axes.y_numbers(),
            self.axes.x_name(say(f"axes.{plan.noun}_looks")),
            self.axes.y_name(say("axes.excess")),
        )
        self.frame: tuple[Part, Part] = (scene.add_part(self.axes), scene.add_part(names))
        self.curves = [self._add_curve(kind) for kind in ORDER]
        self.whiskers = scene.add_part(Group(*map(self._whisker, range(len(KINDS)), KINDS)))
        told = say("sizes.ends", orders=ORDERS)
        free = slot.width - float(names[-1].width) - size
        note = first_fitting(
            (told, told.partition(",")[0]), free, lambda text: words(text, size, scene.theme.quiet)
        )
        note.put(slot.right, self.axes.slot.top + 0.24, "right")
        self.note = scene.add_part(note)

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [*self.frame, *self.curves, self.whiskers, self.note]

    def _add_curve(self, kind: str) -> Part:
        """Stairs whose last tread is as long as there were looks, as far as the singles are."""
        scene, plan, runner = self.scene, self.scene.plan, self.runners[kind]
        looks, single = plan.sizes[kind], self.runners[SINGLE]
        width = STROKES.thin if runner.thin else STROKES.curve
        curve = Stairs(self.axes, plan.excess(kind), runner.colour, scene.theme, width)

        def grow(frame: int) -> Hashable:
            landed = runner.landed(frame)
            curve.reach = float(single.landed(frame)) if looks > 1 else 0.0
            curve.show(landed, float(looks))
            return landed, curve.reach

        part = scene.add_part(curve, grow)
        runner.curves.append((curve, part))
        return part

    def _whisker(self, k: int, kind: str) -> Whisker:
        """Where walks of a kind end."""
        end = self.scene.plan.ends[kind]
        x = self.axes.slot.right + BESIDE + APART * k
        values = np.array([end.low, end.mean, end.high])
        places = self.axes.at(np.zeros(3), values)
        slot = self.axes.slot
        heights = np.clip(places[:, 1], slot.bottom, slot.top)
        colour = self.runners[kind].colour
        return Whisker(x, heights, colour, self.scene.theme)
