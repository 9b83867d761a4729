"""Flashes: how many in the worst second, of how much of the picture, and how red."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from gdlesson.check.flashes import GRID, Flashes, count_flashes, flash_findings
from gdlesson.deliver.manifest import read_manifest

FPS = 30
RED, DARK, WHITE = (255, 0, 0), (20, 20, 20), (255, 255, 255)
DIM = (100, 100, 100)
"""A tenth of the light of white above DARK, and a little more."""
DIMMER = (90, 90, 90)

# flashes a second, one colour, the other, share of the width: general flashes and red ones
CASES = {
    "three a second": (3, WHITE, DARK, 1.0, (3, 0)),
    "four a second": (4, WHITE, DARK, 1.0, (4, 0)),
    "every other picture": (15, WHITE, DARK, 1.0, (15, 0)),
    "just a tenth": (5, DIM, DARK, 1.0, (5, 0)),
    "less than a tenth": (5, DIMMER, DARK, 1.0, (0, 0)),
    "both bright": (5, WHITE, (235, 235, 235), 1.0, (0, 0)),
    "a narrow stripe": (5, WHITE, DARK, 0.06, (0, 0)),
    "a stripe of a quarter of the field": (5, WHITE, DARK, 0.10, (5, 0)),
    "red": (1, RED, (0, 0, 0), 1.0, (1, 1)),
    "a narrow stripe of red": (1, RED, (0, 0, 0), 0.06, (0, 0)),
    "green": (1, (0, 255, 0), (0, 0, 0), 1.0, (1, 0)),
}


def pictures(
    rate: int, one: tuple[int, int, int], other: tuple[int, int, int], part: float
) -> Iterator[NDArray[np.uint8]]:
    for frame in range(2 * FPS):
        picture = np.full((*GRID, 3), DARK, np.uint8)
        colour = one if int(2 * rate * frame / FPS) % 2 else other
        picture[:, : round(part * GRID[1])] = colour
        yield picture


@pytest.mark.parametrize("case", CASES)
def test_flashes_are_counted(case: str) -> None:
    rate, one, other, part, wanted = CASES[case]
    found = count_flashes(pictures(rate, one, other, part), FPS)
    assert (found.general, found.red) == wanted


def test_a_slow_fade_is_one_change() -> None:
    fade = (np.full((*GRID, 3), 4 * k, np.uint8) for k in range(60))
    assert count_flashes(fade, FPS) == Flashes()


def test_a_video_that_flashes_says_in_which_beat(finished: Path) -> None:
    manifest = read_manifest(finished)
    (red,) = flash_findings(finished / "lesson.mp4", manifest)  # the fakes' red square moves on
    assert (red.scene, red.offence.measured) == ("red", "2 red flashes in a second")
    flashing = finished / "flashing.mp4"
    with av.open(str(flashing), "w") as video:
        stream = video.add_stream("libx264", rate=manifest.fps)
        stream.width, stream.height, stream.pix_fmt = 96, 54, "yuv420p"
        for frame in range(75):
            bright = 25 <= frame < 37 and frame % 2
            picture = np.full((54, 96, 3), 255 if bright else 0, np.uint8)
            video.mux(stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        video.mux(stream.encode())
    (finding,) = flash_findings(flashing, manifest)
    assert (finding.scene, finding.beat) == ("green", "open")
    assert finding.offence.measured == "5 flashes in a second"
