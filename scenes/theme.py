"""Colours by role, type sizes and stroke widths: the only place with a hex code or a size.

Lengths are in Manim's units, in which the frame is 8 high; times are in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

FRAME_HEIGHT = 8.0


@dataclass(frozen=True)
class Theme:
    """The colours of one look, by the role each plays."""

    name: str
    background: str
    text: str
    quiet: str
    rule: str
    """Axes, ticks and frames of plots."""
    batch: str
    stochastic: str
    mini_batch: str
    decaying: str
    other: str
    """A second run of the same method."""
    gradient: str
    minimum: str
    rate: str
    """The learning rate, where it is named."""
    rates: tuple[str, str, str, str]
    """Four learning rates beside one another, from the smallest."""
    casing: str
    """The dark (or light) edge that keeps a path apart from the surface under it."""
    fog: str
    contour: str
    heights: tuple[str, ...]
    """Surface colours from the lowest to the highest point, monotone in lightness."""


NIGHT = Theme(
    name="night",
    background="#0B0F1A",
    text="#F2F5FA",
    quiet="#9FB0CC",
    rule="#5A6A88",
    batch="#7CC7FF",
    stochastic="#FFB454",
    mini_batch="#7EE0B8",
    decaying="#FF9AD5",
    other="#E4E9F5",
    gradient="#FF7A90",
    minimum="#F7E36B",
    rate="#5FE0D0",
    rates=("#C3CBE0", "#5FE0D0", "#C8F07A", "#FF8552"),
    casing="#070A14",
    fog="#2B3550",
    contour="#C9C3F2",
    heights=("#141338", "#231F55", "#352E72", "#483E8A", "#594D98", "#64599E"),
)

THEMES = {theme.name: theme for theme in (NIGHT,)}


def names() -> tuple[str, ...]:
    """The names of the themes there are."""
    return tuple(THEMES)


@dataclass(frozen=True)
class TypeSizes:
    """Em sizes; the least is a thirty-sixth of the frame's height."""

    title: float = FRAME_HEIGHT / 15
    caption: float = FRAME_HEIGHT / 24
    formula: float = FRAME_HEIGHT / 22
    label: float = FRAME_HEIGHT / 30
    small: float = FRAME_HEIGHT / 36


@dataclass(frozen=True)
class Strokes:
    """Line widths."""

    hair: float = 0.012
    axis: float = 0.018
    thin: float = 0.026
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

    fade: float = 0.5
    caption_fade: float = 0.15
    morph: float = 1.6
    settle: float = 0.4
    """Stillness between the end of a movement and what follows."""


SIZES = TypeSizes()
STROKES = Strokes()
TIMES = Times()

DIMMED = 0.32
"""Opacity of pictures that stay on screen while the words are about another one."""
WAITING = 0.75
"""Opacity of text whose turn is still to come; it can be read already."""
GHOST = 0.30
"""Opacity of the part of a path that lies behind a ridge."""
FAINT = 0.42
"""Opacity of single noisy values behind their mean."""
