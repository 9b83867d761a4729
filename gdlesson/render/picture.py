"""What a render can be asked for: the picture's size and rate, its shape, how to tell of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Quality(StrEnum):
    """How large and how smooth the video is."""

    PREVIEW = "preview"
    MEDIUM = "medium"
    HIGH = "high"
    ULTRA = "4k"


class Aspect(StrEnum):
    """The shape of the frame."""

    WIDE = "16:9"
    TALL = "9:16"
    SQUARE = "1:1"


class Style(StrEnum):
    """How progress is told."""

    AUTO = "auto"
    LINES = "lines"
    JSON = "json"


@dataclass(frozen=True)
class Picture:
    """Width and height in pixels, frames a second."""

    width: int
    height: int
    fps: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height} at {self.fps} fps"


PICTURES = {
    Quality.PREVIEW: Picture(854, 480, 15),
    Quality.MEDIUM: Picture(1280, 720, 30),
    Quality.HIGH: Picture(1920, 1080, 60),
    Quality.ULTRA: Picture(3840, 2160, 60),
}
