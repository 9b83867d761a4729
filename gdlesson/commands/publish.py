"""The command ``publish``."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gdlesson.commands.options import LessonFile

if TYPE_CHECKING:
    from gdlesson.deliver.publish.films import Film
    from gdlesson.deliver.publish.pack import PackFolder


class Destination(StrEnum):
    """Where something is published."""

    LMS = "lms"


def publish(
    lesson: LessonFile = None,
    *,
    to: Annotated[Destination, typer.Option("--for", help="Where it goes: lms is for schools.")],
    source: Annotated[
        list[Path] | None,
        typer.Option(
            "--from",
            metavar="DIR",
            help="A folder that render has made, one a language; by default those in renders/.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder; by default renders/SLUG-PLATFORM."),
    ] = None,
) -> None:
    """Make a folder that is ready to upload, of the films of a lesson that have been rendered."""
    from gdlesson.deliver.publish.films import films
    from gdlesson.deliver.publish.pack import packing
    from gdlesson.names import folder
    from gdlesson.progress import stages

    found = films(lesson, None, source or [])
    first = found[0].lesson
    into = out if out is not None else Path("renders") / folder(first.slug, str(to))
    with stages() as note, packing(into, str(to), found, note) as pack:
        _publisher(to)(found, pack)
    for file in pack.pack.files:
        typer.echo(into / file.path)


def _publisher(to: Destination) -> Callable[[list[Film], PackFolder], None]:
    """Who puts the files into the folder."""
    from gdlesson.deliver.lms.pack import publish as for_schools

    publishers = {Destination.LMS: for_schools}
    return publishers[to]
