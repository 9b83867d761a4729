"""What encoding alone costs, and what it does to the pictures."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np
from numpy.typing import NDArray

from gdlesson.render.encoder import Encoder
from gdlesson.render.engine import stretches
from gdlesson.render.picture import Picture
from gdlesson.render.stage import manim_stage, quiet
from gdlesson.render.yuv import Converter, Pixels
from scenes.lesson import load_lesson

EVERY = 6
"""Of so many stretches, one is measured."""
BLOCK = 8
"""Side of the squares in which pictures are compared, as x264 does."""
SHOWN = 5
"""Of so many frames, one is compared."""
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2

Luma = NDArray[np.float64]


@dataclass(frozen=True)
class Encoded:
    """Stretches of a scene that were drawn first and then encoded."""

    frames: int
    seconds: float
    similarity: tuple[float, ...]
    """SSIM of the luma of some frames, before and after."""


def encode_alone(picture: Picture, jobs: int) -> Encoded:
    """Encode stretches of every scene from pictures that lie ready, in so many processes at once.

    Returns:
        What was encoded; its seconds are those of all processes together.
    """
    work = [(name, picture, k, jobs) for name in _scenes() for k in range(jobs)]
    with get_context("spawn").Pool(jobs, quiet, maxtasksperchild=1) as pool:
        parts = pool.map(_encode, work, chunksize=1)
    return Encoded(
        sum(part.frames for part in parts),
        sum(part.seconds for part in parts),
        tuple(value for part in parts for value in part.similarity),
    )


def similarity(one: Luma, other: Luma) -> float:
    """Structural similarity of two pictures' luma, (height, width), in squares of 8 by 8.

    Wang, Bovik, Sheikh and Simoncelli (2004), with a flat window that moves by half its side.
    """
    a, b = _windows(one), _windows(other)
    axes = (-2, -1)
    mean_a, mean_b = a.mean(axes), b.mean(axes)
    square_a, square_b = (a * a).mean(axes) - mean_a**2, (b * b).mean(axes) - mean_b**2
    both = (a * b).mean(axes) - mean_a * mean_b
    likeness = (2 * mean_a * mean_b + C1) * (2 * both + C2)
    size = (mean_a**2 + mean_b**2 + C1) * (square_a + square_b + C2)
    return float((likeness / size).mean())


def _windows(luma: Luma) -> Luma:
    every = np.lib.stride_tricks.sliding_window_view(luma, (BLOCK, BLOCK))
    return every[:: BLOCK // 2, :: BLOCK // 2]


def _scenes() -> list[str]:
    return [spec.name for spec in load_lesson().scenes]


def _encode(work: tuple[str, Picture, int, int]) -> Encoded:
    """Draw and encode this process's share of a scene's stretches."""
    name, picture, k, jobs = work
    frames, seconds = 0, 0.0
    compared: list[float] = []
    with TemporaryDirectory() as folder:
        stage = manim_stage(load_lesson(), name, picture, Path(folder))
        stage.prepare()
        chosen = [part for beat in stage.score.beats for part in stretches(beat, picture.fps)]
        for start, stop in chosen[::EVERY][k::jobs]:
            drawn = [stage.picture(frame).copy() for frame in range(start, stop)]
            path = Path(folder) / "encoded.mp4"
            begin = time.perf_counter()
            with Encoder(path, picture) as encoder:
                for pixels in drawn:
                    encoder.write(pixels)
            seconds += time.perf_counter() - begin
            frames += stop - start
            compared += _compared(drawn, path, picture)
    return Encoded(frames, seconds, tuple(compared))


def _compared(drawn: list[Pixels], path: Path, picture: Picture) -> Iterator[float]:
    """The similarity of some frames of a video to what was drawn."""
    convert = Converter(picture)
    with av.open(str(path)) as container:
        for pixels, frame in list(zip(drawn, container.decode(video=0), strict=True))[::SHOWN]:
            (before,) = convert(pixels)
            after = frame.to_ndarray()[: picture.height].astype(float)
            yield similarity(before.planes[0].astype(float), after)
