"""The samples in their own units and scaled: a line through both, and where two walks take it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

import numpy as np
from manim import Group

from gdcore.datasets import Dataset
from gdcore.typing import Array
from scenes.components.readout import Count
from scenes.components.text.digits import Digits
from scenes.components.text.label import Label, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.basin_words import named
from scenes.parts.bowl_slots import LINE, LOWER
from scenes.parts.data_inset import DataInset
from scenes.parts.data_retold import as_it_is
from scenes.parts.runner import Runner
from scenes.plans.samples import axis_span
from scenes.plans.scaling import BEND_FIGURES, BOWLS, LIMIT_FIGURES, OWN, Plan, percent_done
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue
from scenes.theme import SIZES, TIMES
from scenes.wording import Forms

HEADING = 0.62
"""Height of what is told above a plot."""
ROW = 0.4
"""From what is told above a plot down to the line below that."""
BEYOND = 0.3
"""How far beyond the samples the first line is seen at most, in their height."""
NAMED, OFF, CAP = np.linspace(0.2, 0.8, 13), 0.25, 0.7
"""Shares of the width at which the name of the first line may stand, the first with room before
the others; and how far off, and how tall, in em."""
BEFORE = 0.5
"""Opacity of the first line, once walks have set off from it."""


@dataclass
class _Walked:
    """The line of a walk, as thick as any."""

    runner: Runner
    thin: bool = False

    def theta(self, frame: int) -> Array:
        """Parameters (2,) at a frame."""
        return self.runner.theta(frame)


class SamplesTwice:
    """Two plots of the same samples, with the line of a walk in each, and its steps above it.

    Args:
        scene: the scene it belongs to; its plan is that of `scaling`.
        runners: in the data's own units, and scaled.
        called: what each is called.
    """

    def __init__(
        self, scene: AnyScene, runners: tuple[Runner, Runner], called: tuple[str, str]
    ) -> None:
        plan, layout = scene.plan, scene.layout
        self.scene, body = scene, layout.body
        self.stacked = layout.narrow and not layout.beside
        """Whether counts stand below names."""
        if not layout.narrow:
            body = body.inset(top=LOWER)
        slots = body.rows(1, 1, gap=layout.gap) if layout.beside else body.columns(2, layout.gap)
        above = HEADING + ROW + LINE * (1 + self.stacked)
        own = _spans(plan.data, plan.runs[OWN].theta[0])
        x, y = plan.scaled.x_scale.scale(own[0]), plan.scaled.y_scale.scale(own[1])
        spans = own, ((float(x[0]), float(x[1])), (float(y[0]), float(y[1])))
        unit = scene.say("axes.scaled")
        samples = plan.data, replace(plan.scaled, x_unit=unit, y_unit=unit)
        self.plots = [
            DataInset(scene, (slot.inset(top=above),), data, as_it_is, spans=seen)
            for slot, data, seen in zip(slots, samples, spans, strict=True)
        ]
        unscaled = DataInset(scene, (slots[1].inset(top=above),), plan.data, as_it_is, spans=own)
        self.before = (*unscaled.bare[:2], unscaled.numbers)
        """The axes of the second plot before it is scaled: its samples are at the same places."""
        self.starts = self._keep_starts(plan)
        self.walked = [
            plot.keep(_Walked(runner), runner.colour, 0.0)
            for plot, runner in zip(self.plots, runners, strict=True)
        ]
        self.named = [
            self._add_start(plot, plan.runs[name].theta[0])
            for plot, name in zip(self.plots, BOWLS, strict=True)
        ]
        """What the first line is, on each plot."""
        heads = [self._add_head(*told) for told in zip(slots, runners, called, strict=True)]
        titles, self.counts = zip(*heads, strict=True)
        self.names = [scene.add_part(title, layer=Layer.NAMES) for title in titles]
        """What each is called, and how many steps its walk has taken."""
        self.rule = self._add_rule(slots[1], titles[1])
        """What scaling does to a number."""
        below = [self._add_below(slot, runner) for slot, runner in zip(slots, runners, strict=True)]
        self.below = [part for both in below for part in both]
        """How much each bowl bends across and along, and how much of its drop a walk has done."""

    def _keep_starts(self, plan: Plan) -> list[Animated]:
        """How much of the first line is seen in each."""
        text = self.scene.theme.text
        return [
            plot.keep(plan.runs[name].theta[0], text, 0.0)
            for plot, name in zip(self.plots, BOWLS, strict=True)
        ]

    def _add_head(self, slot: Slot, runner: Runner, called: str) -> tuple[Label, Part]:
        """What it is called, and how many steps its walk has taken, and of how many."""
        scene, size = self.scene, SIZES.name if self.scene.layout.narrow else SIZES.formula
        count = Count(self._unit(runner), size, scene.theme.text, scene.say.numerals)
        widest, baseline = count.width_at(scene.plan.fast), slot.top - size
        room = slot.width - (0.0 if self.stacked else widest + size)
        x, y = (slot.left, baseline - LINE) if self.stacked else (slot.right - widest, baseline)
        name = named(called, room, SIZES.name, runner.colour)

        def show(frame: int) -> Hashable:
            steps = runner.landed(frame)
            count.show(steps, x, y)
            return steps

        return (
            name.put(slot.left, baseline),
            scene.add_part(count, show, layer=Layer.NAMES),
        )

    def _add_rule(self, slot: Slot, name: Label) -> Part:
        """Below what the scaled plot is called."""
        scene = self.scene
        (rule,) = fitted(scene.say("bowls.rule"), slot.width, 1, SIZES.name, self._set)
        rule.put(slot.left, float(name.baseline) - ROW)
        return scene.add_part(rule, layer=Layer.NAMES)

    def _add_below(self, slot: Slot, runner: Runner) -> tuple[Part, Part]:
        """Below what a plot is called, and how many steps its walk has taken."""
        size = SIZES.name if self.scene.layout.narrow else SIZES.formula
        baseline = slot.top - size - ROW - LINE * self.stacked
        lower = baseline - LINE
        return self._add_bends(slot, baseline, runner.name), self._add_done(slot, lower, runner)

    def _add_bends(self, slot: Slot, baseline: float, name: str) -> Part:
        (bends,) = fitted(self._bends(name), slot.width, 1, SIZES.name, self._set)
        return self.scene.add_part(bends.put(slot.left, baseline), layer=Layer.NAMES)

    def _bends(self, name: str) -> str:
        """How much a bowl bends, in words."""
        gentle, sharp = self.scene.plan.axes[name].curvatures.tolist()
        told = self.scene.say.numerals.significant
        return self.scene.say(
            "own_axes.curvatures",
            across=told(sharp, BEND_FIGURES),
            along=told(gentle, LIMIT_FIGURES),
        )

    def _percent(self, share: float) -> str:
        """A share as it is said."""
        percent = self.scene.say.numerals.placed(percent_done(share), 1)
        return self.scene.say("own_axes.percent", percent=percent)

    def _add_done(self, slot: Slot, baseline: float, runner: Runner) -> Part:
        """How much of the drop a walk has done so far."""
        scene, size = self.scene, SIZES.name
        texts = [self._percent(share) for share in scene.plan.done(runner.name).tolist()]
        name, number = (
            self._set(scene.say("own_axes.done"), size=size),
            Digits(size, scene.theme.text),
        )
        name.put(slot.left, baseline)
        left = slot.left + float(name.width) + size / 3

        def tell(frame: int) -> Hashable:
            text = texts[runner.landed(frame)]
            number.show(text, left, baseline)
            return text

        return scene.add_part(Group(name, number), tell, layer=Layer.NAMES)

    def _set(self, text: str, *, size: float) -> Label:
        return words(text, size, self.scene.theme.text)

    def _add_start(self, plot: DataInset, line: Array) -> Part:
        """What the first line is, beside it on the side that is away from the samples there."""
        scene, axes, (slope, intercept) = self.scene, plot.axes, line.tolist()
        size = SIZES.small if scene.layout.narrow else SIZES.label
        label = words(scene.say("places.start"), size, scene.theme.quiet).cased(scene.theme.casing)
        (low, high), half = axes.x, float(label.width) / 2

        def put() -> None:
            ends = axes.at(np.array([low, high]), slope * np.array([low, high]) + intercept)
            off = abs(float(np.divide(*(ends[1] - ends[0])[1::-1]))) * half + OFF * size
            for x in (low + (high - low) * NAMED).tolist():
                above = slope * x + intercept > plot.data.y[np.abs(plot.data.x - x).argmin()]
                across, up = axes.at(np.array(x), np.array(slope * x + intercept)).tolist()[:2]
                label.put(across, up + (off if above else -off - CAP * size), "centre")
                foot = float(label.baseline)
                box = Slot(across - half, foot, across + half, foot + CAP * size)
                if axes.slot.holds(box.corners).all():
                    break

        axes.keep(put)
        return plot.add(label)

    def _unit(self, runner: Runner) -> Forms:
        """Steps; of a walk that arrives, of as many as it takes to."""
        say = self.scene.say
        if self.scene.plan.arrived[runner.name] is None:
            return say.forms("counts.steps")
        return {"other": say("counts.of_steps", count=runner.run.steps)}

    @property
    def parts(self) -> list[Part]:
        """Both plots."""
        return [part for plot in self.plots for part in plot.parts]

    @property
    def scaled(self) -> list[Part]:
        """All of the second plot, with its name and the rule."""
        return [*self.plots[1].parts, self.names[1], self.rule]

    def begin(self, cue: Cue, scaled: float, line: float) -> None:
        """Both in the data's own units; the second one is scaled; then the line through both."""
        own, other = self.plots
        _, axes, samples = other.bare
        cue.show(*own.parts, samples, *self.before, self.names[0])
        cue.hide(*self.before, at=scaled)
        come = scaled + cue.share(TIMES.leave)
        cue.show(other.bare[0], axes, other.numbers, self.names[1], self.rule, at=come)
        for start in self.starts:
            cue.move(start, 1.0, at=line, seconds=TIMES.enter)

    def again(self, cue: Cue, at: float) -> None:
        """The plots once more, with how many steps each walk has taken; the first line is faint."""
        frame = cue.frame(at)
        for start, walked in zip(self.starts, self.walked, strict=True):
            start.to(BEFORE, frame, frame + 1)
            walked.to(1.0, frame, frame + 1)
        cue.show(*self.parts, *self.names, *self.counts, *self.below, *self.named, at=at)


def _spans(data: Dataset, start: Array) -> tuple[tuple[float, float], tuple[float, float]]:
    """Of x and y, with all of the first line where it does not go far beyond the samples."""
    x, (low, high) = axis_span(data.x), axis_span(data.y)
    slope, intercept = start.tolist()
    ends, far = intercept + slope * np.array(x), BEYOND * (high - low)
    return x, (
        max(min(low, float(ends.min())), low - far), min(max(high, float(ends.max())), high + far),
    )  # fmt: skip
