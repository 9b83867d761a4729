"""Lessons that extend others: what they become, and the one sentence where they cannot."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from scenes.lesson.extending import MOST_LESSONS, read_extended
from scenes.lesson.file import Lesson, load_lesson
from scenes.lessons import BUILT_INS
from scenes.reading.inputs import Inputs
from scenes.reading.report import LessonError

BASE = """\
title = "Walks"
slug = "walks"
seed = 3
[[scene]]
name = "mountain"
[scene.params]
learning_rate = 0.1
steps = 12
[[scene.beat]]
name = "fog"
say = "A ball in the fog."
waive = [{ rule = "casing", reason = "It is fog." }]
[[scene.beat]]
name = "lift"
say = "No fog."
[[scene]]
name = "batch_vs_sgd"
[scene.params]
data = "data.csv"
x = "x"
y = "y"
"""
EXTENDS = 'extends = "base.toml"\n'
CSV = "x,y\n" + "".join(f"{k},{2 * k + k % 3}\n" for k in range(1, 30))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a lesson to extend, and the data that it names."""
    (tmp_path / "base.toml").write_text(BASE, encoding="utf-8")
    (tmp_path / "data.csv").write_text(CSV, encoding="utf-8")
    return tmp_path


def read(folder: Path, text: str, name: str = "mine.toml", language: str | None = None) -> Lesson:
    (folder / name).write_text(text, encoding="utf-8")
    return load_lesson(folder / name, language=language)


def told(folder: Path, text: str, name: str = "mine.toml", language: str | None = None) -> str:
    with pytest.raises(LessonError) as caught:
        read(folder, text, name, language)
    (problem,) = caught.value.problems
    return problem


def test_a_lesson_of_three_lines_is_the_built_in_one_but_for_what_it_says(tmp_path: Path) -> None:
    text = 'extends = "gradient-descent"\nslug = "mine"\nscenes = ["batch_vs_sgd", "mountain"]\n'
    mine, built_in = read(tmp_path, text), load_lesson()
    assert (mine.slug, mine.title, mine.path) == ("mine", built_in.title, tmp_path / "mine.toml")
    assert mine.scenes == (built_in.scene("batch_vs_sgd"), built_in.scene("mountain"))
    assert mine.inputs.digests().keys() == {"mine.toml"}


def test_what_is_said_anew_takes_the_place_of_what_was_said(folder: Path) -> None:
    mine = read(
        folder,
        'extends = "base.toml"\ntheme = "paper"\n[[scene]]\nname = "mountain"\n[scene.params]\n'
        'learning_rate = 0.2\n[[scene.beat]]\nname = "slope"\nsay = "It is steep."\n'
        '[[scene.beat]]\nname = "lift"\nsay = "Clear."\n'
        '[[scene]]\nname = "learning_rate"\n[scene.params]\nsteps = 7\n',
    )
    base = load_lesson(folder / "base.toml")
    assert (mine.title, mine.slug, mine.seed, mine.theme.name) == ("Walks", "walks", 3, "paper")
    assert [spec.name for spec in mine.scenes] == ["mountain", "batch_vs_sgd", "learning_rate"]
    mountain = mine.scene("mountain")
    params = mountain.params.model_dump()
    assert (params["learning_rate"], params["steps"]) == (0.2, 12)
    assert mountain.beats == (
        ("fog", "A ball in the fog."), ("slope", "It is steep."), ("lift", "Clear.")
    )  # fmt: skip
    assert mountain.waivers == base.scene("mountain").waivers
    assert mine.scene("batch_vs_sgd") == base.scene("batch_vs_sgd")
    assert mine.scene("learning_rate").params.model_dump()["steps"] == 7


def test_what_is_extended_is_an_input(folder: Path) -> None:
    mine = read(folder, 'extends = "base.toml"\n')
    names = ("mine.toml", "base.toml", "data.csv")
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    assert mine.inputs.digests() == sums
    assert mine.inputs.stamps.keys() == {folder / name for name in names}
    (folder / "base.toml").write_text("# " + BASE)
    assert mine.inputs.changed() == ["base.toml"]


def test_files_are_called_as_in_the_lesson_that_names_them(folder: Path) -> None:
    (folder / "far").mkdir()
    for name in ("base.toml", "data.csv"):
        (folder / name).rename(folder / "far" / name)
    theme = 'extends = "paper"\n[colours]\nbatch = "#1D49A8"\n'
    (folder / "far/look.toml").write_text(theme)
    base = folder / "far/base.toml"
    base.write_text('theme = "look.toml"\n' + base.read_text())
    mine = read(folder, 'extends = "far/base.toml"\n')
    assert mine.theme.batch == "#1D49A8"
    assert mine.inputs.digests().keys() == {
        "mine.toml", "far/base.toml", "far/look.toml", "far/data.csv"
    }  # fmt: skip
    own = read(folder, 'extends = "far/base.toml"\ntheme = "night"\n', "own.toml")
    assert own.theme.name == "night"


def test_lessons_may_extend_one_another_in_a_row(folder: Path) -> None:
    for k in range(MOST_LESSONS - 1):
        before = f"{k - 1}.toml" if k else "base.toml"
        (folder / f"{k}.toml").write_text(f'extends = "{before}"\nseed = {k}\n')
    last = MOST_LESSONS - 2
    assert load_lesson(folder / f"{last}.toml").seed == last
    text = f'extends = "{last}.toml"\n'
    assert "0.toml, line 1: extends: more than 8 lessons extend one another" in told(folder, text)


# What a lesson says, and what is said of it
WRONG = {
    "itself": ('extends = "mine.toml"\n',
        ["mine.toml, line 1: extends: ", "in a circle", '"mine.toml", "mine.toml"']),
    "by way of another": ('slug = "m"\nextends = "round.toml"\n',
        ["round.toml, line 1: extends: ", '"mine.toml", "round.toml", "mine.toml"']),
    "no such built-in": ('extends = "gradient-decent"\n',
        ["line 1: extends: ", 'did you mean "gradient-descent"?', "gradient-descent.es",
         'as in "my-lesson.toml"']),
    "no such file": ('extends = "none.toml"\n',
        ["line 1: extends: ", '"none.toml"', "cannot be read"]),
    "a file above": ('extends = "../base.toml"\n', ["line 1: extends: ", "beside the file"]),
    "a file elsewhere": ('extends = "/etc/x.toml"\n', ["line 1: extends: ", "beside the file"]),
    "a link that leads out": ('extends = "out.toml"\n', ["line 1: extends: ", "beside the file"]),
    "a folder": ('extends = "folder.toml"\n', ["line 1: extends: ", "a folder"]),
    "a pipe": ('extends = "pipe.toml"\n', ["line 1: extends: ", "pipe"]),
    "no text": ("extends = 7\n" + BASE, ["line 1: extends: it must be text in quotes, not 7"]),
    "a broken lesson": ('extends = "broken.toml"\n',
        ["broken.toml, line 2: this is not valid TOML"]),
    "a mistake in what is extended": ('extends = "wrong.toml"\n',
        ["wrong.toml, line 3: ", 'there is no scene "montain"', 'did you mean "mountain"']),
    "a beat there is not": (
        'extends = "base.toml"\n[[scene]]\nname = "mountain"\n[[scene.beat]]\nname = "fig"\n',
        ["mine.toml, line 5: ", 'there is no beat "fig"', "fog, parameters, cost"]),
    "a scene there is not": ('extends = "base.toml"\n[[scene]]\nname = "hill"\n',
        ["mine.toml, line 3: ", 'there is no scene "hill"', "mountain"]),
    "a scene twice": (
        'extends = "base.toml"\n[[scene]]\nname = "mountain"\n[[scene]]\nname = "mountain"\n',
        ["mine.toml, line 5: ", "already in the lesson"]),
    "a scene to play that is not there": ('extends = "base.toml"\nscenes = ["montain"]\n',
        ["mine.toml, line 2: scenes: ", 'there is no scene "montain" (did you mean "mountain"?)',
         "choose one of: mountain, batch_vs_sgd"]),
    "a scene to play twice": ('extends = "base.toml"\nscenes = ["mountain", "mountain"]\n',
        ["mine.toml, line 2: scenes: ", "named twice"]),
    "nothing to play": ('extends = "base.toml"\nscenes = []\n', ["mine.toml, line 2: ", "scene"]),
    "scenes that are no list": ('extends = "base.toml"\nscenes = "mountain"\n',
        ["mine.toml, line 2: scenes: it must be a list"]),
    "beats out of order": (
        EXTENDS + '[[scene]]\nname = "mountain"\n[[scene.beat]]\nname = "lift"\n'
        '[[scene.beat]]\nname = "slope"\n',
        ["mine.toml, line 7: ", "out of order"]),
    "words that are missing in another language": (
        EXTENDS + 'language = "es"\n[[scene]]\nname = "mountain"\n[[scene.beat]]\n'
        'name = "lift"\nsay = "Sin niebla."\n',
        ["mine.toml, line 2: language: ", "in en alone: the title, the words of mountain, fog."]),
    "a parameter that is wrong": (
        'extends = "base.toml"\n[[scene]]\nname = "mountain"\n[scene.params]\nlearning_rate = -1\n',
        ["mine.toml, line 5: ", 'scene "mountain", params.learning_rate']),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_in_a_sentence(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, case: str
) -> None:
    import os

    text, fragments = WRONG[case]
    (folder / "round.toml").write_text('extends = "mine.toml"\n')
    (folder / "broken.toml").write_text("seed = 1\nseed = = 2\n")
    (folder / "wrong.toml").write_text('slug = "w"\n[[scene]]\nname = "montain"\ntitle = 1\n')
    (folder / "folder.toml").mkdir()
    os.mkfifo(folder / "pipe.toml")
    outside = tmp_path_factory.mktemp("outside") / "secret.toml"
    outside.write_text(BASE.replace("Walks", "secret"))
    (folder / "out.toml").symlink_to(outside)
    if case == "a mistake in what is extended":
        (folder / "wrong.toml").write_text('title = "W"\n[[scene]]\nname = "montain"\nslug = "w"\n')
        text = 'extends = "wrong.toml"\nslug = "m"\n'
        (folder / "wrong.toml").write_text('title = "W"\n[[scene]]\nname = "montain"\n')
    said = told(folder, text)
    for fragment in fragments:
        assert fragment in said, said
    assert said.endswith(".")
    assert said.isprintable()
    assert "secret" not in said


def test_a_link_back_to_a_folder_is_no_way_without_end(folder: Path) -> None:
    (folder / "again").symlink_to(folder)
    assert "in a circle" in told(folder, 'extends = "again/mine.toml"\n')


SPANISH = """\
extends = "base.toml"
language = "es"
title = "Caminatas"
[[scene]]
name = "mountain"
[[scene.beat]]
name = "fog"
say = "Una bola en la niebla."
[[scene.beat]]
name = "lift"
say = "Sin niebla."
"""


def test_a_lesson_is_in_another_language_where_a_file_beside_it_is(folder: Path) -> None:
    (folder / "base.es.toml").write_text(SPANISH, encoding="utf-8")
    english = load_lesson(folder / "base.toml")
    spanish = load_lesson(folder / "base.toml", language="es")
    assert spanish == load_lesson(folder / "base.es.toml")
    assert (spanish.title, spanish.slug, spanish.language) == ("Caminatas", "walks", "es")
    assert (spanish.translation, english.translation) == ("es", "")
    assert spanish.path == folder / "base.es.toml"
    assert spanish.scene("mountain").params == english.scene("mountain").params
    assert load_lesson(folder / "base.toml", language="en") == english


def test_a_lesson_without_words_of_its_own_is_in_each_language_of_what_it_extends(
    folder: Path,
) -> None:
    (folder / "base.es.toml").write_text(SPANISH, encoding="utf-8")
    three = 'extends = "base.toml"\nslug = "mine"\nseed = 5\n'
    lesson = read(folder, three, language="es")
    assert (lesson.title, lesson.slug, lesson.seed) == ("Caminatas", "mine", 5)
    assert (lesson.language, lesson.translation) == ("es", "es")
    assert read(folder, three).translation == ""
    for name, language in (("gradient-descent", "de"), ("gradient-descent.de", "en")):
        built_in = read(folder, f'extends = "{name}"\nslug = "mine"\n', language=language)
        assert (built_in.language, built_in.translation) == (language, language)
        assert built_in.title == load_lesson(language=language).title


# What is asked for in Spanish, what is said of it
NOT_THERE = {
    BASE: ["it is in en, and there is no mine.es.toml beside it", "--from mine.toml --language es"],
    'extends = "base.toml"\ntitle = "M"\n': ["there is no mine.es.toml beside it"],
    'extends = "base.toml"\n': ["there is no mine.es.toml beside it"],
}


@pytest.mark.parametrize("text", NOT_THERE)
def test_a_language_that_a_lesson_is_not_in(folder: Path, text: str) -> None:
    said = told(folder, text, language="es")
    for fragment in ["mine.toml: ", *NOT_THERE[text]]:
        assert fragment in said


def test_the_built_in_lesson_is_there_in_some_languages() -> None:
    with pytest.raises(LessonError, match='is not there in "fr"; choose one of: de, en, es'):
        load_lesson(language="fr")
    with pytest.raises(LessonError, match="is not a language tag"):
        load_lesson(language="../es")


def test_a_translation_is_read_by_the_same_rule_as_other_files(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.toml"
    outside.write_text(SPANISH)
    (folder / "base.es.toml").symlink_to(outside)
    with pytest.raises(LessonError, match=r"base\.es\.toml: it must lie beside"):
        load_lesson(folder / "base.toml", language="es")


@pytest.mark.parametrize("name", [name for name in BUILT_INS if "." in name])
def test_a_translation_of_a_built_in_lesson_differs_in_its_words_alone(name: str) -> None:
    plain, _, language = name.partition(".")
    translated, original = load_lesson(BUILT_INS[name]), load_lesson(BUILT_INS[plain])
    assert (translated.language, translated.translation) == (language, language)
    assert translated == load_lesson(BUILT_INS[plain], language=language)
    assert translated.title != original.title
    assert (translated.slug, translated.seed) == (original.slug, original.seed)
    for spec, other in zip(translated.scenes, original.scenes, strict=True):
        assert spec.params == other.params
        assert [beat for beat, _ in spec.beats] == [beat for beat, _ in other.beats]
        assert spec.title != other.title
        for (_, say), (_, plain) in zip(spec.beats, other.beats, strict=True):
            assert say not in {"", plain}


def test_a_render_with_nothing_to_do_needs_nothing_heavy(folder: Path) -> None:
    (folder / "mine.toml").write_text('extends = "base.toml"\n')
    found = read_extended(folder / "mine.toml", Inputs(folder))
    assert found.source.values["slug"] == "walks"
