"""A render with nothing to do: told at once, without the libraries, and never wrongly."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gdlesson.making.lesson import render
from gdlesson.making.order import Result
from gdlesson.making.unchanged import unchanged
from gdlesson.render.picture import PICTURES, Quality
from scenes.lesson.captions import Captions
from tests.gdlesson.fake_lesson import PICTURE, Silent, make_lesson, make_order

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with a lesson file, a file that it names, and the finished folder."""
    place = tmp_path_factory.mktemp("unchanged")
    lesson = make_lesson(place / "fakes.toml")
    render(make_order(place / "renders/fakes", lesson, jobs=2), Silent(), Result())
    manifest = place / "renders/fakes/manifest.json"
    told = json.loads(manifest.read_text())
    (place / "d.csv").write_text("x,y\n1,2\n")
    sum_of = subprocess.check_output(["sha256sum", str(place / "d.csv")], text=True).split()[0]
    manifest.write_text(json.dumps(told | {"inputs": {"d.csv": sum_of}}))
    return place


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "place")
    return tmp_path / "place"


def found(place: Path) -> bool:
    return unchanged(place / "fakes.toml", PICTURE, place / "renders/fakes") is not None


def test_what_is_as_it_was_is_found(place: Path) -> None:
    there = unchanged(place / "fakes.toml", PICTURE, place / "renders/fakes")
    assert there is not None
    assert there.seconds == pytest.approx(7.5)


def test_another_voice_is_something_else(place: Path) -> None:
    folder = place / "renders/fakes"
    assert unchanged(place / "fakes.toml", PICTURE, folder, voice="none") is not None
    assert unchanged(place / "fakes.toml", PICTURE, folder, voice="espeak") is None
    told = json.loads((folder / "manifest.json").read_text())
    told |= {"sound": {"voice": "espeak", "sonify": False}, "burned": False}
    (folder / "manifest.json").write_text(json.dumps(told))
    assert unchanged(place / "fakes.toml", PICTURE, folder) is None
    assert unchanged(place / "fakes.toml", PICTURE, folder, voice="espeak") is not None
    drawn = unchanged(
        place / "fakes.toml", PICTURE, folder, voice="espeak", captions=Captions.BURNED
    )
    assert drawn is None


def _append(name: str) -> Callable[[Path], object]:
    return lambda place: (place / name).write_bytes((place / name).read_bytes() + b"\n")


SPOILS: dict[str, Callable[[Path], object]] = {
    "the lesson file": _append("fakes.toml"),
    "a file it names": _append("d.csv"),
    "a file it names is gone": lambda place: (place / "d.csv").unlink(),
    "the video": _append("renders/fakes/lesson.mp4"),
    "a still": _append("renders/fakes/stills/red--open.png"),
    "a clip is gone": lambda place: (place / "renders/fakes/scenes/blue.mp4").unlink(),
    "no manifest": lambda place: (place / "renders/fakes/manifest.json").unlink(),
    "no JSON": lambda place: (place / "renders/fakes/manifest.json").write_text("{"),
    "a list": lambda place: (place / "renders/fakes/manifest.json").write_text("[]"),
}


def test_a_file_written_to_later_is_held_against_its_checksum(place: Path) -> None:
    video = place / "renders/fakes/lesson.mp4"
    data = video.read_bytes()
    video.write_bytes(data)
    assert found(place)
    video.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert not found(place)


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_what_is_not_as_it_was_is_not(place: Path, spoil: Callable[[Path], object]) -> None:
    assert found(place)
    spoil(place)
    assert not found(place)


@pytest.mark.parametrize(
    ("key", "value"), [("program", "another"), ("fps", 12), ("files", []), ("inputs", None)]
)
def test_another_program_size_or_list_of_files(place: Path, key: str, value: object) -> None:
    manifest = place / "renders/fakes/manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {key: value}))
    assert not found(place)


def test_another_size_is_asked_for(place: Path) -> None:
    assert not unchanged(place / "fakes.toml", PICTURES[Quality.PREVIEW], place / "renders/fakes")


def test_a_lesson_file_that_is_none_is_left_to_its_reader(place: Path) -> None:
    (place / "fakes.toml").write_bytes(b"\xff\xfe")
    assert unchanged(place / "fakes.toml", PICTURE, None) is None


PROGRAM = """
import sys
from gdlesson.making import unchanged
from gdlesson.render import picture
from pathlib import Path
size = picture.Picture(96, 54, 10)
there = unchanged.unchanged(Path("fakes.toml"), size, Path("renders/fakes"))
heavy = {"manim", "numpy", "pydantic", "av", "rich"} & set(sys.modules)
sys.exit(f"{there} {heavy}" if there is None or heavy else 0)
"""


def test_nothing_heavy_is_imported_to_find_out(place: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=place, env={"PYTHONPATH": str(ROOT)}, check=False
    )
    assert done.returncode == 0


def test_the_folder_follows_from_the_slug(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lesson, manifest = place / "fakes.toml", place / "renders/fakes/manifest.json"
    lesson.write_text('slug = "fakes"\n')
    digest = subprocess.check_output(["sha256sum", str(lesson)], text=True).split()[0]
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"lesson_sha256": digest}))
    monkeypatch.chdir(place)
    there = unchanged(Path("fakes.toml"), PICTURE, None)
    assert there is not None
    assert there.folder == Path("renders/fakes")


def test_another_language_is_asked_for(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lesson without words is in each language of what it extends, whatever its one file is."""
    lesson, manifest = place / "fakes.toml", place / "renders/fakes-es/manifest.json"
    lesson.write_text('extends = "gradient-descent"\nslug = "fakes"\n')
    digest = subprocess.check_output(["sha256sum", str(lesson)], text=True).split()[0]
    (place / "renders/fakes").rename(place / "renders/fakes-es")
    told = json.loads(manifest.read_text()) | {"lesson_sha256": digest}
    monkeypatch.chdir(place)
    manifest.write_text(json.dumps(told))
    assert unchanged(Path("fakes.toml"), PICTURE, None, language="es") is None
    manifest.write_text(json.dumps(told | {"language": "es"}))
    assert unchanged(Path("fakes.toml"), PICTURE, Path("renders/fakes-es")) is None
    for path in (place / "renders/fakes-es").glob("*.en.*"):
        path.rename(path.with_name(path.name.replace(".en.", ".es.")))
    text = json.dumps(told | {"language": "es"}).replace(".en.", ".es.")
    manifest.write_text(text)
    there = unchanged(Path("fakes.toml"), PICTURE, None, language="es")
    assert there is not None
    assert there.folder == Path("renders/fakes-es")
