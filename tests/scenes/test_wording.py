"""What the software says on the screen: every language says all of it, and nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter

import pytest

from scenes import wording as module
from scenes.themes.characters import plain_line
from scenes.wording import FALLBACK, Wording, delivered, languages, wording

SCENES = Path(module.__file__).parent
KEYS = wording(FALLBACK).keys()
BESIDE = delivered(FALLBACK).keys()
SECTIONS = {key.partition(".")[0] for key in KEYS | BESIDE}


def literals() -> Iterator[re.Pattern[str]]:
    """What code asks for: keys, and patterns where a part of one is computed."""
    ours = SCENES.parent / "gdlesson"
    asking = [ours / "deliver" / "slides", ours / "deliver" / "publish", ours / "narration"]
    for path in (*SCENES.rglob("*.py"), *(path for each in asking for path in each.rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(part.value) if isinstance(part, ast.Constant) else r"\w+"
                    for part in node.values
                ]
                text = "".join(parts)
            else:
                continue
            if re.match(rf"(?:{'|'.join(SECTIONS)})\\\.[\w\\+]+$", text):
                yield re.compile(text)


def on_the_poster() -> Iterator[re.Pattern[str]]:
    """What template and code name; "alt_" and the like are beginnings, "_what" is an ending."""
    folder = SCENES.parent / "gdlesson" / "deliver"
    pictures = SCENES / "plans" / "summary_pictures.py"
    for file in (folder / "poster.typ", folder / "poster.py", pictures):
        for name in re.findall(r"\w+", file.read_text(encoding="utf-8")):
            yield re.compile(rf"poster\.{name}" + (r"\w+" if name.endswith("_") else "(_what)?"))


def test_every_text_is_asked_for_and_what_is_asked_for_is_there() -> None:
    asked = list(literals())
    every = [*asked, *on_the_poster()]
    there = KEYS | BESIDE
    assert {key for key in there if not any(each.fullmatch(key) for each in every)} == set()
    assert [each.pattern for each in asked if not any(map(each.fullmatch, there))] == []


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("where", [wording, delivered])
def test_a_language_has_each_text_with_the_same_values_and_letters_of_the_font(
    where: Callable[[str], Wording], language: str
) -> None:
    say, plain = where(language), where(FALLBACK)
    assert say.keys() == plain.keys()
    for key in sorted(plain.keys()):
        for text in say.forms(key).values():
            assert fields(text) == fields(plain.forms(key)["other"]), key
            assert text.count("$") % 2 == 0, key
            on_screen = where is wording and "$" not in text
            assert not on_screen or plain_line(text), key


@pytest.mark.parametrize("language", languages())
def test_a_noun_has_the_forms_that_its_language_has(language: str) -> None:
    say = wording(language)
    declared = {*say.numerals.locale.plural_form.tags, "other"}
    for key in KEYS:
        forms = say.forms(key).keys()
        assert forms in ({"other"}, declared), key


COUNTS = {
    "de": {0: "other", 1: "one", 2: "other"},
    "en": {0: "other", 1: "one", 2: "other"},
    "es": {0: "other", 1: "one", 2: "other", 1_000_000: "many"},
    "fr": {0: "one", 1: "one", 2: "other"},
    "pl": {1: "one", 2: "few", 5: "many", 22: "few"},
}


@pytest.mark.parametrize("language", COUNTS)
def test_a_text_is_said_in_the_form_that_goes_with_its_number(language: str) -> None:
    forms = {"one": "one {count}", "few": "few {count}", "many": "many {count}"}
    say = Wording({"a.step": forms | {"other": "other {count}"}, "a.few": {"other": "x"}}, language)
    for count, form in COUNTS[language].items():
        assert say("a.step", count=count) == f"{form} {say.numerals.count(count)}"
        assert say("a.few", count=count) == "x"


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_another_country_speaks_the_language_and_an_unknown_language_is_spoken_in_english() -> None:
    assert wording("en-GB").keys() == wording("xx").keys() == KEYS
    assert wording("xx")("places.start") == "start"
    with pytest.raises(KeyError):
        wording("en")("places.nowhere")
