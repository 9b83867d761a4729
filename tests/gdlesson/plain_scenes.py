"""Pictures of any Manim scene, from its own mobjects: at rest, and half way through each play."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import manim
from manim import Mobject, Scene

from gdlesson.check.shot import Painter, Shot

STEP = 0.1
"""Seconds between the moments at which updaters are called on the way."""


def watch(
    scene_class: type[Scene], width: int, height: int, media: Path, see: Callable[[str, Shot], None]
) -> None:
    """Play a scene without a video; ``see`` gets a name for each moment, and its picture.

    Manim's settings are global, so they stay as they are set here.
    """
    manim.config.update(
        {
            "dry_run": True,
            "disable_caching": True,
            "media_dir": str(media),
            "pixel_width": width,
            "pixel_height": height,
            "frame_rate": 15,
            "frame_height": 8.0,
            "frame_width": 8.0 * width / height,
            "progress_bar": "none",
        }
    )

    class Watched(scene_class):  # type: ignore[misc]
        """The scene, looked at while it plays."""

        plays = 0
        last: bytes | None = None

        def play(self, *args: Any, **kwargs: Any) -> None:
            super().play(*args, **kwargs)
            self.plays += 1
            self.look(f"after play {self.plays}")

        def play_internal(self, skip_rendering: bool = False) -> None:  # noqa: FBT002, ARG002 - as in Manim
            self.duration = self.get_run_time(self.animations)
            for moment in _moments(self.duration):
                self.update_to_time(moment)
                if moment == self.duration / 2:
                    moving = [a.mobject for a in self.animations if a.mobject is not None]
                    self.look(f"in play {self.plays + 1}", moving)
                if self.stop_condition is not None and self.stop_condition():
                    break
            for animation in self.animations:
                animation.finish()
                animation.clean_up_from_scene(self)
            self.update_mobjects(0)
            self.renderer.static_image = None

        def look(self, name: str, moving: list[Mobject] | None = None) -> None:
            shot = shot_of(self, moving or [])
            state = shot.picture.tobytes()
            if shot.elements and state != self.last:
                self.last = state
                see(name, shot)

    scene = Watched()
    scene.setup()
    scene.construct()
    scene.look("at the end")


def shot_of(scene: Scene, moving: list[Mobject]) -> Shot:
    """The picture of a scene as it stands; what belongs to ``moving`` is not at rest."""
    painter = Painter(scene.camera)
    mobjects = [*scene.mobjects, *scene.foreground_mobjects]
    mobjects = list(dict.fromkeys(mobjects))
    elements = painter.elements(mobjects)
    astir = {id(member) for mobject in moving for member in mobject.get_family()}
    for element in elements:
        element.resting = not any(id(m) in astir for m in (element.root, *element.leaves))
    shot = painter.shot(elements)
    shot.extras["family"] = [member for mobject in mobjects for member in mobject.get_family()]
    return shot


def _moments(seconds: float) -> Iterator[float]:
    """Moments from 0 to the end, the middle among them."""
    half = seconds / 2
    steps = max(1, round(half / STEP))
    for k in range(steps + 1):
        yield half if k == steps else k * half / steps
    for k in range(1, steps + 1):
        yield seconds if k == steps else half + k * half / steps
