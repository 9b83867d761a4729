"""The same race with many more samples: batch's first step leaves the plot."""

from __future__ import annotations

from functools import partial

import numpy as np
from manim import Group

from scenes.components.path.arrow import StraightArrow
from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import fitted, wrapped
from scenes.layout import LEADING, Slot
from scenes.parts.race_data import RaceData
from scenes.parts.race_plot import CLOSE, RacePlot
from scenes.parts.tip_names import BESIDE
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import Grown, Method
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue, linear
from scenes.theme import DIMMED, SIZES, STROKES, TIMES

MORE = 0.08
"""When there are more samples, as a share of the beat."""
MOST, TOLD = 0.44, 0.5
"""When there are many more; and when it is told what they change, where one caption says all."""
DRAWN, THEN = 0.8, 0.4
"""Seconds in which both curves with more samples are drawn; and in which many more samples are seen
brightly."""
FEW = 2
"""Lines of words below a method's name, at most."""
ARROW, NAMED = 0.18, 0.10
"""Least length of the arrow at the end of batch's line, and from there to its name."""


class MoreSamples:
    """The samples, when there are more, and both curves on the plot.

    Args:
        scene: the scene they belong to.
        slot: over the data, for how many they are.
        data: with the samples that there are.
        plot: that the curves are drawn on.
        plan: with the runs.
        more: the race with more samples.
    """

    def __init__(
        self, scene: AnyScene, slot: Slot, data: RaceData, plot: RacePlot, plan: Plan, more: Grown
    ) -> None:
        self.scene, self.slot, self.data, self.plot = scene, slot, data, plot
        self.plan, self.more = plan, more
        say, theme, count = scene.say, scene.theme, len(plan.data)
        self.told = self._add_heading(more.samples, say("many.made", count=count))
        """How many there are then, and how they were made."""
        self.cloud = data.add_cloud(more)
        self.until = Animated(0.0)
        """Up to which look both curves are drawn."""

        def drawn(frame: int) -> int:
            return round(self.until.at(frame))

        self.mean = plot.add_mean(more.crowd, theme.stochastic, drawn)
        self.stairs = plot.add_stairs(more.batch, theme.batch, STROKES.thick, more.samples, drawn)
        landed = min(plan.looks // more.samples, len(more.batch) - 1)
        ends = {
            Method.BATCH: float(more.batch[landed]),
            Method.STOCHASTIC: float(more.crowd.mean[-1]),
        }
        told = 0 if more.samples <= plan.looks else FEW
        self.named = plot.add_names(ends, told)
        """The names of methods, where their costs end."""
        self.beyond, self.note = self._add_first(self.named[Method.BATCH])
        """What comes when batch's first step is where it belongs, beyond the plot; and at which
        look that is."""

    @property
    def parts(self) -> list[Part]:
        """What there is at last."""
        curves = [self.mean, self.stairs]
        return [*curves, self.cloud, self.told, *self.named.values(), *self.beyond, *self.note]

    def race(self, cue: Cue, at: float) -> None:
        """The samples become so many, and both curves are drawn, look by look."""
        begins = at + cue.share(TIMES.change)
        there = begins + cue.share(DRAWN)
        cue.show(self.told, self.cloud, self.stairs, self.mean, at=at)
        cue.move(self.until, float(self.plan.looks), at=begins, until=there, ease=linear)
        cue.show(*self.named.values(), *self.beyond, at=there)
        cue.dim(self.cloud, to=DIMMED, at=there)
        cue.show(*self.note, at=there)

    def _add_first(self, named: Part) -> tuple[list[Part], list[Part]]:
        """An arrow to batch's first step, beyond the plot, from its line to its name; and a note.

        That says how far it is, below the name, which goes as far to the right as there is room.
        """
        name: Label = named.mobject
        more, looks, plot, theme = self.more, self.plan.looks, self.plot, self.scene.theme
        if more.samples <= looks:
            return [], []
        x, y = plot.axes.at(np.array(float(looks)), more.batch[0]).tolist()
        length = max(plot.room - NAMED - float(name.width), ARROW)
        name.put(x + length + NAMED, name.baseline)
        arrow = StraightArrow(theme.batch, theme, edge=0.0)
        arrow.show(np.array([x, y]), np.array([x + length, y]))
        add = partial(self.scene.add_part, layer=Layer.NAMES)
        return [add(arrow)], [add(self.first_below(name, more.samples, theme.batch, plot.size))]

    def first_below(self, name: Label, look: int, colour: str, size: float) -> Group:
        """At which look a first step comes, below the name of its method."""
        plot, say = self.plot, self.scene.say
        told = say("many.first_step", look=self.plot.told_look(look).replace(" ", "~"))
        lines = fitted(told, plot.room - CLOSE, FEW, size, partial(formula, colour=colour))
        widest = max(float(line.width) for line in lines)
        left = plot.area.right + min(BESIDE, plot.room - widest)
        for row, line in enumerate(lines, 1):
            line.put(left, name.baseline - LEADING * row * plot.size)
        return Group(*lines)

    def _add_heading(self, samples: int, made: str) -> Part:
        """How many samples there are, and how they were made, over the data."""
        scene, slot = self.scene, self.slot
        say, theme = scene.say, scene.theme
        told, unit = say.numerals.count(samples), say.forms(f"counts.{self.plan.noun}")
        text = f"{told} {unit.get(say.numerals.plural(samples), unit['other'])}"
        large = SIZES.formula if scene.layout.narrow else SIZES.title
        (name,) = fitted(text, slot.width, 1, large, partial(words, colour=theme.text))
        shown = Group(name.put(slot.left, slot.top - large))
        make = partial(words, size=self.plot.size, colour=theme.quiet)
        for row, line in enumerate(wrapped(made, slot.width, make) if made else (), 1):
            shown.add(line.put(slot.left, slot.top - large - LEADING * row * line.size))
        return self.scene.add_part(shown)


class ManySamples(MoreSamples):
    """The samples when there are many more, and before that some more; and the curves of both.

    Args:
        scene: the scene they belong to.
        slot: over the data, for how many they are.
        data: with the samples that there are.
        plot: that the curves are drawn on.
        plan: with the runs.
    """

    def __init__(
        self, scene: AnyScene, slot: Slot, data: RaceData, plot: RacePlot, plan: Plan
    ) -> None:
        super().__init__(scene, slot, data, plot, plan, plan.grown)
        self.before = MoreSamples(scene, slot, data, plot, plan, plan.between)
        """Some more, which come first."""
        self.heading = self._add_heading(len(plan.data), "")
        """How many samples there are."""
        self.at_once = self._add_other_first()
        """At which look stochastic's first step comes."""

    @property
    def parts(self) -> list[Part]:
        """What there is at last."""
        return [*super().parts, *self.at_once]

    def _add_other_first(self) -> list[Part]:
        """Below its name, as batch's is."""
        if not self.note:
            return []
        name: Label = self.named[Method.STOCHASTIC].mobject
        size = self.note[0].mobject[0].size
        told = self.first_below(name, 1, self.scene.theme.stochastic, size)
        return [self.scene.add_part(told, layer=Layer.NAMES)]

    def play(self, cue: Cue) -> None:
        """The samples become more, and both curves are drawn anew.

        Until then there are the curves with the samples that there are, and their names.  Then
        they become many more, of which each curve comes in its place.
        """
        plot, single, batch = self.plot, Method.STOCHASTIC, Method.BATCH
        cue.show(self.heading)
        cue.hide(self.heading, at=MORE)
        cue.hide(*plot.curves(batch), *plot.means(single), *plot.names(batch, single), at=MORE)
        self.before.race(cue, MORE)
        self.come(cue, self.before, MOST)
        told = max(cue.at_turn(-1, otherwise=TOLD), MOST + cue.share(TIMES.change))
        cue.show(*self.at_once, at=told)

    def come(self, cue: Cue, before: MoreSamples, at: float) -> None:
        """They are so many; each curve comes to lie on that before, which goes then."""
        there = at + cue.share(TIMES.change)
        cue.move(self.until, float(self.plan.looks), at=at, seconds=0.0)
        cue.hide(before.told, before.cloud, *before.note, at=at)
        cue.hide(*before.named.values(), *before.beyond, at=at)
        cue.show(self.told, self.cloud, self.stairs, self.mean, at=at)
        cue.show(*self.named.values(), *self.beyond, at=at)
        cue.hide(before.stairs, before.mean, at=there)
        cue.show(*self.note, at=there)
        cue.dim(self.cloud, to=DIMMED, at=there + cue.share(THEN))
