"""A film encoded as a platform asks for it, whole or some stretches of it; its sound is copied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.video.frame import PictureType
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from gdlesson.deliver.publish.platforms import Platform
from gdlesson.errors import RenderError

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

CRF = 14
"""x264's quality: what is lost cannot be seen, so that the platform has the film as it is."""
OPTIONS = {"movflags": "+faststart+negative_cts_offsets", "use_editlist": "0"}
"""Of the container: it starts at once, and no edit list says where."""
TICKS = 90_000
"""Of the video's clock, a second."""

Span = tuple[int, int]
"""Frames of a film from one until before another."""


def group(platform: Platform, fps: Fraction) -> int:
    """Frames between whole pictures."""
    return max(1, int(platform.group.seconds * fps))


def encode(
    film: Path, to: Path, platform: Platform, spans: Sequence[Span], tell: Callable[[float], None]
) -> None:
    """Write stretches of a film one after another.

    Args:
        film: as it was rendered.
        to: the file to write.
        platform: what it is for.
        spans: the stretches.
        tell: is called with the share that is done.
    """
    total, done = sum(stop - start for start, stop in spans), 0
    options = {**OPTIONS, "avoid_negative_ts": "disabled"}
    with av.open(str(film)) as source, av.open(str(to), "w", "mp4", options=options) as out:
        stream = source.streams.video[0]
        fps = stream.average_rate
        if fps is None:
            raise RenderError(f"{film} does not say how many frames it has a second.")
        video = _video(out, stream, platform, fps)
        heard = source.streams.audio[0] if source.streams.audio else None
        sound = out.add_stream_from_template(heard) if heard is not None else None
        if heard is not None and sound is not None and heard.language:
            sound.metadata["language"] = heard.language
        for start, stop in spans:
            for number, frame in enumerate(_frames(source, stream, fps, start, stop)):
                frame.pts, frame.time_base = done + number, 1 / fps
                frame.pict_type = PictureType.NONE  # not what it was coded as before
                out.mux(video.encode(frame))
                if number % 25 == 0:
                    tell((done + number) / total)
            if heard is not None and sound is not None:
                _copy_sound(source, heard, out, sound, (start / fps, stop / fps), done / fps)
            done += stop - start
        out.mux(video.encode())


def _video(
    out: OutputContainer, like: VideoStream, platform: Platform, fps: Fraction
) -> VideoStream:
    video = out.add_stream("libx264", rate=fps)
    context, between = video.codec_context, group(platform, fps)
    context.width, context.height, context.pix_fmt = like.width, like.height, "yuv420p"
    context.time_base = 1 / fps
    context.gop_size, context.max_b_frames = between, platform.group.b_frames
    context.colorspace, context.color_range = Colorspace.ITU709, ColorRange.MPEG
    context.color_primaries, context.color_trc = ColorPrimaries.BT709, ColorTrc.BT709
    most = round(1000 * platform.bits.most(min(like.width, like.height), float(fps)))
    context.options = {
        "crf": str(CRF), "preset": "veryfast", "profile": "high",
        "x264-params": f"keyint={between}:min-keyint={between}:scenecut=0:open-gop=0:cabac=1"
        f":bframes={platform.group.b_frames}:b-adapt=0:b-pyramid=none"
        f":vbv-maxrate={most}:vbv-bufsize={2 * most}",
    }  # fmt: skip
    return video


def _frames(
    source: InputContainer, stream: VideoStream, fps: Fraction, start: int, stop: int
) -> Iterator[VideoFrame]:
    """The pictures of a stretch, decoded one after another."""
    base = stream.time_base or Fraction(1, TICKS)
    source.seek(round(start / fps / base), stream=stream)
    for frame in source.decode(stream):
        number = round((frame.pts or 0) * base * fps)
        if number >= stop:
            return
        if number >= start:
            yield frame


def _copy_sound(
    source: InputContainer,
    heard: AudioStream,
    out: OutputContainer,
    sound: AudioStream,
    seconds: tuple[Fraction, Fraction],
    at: Fraction,
) -> None:
    """Copy the sound of a stretch, to a fiftieth of a second; what comes before it is left out."""
    base = heard.time_base or Fraction(1, 48_000)
    start, stop = (round(each / base) for each in seconds)
    shift = round(at / base) - start
    source.seek(start, stream=heard)
    for packet in source.demux(heard):
        if packet.pts is None or packet.pts < start:
            continue
        if packet.pts >= stop:
            break
        packet.pts += shift
        packet.dts = packet.pts
        packet.stream = sound
        out.mux(packet)
