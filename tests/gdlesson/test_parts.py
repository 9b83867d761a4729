"""Parts: films of scenes that follow one another, joined from the same clips as the lesson."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import pytest

from gdlesson import cli
from gdlesson.check.folder import check_folder
from gdlesson.deliver.manifest import read_manifest
from gdlesson.making.lesson import render
from gdlesson.making.order import Result
from gdlesson.names import part as named
from gdlesson.render.program import sha256
from scenes.lesson.file import Lesson, load_lesson
from scenes.lessons import BUILT_IN
from scenes.reading.report import LessonError
from tests.gdlesson.fake_lesson import (
    FRAMES,
    HANDED_OVER,
    FakeParams,
    Silent,
    make_lesson,
    make_order,
)

TITLES = {"green": "Further down", "blue": "Étages & étés"}
FIRST, SECOND = "parts/1-further-down.mp4", "parts/2-etages-etes.mp4"
FRAMES_A_SCENE = sum(FRAMES.values())


def lesson_of(folder: Path, titles: dict[str, str], **params: FakeParams) -> Lesson:
    lesson = make_lesson(folder / "fakes.toml", **params)
    begun = [replace(spec, begins=titles.get(spec.name, "")) for spec in lesson.scenes]
    return replace(lesson, scenes=tuple(begun))


def run(folder: Path, lesson: Lesson, *scenes: str) -> tuple[Result, Silent]:
    result, told = Result(), Silent()
    render(make_order(folder / "out", lesson, *scenes), told, result)
    return result, told


def films(folder: Path) -> list[str]:
    return sorted(f"parts/{path.name}" for path in (folder / "out/parts").glob("*"))


def chapters(path: Path) -> list[str]:
    with av.open(str(path)) as film:
        return [each["metadata"]["title"] for each in film.chapters()]


def packets(path: Path) -> list[bytes]:
    """What the pictures of a film are, encoded."""
    with av.open(str(path)) as film:
        return [bytes(packet) for packet in film.demux(film.streams.video[0]) if packet.size]


def test_each_part_is_a_film_of_the_scenes_own_pictures(tmp_path: Path) -> None:
    result, _ = run(tmp_path, lesson_of(tmp_path, {"red": "Down", **TITLES, "green": ""}))
    out = tmp_path / "out"
    assert films(tmp_path) == ["parts/1-down.mp4", SECOND]
    assert [path.relative_to(out).as_posix() for path in result.parts] == films(tmp_path)
    scenes = [packets(out / f"scenes/{name}.mp4") for name in ("red", "green", "blue")]
    first = packets(out / "parts/1-down.mp4")
    assert len(first) == len(scenes[0] + scenes[1])
    assert first[: len(scenes[0])] == scenes[0]
    handed = len(scenes[0]) + HANDED_OVER
    assert first[handed:] == scenes[1][HANDED_OVER:]
    assert packets(out / "lesson.mp4")[: len(first)] == first
    assert packets(out / SECOND) == scenes[2]
    with av.open(str(out / "parts/1-down.mp4")) as film:
        assert film.metadata["title"] == "A lesson of fakes · Down"
        assert film.streams.subtitles
    assert chapters(out / "parts/1-down.mp4") == ["The red scene", "The green scene"]


def test_chapters_of_the_lesson_name_their_part(tmp_path: Path) -> None:
    run(tmp_path, lesson_of(tmp_path, TITLES))
    expected = ["The red scene", "Further down · The green scene", "Étages & étés · The blue scene"]
    out = tmp_path / "out"
    assert chapters(out / "lesson.mp4") == expected
    told = (out / "chapters.txt").read_text(encoding="utf-8").splitlines()
    assert [line.partition(" ")[2] for line in told] == expected


def test_the_manifest_has_the_parts_and_a_check_agrees(tmp_path: Path) -> None:
    run(tmp_path, lesson_of(tmp_path, TITLES))
    manifest, faults = check_folder(tmp_path / "out")
    assert faults == []
    assert [(part.number, part.title, part.scenes) for part in manifest.parts] == [
        (1, "Further down", ("green",)),
        (2, "Étages & étés", ("blue",)),
    ]
    listed = [file for file in manifest.files if file.kind == "part"]
    assert [(file.path, file.part, file.frames) for file in listed] == [
        (FIRST, 1, FRAMES_A_SCENE),
        (SECOND, 2, FRAMES_A_SCENE),
    ]


def test_a_part_comes_as_soon_as_its_scenes_are_there(tmp_path: Path) -> None:
    lesson = lesson_of(tmp_path, TITLES)
    result, _ = run(tmp_path, lesson, "green")
    assert films(tmp_path) == [FIRST]
    assert result.lesson is None
    before = sha256(tmp_path / "out" / FIRST), (tmp_path / "out" / FIRST).stat().st_mtime_ns
    result, told = run(tmp_path, lesson)
    assert films(tmp_path) == [FIRST, SECOND]
    assert told.scenes == ["red", "blue"]
    after = sha256(tmp_path / "out" / FIRST), (tmp_path / "out" / FIRST).stat().st_mtime_ns
    assert after == before  # nothing is joined twice
    assert result.lesson is not None


class Watching(Silent):
    """Sees which parts there are when a scene is done."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder, self.there = folder, dict[str, list[str]]()

    def scene_done(self, name: str, path: Path, seconds: float) -> None:
        super().scene_done(name, path, seconds)
        self.there[name] = films(self._folder)


def test_a_part_comes_while_further_scenes_are_drawn(tmp_path: Path) -> None:
    told = Watching(tmp_path)
    render(make_order(tmp_path / "out", lesson_of(tmp_path, TITLES)), told, Result())
    assert told.there == {"red": [], "green": [], "blue": [FIRST]}


def test_what_is_no_part_any_more_is_removed(tmp_path: Path) -> None:
    run(tmp_path, lesson_of(tmp_path, TITLES))
    run(tmp_path, lesson_of(tmp_path, {"blue": "Étages & étés"}))
    assert films(tmp_path) == ["parts/1-etages-etes.mp4"]
    run(tmp_path, lesson_of(tmp_path, {}))
    assert films(tmp_path) == []
    assert check_folder(tmp_path / "out")[1] == []


def test_a_scene_made_anew_makes_its_part_anew(tmp_path: Path) -> None:
    run(tmp_path, lesson_of(tmp_path, TITLES))
    other = {"red": FakeParams(), "green": FakeParams(sleep=0.001), "blue": FakeParams()}
    run(tmp_path, lesson_of(tmp_path, TITLES, **other), "green")
    manifest = read_manifest(tmp_path / "out")
    made = manifest.scene("green")
    assert made is not None
    assert [part.made_from for part in manifest.parts if part.number == 1] == [(made.made_from,)]


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda path: path.unlink(), "is missing."),
        (lambda path: path.write_bytes(b"other"), "has 5 bytes; the manifest says"),
    ],
)
def test_a_check_finds_a_film_that_is_not_as_it_was_made(tmp_path: Path, spoil, fault: str) -> None:
    run(tmp_path, lesson_of(tmp_path, TITLES))
    spoil(tmp_path / "out" / FIRST)
    (found,) = check_folder(tmp_path / "out")[1]
    assert found.startswith(f"{FIRST} {fault}")


@pytest.mark.parametrize(
    ("number", "title", "name"),
    [
        (1, "Downhill", "parts/1-downhill.mp4"),
        (2, "How long a step?", "parts/2-how-long-a-step.mp4"),
        (3, "Wie groß?", "parts/3-wie-gro.mp4"),
        (4, "歩幅", "parts/4-part.mp4"),
        (10, "../../etc", "parts/10-etc.mp4"),
    ],
)
def test_a_film_is_called_as_its_part(number: int, title: str, name: str) -> None:
    assert named(number, title) == name


PARTED = """
title = "Parted"
slug = "parted"
[[scene]]
name = "mountain"
[[scene]]
name = "learning_rate"
part = "How long a step?"
"""


def test_a_lesson_file_begins_parts(tmp_path: Path) -> None:
    path = tmp_path / "parted.toml"
    path.write_text(PARTED, encoding="utf-8")
    (part,) = load_lesson(path).parts
    assert (part.number, part.title) == (1, "How long a step?")
    assert [spec.name for spec in part.scenes] == ["learning_rate"]


def test_the_built_in_lesson_has_parts_in_each_language() -> None:
    numbers = {
        path.name: [(part.number, [spec.name for spec in part.scenes]) for part in found.parts]
        for path in sorted(BUILT_IN.parent.glob("gradient_descent*.toml"))
        for found in [load_lesson(path)]
    }
    assert len(numbers) > 1
    assert all(each == numbers[BUILT_IN.name] for each in numbers.values())
    assert len(numbers[BUILT_IN.name]) > 1


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ('""', "it is empty; give it a title"),
        ("3", "it must be text in quotes, not 3"),
        (f'"{"a" * 61}"', "60"),
    ],
)
def test_a_title_that_is_none_is_refused(tmp_path: Path, value: str, why: str) -> None:
    path = tmp_path / "parted.toml"
    path.write_text(PARTED.replace('"How long a step?"', value), encoding="utf-8")
    with pytest.raises(LessonError) as caught:
        load_lesson(path)
    assert 'parted.toml, line 8: scene "learning_rate", part: ' in str(caught.value)
    assert why in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--part", "2"], 'no part 2; it has 1 "How long a step?".'),
        (["--part", "1", "--scene", "mountain"], "--scene and --part are two ways"),
    ],
)
def test_a_part_that_there_is_not_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    path = tmp_path / "parted.toml"
    path.write_text(PARTED, encoding="utf-8")
    assert cli.run(["render", str(path), *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_lesson_without_parts_says_how_one_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "parted.toml"
    path.write_text(PARTED.replace('part = "How long a step?"\n', ""), encoding="utf-8")
    assert cli.run(["render", str(path), "--part", "1"]) == 2
    assert 'it has none; a scene with part = "…" begins one.' in capsys.readouterr().err
