"""What is seen is told of each beat, in each language, with the numbers of what was computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import numpy as np
import pytest
from babel.numbers import format_decimal

from scenes.lesson.file import Lesson, load_lesson
from scenes.lesson.seeing import COLOURS, ELSE, colour_names, descriptions, sentences, values
from scenes.plans.base import ScenePlan
from scenes.plans.claims import chosen
from scenes.plans.registry import PLANS
from scenes.theme import THEMES
from scenes.themes.hue import NAMES, hue
from scenes.wording import languages
from tests.ordinary_data import twelve_hundred_rows

# scene, beat, track: the place where the beat ends, to so many decimals, is told
PLACES = [
    ("gradient", "steps", "gradient_descent", 3),
    ("gradient", "end", "gradient_descent", 3),
    ("loop", "again", "gradient_descent", 3),
    ("loop", "run", "gradient_descent", 3),
    ("mountain", "first_steps", "gradient_descent", 2),
    ("mountain", "descent", "gradient_descent", 2),
    ("mountain", "other", "other_start", 2),
    ("pulls", "walk", "batch", 3),
    ("pulls", "one", "stochastic", 3),
    ("pulls", "on", "stochastic", 3),
]
# the same of the cost
COSTS = [
    ("slope", "again", "gradient_descent", 3),
    ("gradient", "steps", "gradient_descent", 3),
    ("loop", "run", "gradient_descent", 3),
    ("pulls", "walk", "batch", 3),
    ("neural_network", "walk", "training", 2),
]
# colour: its name
HUES = {
    "#ffffff": "white", "#808080": "grey", "#000000": "black", "#ff0000": "red",
    "#ff8c00": "orange", "#8b4513": "brown", "#ffe600": "yellow", "#22aa22": "green",
    "#30d5c8": "turquoise", "#1e60ff": "blue", "#7d3cb5": "purple", "#ff69b4": "pink",
}  # fmt: skip
# what a lesson changes of the mountain: by beat, what is told apart then
SIGHTS: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"other_start": (1.6, -0.3)}, {"descent": "stays", "question": "compared", "other": "stays"}),
    ({}, {"other": "none"}),
    ({"learning_rate": 40.0, "other_start": (1.6, -0.3)},
     {"descent": "left", "question": "left", "other": "left"}),
    ({"steps": 1}, {"question": "nowhere"}),
    ({"surface": "bowl", "start": (1.0, 0.5), "learning_rate": 0.4, "steps": 40},
     {"question": "alone"}),
    ({"surface": {"formula": "x**2"}}, {"question": "level", "lift": "level"}),
    ({"surface": {"formula": "x**2 + 3*sin(y)"}}, {"question": "alone", "lift": "alone"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Lesson]:
    """The built-in lesson, in German over cars and in English over 1,200 rows that fall."""
    folder = tmp_path_factory.mktemp("rows")
    x_name, x, y_name, y = twelve_hundred_rows(np.random.default_rng(3))
    rows = "\n".join(f"{a},{b}" for a, b in zip(np.asarray(x), np.asarray(y), strict=True))
    (folder / "rows.csv").write_text(f"{x_name},{y_name}\n{rows}\n", encoding="utf-8")
    text = (
        'extends = "gradient-descent"\ntitle = "Rows"\n[data]\nfile = "rows.csv"\n'
        f'x = "{x_name}"\ny = "{y_name}"\n'
    )
    (folder / "rows.toml").write_text(text, encoding="utf-8")
    return {"cars": load_lesson(language="de"), "rows": load_lesson(folder / "rows.toml")}


@pytest.mark.parametrize("language", languages())
def test_each_beat_of_each_scene_is_told_and_nothing_else(language: str) -> None:
    told = sentences(language)
    assert [*told] == [COLOURS, *PLANS]
    for name, plan in PLANS.items():
        beats = {beat.name: beat for beat in plan.in_order()}
        assert [*told[name]] == [*beats], name
        for beat, what in told[name].items():
            if not isinstance(what, str):
                sights = [*beats[beat].sights]
                assert {*what} <= {*sights, ELSE}, (name, beat)
                assert ELSE in what or {*what} == {*sights}, (name, beat)
    assert sorted(told[COLOURS]) == sorted(NAMES)


@pytest.mark.parametrize("language", languages())
def test_a_language_names_the_same_values_as_english(language: str) -> None:
    for scene in PLANS:
        for beat, english in sentences("en")[scene].items():
            other = sentences(language)[scene][beat]
            if isinstance(english, str) or isinstance(other, str):
                assert named(other) == named(english), (scene, beat)
            else:
                both = {key: (named(english[key]), named(other[key])) for key in english}
                assert all(one == another for one, another in both.values()), (scene, beat)


def named(text: str | Mapping[str, str]) -> set[str]:
    every = [text] if isinstance(text, str) else text.values()
    return {name for each in every for _, name, _, _ in Formatter().parse(each) if name}


@pytest.mark.parametrize("data", ["cars", "rows"])
def test_a_description_has_whole_sentences_and_no_brace_or_number_left_over(
    data: str, lessons: dict[str, Lesson]
) -> None:
    for spec in lessons[data].scenes:
        told = descriptions(lessons[data], spec)
        assert [*told] == [beat.name for beat in spec.plan.in_order()]
        for beat, text in told.items():
            assert text[0].isupper() or text[0].isdigit(), (spec.name, beat)
            assert text.endswith("."), (spec.name, beat)
            assert not {"{", "}", "nan", "None", "inf"} & {*text, *text.split()}, text


@pytest.mark.parametrize("data", ["cars", "rows"])
def test_places_and_costs_are_those_of_the_trace_where_the_beat_ends(
    data: str, lessons: dict[str, Lesson]
) -> None:
    lesson = lessons[data]
    for scene, beat, track, decimals in PLACES:
        for theta, _ in at_the_end_of(lesson, scene, beat, track):
            texts = [number(each, decimals, lesson.language) for each in theta[:2]]
            separator = "; " if lesson.language == "de" else ", "
            assert f"({separator.join(texts)})" in described(lesson, scene, beat), (scene, beat)
    for scene, beat, track, decimals in COSTS:
        for _, cost in at_the_end_of(lesson, scene, beat, track):
            assert number(cost, decimals, lesson.language) in described(lesson, scene, beat)


def at_the_end_of(
    lesson: Lesson, scene: str, beat: str, track: str
) -> Iterator[tuple[list[float], float]]:
    """Place and cost of a track there, nothing if the scene has no such track."""
    spec = lesson.scene(scene)
    score = spec.score(10)
    table = spec.plan.computed(spec.params, lesson.seed, lesson.inputs).timed(score)
    if track in table:
        frame = score.named(beat).stop - 1
        yield table[track].theta[frame].tolist(), float(table[track].loss[frame])


def described(lesson: Lesson, scene: str, beat: str) -> str:
    return descriptions(lesson, lesson.scene(scene))[beat]


def number(value: float, decimals: int, language: str) -> str:
    """As the language has it, no zeros at the end."""
    rounded = round(value, decimals) + 0.0
    text = str(format_decimal(rounded, format=f"0.{'#' * decimals}", locale=language))
    return text.replace("-", "−")


@pytest.mark.parametrize(("changes", "expected"), SIGHTS)
def test_the_mountain_tells_apart_what_its_balls_do(
    changes: dict[str, Any], expected: dict[str, str]
) -> None:
    lesson = load_lesson()
    plan_class = PLANS["mountain"]
    plan: ScenePlan[Any] = plan_class.computed(plan_class.params(**changes), 7, lesson.inputs)
    beats = {beat.name: beat for beat in plan_class.in_order()}
    assert {beat: chosen(beats[beat].sights, plan) for beat in expected} == expected


def test_every_value_that_a_plan_gives_is_told_somewhere(lessons: dict[str, Lesson]) -> None:
    lesson = lessons["cars"]
    for spec in lesson.scenes:
        plan = spec.plan.computed(spec.params, lesson.seed, lesson.inputs)
        told = {name for text in sentences("en")[spec.name].values() for name in named(text)}
        assert {*plan.pictured} <= told, spec.name
        assert told <= {*values(plan, lesson, spec)}, spec.name


@pytest.mark.parametrize(("colour", "name"), HUES.items())
def test_a_colour_has_its_plain_name(colour: str, name: str) -> None:
    assert hue(colour) == name


@pytest.mark.parametrize("theme", THEMES)
def test_methods_that_are_told_by_colour_have_colours_of_different_names(theme: str) -> None:
    names = colour_names(THEMES[theme], "en")
    assert len({names[f"colour.{role}"] for role in ("batch", "stochastic", "mini_batch")}) == 3


def test_a_lesson_in_a_language_without_words_is_described_in_english(tmp_path: Path) -> None:
    text = 'title = "T"\nslug = "t"\nlanguage = "fr"\n[[scene]]\nname = "slope"\n'
    (tmp_path / "t.toml").write_text(text, encoding="utf-8")
    lesson = load_lesson(tmp_path / "t.toml")
    assert described(lesson, "slope", "size").startswith("The short line slides")
