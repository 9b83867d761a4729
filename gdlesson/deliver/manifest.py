"""manifest.json: the files that a render has made in a lesson's folder, and what from."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    model_validator,
)

from gdcore.typing import FrameRate
from gdlesson.errors import CommandError
from gdlesson.names import MANIFEST, NAMES, WORD, clip, still, trace
from gdlesson.render.picture import Picture
from gdlesson.render.program import program, versions
from gdlesson.within import Within
from scenes.frame_rate import MOST_DENOMINATOR
from scenes.lesson.file import Lesson, SceneSpec
from scenes.timing.reading import NOBODY
from scenes.timing.score import Score
from scenes.timing.speech import Speech
from scenes.timing.telling import LEAD_SECONDS

Kind = Literal[
    "lesson", "captions", "chapters", "transcript", "descriptions", "contact_sheet",
    "part", "clip", "trace", "still",
]  # fmt: skip


MOST_BYTES = 2**22
"""Bytes that a manifest may have; that of the built-in lesson has a hundredth."""


def _plain_name(name: str) -> str:
    """Refuse a path: a manifest may come from a stranger."""
    if name in {"", ".", ".."} or "/" in name or "\0" in name:
        raise ValueError("it is not the name of a file")
    return name


def _possible_rate(fps: FrameRate) -> FrameRate:
    if not 0 < fps <= 1000 or fps.denominator > MOST_DENOMINATOR:
        raise ValueError("it is no frame rate")
    return fps


Word = Annotated[str, Field(pattern=rf"^{WORD}$", max_length=100)]
Count = Annotated[int, Field(ge=0, le=10**9)]
Length = Annotated[float, Field(ge=0, le=10**7, allow_inf_nan=False)]
Level = Annotated[float, Field(ge=-200, le=100, allow_inf_nan=False)]
Seconds = Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Fps = Annotated[FrameRate, AfterValidator(_possible_rate)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FileRecord(_Record):
    """One file: its path within the folder, how to tell it is whole, and what it shows."""

    path: str
    kind: Kind
    part: Count | None = None
    scene: Word | None = None
    beat: Word | None = None
    frame: Count | None = None
    """The frame of the scene that a still shows."""
    frames: Count | None = None
    seconds: Length | None = None
    fps: Fps | None = None
    width: Count | None = None
    height: Count | None = None
    lufs: Level | None = None
    """How loud a video is, if it has sound that can be heard."""
    true_peak: Level | None = None
    """In dBTP."""
    bytes: Annotated[int, Field(ge=0, le=2**53)]
    sha256: Digest

    @property
    def of(self) -> str | int | None:
        """The scene or, by its number, the part that it belongs to; None of the whole lesson."""
        return self.scene if self.part is None else self.part

    @model_validator(mode="after")
    def _has_its_name(self) -> Self:
        """Refuse a name that this program does not give: a manifest may come from a stranger."""
        names = {"clip": clip, "trace": trace}
        expected = self.path
        if self.kind == "still":
            expected = still(self.scene or "", self.beat or "")
        elif self.kind in names:
            expected = names[self.kind](self.scene or "")
        elif self.scene is not None:
            raise ValueError("it belongs to no scene")
        if (self.kind == "part") != (self.part is not None):
            raise ValueError("only the film of a part belongs to a part")
        if self.path != expected or not re.fullmatch(NAMES[self.kind], self.path):
            raise ValueError("it is not called so")
        return self


class SpeechRecord(_Record):
    """When a voice says the words of a beat, in seconds from its first sound."""

    begins: Seconds
    """Of the beat, when that is heard."""
    seconds: Seconds
    starts: Annotated[tuple[Seconds, ...], Field(max_length=2000)]
    """When each of the words begins that blanks part."""


class SoundRecord(_Record):
    """What is heard in the videos."""

    voice: Annotated[str, Field(max_length=300)]
    sonify: bool
    """Whether a tick is heard wherever a walk lands."""


class BeatRecord(_Record):
    """One beat: its words, and where it starts and stops within its scene."""

    name: Word
    say: str
    start: Count
    stop: Count
    start_seconds: Length
    stop_seconds: Length
    outcome: Word | None = None
    """What the runs do in it, where the scene tells several apart."""
    speech: SpeechRecord | None = None
    """When a voice says its words, if one does."""

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if self.start >= self.stop:
            raise ValueError("a beat stops after it starts")
        if self.speech and len(self.speech.starts) != len(self.say.split()):
            raise ValueError("a time belongs to each word that is said")
        return self


class SceneRecord(_Record):
    """One scene as it was rendered."""

    name: Word
    title: str
    fps: Fps
    frames: Count
    seconds: Length
    params: dict[str, object]
    made_from: str
    """A digest of all that decides the scene's frames; equal digests, equal frames."""
    beats: tuple[BeatRecord, ...]
    remarks: tuple[str, ...] = ()
    """What was noticed about its data, such as rows that were left out."""


class PartRecord(_Record):
    """One part of the lesson as it was joined."""

    number: Annotated[int, Field(ge=1, le=9999)]
    title: str
    scenes: tuple[Word, ...]
    made_from: tuple[str, ...]
    """``made_from`` of its scenes, in order."""


class Manifest(_Record):
    """The whole manifest."""

    format: Literal[1] = 1
    title: str
    slug: str
    language: Word
    theme: str
    seed: int
    width: Count
    height: Count
    fps: Fps
    lesson_file: Annotated[str, AfterValidator(_plain_name)]
    lesson_sha256: Digest
    inputs: dict[str, str] = {}
    """The files that the lesson file leads to, as paths from its folder, and their SHA-256."""
    versions: dict[str, str]
    program: str = ""
    """A digest of the program that made it; equal programs and inputs, equal files."""
    sound: SoundRecord | None = None
    """None where nothing is to be heard."""
    burned: bool = True
    """Whether the words are drawn into the pictures."""
    lesson_made_from: tuple[str, ...] = ()
    """``made_from`` of the scenes that lesson.mp4 was joined from, in order."""
    parts: tuple[PartRecord, ...] = ()
    scenes: tuple[SceneRecord, ...] = ()
    files: tuple[FileRecord, ...] = ()

    @model_validator(mode="after")
    def _is_ours(self) -> Self:
        """Refuse what this program has not written, and what lists anything twice."""
        if "gdlesson" not in self.versions:
            raise ValueError("the versions do not name gdlesson")
        scenes, files = [scene.name for scene in self.scenes], [file.path for file in self.files]
        for names in (scenes, files, [part.number for part in self.parts]):
            if len(set(names)) != len(names):
                raise ValueError("a part, a scene or a file is listed twice")
        return self

    def scene(self, name: str) -> SceneRecord | None:
        """The scene of that name, if it has been rendered."""
        return next((scene for scene in self.scenes if scene.name == name), None)

    def part_of(self, scene: str) -> PartRecord | None:
        """The part that a scene belongs to, if it does to one that is there."""
        return next((part for part in self.parts if scene in part.scenes), None)

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
    is_heard = lesson.voice != NOBODY or lesson.sonify
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
        burned=lesson.burned,
        sound=SoundRecord(voice=lesson.voice, sonify=lesson.sonify) if is_heard else None,
    )


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a finished folder.

    Raises:
        CommandError: there is none, or it is not one of this program.
    """
    path = folder / MANIFEST
    try:
        return Manifest.model_validate_json(Within(folder).read(MANIFEST, MOST_BYTES))
    except OSError as error:
        why = f"{folder} has no {MANIFEST} ({error.strerror})"
        raise CommandError(f"{why}, so it is not the folder of a finished lesson.") from error
    except (ValueError, RecursionError) as error:
        if made := _other_make(folder):
            raise CommandError(f"{folder} is not the folder of a film: {made}") from error
        raise CommandError(f"{path} is damaged; render the lesson again.") from error


def _other_make(folder: Path) -> str:
    """What another command has made here; "" where its manifest does not say so."""
    try:
        said = json.loads(Within(folder).read(MANIFEST, MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return ""
    if not isinstance(said, dict) or "scenes" in said:
        return ""
    if re.fullmatch(r"[a-z]{1,20}", platform := str(said.get("platform", ""))):
        return f"it was made with publish --for {platform}; check it with --for {platform}."
    if "made" in said:
        return "it holds slides or clips; check the folder that they were made from."
    return ""


def scene_record(spec: SceneSpec, score: Score, made_from: str) -> SceneRecord:
    """What the manifest says about a scene."""
    outcomes = {outcome.beat: outcome.name for outcome in spec.outcomes}
    speeches = dict(spec.speeches)
    beats = [
        BeatRecord(
            name=beat.name,
            say=beat.say,
            start=beat.start,
            stop=beat.stop,
            start_seconds=float(beat.start / score.fps),
            stop_seconds=float(beat.stop / score.fps),
            outcome=outcomes.get(beat.name),
            speech=_speech_record(speeches.get(beat.name)),
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


def _speech_record(speech: Speech | None) -> SpeechRecord | None:
    if speech is None:
        return None
    return SpeechRecord(begins=LEAD_SECONDS, seconds=speech.seconds, starts=speech.starts)


def spoken_as(manifest: Manifest) -> tuple[str, dict[str, dict[str, Speech]]]:
    """The voice of a finished lesson, and when it says what, by scene and beat."""
    said = {
        scene.name: {
            beat.name: Speech(beat.speech.seconds, beat.speech.starts)
            for beat in scene.beats
            if beat.speech
        }
        for scene in manifest.scenes
    }
    return (manifest.sound.voice if manifest.sound else NOBODY), said
