"""The commands that take a film apart for other people's talks: ``slides`` and ``clips``."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gdlesson.commands.options import (
    FilmFolder,
    Fps,
    Jobs,
    Language,
    LessonFile,
    Scenes,
    Shape,
    VoiceName,
    chosen_beats,
    chosen_scenes,
    folder_name,
    read_lesson,
    spoken,
)
from gdlesson.commands.rendering import render_order
from gdlesson.commands.telling import count
from gdlesson.deliver.to import As, By, To
from gdlesson.errors import CommandError, InputError
from gdlesson.render.picture import PICTURES, Picture, Quality, Rate
from scenes.lesson.captions import Captions
from scenes.timing.reading import NOBODY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from gdlesson.deliver.clips.making import Clip
    from gdlesson.deliver.made import MadeFolder
    from gdlesson.deliver.manifest import Manifest
    from gdlesson.making.order import Order
    from gdlesson.narration.takes import Narration
    from scenes.lesson.file import Lesson


def slides(  # noqa: PLR0913 - an argument is an option
    lesson: LessonFile = None,
    *,
    to: Annotated[
        list[To] | None,
        typer.Option("--to", help="The format; may be repeated; by default html."),
    ] = None,
    single_file: Annotated[
        bool, typer.Option("--single-file", help="HTML as one file that holds all videos.")
    ] = False,
    scene: Scenes = None,
    quality: Annotated[
        Quality | None,
        typer.Option(show_default="as the film is, or high", help="Size and rate, as for render."),
    ] = None,
    fps: Fps = None,
    aspect: Shape = None,
    language: Language = None,
    voice: VoiceName = None,
    jobs: Jobs = None,
    film: FilmFolder = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder; by default renders/SLUG-slides."),
    ] = None,
) -> None:
    """Make slides of a lesson: HTML, PPTX, PDF, manim-slides.

    There is one per beat, whose video plays once and holds its last frame.  First
    renders what the film lacks, or has from an earlier state of the lesson.
    """
    from gdlesson.deliver.made import MadeFolder
    from gdlesson.deliver.slides.deck import deck_of
    from gdlesson.deliver.slides.making import make

    read = read_lesson(lesson, language).shaped(aspect)
    chosen = chosen_scenes(read, scene or [])
    formats = list(dict.fromkeys(to or [To.HTML]))
    if single_file and To.HTML not in formats:
        raise InputError("--single-file is for --to html; give both, or leave it out.")
    source = film if film is not None else Path("renders") / folder_name(read)
    folder = out if out is not None else Path("renders") / folder_name(read, "slides")
    there = _found(source, read)
    read, narration = spoken(read, voice or _voice_of(there), chosen, _captions_of(there))
    picture = _size(quality, fps) or _size_of(there) or PICTURES[Quality.HIGH]
    size = picture.shaped(read.aspect)
    found = rendered(_order(read, chosen, size, source, jobs, narration))
    deck = deck_of(read, found, source, chosen)
    with MadeFolder(folder, "slides", read) as made:
        for each in formats:
            with _steps(len(deck.slides)) as step:
                done = make(each, deck, made, step, single=single_file, full=quality is not None)
            told = f"{count(len(deck.slides), 'slide')}, {done.bytes / 1e6:.1f} MB"
            typer.echo(f"{done.opened} ({told})")
    _tell_set_aside(made)


def clips(  # noqa: PLR0913 - an argument is an option
    lesson: LessonFile = None,
    *,
    as_: Annotated[
        list[As] | None,
        typer.Option("--as", help="The kind of file; may be repeated; by default mp4."),
    ] = None,
    by: Annotated[By, typer.Option("--by", help="One clip per beat, or one per scene.")] = By.BEAT,
    scene: Scenes = None,
    beat: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Of this beat only; may be repeated."),
    ] = None,
    bare: Annotated[
        bool,
        typer.Option("--bare", help="Leave out title, logo and captions of webm, webp and mov."),
    ] = False,
    quality: Annotated[
        Quality | None,
        typer.Option(show_default="as the film is; drawn ones medium", help="As for render."),
    ] = None,
    fps: Fps = None,
    aspect: Shape = None,
    language: Language = None,
    voice: VoiceName = None,
    jobs: Jobs = None,
    film: FilmFolder = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder; by default renders/SLUG-clips."),
    ] = None,
) -> None:
    """Make a clip of each beat: MP4, GIF, WebM, WebP or MOV.

    Cuts MP4 and GIF from the film, and first renders what that lacks; draws the others with a
    transparent background.
    """
    from gdlesson.deliver.clips.making import Clips, clips_of
    from gdlesson.deliver.made import MadeFolder

    kinds = list(dict.fromkeys(as_ or [As.MP4]))
    clear = [kind for kind in kinds if kind.is_clear]
    cut = [kind for kind in kinds if not kind.is_clear]
    if bare and cut:
        raise InputError(f"--bare is for webm, webp and mov; --as {cut[0]} is cut from the film.")
    if beat and by is By.SCENE:
        raise InputError("--beat is for --by beat; leave one of them out.")
    read = read_lesson(lesson, language).shaped(aspect)
    chosen = chosen_scenes(read, scene or [])
    source = film if film is not None else Path("renders") / folder_name(read)
    folder = out if out is not None else Path("renders") / folder_name(read, "clips")
    there = _found(source, read)
    read, narration = spoken(read, voice or _voice_of(there), chosen, _captions_of(there))
    asked = _size(quality, fps)
    of_film = (asked or _size_of(there) or PICTURES[Quality.HIGH]).shaped(read.aspect)
    drawn = (asked or PICTURES[Quality.MEDIUM]).shaped(read.aspect)

    def wanted(picture: Picture) -> list[Clip]:
        beats = chosen_beats(read, chosen, beat or [], picture.fps)
        names = {name: [each.name for each in some] for name, some in beats.items()}
        return clips_of(read, names if by is By.BEAT else dict.fromkeys(chosen), picture)

    done = list[str]()
    if cut:
        found = rendered(_order(read, chosen, of_film, source, jobs, narration))
    with MadeFolder(folder, "clips", read) as made:
        some: list[Clip] = wanted(of_film) if cut else []
        with _steps(len(some) * len(cut)) as step:
            clips = Clips(made, read, step)
            done += [clips.cut(each, kind, found, source) for kind in cut for each in some]
        some = wanted(drawn) if clear else []
        with _steps(sum(each.stop - each.start for each in some) * len(clear)) as step:
            clips = Clips(made, read, step)
            for _, group in groupby(some, key=attrgetter("scene")):
                done += clips.draw([*group], clear, drawn, bare=bare)
        _tell_clips(made.folder, done)
    _tell_set_aside(made)


def _steps(total: int) -> AbstractContextManager[Callable[[str], None]]:
    from rich.console import Console

    from gdlesson.progress import steps

    return steps(Console(stderr=True), total)


def _tell_clips(folder: Path, names: Iterable[str]) -> None:
    """Say where clips are and how large they are; GIFs, which are made small, also in pixels."""
    for name in names:
        path = folder / name
        told = f"{path.stat().st_size / 1e6:.1f} MB"
        if path.suffix == ".gif":
            from PIL import Image

            with Image.open(path) as picture:
                told = f"{picture.width}x{picture.height}, {told}"
        typer.echo(f"{path} ({told})")


def _tell_set_aside(made: MadeFolder) -> None:
    for name, kept in made.set_aside.items():
        typer.echo(f"{name} was not as it had been made, and is kept as {kept}.", err=True)


# The film that there is, or is to be


def _order(
    lesson: Lesson,
    scenes: tuple[str, ...],
    picture: Picture,
    folder: Path,
    jobs: int | None,
    narration: Narration | None,
) -> Order:
    from gdlesson.making.order import Order
    from gdlesson.render.cache import users_cache, users_sounds
    from gdlesson.render.workers import processors

    return Order(
        lesson=lesson,
        scenes=scenes,
        picture=picture,
        folder=folder,
        cache=users_cache(),
        sounds=users_sounds(),
        jobs=jobs or processors(),
        narration=narration,
    )


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


def _captions_of(film: Manifest | None) -> Captions | None:
    """Where the words of a film are, if that is spoken."""
    if film is None or film.sound is None or film.sound.voice == NOBODY:
        return None
    return Captions.BURNED if film.burned else Captions.TRACK
