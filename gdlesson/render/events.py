"""What workers tell while they draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gdlesson.render.stretches import VideoStretch


@dataclass(frozen=True)
class Preparing:
    """A worker began to set a scene up."""

    scene: str
    worker: int


@dataclass(frozen=True)
class Drawn:
    """One more frame of a scene is drawn."""

    scene: str
    beat: str
    frame: int
    worker: int


@dataclass(frozen=True)
class Finished:
    """All frames of a stretch are in its video."""

    stretch: VideoStretch
    worker: int
    memory: int
    """The most memory that the worker has had so far, in bytes."""


@dataclass(frozen=True)
class Failed:
    """A stretch could not be drawn; ``frame`` is None where it failed before the first."""

    stretch: VideoStretch
    frame: int | None
    why: str
    traceback: str

    def __str__(self) -> str:
        place = f'scene "{self.stretch.scene}", beat "{self.stretch.beat.name}"'
        if self.frame is None:
            return f"{place}, before its first frame: {self.why}"
        return f"{place}, frame {self.frame}: {self.why}"


Event = Preparing | Drawn | Finished | Failed
