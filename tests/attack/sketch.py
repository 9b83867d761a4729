"""The command line with pictures that take no time: flat colours that follow from all that counts.

Everything else is the program's own: reading, cache, workers, encoder, manifest. A picture shows a
digest of the lesson's words, settings, data, theme, font and logo as the worker was given them, so
that a film of two states of its inputs differs from those of either.
"""

from __future__ import annotations

import hashlib
from dataclasses import astuple
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gdlesson import __main__ as program
from gdlesson.making import order as orders
from gdlesson.render import workers
from gdlesson.render.picture import PICTURES, Picture, Quality
from gdlesson.render.stage import Table
from scenes.lesson.file import Lesson
from scenes.plans.registry import PLANS

ENTRY = "tests.attack.sketch:main"


class SketchStage:
    """A scene whose every picture is one colour, with a square of another that moves."""

    def __init__(self, lesson: Lesson, scene: str, picture: Picture, media: Path) -> None:
        spec = lesson.scene(scene)
        self.score = spec.score(picture.fps)
        plan = PLANS[scene].computed(spec.params, lesson.seed, lesson.inputs)
        self.table = plan.timed(self.score)
        self.changed = ((0, 0, picture.width, picture.height),)
        self._seen = _digest(lesson, self.table, media / "table.npz")
        self._size = (picture.height, picture.width, 4)

    def prepare(self) -> None:
        """Nothing is left to do."""

    def picture(self, frame: int) -> NDArray[np.uint8]:
        """The colour of all that counts, and a square of the caption's at the frame's place."""
        shown = [
            caption.lines
            for caption in self.score.at(frame).captions
            if caption.start <= frame < caption.stop
        ]
        words = hashlib.sha256(repr(shown).encode()).digest()
        pixels = np.full(self._size, 255, np.uint8)
        pixels[..., :3] = [*self._seen[:3]]
        x = 4 * frame % (self._size[1] - 32)
        pixels[16:48, x : x + 32, :3] = [*words[:3]]
        return pixels


def _digest(lesson: Lesson, table: Table, path: Path) -> bytes:
    """What the lesson computes and wears, its font and logo by their bytes."""
    table.save(path)
    return hashlib.sha256(repr(astuple(lesson.theme)).encode() + path.read_bytes()).digest()


def _nothing(module_names: list[str]) -> None:
    """Preload none of these."""
    del module_names


def main() -> None:
    """The command line, its scenes drawn by sketches; workers are forks, which need no imports."""
    workers.context = get_context("fork")  # type: ignore[assignment]
    workers.context.set_forkserver_preload = _nothing  # type: ignore[method-assign]
    PICTURES[Quality.PREVIEW] = Picture(160, 90, 15)
    orders.Order = partial(orders.Order, make_stage=SketchStage)  # type: ignore[misc, assignment]
    program.main()
