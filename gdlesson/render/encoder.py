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

CRF = 23
PRESET = "superfast"
B_FRAMES = 0
X264 = "open-gop=0:scenecut=0:rc-lookahead=0:sync-lookahead=0:mbtree=0:weightp=0:subme=0:aq-mode=3"
"""Closed groups of pictures; no search that flat, drawn pictures gain little from; adaptive
quantization that spares dark gradients from banding."""


OPTIONS = {"crf": str(CRF), "preset": PRESET, "profile": "high", "x264-params": X264}

MARGIN = 8
"""Pixels around a changed part that are converted with it; the outer half of them is not kept."""
Region = tuple[int, int, int, int]
"""Left, top, right and bottom of a part of the picture, in pixels, the last two exclusive."""
WHOLE: tuple[Region, ...] = ((0, 0, 2**31, 2**31),)


def group(fps: int) -> int:
    """Frames of a group of pictures: two seconds of them."""
    return 2 * fps


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
        context.gop_size = group(self._picture.fps)
        context.max_b_frames = B_FRAMES
        # Output must not depend on the machine's number of cores: x264's does, on its threads.
        context.thread_count = 1
        context.colorspace = Colorspace.ITU709
        context.color_range = ColorRange.MPEG
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        context.options = OPTIONS

    def write(self, pixels: Pixels, changed: tuple[Region, ...] = WHOLE) -> None:
        """Append a frame: RGBA, (height, width, 4), and what has changed in it since the last."""
        frame = self._to_yuv(pixels, changed)
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
    """RGBA to limited-range BT.709 4:2:0; only what has changed is converted.

    The values keep their sRGB transfer curve, as video players expect of BT.709 video.
    """

    def __init__(self, picture: Picture) -> None:
        self._shape = (picture.height, picture.width, 4)
        self._reformatter = VideoReformatter()
        self._frame: av.VideoFrame | None = None

    def __call__(self, pixels: Pixels, changed: tuple[Region, ...] = WHOLE) -> av.VideoFrame:
        """The frame to encode; the next call returns the same object with other contents.

        Args:
            pixels: (height, width, 4).
            changed: what may differ from the picture before.
        """
        if pixels.shape != self._shape or pixels.dtype != np.uint8:
            raise ValueError(f"a picture is {pixels.shape} {pixels.dtype}, not {self._shape}")
        if self._frame is None or changed == WHOLE:
            self._frame = self._converted(pixels)
            return self._frame
        for region in changed:
            self._update(self._frame, pixels, region)
        return self._frame

    def _update(self, frame: av.VideoFrame, pixels: Pixels, changed: Region) -> None:
        """Convert the changed part and a margin, since a sample of colour is of several pixels."""
        height, width, _ = self._shape
        across, kept_across = _with_margin(changed[0], changed[2], width)
        down, kept_down = _with_margin(changed[1], changed[3], height)
        part = self._converted(np.ascontiguousarray(pixels[down, across]))
        for share, old, new in zip((1, 2, 2), frame.planes, part.planes, strict=True):
            rows, columns = _shared(down, share), _shared(across, share)
            inner = _shared(kept_down, share), _shared(kept_across, share)
            _samples(old)[rows, columns][inner] = _samples(new)[inner]

    def _converted(self, pixels: Pixels) -> av.VideoFrame:
        return self._reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(pixels, "rgba"),
            format="yuv420p",
            src_color_range=ColorRange.JPEG,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            dst_color_trc=ColorTrc.BT709,
            dst_color_primaries=ColorPrimaries.BT709,
            threads=1,
        )


def _with_margin(low: int, high: int, end: int) -> tuple[slice, slice]:
    """What to convert of an axis, a whole number of colour samples, and what to keep of that.

    At an end of the axis there is nothing beyond, so all is kept.
    """
    first = max(low - MARGIN, 0) // 2 * 2
    last = min(high + MARGIN + 1, end) // 2 * 2
    skipped = 0 if first == 0 else MARGIN // 2
    left_over = 0 if last == end else MARGIN // 2
    return slice(first, last), slice(skipped, last - first - left_over)


def _shared(pixels: slice, share: int) -> slice:
    """The samples of these pixels, of which ``share`` have one."""
    return slice(pixels.start // share, pixels.stop // share)


def _samples(plane: av.video.plane.VideoPlane) -> Pixels:
    """The samples of a plane, (height, width), in place."""
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    return rows[: plane.height, : plane.width]
