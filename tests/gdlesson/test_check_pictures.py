"""Each rule of readability is broken by one picture, which breaks no other, and kept by another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, Line, Scene, Text, tempconfig

from gdlesson.check.pictures import offences
from gdlesson.check.shot import Shot
from tests.gdlesson.checked import (
    BLACK,
    CASES,
    HEIGHT,
    WIDTH,
    broken,
    grey,
)
from tests.gdlesson.plain_scenes import watch


@pytest.mark.parametrize("case", CASES)
def test_a_picture_that_breaks_one_rule(case: str) -> None:
    rule, breaking, _ = CASES[case]
    assert set(broken(*breaking())) == {rule}


@pytest.mark.parametrize("case", CASES)
def test_a_picture_that_just_keeps_it(case: str) -> None:
    _, _, keeping = CASES[case]
    assert broken(*keeping()) == {}


def test_a_box_shows_where_it_is() -> None:
    line = Line(LEFT, RIGHT, color=grey(2.0), stroke_width=8).shift(UP)
    left, top, right, bottom = broken(line)["graphic-contrast"].box
    middle = (WIDTH / 2, HEIGHT / 2 - HEIGHT / 8)
    assert left < middle[0] < right
    assert top < middle[1] < bottom
    assert right - left < WIDTH / 4


class Plain(Scene):
    """A scene of plain Manim: words fade in over others, and are then moved away."""

    def construct(self) -> None:
        first = Text("gradient", font_size=40)
        self.add(first)
        self.wait(0.2)
        second = Text("descent", font_size=40)
        self.play(FadeIn(second), run_time=0.4)
        self.play(second.animate.shift(DOWN), run_time=0.4)


def test_a_plain_scene_is_looked_at_while_it_plays(tmp_path: Path) -> None:
    seen: dict[str, set[str]] = {}

    def see(moment: str, shot: Shot) -> None:
        seen[moment] = {offence.rule for offence in offences(shot)}

    with tempconfig({"background_color": BLACK}):
        watch(Plain, WIDTH, HEIGHT, tmp_path, see)
    assert seen == {
        "after play 1": set(),
        "in play 2": set(),
        "after play 2": {"text-overlap"},
        "in play 3": set(),
        "after play 3": set(),
    }


def test_pictures_are_put_together_as_manim_draws_them(tmp_path: Path) -> None:
    scenes = []

    def see(_: str, shot: Shot) -> None:
        scenes.append(shot.picture)

    class Drawn(Plain):
        def construct(self) -> None:
            _, _, keeping = CASES["a word on stripes"]
            self.add(*keeping())
            self.camera.capture_mobjects(self.mobjects)
            scenes.append(self.camera.pixel_array[..., :3].copy())

    with tempconfig({"background_color": BLACK}):
        watch(Drawn, WIDTH, HEIGHT, tmp_path, see)
    drawn, put_together = scenes
    assert np.abs(drawn.astype(int) - put_together).max() <= 2
