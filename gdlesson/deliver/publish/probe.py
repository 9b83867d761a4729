"""What a video file is, as far as platforms ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
from av.video.frame import PictureType
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from gdlesson.render.mp4 import Mp4Box, boxes, top_level
from gdlesson.sound.files import heard_in
from gdlesson.sound.loudness import Loudness, measured

BT709 = (Colorspace.ITU709, ColorRange.MPEG, ColorPrimaries.BT709, ColorTrc.BT709)
LOOKED_AT = 600
"""Pictures of which it is seen what kind each is."""
UNEVEN = 0.01
"""By what share of a frame the times of frames may be rounded."""


@dataclass(frozen=True)
class Probe:
    """One file."""

    starts_at_once: bool
    edit_lists: int
    codec: str
    profile: str
    pixels: str
    is_bt709: bool
    interlaced: bool
    width: int
    height: int
    fps: Fraction
    frames: int
    is_constant: bool
    seconds: float
    bytes: int
    group: int
    """The longest way from one whole picture to the next, in frames."""
    b_frames: int
    """The most pictures between two others, among the first."""
    megabits: float
    sound: tuple[str, str, int, int] | None
    """Codec, profile, samples a second and channels of its first track of sound."""
    loudness: Loudness | None
    """Of that track."""


def probe(path: Path) -> Probe:
    """Look at a file.

    Raises:
        av.FFmpegError, OSError, IndexError: it is not a video that can be read.
    """
    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        context = stream.codec_context
        tags = (context.colorspace, context.color_range, context.color_primaries, context.color_trc)
        sound = file.streams.audio[0].codec_context if file.streams.audio else None
        profile = str(context.profile)
        width, height, codec, pixels = context.width, context.height, context.name, context.pix_fmt
        fps, base = stream.average_rate or Fraction(0), stream.time_base or Fraction(1)
        heard = sound and (sound.name, str(sound.profile), sound.sample_rate, sound.channels)
        packets = [packet for packet in file.demux(stream) if packet.pts is not None]
        times = sorted(packet.pts * base for packet in packets if packet.pts is not None)
        whole = sorted(p.pts * base for p in packets if p.is_keyframe and p.pts is not None)
        bits = 8 * sum(packet.size for packet in packets)
    ends = [*whole[1:], (times[-1] if times else Fraction(0)) + (1 / fps if fps else 0)]
    groups = [(end - start) * fps for start, end in zip(whole, ends, strict=False)]
    seconds = float(len(times) / fps) if fps else 0.0
    paces = {after - before for before, after in pairwise(times)}
    kinds, interlaced = _kinds(path)
    even = all(abs(pace * fps - 1) < UNEVEN for pace in paces)
    return Probe(
        starts_at_once=_starts_at_once(path),
        edit_lists=sum(_edit_lists(path)),
        codec=codec, profile=profile, pixels=pixels or "", is_bt709=tags == BT709,
        interlaced=interlaced, width=width, height=height, fps=fps, frames=len(times),
        is_constant=even and (not times or times[0] * fps < 1),
        seconds=seconds, bytes=path.stat().st_size,
        group=round(max(groups, default=Fraction(0))), b_frames=_in_a_row(kinds),
        megabits=bits / max(seconds, 1e-9) / 1e6, sound=heard or None,
        loudness=loudness(path),
    )  # fmt: skip


def loudness(path: Path) -> Loudness | None:
    """How loud a film is; None where it has no track of sound.

    Raises:
        av.FFmpegError, OSError, ValueError: it is not a film that can be read.
    """
    with av.open(str(path)) as file:
        if not file.streams.audio:
            return None
    return measured(heard_in(path))


def _kinds(path: Path) -> tuple[list[bool], bool]:
    """Of the first pictures, whether each is between two others; and whether any is interlaced."""
    kinds, interlaced = [], False
    with av.open(str(path)) as file:
        for number, frame in enumerate(file.decode(file.streams.video[0])):
            kinds.append(PictureType(frame.pict_type) is PictureType.B)
            interlaced = interlaced or frame.interlaced_frame
            if number >= LOOKED_AT:
                break
    return kinds, interlaced


def _in_a_row(kinds: list[bool]) -> int:
    most = now = 0
    for between in kinds:
        now = now + 1 if between else 0
        most = max(most, now)
    return most


def _starts_at_once(path: Path) -> bool:
    kinds = top_level(path)
    return "moov" in kinds and "mdat" in kinds and kinds.index("moov") < kinds.index("mdat")


def _edit_lists(path: Path) -> Iterator[bool]:
    """One for each track that has an edit list."""
    with path.open("rb") as file:
        for moov in boxes(file, 0, path.stat().st_size):
            if moov.kind == "moov":
                for track in boxes(file, moov.start, moov.stop):
                    if track.kind == "trak":
                        yield any(each.kind == "edts" for each in boxes(file, *_inside(track)))


def _inside(box: Mp4Box) -> tuple[int, int]:
    return box.start, box.stop
