"""Single pictures of a scene, drawn at once and without a video."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image

from gdlesson.errors import InputError
from gdlesson.render.engine import still_frame
from gdlesson.render.picture import Picture
from gdlesson.render.stage import Stage, StageMaker, manim_stage, quiet
from scenes.lesson import Lesson
from scenes.timing import Score


def frame_at(score: Score, at: float | None, beat: str | None) -> int:
    """The frame shown ``at`` seconds into a scene; without that, of a beat's still.

    Raises:
        InputError: no such time or beat.
    """
    if at is not None:
        if not 0 <= at < score.seconds:
            raise InputError(f"The scene lasts {score.seconds:g} s; --at {at:g} is not within it.")
        return min(int(at * score.fps + 1e-6), score.frames - 1)
    names = [each.name for each in score.beats]
    name = names[-1] if beat is None else beat
    if name not in names:
        raise InputError(f"The scene has no beat {name!r}; choose one of: {', '.join(names)}.")
    return still_frame(score[name], score.fps)


def save_still(
    lesson: Lesson,
    scene: str,
    frame: int,
    picture: Picture,
    path: Path,
    make_stage: StageMaker = manim_stage,
) -> None:
    """Draw one frame into a PNG file, which is there when it is whole.

    Raises:
        OSError: the file cannot be written.
    """
    quiet()
    target = path.absolute()
    half = target.with_name(f".{target.name}.unfinished")
    with tempfile.TemporaryDirectory() as media:
        stage: Stage = make_stage(lesson, scene, picture, Path(media))
        stage.prepare()
        pixels = stage.picture(frame)
        try:
            Image.fromarray(pixels[..., :3]).save(half, format="PNG")
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)
