"""One prepared scene of each kind, small, for the tests of what is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path

import pytest
from manim import tempconfig

from scenes.catalog import SCENES
from scenes.lesson.file import load_lesson
from scenes.stage.scene import LessonScene

FPS = 15
WIDTH, HEIGHT = 854, 480


def small(media: Path) -> AbstractContextManager[None]:
    """Manim's settings for a preview."""
    return tempconfig(
        {
            "pixel_width": WIDTH,
            "pixel_height": HEIGHT,
            "frame_width": 8.0 * 16 / 9,  # as plain Manim has it at this size
            "frame_height": 8.0,
            "frame_rate": FPS,
            "media_dir": str(media),
            "dry_run": True,
        }
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what is asked of one scene's claims side by side: its settings are computed once then.

    What is asked of all scenes comes last.
    """
    asked = [k for k, item in enumerate(items) if item.path.name == "test_claims.py"]
    by_scene = sorted((items[k] for k in asked), key=_scene_of)
    for k, item in zip(asked, by_scene, strict=True):
        items[k] = item


def _scene_of(item: pytest.Item) -> str:
    params = getattr(item, "callspec", None)
    if params is None:
        return "~"
    # a question is called by its scene and its own name
    return str(params.params.get("scene") or params.params.get("name", "~")).partition(".")[0]


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., LessonScene]]:
    """Makes a scene of the built-in lesson, or of a lesson file, ready to draw."""
    with small(tmp_path_factory.mktemp("media")):

        @cache
        def make(name: str, lesson: Path | None = None) -> LessonScene:
            scene = SCENES[name](load_lesson(lesson))
            scene.prepare()
            return scene

        yield make
