"""Beats last long enough to read; captions keep to two lines of 42 characters."""

from __future__ import annotations

import time
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.layout import LAYOUTS
from scenes.lesson.file import load_lesson
from scenes.plans.registry import PLANS
from scenes.stage.timeline import Cue
from scenes.timing.score import (
    AHEAD_SECONDS,
    LEAD_SECONDS,
    LINES_A_PAGE,
    caption_pages,
    score,
)
from scenes.timing.voice import (
    CHARACTERS_A_SECOND,
    LEAST_PAGE_SECONDS,
    Speech,
    reading_seconds,
)

LINE = 42
RATES = st.sampled_from([15, 30, 60, Fraction(24000, 1001), Fraction(25, 2), Fraction(60000, 1001)])
WORDS = st.lists(st.text("abcdefghij.,;", min_size=1, max_size=60), max_size=40).map(" ".join)

PAGES = [
    ("", []),
    ("One short line.", [("One short line.",)]),
    ("Two. Sentences.", [("Two.", "Sentences.")]),
    (
        "Batch gradient descent asks every car, averages the answers, and takes one step.",
        [("Batch gradient descent asks every car,", "averages the answers, and takes one step.")],
    ),
]

MANY = ["a ", "a, ", "abc ", "a. ", "x" * 22 + " ", "x" * 22 + " a ", "x" * 30 + ", a ", "x"]
"""Twenty thousand of each, without a full stop but for one; the last is one word."""
SECONDS = 3.0
"""Ten times what they take."""


@pytest.mark.parametrize(("say", "pages"), PAGES)
def test_captions_are_cut_where_a_reader_would(say: str, pages: list[tuple[str, ...]]) -> None:
    assert caption_pages(say, LINE) == pages


@pytest.mark.parametrize("words", MANY)
def test_cutting_captions_takes_time_that_grows_with_the_words_alone(words: str) -> None:
    """Trying each end against each cut, a hundredth of these words took seconds."""
    began = time.process_time()
    pages = caption_pages(words * 20_000, LINE)
    assert time.process_time() - began < SECONDS
    assert len("".join("".join(page) for page in pages)) >= 20_000


@given(WORDS, st.sampled_from([layout.line_characters for layout in LAYOUTS.values()]))
def test_captions_keep_to_their_limits_and_lose_nothing(say: str, line: int) -> None:
    pages = caption_pages(say, line)
    assert all(1 <= len(page) <= LINES_A_PAGE for page in pages)
    assert all(0 < len(each) <= line for page in pages for each in page)
    assert "".join("".join(page) for page in pages).replace(" ", "") == say.replace(" ", "")


@given(WORDS, RATES, st.floats(0.2, 20.0))
def test_a_beat_can_be_read_at_17_characters_a_second(
    say: str, fps: int | Fraction, least: float
) -> None:
    laid = score([("one", say), ("two", say)], {"one": least, "two": 0.2}, fps, LINE)
    first, second = laid.beats
    assert first.stop == second.start
    assert first.frames >= least * fps - 1e-6
    for page in first.pages + second.pages:
        assert (page.stop - page.start) / fps >= len(page.text) / CHARACTERS_A_SECOND - 1 / fps


@given(WORDS)
def test_a_score_has_the_same_seconds_at_every_frame_rate(say: str) -> None:
    lengths = {score([("one", say)], {"one": 1.0}, fps, LINE).seconds for fps in (15, 30, 60)}
    assert max(lengths) == pytest.approx(min(lengths), abs=1e-9)


def test_a_page_is_found_by_its_frame() -> None:
    laid = score([("one", "Hello there."), ("two", "")], {"one": 2.0, "two": 1.0}, 30, LINE)
    page = laid.named("one").pages[0]
    assert laid.page_at(page.start) == page
    assert laid.page_at(page.start - 1) is None
    assert laid.page_at(laid.named("two").start) is None
    assert laid.at(laid.frames + 5).name == "two"


@pytest.mark.parametrize("name", PLANS)
def test_no_page_of_the_built_in_lesson_is_shorter_than_its_reading_time(name: str) -> None:
    laid = load_lesson().scene(name).score(60)
    for beat in laid.beats:
        assert beat.frames / 60 >= LEAST_PAGE_SECONDS
        for page in beat.pages:
            assert (page.stop - page.start) / 60 >= len(page.text) / CHARACTERS_A_SECOND - 1 / 60


SAID = [
    "The ball stands on a hill. It knows where it stands, and how steep the ground is there.",
    "One sample says little. A whole batch says much, and costs as many gradients as it is large.",
]


@given(
    say=st.sampled_from(SAID),
    word=st.text("abcdefgh", max_size=12),
    fps=RATES,
)
def test_captions_change_on_a_grid_and_can_be_read(
    say: str, word: str, fps: int | Fraction
) -> None:
    """So that a longer word in the last caption leaves the frames of the first as they were."""
    (beat,) = score([("one", say + word)], {"one": 9.0}, fps, LINE).beats
    for page in beat.pages:
        assert page.stop - page.start >= reading_seconds(page.lines) * fps
    for before, page in pairwise(beat.pages):
        assert before.stop == page.start
        place = (page.start - beat.start) / fps
        assert abs(place / 0.25 - round(place / 0.25)) <= 0.5 / fps / 0.25 + 1e-9


def test_a_caption_that_would_be_too_short_is_not_moved() -> None:
    """Words that just fill their beat leave no room for the grid."""
    texts = [("x" * 41, "y" * 42), ("z" * 33,), ("w" * 40, "v" * 11)]
    say = " ".join(f"{' '.join(lines)}." for lines in texts)
    for extra in range(12):
        (beat,) = score([("one", say + extra * "v")], {"one": 1.0}, 60, LINE).beats
        for page in beat.pages:
            assert page.stop - page.start >= reading_seconds(page.lines) * 60 - 1


TIED = {"one": ("explode", "never")}
HALVES = Speech(3.5, tuple(0.5 * k for k in range(7)))
"""Seven words, one each half second."""


def test_a_beat_lasts_as_long_as_its_voice_and_a_movement_comes_with_its_word() -> None:
    beats = [("one", "Watch the last one: it will Explode!")]
    spoken = score(beats, {"one": 1.0}, 30, LINE, TIED, {"one": HALVES}).beats[0]
    assert spoken.frames == 135  # three and a half seconds, what comes before and after, the grid
    said = round((LEAD_SECONDS + 3.0) * 30)
    assert spoken.words == (("explode", said),)
    assert Cue(spoken, 30).at_word("explode", 0.9) == pytest.approx(said / 135)
    assert Cue(spoken, 30).at_word("never", 0.9) == 0.9


def test_a_caption_comes_just_before_its_first_word_is_heard() -> None:
    words = SAID[1].split()
    starts = tuple(0.4 * k for k in range(len(words)))
    speech = Speech(0.4 * len(words), starts)
    (beat,) = score([("one", SAID[1])], {"one": 1.0}, 60, LINE, None, {"one": speech}).beats
    assert beat.pages[0].start == 0
    assert beat.pages[-1].stop == beat.stop
    seen = 0
    for before, page in pairwise(beat.pages):
        assert before.stop == page.start
        seen += len(" ".join(before.lines).split())
        heard = (LEAD_SECONDS + starts[seen]) * 60
        assert 0 < heard - page.start <= 0.2 * 60


def test_a_word_in_pieces_does_not_shift_the_captions_behind_it() -> None:
    say = "a" * 50 + " b. " + "Then something else is said here, and it goes on for a while."
    words = say.split()
    speech = Speech(20.0, tuple(float(k) for k in range(len(words))))
    (beat,) = score([("one", say)], {"one": 1.0}, 10, LINE, None, {"one": speech}).beats
    first = next(page for page in beat.pages if page.text.startswith("Then"))
    assert first.start == round((LEAD_SECONDS + 2.0 - AHEAD_SECONDS) * 10)


def test_one_beat_may_be_said_and_another_read() -> None:
    beats = [("one", "Watch the last one: it will Explode!"), ("two", "x" * 40)]
    laid = score(beats, {"one": 1.0, "two": 1.0}, 30, LINE, None, {"one": HALVES}).beats
    alone = score(beats[1:], {"two": 1.0}, 30, LINE).beats[0]
    assert laid[1].frames == alone.frames
    assert laid[1].speech is None
