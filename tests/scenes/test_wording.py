"""What the software says on the screen: every language says all of it, and nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from scenes import wording as module
from scenes.themes.characters import plain_line
from scenes.wording import FALLBACK, languages, wording

SCENES = Path(module.__file__).parent
KEYS = wording(FALLBACK).keys()
SECTIONS = {key.partition(".")[0] for key in KEYS}


def literals() -> Iterator[re.Pattern[str]]:
    """What the code of scenes asks for: keys, and patterns where a part of one is computed."""
    for path in SCENES.rglob("*.py"):
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


def test_every_text_is_asked_for_and_what_is_asked_for_is_there() -> None:
    asked = list(literals())
    assert {key for key in KEYS if not any(each.fullmatch(key) for each in asked)} == set()
    assert [each.pattern for each in asked if not any(map(each.fullmatch, KEYS))] == []


@pytest.mark.parametrize("language", languages())
def test_a_language_has_each_text_with_the_same_values_and_letters_of_the_font(
    language: str,
) -> None:
    say, plain = wording(language), wording(FALLBACK)
    assert say.keys() == KEYS
    for key in KEYS:
        assert fields(say(key)) == fields(plain(key)), key
        assert say(key).count("$") % 2 == 0, key
        assert plain_line(re.sub(r"\$[^$]*\$", "", say(key))) or "$" in say(key), key


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_another_country_speaks_the_language_and_an_unknown_language_is_spoken_in_english() -> None:
    assert wording("en-GB").keys() == wording("xx").keys() == KEYS
    assert wording("xx")("places.start") == "start"
    with pytest.raises(KeyError):
        wording("en")("places.nowhere")
