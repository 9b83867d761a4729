"""Options that several commands have, and what they choose of a lesson."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gdlesson.errors import InputError
from gdlesson.render.picture import Rate, read_rate
from scenes.aspect import Aspect
from scenes.lesson.captions import Captions
from scenes.timing.reading import NOBODY

if TYPE_CHECKING:
    from gdcore.typing import FrameRate
    from gdlesson.narration.takes import Narration
    from scenes.lesson.file import Lesson
    from scenes.reading.inputs import Inputs
    from scenes.timing.score import TimedBeat


def named(path: Path | None) -> Path | None:
    """A lesson file, or that of the built-in lesson of that name."""
    from scenes.lessons import BUILT_INS

    built_in = BUILT_INS.get(str(path))
    return built_in if path is not None and built_in is not None and not path.exists() else path


LessonFile = Annotated[
    Path | None,
    typer.Argument(
        metavar="LESSON",
        callback=named,
        help="A lesson file, or a built-in one's name; without one, gradient-descent.",
    ),
]


Language = Annotated[
    str | None,
    typer.Option(
        metavar="CODE", help="The lesson in this language; gdlesson list shows the languages."
    ),
]


Fps = Annotated[
    Rate | None,
    typer.Option(
        parser=read_rate,
        metavar="RATE",
        help="Frames per second instead of the quality's: 24, 29.97 or 30000/1001.",
    ),
]


Shape = Annotated[
    Aspect | None, typer.Option("--aspect", help="Shape of the frame, instead of the lesson's.")
]


VoiceName = Annotated[
    str | None,
    typer.Option(
        "--voice",
        metavar="VOICE",
        help="The voice, instead of the lesson's; gdlesson voices list shows the voices.",
    ),
]


CaptionsPlace = Annotated[
    Captions | None,
    typer.Option(
        "--captions",
        help="With a voice: captions as a track, or also drawn; instead of the lesson's choice.",
    ),
]


Scenes = Annotated[
    list[str] | None,
    typer.Option("--scene", metavar="NAME", help="This scene only; may be repeated."),
]


Jobs = Annotated[
    int | None,
    typer.Option(min=1, max=256, help="How many processes draw; by default one per core."),
]


FilmFolder = Annotated[
    Path | None,
    typer.Option("--from", metavar="DIR", help="The folder of the film; by default renders/SLUG."),
]


def folder_name(lesson: Lesson, *marks: str) -> str:
    """What a folder for something of a lesson is called, where nobody names one."""
    from gdlesson.names import folder

    return folder(lesson.slug, lesson.aspect.mark, lesson.translation, *marks)


def read_lesson(path: Path | None, language: str | None, inputs: Inputs | None = None) -> Lesson:
    """The lesson of a file, or the built-in one.

    Raises:
        InputError: the file cannot be read, or something in it is wrong.
    """
    from gdlesson.narration.voices.named import check_voice
    from scenes.lesson.file import load_lesson
    from scenes.reading.report import LessonError, shown_path

    try:
        lesson = load_lesson(path, inputs, language)
    except LessonError as error:
        raise InputError(str(error)) from error
    try:
        check_voice(lesson.voice)
    except InputError as error:
        raise InputError(f"{shown_path(lesson.path)}: voice: {error}") from None
    return lesson


def spoken(
    lesson: Lesson,
    voice: str | None,
    scenes: tuple[str, ...],
    captions: Captions | None = None,
) -> tuple[Lesson, Narration | None]:
    """The lesson with the times of its voice, and what that says of some scenes; None if read.

    Raises:
        CommandError: there is no such voice, or it cannot say these words.
    """
    from gdlesson.narration.voices.named import voice_of

    lesson = lesson if captions is None else replace(lesson, captions=captions)
    speaker = voice_of(lesson, voice)
    if speaker is None:
        return lesson.spoken(NOBODY, {}), None
    from rich.console import Console

    from gdlesson.making.speaking import speak
    from gdlesson.progress import speaking
    from gdlesson.render.cache import users_sounds

    with speaking(Console(stderr=True)) as tell:
        narration = speak(lesson, speaker, scenes, users_sounds(), tell)
    return lesson.spoken(narration.voice, narration.speeches()), narration


def chosen_scenes(lesson: Lesson, names: list[str]) -> tuple[str, ...]:
    """The scenes to render, in the lesson's order."""
    from scenes.reading.report import LessonError

    try:
        chosen = {lesson.scene(name).name for name in names}
    except LessonError as error:
        raise InputError(str(error)) from error
    return tuple(spec.name for spec in lesson.scenes if not chosen or spec.name in chosen)


def scenes_of_part(lesson: Lesson, number: int) -> tuple[str, ...]:
    """The scenes of a part."""
    from scenes.reading.report import LessonError

    try:
        return tuple(spec.name for spec in lesson.part(number).scenes)
    except LessonError as error:
        raise InputError(str(error)) from error


def chosen_beats(
    lesson: Lesson, scenes: tuple[str, ...], names: list[str], fps: FrameRate
) -> dict[str, list[TimedBeat]]:
    """The beats of these names, or all, by scene; those of scenes that have none are left out."""
    every = {scene: lesson.scene(scene).score(fps).beats for scene in scenes}
    known = {beat.name for beats in every.values() for beat in beats}
    for name in names:
        if name not in known:
            raise InputError(f"There is no beat {name!r}; choose from: {', '.join(sorted(known))}.")
    chosen = {
        scene: [beat for beat in beats if not names or beat.name in names]
        for scene, beats in every.items()
    }
    return {scene: beats for scene, beats in chosen.items() if beats}
