"""Captions as .srt and .vtt, and chapters, from the scores of a lesson's scenes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import zip_longest

import srt

from gdcore.typing import FrameRate
from scenes.timing.captions import Caption
from scenes.timing.score import Score

GAP_FRAMES = 2
"""Captions stand apart by this, so that one is seen to replace another."""

WORD_JOINER = "\u2060"
"""Has no width and is not seen: behind a character it keeps that from being read as markup."""

_ASS = r"[{\\]"
"""Most players turn any captions into Advanced SubStation Alpha, which has {tags} and \\N."""
_SUBRIP = rf"{_ASS}|<|&(?=[#A-Za-z])|--(?=>)"
"""SubRip has no way to escape, and players obey tags, entities and times that they find in it."""
_BLANK_LINE = re.compile(r"^(?=[ \t]*$)", re.MULTILINE)
"""Would end a caption in either format."""


def captions(scores: Iterable[Score]) -> list[Caption]:
    """The captions of a lesson whose scenes follow one another, in frames of the lesson."""
    laid: list[Caption] = []
    offset = 0
    for score in scores:
        laid += [caption.later(offset) for beat in score.beats for caption in beat.captions]
        offset += score.frames
    return [*_apart(laid)]


def _apart(laid: Sequence[Caption]) -> Iterator[Caption]:
    for caption, following in zip_longest(laid, laid[1:]):
        latest = following.start - GAP_FRAMES if following else caption.stop
        stop = max(min(caption.stop, latest), caption.start + 1)
        yield replace(caption, stop=stop)


def as_srt(shown: Sequence[Caption], fps: FrameRate) -> str:
    """The captions in SubRip's format."""
    text: str = srt.compose(
        srt.Subtitle(
            number,
            _time(caption.start, fps),
            _time(caption.stop, fps),
            _joined(_SUBRIP, caption.text),
        )
        for number, caption in enumerate(shown, start=1)
    )
    return text


def as_vtt(shown: Sequence[Caption], fps: FrameRate) -> str:
    """The captions in WebVTT's format, with the time of each word where a voice says it."""
    cues = [
        f"{_stamp(caption.start, fps)} --> {_stamp(caption.stop, fps)}\n{_timed(caption, fps)}\n"
        for caption in shown
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _timed(caption: Caption, fps: FrameRate) -> str:
    """Its words as WebVTT has them: before each but the first, when it is heard within the cue."""
    text = html.escape(_joined(_ASS, caption.text), quote=False)
    parts = re.split(r"([ \n])", text)
    if len(parts[::2]) != len(caption.times):
        return text
    latest = caption.start
    for number, time in enumerate(caption.times[1:], start=1):
        if latest < time < caption.stop:
            parts[2 * number] = f"<{_stamp(time, fps)}>{parts[2 * number]}"
            latest = time
    return "".join(parts)


def as_sample(text: str) -> bytes:
    """The words of a caption as a track of an MP4 holds them: length in two bytes, then UTF-8."""
    words = _joined(_ASS, text).encode()
    return len(words).to_bytes(2, "big") + words


def chapter(part: str, scene: str) -> str:
    """The title of a chapter of the whole lesson: a scene's, after that of its part."""
    return f"{part} · {scene}" if part else scene


def as_chapters(titles: Sequence[str], scores: Sequence[Score]) -> str:
    """A line a scene, as video platforms read them: ``1:05 Title``."""
    lines = []
    frames = 0
    for title, score in zip(titles, scores, strict=True):
        lines.append(f"{clock(frames / score.fps)} {title}\n")
        frames += score.frames
    return "".join(lines)


def clock(seconds: float | Fraction) -> str:
    """``m:ss``, or ``h:mm:ss`` from an hour on."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _joined(marks: str, text: str) -> str:
    """The text with joiners after what matches ``marks``, and in lines that are blank."""
    return re.sub(marks, rf"\g<0>{WORD_JOINER}", _BLANK_LINE.sub(WORD_JOINER, text))


def _time(frame: int, fps: FrameRate) -> timedelta:
    return timedelta(milliseconds=round(1000 * frame / fps))


def _stamp(frame: int, fps: FrameRate) -> str:
    return str(srt.timedelta_to_srt_timestamp(_time(frame, fps))).replace(",", ".")
