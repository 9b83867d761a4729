"""A lesson of scenes that draw in a moment, for tests of everything but the drawing.

Run as a program, ``python -m tests.gdlesson.fake_lesson FOLDER [PARAM=VALUE]``, it is the command
line rendering such a lesson, for tests that send signals or look at exit codes.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict

from gdcore.frames import FrameTable, Track
from gdlesson.making.order import Order
from gdlesson.render.cache import Cache
from gdlesson.render.picture import Picture
from gdlesson.style import Style
from scenes.lesson.file import Lesson, SceneSpec
from scenes.plans.base import Beat, ScenePlan
from scenes.plans.common import SceneParams
from scenes.reading.inputs import Inputs
from scenes.reading.source import MOST_BYTES
from scenes.theme import THEMES
from scenes.timing.captions import Caption, captions_of
from scenes.timing.score import Score, TimedBeat, score

PICTURE = Picture(96, 54, 10)
FRAMES = {"open": 7, "move": 12, "close": 6}
"""The beats of every scene, and their frames."""
HANDED_OVER = 3
"""Frames in which a film shows the scene before, too: half of the first beat, which is short."""


class FakeParams(SceneParams):
    """What a fake scene does wrong: raise, die, be greedy or slow; at which of its frames."""

    model_config = ConfigDict(strict=False)

    fails_at: int | None = None
    dies_at: int | None = None
    fails_to_prepare: bool = False
    sleep: float = 0.0
    interrupts_at: int | None = None
    hungry_at: int | None = None


class FakeBeats:
    """What every scene plays."""

    open = Beat[FakeParams]("a square", 0.7)
    move = Beat[FakeParams]("it moves", 1.2)
    close = Beat[FakeParams]("it stands <still>", 0.6)


@dataclass(frozen=True)
class FakePlan(ScenePlan[FakeParams]):
    """Nothing is computed."""

    params = FakeParams
    beats = FakeBeats

    @classmethod
    def check(cls, params: FakeParams, inputs: Inputs) -> None:
        del params, inputs

    @classmethod
    def compute(cls, params: FakeParams, seed: int, inputs: Inputs) -> Self:
        del params, seed, inputs
        return cls()

    def timed(self, score: Score) -> FrameTable:
        raise NotImplementedError


@dataclass(frozen=True)
class FakeSpec(SceneSpec):
    """A scene whose beats have fixed lengths."""

    @property
    def plan(self) -> type[FakePlan]:
        return FakePlan

    @property
    def title(self) -> str:
        return f"The {self.name} scene"

    def score(self, fps: int) -> Score:
        words = dict(self.beats)
        if self.speeches:
            beats = [(name, words.get(name, "")) for name in FRAMES]
            least = {name: frames / fps for name, frames in FRAMES.items()}
            return score(beats, least, fps, 42, tellings=dict(self.speeches))
        beats, start = [], 0
        for name, frames in FRAMES.items():
            stop = start + frames
            say = words.get(name, "")
            captions = [
                Caption("\n".join(lines), start, stop) for lines in captions_of(say, 42)[:1]
            ]
            beats.append(TimedBeat(name, say, start, stop, tuple(captions)))
            start = stop
        return Score(fps, tuple(beats))


class FakeTable:
    """Saves three frames of a path that goes nowhere in particular."""

    def save(self, path: Path) -> None:
        theta, still = np.arange(3.0)[:, None], np.zeros(3)
        track = Track(theta, still, np.zeros(3, np.intp), still)
        FrameTable({"fake": track}, 10).save(path)


class FakeStage:
    """Draws a square that stands still, moves, and stands still, on a colour of the scene's."""

    def __init__(self, lesson: Lesson, scene: str, picture: Picture, media: Path) -> None:
        self.params: FakeParams = lesson.scene(scene).params  # type: ignore[assignment]
        self.score = lesson.scene(scene).score(picture.fps)
        self.table = FakeTable()
        self.changed = ((0, 0, picture.width, picture.height),)
        self._pixels = np.zeros((picture.height, picture.width, 4), np.uint8)
        self._colour = np.frombuffer(scene.encode().ljust(3, b"x")[:3], np.uint8)
        self.is_clear = self.is_bare = False
        assert media.is_dir()

    def prepare(self) -> None:
        if self.params.fails_to_prepare:
            raise ValueError("no surface to stand on")

    def picture(self, frame: int) -> NDArray[np.uint8]:
        time.sleep(self.params.sleep)
        if frame == self.params.fails_at:
            raise ZeroDivisionError("division by zero")
        if frame == self.params.hungry_at:
            resource.setrlimit(resource.RLIMIT_AS, (2**30, resource.RLIM_INFINITY))
            np.ones(2**31, np.uint8)
        if frame == self.params.dies_at:
            os.kill(os.getpid(), 9)
        self._pixels[...] = 0 if self.is_clear else [*self._colour, 255]
        place = 4 * min(max(frame - FRAMES["open"], 0), FRAMES["move"])
        self._pixels[10:30, place : place + 20] = [255, 0, 0, 255]
        return self._pixels


def make_lesson(path: Path, **scenes: FakeParams) -> Lesson:
    """A lesson of fake scenes with a file at ``path``; by default, three that do all right."""
    path.write_text('title = "Fakes"\n', encoding="utf-8")
    inputs = Inputs(path.parent)
    inputs.read(path.absolute(), MOST_BYTES)
    params = scenes or {"red": FakeParams(), "green": FakeParams(), "blue": FakeParams()}
    words = (("open", "Still."), ("close", "<b>& on"))
    specs = tuple(FakeSpec(name, params, words) for name, params in params.items())
    return Lesson("A lesson of fakes", "fakes", "en", THEMES["night"], 7, specs, path, inputs)


def make_order(folder: Path, lesson: Lesson, *names: str, jobs: int = 1) -> Order:
    """An order for some scenes of a lesson, by default all of them."""
    every = tuple(spec.name for spec in lesson.scenes)
    cache = Cache(lesson.path.parent / "cache")
    return Order(lesson, names or every, PICTURE, folder, cache, jobs, make_stage=FakeStage)


class Silent:
    """Is told how it goes and keeps it."""

    def __init__(self) -> None:
        self.frames = 0
        self.events: list[object] = []
        self.scenes: list[str] = []

    def begin(self, frames: int) -> None:
        self.frames = frames

    def event(self, event: object) -> None:
        self.events.append(event)

    def scene_done(self, name: str, path: Path, seconds: float) -> None:
        assert path.is_file()
        assert seconds > 0
        self.scenes.append(name)

    def note(self, text: str) -> None:
        assert text


def main() -> None:
    """Render two good scenes and one that the arguments describe, through the command line."""
    from gdlesson import cli
    from gdlesson.commands import rendering

    folder = Path(sys.argv[1])
    words = dict(word.split("=") for word in sys.argv[2:])
    style, verbose = Style(words.pop("style", "auto")), bool(words.pop("verbose", ""))
    odd = FakeParams.model_validate(words)
    lesson = make_lesson(folder.parent / "fakes.toml", red=FakeParams(), odd=odd, blue=FakeParams())

    @cli.app.command()
    def fake() -> None:
        rendering.render_order(replace(make_order(folder, lesson, jobs=2), verbose=verbose), style)

    sys.argv[1:] = ["fake"]
    cli.main()


if __name__ == "__main__":
    main()
