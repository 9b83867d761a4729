"""Pixels to H.264: converted to BT.709, tagged as such, at a constant frame rate."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
    VideoReformatter,
)
from numpy.typing import NDArray

from gdlesson.render.picture import Picture

Pixels = NDArray[np.uint8]

CRF = 17
PRESET = "veryfast"
B_FRAMES = 2
X264 = "open-gop=0:scenecut=0:aq-mode=3"
"""Closed groups of pictures; adaptive quantization that spares dark gradients from banding."""


class Encoder:
    """Writes one video, frame by frame; the file is whole once the ``with`` block has ended."""

    def __init__(self, path: Path, picture: Picture) -> None:
        self._picture = picture
        self._to_yuv = Converter(picture)
        self._count = 0
        self._container = av.open(str(path.absolute()), "w", format="mp4")
        self._stream = self._container.add_stream("libx264", rate=picture.fps)
        self._configure()

    def _configure(self) -> None:
        context = self._stream.codec_context
        context.width, context.height = self._picture.width, self._picture.height
        context.pix_fmt = "yuv420p"
        context.time_base = Fraction(1, self._picture.fps)
        context.gop_size = self._picture.fps // 2
        context.max_b_frames = B_FRAMES
        # Output must not depend on the machine's number of cores: x264's does, on its threads.
        context.thread_count = 1
        context.colorspace = Colorspace.ITU709
        context.color_range = ColorRange.MPEG
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        context.options = {
            "crf": str(CRF),
            "preset": PRESET,
            "profile": "high",
            "x264-params": X264,
        }

    def write(self, pixels: Pixels) -> None:
        """Append a frame: RGBA, (height, width, 4)."""
        frame = self._to_yuv(pixels)
        frame.pts = self._count
        frame.time_base = Fraction(1, self._picture.fps)
        self._container.mux(self._stream.encode(frame))
        self._count += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._container.mux(self._stream.encode(None))
        finally:
            self._container.close()


class Converter:
    """RGBA to limited-range BT.709 4:2:0; a picture equal to the last is not converted again.

    The values keep their sRGB transfer curve, as video players expect of BT.709 video.
    """

    def __init__(self, picture: Picture) -> None:
        self._reformatter = VideoReformatter()
        self._last = np.empty((picture.height, picture.width, 4), np.uint8)
        self._frame: av.VideoFrame | None = None

    def __call__(self, pixels: Pixels) -> av.VideoFrame:
        """The frame to encode; the next call may return the same object."""
        if pixels.shape != self._last.shape or pixels.dtype != np.uint8:
            raise ValueError(f"a picture is {pixels.shape} {pixels.dtype}, not {self._last.shape}")
        if self._frame is None or not _equal(pixels, self._last):
            np.copyto(self._last, pixels)
            self._frame = self._converted()
        return self._frame

    def _converted(self) -> av.VideoFrame:
        return self._reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(self._last, "rgba"),
            format="yuv420p",
            src_color_range=ColorRange.JPEG,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            dst_color_trc=ColorTrc.BT709,
            dst_color_primaries=ColorPrimaries.BT709,
            threads=1,
        )


def _equal(one: Pixels, other: Pixels) -> bool:
    """Whether two pictures are the same; a few rows tell most that differ apart."""
    return np.array_equal(one[::97], other[::97]) and np.array_equal(
        one.reshape(-1).view(np.uint32), other.reshape(-1).view(np.uint32)
    )
