"""The command ``gdlesson``.

Nothing heavy is imported up here, so that ``gdlesson --help`` answers at once.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from gdlesson import __version__
from gdlesson.bench.machine import ONE_THREAD
from gdlesson.ending import be_deaf, last_words, listen
from gdlesson.errors import (
    FAILED,
    INTERRUPTED,
    WRONG_INPUT,
    CommandError,
    InputError,
    RenderError,
    sentence,
)
from gdlesson.render.picture import PICTURES, Picture, Quality, Rate, read_rate
from gdlesson.streams import mend_streams, output_is_lost
from gdlesson.style import Style
from scenes.aspect import Aspect

if TYPE_CHECKING:
    from gdcore.typing import FrameRate
    from gdlesson.check.findings import Finding
    from gdlesson.check.verdict import Verdict
    from gdlesson.making.order import Order, Outcome
    from scenes.lesson.file import Lesson
    from scenes.reading.inputs import Inputs
    from scenes.timing.score import TimedBeat

app = typer.Typer(
    name="gdlesson",
    help="Render videos about gradient descent in which nothing on screen is faked.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

bench_app = typer.Typer(help="Measure how fast things are on this machine.", no_args_is_help=True)
app.add_typer(bench_app, name="bench")

BENCH_FOLDER = Path("renders") / "bench"


def _named(path: Path | None) -> Path | None:
    """A lesson file, or that of the built-in lesson of that name."""
    from scenes.lessons import BUILT_INS

    built_in = BUILT_INS.get(str(path))
    return built_in if path is not None and built_in is not None and not path.exists() else path


LessonFile = Annotated[
    Path | None,
    typer.Argument(
        metavar="LESSON",
        callback=_named,
        help="A lesson file, or a built-in one's name; without one, gradient-descent.",
    ),
]


Language = Annotated[
    str | None,
    typer.Option(
        metavar="CODE", help="The lesson in this language; gdlesson list shows the languages."
    ),
]

Fps = Annotated[
    Rate | None,
    typer.Option(
        parser=read_rate,
        metavar="RATE",
        help="Frames per second instead of the quality's: 24, 29.97 or 30000/1001.",
    ),
]


Shape = Annotated[
    Aspect | None, typer.Option("--aspect", help="Shape of the frame, instead of the lesson's.")
]


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it with the option's value
    if wanted:
        typer.echo(f"gdlesson {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Hold the options that every command has; they have been read when it is called."""
    del debug, version


@app.command()
def render(  # noqa: PLR0913 - an argument is an option
    lesson: LessonFile = None,
    *,
    scene: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Render this scene only; may be repeated."),
    ] = None,
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
    jobs: Annotated[
        int | None,
        typer.Option(min=1, max=256, help="How many processes draw; by default one per core."),
    ] = None,
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
    """Render a lesson: video, captions, chapters, stills, traces and a manifest.

    What was drawn before, for the same lesson, is not drawn again.
    """
    picture = PICTURES[quality].at(fps)
    if scene and part is not None:
        raise InputError("--scene and --part are two ways to choose scenes; give one of them.")
    choice = bool(scene) or part is not None
    if not choice and _is_there(lesson, picture, aspect, out, language, progress):
        return
    from gdlesson.making.order import Order
    from gdlesson.render.cache import users_cache
    from gdlesson.render.workers import processors, warm_up

    if not choice:
        warm_up()  # something is to be drawn: Manim is imported while the lesson is read
    read = _read_lesson(lesson, language).shaped(aspect)
    render_order(
        Order(
            lesson=read,
            scenes=_chosen(read, scene or []) if part is None else _of_part(read, part),
            picture=picture.shaped(read.aspect),
            folder=out if out is not None else Path("renders") / _folder(read),
            cache=users_cache(),
            jobs=jobs or processors(),
            verbose=verbose,
        ),
        progress,
    )
    _tell_changes(read)


@app.command("render-scene")
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
            help="Size and rate, as for render; what FILE sets in config wins.",
        ),
    ] = None,
    fps: Fps = None,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, max=256, help="How many processes draw; by default one per core."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="By default CLASS.mp4, here.")
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show Manim's messages.")] = False,
) -> None:
    """Render a scene written for plain Manim, with the same pictures as Manim's own."""
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
        _debug(getattr(error, "traceback", ""))
        raise
    if done.whole:
        typer.echo(f"Drawn by one process, because {done.whole}.", err=True)
    for note in done.notes:
        typer.echo(note, err=True)
    length = f"{_count(done.frames, 'frame')}, {done.picture}" if done.frames else "a picture"
    typer.echo(f"{done.path} ({length})")
    if done.captions:
        typer.echo(done.captions)


@app.command()
def watch(
    lesson: Annotated[Path, typer.Argument(metavar="LESSON", help="A lesson file.")],
    *,
    scene: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Render this scene only; may be repeated."),
    ] = None,
    quality: Annotated[Quality, typer.Option(help="Size and rate.")] = Quality.PREVIEW,
    fps: Fps = None,
    aspect: Shape = None,
    language: Language = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder; by default renders/SLUG-preview."),
    ] = None,
) -> None:
    """Render a preview each time the lesson file or a file it names is saved; Ctrl-C ends it."""
    import time

    from gdlesson.making.order import Order
    from gdlesson.render.cache import users_cache
    from gdlesson.render.workers import processors
    from gdlesson.watching import wait_for_change
    from scenes.lesson.file import inputs_of

    while True:
        began = time.monotonic()
        inputs = inputs_of(lesson)
        try:
            read = _read_lesson(lesson, language, inputs).shaped(aspect)
            folder = out if out is not None else Path("renders") / _folder(read, str(quality))
            chosen = _chosen(read, scene or [])
            picture = PICTURES[quality].at(fps).shaped(read.aspect)
            order = Order(read, chosen, picture, folder, users_cache(), processors())
            render_order(order)
        except CommandError as error:
            typer.echo(error, err=True)
        took = time.monotonic() - began
        typer.echo(f"{took:.1f} s; waiting for {lesson} to change", err=True)
        wait_for_change(inputs.stamps)


@app.command()
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
        Path | None, typer.Option(metavar="FILE", help="By default SLUG--SCENE--FRAME.png, here.")
    ] = None,
) -> None:
    """Draw one frame of a scene into a PNG file."""
    from gdlesson.deliver.stills import frame_at, save_still, staged
    from gdlesson.whole import check_target, own_name

    read = _read_lesson(lesson, language).shaped(aspect)
    (name,) = _chosen(read, [scene])
    picture = PICTURES[quality].at(fps).shaped(read.aspect)
    frame = frame_at(read.scene(name).score(picture.fps), at, beat)
    path = out if out is not None else own_name(Path(f"{_folder(read)}--{name}--{frame}.png"))
    check_target(path)
    with staged(read, name, picture) as stage:
        save_still(stage, frame, path)
    typer.echo(path)


@app.command()
def stills(
    lesson: LessonFile = None,
    *,
    scene: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Of this scene only; may be repeated."),
    ] = None,
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
    """Draw a picture of every beat, or a filmstrip of it, into PNG files."""
    from gdlesson.deliver.stills import save_still, save_strip, staged
    from gdlesson.render.stretches import still_frame
    from gdlesson.whole import check_folder, own_name

    read = _read_lesson(lesson, language).shaped(aspect)
    picture = PICTURES[quality].at(fps).shaped(read.aspect)
    chosen = _beats(read, _chosen(read, scene or []), beat or [], picture.fps)
    folder = out if out is not None else Path(_folder(read, "stills"))
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


@app.command()
def poster(
    lesson: LessonFile = None,
    *,
    language: Language = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The folder; by default SLUG-poster, here.")
    ] = None,
) -> None:
    """Make a summary on one page, over the lesson's data: PDF in A3 and A4, and PNG."""
    from gdcore.errors import GDError
    from gdlesson.deliver.poster import save
    from gdlesson.whole import check_folder

    read = _read_lesson(lesson, language)
    folder = out if out is not None else Path(_folder(read, "poster"))
    check_folder(folder)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        made = save(read, folder)
    except GDError as error:
        raise InputError(str(error)) from error
    for path in made:
        typer.echo(path)


@app.command("list")
def list_(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="For programs to read.")] = False,
) -> None:
    """List scenes with beats and parameters, surfaces, optimizers, data, themes, languages."""
    import json

    from rich.console import Console

    from gdlesson.listing import everything, print_everything

    if as_json:
        typer.echo(json.dumps(everything(), indent=2, ensure_ascii=False))
    else:
        print_everything(Console())


@app.command()
def check(
    what: Annotated[Path, typer.Argument(metavar="LESSON|FOLDER", callback=_named)],
    *,
    pictures: Annotated[
        bool | None,
        typer.Option(
            "--pictures/--no-pictures",
            help="Draw each beat, follow what changes, and see whether it can be read; "
            "by default, of a folder.",
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
    as_json: Annotated[bool, typer.Option("--json", help="For programs to read.")] = False,
) -> None:
    """Check a lesson file before it is rendered, or a finished folder after.

    Pictures that break a rule are saved in check/, with the place framed.
    """
    from gdlesson.check.verdict import CHECK_FOLDER, look_at_folder, look_at_lesson, read_lesson
    from gdlesson.render.workers import processors

    if what.is_dir():
        manifest, verdict = look_at_folder(what, processors(), pictures=pictures is not False)
        seconds = sum(scene.seconds for scene in manifest.scenes)
        well = (
            f"{_count(len(manifest.files), 'file')}, {_count(len(manifest.scenes), 'scene')}, "
            f"{_duration(seconds)}, {manifest.width}x{manifest.height} at {manifest.fps} fps"
        )
    else:
        lesson = _read_lesson(what, language).shaped(aspect)
        names = _chosen(lesson, scene or [])
        scores = [lesson.scene(name).score(60) for name in names]
        beats = sum(len(score.beats) for score in scores)
        length = _duration(sum(score.seconds for score in scores))
        well = f"{_count(len(scores), 'scene')}, {_count(beats, 'beat')}, {length}"
        if pictures or (scene and pictures is None):
            verdict = look_at_lesson(lesson, names, Path(CHECK_FOLDER), processors())
        else:
            verdict = read_lesson(lesson, names, 60)
    _tell_verdict(verdict, well, as_json=as_json)


@app.command()
def cache(
    *,
    clear: Annotated[bool, typer.Option("--clear", help="Remove all of it.")] = False,
) -> None:
    """Say how much of earlier renders is kept, or remove it."""
    from gdlesson import written
    from gdlesson.render.cache import users_cache

    kept = users_cache()
    entries = [*kept.entries()]
    size = sum(entry.bytes for entry in entries)
    if clear:
        kept.clear()
        written.forget_all()
        typer.echo(f"removed {_count(len(entries), 'stretch', 'es')}, {size / 2**20:.0f} MiB")
        return
    limit = f"{size / 2**20:.0f} of {kept.most_bytes / 2**20:.0f} MiB"
    typer.echo(f"{kept.folder}: {_count(len(entries), 'stretch', 'es')}, {limit}")


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="Lowercase letters, digits and hyphens.")],
    *,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="LESSON",
            help="Extend this lesson, a file or a built-in one; without it, copy the built-in.",
        ),
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="The language of the new lesson.")
    ] = None,
) -> None:
    """Write a lesson file NAME.toml to start from."""
    from gdlesson.starting import new_copy, new_extension

    if from_ is None:
        path = new_copy(name, Path(), language)
    else:
        path = new_extension(name, Path(), from_, language)
    typer.echo(f"{path} is yours to change; then: gdlesson render {path}")


@app.command()
def doctor() -> None:
    """Say what is installed, what is missing, and the command that mends it."""
    from gdlesson.doctor import examine

    ill = 0
    for finding in examine(Path("renders").absolute()):
        typer.echo(f"{'ok     ' if finding.well else 'MISSING'}  {finding.what}: {finding.found}")
        if not finding.well:
            ill += 1
            typer.echo(f"         mend it with: {finding.mend}")
    if ill:
        raise RenderError(f"{_count(ill, 'thing')} must be mended before a lesson can be rendered.")


@bench_app.command("gdcore")
def bench_gdcore(
    *,
    pairs: Annotated[
        int, typer.Option(min=1, max=1000, help="How many times each side is measured.")
    ] = 7,
    torch_steps: Annotated[
        int, typer.Option(min=10, help="Steps of the PyTorch loop; the whole work is scaled up.")
    ] = 5000,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The numbers as JSON; by default renders/bench/gdcore.json."
        ),
    ] = None,
) -> None:
    """Measure gdcore: ensembles, single paths, frame tables, its import; in turns with PyTorch."""
    from gdlesson.whole import check_target, own_name

    path = out if out is not None else own_name(BENCH_FOLDER / "gdcore.json")
    check_target(path)
    os.environ.update(ONE_THREAD)  # before NumPy is imported
    from rich.console import Console

    from gdlesson.bench import descents, report
    from gdlesson.bench.machine import installed

    rows = descents.rows(pairs, torch_steps)
    report.write(rows, path)
    packages = f"NumPy {installed('numpy')}, PyTorch {installed('torch')}"
    report.show(rows, Console(), "gdcore", f" of which one was used; {packages}")
    typer.echo(path)


@bench_app.command("render")
def bench_render(
    *,
    pairs: Annotated[
        int, typer.Option(min=1, max=100, help="How many times each side is measured.")
    ] = 5,
    quality: Annotated[Quality, typer.Option(help="Size and rate.")] = Quality.HIGH,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The numbers as JSON; by default renders/bench/render.json."
        ),
    ] = None,
) -> None:
    """Measure rendering: a scene in turns with plain Manim, and the built-in lesson."""
    from rich.console import Console

    from gdlesson.bench import renders, report
    from gdlesson.bench.machine import installed
    from gdlesson.whole import check_target, own_name

    path = out if out is not None else own_name(BENCH_FOLDER / "render.json")
    check_target(path)
    rows = renders.rows(pairs, quality)
    report.write(rows, path)
    report.show(rows, Console(), "gdlesson", f"; Manim {installed('manim')}")
    typer.echo(path)


def _folder(lesson: Lesson, *marks: str) -> str:
    """What a folder for something of a lesson is called, where nobody names one."""
    from gdlesson.names import folder

    return folder(lesson.slug, lesson.aspect.mark, lesson.translation, *marks)


def _read_lesson(path: Path | None, language: str | None, inputs: Inputs | None = None) -> Lesson:
    from scenes.lesson.file import load_lesson
    from scenes.reading.report import LessonError

    try:
        return load_lesson(path, inputs, language)
    except LessonError as error:
        raise InputError(str(error)) from error


def _chosen(lesson: Lesson, names: list[str]) -> tuple[str, ...]:
    """The scenes to render, in the lesson's order."""
    from scenes.reading.report import LessonError

    try:
        chosen = {lesson.scene(name).name for name in names}
    except LessonError as error:
        raise InputError(str(error)) from error
    return tuple(spec.name for spec in lesson.scenes if not chosen or spec.name in chosen)


def _of_part(lesson: Lesson, number: int) -> tuple[str, ...]:
    """The scenes of a part."""
    from scenes.reading.report import LessonError

    try:
        return tuple(spec.name for spec in lesson.part(number).scenes)
    except LessonError as error:
        raise InputError(str(error)) from error


def _beats(
    lesson: Lesson, scenes: tuple[str, ...], names: list[str], fps: FrameRate
) -> dict[str, list[TimedBeat]]:
    """The beats of these names, or all, by scene; those of scenes that have none are left out."""
    every = {scene: lesson.scene(scene).score(fps).beats for scene in scenes}
    known = {beat.name for beats in every.values() for beat in beats}
    for name in names:
        if name not in known:
            raise InputError(f"There is no beat {name!r}; choose from: {', '.join(sorted(known))}.")
    chosen = {
        scene: [beat for beat in beats if not names or beat.name in names]
        for scene, beats in every.items()
    }
    return {scene: beats for scene, beats in chosen.items() if beats}


def render_order(order: Order, style: Style = Style.AUTO) -> None:
    """Render with progress on stderr, and say at the end what is there, however it ends."""
    from gdlesson.making.order import Outcome

    for name in order.scenes:
        for remark in order.lesson.scene(name).remarks:
            typer.echo(f"{name}: {remark}", err=True)
    outcome = Outcome()
    try:
        _render_into(order, style, outcome)
    finally:
        for told in _set_aside(order, outcome):
            typer.echo(told, err=True)
    if style is not Style.JSON:
        _tell(order, outcome)


def _render_into(order: Order, style: Style, outcome: Outcome) -> None:
    """Render with progress on stderr; what comes of it is in ``outcome``, also in the end."""
    from rich.console import Console

    from gdlesson.making.lesson import render
    from gdlesson.progress import reporter

    try:
        with (
            last_words(lambda: " ".join([_kept(order, outcome), *_set_aside(order, outcome)])),
            reporter(Console(stderr=True), style, verbose=order.verbose) as watcher,
        ):
            render(order, watcher, outcome)
            watcher.lesson_done(outcome.lesson, outcome.lacking)
    except (CommandError, OSError, MemoryError) as error:
        if isinstance(error, InputError):
            raise
        text = sentence(error).removesuffix(".")
        raise RenderError(f"The render failed: {text}. {_kept(order, outcome)}") from error
    if outcome.failed:
        for failure in outcome.failed:
            _debug(failure.traceback)
        told = "; ".join(str(failure) for failure in outcome.failed)
        raise RenderError(f"Could not draw {told}. {_kept(order, outcome)}")


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
    language: str | None,
    style: Style,
) -> bool:
    """Say where the lesson's video is, if it is as it would be made now; quick, whatever it is."""
    from gdlesson.making.unchanged import unchanged
    from scenes.lessons import BUILT_IN

    path = lesson if lesson is not None else BUILT_IN
    found = unchanged(path, picture, out, aspect=aspect, language=language)
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
        typer.echo(f"{path} ({_duration(found.seconds)}, {found.picture})")
    return True


def _tell(order: Order, outcome: Outcome) -> None:
    """Say where the videos are."""
    if outcome.lesson is not None:
        length = _duration(
            sum(spec.score(order.picture.fps).seconds for spec in order.lesson.scenes)
        )
        typer.echo(f"{order.folder / 'lesson.mp4'} ({length}, {order.picture})")
        return
    for path in outcome.parts:
        typer.echo(path)
    for name in outcome.done:
        typer.echo(order.folder / "scenes" / f"{name}.mp4")
    typer.echo(f"lesson.mp4 was not joined, because {outcome.lacking}.", err=True)


def _set_aside(order: Order, outcome: Outcome) -> list[str]:
    return [
        f"{name} was not as it had been rendered, and is kept as {kept}, both in {order.folder}."
        for name, kept in outcome.set_aside.items()
    ]


def _kept(order: Order, outcome: Outcome) -> str:
    if not outcome.done:
        return "No scene was finished, and nothing was changed."
    return f"Finished and kept in {order.folder}: {', '.join(outcome.done)}."


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
    return f"{_count(len(broken), 'place')}, {_count(len(rules), 'rule')} broken{where}."


def _count(number: int, what: str, ending: str = "s") -> str:
    return f"{number} {what}{'' if number == 1 else ending}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _debugging() -> bool:
    return "--debug" in sys.argv[1:]


def _debug(text: str) -> None:
    if _debugging() and text:
        typer.echo(text, err=True)


def main() -> NoReturn:
    """Run the command line; a user sees sentences, and tracebacks only with ``--debug``."""
    listen()
    mend_streams()
    os.environ.setdefault("PATH", os.defpath)  # which a library that Manim imports takes for given
    # --debug may stand anywhere: who adds it, adds it at the end of the line.
    code = run([argument for argument in sys.argv[1:] if argument != "--debug"])
    if output_is_lost():
        code = code or FAILED
    be_deaf()
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """The exit code of a command line."""
    try:
        code = app(args=arguments, prog_name="gdlesson", standalone_mode=False)
        sys.stdout.flush()
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        return FAILED  # who reads our output, as in `gdlesson list | head`, has enough
    except Exception as error:  # noqa: BLE001 - the last resort: a sentence, not a traceback
        _debug(traceback.format_exc())
        text, code = _told(error)
        typer.echo(text, err=True)
        return code
    return code if isinstance(code, int) else 0


def _told(error: Exception) -> tuple[str, int]:
    """The sentence for an error, and its exit code."""
    if isinstance(error, CommandError):
        return str(error), error.exit_code
    if hasattr(error, "format_message"):  # typer's own: an option or a command there is not
        return f"{error.format_message().removesuffix('.')}; see gdlesson --help.", WRONG_INPUT
    if isinstance(error, OSError) and error.filename is None and output_is_lost():
        return f"Standard output cannot be written to: {sentence(error)}.", FAILED
    hint = "" if isinstance(error, OSError) else " (add --debug for the traceback)"
    return f"{sentence(error)}{hint}.", FAILED
