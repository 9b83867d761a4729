"""A scene of the lesson with one map, one run and one plot, for what only lessons can break."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from manim import tempconfig

from gdlesson.check.pictures import Eye, offences
from gdlesson.check.shot import Shot
from scenes.components.contour_map import ContourMap
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.text.label import words
from scenes.lesson.file import load_lesson
from scenes.numerals import nice_ticks
from scenes.parts.runner import Runner
from scenes.plans.learning_rate import Params, Plan
from scenes.stage.scene import Layer, LessonScene, beat
from scenes.stage.timeline import Cue
from scenes.theme import SIZES

FPS = 15
RUN, OTHER = "first", "second"


class SmallScene(LessonScene[Params, Plan]):
    """All of it comes with the first frames and stays to the last."""

    plan_class = Plan
    colour = "#FFB454"
    other_colour: str | None = None
    aside = 0.0
    """How far the second word of a row lies below the first, in Manim's units."""
    indent = 0.0
    sunk = 0.0
    """How far the map's upper edge lies below its column's, in Manim's units."""
    sinks = 0.0
    """By how much more it does so from frame to frame."""

    def build(self) -> None:
        """A map with a run on the left, its loss and two words on the right."""
        title = len(self.parts)
        plan, layout, theme = self.plan, self.layout, self.theme
        cost = plan.problem
        stage = layout.stage.inset(top=self.sunk)
        ground = ContourMap(cost.loss, cost.gradient, plan.minimum, 1.5, stage, theme)

        def sink(frame: int) -> float:
            ground.slot = stage.inset(top=self.sinks * frame)
            return self.sinks * frame

        self.add_part(ground, sink, layer=Layer.GROUND, opacity=1.0)
        plot, row = layout.panel.rows(6, 1, gap=layout.gap)
        run = plan.runs[RUN]
        x, y = (0.0, float(run.steps)), (0.0, 1.05 * float(run.loss[0]))
        axes = Axes(
            plot_area(plot), x, y, theme, x_ticks=nice_ticks(*x, 5), y_ticks=nice_ticks(*y, 4)
        )
        self.add_part(axes, opacity=1.0)
        self.add_part(axes.x_numbers(), opacity=1.0)
        self.runner = Runner(self, RUN, run, ground, ground.unit, self.colour)
        self.runner.add_trail()
        self.runner.add_ball()
        self.runner.add_curve(axes)
        if self.other_colour is not None:
            other = plan.runs[OTHER]
            self.other = Runner(self, OTHER, other, ground, ground.unit, self.other_colour)
            self.other.add_trail()
        (baseline,) = row.lines(1, SIZES.label)
        first = words("steps", SIZES.label, theme.text).put(row.left + self.indent, baseline)
        second = words("of descent", SIZES.label, theme.text)
        second.put(row.left + self.indent + float(first.width) + 0.2, baseline - self.aside)
        for word in (first, second):
            self.add_part(word, opacity=1.0)
        for part in self.parts[title:]:
            part.opacity.first = 0.0
            part.opacity.to(1.0, 0, 2)

    @beat(*Plan.in_order())
    def nothing(self, cue: Cue) -> None:
        """The beats change nothing."""


@contextmanager
def small_scene(media: Path, kind: type[SmallScene] = SmallScene) -> Iterator[SmallScene]:
    """The scene, ready to be drawn, and Manim set up for it."""
    settings = {
        "pixel_width": 1280, "pixel_height": 720, "frame_height": 8.0, "frame_width": 128 / 9,
        "frame_rate": FPS, "media_dir": str(media), "dry_run": True,
    }  # fmt: skip
    with tempconfig(settings):
        scene = kind(load_lesson())
        scene.prepare()
        yield scene


def middle(scene: LessonScene) -> int:
    """A frame at which the run is half way."""
    steps = scene.table[RUN].step
    return int(np.searchsorted(steps, steps[-1] // 2))


def seen(scene: SmallScene) -> set[str]:
    """The rules that are broken then."""
    return {offence.rule for offence in offences(shot(scene))}


def shot(scene: SmallScene) -> Shot:
    """The picture then."""
    return Eye(scene).shot(middle(scene))
