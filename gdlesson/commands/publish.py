"""The command ``publish``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gdlesson.commands.options import LessonFile, scenes_of_part
from gdlesson.errors import InputError
from scenes.aspect import Aspect

if TYPE_CHECKING:
    from gdlesson.deliver.publish.films import Film


class Destination(StrEnum):
    """Where something is published."""

    YOUTUBE = "youtube"
    SHORTS = "shorts"
    VIMEO = "vimeo"
    LINKEDIN = "linkedin"
    PEERTUBE = "peertube"
    LMS = "lms"


def publish(
    lesson: LessonFile = None,
    *,
    to: Annotated[Destination, typer.Option("--for", help="The platform; lms is for schools.")],
    scene: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="This scene only; may be repeated."),
    ] = None,
    part: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="The scenes of this part only.")
    ] = None,
    aspect: Annotated[
        Aspect | None,
        typer.Option(
            "--aspect", help="Shape of the film; by default the lesson's, and 9:16 for shorts."
        ),
    ] = None,
    licence: Annotated[
        str,
        typer.Option(metavar="TEXT", help="What others may do with the film, such as CC BY 4.0."),
    ] = "",
    words: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="A few words for the thumbnail."),
    ] = None,
    source: Annotated[
        list[Path] | None,
        typer.Option(
            "--from",
            metavar="DIR",
            help="A folder that render has made, one a language, the film's own first; by default "
            "those in renders/.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder; by default renders/SLUG-PLATFORM."),
    ] = None,
) -> None:
    """Make a folder that is ready to upload, or one for schools.

    It is made from the rendered films of a lesson, one a language.
    """
    from gdlesson.deliver.lms.pack import publish as for_schools
    from gdlesson.deliver.publish.films import films
    from gdlesson.deliver.publish.pack import packing
    from gdlesson.deliver.publish.video import Wish
    from gdlesson.deliver.publish.video import publish as for_platform
    from gdlesson.names import folder
    from gdlesson.progress import stages

    if scene and part is not None:
        raise InputError("--scene and --part are two ways to choose scenes; give one of them.")
    if to is Destination.LMS and (scene or part is not None):
        raise InputError("A package for schools has the whole film; leave --scene and --part out.")
    shape = aspect or (Aspect.TALL if to is Destination.SHORTS else None)
    found = films(lesson, shape, source or [])
    first = found[0].lesson
    chosen = _chosen(found[0], scene or [], part)
    into = out if out is not None else Path("renders") / folder(first.slug, str(to))
    with stages() as note, packing(into, str(to), found, note) as pack:
        if to is Destination.LMS:
            for_schools(found, pack)
        else:
            for_platform(found, pack, str(to), Wish(chosen, licence, words))
    for file in pack.pack.files:
        typer.echo(into / file.path)


def _chosen(film: Film, scenes: list[str], part: int | None) -> tuple[str, ...]:
    if part is not None:
        return scenes_of_part(film.lesson, part)
    known = [scene.name for scene in film.manifest.scenes]
    for name in scenes:
        if name not in known:
            raise InputError(f"The film has no scene {name!r}; choose from: {', '.join(known)}.")
    return tuple(name for name in known if name in scenes)
