"""A turning surface with a ball on it, frame by frame: ours, or plain Manim's ThreeDScene.

As a program, ``python -m gdlesson.bench.turning SIDE FRAMES WIDTH HEIGHT FPS`` prints the seconds
that a frame takes, encoding included, once the scene is set up.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

from gdlesson.render.encoder import Encoder
from gdlesson.render.picture import Picture
from gdlesson.render.stage import manim_stage, quiet
from gdlesson.scratch import scratch_folder

SCENE, BEAT, AFTER = "mountain", "question", 2.0
"""So many seconds into this beat fog clears while the eye goes round, with more around the surface
than the other side draws."""
RESOLUTION = 32
"""Faces of the other side's surface along each axis."""
TURN = 0.2
"""Radians a second."""


def ours(frames: int, picture: Picture, folder: Path) -> float:
    """Seconds a frame while fog clears, after one that is encoded with them but not drawn for them.

    A group of pictures is encoded when the video ends, or is as long as groups are.
    """
    from scenes.lesson.file import load_lesson

    stage = manim_stage(load_lesson(), SCENE, picture, folder)
    stage.prepare()
    first = stage.score.named(BEAT).start + round(AFTER * picture.fps)
    with Encoder(folder / "ours.mp4", picture) as encoder:
        encoder.write(stage.picture(first))
        begin = time.perf_counter()
        for frame in range(first + 1, first + 1 + frames):
            encoder.write(stage.picture(frame), stage.changed)
    return (time.perf_counter() - begin) / frames


def theirs(frames: int, picture: Picture, folder: Path) -> float:
    """Seconds a frame while the camera goes round a surface of 32 by 32 faces and a ball."""
    import manim

    manim.config.update(
        {
            "pixel_width": picture.width,
            "pixel_height": picture.height,
            "frame_rate": picture.fps,
            "media_dir": str(folder),
            "disable_caching": True,
            "progress_bar": "none",
        }
    )
    taken: list[float] = []

    class Turning(manim.ThreeDScene):  # type: ignore[misc, unused-ignore]
        def construct(self) -> None:
            self.set_camera_orientation(phi=65 * manim.DEGREES, theta=-60 * manim.DEGREES)
            bowl = manim.Surface(
                lambda u, v: np.array([u, v, 0.2 * (u * u + 2.0 * v * v) - 1.5]),
                u_range=(-2.0, 2.0),
                v_range=(-2.0, 2.0),
                resolution=(RESOLUTION, RESOLUTION),
            )
            self.add(bowl, manim.Dot3D(bowl.func(1.0, 1.0), radius=0.1))
            self.begin_ambient_camera_rotation(rate=TURN)
            begin = time.perf_counter()
            self.wait(frames / picture.fps)
            taken.append((time.perf_counter() - begin) / frames)

    Turning().render()
    return taken[0]


def main() -> None:
    """Print one measurement."""
    side, *numbers = sys.argv[1:]
    frames, *size = map(int, numbers)
    quiet()
    with scratch_folder() as folder:
        measure = {"ours": ours, "theirs": theirs}[side]
        sys.stdout.write(f"{measure(frames, Picture(*size), folder)}\n")


if __name__ == "__main__":
    main()
