"""A new scene is covered by adding it: what holds of every scene is asked of a toy, too.

The toy is nowhere but here: two registries name it while its tests run, and nothing else changes.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from manim import tempconfig

from gdlesson.check.pictures import SIZE, look_through
from gdlesson.listing import everything
from gdlesson.render.keys import Keys
from gdlesson.render.picture import Picture
from scenes import wording
from scenes.catalog import SCENES
from scenes.lesson.file import load_lesson
from scenes.plans.registry import PLANS
from scenes.reading.report import LessonError
from scenes.stage.scene import LessonScene
from tests.scenes import test_claims, test_honesty, test_scenes
from tests.scenes.conftest import FPS, small
from tests.scenes.settings import hold, made, sample
from tests.scenes.toy import LESSON, WORDS, Plan, Toy

Drawn = Callable[..., LessonScene]
NAME = Plan.name

HOLDS_OF_EVERY_SCENE = (
    test_honesty.test_balls_stand_where_the_table_says,
    test_honesty.test_every_vertex_of_a_trail_lies_on_the_surface,
    test_honesty.test_each_step_takes_the_same_time,
    test_honesty.test_ball_trail_and_cursor_are_at_the_same_step,
    test_honesty.test_a_frame_is_the_same_however_it_is_reached,
    test_honesty.test_drawing_only_what_changes_draws_what_plain_manim_draws,
    test_scenes.test_all_text_lies_in_the_frame_and_above_the_least_size,
)


@pytest.fixture(scope="module", autouse=True)
def registered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The toy is one of the scenes, and its words are among those that there are."""
    words = tomllib.loads((wording.FOLDER / "en.toml").read_text(encoding="utf-8"))
    for section, texts in WORDS.items():
        words[section] |= texts
    folder = tmp_path_factory.mktemp("words")
    text = "".join(
        f"[{section}]\n" + "".join(f"{key} = {_toml(texts[key])}\n" for key in texts)
        for section, texts in words.items()
    )
    (folder / "en.toml").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wording, "FOLDER", folder)
        patch.setitem(PLANS, NAME, Plan)
        patch.setitem(SCENES, NAME, Toy)
        yield


def _toml(text: str | dict[str, str]) -> str:
    """A text, or its plural forms."""
    if isinstance(text, str):
        return json.dumps(text)
    return "{ " + ", ".join(f"{form} = {json.dumps(one)}" for form, one in text.items()) + " }"


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("toy") / "toys.toml"
    path.write_text(LESSON)
    return path


@pytest.fixture(scope="module")
def toy(lesson: Path) -> Iterator[Drawn]:
    """Makes the toy, whatever is asked for."""
    with small(lesson.parent / "media"):

        @cache
        def make(name: str = NAME, lesson: Path = lesson) -> LessonScene:
            scene = SCENES[name](load_lesson(lesson))
            scene.prepare()
            return scene

        yield make


@pytest.mark.parametrize("holds", HOLDS_OF_EVERY_SCENE, ids=lambda holds: holds.__name__)
def test_what_holds_of_every_scene_holds_of_it(toy: Drawn, holds: Callable[..., None]) -> None:
    holds(toy, NAME)


def test_it_holds_at_the_ends_of_its_parameters(tmp_path: Path) -> None:
    settings = sample(NAME, None)
    assert {dict(setting.params)["learning_rate"] for setting in settings} == {0.01, 0.5}
    with small(tmp_path / "media"):
        for setting in settings:
            hold(made(setting, tmp_path))


def test_what_is_said_of_it_is_true_at_the_ends_of_its_parameters(lesson: Path) -> None:
    test_claims.test_each_claim_is_computed_in_another_way(NAME)
    test_claims.test_what_is_said_is_true(NAME)
    for outcome in Plan.beats.roll.outcomes:
        test_claims.test_settings_flip_each_claim(NAME, ("roll", outcome))
    words = dict(load_lesson(lesson).scene(NAME).beats)["roll"]
    assert words == "It remembers which way it went, and step 6 takes it too far."


def test_its_pictures_can_be_read(lesson: Path) -> None:
    size = {"pixel_width": SIZE.width, "pixel_height": SIZE.height}
    with small(lesson.parent / "media"), tempconfig(size):
        toy = Toy(load_lesson(lesson))
        toy.prepare()
        found = look_through(toy).findings
    assert [(f.beat, f.offence) for f in found] == []


def test_its_lesson_is_checked_as_others_are(lesson: Path) -> None:
    spec = load_lesson(lesson).scene(NAME)
    assert spec.title == "A ball with momentum"
    assert [beat.name for beat in spec.score(FPS).beats] == ["start", "roll"]
    bad = lesson.with_name("bad.toml")
    bad.write_text(LESSON.replace('name = "roll"', 'name = "rol"') + "[scene.params]\nrate = 1\n")
    with pytest.raises(LessonError) as caught:
        load_lesson(bad)
    told = "\n".join(caught.value.problems)
    assert 'there is no beat "rol" (did you mean "roll"?); choose one of: start, roll.' in told


def test_it_is_listed_and_leaves_the_keys_of_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = everything()["scenes"][-1]
    assert listed["name"] == NAME
    assert listed["params"] == [{"name": "learning_rate", "type": "number", "default": 0.1}]
    built_in, picture = load_lesson(), Picture(96, 54, 10)

    def keys() -> list[str]:
        made = Keys(built_in, picture)
        return [made.scene(spec, spec.score(10)) for spec in built_in.scenes]

    with_toy = keys()
    monkeypatch.delitem(PLANS, NAME)
    assert keys() == with_toy


def test_the_eye_goes_in_to_the_ball_and_out_again(drawn: Drawn, lesson: Path) -> None:
    """Steadily, and the ball stays in the slot, near whose middle it comes."""
    scene = drawn(NAME, lesson)
    ground, ball = scene.view.surface, scene.runner.ball
    middle, start = ground.slot.centre, scene.plan.run.theta[0]
    scene.view.look(scene.view.azimuth.first, scene.view.elevation.first)
    far = np.hypot(*(scene.view.on_surface(start) - middle))
    scales, off = [], []
    for frame in range(scene.frames):
        scene.mobjects_at(frame)
        if scene.runner.ball_part.shown(frame) == 0:
            continue
        scales.append(ground.view.scale)
        off.append(float(np.hypot(*(ball.centre - middle))))
        assert ground.slot.holds(ball.centre)
    assert max(scales) / scales[-1] == pytest.approx(2.5)
    nearest = scales.index(max(scales))
    assert off[nearest] == pytest.approx(far / 2.5**2)
    assert (np.diff(scales[: nearest + 1]) >= 0).all()
    assert (np.diff(scales[nearest:]) <= 0).all()
