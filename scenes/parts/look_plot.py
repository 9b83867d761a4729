"""The costs of walks against looks at samples, which may come to have more room."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import partial

from manim import Group

from scenes.components.log_range import log_range, log_ticks
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.stairs import Stairs
from scenes.components.text.label import words
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.numerals import whole_ticks
from scenes.parts.runner import Runner
from scenes.plans.mini_batch import ALL, FEW, SINGLE
from scenes.plans.race import RATES
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES, STROKES

DECADES, TICKS = 4.0, 3
"""Of the cost axis, at most."""
CARD = 0.75
"""Height of the card on the plot, as a share of its height: clear of lines across."""
ORDER = (SINGLE, FEW, ALL)
"""Of curves: the later lie on top."""


class LookPlot:
    """A log plot with a curve for each kind.

    Args:
        scene: that it belongs to.
        slots: that it fills by turns, with its numbers and names.
        runners: by kind.
    """

    def __init__(
        self, scene: AnyScene, slots: Sequence[Slot], runners: Mapping[str, Runner]
    ) -> None:
        self.scene, self.runners, plan, say = scene, runners, scene.plan, scene.say
        self.size = SIZES.small if scene.layout.narrow else SIZES.label
        ends = plan.ends.values()
        held = [float(plan.excess(SINGLE)[0]), *(end.mean for end in ends)]
        y = log_range(held, [end.low for end in ends], decades=DECADES)
        self.place = Gliding([plot_area(slot) for slot in slots])
        self.axes = Axes(
            self.place.slots[0], (0.0, float(plan.looks)), y, scene.theme, say.numerals, log_y=True,
            x_ticks=whole_ticks(plan.looks, 5), y_ticks=log_ticks(*y, TICKS), size=self.size,
        )  # fmt: skip
        names = Group(
            self.axes.x_numbers(),
            self.axes.y_numbers(),
            self.axes.x_name(say(f"axes.{plan.noun}_looks")),
            self.axes.y_name(say("axes.excess")),
        )
        self.frame: tuple[Part, Part] = (
            scene.add_part(self.axes, self._bring),
            scene.add_part(names, self._bring),
        )
        self.curves = [self._add_curve(kind) for kind in ORDER]
        self.card = self._add_card()

    def _bring(self, frame: int) -> Hashable:
        """Have the axes where they are at ``frame``."""
        self.axes.move(self.place.at(frame), self.axes.x)
        return self.axes.look

    def _add_card(self) -> Part:
        """What the walks have in common, on the empty plot."""
        scene, slot = self.scene, self.place.slots[0]
        told = scene.say(scene.plan.sign("looks"), count=scene.plan.looks, rates=RATES)
        make = partial(words, size=self.size, colour=scene.theme.text)
        lines = wrapped(told, slot.width - 2 * self.size, make)
        x, middle = float(slot.centre[0]), slot.bottom + CARD * slot.height
        top = middle + (len(lines) / 2 - 1) * LEADING * self.size
        for k, line in enumerate(lines):
            line.cased(scene.theme.casing).put(x, top - k * LEADING * self.size, "centre")
        return scene.add_part(Group(*lines))

    def _add_curve(self, kind: str) -> Part:
        """Stairs whose last tread is as long as there were looks, as far as the singles are."""
        scene, plan, runner = self.scene, self.scene.plan, self.runners[kind]
        looks, single = plan.sizes[kind], self.runners[SINGLE]
        width = STROKES.curve if kind == ALL else STROKES.thin
        curve = Stairs(self.axes, plan.excess(kind), runner.colour, scene.theme, width)

        def grow(frame: int) -> Hashable:
            look, landed = self._bring(frame), runner.landed(frame)
            curve.reach = float(single.landed(frame)) if looks > 1 else 0.0
            curve.show(landed, float(looks))
            return look, landed, curve.reach

        part = scene.add_part(curve, grow)
        runner.curves.append((curve, part))
        return part
