"""The samples of a race, with the line of each ball and the first line."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.components.plot.sample_cloud import SampleCloud
from scenes.layout import Slot
from scenes.parts.data_inset import DataInset
from scenes.parts.data_retold import ENDS, as_it_is, in_scaled_numbers, over
from scenes.parts.race import Race
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.race import Grown, Method
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Cue
from scenes.theme import TIMES

LOOK = 1.4
"""Seconds before a step in which samples are lit."""
ROOM = 0.7
"""Seconds in which the plot makes room for words below it."""


class RaceData(DataInset):
    """The data in scaled numbers, as rates are for these.

    They are alone beside the surface, then over words there, and at last in their place.

    Args:
        scene: the scene they belong to.
        slots: the slots they fill by turns, with their numbers and names.
        plan: with the data and the runs.
        race: whose balls' lines are drawn.
    """

    def __init__(
        self, scene: AnyScene, slots: Sequence[Slot], plan: Plan, race: Race[Method]
    ) -> None:
        data, most = in_scaled_numbers(scene), plan.grown.problem
        spans = over(data.x_scale, plan.data.x), over(data.y_scale, plan.data.y)
        tops = float(most.x.max()), float(most.y.max())
        # Of the most samples, none is cut off to the right or above.
        x, y = ((low, max(high, top)) for (low, high), top in zip(spans, tops, strict=True))
        super().__init__(scene, slots, data, as_it_is, spans=(x, y), ticks=ENDS)
        self.runners = self.lighting = [*race.runners.values()]
        self.look = LOOK
        self._first = self.keep(plan.start, scene.theme.text, 0.0)

    def show_first(self, cue: Cue) -> None:
        """The data with the first line."""
        cue.move(self._first, 1.0, seconds=TIMES.leave)
        cue.show(*self.parts)

    def hide_first(self, cue: Cue, at: float) -> None:
        """The first line goes: the balls' lines are there."""
        cue.move(self._first, 0.0, at=at, seconds=TIMES.leave)

    def make_room(self, cue: Cue) -> float:
        """The plot becomes less high; the share of the beat after which there is room below it."""
        until = cue.share(ROOM)
        cue.move(self.place.where, 1.0, at=0.0, until=until)
        return until

    def add_cloud(self, more: Grown) -> Part:
        """So many samples in place of those that there are."""
        problem, theme = more.problem, self.scene.theme
        cloud = SampleCloud(self.axes, problem.x, problem.y, theme)
        return self.scene.add_part(cloud, self._bring, layer=Layer.GROUND)

    def show_large(self, cue: Cue, at: float = 0.0) -> None:
        """The data in their last place, where the surface was."""
        cue.move(self.place.where, float(len(self.place.slots) - 1), at=0.0, until=at)
        cue.show(*self.parts, at=at)
