"""Flashes of a video, by WCAG 2.2, success criterion 2.3.1, measured on its frames.

A flash is a pair of opposing changes of relative luminance by a tenth or more of the largest, the
darker one below 0.8; a red flash is one of saturated red.  It counts where it fills a quarter of
any ten degrees of the field of view: a third of the frame's width by a third of its height.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from gdcore.typing import FrameRate
from gdlesson.check.findings import Finding, Offence
from gdlesson.deliver.manifest import Manifest
from scenes.themes.colour import LUMINANCE, linear

Array = NDArray[np.float64]
GRID = (36, 64)
"""Rows and columns of the cells in which light is measured."""
CHANGE, DARKER = 0.1, 0.8
RED, RED_CHANGE = 0.8, 20.0
AREA = 0.25
"""Share of a field that must change at once."""
TOGETHER = 2
"""Frames within which changes count as one."""
MOST, MOST_RED = 3, 0
"""Flashes in one second."""


@dataclass(frozen=True)
class Flashes:
    """The most flashes in any second, and the frame in which that second begins."""

    general: int = 0
    general_at: int = 0
    red: int = 0
    red_at: int = 0


def count_flashes(pictures: Iterable[NDArray[np.uint8]], fps: FrameRate) -> Flashes:
    """Of pictures, RGB (rows, columns, 3) each, at ``fps`` a second."""
    general, red = _Turns(), _Turns()
    for number, picture in enumerate(pictures):
        light = linear(picture)
        luminance = light @ LUMINANCE
        general.see(number, luminance, CHANGE, DARKER)
        total = np.maximum(light.sum(axis=-1), 1e-6)
        saturated = (light[..., 0] / total >= RED) & (light[..., 0] > 0.05)
        redness = np.maximum(light[..., 0] - light[..., 1] - light[..., 2], 0.0) * 320
        red.see(number, np.where(saturated, redness, 0.0), RED_CHANGE, np.inf)
    return Flashes(*general.most(fps), *red.most(fps))


class _Turns:
    """When large parts of the picture went up or down, cell by cell."""

    def __init__(self) -> None:
        self.low: Array | None = None
        self.high: Array
        self.rose: NDArray[np.int64]
        self.fell: NDArray[np.int64]
        self.turns: NDArray[np.int8]
        """Of each field, which way it went last: 1, -1, or 0 for not yet."""
        self.moments: dict[tuple[int, int], list[int]] = {}

    def see(self, frame: int, values: Array, change: float, darker: float) -> None:
        """Take in a picture's values."""
        if self.low is None:
            self.low, self.high = values.copy(), values.copy()
            self.rose, self.fell = (np.full(values.shape, -TOGETHER - 1) for _ in range(2))
            self.turns = np.zeros(_areas(values > change).shape, np.int8)
            return
        self.low, self.high = np.minimum(self.low, values), np.maximum(self.high, values)
        up = (values - self.low >= change) & (self.low < darker)
        down = (self.high - values >= change) & (values < darker)
        self.high[up], self.low[down] = values[up], values[down]
        self.low[up], self.high[down] = values[up], values[down]
        self.rose[up], self.fell[up] = frame, -TOGETHER - 1
        self.fell[down], self.rose[down] = frame, -TOGETHER - 1
        if up.any() or down.any():
            self._turn(frame, self.rose, 1)
            self._turn(frame, self.fell, -1)

    def _turn(self, frame: int, when: NDArray[np.int64], way: int) -> None:
        fields = _areas(when > frame - TOGETHER) >= AREA
        turned = fields & (self.turns != way)
        self.turns[turned] = way
        for row, column in np.argwhere(turned).tolist():
            self.moments.setdefault((row, column), []).append(frame)

    def most(self, fps: FrameRate) -> tuple[int, int]:
        """The most flashes of any field in any second, and the frame in which it begins."""
        best = (0, 0)
        for moments in self.moments.values():
            times = np.array(moments)
            counts = np.searchsorted(times, times + float(fps)) - np.arange(len(times))
            k = int(counts.argmax())
            best = max(best, (int(counts[k]) // 2, int(times[k])), key=lambda pair: pair[0])
        return best


def _areas(cells: NDArray[np.bool_]) -> Array:
    """The share of each field, a third of the frame each way, that is true."""
    rows, columns = cells.shape[0] // 3, cells.shape[1] // 3
    sums = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1))
    sums[1:, 1:] = cells.cumsum(axis=0).cumsum(axis=1)
    inside = (
        sums[rows:, columns:] - sums[:-rows, columns:] - sums[rows:, :-columns]
        + sums[:-rows, :-columns]
    )  # fmt: skip
    return np.asarray(inside / (rows * columns))


def flash_findings(path: Path, manifest: Manifest) -> list[Finding]:
    """Whether a lesson's video flashes, and in which beat."""
    flashes = count_flashes(_small_pictures(path), manifest.fps)
    found = []
    for name, number, frame, most in (
        ("flashes", flashes.general, flashes.general_at, MOST),
        ("red flashes", flashes.red, flashes.red_at, MOST_RED),
    ):
        if number > most:
            offence = Offence(
                "flashes", path.name, f"{number} {name} in a second", f"{most}",
                "change light and dark less often, more slowly, or in a smaller part",
                excess=number,
            )  # fmt: skip
            found.append(Finding(offence, *_where(manifest, frame)))
    return found


def _small_pictures(path: Path) -> Iterator[NDArray[np.uint8]]:
    with av.open(str(path)) as video:
        stream = video.streams.video[0]
        stream.thread_type = "AUTO"
        for frame in video.decode(stream):
            small = frame.reformat(GRID[1], GRID[0], "rgb24", interpolation="AREA")
            yield np.asarray(small.to_ndarray(), np.uint8)


def _where(manifest: Manifest, frame: int) -> tuple[str, str]:
    """The scene and the beat of a frame of the whole lesson."""
    for scene in manifest.scenes:
        for beat in scene.beats:
            if frame < beat.stop:
                return scene.name, beat.name
        frame -= scene.frames
    return "", ""
