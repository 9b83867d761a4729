"""Clips as files: with an alpha channel from pictures on nothing, and GIF from a film."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from av.video.frame import PictureType
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream
from numpy.typing import NDArray
from PIL import Image

from gdlesson.deliver.excerpts import Excerpt, frames, picture_of
from gdlesson.deliver.to import As
from gdlesson.errors import RenderError
from gdlesson.render.picture import Picture

Pixels = NDArray[np.uint8]


class _Codec(NamedTuple):
    """How an encoder is called and set, and what it takes."""

    name: str
    pixels: str
    container: str
    options: dict[str, str]


CODECS = {
    As.WEBM: _Codec(
        "libvpx-vp9", "yuva420p", "webm",
        {"crf": "24", "b": "0", "deadline": "good", "cpu-used": "4", "row-mt": "1",
         "auto-alt-ref": "0"},
    ),
    As.WEBP: _Codec("libwebp_anim", "bgra", "webp", {"quality": "85"}),
    As.MOV: _Codec(
        "prores_ks", "yuva444p10le", "mov",
        {"profile": "4444", "alpha_bits": "8", "vendor": "apl0", "qscale": "6"},
    ),
}  # fmt: skip
"""Those with an alpha channel."""
DOC_TYPE_VERSION, HEAD = b"\x42\x87\x81", 64
"""The element of a WebM whose one byte is its version, and bytes within which it stands."""
MUXERS = {As.WEBP: {"loop": "0"}}
"""How a container is set: pictures that move do so over and over, as GIFs do."""
GIF_WIDTH, GIF_HEIGHT, GIF_RATE = 640, 640, 15
"""The most that a GIF has: pixels, and frames a second; its times are hundredths of a second."""
GIF_COLOURS, GIF_EVEN, GIF_SAMPLES = 256, 16, 12
"""Colours of a GIF; how many are its most frequent; of how many pictures they are chosen."""


def save_clear(path: Path, kind: As, picture: Picture, drawn: Iterable[Pixels]) -> None:
    """Write pictures as video with an alpha channel.

    Args:
        path: of the file.
        kind: WEBM, WEBP or MOV.
        picture: their size and rate.
        drawn: RGBA (height, width, 4), colours not multiplied by alpha.
    """
    codec = CODECS[kind]
    with av.open(
        str(path.absolute()), "w", format=codec.container, options=MUXERS.get(kind)
    ) as out:
        stream = out.add_stream(codec.name, rate=picture.fps, options=codec.options)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = picture.width, picture.height, codec.pixels
        context = stream.codec_context
        context.thread_count = 0
        if kind is not As.WEBP:
            context.colorspace, context.color_range = Colorspace.ITU709, ColorRange.MPEG
            context.color_primaries, context.color_trc = ColorPrimaries.BT709, ColorTrc.BT709
        for number, pixels in enumerate(drawn):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), "rgba")
            coded = _converted(frame, codec.pixels)
            coded.pts, coded.time_base = number, 1 / Fraction(picture.fps)
            coded.pict_type = PictureType.NONE
            out.mux(stream.encode(coded))
        out.mux(stream.encode(None))
    if kind is As.WEBM:
        _declare_version(path)


def _declare_version(path: Path) -> None:
    """Say that a WebM has what version 4 of the format brought: its alpha channel, its colours.

    FFmpeg writes such elements and says version 2, which strict readers take for a fault.
    """
    with path.open("r+b") as file:
        head = file.read(HEAD)
        place = head.index(DOC_TYPE_VERSION) + len(DOC_TYPE_VERSION)
        file.seek(place)
        file.write(b"\x04")


def _converted(frame: av.VideoFrame, pixels: str) -> av.VideoFrame:
    if pixels == "bgra":
        return frame.reformat(format=pixels)
    return frame.reformat(
        format=pixels,
        src_color_range=ColorRange.JPEG,
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
    )


def gif_picture(width: int, height: int, fps: Fraction) -> tuple[Picture, int]:
    """The size and rate of a GIF of a film, and which of its frames it has: each so manieth."""
    share = min(1.0, GIF_WIDTH / width, GIF_HEIGHT / height)
    every = max(1, -(-fps // GIF_RATE))
    return Picture(round(width * share), round(height * share), fps / every), int(every)


def save_gif(path: Path, excerpt: Excerpt) -> Picture:
    """Write an excerpt of a film as a GIF that plays over and over; return its size and rate.

    Raises:
        RenderError: the excerpt has no frames.
    """
    kept: list[Image.Image] = []
    picture = None
    for number, frame in enumerate(frames(excerpt)):
        if picture is None:
            picture, every = gif_picture(frame.width, frame.height, Fraction(excerpt.fps))
        if number % every == 0:
            size = picture.width, picture.height
            kept.append(picture_of(frame).resize(size, Image.Resampling.LANCZOS))
    if picture is None:
        raise RenderError(f"{excerpt.clip} lacks frames; render it again.")
    colours = _palette(kept)
    first, *others = [each.quantize(palette=colours) for each in kept]
    pace = 100 / picture.fps
    ends = [round(pace * (k + 1)) for k in range(len(kept))]
    times = [10 * (end - start) for start, end in zip([0, *ends], ends, strict=False)]
    first.save(
        path, "GIF", save_all=True, append_images=others, duration=times, loop=0, optimize=False
    )
    return picture


def _palette(pictures: list[Image.Image]) -> Image.Image:
    """The colours of a film, chosen of some of its pictures side by side.

    Those that there is most of are among them as they are, so that the ground is even.
    """
    some = pictures[:: max(1, len(pictures) // GIF_SAMPLES)][-GIF_SAMPLES:]
    width, height = some[0].size
    sheet = Image.new("RGB", (width, height * len(some)))
    for number, each in enumerate(some):
        sheet.paste(each, (0, number * height))
    # The method finds colours that are far apart: a small ball keeps its hue.
    colours, counts = np.unique(np.asarray(sheet).reshape(-1, 3), axis=0, return_counts=True)
    even = colours[np.argsort(-counts)[:GIF_EVEN]].ravel().tolist()
    rest = GIF_COLOURS - len(even) // 3
    chosen = sheet.quantize(rest, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*even, *chosen][: 3 * GIF_COLOURS])
    return palette
