"""Colours by role, type sizes, stroke widths and times, which scenes share.

Hex codes are in theme files, ours in the folder ``themes``; no module of `scenes` has one.

Lengths are in Manim's units, of which the frame has so many as its layout says; times are in
seconds.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

FRAME_HEIGHT = 8.0
"""Of the frame that is wider than high, which all sizes are measured in."""
FOLDER = Path(__file__).parent / "themes"


@dataclass(frozen=True)
class Font:
    """A face of a theme's own, read from its files."""

    family: str
    """What it is called."""
    name: str
    """Of the file that the theme names."""
    regular: bytes = field(repr=False)
    """What that file holds."""
    bold: bytes | None = field(default=None, repr=False)
    """The same of a heavier weight, for what is to stand out."""

    @property
    def files(self) -> tuple[bytes, ...]:
        """What its files hold."""
        return (self.regular,) if self.bold is None else (self.regular, self.bold)


@dataclass(frozen=True)
class Theme:
    """One look: colours by the role that each plays, and a face and a logo where it has its own."""

    name: str
    """As the lesson file gives it."""
    background: str
    text: str
    quiet: str
    """Words that stand back: units, notes, numbers at ticks."""
    rule: str
    """Axes, ticks and frames of plots."""
    batch: str
    stochastic: str
    mini_batch: str
    other: str
    """A second run of the same method, such as that with a learning rate that shrinks."""
    gradient: str
    minimum: str
    rate: str
    """The learning rate, where it is named."""
    rates: tuple[str, str, str, str]
    """Four learning rates beside one another, from the smallest; the last one climbs."""
    rules: tuple[str, str, str, str]
    """Momentum, Nesterov, RMSProp and Adam, beside plain descent, which is batch."""
    miss: str
    """By how much a line misses a sample, and the cost that is the mean of its squares."""
    kinds: tuple[str, str]
    """Two kinds of samples that a network is to tell apart."""
    casing: str
    """The edge that keeps a path, and words, apart from the surface under them."""
    shadow: str
    """The shade on a surface, on a ball and under it."""
    shine: str
    """The light on a ball."""
    fog: str
    contour: str
    """Lines of one height on a surface."""
    heights: tuple[str, ...]
    """Surface colours from the lowest to the highest point, monotone in lightness."""
    shading: float = 1.0
    """How strongly light models the surface, from 0 to 1."""
    font: Font | None = None
    """What all words are set in; None is the pinned font."""
    logo: bytes | None = field(default=None, repr=False)
    """A PNG picture for the corner of the frame."""

    @property
    def colours(self) -> dict[str, str | tuple[str, ...]]:
        """The colours by role."""
        return {role: getattr(self, role) for role in ROLES}


_NO_COLOURS = {"name", "shading", "font", "logo"}
ROLES = tuple(each.name for each in fields(Theme) if each.name not in _NO_COLOURS)


def built_in(path: Path) -> Theme:
    """A theme of our own from its file, which tests hold against the rules for all of them."""
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    colours: dict[str, Any] = {
        role: tuple(colour) if isinstance(colour, list) else colour
        for role, colour in values["colours"].items()
    }
    return Theme(path.stem, shading=values["shading"], **colours)


THEMES = {path.stem: built_in(path) for path in sorted(FOLDER.glob("*.toml"))}


def names() -> tuple[str, ...]:
    """The names of the themes there are."""
    return tuple(THEMES)


@dataclass(frozen=True)
class TypeSizes:
    """Em sizes; the least is a thirty-sixth of the frame's shorter side, or more.

    Titles and captions of frames that are not wider than high have their layout's sizes.
    """

    title: float = FRAME_HEIGHT / 15
    caption: float = FRAME_HEIGHT / 24
    formula: float = FRAME_HEIGHT / 22
    name: float = FRAME_HEIGHT / 28
    """Of what stands on a surface or a plot."""
    label: float = FRAME_HEIGHT / 30
    small: float = FRAME_HEIGHT / 36


@dataclass(frozen=True)
class Strokes:
    """Line widths."""

    hair: float = 0.012
    axis: float = 0.018
    fine: float = 0.024
    """Of a path without a casing, whose steps lie close together."""
    thin: float = 0.032
    """So wide that a path of a pixel or two keeps its contrast wherever it falls between pixels."""
    curve: float = 0.040
    thick: float = 0.058
    casing: float = 0.030
    """How much wider than its path a casing is, on each side."""
    dot: float = 0.042
    """Radius of the dot at an optimizer step."""
    cursor: float = 0.07
    """Radius of the dot at the end of a curve."""
    ball: float = 0.135
    """Radius of a ball."""
    arrow_tip: float = 0.15
    sample: float = 0.050
    """Radius of a sample in a data plot."""


@dataclass(frozen=True)
class Times:
    """How long things take that are not computed."""

    leave: float = 0.25
    breath: float = 0.1
    """Between the going of one thing and the coming of the next, in which neither is seen."""
    enter: float = 0.35
    caption_fade: float = 0.15
    """Of a caption that follows none, or that none follows."""
    look: float = 0.8
    """For which samples are lit before a step that looks at them."""
    follow: float = 0.6
    """Over which what follows a ball evens out its hops."""
    settle: float = 0.4
    """Stillness between the end of a movement and what follows."""

    @property
    def away(self) -> float:
        """From the beginning of a change until what is to go has gone and the next may come."""
        return self.leave + self.breath

    @property
    def change(self) -> float:
        """A whole change: some things go, and when they have gone, others come."""
        return self.away + self.enter


SIZES = TypeSizes()
STROKES = Strokes()
TIMES = Times()

DIMMED = 0.32
"""Opacity of pictures that stay on screen while the words are about another one."""
WAITING = 0.85
"""Opacity of text whose turn is still to come; it can be read already."""
GHOST = 0.30
"""Opacity of the part of a path that lies behind a ridge."""
CASED = 0.82
"""Opacity of the casing under a path."""
