"""The scenes there are: their plans (no Manim needed) and, when drawing, their classes."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenes.lesson_scene import LessonScene

NAMES = ("mountain", "learning_rate", "batch_vs_sgd")
"""In the order in which they are taught."""


def plan(name: str) -> ModuleType:
    """The plan of a scene: ``TITLE``, ``BEATS``, ``Params``, ``least_seconds``, ``precompute``."""
    return import_module(f"scenes.plans.{name}")


def class_name(name: str) -> str:
    """What the class of a scene is called: BatchVsSgd of batch_vs_sgd."""
    return "".join(part.capitalize() for part in name.split("_"))


def scene_class(name: str) -> type[LessonScene]:
    """The Manim scene of that name; imports Manim."""
    found: type[LessonScene] = getattr(import_module(f"scenes.{name}"), class_name(name))
    return found
