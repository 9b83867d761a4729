"""The files that a lesson is made from: which are read, and that each is read once."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from scenes.lesson.file import load_lesson
from scenes.plans.registry import PLANS
from scenes.reading.inputs import Inputs
from scenes.reading.report import LessonError
from scenes.themes.characters import font_file

LESSON = """\
title = "T"
slug = "t"
theme = "looks/mine.toml"
[[scene]]
name = "batch_vs_sgd"
[scene.params]
data = "data/far.csv"
x = "x"
y = "y"
"""
THEME = 'extends = "paper"\nfont = "mine.otf"\nbold = "bold.otf"\nlogo = "logo.png"\n'
CSV = "x,y\n" + "".join(f"{k},{2 * k + k % 3}\n" for k in range(1, 30))
FILES = (
    "lesson.toml", "looks/mine.toml", "looks/mine.otf", "looks/bold.otf", "looks/logo.png",
    "data/far.csv",
)  # fmt: skip


def make(folder: Path) -> Path:
    """A lesson that leads to every kind of file."""
    for name in ("looks", "data"):
        (folder / name).mkdir(parents=True)
    (folder / "lesson.toml").write_text(LESSON)
    (folder / "looks/mine.toml").write_text(THEME)
    (folder / "looks/mine.otf").write_bytes(font_file().read_bytes())
    (folder / "looks/bold.otf").write_bytes(font_file("Bold").read_bytes())
    Image.new("RGB", (200, 100), "#103050").save(folder / "looks/logo.png")
    (folder / "data/far.csv").write_text(CSV)
    return folder / "lesson.toml"


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    return make(tmp_path / "lesson")


def sums(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}


def test_what_is_read_is_what_a_lesson_names_and_nothing_else(lesson: Path) -> None:
    for name in ("x", "y", "t", "T", "night", "looks/other.otf", "looks/sub/more.otf"):
        (lesson.parent / name).parent.mkdir(exist_ok=True)
        (lesson.parent / name).write_bytes(font_file("Black").read_bytes())
    inputs = load_lesson(lesson).inputs
    assert inputs.digests() == sums(lesson.parent)
    assert inputs.stamps.keys() == {lesson.parent / name for name in FILES}


def test_what_is_computed_and_drawn_is_what_was_read(lesson: Path) -> None:
    read = load_lesson(lesson)
    before = sums(lesson.parent)
    for name in FILES:
        (lesson.parent / name).unlink()
    sent: type[read] = pickle.loads(pickle.dumps(read))  # noqa: S301 - as to another process
    spec = sent.scene("batch_vs_sgd")
    plan = PLANS[spec.name].compute(spec.params, 7, sent.inputs)
    assert plan.data.y[0] == 3.0
    assert sent.theme == read.theme
    assert sent.inputs.digests() == before


# What is done to a file, and whether it holds something else then
EDITS: dict[str, tuple[Callable[[Path], object], bool]] = {
    "written over": (lambda path: path.write_bytes(path.read_bytes() + b"\n"), True),
    "cut": (lambda path: os.truncate(path, 10), True),
    "a byte flipped": (lambda path: path.write_bytes(b"#" + path.read_bytes()[1:]), True),
    "gone": (lambda path: path.unlink(), True),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), True),
    "a pipe": (lambda path: (path.unlink(), os.mkfifo(path)), True),
    "touched": (lambda path: os.utime(path, (1, 1)), False),
    "put in its place again": (
        lambda path: Path(shutil.copy(path, path.with_name("new"))).replace(path),
        False,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "changed"), EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("name", FILES)
def test_a_change_is_told_by_what_a_file_holds(
    lesson: Path, name: str, edit: Callable[[Path], object], changed: bool
) -> None:
    inputs = load_lesson(lesson).inputs
    assert inputs.changed() == []
    edit(lesson.parent / name)
    assert inputs.changed() == ([name] if changed else [])


def test_what_could_not_be_read_is_known_too(lesson: Path) -> None:
    """So that whoever waits for a lesson to be mended waits for its data, too."""
    (lesson.parent / "data/far.csv").write_text("x,y\n1,oops\n")
    (lesson.parent / "looks/mine.otf").unlink()
    inputs = Inputs(lesson.parent)
    with pytest.raises(LessonError):
        load_lesson(lesson, inputs)
    assert inputs.stamps[lesson.parent / "looks/mine.otf"] is None
    assert inputs.stamps.keys() >= {lesson.parent / name for name in FILES}


# A name, as a lesson or a theme gives it, and what is said of it
NAMES = {
    "../outside.txt": "beside the file",
    "/etc/passwd": "beside the file",
    "sub/../../outside.txt": "beside the file",
    "C:\\outside.txt": "beside the file",
    "..\\outside.txt": "beside the file",
    "out.txt": "beside the file",
    "far/outside.txt": "beside the file",
    "pipe": "a device or a pipe",
    "sub": "a folder",
    "zero": "beside the file",
    "loop": "cannot be read",
    "none.txt": "cannot be read",
    "large": "larger than 1 kB",
    "n" * 300: "cannot be read",
    "a\0b": "cannot be read",
    "": "a folder",
}


@pytest.mark.parametrize("name", NAMES, ids=[ascii(name)[:20] for name in NAMES])
def test_only_a_regular_file_beside_the_one_that_names_it_is_read(
    tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "lesson"
    (folder / "sub").mkdir(parents=True)
    (tmp_path / "outside.txt").write_text("secret")
    (folder / "out.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "far").symlink_to(tmp_path)
    (folder / "zero").symlink_to("/dev/zero")
    (folder / "loop").symlink_to("loop")
    (folder / "large").write_bytes(bytes(1025))
    os.mkfifo(folder / "pipe")
    with pytest.raises(ValueError, match=NAMES[name]) as caught:
        Inputs(folder).read_beside(name, 1024)
    assert "secret" not in str(caught.value)


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/data.txt").write_text("here")
    (tmp_path / "link.txt").symlink_to("sub/data.txt")
    assert Inputs(tmp_path).read_beside("./link.txt", 4) == b"here"


# What a lesson gives for its data or theme, what was said of it
LEADING_OUT = {
    "data/far.csv": "../outside.csv",
    "looks/mine.toml": "../outside.toml",
}


@pytest.mark.parametrize("name", LEADING_OUT)
def test_data_and_themes_follow_one_rule(lesson: Path, name: str) -> None:
    other = LEADING_OUT[name]
    lesson.parent.with_name(Path(other).name).write_text("secret,x\n1,2\n")
    lesson.write_text(LESSON.replace(name, other))
    with pytest.raises(LessonError) as caught:
        load_lesson(lesson)
    (told,) = caught.value.problems
    assert other in told
    assert "it must lie beside the file that names it, or in a folder there." in told
    assert "secret" not in told


def test_a_bold_of_another_face_is_refused(lesson: Path) -> None:
    with TTFont(font_file("Bold")) as face:
        for record in face["name"].names:
            if record.nameID in {1, 16}:
                record.string = "Another"
        face.save(lesson.parent / "looks/bold.otf")
    with pytest.raises(LessonError, match='line 3: bold: its face is "Another", and font is "Sou'):
        load_lesson(lesson)
    (lesson.parent / "looks/mine.toml").write_text(THEME.replace('font = "mine.otf"\n', ""))
    with pytest.raises(LessonError, match="line 2: bold: it is the bold of no font; name the font"):
        load_lesson(lesson)
