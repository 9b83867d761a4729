"""The commands that make videos: ``render``, ``render-scene`` and ``watch``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gdlesson.commands.options import (
    CaptionsPlace,
    Fps,
    Jobs,
    Language,
    LessonFile,
    Scenes,
    Shape,
    VoiceName,
    chosen_scenes,
    folder_name,
    read_lesson,
    scenes_of_part,
    spoken,
)
from gdlesson.commands.telling import count, debug, duration
from gdlesson.ending import last_words
from gdlesson.errors import CommandError, InputError, RenderError, sentence
from gdlesson.render.picture import PICTURES, Picture, Quality
from gdlesson.style import Style
from scenes.aspect import Aspect
from scenes.lesson.captions import Captions

if TYPE_CHECKING:
    from gdlesson.making.order import Order, Result
    from scenes.lesson.file import Lesson


def render(  # noqa: PLR0913 - an argument is an option
    lesson: LessonFile = None,
    *,
    scene: Scenes = None,
    part: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Render the scenes of this part only, and its film."),
    ] = None,
    quality: Annotated[
        Quality,
        typer.Option(
            help="854x480 at 15 fps, 1280x720 at 30, 1920x1080 or 3840x2160 at 60, in 16:9."
        ),
    ] = Quality.HIGH,
    fps: Fps = None,
    aspect: Shape = None,
    language: Language = None,
    voice: VoiceName = None,
    captions: CaptionsPlace = None,
    jobs: Jobs = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder; by default renders/SLUG, or SLUG-9x16."),
    ] = None,
    progress: Annotated[
        Style,
        typer.Option(help="A bar on a terminal, else lines; lines; or JSON on standard output."),
    ] = Style.AUTO,
    verbose: Annotated[
        bool,
        typer.Option("--verbose", help="Say what each process does, and show Manim's messages."),
    ] = False,
) -> None:
    """Render a lesson: video, captions, transcript, stills.

    What was drawn before, for the same lesson, is not drawn again.
    """
    picture = PICTURES[quality].at(fps)
    if scene and part is not None:
        raise InputError("--scene and --part are two ways to choose scenes; give one of them.")
    choice = bool(scene) or part is not None
    if not choice and _is_there(
        lesson, picture, aspect, out, progress, language=language, voice=voice, captions=captions
    ):
        return
    from gdlesson.making.order import Order
    from gdlesson.render.cache import users_cache, users_sounds
    from gdlesson.render.workers import processors, warm_up

    if not choice:
        warm_up()  # something is to be drawn: Manim is imported while the lesson is read
    read = read_lesson(lesson, language).shaped(aspect)
    chosen = chosen_scenes(read, scene or []) if part is None else scenes_of_part(read, part)
    read, narration = spoken(read, voice, chosen, captions)
    render_order(
        Order(
            lesson=read,
            scenes=chosen,
            picture=picture.shaped(read.aspect),
            folder=out if out is not None else Path("renders") / folder_name(read),
            cache=users_cache(),
            sounds=users_sounds(),
            jobs=jobs or processors(),
            verbose=verbose,
            narration=narration,
        ),
        progress,
    )
    _tell_changes(read)


def render_scene(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A Python file for Manim.")],
    scene: Annotated[
        str | None,
        typer.Argument(metavar="CLASS", help="The scene; may be left out if FILE has one scene."),
    ] = None,
    *,
    quality: Annotated[
        Quality | None,
        typer.Option(
            show_default="what manim.cfg says, or high",
            help="Size and rate, as for render; what FILE sets in config takes precedence.",
        ),
    ] = None,
    fps: Fps = None,
    jobs: Jobs = None,
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="By default CLASS.mp4 in the current folder."),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show Manim's messages.")] = False,
) -> None:
    """Render a scene written for plain Manim.  Its frames are the same as Manim's."""
    from rich.console import Console

    from gdlesson.progress import counting
    from gdlesson.render.plain.command import PlainOrder, render_plain
    from gdlesson.render.workers import processors

    picture = PICTURES[quality] if quality is not None else None
    order = PlainOrder(file, scene, picture, output, jobs or processors(), verbose, fps)
    try:
        with counting(Console(stderr=True)) as drawn:
            done = render_plain(order, drawn)
    except CommandError as error:
        debug(getattr(error, "traceback", ""))
        raise
    if done.whole:
        typer.echo(f"Drawn by one process, because {done.whole}.", err=True)
    for note in done.notes:
        typer.echo(note, err=True)
    length = f"{count(done.frames, 'frame')}, {done.picture}" if done.frames else "a picture"
    typer.echo(f"{done.path} ({length})")
    if done.captions:
        typer.echo(done.captions)


def watch(
    lesson: Annotated[Path, typer.Argument(metavar="LESSON", help="A lesson file.")],
    *,
    scene: Scenes = None,
    quality: Annotated[Quality, typer.Option(help="Size and rate.")] = Quality.PREVIEW,
    fps: Fps = None,
    aspect: Shape = None,
    language: Language = None,
    voice: VoiceName = None,
    captions: CaptionsPlace = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder; by default renders/SLUG-preview."),
    ] = None,
) -> None:
    """Render a preview each time the lesson file is saved.

    Each file that it names counts as well.  Ctrl-C ends it.
    """
    import time

    from gdlesson.making.order import Order
    from gdlesson.render.cache import users_cache, users_sounds
    from gdlesson.render.workers import processors
    from gdlesson.watching import wait_for_change
    from scenes.lesson.file import inputs_of

    while True:
        began = time.monotonic()
        inputs = inputs_of(lesson)
        try:
            read = read_lesson(lesson, language, inputs).shaped(aspect)
            folder = out if out is not None else Path("renders") / folder_name(read, str(quality))
            chosen = chosen_scenes(read, scene or [])
            read, narration = spoken(read, voice, chosen, captions)
            picture = PICTURES[quality].at(fps).shaped(read.aspect)
            order = Order(
                read,
                chosen,
                picture,
                folder,
                users_cache(),
                processors(),
                sounds=users_sounds(),
                narration=narration,
            )
            render_order(order)
        except CommandError as error:
            typer.echo(error, err=True)
        took = time.monotonic() - began
        typer.echo(f"{took:.1f} s; waiting for {lesson} to change", err=True)
        wait_for_change(inputs.stamps)


def render_order(order: Order, style: Style = Style.AUTO) -> None:
    """Render with progress on stderr, and say at the end what is there, however it ends."""
    from gdlesson.making.order import Result

    for name in order.scenes:
        for remark in order.lesson.scene(name).remarks:
            typer.echo(f"{name}: {remark}", err=True)
    result = Result()
    try:
        _render_into(order, style, result)
    finally:
        for told in _set_aside(order, result):
            typer.echo(told, err=True)
    if style is not Style.JSON:
        _tell(order, result)


def _render_into(order: Order, style: Style, result: Result) -> None:
    """Render with progress on stderr; what comes of it is in ``result``, also in the end."""
    from rich.console import Console

    from gdlesson.making.lesson import render
    from gdlesson.progress import reporter

    try:
        with (
            last_words(lambda: " ".join([_kept(order, result), *_set_aside(order, result)])),
            reporter(Console(stderr=True), style, verbose=order.verbose) as watcher,
        ):
            render(order, watcher, result)
            watcher.lesson_done(result.lesson, result.lacking)
    except (CommandError, OSError, MemoryError) as error:
        if isinstance(error, InputError):
            raise
        text = sentence(error).removesuffix(".")
        raise RenderError(f"The render failed: {text}. {_kept(order, result)}") from error
    if result.failed:
        for failure in result.failed:
            debug(failure.traceback)
        told = "; ".join(str(failure) for failure in result.failed)
        raise RenderError(f"Could not draw {told}. {_kept(order, result)}")


def _tell_changes(lesson: Lesson) -> None:
    """Say which inputs were saved anew while the film was made of what they had been."""
    if changed := lesson.inputs.changed():
        names = ", ".join(changed)
        typer.echo(
            f"Changed while this was made, which shows what was there at the start: {names}. "
            "Render again for what is there now.",
            err=True,
        )


def _is_there(
    lesson: Path | None,
    picture: Picture,
    aspect: Aspect | None,
    out: Path | None,
    style: Style,
    *,
    language: str | None,
    voice: str | None,
    captions: Captions | None,
) -> bool:
    """Say where the lesson's video is, if it is as it would be made now; quick, whatever it is."""
    from gdlesson.making.unchanged import unchanged
    from scenes.lessons import BUILT_IN

    path = lesson if lesson is not None else BUILT_IN
    found = unchanged(
        path, picture, out, aspect=aspect, language=language, voice=voice, captions=captions
    )
    if found is None:
        return False
    path = found.folder / "lesson.mp4"
    if style is Style.JSON:
        from rich.console import Console

        from gdlesson.progress import JsonReporter

        reporter = JsonReporter(Console(stderr=True))
        reporter.begin(0)
        reporter.lesson_done(path, "")
    else:
        typer.echo(f"{path} ({duration(found.seconds)}, {found.picture})")
    return True


def _tell(order: Order, result: Result) -> None:
    """Say where the videos are."""
    if result.lesson is not None:
        length = duration(
            sum(spec.score(order.picture.fps).seconds for spec in order.lesson.scenes)
        )
        typer.echo(f"{order.folder / 'lesson.mp4'} ({length}, {order.picture})")
        return
    for path in result.parts:
        typer.echo(path)
    for name in result.done:
        typer.echo(order.folder / "scenes" / f"{name}.mp4")
    typer.echo(f"lesson.mp4 was not joined, because {result.lacking}.", err=True)


def _set_aside(order: Order, result: Result) -> list[str]:
    return [
        f"{name} was not as it had been rendered, and is kept as {kept}, both in {order.folder}."
        for name, kept in result.set_aside.items()
    ]


def _kept(order: Order, result: Result) -> str:
    if not result.done:
        return "No scene was finished, and nothing was changed."
    return f"Finished and kept in {order.folder}: {', '.join(result.done)}."
