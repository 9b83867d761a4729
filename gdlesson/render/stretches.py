"""Drawing a stretch of a scene into a video of its own: some frames of one beat."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PIL import Image

from gdcore.typing import FrameRate
from gdlesson.errors import RenderError
from gdlesson.render.encoder import Encoder
from gdlesson.render.picture import Picture
from gdlesson.render.stage import Stage
from gdlesson.render.x264 import group
from gdlesson.render.yuv import Pixels
from scenes.timing.score import Score, TimedBeat

HAND_OVER_SECONDS = 0.8
"""In a film, a scene's first frames during which the last picture of the one before it goes."""
STILL_BEFORE_END_SECONDS = 0.3
"""A beat's still is taken where its picture is complete and its last words have not faded yet."""


@dataclass(frozen=True)
class VideoStretch:
    """Frames ``start`` until before ``stop`` of a beat, and where their files go."""

    scene: str
    beat: TimedBeat
    start: int
    stop: int
    video: Path
    still: Path | None
    """Where to save the beat's still, if these frames have it."""
    trace: Path | None
    """Where to save the scene's table; the first stretch of a scene does."""

    @property
    def files(self) -> dict[str, Path]:
        """The files that the stretch is made into, by what they are."""
        every = {"video": self.video, "still": self.still, "trace": self.trace}
        return {name: path for name, path in every.items() if path is not None}


def opening(score: Score) -> int:
    """How many of a scene's first frames a film shows with the end of the scene before it."""
    first = score.beats[0]
    return min(round(HAND_OVER_SECONDS * score.fps), first.frames // 2)


def cut(score: Score) -> list[tuple[TimedBeat, int, int]]:
    """The stretches of a scene: beats, first and one-past-last frames; each a group of pictures.

    They follow from the score alone, so the video does not depend on who draws what.
    """
    begins = opening(score)
    found = [(score.beats[0], 0, begins)] if begins else []
    for beat in score.beats:
        found += [(beat, *each) for each in even(max(beat.start, begins), beat.stop, score.fps)]
    return found


def even(start: int, stop: int, fps: FrameRate) -> list[tuple[int, int]]:
    """Cut frames of a beat into stretches of about equal length.

    But for less than a second there is an even number of them, so that two workers that have one
    beat to draw end together.
    """
    frames = stop - start
    count = 2 * math.ceil(frames / (2 * group(fps))) if frames >= max(fps, 2) else 1
    return [*pairwise(start + frames * k // count for k in range(count + 1))]


def still_frame(beat: TimedBeat, fps: FrameRate) -> int:
    """The frame of the scene that shows best what the beat is about."""
    return max(beat.start, beat.stop - 1 - round(STILL_BEFORE_END_SECONDS * fps))


def draw(
    stretch: VideoStretch, stage: Stage, picture: Picture, drawn: Callable[[int], None]
) -> None:
    """Draw the frames of a stretch; ``drawn`` is called after each with its number."""
    if stretch.trace is not None:
        stage.table.save(stretch.trace)
    still = still_frame(stretch.beat, picture.fps)
    with Encoder(stretch.video, picture) as encoder:
        for frame in range(stretch.start, stretch.stop):
            pixels = stage.picture(frame)
            encoder.write(pixels, stage.changed)
            if frame == still and stretch.still is not None:
                _save_still(pixels, stretch.still)
            drawn(frame)


def check_plan(stretch: VideoStretch, stage: Stage) -> None:
    """Raise RenderError where the scene plays the beat at other frames than planned."""
    if stage.score.named(stretch.beat.name) != stretch.beat:
        raise RenderError("the scene does not play this beat at the frames that were planned")


def _save_still(pixels: Pixels, path: Path) -> None:
    Image.fromarray(pixels[..., :3]).save(path, format="PNG", compress_level=3)
