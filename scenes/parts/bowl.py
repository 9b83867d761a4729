"""A bowl of data with what is told of it: seen from above, and then on its own two axes."""

from __future__ import annotations

from scenes.layout import Slot
from scenes.parts.basin_view import BasinView
from scenes.parts.basin_words import BasinWords, basin_area
from scenes.parts.own_axis import OwnAxis
from scenes.plans.scaling import Plan, two_figures
from scenes.stage.scene import AnyScene, Part

ROWS = (1.55, 1.0, 1.15)
"""Heights of a bowl and of its two axes."""


class Bowl:
    """The map of a bowl with its walk and words; an axis along it, and one across.

    Args:
        scene: that it belongs to.
        whole: the slot of the map with its words.
        column: that of the map and its axes, once it has turned to them.
        name: of the bowl, by which the plan knows it.
        called: what it is called on the screen.
        colour: of its walk.
    """

    def __init__(
        self,
        scene: AnyScene,
        whole: Slot,
        column: Slot,
        name: str,
        called: str,
        colour: str,
    ) -> None:
        plan: Plan = scene.plan
        layout, told = scene.layout, scene.say.numerals.in_formula
        problem, axes, run = plan.problems[name], plan.axes[name], plan.runs[name]
        turned, *rows = column.rows(*ROWS, gap=layout.gap / 2)
        areas = basin_area(whole, layout), basin_area(turned, layout, below=False)
        self.view = BasinView(scene, areas, problem, axes, (name, run, colour))
        rate = f"{told(plan.asked.times)} \\/ L = {told(float(run.learning_rate[0]), 2)}"
        times = scene.say.numerals.significant(two_figures(plan.ratio[name]))
        shape = scene.say("bowls.shape", times=times)
        self.words = BasinWords(scene, self.view, called, shape, rate)
        self.along, self.across = (
            OwnAxis(scene, slot, key, problem, direction, float(curvature), (name, run, colour))
            for slot, key, direction, curvature in zip(
                rows,
                (scene.say("own_axes.along"), scene.say("own_axes.across")),
                self.view.turned_axes,
                axes.curvatures,
                strict=True,
            )
        )
        self.limit = self.across.add_limit(scene, scene.say("own_axes.limit"))

    @property
    def lines(self) -> tuple[Part, ...]:
        """Both axes, before anything hops on them."""
        return *self.along.frame, *self.across.frame

    @property
    def hops(self) -> tuple[Part, ...]:
        """What hops on them, and the factors of a step."""
        axes = self.along, self.across
        return tuple(part for axis in axes for part in (*axis.hops, axis.factor))
