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
    HALF_HEIGHT,
    HALF_WIDTH,
    HEIGHT,
    WHITE,
    WIDTH,
    broken,
    filling,
    grey,
)
from tests.gdlesson.plain_scenes import watch


@pytest.mark.parametrize("case", CASES)
def test_a_picture_that_breaks_one_rule(case: str) -> None:
    rule, breaking, _ = CASES[case]
    assert set(broken(*filling(), *breaking())) == {rule}


@pytest.mark.parametrize("case", CASES)
def test_a_picture_that_just_keeps_it(case: str) -> None:
    _, _, keeping = CASES[case]
    assert broken(*filling(), *keeping()) == {}


@pytest.mark.parametrize(
    ("share", "rules"), [(0.20, set()), (0.22, {"dead-band"})], ids=["narrow", "wide"]
)
@pytest.mark.parametrize("upright", [True, False])
def test_an_empty_band(share: float, rules: set[str], upright: bool) -> None:
    half, along = (HALF_WIDTH, RIGHT) if upright else (HALF_HEIGHT, UP)
    across = UP * 0.97 * HALF_HEIGHT if upright else RIGHT * 0.98 * HALF_WIDTH
    edge = (1 - 2 * share) * half * along
    lines = [
        Line(-0.99 * half * along, edge, color=WHITE, stroke_width=6).shift(-across),
        Line(0.985 * half * along - across, 0.985 * half * along + across, color=WHITE),
    ]
    found = broken(*lines)
    assert set(found) == rules
    if rules:
        assert found["dead-band"].measured == "21% of the frame"


def test_a_box_shows_where_it_is() -> None:
    line = Line(LEFT, RIGHT, color=grey(2.0), stroke_width=8).shift(UP)
    left, top, right, bottom = broken(*filling(), line)["graphic-contrast"].box
    middle = (WIDTH / 2, HEIGHT / 2 - HEIGHT / 8)
    assert left < middle[0] < right
    assert top < middle[1] < bottom
    assert right - left < WIDTH / 4


class Plain(Scene):
    """A scene of plain Manim: words fade in over others, and are then moved away."""

    def construct(self) -> None:
        first = Text("gradient", font_size=40)
        self.add(*filling(), first)
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
            self.add(*filling(), *keeping())
            self.camera.capture_mobjects(self.mobjects)
            scenes.append(self.camera.pixel_array[..., :3].copy())

    with tempconfig({"background_color": BLACK}):
        watch(Drawn, WIDTH, HEIGHT, tmp_path, see)
    drawn, put_together = scenes
    assert np.abs(drawn.astype(int) - put_together).max() <= 2
