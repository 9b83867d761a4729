"""What slides and clips can be made for; apart, so that to parse it takes no time."""

from __future__ import annotations

from enum import StrEnum


class To(StrEnum):
    """What slides are for."""

    HTML = "html"
    """A browser."""
    PPTX = "pptx"
    """PowerPoint and what reads its files."""
    PDF = "pdf"
    """Paper: a handout."""
    MANIM_SLIDES = "manim-slides"
    """The program of that name, which presents videos."""


class As(StrEnum):
    """The kind of file that a clip is."""

    MP4 = "mp4"
    WEBM = "webm"
    """VP9 with an alpha channel."""
    GIF = "gif"
    WEBP = "webp"
    """Animated, with an alpha channel."""
    MOV = "mov"
    """ProRes 4444, with an alpha channel."""

    @property
    def is_clear(self) -> bool:
        """Whether nothing lies behind what is drawn."""
        return self in {As.WEBM, As.WEBP, As.MOV}


class By(StrEnum):
    """What a clip is of."""

    BEAT = "beat"
    SCENE = "scene"
