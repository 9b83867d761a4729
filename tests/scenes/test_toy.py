"""A new scene is covered by adding it: what holds of every scene is asked of a toy, too.

The toy is nowhere but here.  While its tests run, two registries name it and the files of words
have its own; nothing else changes.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from manim import tempconfig

from gdlesson.check.pictures import SIZE, look_through
from gdlesson.listing import everything
from gdlesson.render.keys import Keys
from gdlesson.render.picture import Picture
from scenes import wording
from scenes.catalog import SCENES
from scenes.lesson import seeing
from scenes.lesson.file import load_lesson
from scenes.plans.registry import PLANS
from scenes.reading.report import LessonError
from scenes.stage.scene import LessonScene
from tests.scenes import test_claims, test_honesty, test_languages, test_scenes, test_seeing
from tests.scenes.conftest import FPS, small
from tests.scenes.settings import hold, made, sample
from tests.scenes.toy import LESSONS, SEEN, WORDS, Plan, Toy

Drawn = Callable[..., LessonScene]
NAME = Plan.name


def of_every_scene(module: ModuleType) -> Iterator[Callable[..., None]]:
    """The tests of a module that take each scene of the catalog, drawn."""
    for test in vars(module).values():
        each = (mark.args for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize")
        if ("name", PLANS) in each and {*signature(test).parameters} == {"drawn", "name"}:
            yield test


HOLDS_OF_EVERY_SCENE = [*of_every_scene(test_honesty), *of_every_scene(test_scenes)]


@pytest.fixture(scope="module", autouse=True)
def registered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The toy is one of the scenes, and its words are among those that there are."""
    folder = tmp_path_factory.mktemp("words")
    (folder / "seen").mkdir()
    for language in wording.languages():
        name = f"{language}.toml"
        _write(folder / name, wording.FOLDER / name, WORDS[language])
        _write(folder / "seen" / name, seeing.SEEN / name, {NAME: SEEN[language]})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wording, "FOLDER", folder)
        patch.setattr(seeing, "SEEN", folder / "seen")
        patch.setitem(PLANS, NAME, Plan)
        patch.setitem(SCENES, NAME, Toy)
        seeing.sentences.cache_clear()
        yield
    seeing.sentences.cache_clear()


def _write(path: Path, like: Path, more: Mapping[str, Mapping[str, Any]]) -> None:
    """A file of words like another one, with more in its tables."""
    words = tomllib.loads(like.read_text(encoding="utf-8"))
    for section, texts in more.items():
        words.setdefault(section, {}).update(texts)
    text = "".join(
        f"[{section}]\n" + "".join(f"{key} = {_toml(texts[key])}\n" for key in texts)
        for section, texts in words.items()
    )
    path.write_text(text, encoding="utf-8")


def _toml(text: str | dict[str, str]) -> str:
    """A text, or several by what they are for."""
    if isinstance(text, str):
        return json.dumps(text, ensure_ascii=False)
    return (
        "{ "
        + ", ".join(f"{form} = {json.dumps(one, ensure_ascii=False)}" for form, one in text.items())
        + " }"
    )


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Those that tell it, by language."""
    folder = tmp_path_factory.mktemp("toy")
    found = {language: folder / f"toys.{language}.toml" for language in LESSONS}
    for language, path in found.items():
        path.write_text(LESSONS[language], encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def lesson(lessons: dict[str, Path]) -> Path:
    return lessons["en"]


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


def test_such_tests_are_found_in_both_modules() -> None:
    assert {test.__module__ for test in HOLDS_OF_EVERY_SCENE} == {
        test_honesty.__name__, test_scenes.__name__
    }  # fmt: skip


@pytest.mark.parametrize("language", test_languages.OTHERS)
def test_it_is_told_in_each_language(toy: Drawn, lessons: dict[str, Path], language: str) -> None:
    scene = toy(NAME, lessons[language])
    test_languages.test_nothing_is_said_in_english(scene)
    test_languages.test_numbers_have_the_marks_of_the_language(scene)


def test_what_is_seen_of_it_is_told_in_each_language(lessons: dict[str, Path]) -> None:
    for language in wording.languages():
        test_seeing.test_each_beat_of_each_scene_is_told_and_nothing_else(language)
        test_seeing.test_a_language_names_the_same_values_as_english(language)
    told = {language: load_lesson(path) for language, path in lessons.items()}
    for language in told:
        test_seeing.test_a_description_has_whole_sentences_and_no_brace_or_number_left_over(
            language, told
        )
    test_seeing.test_every_value_that_a_plan_gives_is_told_somewhere({"cars": told["en"]})
    assert "with step 6." in seeing.descriptions(told["en"], told["en"].scene(NAME))["roll"]


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
    bad.write_text(
        LESSONS["en"].replace('name = "roll"', 'name = "rol"') + "[scene.params]\nrate = 1\n"
    )
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
