"""Pixels to H.264: converted to BT.709, tagged as such, at a constant frame rate."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
    VideoReformatter,
)
from av.video.stream import VideoStream
from numpy.typing import NDArray

from gdlesson.render.h264 import number_bits, numbered
from gdlesson.render.picture import Picture

Pixels = NDArray[np.uint8]

QP = 25
"""x264's quantizer for what changes; 8 less, by its ratio, for the whole pictures between.

The same for all pictures, in place of x264's own choice by looking ahead, for which it takes a
fifth of its time: what does not move keeps the quality that the last whole picture gave it.
"""
PRESET = "superfast"
B_FRAMES = 0
X264 = (
    "open-gop=0:scenecut=0:rc-lookahead=0:sync-lookahead=0:mbtree=0:weightp=0:subme=0:ipratio=2.6"
    ":cabac=0:no-deblock=1"
)
"""Closed groups of pictures; no search, coding or filter that drawn pictures gain little from."""
GROUP_SECONDS = 3
"""A player can start at every whole picture; the fewer there are, the smaller the file."""
OPTIONS = {
    "qp": str(QP), "preset": PRESET, "profile": "high", "forced-idr": "1", "x264-params": X264,
}  # fmt: skip

MARGIN = 8
"""Pixels around a changed part that are converted with it; the outer half of them is not kept."""
Region = tuple[int, int, int, int]
"""Left, top, right and bottom of a part of the picture, in pixels, the last two exclusive."""
WHOLE: tuple[Region, ...] = ((0, 0, 2**31, 2**31),)


def group(fps: int) -> int:
    """Frames of a group of pictures."""
    return GROUP_SECONDS * fps


class Encoder:
    """Writes one video, frame by frame; the file is whole once the ``with`` block has ended."""

    def __init__(self, path: Path, picture: Picture) -> None:
        self._picture = picture
        self._to_yuv = Converter(picture)
        self._group = group(picture.fps)
        self._pace = Fraction(1, picture.fps)
        self._count = 0
        self._coded: deque[bool] = deque()
        """Of the frames that are not in the file yet, which are x264's: it lags by a frame."""
        self._done = 0
        self._container = av.open(str(path.absolute()), "w", format="mp4")
        self._stream = self._container.add_stream("libx264", rate=picture.fps)
        _configure(self._stream.codec_context, picture)

    def write(self, pixels: Pixels, changed: tuple[Region, ...] = WHOLE) -> None:
        """Append a frame: RGBA, (height, width, 4), and what has changed in it since the last."""
        key = self._count % self._group == 0
        coded = key or bool(changed)
        self._coded.append(coded)
        packets: Sequence[Packet[VideoStream]] = ()
        if coded:
            frame = self._to_yuv(pixels, changed)
            frame.pts, frame.time_base = self._count, self._pace
            frame.pict_type = PictureType.I if key else PictureType.NONE
            packets = self._stream.encode(frame)
        self._count += 1
        self._mux(packets)

    def _mux(self, packets: Sequence[Packet[VideoStream]]) -> None:
        """Put x264's packets, and the unchanged frames that follow them, into the file."""
        for packet in packets:
            self._repeat()
            self._coded.popleft()
            number = self._done % self._group
            if number:
                self._show(bytes(packet), number)
            else:
                self._container.mux(packet)
            self._done += 1
        self._repeat()

    def _repeat(self) -> None:
        """Put the unchanged frames that are next into the file."""
        while self._coded and not self._coded[0]:
            self._coded.popleft()
            self._show(_unchanged(self._picture).data, self._done % self._group)
            self._done += 1

    def _show(self, data: bytes, number: int) -> None:
        """Put a coded picture that is no key picture into the file, with its number."""
        packet = Packet(numbered(data, number, _unchanged(self._picture).number_bits))
        packet.stream, packet.time_base = self._stream, self._pace
        packet.pts = packet.dts = self._done
        packet.duration = 1
        self._container.mux(packet)

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
                self._mux(self._stream.encode(None))
        finally:
            self._container.close()


def _configure(context: VideoCodecContext, picture: Picture) -> None:
    context.width, context.height = picture.width, picture.height
    context.pix_fmt = "yuv420p"
    context.time_base = Fraction(1, picture.fps)
    context.gop_size = group(picture.fps)
    context.max_b_frames = B_FRAMES
    # Output must not depend on the machine's number of cores: x264's does, on its threads.
    context.thread_count = 1
    context.colorspace = Colorspace.ITU709
    context.color_range = ColorRange.MPEG
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.options = OPTIONS


@dataclass(frozen=True)
class Unchanged:
    """A coded picture in which nothing changes, and how many bits hold a picture's number."""

    data: bytes
    number_bits: int


@lru_cache(maxsize=1)
def _unchanged(picture: Picture) -> Unchanged:
    """As x264 codes it: the third of three grey pictures."""
    context = av.CodecContext.create("libx264", "w")
    _configure(context, picture)
    grey = av.VideoFrame(picture.width, picture.height, "yuv420p")
    for plane in grey.planes:
        _samples(plane)[:] = 128
    packets: list[bytes] = []
    for k in range(3):
        grey.pts, grey.time_base = k, Fraction(1, picture.fps)
        packets += [bytes(packet) for packet in context.encode(grey)]
    packets += [bytes(packet) for packet in context.encode(None)]
    return Unchanged(packets[-1], number_bits(packets[0]))


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
