"""What each platform asks for, from one table."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

TABLE = Path(__file__).with_name("platforms.toml")
SOURCES = "sources"


class _Bound(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    """The key of the page that says so."""


class Range(_Bound):
    """Between two numbers, where the platform has them."""

    least: float = 0.0
    most: float | None = None


class GroupBound(_Bound):
    """The longest time between whole pictures, and the pictures between two others."""

    seconds: float
    b_frames: int


class BitsBound(_Bound):
    """Mbit/s by lines: up to 30 frames a second, and above."""

    table: tuple[tuple[int, float, float], ...]

    def most(self, lines: int, fps: float) -> float:
        """The rate for a picture whose shorter side has so many lines."""
        fitting = [row for row in self.table if lines <= row[0]] or [self.table[-1]]
        return fitting[0][1] if fps <= 30 else fitting[0][2]


class SoundBound(_Bound):
    """The rate of its track."""

    kbits: int


class CaptionsBound(_Bound):
    """How the files end."""

    format: str


class Chapters(_Bound):
    """How many there are at least, and how long each is."""

    least: int
    seconds: float


class Text(_Bound):
    """How many characters, and which it may not have."""

    least: int = 1
    most: int
    without: str = ""


class Tags(_Bound):
    """How many, how many characters each, and all with commas between."""

    most: int | None = None
    least_each: int = 1
    most_each: int | None = None
    letters: int | None = None


class Thumbnail(_Bound):
    """Its size in pixels and bytes."""

    width: int
    height: int
    bytes: int


class Platform(BaseModel):
    """What one platform asks for; None where it has no such thing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    aspects: tuple[str, ...]
    length: Range
    bytes: Range
    rates: Range
    group: GroupBound
    bits: BitsBound
    sound: SoundBound
    captions: CaptionsBound
    chapters: Chapters | None = None
    title: Text
    description: Text
    tags: Tags
    thumbnail: Thumbnail | None = None


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def platform(key: str) -> Platform:
    """The platform that is called so."""
    return Platform.model_validate(_table()[key])


def keys() -> tuple[str, ...]:
    """What all of them are called."""
    return tuple(key for key in _table() if key != SOURCES)


def source(key: str) -> str:
    """The page that says something."""
    return str(_table()[SOURCES][key])
