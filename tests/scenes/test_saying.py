"""Words that the runs choose: what is said for each outcome, and what where that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenes.lesson.file import Lesson, load_lesson
from scenes.lesson.saying import filled, said, wrong_braces
from scenes.lessons import BUILT_INS
from scenes.plans.registry import PLANS
from scenes.reading.report import LessonError

LESSON = """\
title = "Walks"
slug = "walks"
[[scene]]
name = "mountain"
[scene.params]
surface = "mountain"
{params}
[[scene.beat]]
name = "height"
say = {height}
[[scene.beat]]
name = "lift"
{lift}
"""
SENTENCES = {
    "left": "Gone.",
    "deepest": "The lowest.",
    "another": "Another.",
    "nowhere": "Nowhere.",
    "lowest_found": "The lowest found.",
    "lower_elsewhere": "Lower elsewhere.",
    "level": "Level.",
}
TABLE = "[scene.beat.say]\n" + "".join(f'{k} = "{v}"\n' for k, v in SENTENCES.items())

# the parameters of the mountain; what its walks do
WALKS = {
    "left": "start = [1.6, -0.3]\nlearning_rate = 75",
    "deepest": "start = [1.25, 0.3]",
    "another": "start = [1.6, -0.3]",
    "nowhere": "start = [1.25, 0.3]\nsteps = 1",
}


def read(folder: Path, **parts: str) -> Lesson:
    path = folder / "walks.toml"
    parts = {"params": WALKS["deepest"], "height": '"A {ball} in the fog."', "lift": TABLE} | parts
    text = LESSON
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part)
    path.write_text(text, encoding="utf-8")
    return load_lesson(path)


@pytest.mark.parametrize("outcome", WALKS)
def test_the_runs_choose_the_sentence(tmp_path: Path, outcome: str) -> None:
    spec = read(tmp_path, params=WALKS[outcome]).scene("mountain")
    assert dict(spec.beats)["lift"] == SENTENCES[outcome]
    (told,) = (each for each in spec.outcomes if each.beat == "lift")
    assert (told.beat, told.name) == ("lift", outcome)
    assert told.means == PLANS["mountain"].beats.lift.outcomes[outcome].means


def test_the_authors_own_words_stay_as_they_are(tmp_path: Path) -> None:
    spec = read(tmp_path, lift='say = "It found {deepest}."').scene("mountain")
    assert spec.beats == (("height", "A {ball} in the fog."), ("lift", "It found {deepest}."))
    assert [each.name for each in spec.outcomes if each.beat == "lift"] == ["deepest"]


def test_a_beat_without_outcomes_has_one_sentence(tmp_path: Path) -> None:
    spec = read(tmp_path, height='{ always = "Fog, {{always}}." }').scene("mountain")
    assert dict(spec.beats)["height"] == "Fog, {always}."


def with_table(**changed: str) -> str:
    sentences = {name: text for name, text in (SENTENCES | changed).items() if text}
    return "[scene.beat.say]\n" + "".join(f'{k} = "{v}"\n' for k, v in sentences.items())


# The parts of the lesson; what is said of them
WRONG = {
    "an outcome that there is not": (
        {"lift": with_table(deepst="It.")},
        ["line 21:", 'beat "lift", say.deepst: there is no outcome "deepst"',
         'did you mean "deepest"',
         "one of: left, lowest_found, lower_elsewhere, deepest, another, level, nowhere."]),
    "an outcome without a sentence": (
        {"lift": with_table(another="")},
        ["line 13:", 'beat "lift", say: there is no sentence for the outcome "another"',
         "which is that this walk ends at a minimum that is not the lowest."]),
    "always where there are outcomes": (
        {"lift": '[scene.beat.say]\nalways = "It."'},
        ["line 14:", 'there is no outcome "always"; choose one of: left']),
    "an outcome where there are none": (
        {"height": '{ always = "It.", deepest = "It." }'},
        ["line 10:", 'beat "height", say.deepest: there is no outcome "deepest"',
         "one of: always."]),
    "a value that there is not": (
        {"lift": with_table(nowhere="After {stops} steps.")},
        ["line 17:", 'beat "lift", say.nowhere: there is no value "stops"']),
    "a look into a value": (
        {"lift": with_table(nowhere="{plan.__class__}")},
        ["line 17:", 'there is no value "plan.__class__"']),
    "a brace alone": (
        {"lift": with_table(nowhere="A { brace.")},
        ["line 17:", "say.nowhere: a brace stands alone; write {{ or }}"]),
    "a sentence that is no text": (
        {"lift": "[scene.beat.say]\ndeepest = 7"},
        ["line 14:", "say.deepest: it must be text in quotes, not 7."]),
    "neither a text nor a table": (
        {"height": "[1]"}, ["line 10:", 'beat "height", say: it must be text in quotes, not [1].']),
    "an invisible character": (
        {"lift": with_table(another="A\\u200bb.")}, ["line 16:", "say.another: it holds"]),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_in_a_sentence(tmp_path: Path, case: str) -> None:
    parts, fragments = WRONG[case]
    with pytest.raises(LessonError) as caught:
        read(tmp_path, **parts)
    told = str(caught.value)
    for fragment in fragments:
        assert fragment in told, told
    assert all(line.endswith(".") for line in told.splitlines())


# a sentence, its values, the language; what is said
FILLED = {
    "a whole number": ("{n} steps", {"n": 12_345}, "en", "12,345 steps"),
    "in Spanish": ("{n} pasos", {"n": 12_345}, "es", "12.345 pasos"),
    "a share": ("{a} of {b}", {"a": 0.0225678, "b": 2.0}, "en", "0.0225678 of 2"),
    "a decimal comma": ("bei {a}", {"a": 0.5}, "de", "bei 0,5"),
    "a tiny number": ("to {a}", {"a": 1.7e-9}, "en", "to 1.7×10⁻⁹"),
    "a word of the data": ("each {car}", {"car": "tea cup"}, "en", "each tea cup"),
    "one": ("{n:step|steps} and {m:look|looks}", {"n": 1, "m": 2}, "en", "1 step and 2 looks"),
    "a million": ("{n:paso|pasos}", {"n": 10**6}, "es", "1.000.000 pasos"),
    "a few": ("{n:krok|kroki|kroków}", {"n": 3}, "pl", "3 kroki"),
    "many": ("{n:krok|kroki|kroków}", {"n": 5}, "pl", "5 kroków"),
    "part of one": ("{n:step|steps}", {"n": 0.5}, "en", "0.5 steps"),
    "no language of Babel's": ("{a}", {"a": 0.5}, "xx", "0.5"),
}


@pytest.mark.parametrize(("sentence", "values", "language", "told"), FILLED.values(), ids=FILLED)
def test_values_are_written_as_the_language_writes_numbers(
    sentence: str, values: dict[str, float | int | str], language: str, told: str
) -> None:
    assert said({"always": sentence}, None, values, language) == told


def test_a_value_that_these_runs_do_not_have_is_not_said() -> None:
    assert not [*wrong_braces({"always": "After {n} steps."}, {"n": None})]
    with pytest.raises(ValueError, match='these runs have no "n", which it names'):
        filled("After {n} steps.", {"n": None})
    ((_, why),) = wrong_braces({"always": "{n:.2f}"}, {"n": 1})
    assert why == "between braces stands a name, as in {n} or {n:step|steps}"
    assert not [*wrong_braces({"always": "{n:step|steps}"}, {"n": 1})]


def test_another_lesson_may_say_one_outcome_anew(tmp_path: Path) -> None:
    read(tmp_path)
    path = tmp_path / "mine.toml"
    head = 'extends = "walks.toml"\n[[scene]]\nname = "mountain"\n[[scene.beat]]\nname = "lift"\n'
    path.write_text(head + '[scene.beat.say]\ndeepest = "Down."\n', encoding="utf-8")
    assert dict(load_lesson(path).scene("mountain").beats)["lift"] == "Down."
    path.write_text(head + 'say = "Mine."\n', encoding="utf-8")
    assert dict(load_lesson(path).scene("mountain").beats)["lift"] == "Mine."


def test_a_translation_says_every_outcome(tmp_path: Path) -> None:
    read(tmp_path)
    path = tmp_path / "walks.es.toml"
    text = (
        'extends = "walks.toml"\nlanguage = "es"\ntitle = "P"\n[[scene]]\nname = "mountain"\n'
        '[[scene.beat]]\nname = "height"\nsay = "Niebla."\n[[scene.beat]]\nname = "lift"\n'
    )
    path.write_text(text + '[scene.beat.say]\ndeepest = "Abajo."\n', encoding="utf-8")
    missing = (
        "the words of mountain, lift, left, the words of mountain, lift, another, "
        "the words of mountain, lift, nowhere."
    )
    with pytest.raises(LessonError, match=f"in en alone: {missing}"):
        load_lesson(path)
    for say in ('say = "Abajo."\n', TABLE):
        path.write_text(text + say, encoding="utf-8")
        assert load_lesson(path).language == "es"


@pytest.mark.parametrize("name", BUILT_INS)
def test_what_the_built_in_lessons_say_is_chosen_where_there_are_outcomes(name: str) -> None:
    """Their words say what another setting would make false, so that they may not be fixed."""
    import tomllib

    values = tomllib.loads(BUILT_INS[name].read_text(encoding="utf-8"))
    for scene in values.get("scene", ()):  # others take over all words
        says = {beat["name"]: beat.get("say", "") for beat in scene["beat"]}
        for beat in PLANS[scene["name"]].in_order():
            if beat.outcomes:
                assert [*says[beat.name]] == [*beat.outcomes], (name, beat.name)
