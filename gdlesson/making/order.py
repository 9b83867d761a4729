"""What somebody wants rendered, what came of it, and who is told on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from gdlesson.narration.takes import Narration
from gdlesson.render.cache import Cache
from gdlesson.render.events import Event, Failed
from gdlesson.render.picture import Picture
from gdlesson.render.stage import StageMaker, manim_stage
from scenes.lesson.file import Lesson


@dataclass(frozen=True)
class Order:
    """What to render, where to, and how."""

    lesson: Lesson
    scenes: tuple[str, ...]
    picture: Picture
    folder: Path
    cache: Cache
    jobs: int = 1
    verbose: bool = False
    make_stage: StageMaker = manim_stage
    sounds: Cache | None = None
    """Where the sound of films is kept; None for where the pictures are."""
    narration: Narration | None = None
    """What a voice says, whose times the lesson has; None if it is read."""


@dataclass
class Result:
    """What came of an order; it fills as the work goes on."""

    done: list[str] = field(default_factory=list)
    """Scenes whose clips are in the folder, whole."""
    failed: list[Failed] = field(default_factory=list)
    parts: list[Path] = field(default_factory=list)
    """The films of the parts whose scenes are all there."""
    lesson: Path | None = None
    lacking: str = ""
    """Why there is no lesson.mp4 of what the lesson file says now."""
    set_aside: dict[str, str] = field(default_factory=dict)
    """What was in the way and was not as it had been made, and what it is called since then."""


class Reporter(Protocol):
    """Who wants to know how it goes."""

    def begin(self, frames: int) -> None:
        """This many frames are to be drawn."""

    def event(self, event: Event) -> None:
        """Something happened in a worker."""

    def scene_done(self, name: str, path: Path, seconds: float) -> None:
        """A scene's clip is in the folder."""

    def note(self, text: str) -> None:
        """What is being done beside drawing."""
