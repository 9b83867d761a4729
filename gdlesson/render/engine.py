"""Drawing one beat of a scene into a video of its own, with its still."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from gdlesson.errors import RenderError
from gdlesson.render.encoder import Encoder, Pixels
from gdlesson.render.picture import Picture
from gdlesson.render.stage import Stage
from scenes.timing import Beat

STILL_BEFORE_END_SECONDS = 0.3
"""A beat's still is taken where its picture is complete and its last words have not faded yet."""


@dataclass(frozen=True)
class Segment:
    """One beat to be drawn, and where its files go."""

    scene: str
    beat: Beat
    video: Path
    still: Path
    trace: Path | None
    """Where to save the scene's table; one beat of a scene does."""


def still_frame(beat: Beat, fps: int) -> int:
    """The frame of the scene that shows best what the beat is about."""
    return max(beat.start, beat.stop - 1 - round(STILL_BEFORE_END_SECONDS * fps))


def draw(segment: Segment, stage: Stage, picture: Picture, drawn: Callable[[int], None]) -> None:
    """Draw the frames of one beat; ``drawn`` is called after each with its number."""
    if segment.trace is not None:
        stage.table.save(segment.trace)
    still = still_frame(segment.beat, picture.fps)
    with Encoder(segment.video, picture) as encoder:
        for frame in range(segment.beat.start, segment.beat.stop):
            pixels = stage.picture(frame)
            encoder.write(pixels)
            if frame == still:
                _save_still(pixels, segment.still)
            drawn(frame)


def check_plan(segment: Segment, stage: Stage) -> None:
    """Raise RenderError where the scene plays the beat at other frames than planned."""
    if stage.score[segment.beat.name] != segment.beat:
        raise RenderError("the scene does not play this beat at the frames that were planned")


def _save_still(pixels: Pixels, path: Path) -> None:
    Image.fromarray(pixels[..., :3]).save(path, format="PNG", compress_level=6)
