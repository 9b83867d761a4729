"""The command ``check``, and how it tells what it finds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gdlesson.commands.options import (
    Language,
    chosen_scenes,
    named,
    read_lesson,
)
from gdlesson.commands.publish import Destination
from gdlesson.commands.telling import count, duration
from gdlesson.errors import RenderError
from scenes.aspect import Aspect

if TYPE_CHECKING:
    from gdlesson.check.findings import Finding
    from gdlesson.check.verdict import Verdict


def check(
    what: Annotated[Path, typer.Argument(metavar="LESSON|FOLDER", callback=named)],
    *,
    pictures: Annotated[
        bool | None,
        typer.Option(
            "--pictures/--no-pictures",
            help="Draw each beat, follow what changes, and see whether it can be read; "
            "by default for a folder, or with --scene.",
        ),
    ] = None,
    scene: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Draw this scene of a lesson only; may be repeated."),
    ] = None,
    aspect: Annotated[
        Aspect | None,
        typer.Option(help="Shape of the frame, instead of the lesson's; a folder has its own."),
    ] = None,
    language: Language = None,
    to: Annotated[
        Destination | None,
        typer.Option(
            "--for", help="Check a folder that publish made by the rules of this platform."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Check a lesson file, or the folder that was made of it.

    Pictures that break a rule are saved in check/, with the place framed.
    """
    if to is not None:
        _check_pack(what, to, as_json=as_json)
        return
    from gdlesson.check.verdict import (
        CHECK_FOLDER,
        look_at_folder,
        look_at_lesson,
        look_at_words,
    )
    from gdlesson.render.workers import processors

    if what.is_dir():
        manifest, verdict = look_at_folder(what, processors(), pictures=pictures is not False)
        seconds = sum(scene.seconds for scene in manifest.scenes)
        well = (
            f"{count(len(manifest.files), 'file')}, {count(len(manifest.scenes), 'scene')}, "
            f"{duration(seconds)}, {manifest.width}x{manifest.height} at {manifest.fps} fps"
        )
    else:
        lesson = read_lesson(what, language).shaped(aspect)
        names = chosen_scenes(lesson, scene or [])
        scores = [lesson.scene(name).score(60) for name in names]
        beats = sum(len(score.beats) for score in scores)
        length = duration(sum(score.seconds for score in scores))
        well = f"{count(len(scores), 'scene')}, {count(beats, 'beat')}, {length}"
        if pictures or (scene and pictures is None):
            verdict = look_at_lesson(lesson, names, Path(CHECK_FOLDER), processors())
        else:
            verdict = look_at_words(lesson, names, 60)
    _tell_verdict(verdict, well, as_json=as_json)


def _check_pack(folder: Path, to: Destination, *, as_json: bool) -> None:
    """Say rule by rule what holds of a folder that is to be uploaded; a broken one is an error."""
    import json
    from dataclasses import asdict

    from gdlesson.deliver.lms.rules import rulings as for_schools
    from gdlesson.deliver.publish.rules import rulings as for_platform

    told = (for_schools if to is Destination.LMS else for_platform)(folder, str(to))
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in told], indent=2, ensure_ascii=False))
    else:
        for ruling in told:
            typer.echo(ruling)
    if broken := [ruling.rule for ruling in told if not ruling.holds]:
        raise RenderError(f"{count(len(broken), 'rule')} broken: {', '.join(broken)}.")


def _tell_verdict(verdict: Verdict, well: str, *, as_json: bool) -> None:
    """Print what a check has found; what breaks a rule is an error."""
    import json

    from rich.console import Console

    from gdlesson.check import report

    if as_json:
        found = report.as_json(
            verdict.findings, verdict.idle, verdict.faults, verdict.notes, verdict.outcomes
        )
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        console = Console()
        width = console.width if console.is_terminal else report.LINE
        report.print_findings(Console(width=width), verdict.findings, verdict.idle)
        report.print_outcomes(Console(width=width), verdict.outcomes)
    told = [*verdict.faults]
    if verdict.broken:
        told.append(_summary(verdict.broken))
    if told:
        raise RenderError("\n".join([*told, *verdict.notes]))
    for note in verdict.notes:
        typer.echo(note, err=True)
    if not as_json:
        typer.echo(f"ok: {well}")


def _summary(broken: list[Finding]) -> str:
    rules = {finding.offence.rule for finding in broken}
    folders = [str(Path(finding.picture).parent) for finding in broken if finding.picture]
    where = f"; pictures are in {folders[0]}" if folders else ""
    return f"{count(len(broken), 'place')}, {count(len(rules), 'rule')} broken{where}."
