"""What a picture can be asked to be: its size in each shape, how many there are a second."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from gdlesson.errors import InputError
from scenes.aspect import Aspect
from scenes.frame_rate import exact_rate

if TYPE_CHECKING:
    from gdcore.typing import FrameRate


class Quality(StrEnum):
    """How large and how smooth the video is."""

    PREVIEW = "preview"
    MEDIUM = "medium"
    HIGH = "high"
    ULTRA = "4k"


LEAST_FPS, MOST_FPS = 1, 240
"""What may be asked for, in frames a second."""


@dataclass(frozen=True)
class Rate:
    """Frames a second that somebody has asked for."""

    exact: FrameRate
    manim: float
    """The same as Manim's command would have taken it: 29.97 where that was written."""


def read_rate(text: str) -> Rate:
    """A rate as it is written on the command line: 24, 29.97 or 30000/1001.

    Raises:
        InputError: it is none, or out of bounds.
    """
    found = re.fullmatch(r"(\d{1,9}(?:\.\d{1,9})?)(?:/(\d{1,6}))?", text.strip(), re.ASCII)
    whole, parts = found.groups() if found else ("0", None)
    if parts is None or (parts.strip("0") and "." not in whole):
        manim = float(whole) / int(parts or 1)
        if LEAST_FPS <= manim <= MOST_FPS:
            exact = exact_rate(Fraction(int(whole), int(parts)) if parts else manim)
            return Rate(exact, manim)
    raise InputError(
        f"{text!r} is no frame rate; --fps takes frames a second from {LEAST_FPS} to {MOST_FPS}, "
        "such as 24, 29.97 or 30000/1001."
    )


@dataclass(frozen=True)
class Picture:
    """Width and height in pixels, frames a second."""

    width: int
    height: int
    fps: FrameRate

    def __str__(self) -> str:
        return f"{self.width}x{self.height} at {self.fps} fps"

    def shaped(self, aspect: Aspect) -> Picture:
        """A picture of 16:9 in another shape, its shorter side as long.

        >>> print(Picture(1920, 1080, 60).shaped(Aspect.TALL))
        1080x1920 at 60 fps
        """
        short, long = sorted((self.width, self.height))
        sizes = {
            Aspect.WIDE: (long, short), Aspect.TALL: (short, long), Aspect.SQUARE: (short, short)
        }  # fmt: skip
        width, height = sizes[aspect]
        return replace(self, width=width, height=height)

    def at(self, rate: Rate | None) -> Picture:
        """The same size at another rate, if one is asked for."""
        return self if rate is None else replace(self, fps=rate.exact)


PICTURES = {
    Quality.PREVIEW: Picture(854, 480, 15),
    Quality.MEDIUM: Picture(1280, 720, 30),
    Quality.HIGH: Picture(1920, 1080, 60),
    Quality.ULTRA: Picture(3840, 2160, 60),
}
"""Of 16:9."""
