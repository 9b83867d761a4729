"""Captions as .srt and .vtt, and chapters, from the scores of a lesson's scenes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from itertools import zip_longest

import srt

from gdcore.typing import FrameRate
from scenes.timing import Score

GAP_FRAMES = 2
"""Captions stand apart by this, so that one is seen to replace another."""

_WORD_JOINER = "\u2060"


@dataclass(frozen=True)
class Caption:
    """Words on the screen from frame ``start`` of the lesson up to, not including, ``stop``."""

    text: str
    start: int
    stop: int


def captions(scores: Iterable[Score]) -> list[Caption]:
    """The captions of a lesson whose scenes follow one another."""
    laid: list[Caption] = []
    offset = 0
    for score in scores:
        for beat in score.beats:
            laid += [Caption(p.text, offset + p.start, offset + p.stop) for p in beat.pages]
        offset += score.frames
    return [*_apart(laid)]


def _apart(laid: Sequence[Caption]) -> Iterator[Caption]:
    for caption, following in zip_longest(laid, laid[1:]):
        latest = following.start - GAP_FRAMES if following else caption.stop
        stop = max(min(caption.stop, latest), caption.start + 1)
        yield Caption(caption.text, caption.start, stop)


def as_srt(shown: Sequence[Caption], fps: FrameRate) -> str:
    """The captions in SubRip's format."""
    text: str = srt.compose(
        srt.Subtitle(
            number, _time(caption.start, fps), _time(caption.stop, fps), _without_tags(caption.text)
        )
        for number, caption in enumerate(shown, start=1)
    )
    return text


def as_vtt(shown: Sequence[Caption], fps: FrameRate) -> str:
    """The captions in WebVTT's format."""
    cues = [
        f"{_stamp(caption.start, fps)} --> {_stamp(caption.stop, fps)}\n"
        f"{html.escape(caption.text, quote=False)}\n"
        for caption in shown
    ]
    return "\n".join(["WEBVTT\n", *cues])


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


def _without_tags(text: str) -> str:
    """SubRip has no way to escape: an invisible joiner keeps ``<i>`` from being read as a tag."""
    return re.sub(r"(<|\{)(?=[A-Za-z/\\])", rf"\1{_WORD_JOINER}", text)


def _time(frame: int, fps: FrameRate) -> timedelta:
    return timedelta(milliseconds=round(1000 * frame / fps))


def _stamp(frame: int, fps: FrameRate) -> str:
    return str(srt.timedelta_to_srt_timestamp(_time(frame, fps))).replace(",", ".")
