"""What a render tells while it goes on: a live bar on a terminal, else a line a scene."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
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

from gdlesson.render.workers import Drawn, Event, Failed, Preparing


class LineReporter(AbstractContextManager["LineReporter"]):
    """A line for each scene that is done; for logs and pipes."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._began = time.monotonic()

    def begin(self, frames: int) -> None:
        """Nothing to say yet."""

    def event(self, event: Event) -> None:
        """Say what failed."""
        if isinstance(event, Failed):
            self.say(f"Failed: {event}")

    def scene_done(self, name: str, path: Path, seconds: float) -> None:
        """Say that a scene is in the folder."""
        took = time.monotonic() - self._began
        self.say(f"Done: {name}, {seconds:.1f} s of video, {took:.0f} s after the start ({path})")

    def note(self, text: str) -> None:
        """Too much for a log."""

    def say(self, text: str) -> None:
        """Print a line as it is."""
        self.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Nothing is left open."""


class BarReporter(LineReporter):
    """A live bar over the whole order, with the frames a second and the time left."""

    def __init__(self, console: Console) -> None:
        super().__init__(console)
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
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._bar.stop()

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


def reporter(console: Console) -> LineReporter:
    """The reporter that suits a console."""
    return BarReporter(console) if console.is_terminal else LineReporter(console)
