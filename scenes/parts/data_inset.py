"""The data, the line that each ball stands for, and the samples that a step looks at."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Protocol, runtime_checkable

import numpy as np
from manim import Group, Mobject
from numpy.typing import NDArray

from gdcore.datasets import Dataset
from scenes.components.plot.axes import (
    BELOW,
    LEFT,
    UNNUMBERED,
    Axes,
    plot_area,
)
from scenes.components.plot.data_plot import DataPlot, FittedLine
from scenes.components.plot.misses import Misses
from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.numerals import nice_ticks
from scenes.parts.runner import Runner
from scenes.plans.samples import axis_span
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES, TIMES

Array = NDArray[np.float64]
Line = Callable[[Array], tuple[Array, Array]]
"""Slope and intercept, in the units of a plot, of parameters (2,)."""
Span = tuple[float, float]
Lit = tuple[NDArray[Any], str, float]
"""Indices of samples, the colour that they are lit in, and how brightly."""

TICKS = 5, 4
"""The most on the axes of x and y."""
BETWEEN = 0.7
"""From a number of the x axis to the next, at least, in em."""
SWEPT = 0.5
"""Of the time in which a step looks at all samples, how much it is until all are lit."""


@runtime_checkable
class Followed(Protocol):
    """What has parameters at any frame, such as a run."""

    thin: bool

    def theta(self, frame: int) -> Array:
        """Parameters (2,) at a frame."""


class Standing(Protocol):
    """What stands at some parameters at each frame: a run's ball, or another one."""

    colour: str
    thin: bool
    ball_part: Part

    def theta(self, frame: int) -> Array:
        """These parameters, (2,)."""


class DataInset:
    """A plot of samples with the line of each ball that is seen.

    Args:
        scene: the scene it belongs to.
        slots: the slots it fills by turns, with its numbers and names.
        data: in the user's units.
        line: slope and intercept in these units, of a ball's parameters (2,).
        bare: which of the slots, or which several, it fills without numbers, if it does in any.
        spans: of x and y, from end to end of their axes; those that suit the data if it is None.
        ticks: the most on each axis.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: Sequence[Slot],
        data: Dataset,
        line: Line,
        *,
        bare: int | tuple[int, ...] = (),
        spans: tuple[Span, Span] | None = None,
        ticks: tuple[int, int] = TICKS,
    ) -> None:
        self.scene, self.data, self._line = scene, data, line
        self._bare = (bare,) if isinstance(bare, int) else bare
        areas = [plot_area(slot, numbers=k not in self._bare) for k, slot in enumerate(slots)]
        self.place = Gliding(areas)
        self.runners: Sequence[Standing] = ()
        """Whose lines are drawn, each while its ball is seen."""
        self.thin: Sequence[Standing] = ()
        """Whose lines are thin, although their paths are not."""
        self.lighting: Sequence[Runner] = ()
        """Whose samples are lit while a step is on its way."""
        self.light: Callable[[int], Lit | None] = lambda _: None
        """Samples that are lit at a frame while no step lights any."""
        self.look = TIMES.look
        """Seconds before a step for which they are."""
        self.kept: list[tuple[Array | Followed, str, Animated]] = []
        """Parameters, or runs at any frame, whose lines are drawn as well, in which colour, and how
        much of each."""
        x, y = spans or (axis_span(data.x), axis_span(data.y))
        size = SIZES.small if scene.layout.narrow else SIZES.label
        numbered = [area.width for k, area in enumerate(areas) if k not in self._bare]
        across = ticks_across(scene, x, ticks[0], size, min(numbered, default=np.inf))
        up = nice_ticks(*y, ticks[1])
        self.axes = Axes(
            self.place.slots[0], x, y, scene.theme, scene.say.numerals,
            x_ticks=across, y_ticks=up, scaled=True, size=size,
        )  # fmt: skip
        names = Group(
            self.axes.x_words(quantity(scene, data.x_name, data.x_unit)),
            self.axes.y_words(quantity(scene, data.y_name, data.y_unit)),
        )
        numbers = Group(self.axes.x_numbers(), self.axes.y_numbers())
        self.numbers = scene.add_part(numbers, self._bring, layer=Layer.GROUND)
        self._plot = DataPlot(self.axes, data.x, data.y, scene.theme)
        self.bare: tuple[Part, ...] = (
            scene.add_part(names, self._bring, layer=Layer.GROUND),
            scene.add_part(self.axes, self._bring, layer=Layer.GROUND),
            scene.add_part(self._plot, self._show, layer=Layer.GROUND),
        )
        """Without the numbers."""
        self.parts = (*self.bare, self.numbers)

    def keep(self, of: Array | Followed, colour: str, shown: float = 1.0) -> Animated:
        """Draw the line of some parameters, or of a run also where its ball is not seen.

        How much of it is seen, over time: ``shown`` at first.
        """
        much = Animated(shown)
        self.kept.append((of, colour, much))
        return much

    def add(self, mobject: Mobject) -> Part:
        """What lies on the axes and moves with them."""
        return self.scene.add_part(mobject, self._bring, layer=Layer.GROUND)

    def add_misses(self, runner: Runner, colour: str, drawn: Animated | None = None) -> Part:
        """How far the line of a run is from each sample; drawn so far, or all of it."""
        misses = Misses(self.axes, self.data.x, self.data.y, colour, self.scene.theme)

        def show(frame: int) -> Hashable:
            look, (slope, intercept) = self._bring(frame), self._line(runner.theta(frame))
            line, share = (float(slope), float(intercept)), drawn.at(frame) if drawn else 1.0
            misses.show(line, share, 0.0)
            return look, line, share

        return self.scene.add_part(misses, show, layer=Layer.GROUND)

    def _bring(self, frame: int) -> Hashable:
        """Have the axes where they are at ``frame``."""
        whole, bare = np.array([LEFT, BELOW]), np.array(UNNUMBERED)
        where = self.place.where.at(frame)
        near = min(1.0, sum(max(0.0, 1.0 - abs(where - at)) for at in self._bare))
        left, below = (whole + near * (bare - whole)).tolist()
        self.axes.move(self.place.at(frame), self.axes.x, (left, below))
        return self.axes.look

    def _show(self, frame: int) -> Hashable:
        look = self._bring(frame)
        lines = [
            self._fitted(
                of.theta(frame) if isinstance(of, Followed) else of,
                colour,
                STROKES.thin if isinstance(of, Followed) and of.thin else STROKES.thick,
                shown.at(frame),
            )
            for of, colour, shown in self.kept
        ]
        lit = self.light(frame)
        for runner in self.runners:
            thin, shown = runner.thin or runner in self.thin, runner.ball_part
            width = STROKES.thin if thin else STROKES.thick
            slope, intercept = self._line(runner.theta(frame))
            lines.append(
                FittedLine(float(slope), float(intercept), runner.colour, width, shown.shown(frame))
            )
            lights = runner in self.lighting and lines[-1].strength > 0
            if lights and isinstance(runner, Runner):
                lit = self._lit(runner, frame) or lit
        lines = [line for line in lines if line.strength > 0]
        self._plot.show(lines, lit)
        return look, tuple(lines), None if lit is None else (lit[0].tobytes(), lit[1], lit[2])

    def _fitted(self, theta: Array, colour: str, width: float, strength: float) -> FittedLine:
        slope, intercept = self._line(theta)
        return FittedLine(float(slope), float(intercept), colour, width, strength)

    def _lit(self, runner: Runner, frame: int) -> Lit | None:
        """The samples that a step looks at, from before the ball sets off until it lands."""
        asked = runner.asked(frame, self.look)
        if asked is None:
            return None
        step, share = asked
        samples = runner.run.batches[step]
        if samples is None:  # one after another, from the left
            some = int(np.ceil(len(self.data) * min(1.0, share / SWEPT)))
            indices = np.argsort(self.data.x, kind="stable")[:some]
        else:
            indices = np.asarray(samples)
        return indices, runner.colour, float(np.clip(6 * min(share, 1.02 - share), 0.0, 1.0))


def quantity(scene: AnyScene, name: str, unit: str) -> str:
    """What an axis shows; of our own data, the name is in the lesson's language."""
    key = f"data.{name.lower().replace(' ', '_')}"
    if not scene.spec.params.files() and key in scene.say:
        name = scene.say(key)
    return f"{name} ({unit})" if unit else name


def ticks_across(scene: AnyScene, x: Span, most: int, size: float, width: float) -> Array:
    """So many ticks of an x axis, or fewer, that their numbers stand apart in a width."""
    for count in range(most, 2, -1):
        ticks = nice_ticks(*x, count)
        texts = scene.say.numerals.short_tick_texts(ticks).texts
        widest = max(float(words(text, size, scene.theme.quiet).width) for text in texts)
        gap = width * float(np.diff(ticks).min(initial=np.inf)) / (x[1] - x[0])
        if widest + BETWEEN * size <= gap:
            return ticks
    return nice_ticks(*x, 2)
