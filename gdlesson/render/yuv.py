"""Pixels as video has them: converted to BT.709 4:2:0, and only where they have changed."""

from __future__ import annotations

from dataclasses import dataclass

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
Box = tuple[int, int, int, int]
"""Left, top, right and bottom of a part of the picture, in pixels, the last two exclusive."""
WHOLE: tuple[Box, ...] = ((0, 0, 2**31, 2**31),)
MARGIN = 8
"""Pixels around a changed part that are converted with it; the outer half of them is not kept."""
SHARES = (1, 2, 2)
"""Pixels along an axis that have one sample in common: of luma, and of the two chromas."""


@dataclass(frozen=True)
class Patch:
    """New samples of a part of the picture, whose corner is at even pixels."""

    left: int
    top: int
    planes: tuple[Pixels, ...]

    @property
    def bottom(self) -> int:
        """The row of pixels below the last."""
        return self.top + len(self.planes[0])

    @property
    def size(self) -> int:
        """Bytes of all samples."""
        return sum(plane.nbytes for plane in self.planes)


class Converter:
    """RGBA to limited-range BT.709 4:2:0.

    The values keep their sRGB transfer curve, as video players expect of BT.709 video.
    """

    def __init__(self, picture: Picture) -> None:
        self._shape = (picture.height, picture.width, 4)
        self._reformatter = VideoReformatter()

    def __call__(self, pixels: Pixels, changed: tuple[Box, ...] = WHOLE) -> list[Patch]:
        """The samples of what may differ from the picture before.

        Args:
            pixels: (height, width, 4).
            changed: where that is.
        """
        if pixels.shape != self._shape or pixels.dtype != np.uint8:
            raise ValueError(f"a picture is {pixels.shape} {pixels.dtype}, not {self._shape}")
        return [self._patch(pixels, box) for box in changed]

    def _patch(self, pixels: Pixels, changed: Box) -> Patch:
        """Convert a changed part and a margin, since a sample of chroma is of several pixels."""
        height, width, _ = self._shape
        across, kept_across = _with_margin(changed[0], changed[2], width)
        down, kept_down = _with_margin(changed[1], changed[3], height)
        part = self.converted(pixels[down, across])
        luma, *chromas = (samples(plane) for plane in part.planes)
        planes = tuple(
            plane[_shared(kept_down, share), _shared(kept_across, share)]
            for share, plane in zip(SHARES, (luma, *map(_to_the_left, chromas)), strict=True)
        )
        return Patch(across.start + kept_across.start, down.start + kept_down.start, planes)

    def converted(self, pixels: Pixels) -> av.VideoFrame:
        """All of these pixels, as a frame of their own."""
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


class StripFrame:
    """A strip of the picture, as wide as that, in a frame that an encoder takes."""

    def __init__(self, width: int, top: int, bottom: int) -> None:
        self._top, self._bottom = top, bottom
        self.frame = av.VideoFrame(width, bottom - top, "yuv420p")

    def put(self, patch: Patch) -> bool:
        """Take over what lies in the strip of a patch; False where nothing does."""
        top, bottom = max(patch.top, self._top), min(patch.bottom, self._bottom)
        if top >= bottom:
            return False
        for share, plane, new in zip(SHARES, self.frame.planes, patch.planes, strict=True):
            rows = slice((top - self._top) // share, (bottom - self._top) // share)
            left = patch.left // share
            taken = slice((top - patch.top) // share, (bottom - patch.top) // share)
            samples(plane)[rows, left : left + new.shape[1]] = new[taken]
        return True


def _to_the_left(chroma: Pixels) -> Pixels:
    """Chroma whose samples lie level with the left one of their two columns of pixels.

    The library has them in the middle of the two; decoders take them to be on the left where
    nothing else is said (Rec. ITU-T H.264, figure E-1).  So they go a quarter of a sample on.
    """
    wide = chroma.astype(np.uint16)
    moved = 3 * wide + 2
    moved[:, 1:] += wide[:, :-1]
    moved[:, 0] += wide[:, 0]
    moved >>= 2
    return moved.astype(np.uint8)


def _with_margin(low: int, high: int, end: int) -> tuple[slice, slice]:
    """What to convert of an axis, a whole number of chroma samples, and what to keep of that.

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


def samples(plane: av.video.plane.VideoPlane) -> Pixels:
    """The samples of a plane, (height, width), in place."""
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    return rows[: plane.height, : plane.width]
