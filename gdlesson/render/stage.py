"""A scene of a lesson, set up to be drawn at a size: what configures Manim for it."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from gdlesson.render.picture import Picture
from scenes.lesson.file import Lesson
from scenes.timing.score import Score


class Table(Protocol):
    """The arrays that a scene is drawn from."""

    def save(self, path: Path) -> Any:  # noqa: ANN401 - what it returns is not used
        """Write them to one .npz file."""


class Stage(Protocol):
    """What drawing a stretch needs of a scene."""

    @property
    def score(self) -> Score:
        """The scene's beats in frames."""

    @property
    def table(self) -> Table:
        """What the scene is drawn from."""

    @property
    def changed(self) -> tuple[tuple[int, int, int, int], ...]:
        """Where the last picture may differ from the one before it.

        Boxes: left, top, right and bottom in pixels, the last two exclusive.
        """

    is_clear: bool
    """Whether nothing is to lie behind what is drawn; to be said before it is prepared."""
    is_bare: bool
    """Whether it is to go without title, logo and captions; likewise."""

    def prepare(self) -> None:
        """Compute and build all that the pictures need."""

    def picture(self, frame: int) -> Any:  # noqa: ANN401 - NumPy is not imported here
        """RGBA of one frame, (height, width, 4), drawn without the frames before it."""


StageMaker = Callable[[Lesson, str, Picture, Path], Stage]


def manim_stage(lesson: Lesson, scene: str, picture: Picture, media: Path) -> Stage:
    """A Manim scene at a picture's size, in a process of its own: Manim's settings are global.

    What Manim and Typst write on the way goes to the folder ``media``.
    """
    from gdlesson.render.lesson_manim import manim
    from gdlesson.render.own_fonts import put_fonts
    from scenes.catalog import SCENES
    from scenes.layout import LAYOUTS, frame_size

    width, height = frame_size(LAYOUTS[lesson.aspect], picture.width, picture.height)
    manim.config.update(
        {
            "dry_run": True,
            "disable_caching": True,
            "media_dir": str(media),
            "pixel_width": picture.width,
            "pixel_height": picture.height,
            "frame_rate": float(picture.fps),
            "frame_height": height,
            "frame_width": width,
            "progress_bar": "none",
        }
    )
    fonts = put_fonts(lesson.theme.font, media / "fonts") if lesson.theme.font else None
    return SCENES[scene](lesson, picture.fps, fonts)


def quiet() -> None:
    """Keep Manim, Mesa and Python's warnings from writing between the lines of the progress."""
    logging.getLogger("manim").setLevel(logging.CRITICAL)
    logging.getLogger("manim").propagate = False
    warnings.simplefilter("ignore")
    os.environ.setdefault("MESA_DEBUG", "silent")
    os.environ.setdefault("EGL_LOG_LEVEL", "fatal")
