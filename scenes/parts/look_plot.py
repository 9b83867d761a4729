"""The costs of walks against looks at samples."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from manim import Group

from scenes.components.log_range import log_range, log_ticks
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.stairs import Stairs
from scenes.layout import Slot
from scenes.numerals import whole_ticks
from scenes.parts.runner import Runner
from scenes.plans.mini_batch import ALL, FEW, SINGLE
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

DECADES, TICKS = 4.0, 3
"""Of the cost axis, at most."""
ORDER = (SINGLE, FEW, ALL)
"""Of curves: the later lie on top."""


class LookPlot:
    """A log plot with a curve for each kind.

    Args:
        scene: that it belongs to.
        slot: that it fills, with its numbers and names.
        runners: by kind.
    """

    def __init__(self, scene: AnyScene, slot: Slot, runners: Mapping[str, Runner]) -> None:
        self.scene, self.runners, plan, say = scene, runners, scene.plan, scene.say
        self.size = SIZES.small if scene.layout.narrow else SIZES.label
        ends = plan.ends.values()
        held = [float(plan.excess(SINGLE)[0]), *(end.mean for end in ends)]
        y = log_range(held, [end.low for end in ends], decades=DECADES)
        self.axes = Axes(
            plot_area(slot), (0.0, float(plan.looks)), y, scene.theme, say.numerals, log_y=True,
            x_ticks=whole_ticks(plan.looks, 5), y_ticks=log_ticks(*y, TICKS), size=self.size,
        )  # fmt: skip
        names = Group(
            self.axes.x_numbers(),
            self.axes.y_numbers(),
            self.axes.x_name(say(f"axes.{plan.noun}_looks")),
            self.axes.y_name(say("axes.excess")),
        )
        self.frame: tuple[Part, Part] = (scene.add_part(self.axes), scene.add_part(names))
        self.curves = [self._add_curve(kind) for kind in ORDER]

    def _add_curve(self, kind: str) -> Part:
        """Stairs whose last tread is as long as there were looks, as far as the singles are."""
        scene, plan, runner = self.scene, self.scene.plan, self.runners[kind]
        looks, single = plan.sizes[kind], self.runners[SINGLE]
        width = STROKES.curve if kind == ALL else STROKES.thin
        curve = Stairs(self.axes, plan.excess(kind), runner.colour, scene.theme, width)

        def grow(frame: int) -> Hashable:
            landed = runner.landed(frame)
            curve.reach = float(single.landed(frame)) if looks > 1 else 0.0
            curve.show(landed, float(looks))
            return landed, curve.reach

        part = scene.add_part(curve, grow, layer=Layer.GROUND)
        runner.curves.append((curve, part))
        return part
