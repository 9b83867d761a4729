"""The commands that take a film apart for other people's talks: ``slides`` and ``clips``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gdlesson.commands.options import (
    Fps,
    Language,
    LessonFile,
    Shape,
    chosen_scenes,
    folder_name,
    read_lesson,
)
from gdlesson.commands.rendering import render_order
from gdlesson.commands.telling import count
from gdlesson.deliver.to import To
from gdlesson.errors import CommandError, InputError
from gdlesson.render.picture import PICTURES, Picture, Quality, Rate

if TYPE_CHECKING:
    from gdlesson.deliver.manifest import Manifest
    from scenes.lesson.file import Lesson


def slides(  # noqa: PLR0913 - an argument is an option
    lesson: LessonFile = None,
    *,
    to: Annotated[
        list[To] | None,
        typer.Option("--to", help="What for; may be repeated; by default html."),
    ] = None,
    single_file: Annotated[
        bool, typer.Option("--single-file", help="HTML as one file that holds all videos.")
    ] = False,
    scene: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Slides of this scene only; may be repeated."),
    ] = None,
    quality: Annotated[
        Quality | None,
        typer.Option(show_default="as the film is, or high", help="Size and rate, as for render."),
    ] = None,
    fps: Fps = None,
    aspect: Shape = None,
    language: Language = None,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, max=256, help="How many processes draw; by default one per core."),
    ] = None,
    film: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder of the film; by default renders/SLUG."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder; by default renders/SLUG-slides."),
    ] = None,
) -> None:
    """Make slides of a lesson, a beat each: the video plays once and holds its last frame.

    What of the film is not rendered yet, or not of the lesson as it is now, is rendered first.
    """
    from rich.console import Console

    from gdlesson.deliver.made import MadeFolder
    from gdlesson.deliver.slides.deck import deck_of
    from gdlesson.deliver.slides.making import make
    from gdlesson.progress import steps

    read = read_lesson(lesson, language).shaped(aspect)
    chosen = chosen_scenes(read, scene or [])
    formats = list(dict.fromkeys(to or [To.HTML]))
    if single_file and To.HTML not in formats:
        raise InputError("--single-file is for --to html; give both, or leave it out.")
    source = film if film is not None else Path("renders") / folder_name(read)
    folder = out if out is not None else Path("renders") / folder_name(read, "slides")
    found = rendered(read, chosen, source, _size(quality, fps), jobs)
    deck = deck_of(read, found, source, chosen)
    with MadeFolder(folder, "slides", read) as made:
        for each in formats:
            with steps(Console(stderr=True), len(deck.slides)) as step:
                done = make(each, deck, made, step, single=single_file, full=quality is not None)
            size = f"{done.bytes / 1e6:.1f} MB"
            typer.echo(f"{done.opened} ({count(len(deck.slides), 'slide')}, {size})")
    for name, kept in made.set_aside.items():
        typer.echo(f"{name} was not as it had been made, and is kept as {kept}.", err=True)


# The film that there is, or is to be


def rendered(
    lesson: Lesson, scenes: tuple[str, ...], folder: Path, picture: Picture | None, jobs: int | None
) -> Manifest:
    """The film of some scenes of a lesson, which is rendered first where it is not there.

    Args:
        lesson: the lesson.
        scenes: the scenes.
        folder: where the film is, or is to be.
        picture: the size that it is to have at 16:9; None for that which it has, or high.
        jobs: how many processes draw; None for one per core.

    Raises:
        CommandError: it cannot be rendered.
    """
    from gdlesson.deliver.manifest import read_manifest
    from gdlesson.making.order import Order
    from gdlesson.render.cache import users_cache
    from gdlesson.render.workers import processors

    size = _found_size(folder, lesson) if picture is None else picture.shaped(lesson.aspect)
    size = size or PICTURES[Quality.HIGH].shaped(lesson.aspect)
    render_order(Order(lesson, scenes, size, folder, users_cache(), jobs or processors()))
    return read_manifest(folder)


def _size(quality: Quality | None, fps: Rate | None) -> Picture | None:
    """The size that is asked for, None if none is."""
    if quality is None and fps is None:
        return None
    return PICTURES[quality or Quality.HIGH].at(fps)


def _found_size(folder: Path, lesson: Lesson) -> Picture | None:
    """The size of the film that is there, if there is one of that shape."""
    from gdlesson.deliver.manifest import read_manifest
    from scenes.aspect import Aspect

    try:
        film = read_manifest(folder)
    except CommandError:
        return None
    same = film.slug == lesson.slug and Aspect.nearest(film.width, film.height) is lesson.aspect
    return Picture(film.width, film.height, film.fps) if same else None
