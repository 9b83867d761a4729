"""The commands about voices: ``script`` and ``voices``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from gdlesson.commands.options import (
    Language,
    LessonFile,
    Scenes,
    VoiceName,
    chosen_scenes,
    read_lesson,
)
from gdlesson.commands.telling import count
from gdlesson.errors import InputError, RenderError

if TYPE_CHECKING:
    from gdlesson.narration.script import Reading


def script(
    lesson: LessonFile = None,
    *,
    scene: Scenes = None,
    language: Language = None,
    voice: VoiceName = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Print what to read, and what is wrong with recordings.

    Looks for recordings where the lesson's voice, or --voice recorded:FOLDER, says.
    """
    import json

    from gdlesson.making.readings import readings

    read = read_lesson(lesson, language)
    every, folder = readings(read, voice, chosen_scenes(read, scene or []))
    if as_json:
        typer.echo(json.dumps([_told(each) for each in every], indent=2, ensure_ascii=False))
    else:
        for each in every:
            _print(each)
    if folder is None:
        typer.echo(
            f"\n{count(len(every), 'file')} to record, as WAV, FLAC, MP3 or M4A, in one folder; "
            "then: --voice recorded:FOLDER",
            err=True,
        )
        return
    missing = [each.lacking for each in every if each.found is None]
    faults = [f"{each.found} {fault}." for each in every for fault in each.faults]
    if missing:
        faults.insert(
            0, f"{folder} lacks {count(len(missing), 'recording')}: {', '.join(missing)}."
        )
    if faults:
        raise RenderError("\n".join(faults))
    typer.echo(f"ok: {count(len(every), 'recording')} in {folder}", err=True)


def _print(reading: Reading) -> None:
    """A beat to be read, as a sheet of paper may have it."""
    quick, slow = (f"{seconds:.0f}" for seconds in reading.seconds)
    length = quick if quick == slow else f"{quick} to {slow}"
    typer.echo(f"{reading.number}. {reading.file}  ({length} s)")
    typer.echo(f"   {reading.say}")
    if reading.line.text != reading.say:
        typer.echo(f"   [say: {reading.line.text}]")


def _told(reading: Reading) -> dict[str, object]:
    quick, slow = reading.seconds
    return {
        "number": reading.number,
        "scene": reading.line.scene,
        "beat": reading.line.beat,
        "file": reading.file,
        "say": reading.say,
        "say_as": reading.line.text,
        "seconds": [round(quick, 1), round(slow, 1)],
        "found": reading.found,
        "faults": list(reading.faults),
    }


def install(
    name: Annotated[str, typer.Argument(metavar="VOICE", help="kokoro.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Install it without asking.")] = False,
) -> None:
    """Install a voice, after telling what that brings."""
    from rich.console import Console

    from gdlesson.narration.voices import installing

    if name != "kokoro":
        raise InputError(f'There is no voice "{name}" to install; there is: kokoro.')
    if installing.is_installed():
        typer.echo(f"kokoro is installed, in {installing.folder()}")
        return
    typer.echo(installing.TOLD.format(folder=installing.folder()), err=True)
    if not yes and not _agreed():
        raise InputError("Nothing was installed; --yes installs it without asking.")
    with Console(stderr=True).status("installing kokoro"):
        place = installing.install()
    typer.echo(f"kokoro is installed, in {place}; now: --voice kokoro")


def _agreed() -> bool:
    """Whether whoever sits there says yes; where nobody does, it is no."""
    return sys.stdin.isatty() and typer.confirm("Install it?", err=True)


def list_voices() -> None:
    """List the voices there are, and what each needs."""
    from gdlesson.narration.voices.named import described

    for name, what in described():
        typer.echo(f"{name:<17} {what}")
