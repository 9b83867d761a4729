"""Joining videos without encoding them again, with chapters and captions."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.packet import Packet

from gdcore.typing import FrameRate
from gdlesson.errors import RenderError
from gdlesson.narration.captions import as_sample
from gdlesson.narration.languages import three_letters
from gdlesson.render.mp4 import name_language, turn_off_subtitles
from gdlesson.render.x264 import B_FRAMES
from gdlesson.sound.aac import SoundTrack
from scenes.timing.captions import Caption

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.subtitles.stream import SubtitleStream
    from av.video.stream import VideoStream


@dataclass(frozen=True)
class Chapter:
    """A scene within the lesson: its title and its frames."""

    title: str
    start: int
    stop: int


@dataclass(frozen=True)
class Extras:
    """What a lesson's video carries beside its pictures."""

    title: str
    language: str
    chapters: Sequence[Chapter]
    captions: Sequence[Caption]


@dataclass(frozen=True)
class Footage:
    """A video, without its first frames where those are of a group of pictures of their own."""

    path: Path
    skipped: int = 0


SOUND_AHEAD = 1.0
"""Seconds of sound that come before the pictures that they belong to, for players that stream."""


def join(
    footage: Sequence[Footage],
    to: Path,
    fps: FrameRate,
    extras: Extras | None = None,
    sound: Path | None = None,
) -> int:
    """Write videos one after another into one MP4 that can start before it is all there.

    Args:
        footage: of one after another; sound that they have is left out.
        to: the file.
        fps: frames a second.
        extras: what it carries beside pictures and sound.
        sound: a file with what is heard in all of it; None for no track of sound.

    Returns:
        The number of frames.

    Raises:
        RenderError: they were not encoded alike.
    """
    with ExitStack() as opened:
        out = opened.enter_context(_mp4(to))
        with av.open(str(footage[0].path)) as first:
            video = out.add_stream_from_template(first.streams.video[0])
            alike = first.streams.video[0].codec_context.extradata
        language = three_letters(extras.language) if extras else ""
        heard = None
        if sound is not None:
            heard = SoundTrack(out, opened.enter_context(av.open(str(sound))), language)
        subtitles = _described(out, extras, fps) if extras else None
        out.start_encoding()
        if extras and subtitles:
            _write_captions(out, subtitles, extras.captions, fps)
        frames = 0
        for each in footage:
            frames += append_stretch(out, video, each, frames, fps, alike, heard)
        if heard:
            heard.finish()
    if subtitles:
        turn_off_subtitles(to)
    if extras:
        name_language(to, language)
    return frames


def append_stretch(
    out: OutputContainer,
    video: VideoStream,
    footage: Footage,
    start: int,
    fps: FrameRate,
    alike: bytes | None,
    sound: SoundTrack | None = None,
) -> int:
    """Copy the frames of some footage to after the first ``start``; return how many there are.

    Frames are decoded at an even pace, ahead of showing them by as many as B-frames hold back,
    also across joints.
    """
    seen = count = 0
    with av.open(str(footage.path)) as source:
        stream = source.streams.video[0]
        if stream.codec_context.extradata != alike:
            raise RenderError(
                f"{footage.path.name} was encoded in another way than what comes before it."
            )
        ticks, shares = (1 / (fps * (stream.time_base or Fraction(1)))).as_integer_ratio()

        def time(frame: int) -> int:
            """In the stream's ticks, of which a frame has ``ticks / shares``; in whole numbers."""
            return (2 * frame * ticks + shares) // (2 * shares)

        for packet in source.demux(stream):
            if packet.pts is None or packet.dts is None:
                continue
            seen += 1
            if seen <= footage.skipped:
                continue
            packet.pts += time(start) - time(footage.skipped)
            packet.dts = time(start + count - B_FRAMES)
            packet.stream = video
            if sound:
                sound.write_until(float((start + count) / fps) + SOUND_AHEAD)
            out.mux(packet)
            count += 1
    return count


def _mp4(to: Path) -> OutputContainer:
    return av.open(str(to.absolute()), "w", format="mp4", options={"movflags": "+faststart"})


def _described(out: OutputContainer, extras: Extras, fps: FrameRate) -> SubtitleStream | None:
    """Write title and chapters; make the track for captions, if there are any."""
    out.metadata["title"] = extras.title
    out.set_chapters(
        [
            {
                "id": number,
                "start": chapter.start,
                "end": chapter.stop,
                "time_base": 1 / Fraction(fps),
                "metadata": {"title": chapter.title},
            }
            for number, chapter in enumerate(extras.chapters, start=1)
        ]
    )
    if not extras.captions:
        return None
    track = out.add_stream("mov_text")
    track.codec_context.subtitle_header = _ASS_HEADER
    track.metadata["language"] = three_letters(extras.language)
    track.time_base = Fraction(1, 1000)
    return track


def _write_captions(
    out: OutputContainer, track: SubtitleStream, captions: Sequence[Caption], fps: FrameRate
) -> None:
    for caption in captions:
        packet = Packet(as_sample(caption.text))
        packet.stream = track
        packet.time_base = Fraction(1, 1000)
        packet.pts = packet.dts = round(1000 * caption.start / fps)
        packet.duration = round(1000 * caption.stop / fps) - packet.pts
        out.mux(packet)


_ASS_HEADER = b"""[Script Info]
ScriptType: v4.00+
PlayResX: 384
PlayResY: 288

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, \
Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, \
Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Sans,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
"""The look of captions in a player; the encoder that makes the track's header reads it as this."""
