"""Captions and chapters: times, gaps, limits, and text that is not markup."""

from __future__ import annotations

import re
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
import srt
from hypothesis import given
from hypothesis import strategies as st

from gdlesson.narration.captions import (
    GAP_FRAMES,
    as_chapters,
    as_srt,
    as_vtt,
    captions,
    clock,
)
from gdlesson.narration.languages import three_letters
from scenes.timing.captions import Caption
from scenes.timing.score import Score, TimedBeat, score
from scenes.timing.speech import Speech

WORDS = st.lists(
    st.text("abcdefghij", min_size=1, max_size=12).map(lambda word: word + "."), max_size=40
).map(" ".join)
SAYS = st.lists(WORDS, min_size=1, max_size=3)
CLOCKS = {0: "0:00", 59.99: "0:59", 60: "1:00", 754: "12:34", 3600: "1:00:00", 3661: "1:01:01"}
LANGUAGES = {"en": "eng", "de": "deu", "pt-BR": "por", "zh-Hant": "und", "gsw": "und", "fra": "fra"}


def scored(says: list[str], fps: int | Fraction = 60) -> list:
    """A scene for each of the words, with two beats: those words and none."""
    least = {"talk": 1.0, "rest": 2.0}
    return [score([("talk", say), ("rest", "")], least, fps, 42) for say in says]


@given(SAYS, st.sampled_from([15, 30, 60, Fraction(30000, 1001)]))
def test_captions_follow_one_another_with_a_gap(says: list[str], fps: int | Fraction) -> None:
    scores = scored(says, fps)
    shown = captions(scores)
    assert " ".join(c.text.replace("\n", " ") for c in shown) == " ".join(filter(None, says))
    assert all(caption.start < caption.stop for caption in shown)
    for caption, following in pairwise(shown):
        assert caption.stop + GAP_FRAMES <= following.start
    assert not shown or shown[-1].stop <= sum(score.frames for score in scores)


@given(SAYS)
def test_captions_are_short_enough_to_read(says: list[str]) -> None:
    for caption in captions(scored(says)):
        lines = caption.text.split("\n")
        assert len(lines) <= 2
        assert max(map(len, lines)) <= 42
        seconds = (caption.stop - caption.start + GAP_FRAMES) / 60
        assert sum(map(len, lines)) / seconds <= 17.0
        assert seconds >= 5 / 6


def test_a_later_scene_starts_where_the_one_before_it_ends() -> None:
    first, second = scored(["One.", "Two."])
    shown = captions([first, second])
    assert [caption.text for caption in shown] == ["One.", "Two."]
    assert shown[1].start - first.frames == shown[0].start


def test_srt_is_read_back_as_it_was_meant() -> None:
    shown = [Caption("One\ntwo", 12, 60), Caption("Three", 3600 * 60, 3601 * 60)]
    read = list(srt.parse(as_srt(shown, 60)))
    assert [(c.index, c.content) for c in read] == [(1, "One\ntwo"), (2, "Three")]
    assert (read[0].start, read[0].end) == (timedelta(seconds=0.2), timedelta(seconds=1))
    assert read[1].start == timedelta(hours=1)


def test_vtt_to_the_letter() -> None:
    shown = [Caption("a < b & c --> d\nnext", 20, 40), Caption("<i>x</i>", 60, 61)]
    assert as_vtt(shown, 60) == (
        "WEBVTT\n\n"
        "00:00:00.333 --> 00:00:00.667\na &lt; b &amp; c --&gt; d\nnext\n\n"
        "00:00:01.000 --> 00:00:01.017\n&lt;i&gt;x&lt;/i&gt;\n"
    )


@pytest.mark.parametrize("fps", [24, Fraction(24000, 1001), Fraction(60000, 1001), Fraction(25, 2)])
def test_captions_are_right_to_the_millisecond_after_three_hours(fps: int | Fraction) -> None:
    frames = [n + round(10_800 * fps) for n in range(0, 60, 7)]
    shown = [Caption("Late.", first, last) for first, last in pairwise(frames)]
    read = list(srt.parse(as_srt(shown, fps)))
    times = [re.split(" --> ", line) for line in as_vtt(shown, fps).splitlines() if " --> " in line]
    assert len(read) == len(times) == len(shown)
    for caption, told, stamps in zip(shown, read, times, strict=True):
        moments = (told.start, told.end)
        for frame, moment in zip((caption.start, caption.stop), moments, strict=True):
            assert abs(moment / timedelta(seconds=1) - frame / fps) <= 0.0005 + 1e-9
        assert tuple(map(srt.srt_timestamp_to_timedelta, stamps)) == moments


def test_chapters_of_a_long_film_do_not_drift() -> None:
    """Each scene has 30,000 frames, which are exactly 1,001 s at 30000/1001."""
    fps = Fraction(30000, 1001)
    scores = [Score(fps, (TimedBeat("one", "", 0, 30_000, ()),))] * 12
    told = as_chapters([str(k) for k in range(12)], scores).splitlines()
    assert told == [f"{clock(1001 * k)} {k}" for k in range(12)]


def test_chapters_start_at_zero() -> None:
    scores = scored(["", "", ""])
    assert as_chapters(["A", "B", "C"], scores) == "0:00 A\n0:03 B\n0:06 C\n"


@pytest.mark.parametrize(("seconds", "text"), CLOCKS.items())
def test_clock(seconds: float, text: str) -> None:
    assert clock(seconds) == text


@pytest.mark.parametrize(("tag", "code"), LANGUAGES.items())
def test_language_codes(tag: str, code: str) -> None:
    assert three_letters(tag) == code


def test_words_in_webvtt_have_the_times_at_which_a_voice_says_them() -> None:
    """Before each word but the first, within the cue and never going back; SubRip has none."""
    caption = Caption("One two\nthree & four", 10, 50, (12, 15, 30, 30, 49))
    plain = "1\n00:00:01,000 --> 00:00:05,000\nOne two\nthree & four"
    assert as_vtt([caption], 10).split("\n", 3)[3].rstrip() == (
        "One <00:00:01.500>two\n<00:00:03.000>three &amp; <00:00:04.900>four"
    )
    assert as_srt([caption], 10).strip() == plain


def test_a_caption_knows_when_each_of_its_words_is_heard() -> None:
    speech = Speech(4.0, (0.0, 0.5, 1.0, 2.5, 3.0))
    (beat,) = score(
        [("only", "Down it goes, steps anew.")], {"only": 1.0}, 10, 14, tellings={"only": speech}
    ).beats
    heard = [time for caption in beat.captions for time in caption.times]
    assert heard == [4, 9, 14, 29, 34]
    assert [len(caption.times) for caption in beat.captions] == [
        len(caption.text.split()) for caption in beat.captions
    ]
