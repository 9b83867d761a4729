"""What a render tells while it goes on: a live bar on a terminal, else lines, or JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from gdlesson.ending import at_end, forget, sure
from gdlesson.render.events import Drawn, Event, Failed, Finished, Preparing
from gdlesson.style import Style


class LineReporter(AbstractContextManager["LineReporter"]):
    """A line for each scene that is done; for logs and pipes.

    When it is verbose, also one for each stretch, with the worker that drew it.
    """

    def __init__(self, console: Console, *, verbose: bool = False) -> None:
        self.console, self.verbose = console, verbose
        self._began = time.monotonic()

    def begin(self, frames: int) -> None:
        """Nothing to say yet."""

    def event(self, event: Event) -> None:
        """Say what failed and, when verbose, what each worker does."""
        if isinstance(event, Failed):
            self.say(f"Failed: {event}")
        elif self.verbose and isinstance(event, Preparing):
            self.say(f"Worker {event.worker}: setting up {event.scene}")
        elif self.verbose and isinstance(event, Finished):
            stretch = event.stretch
            frames = f"frames {stretch.start} to {stretch.stop - 1}"
            where = f"{stretch.scene}, {stretch.beat.name}, {frames}"
            self.say(f"Worker {event.worker}: {where}, {event.memory / 2**20:.0f} MiB")

    def scene_done(self, name: str, path: Path, seconds: float) -> None:
        """Say that a scene is in the folder."""
        took = time.monotonic() - self._began
        self.say(f"Done: {name}, {seconds:.1f} s of video, {took:.0f} s after the start ({path})")

    def note(self, text: str) -> None:
        """Too much for a log."""

    def say(self, text: str) -> None:
        """Print a line as it is."""
        self.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def lesson_done(self, path: Path | None, lacking: str) -> None:
        """Who called says it."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Nothing is left open."""


class BarReporter(LineReporter):
    """A live bar over the whole order, with the frames a second and the time left."""

    def __init__(self, console: Console, *, verbose: bool = False) -> None:
        super().__init__(console, verbose=verbose)
        self._bar = Progress(
            SpinnerColumn(),
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TextColumn("frames"),
            _RateColumn(),
            TimeRemainingColumn(compact=True),
            TextColumn("left  {task.description}", markup=False),
            console=console,
            expand=True,
            speed_estimate_period=60.0,
            refresh_per_second=5,
        )
        self._task = self._bar.add_task("starting", total=None)

    def __enter__(self) -> Self:
        at_end(self._bar.stop)  # which gives the terminal its cursor back
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._bar.stop()
        forget(self._bar.stop)

    def begin(self, frames: int) -> None:
        """Start the bar."""
        self._bar.update(self._task, total=frames)

    def event(self, event: Event) -> None:
        """Move the bar and say what is being drawn."""
        super().event(event)
        if isinstance(event, Drawn):
            self._bar.update(self._task, advance=1, description=f"{event.scene}: {event.beat}")
        elif isinstance(event, Preparing):
            self.note(f"setting up {event.scene}")

    def note(self, text: str) -> None:
        """Say what is being done."""
        self._bar.update(self._task, description=text)


class _RateColumn(ProgressColumn):
    """Frames a second, over the last minute."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s" if speed else "-/s")


class JsonReporter(LineReporter):
    """A JSON object a line on standard output, for other programs; ``event`` says what it is."""

    def begin(self, frames: int) -> None:
        """How many frames are to be drawn."""
        self._tell("begin", frames=frames)

    def event(self, event: Event) -> None:
        """What a worker did."""
        if isinstance(event, Preparing):
            self._tell("preparing", scene=event.scene, worker=event.worker)
        elif isinstance(event, Drawn):
            place = {"scene": event.scene, "beat": event.beat, "frame": event.frame}
            self._tell("frame", **place, worker=event.worker)
        elif isinstance(event, Finished):
            stretch, told = event.stretch, {"worker": event.worker, "memory": event.memory}
            place = {"scene": stretch.scene, "beat": stretch.beat.name}
            self._tell("stretch", **place, start=stretch.start, stop=stretch.stop, **told)
        elif isinstance(event, Failed):
            place = {"scene": event.stretch.scene, "beat": event.stretch.beat.name}
            self._tell("failed", **place, frame=event.frame, why=event.why)

    def scene_done(self, name: str, path: Path, seconds: float) -> None:
        """A scene is in the folder."""
        self._tell("scene", scene=name, path=str(path), seconds=seconds)

    def note(self, text: str) -> None:
        """What is done beside drawing."""
        self._tell("note", text=text)

    def lesson_done(self, path: Path | None, lacking: str) -> None:
        """The lesson's video, or why there is none."""
        self._tell("lesson", path=path and str(path), lacking=lacking)

    def _tell(self, event: str, **values: object) -> None:
        sys.stdout.write(json.dumps({"event": event, **values}) + "\n")
        sys.stdout.flush()


@contextmanager
def counting(console: Console) -> Iterator[Callable[[int], None]]:
    """On a terminal, count frames of a scene whose length is not known; else say nothing.

    What is yielded is to be called after each frame with the number of its play.
    """
    spinner, frames = SpinnerColumn(), TextColumn("{task.completed:.0f} frames")
    columns = (spinner, frames, _RateColumn(), TextColumn("{task.description}", markup=False))
    progress = Progress(*columns, console=console, disable=not console.is_terminal)
    with sure(progress.stop), progress as count:
        task = count.add_task("starting", total=None)
        yield lambda play: count.update(task, advance=1, description=f"play {play}")


@contextmanager
def steps(console: Console, total: int) -> Iterator[Callable[[str], None]]:
    """On a terminal, a bar over so many steps; else say nothing.

    What is yielded is to be called at each step with what is being done.
    """
    columns = (
        SpinnerColumn(),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.description}", markup=False),
    )
    progress = Progress(*columns, console=console, expand=True, disable=not console.is_terminal)
    with sure(progress.stop), progress as bar:
        task = bar.add_task("starting", total=total)
        yield lambda what: bar.update(task, advance=1, description=what)


@contextmanager
def speaking(console: Console) -> Iterator[Callable[[int, int], None]]:
    """Say which beat is being spoken: on a terminal as a bar, elsewhere in a line at the start.

    What is yielded is to be called before each, with its number and how many there are.
    """
    columns = (SpinnerColumn(), BarColumn(bar_width=None), TextColumn("{task.description}"))
    progress = Progress(*columns, console=console, disable=not console.is_terminal, transient=True)
    with sure(progress.stop), progress:
        task = progress.add_task("starting to speak", total=None)
        told = False

        def tell(number: int, count: int) -> None:
            nonlocal told
            text = f"speaking beat {number} of {count}"
            progress.update(task, completed=number - 1, total=count, description=text)
            if not told and not console.is_terminal:
                console.print(text, markup=False, highlight=False)
            told = True

        yield tell


@contextmanager
def stages() -> Iterator[Callable[[str, float | None], None]]:
    """A bar on a terminal for work that has several stages, else a line a stage, on stderr.

    What is yielded is to be called with what is being done and, where it is known, its share done.
    """
    console = Console(stderr=True)
    columns = (SpinnerColumn(), BarColumn(), TextColumn("{task.description}", markup=False))
    progress = Progress(*columns, console=console, disable=not console.is_terminal, transient=True)
    told = ""
    with sure(progress.stop), progress as bar:
        task = bar.add_task("starting", total=None)

        def note(text: str, share: float | None = None) -> None:
            nonlocal told
            bar.update(task, description=text, total=1.0 if share is not None else None)
            bar.update(task, completed=share or 0.0)
            if text != told and not console.is_terminal:
                console.print(text, markup=False, highlight=False, soft_wrap=True)
            told = text

        yield note


def reporter(console: Console, style: Style, *, verbose: bool) -> LineReporter:
    """The reporter that was asked for; where none was, the one that suits the console."""
    if style is Style.JSON:
        return JsonReporter(console)
    live = style is Style.AUTO and console.is_terminal
    return (BarReporter if live else LineReporter)(console, verbose=verbose)
