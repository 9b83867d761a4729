"""The commands that make pictures: ``still``, ``stills`` and ``poster``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gdlesson.commands.options import (
    Fps,
    Language,
    LessonFile,
    Scenes,
    Shape,
    chosen_beats,
    chosen_scenes,
    folder_name,
    read_lesson,
)
from gdlesson.errors import InputError
from gdlesson.render.picture import PICTURES, Quality


def still(
    lesson: LessonFile = None,
    *,
    scene: Annotated[str, typer.Option(metavar="NAME", help="The scene.")],
    at: Annotated[
        float | None, typer.Option(metavar="SECONDS", help="Time within the scene.")
    ] = None,
    beat: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Without --at: this beat, by default the last."),
    ] = None,
    quality: Annotated[Quality, typer.Option(help="Size of the picture.")] = Quality.HIGH,
    fps: Fps = None,
    aspect: Shape = None,
    language: Language = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="By default SLUG--SCENE--FRAME.png in the current folder."
        ),
    ] = None,
) -> None:
    """Draw one frame of a scene into a PNG file."""
    from gdlesson.deliver.stills import frame_at, save_still, staged
    from gdlesson.whole import check_target, own_name

    read = read_lesson(lesson, language).shaped(aspect)
    (name,) = chosen_scenes(read, [scene])
    picture = PICTURES[quality].at(fps).shaped(read.aspect)
    frame = frame_at(read.scene(name).score(picture.fps), at, beat)
    path = out if out is not None else own_name(Path(f"{folder_name(read)}--{name}--{frame}.png"))
    check_target(path)
    with staged(read, name, picture) as stage:
        save_still(stage, frame, path)
    typer.echo(path)


def stills(
    lesson: LessonFile = None,
    *,
    scene: Scenes = None,
    beat: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Of this beat only; may be repeated."),
    ] = None,
    strip: Annotated[
        bool, typer.Option("--strip", help="Each beat as a filmstrip, ten pictures per second.")
    ] = False,
    quality: Annotated[Quality, typer.Option(help="Size of the pictures.")] = Quality.HIGH,
    fps: Fps = None,
    aspect: Shape = None,
    language: Language = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The folder; by default SLUG-stills, here.")
    ] = None,
) -> None:
    """Draw a picture or a filmstrip of every beat into PNG files."""
    from gdlesson.deliver.stills import save_still, save_strip, staged
    from gdlesson.render.stretches import still_frame
    from gdlesson.whole import check_folder, own_name

    read = read_lesson(lesson, language).shaped(aspect)
    picture = PICTURES[quality].at(fps).shaped(read.aspect)
    chosen = chosen_beats(read, chosen_scenes(read, scene or []), beat or [], picture.fps)
    folder = out if out is not None else Path(folder_name(read, "stills"))
    check_folder(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, beats in chosen.items():
        with staged(read, name, picture) as stage:
            for each in beats:
                base = f"{name}--{each.name}{'--strip' if strip else ''}.png"
                path = own_name(folder / base)
                if strip:
                    save_strip(stage, name, each, read.theme, path)
                else:
                    save_still(stage, still_frame(each, picture.fps), path)
                typer.echo(path)


def poster(
    lesson: LessonFile = None,
    *,
    language: Language = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The folder; by default SLUG-poster, here.")
    ] = None,
) -> None:
    """Make a summary on one page: PDF in A3 and A4, and PNG.  It is over the lesson's data."""
    from gdcore.errors import GDError
    from gdlesson.deliver.poster import save
    from gdlesson.whole import check_folder

    read = read_lesson(lesson, language)
    folder = out if out is not None else Path(folder_name(read, "poster"))
    check_folder(folder)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        made = save(read, folder)
    except GDError as error:
        raise InputError(str(error)) from error
    for path in made:
        typer.echo(path)
