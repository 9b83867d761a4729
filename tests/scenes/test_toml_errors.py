"""Mistakes in TOML are told with their line, in words of lessons and not of a parser."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenes.lesson.file import load_lesson
from scenes.reading.report import LessonError

SCENE = 'title = "T"\nslug = "t"\n[[scene]]\nname = "mountain"\n'
BEAT = '[[scene.beat]]\nname = "fog"\n'

# what stands below a scene, the line of the mistake, and what is said
TOLD = {
    "params twice": ("[scene.params]\na = 1\n[scene.params]\n", 7, "[scene.params] is there twice"),
    "params twice by dots": ("params.a = 1\n[scene.params]\n", 6, "[scene.params] is there"),
    "one bracket for a scene": ("[scene]\nname = 1\n", 5, "each of several is [[scene]]"),
    "one bracket for a beat": (BEAT + "[scene.beat]\n", 7, "each of several is [[scene.beat]]"),
    "params whole already": ("params = {a = 1}\n[scene.params.b]\n", 6, "[scene.params.b] is"),
    "beats whole already": ("beat = [1]\n[[scene.beat]]\n", 6, "[scene.beat] is whole already"),
    "a key twice": ('name = "again"\n', 5, "the key is there already"),
    "a key twice in braces": ("params = {a = 1, a = 2}\n", 5, "the key a is there twice"),
    "no value": ("say = \n", 5, 'what follows "=" is no value'),
    "words without quotes": ("say = Hello there\n", 5, "a text has quotes around it"),
    "curly quotes": ("say = “Hello”\n", 5, "a text has quotes around it"),
    "a capital": ("a = True\n", 5, "true and false are small"),
    "a comma in a number": ("a = 1,5\n", 5, "a number only digits"),
    "a leading zero": ("a = 01\n", 5, "a number only digits"),
    "no equals sign": ("say\n", 5, '"=" between them'),
    "no key": ("= 1\n", 5, "a line begins with a key"),
    "no table": ("[]\n", 5, "a key is missing"),
    "no bracket": ("[scene.params\n", 5, "no closing bracket"),
    "one closing bracket": ("[[scene]\n", 5, "no closing bracket"),
    "an open quote": ('say = "Hello\n', 5, "no closing quote"),
    "an open single quote": ("say = 'Hello\n", 5, "no closing quote"),
    "open triple quotes": ('say = """Hello\n\n', 5, "no closing quote"),
    "a backslash": ('say = "C:\\data"\n', 5, "a backslash stands for more than itself"),
    "no character": ('say = "\\uD800"\n', 5, "is no character"),
}  # fmt: skip
OF_A_PARSER = ("declare", "mutate", "namespace", "immutable", "statement", "scalar", "inline", "('")


@pytest.mark.parametrize("case", TOLD)
def test_a_mistake_in_toml_is_told_with_its_line_and_what_to_do(tmp_path: Path, case: str) -> None:
    below, line, said = TOLD[case]
    (tmp_path / "lesson.toml").write_text(SCENE + below, encoding="utf-8")
    with pytest.raises(LessonError) as caught:
        load_lesson(tmp_path / "lesson.toml")
    (told,) = caught.value.problems
    assert f"lesson.toml, line {line}: this is not valid TOML: " in told
    assert said in told
    assert not [word for word in OF_A_PARSER if word in told]
