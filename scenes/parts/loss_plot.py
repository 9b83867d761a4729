"""Costs against steps: axes, their numbers and names, which wait until curves grow on them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.plot.axes import BELOW, LEFT, Axes, plot_area
from scenes.components.plot.stairs import Stairs
from scenes.layout import Slot
from scenes.numerals import nice_ticks, whole_ticks
from scenes.parts.runner import Runner
from scenes.plans.ground import Domain
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

LOWER = 0.14
"""How much farther below its area the name of the x axis lies than that of small type."""
BEYOND = 0.5
"""How far a cost axis goes beyond the heights drawn, at most, in spans of these."""
FLAT = 1e-3
"""Least span of a cost axis, in that of the losses drawn."""
FLAT_AREA = 1.1
"""Height of an area up to which it has fewer ticks, in frame units."""
BELOW_CURVE = 0.05
"""How far it goes below its lowest curve, where that were on its line; of its height."""


class LossPlot:
    """A plot of costs over the steps of its runs.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills, with its numbers and names.
        steps: on the x axis.
        span: of the y axis.
        name: of the y axis, as a formula.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        steps: int,
        span: tuple[float, float],
        name: str,
    ) -> None:
        area = plot_area(slot.inset(bottom=LOWER))
        y_ticks = nice_ticks(*span, 4 if area.height > FLAT_AREA else 2)
        x = (0.0, float(steps))
        x_ticks = whole_ticks(x[1], 5)
        self.axes = Axes(
            area, x, span, scene.theme, scene.say.numerals,
            x_ticks=x_ticks, y_ticks=y_ticks, size=SIZES.name,
        )  # fmt: skip
        axes = self.axes
        axes.names_apart = LEFT, BELOW + LOWER
        self.name = axes.y_name(name)
        """Of the y axis."""
        names = Group(
            axes.x_numbers(), axes.y_numbers(), axes.x_name(scene.say("axes.steps")), self.name
        )
        self.curves: list[Part] = []
        """Of the runs on it, in order."""
        self.parts: tuple[Part, ...] = (
            scene.add_part(axes),
            scene.add_part(names),
        )


def add_cost_plot(
    scene: AnyScene, slot: Slot, runners: Sequence[Runner], domain: Domain
) -> LossPlot:
    """The costs of runs beside the surface that they walk on, a level for each landing.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        runners: of which the first one's steps are on the x axis.
        domain: of the surface.
    """
    losses = np.concatenate([runner.run.loss for runner in runners])
    span = cost_span(losses, domain.low, domain.high)
    steps, name = runners[0].run.steps_asked, scene.say("axes.cost")
    plot = LossPlot(scene, slot, steps, span, name)
    plot.curves = [runner.add_curve(plot.axes, kind=Stairs) for runner in runners]
    return plot


def cost_span(losses: NDArray[np.float64], low: float, high: float) -> tuple[float, float]:
    """Ends of a linear cost axis: all losses, or so much as lies not far beyond those drawn.

    It begins at 0, or at the least loss, or a little below, so that no curve lies on its line.

    Args:
        losses: of all runs.
        low: the least loss of what is drawn beside the plot.
        high: the greatest.
    """
    room, least_span = (high - low) * BEYOND, (high - low) * FLAT
    top = min(float(losses.max()), high + room)
    least = max(float(losses.min()), low - room)
    top = max(1.08 * top, least_span) if least >= 0 else max(top, least + least_span)
    first = min(0.0, least)
    below = BELOW_CURVE * (top - first)
    return first - (below if least - first < below else 0.0), top
