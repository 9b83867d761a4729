"""The scenes in other languages: nothing is said, and no number written, as it is in English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from scenes.components.text.code import CodeLine
from scenes.components.text.digits import Digits
from scenes.components.text.label import Label
from scenes.lesson.file import load_lesson
from scenes.lessons import BUILT_INS
from scenes.plans.registry import PLANS
from scenes.reading.report import LessonError
from scenes.stage.scene import LessonScene
from scenes.themes.characters import font_file
from scenes.themes.check import LABELS
from scenes.timing.score import Score
from scenes.wording import FALLBACK, languages, wording

Drawn = Callable[..., LessonScene]
LINES = 4
"""Beside the arrow between two costs, at most."""
OTHERS = [language for language in languages() if language != FALLBACK]
ENGLISH_NUMBER = re.compile(r"\d\.(?:\d{1,2}|\d{4,})(?!\d)")
"""A decimal point; a point before three figures may stand between thousands."""


def texts(scene: LessonScene) -> Iterator[str]:
    """All that the scene has to say, and its numbers at the end."""
    for part in scene.parts:
        part.set(scene.frames - 1)
        for mobject in part.mobject.get_family():
            if isinstance(mobject, Label | Digits):
                yield mobject.text


def programs(scene: LessonScene) -> set[str]:
    """The lines of Python that the scene shows."""
    family = (mobject for part in scene.parts for mobject in part.mobject.get_family())
    return {mobject.text for mobject in family if isinstance(mobject, CodeLine)}


@pytest.fixture(params=[(name, language) for language in OTHERS for name in PLANS], ids="-".join)
def scene(request: pytest.FixtureRequest, drawn: Drawn) -> LessonScene:
    name, language = request.param
    return drawn(name, BUILT_INS[f"gradient-descent.{language}"])


def test_nothing_is_said_in_english(scene: LessonScene) -> None:
    own, english = wording(scene.lesson.language), wording(FALLBACK)
    told = {*texts(scene)}
    assert own(f"titles.{scene.name}") in told
    assert told & ({*english.texts()} - {*own.texts()}) == set()


def test_numbers_have_the_marks_of_the_language(scene: LessonScene) -> None:
    assert scene.say.numerals.decimal == ","
    """Python is the same everywhere, so lines of a program are not asked."""
    told = {*texts(scene)}
    assert {text for text in told - programs(scene) if ENGLISH_NUMBER.search(text)} == set()


@pytest.mark.parametrize("language", OTHERS)
def test_there_are_numbers_that_show_it(drawn: Drawn, language: str) -> None:
    scenes = [drawn(name, BUILT_INS[f"gradient-descent.{language}"]) for name in PLANS]
    assert any(re.search(r"\d,\d", text) for scene in scenes for text in texts(scene))


def test_an_english_number_is_noticed(drawn: Drawn) -> None:
    told = {*texts(drawn("learning_rate"))}
    assert any(ENGLISH_NUMBER.search(text) for text in told)
    assert told & {*wording(FALLBACK).texts()}


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("language", OTHERS)
def test_each_beat_has_its_words_and_the_time_to_read_them(
    drawn: Drawn, name: str, language: str
) -> None:
    score: Score = drawn(name, BUILT_INS[f"gradient-descent.{language}"]).score
    for said in score.beats:
        assert " ".join(" ".join(caption.lines) for caption in said.captions) == said.say
        for caption in said.captions:
            assert len(caption.text) / ((caption.stop - caption.start) / score.fps) <= 17.0


def test_a_font_of_ones_own_has_the_letters_of_what_the_scenes_say(tmp_path: Path) -> None:
    font = TTFont(font_file())
    chosen = subset.Subsetter(subset.Options(drop_tables=["GSUB", "GPOS", "DSIG"]))
    chosen.populate(text=LABELS)
    chosen.subset(font)
    font.save(tmp_path / "plain.otf")
    (tmp_path / "look.toml").write_text('extends = "night"\nfont = "plain.otf"\n')
    lesson = tmp_path / "lesson.toml"
    text = 'title = "T"\nslug = "t"\ntheme = "look.toml"\n[[scene]]\nname = "mountain"\n'
    lesson.write_text(text)
    assert load_lesson(lesson).theme.font is not None
    lesson.write_text('language = "es"\n' + text)
    with pytest.raises(LessonError, match=r'line 4: theme: for ".*", which a scene may say, the f'):
        load_lesson(lesson)
