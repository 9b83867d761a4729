"""manifest.json: every file of a lesson's folder, and what it was made from."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from gdcore.typing import FrameRate
from gdlesson.errors import CommandError
from gdlesson.render.picture import Picture
from gdlesson.render.program import program, versions
from gdlesson.render.unchanged import MANIFEST
from scenes.lesson import Lesson, SceneSpec
from scenes.timing import Score

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
    fps: FrameRate | None = None
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
    fps: FrameRate
    frames: int
    seconds: float
    params: dict[str, object]
    made_from: str
    """A digest of all that decides the scene's frames; equal digests, equal frames."""
    beats: tuple[BeatRecord, ...]
    remarks: tuple[str, ...] = ()
    """What was noticed about its data, such as rows that were left out."""


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
    fps: FrameRate
    lesson_file: str
    lesson_sha256: str
    inputs: dict[str, str] = {}
    """The files that the lesson file leads to, as paths from its folder, and their SHA-256."""
    versions: dict[str, str]
    program: str = ""
    """A digest of the program that made it; equal programs and inputs, equal files."""
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
        values["files"] = [file.model_dump(mode="json", exclude_none=True) for file in self.files]
        return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


def new_manifest(lesson: Lesson, picture: Picture) -> Manifest:
    """A manifest that lists nothing yet."""
    inputs = lesson.inputs.digests()
    return Manifest(
        title=lesson.title,
        slug=lesson.slug,
        language=lesson.language,
        theme=lesson.theme.name,
        seed=lesson.seed,
        width=picture.width,
        height=picture.height,
        fps=picture.fps,
        lesson_file=lesson.path.name,
        lesson_sha256=inputs.pop(lesson.path.name),
        inputs=inputs,
        versions=versions(),
        program=program(),
    )


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a finished folder.

    Raises:
        CommandError: there is none, or it is not one.
    """
    path = folder / MANIFEST
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        why = f"{folder} has no {MANIFEST} ({error.strerror})"
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
            start_seconds=float(beat.start / score.fps),
            stop_seconds=float(beat.stop / score.fps),
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
        remarks=spec.remarks,
    )
