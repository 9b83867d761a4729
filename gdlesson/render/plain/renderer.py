"""Manim's Cairo renderer without its output: frames go to a reel, and many are not drawn at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from manim import CairoRenderer, Mobject, Scene
from manim.scene.scene_file_writer import SceneFileWriter

from gdlesson.render.plain.reel import Reel
from gdlesson.render.yuv import Pixels


class NoWriter(SceneFileWriter):
    """Keeps sounds and captions, and writes nothing."""

    def begin_animation(self, *args: Any, **options: Any) -> None:
        """Nothing is opened."""

    def end_animation(self, *args: Any, **options: Any) -> None:
        """Nothing is closed."""


class ReelRenderer(CairoRenderer):
    """Draws a frame where the reel needs it; everything else is as in stock Manim.

    What does not move is drawn once a play, in every process, since a stretch may begin within it.
    """

    reel: Reel
    """Set by a subclass: Manim makes renderers by itself, one a scene."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._file_writer_class = NoWriter

    def play(self, scene: Scene, *args: Any, **options: Any) -> None:
        """Note which play it is, for who is told of it."""
        self.reel.play = self.num_plays
        super().play(scene, *args, **options)

    def update_frame(
        self, scene: Scene, mobjects: Iterable[Mobject] | None = None, **options: Any
    ) -> None:
        """Draw, or do no more than what a camera does by itself when it draws."""
        self._asked = (scene, mobjects, options)
        if self.reel.draws:
            super().update_frame(scene, mobjects, **options)
        else:
            self.camera.capture_mobjects([])

    def save_static_frame_data(
        self, scene: Scene, static_mobjects: Iterable[Mobject]
    ) -> Pixels | None:
        """The picture of what stays as it is during a play."""
        self.static_image = None
        if not static_mobjects:
            return None
        super().update_frame(scene, mobjects=static_mobjects)
        self.static_image = self.get_frame()
        return self.static_image

    def render(
        self,
        scene: Scene,
        time: float,  # noqa: ARG002 - it is Manim's
        moving_mobjects: Iterable[Mobject] | None = None,
    ) -> None:
        """One frame of a play; unlike Manim's own, it copies no pixels."""
        self.update_frame(scene, moving_mobjects)
        self.add_frame(self.camera.pixel_array)

    def add_frame(
        self,
        frame: Pixels,  # noqa: ARG002 - it may not be drawn yet
        num_frames: int = 1,
    ) -> None:
        """Pass frames to the reel, which draws them now if its stretch begins with them."""
        if self.skip_animations:
            return
        self.time += num_frames * (1 / self.camera.frame_rate)
        drawn = self.reel.draws

        def draw() -> Pixels:
            if not drawn:
                scene, mobjects, options = self._asked
                super(ReelRenderer, self).update_frame(scene, mobjects, **options)
            return self.camera.pixel_array

        self.reel.take(draw, num_frames)

    def scene_finished(self, scene: Scene) -> None:
        """A scene that plays nothing is a picture."""
        if not self.num_plays:
            self.static_image = None
            super().update_frame(scene)
            self.reel.still(self.camera.pixel_array)
        self.reel.end()
