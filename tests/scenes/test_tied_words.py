"""Words that movements are tied to: each language says them, and something waits for each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from scenes.catalog import SCENES
from scenes.lesson.file import load_lesson
from scenes.lessons import BUILT_INS
from scenes.plans.registry import PLANS
from scenes.stage.timeline import Cue
from scenes.timing.score import TimedBeat, score
from scenes.wording import FALLBACK, languages, wording
from tests.scenes.conftest import small

SECTION = "said."
TIED = {
    (scene, beat.name): beat.words
    for scene, plan in PLANS.items()
    for beat in plan.in_order()
    if beat.words
}
"""The words that beats declare, by scene and beat."""


def sentences(language: str) -> Iterator[tuple[str, str, str, str]]:
    """Scene, beat, outcome and words of all that may be said in the built-in lesson."""
    name = "gradient-descent" if language == FALLBACK else f"gradient-descent.{language}"
    for scene in tomllib.loads(BUILT_INS[name].read_text(encoding="utf-8"))["scene"]:
        for beat in scene["beat"]:
            say = beat["say"] if isinstance(beat["say"], dict) else {"always": beat["say"]}
            for outcome, words in say.items():
                yield scene["name"], beat["name"], outcome, words


@pytest.mark.parametrize("language", languages())
def test_each_sentence_has_the_words_that_its_beat_declares(language: str) -> None:
    told, missed = set(), []
    for scene, beat, outcome, words in sentences(language):
        tied = {key: wording(language)(SECTION + key) for key in TIED.get((scene, beat), ())}
        (timed,) = score([(beat, words)], {beat: 1.0}, 30, 42, {beat: tied}).beats
        missed += [(scene, beat, outcome, key) for key in tied if timed.when(key) is None]
        told.add((scene, beat))
    assert missed == []
    assert TIED.keys() <= told


def test_each_word_that_languages_have_is_declared() -> None:
    there = wording(FALLBACK).keys()
    declared = {SECTION + key for words in TIED.values() for key in words}
    assert {key for key in there if key.startswith(SECTION)} == declared


def test_something_waits_for_each_word_that_is_declared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, when = set(), TimedBeat.when

    def listening(beat: TimedBeat, word: str) -> int | None:
        asked.add((beat.name, word))
        return when(beat, word)

    monkeypatch.setattr(TimedBeat, "when", listening)
    lesson = load_lesson()
    with small(tmp_path):
        for scene in {scene for scene, _ in TIED}:
            SCENES[scene](lesson).prepare()
    assert asked == {(beat, key) for (_, beat), words in TIED.items() for key in words}


def test_a_word_that_a_beat_does_not_declare_is_an_error() -> None:
    beat = TimedBeat("fall", "Down.", 0, 30, (), (("down", 0), ("up", None)))
    assert Cue(beat, 30).at_word("up", otherwise=0.5) == 0.5
    with pytest.raises(LookupError, match='does not declare the word "left"; it declares down, up'):
        Cue(beat, 30).at_word("left", otherwise=0.5)
