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
    VoiceName,
    chosen_scenes,
    folder_name,
    read_lesson,
    spoken,
)
from gdlesson.commands.rendering import render_order
from gdlesson.commands.telling import count
from gdlesson.deliver.to import To
from gdlesson.errors import CommandError, InputError
from gdlesson.render.picture import PICTURES, Picture, Quality, Rate

if TYPE_CHECKING:
    from gdlesson.deliver.manifest import Manifest
    from gdlesson.making.order import Order
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
    voice: VoiceName = None,
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
    from gdlesson.making.order import Order
    from gdlesson.progress import steps
    from gdlesson.render.cache import users_cache
    from gdlesson.render.workers import processors

    read = read_lesson(lesson, language).shaped(aspect)
    chosen = chosen_scenes(read, scene or [])
    formats = list(dict.fromkeys(to or [To.HTML]))
    if single_file and To.HTML not in formats:
        raise InputError("--single-file is for --to html; give both, or leave it out.")
    source = film if film is not None else Path("renders") / folder_name(read)
    folder = out if out is not None else Path("renders") / folder_name(read, "slides")
    there = _found(source, read)
    read, narration = spoken(read, voice or _voice_of(there), chosen)
    picture = _size(quality, fps) or _size_of(there) or PICTURES[Quality.HIGH]
    found = rendered(
        Order(
            lesson=read,
            scenes=chosen,
            picture=picture.shaped(read.aspect),
            folder=source,
            cache=users_cache(),
            jobs=jobs or processors(),
            narration=narration,
        )
    )
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


def rendered(order: Order) -> Manifest:
    """The film that an order asks for, of which no more is rendered than is not there.

    Raises:
        CommandError: it cannot be rendered.
    """
    from gdlesson.deliver.manifest import read_manifest

    render_order(order)
    return read_manifest(order.folder)


def _size(quality: Quality | None, fps: Rate | None) -> Picture | None:
    """The size that is asked for, None if none is."""
    if quality is None and fps is None:
        return None
    return PICTURES[quality or Quality.HIGH].at(fps)


def _found(folder: Path, lesson: Lesson) -> Manifest | None:
    """The film of a lesson that is there, in its shape, be it as the lesson is now or not."""
    from gdlesson.deliver.manifest import read_manifest
    from scenes.aspect import Aspect

    try:
        film = read_manifest(folder)
    except CommandError:
        return None
    same = film.slug == lesson.slug and Aspect.nearest(film.width, film.height) is lesson.aspect
    return film if same else None


def _size_of(film: Manifest | None) -> Picture | None:
    return Picture(film.width, film.height, film.fps) if film else None


def _voice_of(film: Manifest | None) -> str | None:
    """The voice of a film; that of recordings is named by the lesson, from its own folder."""
    voice = film.sound.voice if film and film.sound else None
    return None if voice is None or voice.startswith("recorded:") else voice
