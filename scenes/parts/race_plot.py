"""Costs of several runs on one logarithmic axis, against their steps, and then their work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.log_range import log_range, log_ticks
from scenes.components.plot.axes import LEFT, RIGHT, Axes, Ticks, plot_area
from scenes.components.plot.band import Band
from scenes.components.text.label import words
from scenes.components.text.lines import first_fitting
from scenes.layout import Slot
from scenes.numerals import whole_ticks
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES

Array = NDArray[np.float64]

HEADROOM = 0.3
"""Decades above the highest tick."""
DECADES_UP, MOST_DECADES = 1.0, 7.0
"""Decades of loss drawn above what is held, at most, and in all."""
MOST_TICKS = 5
ACROSS = 64
"""Places at which a plot is looked at for one without curves."""


@dataclass(frozen=True)
class Work:
    """How much a race is about, in steps of the method that looks at all samples."""

    samples: int
    steps: int
    """Asked for, and on the axis of steps."""
    drawn: int
    """Of these, in the race at equal work."""

    @property
    def is_cut(self) -> bool:
        """Whether the race is over before all steps are taken."""
        return self.drawn < self.steps


class RacePlot:
    """The plot, whose x axis counts steps first, and then evaluations of the gradient.

    Args:
        scene: that it belongs to.
        slot: that it fills, with its numbers and names.
        name: of the y axis, as a formula.
        work: that the x axes count.
        held: values that lie within.
        seen: values of which as many as can be are.
        note: what else the axis of the race says.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        name: str,
        work: Work,
        *,
        held: Sequence[float] | Array,
        seen: Array,
        note: str,
    ) -> None:
        self.scene, self.work = scene, work
        self.turn = Animated(0.0)
        """From 0, where the x axis counts steps, to 1, where it counts the work."""
        self._area, n = plot_area(slot), work.samples
        low, high = log_range(held, seen, above=DECADES_UP, decades=MOST_DECADES)
        self._y, self._y_ticks = (low, high * 10.0**HEADROOM), log_ticks(low, high, MOST_TICKS)
        self.step_axes = self._axes(work.steps, whole_ticks(work.steps, 5) * n)
        counted = self._axes(work.steps, self._work_ticks(work.steps))
        self.work_axes = self._axes(work.drawn, self._work_ticks(work.drawn))
        bare = self._axes(work.steps, np.zeros(0))
        self.frame: tuple[Part, ...] = (
            scene.add_part(Group(bare.y_name(name), bare.y_numbers())),
            scene.add_part(bare),
        )
        per_step = scene.say.numerals.tick_texts(self.step_axes.x_ticks / n)
        self.by_step = (
            self._x_axis(self.step_axes, per_step),
            self._x_name(scene.say("axes.optimizer_steps")),
        )
        names = (scene.say("axes.gradient_evaluations"), self._name_of_work(note))
        self.by_work = (self._x_axis(counted), self._x_name(names[0]))
        self.by_race = (
            self._x_axis(self.work_axes) if work.is_cut else self.by_work[0],
            self._x_name(names[1]) if names[0] != names[1] else self.by_work[1],
        )
        self.floor: tuple[Part, ...] = ()

    @property
    def x_axes(self) -> tuple[Part, ...]:
        """Ticks, numbers and names of all x axes that it comes to have."""
        return *self.by_step, *self.by_work, *self.by_race

    def steps_to_work(self, evaluations: int) -> Callable[[int], float]:
        """Units of the x axis that a step of so many evaluations takes, at a frame.

        They are the same for every method until the axis comes to count evaluations.
        """
        n = self.work.samples
        share = np.log(evaluations) / np.log(n) if n > 1 else 1.0
        return lambda frame: float(n ** (1.0 - (1.0 - share) * self.turn.at(frame)))

    def add_floor(
        self, levels: tuple[float, float] | None, text: str, curves: Sequence[tuple[Array, int]]
    ) -> None:
        """The band between two levels, if there is one, and what is said of it where it is calm.

        Where that is wider than the plot, what comes after its colon is left out.

        ``curves`` are losses, a value a step, with the evaluations of a step.
        """
        theme, axes = self.scene.theme, self.work_axes
        if levels is not None:
            self.floor = (self.scene.add_part(Band(axes, axes.x, levels, theme.stochastic)),)
        texts = (text, text.partition(":")[0])
        label = first_fitting(
            texts, axes.slot.width, lambda said: words(said, SIZES.small, theme.stochastic)
        ).cased(theme.casing)
        label.put(axes.slot.right, self._calm_line(label.width, curves), "right")
        self.floor += (self.scene.add_part(label, layer=Layer.GROUND),)

    def _axes(self, steps: int, x_ticks: Array) -> Axes:
        x = (0.0, float(steps * self.work.samples))
        return Axes(
            self._area, x, self._y, self.scene.theme, self.scene.say.numerals,
            log_y=True, x_ticks=x_ticks, y_ticks=self._y_ticks,
        )  # fmt: skip

    def _work_ticks(self, steps: int) -> Array:
        """As many evaluations as have room for their numbers."""
        most = steps * self.work.samples
        (text,) = self.scene.say.numerals.tick_texts([most])
        width = words(text, SIZES.small, self.scene.theme.quiet).width
        return whole_ticks(most, int(np.clip(self._area.width / (1.5 * width), 2, 5)))

    def _x_axis(self, axes: Axes, texts: tuple[str, ...] | None = None) -> Part:
        """Ticks and their numbers, which come and go together."""
        return self.scene.add_part(Group(Ticks(axes), axes.x_numbers(texts)))

    def _x_name(self, name: str) -> Part:
        return self.scene.add_part(self.step_axes.x_name(name))

    def _name_of_work(self, note: str) -> str:
        """What the race's axis counts, how much of the race it is, and the note, as far as fits."""
        say, work = self.scene.say, self.work
        race = say("axes.drawn_of_all", drawn=work.drawn, count=work.steps) if work.is_cut else ""
        notes = [part for part in (race, note) if part]
        counted = (say("axes.gradient_evaluations"), say("axes.evaluations"))
        names = [", ".join([name, *notes]) for name in counted]
        most, quiet = LEFT + self._area.width + RIGHT, self.scene.theme.quiet
        fitting = [text for text in names if words(text, SIZES.small, quiet).width <= most]
        return fitting[0] if fitting else names[-1].partition(", ")[2]

    def _calm_line(self, width: float, curves: Sequence[tuple[Array, int]]) -> float:
        """The baseline in the race's plot with least on it; of equals, the highest.

        The words end at the plot's right edge and are ``width`` wide.
        """
        axes, slot = self.work_axes, self.work_axes.slot
        across = np.linspace(slot.right - width, slot.right, ACROSS)
        heights = []
        for loss, per_step in curves:
            points = axes.at(np.arange(len(loss), dtype=float) * per_step, loss)
            heights.append(
                np.interp(across, points[:, 0], points[:, 1], right=slot.bottom - slot.height)
            )
        lines = np.linspace(slot.top - SIZES.small, slot.bottom + SIZES.small / 2, ACROSS)
        middles = lines[:, None] + SIZES.small / 3
        crossed = np.abs(np.concatenate(heights) - middles) < 0.8 * SIZES.small
        return float(lines[int(np.argmin(crossed.sum(axis=1)))])
