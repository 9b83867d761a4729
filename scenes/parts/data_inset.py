"""The data, the line that each ball stands for, and the samples that a step looks at."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np
from manim import Group
from numpy.typing import NDArray

from gdcore.datasets import Dataset
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.data_plot import DataPlot, FittedLine
from scenes.layout import Slot
from scenes.numerals import nice_ticks
from scenes.parts.runner import Runner
from scenes.stage.scene import AnyScene, Part
from scenes.theme import STROKES, TIMES

Array = NDArray[np.float64]
Lit = tuple[NDArray[Any], str, float]
"""Indices of samples, the colour that they are lit in, and how brightly."""


class DataInset:
    """A plot of samples with the line of each ball that is seen.

    Args:
        scene: that it belongs to.
        slot: that it fills, with its numbers and names.
        data: in the user's units.
        line: slope and intercept in these units, of a ball's parameters (2,).
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        data: Dataset,
        line: Callable[[Array], tuple[Array, Array]],
    ) -> None:
        self.data, self._line = data, line
        self.runners: Sequence[Runner] = ()
        """Whose lines are drawn."""
        self.lighting: Sequence[Runner] = ()
        """Whose samples are lit while a step is on its way."""
        x, y = _span(data.x), _span(data.y)
        across, up = nice_ticks(*x, 5), nice_ticks(*y, 4)
        axes = Axes(
            plot_area(slot), x, y, scene.theme, scene.say.numerals,
            x_ticks=across, y_ticks=up, scaled=True,
        )  # fmt: skip
        names = Group(
            axes.x_words(_quantity(scene, data.x_name, data.x_unit)),
            axes.y_words(_quantity(scene, data.y_name, data.y_unit)),
            axes.x_numbers(),
            axes.y_numbers(),
        )
        self._plot = DataPlot(axes, data.x, data.y, scene.theme)
        self.parts: tuple[Part, ...] = (
            scene.add_part(names),
            scene.add_part(axes),
            scene.add_part(self._plot, self._show),
        )

    def _show(self, frame: int) -> Hashable:
        lines, lit = [], None
        for runner in self.runners:
            shown = runner.ball_part.shown(frame)
            if shown <= 0:
                continue
            slope, intercept = self._line(runner.theta(frame))
            width = STROKES.thin if runner.thin else STROKES.thick
            lines.append(FittedLine(float(slope), float(intercept), runner.colour, width, shown))
            if runner in self.lighting:
                lit = self._lit(runner, frame) or lit
        self._plot.show(lines, lit)
        return tuple(lines), None if lit is None else (lit[0].tobytes(), lit[1], lit[2])

    def _lit(self, runner: Runner, frame: int) -> Lit | None:
        """The samples that a step looks at, from before the ball sets off until it lands."""
        asked = runner.asked(frame, TIMES.look)
        if asked is None:
            return None
        step, share = asked
        samples = runner.run.batches[step]
        indices = np.arange(len(self.data)) if samples is None else np.asarray(samples)
        return indices, runner.colour, float(np.clip(6 * min(share, 1.02 - share), 0.0, 1.0))


def _span(values: Array) -> tuple[float, float]:
    """The values' range with a margin; from zero where they are all positive and near it."""
    low, high = float(values.min()), float(values.max())
    margin = 0.06 * (high - low)
    return (0.0 if 0 <= low < 0.4 * high else low - margin, high + margin)


def _quantity(scene: AnyScene, name: str, unit: str) -> str:
    """What an axis shows; of our own data, the name is in the lesson's language."""
    key = f"data.{name.lower().replace(' ', '_')}"
    if not scene.spec.params.files() and key in scene.say:
        name = scene.say(key)
    return f"{name} ({unit})" if unit else name
