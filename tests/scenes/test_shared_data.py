"""The data of a lesson, named once at its top, are those of each scene about data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scenes.lesson.file import Lesson, load_lesson
from scenes.lessons import BUILT_INS
from scenes.plans.common import DataParams
from scenes.reading.inputs import WITH_PROGRAM
from scenes.reading.report import LessonError

HEAD = 'title = "Tea"\nslug = "tea"\n'
SCENES = """
[[scene]]
name = "hook"
[[scene]]
name = "mountain"
[[scene]]
name = "cost"
"""
TEA = 'data = { file = "tea.csv", x = "minutes", y = "heat" }\n'
CSV = "minutes,heat\n" + "".join(f"{k},{90 - 2 * k + k % 3}\n" for k in range(12))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a CSV."""
    (tmp_path / "tea.csv").write_text(CSV, encoding="utf-8")
    return tmp_path


def read(folder: Path, text: str) -> Lesson:
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    return load_lesson(folder / "mine.toml")


def about(lesson: Lesson) -> dict[str, DataParams]:
    return {s.name: s.params for s in lesson.scenes if isinstance(s.params, DataParams)}


def test_each_scene_about_data_has_them(folder: Path) -> None:
    lesson = read(folder, HEAD + TEA + SCENES)
    assert {name: (p.data, p.x, p.y) for name, p in about(lesson).items()} == dict.fromkeys(
        ("hook", "cost"), ("tea.csv", "minutes", "heat")
    )
    assert [*lesson.inputs.digests()] == ["mine.toml", "tea.csv"]


def test_a_scene_that_names_its_own_keeps_them(folder: Path) -> None:
    own = '\n[scene.params]\ndata = "noisy-line"\n'
    found = about(read(folder, HEAD + TEA + SCENES.rstrip() + own))
    assert (found["hook"].data, found["cost"].data, found["cost"].x) == (
        "tea.csv", "noisy-line", None,
    )  # fmt: skip


def test_a_set_of_ours_is_named_by_its_name(folder: Path) -> None:
    found = about(read(folder, HEAD + 'data = "noisy-line"\n' + SCENES))
    assert {params.data for params in found.values()} == {"noisy-line"}


def test_the_film_in_three_lines_over_a_file(folder: Path) -> None:
    lesson = read(folder, f'extends = "gradient-descent"\nslug = "tea"\n{TEA}')
    assert {params.data for params in about(lesson).values()} == {"tea.csv"}
    assert len(about(lesson)) == len(about(load_lesson()))


def test_data_are_replaced_as_a_whole(folder: Path) -> None:
    (folder / "base.toml").write_text(HEAD + TEA + SCENES, encoding="utf-8")
    (folder / "other.csv").write_text(CSV.replace("minutes,heat", "u,v"), encoding="utf-8")
    own = 'extends = "base.toml"\ndata = { file = "other.csv", y = "v" }\n'
    with pytest.raises(LessonError, match=r"mine\.toml, line 2: data\.file: .*other\.csv"):
        read(folder, own)  # and not "minutes", which is a column of the other file


MISTAKES = {
    "no such file": (
        'data = { file = "te.csv", x = "minutes", y = "heat" }',
        "data.file: ",
        "te.csv",
    ),
    "no such column": (TEA.replace("heat", "heta"), "data.y: ", "heat"),
    "no file": ('data = { x = "minutes", y = "heat" }', "data.file: ", "missing"),
    "another key": (TEA.replace(" }", ", z = 1 }"), "data: ", '"z"'),
    "a number": ("data = 3", "data: ", "3"),
    "no such set": ('data = "cars"', "data: ", "stopping-distance"),
    "outside": (TEA.replace("tea.csv", "../tea.csv"), "data.file: ", "beside"),
    "beyond the built-in": (
        TEA.replace("tea.csv", f"{WITH_PROGRAM}/../x.csv"),
        "data.file: ",
        "beside",
    ),
    "invisible": (TEA.replace("heat", "he\\u200bat"), "data.y: ", "200B"),
}


@pytest.mark.parametrize(("data", "key", "fragment"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_once_where_it_stands(
    folder: Path, data: str, key: str, fragment: str
) -> None:
    with pytest.raises(LessonError) as caught:
        read(folder, HEAD + data.rstrip() + "\n" + SCENES)
    (told,) = caught.value.problems
    assert f"mine.toml, line 3: {key}" in told
    assert fragment in told


def test_a_lesson_that_comes_with_the_program_brings_its_file(folder: Path) -> None:
    text = 'extends = "your-own-data"\nslug = "mine"\nscenes = ["hook"]\n'
    lesson = read(folder, text)
    name = f"{WITH_PROGRAM}/tea.csv"
    assert about(lesson)["hook"].data == name
    own = load_lesson(BUILT_INS["your-own-data"])
    assert lesson.inputs.digests()[name] == own.inputs.digests()["tea.csv"]


@pytest.mark.parametrize(("slope", "falls"), [(2.0, True), (-2.0, False)])
def test_the_first_line_is_a_bad_one_whichever_way_the_best_goes(
    folder: Path, slope: float, *, falls: bool
) -> None:
    rows = "".join(f"{k},{slope * k + k % 3}\n" for k in range(12))
    (folder / "tea.csv").write_text("minutes,heat\n" + rows, encoding="utf-8")
    spec = read(folder, HEAD + TEA + SCENES).scene("hook")
    plan = spec.plan.computed(spec.params, 7, read(folder, HEAD + TEA + SCENES).inputs)
    assert np.sign(plan.run.theta[0][0]) == (-1 if falls else 1)
    assert np.sign(plan.minimum[0]) == (1 if falls else -1)
