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
