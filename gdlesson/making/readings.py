"""A lesson as a script for whoever records it, beside the recordings there are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from gdlesson.errors import CommandError
from gdlesson.narration.lines import lines
from gdlesson.narration.script import Reading, faults_of
from gdlesson.narration.voices.base import Line
from gdlesson.narration.voices.named import voice_of
from gdlesson.narration.voices.recorded import Recorded
from scenes.lesson.file import Lesson


def readings(
    lesson: Lesson, voice: str | None, scenes: Collection[str]
) -> tuple[list[Reading], Path | None]:
    """What is to be read in scenes, numbered through the lesson, and the folder of recordings.

    Raises:
        InputError: the folder of recordings cannot be read.
    """
    words = {(spec.name, beat): say for spec in lesson.scenes for beat, say in spec.beats}
    every = [
        Reading(number, line, words[line.scene, line.beat])
        for number, line in enumerate(lines(lesson), start=1)
    ]
    chosen = [each for each in every if each.line.scene in scenes]
    recorded = voice_of(lesson, voice)
    if not isinstance(recorded, Recorded):
        return chosen, None
    told = [each.line for each in every]
    return [_heard(each, recorded, told) for each in chosen], recorded.folder


def _heard(reading: Reading, recorded: Recorded, every: list[Line]) -> Reading:
    name = reading.file
    try:
        found = recorded.file(reading.line)
        name = found or name
        faults = tuple(faults_of(recorded, reading.line)) if found else ()
    except CommandError as error:
        why = str(error).removeprefix(f"{recorded.folder / name}: ").removesuffix(".")
        return replace(reading, found=name, faults=(f"cannot be used: {why}",))
    lacking = "" if found else recorded.lacking(reading.line, every)
    return replace(reading, found=found, faults=faults, lacking=lacking)
