"""What encoding alone costs, and what it does to the pictures."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import av

from gdlesson.check.sharpness import Likeness, likeness
from gdlesson.render.apart import each_apart
from gdlesson.render.encoder import Encoder
from gdlesson.render.picture import Picture
from gdlesson.render.stage import Stage, manim_stage
from gdlesson.render.stretches import cut
from gdlesson.scratch import scratch_folder
from scenes.lesson.file import load_lesson

EVERY = 6
"""Of so many stretches, one is encoded for the time that it takes."""


@dataclass(frozen=True)
class Encoded:
    """Stretches of a scene that were drawn first and then encoded."""

    frames: int
    seconds: float


@dataclass(frozen=True)
class Compared:
    """A frame of a scene's clip, held against the picture drawn for it."""

    scene: str
    frame: int
    found: Likeness


def encode_alone(picture: Picture, jobs: int) -> Encoded:
    """Encode stretches of every scene from pictures that lie ready, in so many processes at once.

    The encoder gets pictures and no more: it is not told what has changed in them.

    Returns:
        What was encoded; its seconds are those of all processes together.
    """
    work = [(spec.name, picture, k, jobs) for spec in load_lesson().scenes for k in range(jobs)]
    parts = each_apart(encode_share, work, jobs)
    return Encoded(sum(part.frames for part in parts), sum(part.seconds for part in parts))


def compare(clips: Path, picture: Picture, jobs: int) -> list[Compared]:
    """Hold every frame of the scenes' clips in a folder against its picture, which is drawn anew.

    Args:
        clips: where they are, as the built-in lesson is rendered.
        picture: their size and rate.
        jobs: how many processes do that.
    """
    work = [
        (clips / f"{spec.name}.mp4", picture, k, jobs)
        for spec in load_lesson().scenes
        for k in range(jobs)
    ]
    return [each for part in each_apart(compare_share, work, jobs) for each in part]


def encode_share(work: tuple[str, Picture, int, int]) -> Encoded:
    """Draw and encode this process's share of a scene's stretches."""
    name, picture, k, jobs = work
    frames, seconds = 0, 0.0
    with scratch_folder() as folder:
        stage = _stage(name, picture, folder)
        chosen = [(start, stop) for _, start, stop in cut(stage.score)]
        for start, stop in chosen[::EVERY][k::jobs]:
            drawn = [stage.picture(frame).copy() for frame in range(start, stop)]
            begin = time.perf_counter()
            with Encoder(folder / "encoded.mp4", picture) as encoder:
                for pixels in drawn:
                    encoder.write(pixels)
            seconds += time.perf_counter() - begin
            frames += stop - start
    return Encoded(frames, seconds)


def compare_share(work: tuple[Path, Picture, int, int]) -> list[Compared]:
    """Compare this process's share of a clip's frames."""
    clip, picture, k, jobs = work
    with scratch_folder() as folder:
        stage = _stage(clip.stem, picture, folder)
        start, stop = (stage.score.frames * n // jobs for n in (k, k + 1))
        return [
            Compared(clip.stem, number, likeness(stage.picture(number), frame))
            for number, frame in _decoded(clip, start, stop)
        ]


def _stage(scene: str, picture: Picture, folder: Path) -> Stage:
    stage = manim_stage(load_lesson(), scene, picture, folder)
    stage.prepare()
    return stage


def _decoded(clip: Path, start: int, stop: int) -> Iterator[tuple[int, av.VideoFrame]]:
    with av.open(str(clip)) as video:
        yield from islice(enumerate(video.decode(video=0)), start, stop)
