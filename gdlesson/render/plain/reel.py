"""Frames of a running scene on their way into stretches of video, each drawn by a fork."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import NoReturn

import numpy as np
from PIL import Image

from gdlesson.render.encoder import Encoder
from gdlesson.render.picture import Picture
from gdlesson.render.plain.messages import (
    FrameDrawn,
    Job,
    Lost,
    Message,
    State,
    Unsplittable,
)
from gdlesson.render.x264 import group
from gdlesson.render.yuv import WHOLE, Box, Pixels


class Reel:
    """Counts frames, and has them drawn where it is this process that draws them.

    With one job, this process draws all; with more, it draws none, and its forks do.
    """

    def __init__(
        self, job: Job, picture: Picture, pipe: Connection, digest: Callable[[], str]
    ) -> None:
        self.job, self.picture = job, picture
        self.frame = 0
        self.play = 0
        self._pipe = pipe
        self._digest = digest
        self._is_fork = False
        self._forks: dict[int, int] = {}
        """By process, the first frame of its stretch."""
        self._encoder: Encoder | None = None
        self._before: Pixels | None = None

    @property
    def draws(self) -> bool:
        """Whether the next frame is drawn here, unless a stretch begins with it."""
        return self._encoder is not None

    def take(self, draw: Callable[[], Pixels], repeat: int) -> None:
        """The next frames, all of one picture; ``draw`` returns it, valid until the next call."""
        pixels: Pixels | None = None
        for _ in range(repeat):
            if self.frame % self._length == 0:
                self._next_stretch()
                pixels = None
            if self._encoder is not None:
                if pixels is None:
                    pixels = draw()
                    self._encoder.write(pixels, self._changed(pixels))
                else:
                    self._encoder.write(pixels, ())
                self.tell(FrameDrawn(self.play))
            self.frame += 1

    def still(self, pixels: Pixels) -> None:
        """The only picture of a scene that plays nothing."""
        Image.fromarray(pixels).save(self.job.still)

    def end(self) -> None:
        """The scene is over: put away what is open, and wait for the forks."""
        self._close()
        if self._is_fork:
            os._exit(0)
        while self._forks:
            self._wait()

    def tell(self, message: Message) -> None:
        """Send a message; who has nobody left to tell, ends."""
        try:
            self._pipe.send(message)
        except OSError:
            os._exit(1)

    def leave(self) -> NoReturn:
        """End this process, and no code of the scene's runs any more."""
        sys.stdout.flush()
        os._exit(1)

    @property
    def _length(self) -> int:
        """Frames of a stretch: half a group, since Manim may take long for a frame."""
        return group(self.picture.fps) // 2

    def _next_stretch(self) -> None:
        if self.job.jobs == 1:
            self._close()
            self._open()
            return
        if self.frame:
            self.tell(State(self.frame, self._digest()))
        if self._is_fork:
            self.end()
        if threading.active_count() > 1:
            self.tell(Unsplittable("it runs threads"))
            self.leave()
        while len(self._forks) >= self.job.jobs:
            self._wait()
        sys.stdout.flush()
        sys.stderr.flush()
        chance = random.getstate()
        process = os.fork()
        if process:
            self._forks[process] = self.frame
            return
        random.setstate(chance)  # Python seeds anew in a fork
        self._is_fork = True
        self._forks = {}
        silence()
        self._open()

    def _wait(self) -> None:
        """Wait for one fork to end."""
        process, status = os.waitpid(-1, 0)
        first = self._forks.pop(process, None)
        if first is not None and status:
            code = os.waitstatus_to_exitcode(status)
            if code != 1:  # else it has told why
                how = (
                    f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended ({code})"
                )
                self.tell(Lost(first, how))
            self.leave()

    def _open(self) -> None:
        self._encoder = self.job.make_encoder(self.job.stretch(self.frame), self.picture)
        self._encoder.__enter__()
        self._before = None

    def _close(self) -> None:
        if self._encoder is not None:
            self._encoder.__exit__(None, None, None)
            self._encoder = None

    def _changed(self, pixels: Pixels) -> tuple[Box, ...]:
        """What differs from the frame before: whole rows of it."""
        if self._before is None:
            self._before = pixels.copy()
            return WHOLE
        rows = np.flatnonzero((_rows(pixels) != _rows(self._before)).any(axis=1))
        if not rows.size:
            return ()
        top, bottom = int(rows[0]), int(rows[-1]) + 1
        self._before[top:bottom] = pixels[top:bottom]
        return ((0, top, self.picture.width, bottom),)


def _rows(pixels: Pixels) -> np.ndarray[tuple[int, int], np.dtype[np.uint64]]:
    """The rows of a picture, two pixels a number."""
    return pixels.reshape(len(pixels), -1).view(np.uint64)


def silence() -> None:
    """Print nothing any more: the process that this one was forked from prints the same."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    os.close(nothing)
