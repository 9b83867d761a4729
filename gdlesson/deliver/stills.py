"""Pictures and filmstrips of scenes, drawn at once and without a video."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from gdcore.typing import FrameRate
from gdlesson.deliver.contact_sheet import WIDTH, SheetCell, save_contact_sheet
from gdlesson.errors import InputError
from gdlesson.render.picture import Picture
from gdlesson.render.stage import Stage, StageMaker, manim_stage, quiet
from gdlesson.render.stretches import still_frame
from gdlesson.scratch import scratch_folder
from gdlesson.whole import whole
from scenes.lesson.file import Lesson
from scenes.theme import Theme
from scenes.timing.score import Score, TimedBeat

STRIP_RATE = 10
"""Pictures of a filmstrip for each second."""
STRIP_COLUMNS = 6


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
    return still_frame(score.named(name), score.fps)


@contextmanager
def staged(
    lesson: Lesson, scene: str, picture: Picture, make_stage: StageMaker = manim_stage
) -> Iterator[Stage]:
    """A scene set up in this process, of which any frame can be drawn."""
    quiet()
    with scratch_folder() as media:
        stage = make_stage(lesson, scene, picture, media)
        stage.prepare()
        yield stage


def save_still(stage: Stage, frame: int, path: Path) -> None:
    """Draw one frame into a PNG file, which is there when it is whole.

    Raises:
        InputError: the name belongs to something that is no regular file.
        OSError: the file cannot be written.
    """
    with whole(path, remember=True) as part:
        _image(stage, frame).save(part, format="PNG")


def save_strip(stage: Stage, scene: str, beat: TimedBeat, theme: Theme, path: Path) -> None:
    """Draw a beat ten times a second into one PNG file, which is there when it is whole.

    Raises:
        InputError: the name belongs to something that is no regular file.
        OSError: the file cannot be written.
    """
    fps = stage.score.fps
    cells = []
    for frame in strip_frames(beat, fps):
        image = _image(stage, frame)
        image.thumbnail((WIDTH // STRIP_COLUMNS,) * 2, Image.Resampling.LANCZOS)
        cells.append(SheetCell(image, f"frame {frame}", f"{float(frame / fps):.1f} s"))
    with whole(path, remember=True) as part:
        save_contact_sheet(part, f"{scene} · {beat.name}", cells, theme, STRIP_COLUMNS)


def strip_frames(beat: TimedBeat, fps: FrameRate) -> list[int]:
    """The frames of a beat that come ten a second, from its first."""
    count = max(1, round(beat.frames / fps * STRIP_RATE))
    return [beat.start + k * fps // STRIP_RATE for k in range(count)]


def _image(stage: Stage, frame: int) -> Image.Image:
    return Image.fromarray(stage.picture(frame)[..., :3])
