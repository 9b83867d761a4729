"""manifest.json: every file of a lesson's folder, and what it was made from."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from gdlesson import __version__
from gdlesson.errors import CommandError
from gdlesson.render.picture import Picture
from scenes.lesson import Lesson, SceneSpec
from scenes.timing import Score

NAME = "manifest.json"
PACKAGES = ("manim", "numpy", "av", "moderngl", "typst", "pillow")

Kind = Literal["lesson", "captions", "chapters", "contact_sheet", "clip", "trace", "still"]


def _within_folder(path: str) -> str:
    """Refuse a path that leads out of the folder: a manifest may come from a stranger."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\0" in path:
        raise ValueError("the path is not within the folder")
    return path


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FileRecord(_Record):
    """One file: its path within the folder, how to tell it is whole, and what it shows."""

    path: Annotated[str, AfterValidator(_within_folder)]
    kind: Kind
    scene: str | None = None
    beat: str | None = None
    frame: int | None = None
    """The frame of the scene that a still shows."""
    frames: int | None = None
    seconds: float | None = None
    fps: int | None = None
    width: int | None = None
    height: int | None = None
    bytes: int
    sha256: str


class BeatRecord(_Record):
    """One beat: its words, and where it starts and stops within its scene."""

    name: str
    say: str
    start: int
    stop: int
    start_seconds: float
    stop_seconds: float


class SceneRecord(_Record):
    """One scene as it was rendered."""

    name: str
    title: str
    fps: int
    frames: int
    seconds: float
    params: dict[str, object]
    made_from: str
    """A digest of all that decides the scene's frames; equal digests, equal frames."""
    beats: tuple[BeatRecord, ...]


class Manifest(_Record):
    """The whole manifest."""

    format: Literal[1] = 1
    title: str
    slug: str
    language: str
    theme: str
    seed: int
    width: int
    height: int
    fps: int
    lesson_file: str
    lesson_sha256: str
    versions: dict[str, str]
    lesson_made_from: tuple[str, ...] = ()
    """``made_from`` of the scenes that lesson.mp4 was joined from, in order."""
    scenes: tuple[SceneRecord, ...] = ()
    files: tuple[FileRecord, ...] = ()

    def scene(self, name: str) -> SceneRecord | None:
        """The scene of that name, if it has been rendered."""
        return next((scene for scene in self.scenes if scene.name == name), None)

    def file(self, kind: Kind, scene: str | None = None) -> FileRecord | None:
        """The first file of a kind, of one scene or of the whole lesson."""
        found = (file for file in self.files if (file.kind, file.scene) == (kind, scene))
        return next(found, None)

    def text(self) -> str:
        """The manifest as it is written, keys without a value left out of the files."""
        values = self.model_dump(mode="json")
        values["files"] = [file.model_dump(exclude_none=True) for file in self.files]
        return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


def new_manifest(lesson: Lesson, picture: Picture) -> Manifest:
    """A manifest that lists nothing yet."""
    return Manifest(
        title=lesson.title,
        slug=lesson.slug,
        language=lesson.language,
        theme=lesson.theme,
        seed=lesson.seed,
        width=picture.width,
        height=picture.height,
        fps=picture.fps,
        lesson_file=lesson.path.name,
        lesson_sha256=sha256(lesson.path),
        versions=versions(),
    )


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a finished folder.

    Raises:
        CommandError: there is none, or it is not one.
    """
    path = folder / NAME
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        why = f"{folder} has no {NAME} ({error.strerror})"
        raise CommandError(f"{why}, so it is not the folder of a finished lesson.") from error
    except ValidationError as error:
        raise CommandError(f"{path} is damaged; render the lesson again.") from error


def scene_record(spec: SceneSpec, score: Score, made_from: str) -> SceneRecord:
    """What the manifest says about a scene."""
    beats = [
        BeatRecord(
            name=beat.name,
            say=beat.say,
            start=beat.start,
            stop=beat.stop,
            start_seconds=beat.start / score.fps,
            stop_seconds=beat.stop / score.fps,
        )
        for beat in score.beats
    ]
    return SceneRecord(
        name=spec.name,
        title=spec.title,
        fps=score.fps,
        frames=score.frames,
        seconds=score.seconds,
        params=spec.params.model_dump(mode="json"),
        made_from=made_from,
        beats=tuple(beats),
    )


def made_from(lesson: Lesson, spec: SceneSpec, score: Score, picture: Picture) -> str:
    """A digest of all that decides a scene's frames: lesson, data files, size, code, libraries."""
    params = spec.params.model_dump(mode="json")
    decisive = {
        "scene": spec.name,
        "params": params,
        "data": [sha256(path) for path in _data_files(lesson, params.values())],
        "beats": [(beat.name, beat.say, beat.start, beat.stop) for beat in score.beats],
        "seed": lesson.seed,
        "theme": lesson.theme,
        "picture": [picture.width, picture.height, picture.fps],
        "versions": versions(),
        "code": _code(),
    }
    return hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()


def sha256(path: Path) -> str:
    """The SHA-256 of a file's contents, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def versions() -> dict[str, str]:
    """The versions of this program and of the libraries that shape its output."""
    found = {"gdlesson": __version__, "python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def _data_files(lesson: Lesson, values: Iterable[object]) -> list[Path]:
    """The files that parameters name, such as a CSV."""
    paths = [lesson.folder / value for value in values if isinstance(value, str) and value]
    return [path for path in paths if path.is_file()]


@cache
def _code() -> str:
    """A digest of the program itself, so that clips of two versions are not joined."""
    digest = hashlib.sha256()
    for package in ("gdcore", "scenes", "gdlesson.render"):
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            for path in sorted(Path(folder).rglob("*.*")):
                if path.suffix in {".py", ".glsl", ".csv", ".typ"}:
                    digest.update(path.relative_to(folder).as_posix().encode())
                    digest.update(path.read_bytes())
    return digest.hexdigest()
