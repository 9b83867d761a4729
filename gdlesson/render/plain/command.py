"""Rendering a plain Manim scene into one video file."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Generator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Self

from gdlesson.ending import at_end, forget
from gdlesson.errors import CommandError, InputError, RenderError
from gdlesson.one_thread import ONE_THREAD
from gdlesson.render.assembly import Footage, join
from gdlesson.render.cache import flush
from gdlesson.render.encoder import Encoder
from gdlesson.render.picture import Picture, Rate
from gdlesson.render.plain.messages import (
    Ended,
    FrameDrawn,
    Job,
    Lost,
    Message,
    Raised,
    State,
    Unsplittable,
    Unusable,
)
from gdlesson.render.plain.sound import add_sound
from gdlesson.render.plain.take import conduct
from gdlesson.scratch import environment, own_processes, scratch_folder
from gdlesson.whole import check_target, own_name, whole

PATIENCE_SECONDS = 3.0
"""How long the process that runs the scene may take to end when it is killed."""


@dataclass(frozen=True)
class PlainOrder:
    """What to render, where to, and how."""

    file: Path
    scene: str | None
    picture: Picture | None
    """Without one: as Manim's settings files say."""
    output: Path | None
    """Without one: the scene's name, in the current folder."""
    jobs: int = 1
    verbose: bool = False
    rate: Rate | None = None
    """In place of the picture's, or of the settings'."""
    make_encoder: type[Encoder] = Encoder


@dataclass(frozen=True)
class Rendered:
    """What came of it."""

    path: Path
    frames: int
    """0 for the picture of a scene that plays nothing."""
    picture: Picture
    captions: Path | None
    notes: tuple[str, ...] = ()
    """What the user might not expect, a sentence each."""
    whole: str = ""
    """Why it was drawn by one process, where more were asked for."""


class SceneError(RenderError):
    """A scene raised; its traceback is for who asks for it."""

    def __init__(self, text: str, traceback: str = "") -> None:
        super().__init__(text)
        self.traceback = traceback


class PlainInputError(InputError):
    """A file that cannot be used; its traceback is for who asks for it."""

    def __init__(self, text: str, traceback: str = "") -> None:
        super().__init__(text)
        self.traceback = traceback


def render_plain(order: PlainOrder, drawn: Callable[[int], None] = lambda _: None) -> Rendered:
    """Render a scene; ``drawn`` is called after each frame with the number of its play.

    Raises:
        InputError: there is no such file or scene, or it cannot be drawn here.
        RenderError: the scene raised, or a process ended unasked.
        OSError: a file cannot be written.
    """
    _check_input(order)
    whole = ""
    while True:
        with scratch_folder() as folder:
            jobs = 1 if whole else order.jobs
            job = Job(
                order.file,
                order.scene,
                order.picture,
                order.rate,
                folder,
                jobs,
                order.verbose,
                order.make_encoder,
            )
            ended = _take(job, drawn)
            if isinstance(ended, Ended):
                return replace(_deliver(job, ended, order.output), whole=whole)
            whole = ended.why


def _check_input(order: PlainOrder) -> None:
    if not order.file.is_file() or order.file.suffix != ".py":
        raise InputError(f"{order.file} is not a Python file with a scene.")
    if order.output is not None and order.output.suffix != ".mp4":
        raise InputError(f"The video is an MP4 file, so --output is FILE.mp4, not {order.output}.")
    if order.output is not None and not order.output.absolute().parent.is_dir():
        raise InputError(f"There is no folder {order.output.absolute().parent} to write into.")
    if order.output is not None:
        check_target(order.output)


def _take(job: Job, drawn: Callable[[int], None]) -> Ended | Unsplittable:
    """Have a scene drawn once; Unsplittable where it has to be drawn again by one process."""
    states: dict[int, str] = {}
    with _Take(job) as take, closing(take.messages()) as messages:
        for message in messages:
            match message:
                case FrameDrawn(play):
                    drawn(play)
                case State(frame, digest) if states.setdefault(frame, digest) != digest:
                    return Unsplittable(
                        f"its state at frame {frame} depends on the frames drawn before, on the "
                        "clock or on chance that has no seed"
                    )
                case Unusable(why, traceback):
                    raise PlainInputError(why, traceback)
                case Raised(scene, play, frame, why, traceback):
                    where = f"scene {scene}, play {play}, frame {frame}"
                    raise SceneError(f"Could not draw {where}: {why}.", traceback)
                case Lost(frame, how):
                    what = f"The process that drew frame {frame} and those after it {how}"
                    raise RenderError(f"{what}; there may be too little memory, try --jobs 1.")
                case Ended() | Unsplittable():
                    return message
    raise RenderError(f"The process that ran the scene {take.how_it_ended}.")


class _Take:
    """The process that runs a scene, and those it forks; they end with the ``with`` block."""

    def __init__(self, job: Job) -> None:
        context = get_context("spawn")
        # One way only: that makes it a pipe, into which several processes may write at once.
        self._pipe, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=conduct, args=(job, theirs))
        with own_processes(), environment(ONE_THREAD):
            self._process.start()
            at_end(self._kill)
        theirs.close()

    def messages(self) -> Generator[Message]:
        """What they have to tell, until the last of them has ended."""
        with suppress(EOFError):
            while True:
                yield self._pipe.recv()

    @property
    def how_it_ended(self) -> str:
        """For a sentence."""
        self._process.join(PATIENCE_SECONDS)
        code = self._process.exitcode or 0
        return f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._kill()
        self._process.join()
        self._pipe.close()
        forget(self._kill)

    def _kill(self) -> None:
        assert self._process.pid
        if self._process.exitcode is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()


def _deliver(job: Job, ended: Ended, output: Path | None) -> Rendered:
    """Join what was drawn and put it under its final name, whole."""
    final = output if output is not None else own_name(Path(f"{ended.scene}.mp4"))
    captions = None
    if not ended.frames and not job.still.exists():
        raise CommandError(f"Scene {ended.scene} has no frames: all that it plays is skipped.")
    if not ended.frames:
        final = own_name((output or Path(ended.scene)).with_suffix(".png"))
        _publish(job.still, final)
        return Rendered(final, 0, ended.picture, None)
    video = job.folder / "video.mp4"
    footage = [Footage(path) for path in sorted(job.folder.glob("[0-9]*.mp4"))]
    joined = join(footage, video, ended.picture.fps)
    if joined != ended.frames:
        raise CommandError(f"{joined} frames were drawn in place of {ended.frames}.")
    if job.sound.exists():
        silent = video.rename(job.folder / "silent.mp4")
        add_sound(silent, job.sound, video)
    _publish(video, final)
    if job.captions.exists():
        captions = own_name(final.with_suffix(".srt"))
        _publish(job.captions, captions)
    return Rendered(final, ended.frames, ended.picture, captions, ended.notes)


def _publish(made: Path, final: Path) -> None:
    """Bring a file beside its final place, then give it its name."""
    with whole(final, remember=True) as part:
        shutil.copyfile(made, part)
        flush(part)
