"""Pieces of a clip: some frames of it, with their sound, as a video of their own.

Each beat of a clip begins with a whole picture, so an excerpt from beat to beat is copied and not
coded again: its frames are those of the clip.  Sound cannot be cut so finely by copying, and is
coded again, to the sample.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
from av.video.frame import PictureType
from av.video.reformatter import ColorRange, Colorspace, Interpolation
from numpy.typing import NDArray
from PIL import Image

from gdcore.typing import FrameRate
from gdlesson.errors import RenderError
from gdlesson.render.picture import Picture
from gdlesson.render.x264 import configure

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream

SOUND_RATE = 48_000
"""Samples a second."""
SOUND_BITS = 192_000
"""A second, of both channels together."""
SOUND_BLOCK = 1024
"""Samples that AAC codes at once."""
SCALED = {"crf": "20", "preset": "fast", "profile": "high", "tune": "animation"}
"""How x264 is set for excerpts in another size."""
AT_ONCE = 32
"""Frames that are in memory at once while an excerpt is turned round."""

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class Excerpt:
    """Frames ``start`` until before ``stop`` of a clip that has ``fps`` of them a second."""

    clip: Path
    start: int
    stop: int
    fps: FrameRate

    @property
    def frames(self) -> int:
        """How many there are."""
        return self.stop - self.start

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return float(self.frames / self.fps)


def copied(excerpt: Excerpt, to: Path) -> None:
    """Write an excerpt as an MP4 whose frames are those of the clip, bit for bit.

    Raises:
        RenderError: the clip has no whole picture where the excerpt begins, or ends before it does.
    """
    with av.open(str(excerpt.clip)) as source, _mp4(to) as out:
        video = out.add_stream_from_template(source.streams.video[0])
        sound = _sound_track(source, out)
        out.start_encoding()
        _write_sound(excerpt, out, sound)
        count = 0
        for packet, number in _packets(source, excerpt):
            if number < excerpt.start:
                continue
            if number != excerpt.start + count or (count == 0 and not packet.is_keyframe):
                raise _outdated(excerpt)
            packet.time_base = 1 / Fraction(excerpt.fps)
            packet.pts = packet.dts = count
            packet.duration, packet.stream = 1, video
            out.mux(packet)
            count += 1
    if count != excerpt.frames:
        raise _outdated(excerpt)


def scaled(excerpt: Excerpt, to: Path, picture: Picture) -> None:
    """Write an excerpt as an MP4 of another size, at about that rate: each second or third frame.

    Raises:
        RenderError: the clip ends before the excerpt does.
    """
    every = max(1, round(excerpt.fps / picture.fps))
    picture = replace(picture, fps=Fraction(excerpt.fps) / every)
    count = 0
    with av.open(str(excerpt.clip)) as source, _mp4(to) as out:
        video = out.add_stream("libx264", rate=picture.fps)
        configure(video.codec_context, picture)
        video.codec_context.thread_count = 0  # one a core: this need not be the same everywhere
        video.codec_context.options = SCALED
        sound = _sound_track(source, out)
        out.start_encoding()
        _write_sound(excerpt, out, sound)
        for frame in frames(excerpt):
            if count % every == 0:
                small = frame.reformat(
                    picture.width, picture.height, "yuv420p", interpolation=Interpolation.LANCZOS
                )
                out.mux(video.encode(_timed(small, count // every, picture.fps)))
            count += 1
        out.mux(video.encode(None))
    if count != excerpt.frames:
        raise _outdated(excerpt)


def backwards(excerpt: Excerpt, to: Path) -> None:
    """Write an excerpt as an MP4 in which its last frame comes first, without sound.

    Raises:
        RenderError: the clip ends before the excerpt does.
    """
    count = 0
    with av.open(str(excerpt.clip)) as source, _mp4(to) as out:
        of = source.streams.video[0]
        video = out.add_stream("libx264", rate=excerpt.fps)
        configure(video.codec_context, Picture(of.width, of.height, excerpt.fps))
        video.codec_context.thread_count = 0
        for start in reversed(range(excerpt.start, excerpt.stop, AT_ONCE)):
            some = replace(excerpt, start=start, stop=min(start + AT_ONCE, excerpt.stop))
            for frame in reversed([*frames(some)]):
                out.mux(video.encode(_timed(frame, count, excerpt.fps)))
                count += 1
        out.mux(video.encode(None))
    if count != excerpt.frames:
        raise _outdated(excerpt)


def frames(excerpt: Excerpt) -> Iterator[av.VideoFrame]:
    """The frames of an excerpt, decoded; fewer where the clip ends before the excerpt does."""
    with av.open(str(excerpt.clip)) as source:
        video = source.streams.video[0]
        video.thread_type = "AUTO"
        coded = chain((packet for packet, _ in _packets(source, excerpt)), [None])
        for packet in coded:
            for frame in video.decode(packet):
                if excerpt.start <= _number(frame, video, excerpt.fps) < excerpt.stop:
                    yield frame


def first_picture(excerpt: Excerpt) -> Image.Image:
    """The first frame of an excerpt.

    Raises:
        RenderError: there is none.
    """
    for frame in frames(replace(excerpt, stop=excerpt.start + 1)):
        return picture_of(frame)
    raise _outdated(excerpt)


def picture_of(frame: av.VideoFrame) -> Image.Image:
    """A frame in the colours that a player shows."""
    plain = frame.reformat(
        format="rgb24",
        src_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
    )
    return Image.fromarray(plain.to_ndarray())


def has_sound(clip: Path) -> bool:
    """Whether there is a track of sound in a clip."""
    with av.open(str(clip)) as source:
        return bool(source.streams.audio)


def _mp4(path: Path) -> OutputContainer:
    """A new MP4 that can start to play before it is all there."""
    return av.open(str(path.absolute()), "w", format="mp4", options={"movflags": "+faststart"})


def _packets(source: InputContainer, excerpt: Excerpt) -> Iterator[tuple[Packet[VideoStream], int]]:
    """The coded frames of an excerpt with their numbers, from a whole picture before it on."""
    video = source.streams.video[0]
    source.seek(int(excerpt.start / (excerpt.fps * (video.time_base or Fraction(1)))), stream=video)
    for packet in source.demux(video):
        if packet.pts is None:
            continue
        number = _number(packet, video, excerpt.fps)
        if number >= excerpt.stop:
            return
        yield packet, number


def _number(timed: Packet[VideoStream] | av.VideoFrame, video: VideoStream, fps: FrameRate) -> int:
    """Which frame of its clip it is."""
    assert timed.pts is not None
    return round(timed.pts * (video.time_base or Fraction(1)) * fps)


def _timed(frame: av.VideoFrame, number: int, fps: FrameRate) -> av.VideoFrame:
    """A frame as that of a number of another video, whose coder is to choose what it is."""
    frame.pts, frame.time_base = number, 1 / Fraction(fps)
    frame.pict_type = PictureType.NONE
    return frame


def _outdated(excerpt: Excerpt) -> RenderError:
    frames = f"frames {excerpt.start} to {excerpt.stop - 1}"
    return RenderError(f"{excerpt.clip} does not have {frames} as it should; render it again.")


# Sound


def _sound_track(source: InputContainer, out: OutputContainer) -> AudioStream | None:
    """A track for the sound of an excerpt, if its clip has sound."""
    if not source.streams.audio:
        return None
    track = out.add_stream("aac", rate=SOUND_RATE, layout="stereo")
    track.bit_rate = SOUND_BITS
    return track


def _write_sound(excerpt: Excerpt, out: OutputContainer, track: AudioStream | None) -> None:
    if track is None:
        return
    samples = sound_of(excerpt)
    for start in range(0, samples.shape[1], SOUND_BLOCK):
        block = np.ascontiguousarray(samples[:, start : start + SOUND_BLOCK])
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = SOUND_RATE, start
        frame.time_base = Fraction(1, SOUND_RATE)
        out.mux(track.encode(frame))
    out.mux(track.encode(None))


def sound_of(excerpt: Excerpt) -> Samples:
    """The sound of an excerpt, (2, samples) at SOUND_RATE; silence where the clip has none."""
    first, last = (
        round(SOUND_RATE * frame / excerpt.fps) for frame in (excerpt.start, excerpt.stop)
    )
    samples = np.zeros((2, last - first), np.float32)
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=SOUND_RATE)
    with av.open(str(excerpt.clip)) as source:
        track = source.streams.audio[0]
        early = max(0, int((first / SOUND_RATE - 1) / (track.time_base or Fraction(1))))
        source.seek(early, stream=track)
        for frame in source.decode(track):
            for part in resampler.resample(frame):
                assert part.pts is not None
                assert part.time_base is not None
                start = round(part.pts * part.time_base * SOUND_RATE) - first
                if start >= samples.shape[1]:
                    return samples
                found = part.to_ndarray()
                low, high = max(start, 0), min(start + found.shape[1], samples.shape[1])
                if low < high:
                    samples[:, low:high] = found[:, low - start : high - start]
    return samples
