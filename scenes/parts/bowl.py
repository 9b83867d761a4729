"""A bowl of data with what is told of it: seen from above, and then on its own two axes."""

from __future__ import annotations

from scenes.layout import Slot
from scenes.parts.basin_view import BasinView
from scenes.parts.basin_words import BasinWords, basin_area
from scenes.parts.own_axis import FIGURES, OwnAxis
from scenes.plans.scaling import Plan, two_figures
from scenes.stage.scene import AnyScene

ROWS = (1.3, 1.0)
"""Heights of a bowl and of one of its axes; both take the same place by turns."""


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
        turned, row = column.rows(*ROWS, gap=layout.gap / 2)
        areas = basin_area(whole, layout), basin_area(turned, layout, below=False)
        self.view = BasinView(scene, areas, problem, axes, (name, run, colour), thin=True)
        rate = f"{told(plan.asked.times)} \\/ L = {told(float(run.learning_rate[0]), FIGURES)}"
        times = scene.say.numerals.significant(two_figures(plan.ratio[name]))
        shape = scene.say("bowls.shape", times=times)
        self.words = BasinWords(scene, self.view, called, shape, rate)
        self.along, self.across = (
            OwnAxis(scene, row, key, problem, direction, float(curvature), (name, run, colour))
            for key, direction, curvature in zip(
                (scene.say("own_axes.along"), scene.say("own_axes.across")),
                self.view.turned_axes,
                axes.curvatures,
                strict=True,
            )
        )
