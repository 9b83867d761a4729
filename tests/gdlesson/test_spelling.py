"""Numbers, units and formulas are said as words."""

from __future__ import annotations

from pathlib import Path

import pytest

from gdlesson.narration.lines import aligned, lines
from gdlesson.narration.spelling import spelled
from scenes.lesson.file import load_lesson
from scenes.reading.report import LessonError

# language, as it is written, as it is said
SPELLED = [
    ("en", "J(θ) falls to 0.25.", "J of theta falls to zero point two five."),
    ("en", "α = 0.25 and x².", "alpha equals zero point two five and x squared."),
    ("en", "10⁻³", "ten to the power of minus three"),
    ("en", "1e-3.", "ten to the power of minus three."),
    ("en", "2.5e+4", "two point five times ten to the power of four"),
    ("en", "2e is no number", "two e is no number"),
    ("en", "4,000 steps, −0.9", "four thousand steps, minus zero point nine"),
    ("en", "at 21 °C", "at twenty-one degrees Celsius"),
    ("en", "In 1951: 1951 cars.", "In nineteen fifty-one: nineteen fifty-one cars."),
    ("en", "a rate of 2/L, or 2.1/L?", "a rate of two over L, or two point one over L?"),
    ("en", "10 mph, 1 m, 2 m", "ten miles per hour, one metre, two metres"),
    ("en", "at (9:16)", "at (nine to sixteen)"),
    ("en", "SGD and Adam, 14 %.", "S G D and Adam, fourteen percent."),
    ("en", "m is not metres", "m is not metres"),
    ("en", "f(x, y), w₀ and 3-fold", "f of x, y, w zero and three-fold"),
    ("de", "J(θ) fällt auf 0,25.", "J von Theta fällt auf null Komma zwei fünf."),
    ("de", "1 Schritt, 5.000 Autos, 1.", "ein Schritt, fünftausend Autos, eins."),
    ("de", "2,1/L bei 5 °C", "zwei Komma eins durch L bei fünf Grad Celsius"),
    ("es", "J(θ) baja a 0,25.", "J de theta baja a cero coma dos cinco."),
    ("de", "2,5e-4", "zwei Komma fünf mal zehn hoch minus vier"),
    ("es", "-1e-3", "menos uno por diez elevado a menos tres"),
    ("es", "21 pasos, ¿500.000? 1.", "veintiún pasos, ¿quinientos mil? uno."),
    ("fr", "J(θ) = 0,25", "J(θ) = 0,25"),  # not one of ours: as it is written
]  # fmt: skip


@pytest.mark.parametrize(("language", "say", "said"), SPELLED)
def test_what_is_written_is_said_as_words(language: str, say: str, said: str) -> None:
    assert " ".join(spelled(say, language)) == said


@pytest.mark.parametrize("language", ["en", "es", "de"])
def test_nothing_but_words_is_said_of_the_built_in_lesson(language: str) -> None:
    for spec in load_lesson(language=language).scenes:
        for _, say in spec.beats:
            told = spelled(say, language)
            assert len(told) == len(say.split())
            text = " ".join(told)
            assert not [c for c in text if not c.isalpha() and c not in " .,:;!?¿¡…–—-'’\"“”„()"], (
                text
            )


# what is seen, what is heard, what is heard at each word that is seen
ALIGNED = [
    ("J falls fast.", "The cost falls very fast.", ["The cost", "falls very", "fast."]),
    ("At 3 o'clock", "At three o'clock", ["At", "three", "o'clock"]),
    ("one two", "one", ["one", ""]),
    ("only this", "something else", ["something", "else"]),
]


@pytest.mark.parametrize(("say", "say_as", "expected"), ALIGNED)
def test_what_is_heard_goes_with_the_words_that_are_seen(
    say: str, say_as: str, expected: list[str]
) -> None:
    assert [*aligned(say, say_as, "en")] == expected


LESSON = """title = "A"
slug = "a"
voice = "recorded:takes"
[[scene]]
name = "mountain"
[[scene.beat]]
name = "fog"
say = "J falls."
say_as = "The cost falls."
"""
EXTENDING = """extends = "lesson.toml"
slug = "b"
[[scene]]
name = "mountain"
[[scene.beat]]
name = "fog"
"""
# what a lesson that extends another says of the beat: what is seen there, what is heard
BEATS = {"": ("J falls.", "The cost falls."), 'say = "It is low."': ("It is low.", "It is low.")}


@pytest.mark.parametrize("own", BEATS)
def test_with_other_words_goes_what_is_heard_in_place_of_them(own: str, tmp_path: Path) -> None:
    (tmp_path / "lesson.toml").write_text(LESSON, encoding="utf-8")
    (tmp_path / "other.toml").write_text(f"{EXTENDING}{own}\n", encoding="utf-8")
    lesson = load_lesson(tmp_path / "other.toml")
    (said,) = lines(lesson)
    assert (lesson.scenes[0].beats[0][1], said.text) == BEATS[own]
    assert lesson.voice == "recorded:takes"


@pytest.mark.parametrize("voice", ["Espeak", "recorded: x", "a b", ""])
def test_a_voice_that_no_lesson_can_have_is_told(voice: str, tmp_path: Path) -> None:
    path = tmp_path / "lesson.toml"
    path.write_text(LESSON.replace("recorded:takes", voice), encoding="utf-8")
    with pytest.raises(LessonError, match=r"lesson.toml, line 3: voice: .*gdlesson voices list"):
        load_lesson(path)
