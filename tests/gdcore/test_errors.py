"""How values look in errors: readable in any language, and never able to mislead."""

from __future__ import annotations

import sys
import unicodedata

import numpy as np
import pytest

from gdcore.errors import listed, shown

# value, as it is shown
SHOWN = {
    "degrees": ("Temperatur (°C)", "'Temperatur (°C)'"),
    "greek": ("Ταχύτητα", "'Ταχύτητα'"),
    "right to left": ("مسافة", "'مسافة'"),
    "chinese": ("速度", "'速度'"),
    "accent on its own": ("e\u0301", "'e\u0301'"),
    "emoji": ("🚗", "'🚗'"),
    "quote": ("it's", '"it\'s"'),
    "new line": ("a\nb", r"'a\nb'"),
    "escape sequence": ("\x1b[31m", r"'\x1b[31m'"),
    "direction": ("a\u202eb", r"'a\u202eb'"),
    "isolate": ("a\u2066b", r"'a\u2066b'"),
    "zero width": ("a\u200bb", r"'a\u200bb'"),
    "soft hyphen": ("a\u00adb", r"'a\xadb'"),
    "no-break space": ("a\u00a0b", r"'a\xa0b'"),
    "line separator": ("a\u2028b", r"'a\u2028b'"),
    "surrogate": ("\ud800", r"'\ud800'"),
    "private use": ("\ue000", r"'\ue000'"),
    "noncharacter": ("\uffff", r"'\uffff'"),
    "tag": ("\U000e0041", r"'\U000e0041'"),
    "list": (["°", "\u202e"], r"['°', '\u202e']"),
    "array": (np.zeros((2, 1)), r"array([[0.],\n       [0.]])"),
    "long": ("ü" * 50, "'" + "ü" * 36 + "..."),
    "just fits": ("ü" * 38, "'" + "ü" * 38 + "'"),
    "number": (1.5, "1.5"),
}
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}  # a plain space is shown


class Sly:
    def __repr__(self) -> str:
        return "a\u202eb\x07"


@pytest.mark.parametrize(("value", "text"), SHOWN.values(), ids=SHOWN)
def test_a_value_is_shown_so_that_it_can_be_read(value, text: str) -> None:
    assert shown(value) == text


def test_what_says_itself_wrongly_is_escaped_too() -> None:
    assert shown(Sly()) == r"a\u202eb\x07"


def test_a_character_is_shown_or_escaped_by_what_it_is() -> None:
    for code in (*range(0x3000), *range(0x3000, sys.maxunicode + 1, 61)):
        character = chr(code)
        found = shown(character)
        if character == "\\" or (character != " " and unicodedata.category(character) in HIDDEN):
            assert found[1] == "\\"
            assert found.isascii()
        else:
            assert found[1:-1] == character


@pytest.mark.parametrize("value", ["x" * 10_000_000, list(range(1000))])
def test_it_is_cut_to_the_limit(value) -> None:
    assert len(shown(value, 100)) == 100
    assert shown(value, 100).endswith("...")


def test_names_are_listed_as_they_are_up_to_a_number() -> None:
    assert listed(["Höhe (m)", "b\n"]) == r"Höhe (m), b\n"
    assert listed(map(str, range(30)), most=3) == "0, 1, 2 and 27 more"
