"""Processes that draw stretches of video in parallel; the result is the same for any number."""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
import traceback
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import connection, forkserver, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from gdlesson.errors import sentence
from gdlesson.render.events import Drawn, Event, Failed, Finished, Preparing
from gdlesson.render.picture import Picture
from gdlesson.render.stage import Stage, StageMaker, quiet
from gdlesson.render.stretches import VideoStretch, check_plan, draw
from gdlesson.scratch import follow, own_processes
from scenes.lesson.file import Lesson

context = get_context("forkserver")
_REMEDY = "try --jobs 1"
PATIENCE_SECONDS = 3.0
"""How long a worker may take to end when it is told to."""


@dataclass(frozen=True)
class Brief:
    """What every worker needs to know."""

    lesson: Lesson
    picture: Picture
    make_stage: StageMaker
    folder: Path
    """For what is not worth keeping."""
    verbose: bool = False


def warm_up() -> None:
    """Start the process that workers are forked from, which imports what they need meanwhile."""
    context.set_forkserver_preload(["gdlesson.render.preloaded"])
    with own_processes():
        forkserver.ensure_running()


def draw_all(stretches: Sequence[VideoStretch], brief: Brief, jobs: int) -> Generator[Event]:
    """Draw every stretch; a scene of which one fails is given up, the others are finished.

    Closing the iterator, as an exception in the caller's loop does, ends the workers.
    """
    crew = _Crew(brief, [*stretches])
    try:
        if stretches:
            crew.hire(min(jobs, len(stretches)))
        while crew.workers:
            yield from crew.events()
    finally:
        crew.dismiss()


@dataclass
class _Worker:
    process: ForkServerProcess
    pipe: Connection
    stretch: VideoStretch | None = None
    scene: str | None = None
    """The scene it is set up for."""
    frame: int | None = None


@dataclass
class _Crew:
    brief: Brief
    waiting: list[VideoStretch]
    workers: list[_Worker] = field(default_factory=list)
    hired: int = 0
    given_up: set[str] = field(default_factory=set)
    """Scenes of which a stretch failed."""

    def hire(self, count: int) -> None:
        """Start workers, each with its share of the cores for what has threads of its own."""
        warm_up()
        threads = max(1, processors() // count)
        for _ in range(count):
            here, there = context.Pipe()
            process = context.Process(
                target=_work, args=(there, self.brief, self.hired, threads), daemon=True
            )
            with own_processes():
                process.start()
            there.close()
            self.hired += 1
            self.workers.append(_Worker(process, here))
        for worker in self.workers[-count:]:
            self.give_work(worker)

    def events(self) -> Iterator[Event]:
        """What the workers have to tell; waits until there is something."""
        ready = connection.wait([worker.pipe for worker in self.workers])
        for worker in [worker for worker in self.workers if worker.pipe in ready]:
            try:
                event = worker.pipe.recv()
            except (EOFError, OSError):
                event = self.bury(worker)
            if isinstance(event, Drawn):
                worker.frame = event.frame
            again = isinstance(event, Failed) and not self.give_up(event.stretch.scene)
            if isinstance(event, Failed | Finished) and worker in self.workers:
                self.give_work(worker)
            if event is not None and not again:
                yield event
        if not self.workers and self.waiting:
            self.hire(1)

    def give_up(self, scene: str) -> bool:
        """Draw no more of a scene; False where it was given up before, by another worker."""
        self.waiting = [stretch for stretch in self.waiting if stretch.scene != scene]
        first = scene not in self.given_up
        self.given_up.add(scene)
        return first

    def give_work(self, worker: _Worker) -> None:
        """The next stretch of the scene it is set up for or, where that is done, of another."""
        worker.frame = None
        worker.stretch = self.next_for(worker)
        try:
            worker.pipe.send(worker.stretch)
        except OSError:
            return  # it has died; its pipe tells
        if worker.stretch is None:
            self.workers.remove(worker)
            self.leave(worker)
            return
        worker.scene = worker.stretch.scene
        self.waiting.remove(worker.stretch)

    def next_for(self, worker: _Worker) -> VideoStretch | None:
        """A long one of its scene, so that the last ones are short and all workers end together.

        Setting a scene up takes a second, so workers spread over scenes before they share one.
        """
        scenes = [stretch.scene for stretch in self.waiting]
        scene = worker.scene
        if scene not in scenes:
            busy = [other.scene for other in self.workers]
            scene = min(scenes, key=busy.count, default=None)
        mine = [stretch for stretch in self.waiting if stretch.scene == scene]
        return max(mine, key=lambda stretch: stretch.stop - stretch.start, default=None)

    def bury(self, worker: _Worker) -> Failed | None:
        """A worker ended unasked: killed, or crashed in a library."""
        self.workers.remove(worker)
        self.leave(worker)
        if worker.stretch is None:
            return None
        code = worker.process.exitcode or 0
        how = f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"
        hint = f"; there may be too little memory, {_REMEDY}" if code == -signal.SIGKILL else ""
        why = f"the process that drew it {how}{hint}"
        return Failed(worker.stretch, worker.frame, why, "")

    def leave(self, worker: _Worker) -> None:
        worker.process.join(PATIENCE_SECONDS)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.pipe.close()

    def dismiss(self) -> None:
        """End every worker now."""
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            self.leave(worker)
        self.workers.clear()


def _work(pipe: Connection, brief: Brief, worker: int, threads: int) -> None:
    """A worker's life: take a stretch, draw it, tell; until there is none, or nobody listens."""
    os.environ["LP_NUM_THREADS"] = str(threads)
    media = brief.folder / f"worker-{worker}"
    follow()
    media.mkdir(parents=True, exist_ok=True)
    # Manim reads settings from the folder it is started in, and writes there; not from the user's.
    os.chdir(media)
    if not brief.verbose:
        quiet()
        _redirect_output(media / "output.txt")
    stage: Stage | None = None
    scene = None
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while (stretch := pipe.recv()) is not None:
            if stretch.scene != scene:
                pipe.send(Preparing(stretch.scene, worker))
                stage, scene = None, stretch.scene
                gc.unfreeze()
                gc.collect()  # all that was the scene before
            stage = _draw_one(pipe, brief, stretch, stage, worker, media)


def _draw_one(
    pipe: Connection,
    brief: Brief,
    stretch: VideoStretch,
    stage: Stage | None,
    worker: int,
    media: Path,
) -> Stage | None:
    """Draw a stretch and tell how it went; return the scene, set up, for the next one."""
    reached: list[int] = []

    def drawn(frame: int) -> None:
        reached[:] = [frame]
        pipe.send(Drawn(stretch.scene, stretch.beat.name, frame, worker))

    failing: int | None = None
    try:
        if stage is None:
            stage = brief.make_stage(brief.lesson, stretch.scene, brief.picture, media)
            stage.prepare()
            gc.collect()
            gc.freeze()  # what is there stays, and looking through it halts the drawing
        check_plan(stretch, stage)
        failing = stretch.start
        draw(stretch, stage, brief.picture, drawn)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever a scene raises is told to the user
        frame = reached[0] + 1 if reached else failing
        why = sentence(error) + (f", {_REMEDY}" if isinstance(error, MemoryError) else "")
        pipe.send(Failed(stretch, frame, why, traceback.format_exc()))
        return None
    pipe.send(Finished(stretch, worker, _memory()))
    return stage


def _memory() -> int:
    """The most memory that this process has had, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _redirect_output(path: Path) -> None:
    """Send all that libraries print, from C too, to a file."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            os.dup2(file, stream.fileno())
    os.close(file)


def processors() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
