"""How x264 is set: one quantizer, closed groups of pictures, BT.709, one thread."""

from __future__ import annotations

from fractions import Fraction

import av
from av.video.codeccontext import VideoCodecContext
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from gdcore.typing import FrameRate
from gdlesson.render.picture import Picture

QP = 18
"""x264's quantizer for what changes; 6 less, by its ratio, for the whole pictures between.

The same for all pictures, in place of x264's own choice by looking ahead, for which it takes a
fifth of its time: what does not move keeps the quality that the last whole picture gave it.  A step
of this quantizer is less than a level of the mean of a block of 8 by 8 pixels, so what is left of
things that have faded, and blocks in fog, cannot be seen.  Whole pictures are coded finer still, so
that nothing is left to be mended in what does not change: strips keep their guards.
"""
PRESET = "veryfast"
B_FRAMES = 0
MOTION = 32
"""Rows of pixels up or down from which x264 may take what has moved: its least."""
REACH = MOTION + 3
"""Rows that it may look at for that: a place between pixels is made up from three more."""
X264 = (
    "open-gop=0:scenecut=0:rc-lookahead=0:sync-lookahead=0:mbtree=0:weightp=0:ipratio=2"
    f":cabac=0:no-deblock=1:chroma-qp-offset=-4:mvrange={MOTION}"
)
"""Closed groups of pictures; no search, coding or filter that drawn pictures gain little from.

Colour is coded finer than light, since it has a quarter of the samples: lines keep theirs.
"""
GROUP_SECONDS = 4
"""A player can start at every whole picture; the fewer there are, the smaller the file."""
OPTIONS = {
    "qp": str(QP), "preset": PRESET, "profile": "high", "forced-idr": "1", "x264-params": X264,
}  # fmt: skip


def group(fps: FrameRate) -> int:
    """Frames of a group of pictures."""
    return max(2, round(GROUP_SECONDS * fps))


def encoder(picture: Picture, cut: int | None = None) -> VideoCodecContext:
    """An encoder of pictures of a size, each in one slice, or cut after so many macroblocks."""
    context = av.CodecContext.create("libx264", "w")
    configure(context, picture)
    if cut is not None:
        context.options = OPTIONS | {"x264-params": f"{X264}:slice-max-mbs={cut}"}
    return context


def configure(context: VideoCodecContext, picture: Picture) -> None:
    """Set an encoder for pictures of a size."""
    context.width, context.height = picture.width, picture.height
    context.pix_fmt = "yuv420p"
    context.time_base = 1 / Fraction(picture.fps)
    context.gop_size = group(picture.fps)
    context.max_b_frames = B_FRAMES
    # Output must not depend on the machine's number of cores: x264's does, on its threads.
    context.thread_count = 1
    context.colorspace = Colorspace.ITU709
    context.color_range = ColorRange.MPEG
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.options = OPTIONS
