"""Whether a film looks like its pictures: what encoding has left of them, measured on the planes.

A picture's own planes are those of BT.709 in its limited range (Rec. ITU-R BT.709-6, 3), computed
from its RGB and not rounded, so that what is measured is all that was lost on the way to the film.
Planes are compared, and not pictures: the way back to RGB would lose as much again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from gdcore.typing import FrameRate
from gdlesson.check.findings import Finding, Offence
from gdlesson.deliver.manifest import FileRecord, Manifest
from gdlesson.render.yuv import Pixels, samples
from gdlesson.within import Within

Plane = NDArray[np.float32]

LEAST_PSNR = 46.0
"""Decibels of peak signal to noise that luma keeps in every frame."""
MOST_OFF = 0.002
"""Share of the blocks of a plane that may be off."""
OFF = (2.0, 3.0, 3.0)
"""Levels by which the mean of a block may differ: of luma, and of the two chromas."""
BLOCK = 8
"""Side of a block, in samples of its plane."""
NAMES = ("luma", "blue", "red")
_RED, _GREEN, _BLUE = 0.2126, 0.7152, 0.0722


@dataclass(frozen=True)
class Likeness:
    """How like its picture a frame is."""

    psnr: float
    """Peak signal-to-noise ratio of luma, in decibels; infinite where nothing is lost."""
    off: tuple[float, float, float]
    """The share of the blocks of each plane whose mean is off."""

    @property
    def is_sharp(self) -> bool:
        """Whether nobody sees a difference."""
        return self.psnr >= LEAST_PSNR and max(self.off) <= MOST_OFF


def planes_of(pixels: Pixels) -> tuple[Plane, Plane, Plane]:
    """Luma (height, width) and the chromas (height / 2, width / 2) of RGB or RGBA, not rounded.

    A sample of chroma lies level with the left one of its two columns and between its two rows, as
    decoders take it to where nothing else is said (Rec. ITU-T H.264, figure E-1).
    """
    red, green, blue = (pixels[..., k].astype(np.float32) for k in range(3))
    luma = _RED * red + _GREEN * green + _BLUE * blue
    chromas = ((blue - luma) / (2 * (1 - _BLUE)), (red - luma) / (2 * (1 - _RED)))
    of_blue, of_red = (128 + _halved(chroma) * (224 / 255) for chroma in chromas)
    return 16 + luma * (219 / 255), of_blue, of_red


def _halved(chroma: Plane) -> Plane:
    """Half as many rows and columns: the mean of two rows, and of three columns by 1, 2, 1."""
    rows = (chroma[0::2] + chroma[1::2]) / 2
    padded = np.pad(rows, ((0, 0), (1, 0)), mode="edge")
    return np.asarray((padded[:, :-1:2] + 2 * rows[:, 0::2] + rows[:, 1::2]) / 4, np.float32)


def likeness(pixels: Pixels, frame: av.VideoFrame) -> Likeness:
    """Compare a picture, RGB or RGBA, with the frame that a decoder has made of it."""
    lost = [
        samples(seen)[: len(meant), : meant.shape[1]] - meant
        for seen, meant in zip(frame.planes, planes_of(pixels), strict=True)
    ]
    noise = float(np.mean(np.square(lost[0]), dtype=np.float64))
    psnr = float("inf") if noise == 0 else 10 * float(np.log10(255**2 / noise))
    luma, blue, red = (_share_off(*pair) for pair in zip(lost, OFF, strict=True))
    return Likeness(psnr, (luma, blue, red))


def _share_off(lost: Plane, most: float) -> float:
    """The share of the whole blocks of a plane whose mean is off by more than so many levels."""
    rows, columns = (length // BLOCK for length in lost.shape)
    blocks = lost[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK)
    return float((np.abs(blocks.mean(axis=(1, 3))) > most).mean())


def blurred(folder: Path, manifest: Manifest) -> Iterator[Finding]:
    """The beats whose still is not what the clip shows at its frame."""
    within = Within(folder)
    for scene in manifest.scenes:
        clip = manifest.file("clip", scene.name)
        stills = [f for f in manifest.files if (f.kind, f.scene) == ("still", scene.name)]
        if clip is None or not within.has(clip.path):
            continue
        for still, frame in _shown(folder / clip.path, stills, scene.fps):
            if not within.has(still.path):
                continue
            with Image.open(folder / still.path) as picture:
                pixels = np.asarray(picture.convert("RGB"))
            if pixels.shape[:2] == (frame.height, frame.width):
                found = likeness(pixels, frame)
                if not found.is_sharp:
                    offence = _offence(clip.path, found)
                    yield Finding(offence, scene.name, still.beat or "", still.frame)


def _shown(
    clip: Path, stills: list[FileRecord], fps: FrameRate
) -> Iterator[tuple[FileRecord, av.VideoFrame]]:
    """Each still with the frame of the clip that it is a picture of."""
    with av.open(str(clip)) as video:
        stream = video.streams.video[0]
        stream.thread_type = "AUTO"
        for still in stills:
            assert stream.time_base is not None
            wanted = round((still.frame or 0) / fps / stream.time_base)
            video.seek(wanted, stream=stream)
            for frame in video.decode(stream):
                if frame.pts is not None and frame.pts >= wanted:
                    yield still, frame
                    break


def _offence(path: str, found: Likeness) -> Offence:
    off = " and ".join(
        f"{100 * share:.2g} % of the blocks of {name} off"
        for name, share in zip(NAMES, found.off, strict=True)
        if share > MOST_OFF
    )
    return Offence(
        "sharpness",
        path,
        f"{found.psnr:.1f} dB" + (f", {off}" if off else ""),
        f"at least {LEAST_PSNR:g} dB, and {100 * MOST_OFF:g} % of the blocks",
        "render the scene anew; if another program has encoded it, at a higher quality",
        excess=LEAST_PSNR - found.psnr,
    )
