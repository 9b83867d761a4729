"""Beats last long enough to read; captions keep to two lines of 42 characters."""

from __future__ import annotations

import time
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.layout import LAYOUTS
from scenes.lesson.file import load_lesson
from scenes.plans.registry import PLANS
from scenes.stage.timeline import Cue
from scenes.timing.captions import LINES_A_CAPTION, Caption, Lines, captions_of, places
from scenes.timing.reading import CHARACTERS_A_SECOND, LEAST_CAPTION_SECONDS, READ, reading_seconds
from scenes.timing.score import score
from scenes.timing.speech import AHEAD_SECONDS, Speech
from scenes.timing.telling import LEAD_SECONDS, Marks, Span

LINE = 42
RATES = st.sampled_from([15, 30, 60, Fraction(24000, 1001), Fraction(25, 2), Fraction(60000, 1001)])
WORDS = st.lists(st.text("abcdefghij.,;", min_size=1, max_size=60), max_size=40).map(" ".join)

CUTS = [
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


@pytest.mark.parametrize(("say", "captions"), CUTS)
def test_captions_are_cut_where_a_reader_would(say: str, captions: list[tuple[str, ...]]) -> None:
    assert captions_of(say, LINE) == captions


@pytest.mark.parametrize("words", MANY)
def test_cutting_captions_takes_time_that_grows_with_the_words_alone(words: str) -> None:
    """Trying each end against each cut, a hundredth of these words took seconds."""
    began = time.process_time()
    captions = captions_of(words * 20_000, LINE)
    assert time.process_time() - began < SECONDS
    assert len("".join("".join(caption) for caption in captions)) >= 20_000


@given(WORDS, st.sampled_from([layout.line_characters for layout in LAYOUTS.values()]))
def test_captions_keep_to_their_limits_and_lose_nothing(say: str, line: int) -> None:
    captions = captions_of(say, line)
    assert all(1 <= len(caption) <= LINES_A_CAPTION for caption in captions)
    assert all(0 < len(each) <= line for caption in captions for each in caption)
    assert "".join(map("".join, captions)).replace(" ", "") == say.replace(" ", "")


@given(WORDS)
def test_each_word_of_a_caption_has_its_place_among_those_that_were_cut(say: str) -> None:
    cut, words = captions_of(say, LINE), say.split()
    told = [" ".join(lines).split() for lines in cut]
    pieces = [""] * len(words)
    for found, numbers in zip(told, places(say, cut), strict=True):
        for piece, number in zip(found, numbers, strict=True):
            pieces[number] += piece
    assert pieces == words


@given(WORDS, RATES, st.floats(0.2, 20.0))
def test_a_beat_can_be_read_at_17_characters_a_second(
    say: str, fps: int | Fraction, least: float
) -> None:
    laid = score([("one", say), ("two", say)], {"one": least, "two": 0.2}, fps, LINE)
    first, second = laid.beats
    assert first.stop == second.start
    assert first.frames >= least * fps - 1e-6
    for caption in first.captions + second.captions:
        assert (caption.stop - caption.start) / fps >= len(
            caption.text
        ) / CHARACTERS_A_SECOND - 1 / fps


@given(WORDS)
def test_a_score_has_the_same_seconds_at_every_frame_rate(say: str) -> None:
    lengths = {score([("one", say)], {"one": 1.0}, fps, LINE).seconds for fps in (15, 30, 60)}
    assert max(lengths) == pytest.approx(min(lengths), abs=1e-9)


def test_a_beat_is_found_by_its_frame() -> None:
    laid = score([("one", "Hello there."), ("two", "")], {"one": 2.0, "two": 1.0}, 30, LINE)
    start = laid.named("two").start
    found = [laid.at(frame).name for frame in (0, start - 1, start, laid.frames + 5)]
    assert found == ["one", "one", "two", "two"]


@pytest.mark.parametrize("name", PLANS)
def test_no_caption_of_the_built_in_lesson_is_shorter_than_its_reading_time(name: str) -> None:
    laid = load_lesson().scene(name).score(60)
    for beat in laid.beats:
        assert beat.frames / 60 >= LEAST_CAPTION_SECONDS
        for caption in beat.captions:
            assert (caption.stop - caption.start) / 60 >= len(
                caption.text
            ) / CHARACTERS_A_SECOND - 1 / 60


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
    for caption in beat.captions:
        assert caption.stop - caption.start >= reading_seconds(caption.lines) * fps
    for before, caption in pairwise(beat.captions):
        assert before.stop == caption.start
        place = (caption.start - beat.start) / fps
        assert abs(place / 0.25 - round(place / 0.25)) <= 0.5 / fps / 0.25 + 1e-9


def test_a_caption_that_would_be_too_short_is_not_moved() -> None:
    """Words that just fill their beat leave no room for the grid."""
    texts = [("x" * 41, "y" * 42), ("z" * 33,), ("w" * 40, "v" * 11)]
    say = " ".join(f"{' '.join(lines)}." for lines in texts)
    for extra in range(12):
        (beat,) = score([("one", say + extra * "v")], {"one": 1.0}, 60, LINE).beats
        for caption in beat.captions:
            assert caption.stop - caption.start >= reading_seconds(caption.lines) * 60 - 1


TIED = {"one": {"bang": "explode", "silence": "never"}}
HALVES = Speech(3.5, tuple(0.5 * k for k in range(7)))
"""Seven words, one each half second."""


def test_a_beat_lasts_as_long_as_its_voice_and_a_movement_comes_with_its_word() -> None:
    beats = [("one", "Watch the last one: it will Explode!")]
    spoken = score(beats, {"one": 1.0}, 30, LINE, TIED, {"one": HALVES}).beats[0]
    assert spoken.frames == 135  # three and a half seconds, what comes before and after, the grid
    said = round((LEAD_SECONDS + 3.0) * 30)
    assert spoken.words == (("bang", said), ("silence", None))
    assert Cue(spoken, 30).at_word("bang", 0.9) == pytest.approx(said / 135)
    assert Cue(spoken, 30).at_word("silence", 0.9) == 0.9


def test_a_caption_comes_just_before_its_first_word_is_heard() -> None:
    words = SAID[1].split()
    starts = tuple(0.4 * k for k in range(len(words)))
    speech = Speech(0.4 * len(words), starts)
    (beat,) = score([("one", SAID[1])], {"one": 1.0}, 60, LINE, tellings={"one": speech}).beats
    assert beat.captions[0].start == 0
    assert beat.captions[-1].stop == beat.stop
    seen = 0
    for before, caption in pairwise(beat.captions):
        assert before.stop == caption.start
        seen += len(" ".join(before.lines).split())
        heard = (LEAD_SECONDS + starts[seen]) * 60
        assert 0 < heard - caption.start <= 0.2 * 60


ASKED = "Where does it stop? Down there, at the lowest point."


def test_the_second_of_two_sentences_joins_the_first_when_that_has_been_read() -> None:
    (beat,) = score([("one", ASKED)], {"one": 8.0}, 60, LINE).beats
    (caption,) = beat.captions
    assert caption.lines == ("Where does it stop?", "Down there, at the lowest point.")
    assert caption.second is not None
    assert caption.second - caption.start >= 60 * reading_seconds(caption.lines[:1])
    assert caption.stop - caption.second >= 60 * reading_seconds(caption.lines[1:])
    assert caption.second % 15 == 0  # a quarter of a second
    assert beat.turns == (0, caption.second)
    cue = Cue(beat, 60)
    assert cue.at_turn(1, 0.9) == cue.at_turn(-1, 0.9) == caption.second / beat.frames
    assert cue.at_turn(2, 0.9) == cue.at_turn(-2, 0.9) == 0.9


def test_a_sentence_over_two_lines_is_there_at_once() -> None:
    (beat,) = score([("one", SAID[1].rstrip("."))], {"one": 1.0}, 60, LINE).beats
    assert all(caption.second is None for caption in beat.captions)


def test_the_second_of_two_sentences_comes_just_before_it_is_heard() -> None:
    starts = tuple(0.5 * k for k in range(len(ASKED.split())))
    speech = Speech(6.0, starts)
    (beat,) = score([("one", ASKED)], {"one": 1.0}, 60, LINE, tellings={"one": speech}).beats
    (caption,) = beat.captions
    assert caption.second == round((LEAD_SECONDS + starts[4] - AHEAD_SECONDS) * 60)
    assert caption.later(7).second == caption.second + 7


def test_a_word_in_pieces_does_not_shift_the_captions_behind_it() -> None:
    say = "a" * 50 + " b. " + "Then something else is said here, and it goes on for a while."
    words = say.split()
    speech = Speech(20.0, tuple(float(k) for k in range(len(words))))
    (beat,) = score([("one", say)], {"one": 1.0}, 10, LINE, tellings={"one": speech}).beats
    first = next(caption for caption in beat.captions if caption.text.startswith("Then"))
    assert first.start == round((LEAD_SECONDS + 2.0 - AHEAD_SECONDS) * 10)


def test_one_beat_may_be_said_and_another_read() -> None:
    beats = [("one", "Watch the last one: it will Explode!"), ("two", "x" * 40)]
    laid = score(beats, {"one": 1.0, "two": 1.0}, 30, LINE, tellings={"one": HALVES}).beats
    alone = score(beats[1:], {"two": 1.0}, 30, LINE).beats[0]
    assert laid[1].frames == alone.frames
    assert [beat.telling for beat in laid] == [HALVES, READ]


class Spelling:
    """Words come a second apart, and each caption with its first."""

    characters_a_second = 1
    grid_seconds = 5.0

    def seconds_for(self, captions: Sequence[Lines]) -> float:
        return sum(len(" ".join(lines).split()) for lines in captions)

    def marks(self, say: str, captions: Sequence[Lines], span: Span) -> Marks:
        frames = [span.start + span.fps * place for place, _ in enumerate(say.split())]
        firsts = [frames[first] for first, *_ in places(say, captions)]
        laid = zip(captions, pairwise([*firsts, span.stop]), strict=True)
        return Marks(tuple(Caption(lines[0], *edge) for lines, edge in laid), tuple(frames))


def test_a_beat_has_its_length_and_marks_from_how_it_is_told_and_from_nothing_else() -> None:
    beats = [("one", "Up. Or down it goes."), ("two", "")]
    tellings = {"one": Spelling(), "two": Spelling()}
    one, two = score(
        beats, {"one": 6.0, "two": 5.5}, 10, 12, {"one": {"fall": "goes"}}, tellings
    ).beats
    assert [one.frames, two.frames] == [100, 100]
    assert [(each.text, each.start, each.stop) for each in one.captions] == [
        ("Up.", 0, 10), ("Or down", 10, 100),
    ]  # fmt: skip
    assert one.words == (("fall", 40),)
