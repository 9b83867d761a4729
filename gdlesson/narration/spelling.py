"""What is said for what is written: numbers, units, formulas and signs as words, in a language.

The words of each language are in a file of ``spellings/``; in another language a text is said as it
is written.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from scenes.numerals import Numerals, numerals

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_MINUS = "−"
_YEARS = range(1100, 2000)
"""Numbers of four digits that are said as years are, where no mark parts their thousands."""
_ENDS = ".,:;!?…"
_AROUND = "\"'“”„«»\u2018’()[]¿¡"


def spelled(say: str, language: str) -> tuple[str, ...]:
    """What is said for each word of a text, words being what blanks part; it may be several.

    >>> spelled("J(θ) falls to 0.25.", "en")
    ('J of theta', 'falls', 'to', 'zero point two five.')
    """
    tongue = _tongue(language.partition("-")[0])
    written = say.split()
    if tongue is None:
        return tuple(written)
    told: list[str] = []
    for place, word in enumerate(written):
        before = written[place - 1] if place else ""
        after = written[place + 1] if place + 1 < len(written) else ""
        told.append(tongue.unit(word, before) or tongue.word(word, has_noun=tongue.is_noun(after)))
    return tuple(told)


class _Tongue:
    """How one language says what is not a word."""

    def __init__(self, code: str, table: Mapping[str, Any]) -> None:
        self.code, self.table = code, table
        self.numerals: Numerals = numerals(code)
        group, decimal = (re.escape(mark) for mark in self._marks())
        grouped = rf"\d{{1,3}}(?:{group}\d{{3}})+(?:{decimal}\d+)?"
        self.grouped = re.compile(grouped)
        number = rf"{grouped}|\d+(?:[.,]\d+)?"
        minus = rf"(?:(?<![\w\d)])[-{_MINUS}])?"
        signs = "|".join(re.escape(sign) for sign in sorted(table["signs"], key=len, reverse=True))
        self.token = re.compile(
            rf"(?P<scientific>{minus}(?:{number})[eE][-+{_MINUS}]?\d{{1,3}}(?!\w))"
            rf"|(?P<number>{minus}(?:{number}))|(?P<raised>[⁻⁰¹²³⁴-⁹]+)"
            rf"|(?P<lowered>_?[₀-₉]+|_\w)|(?P<sign>{signs})|(?P<of>(?<=\w)\((?=\w))"
            rf"|(?P<letter>[{''.join(table['letters'])}])|(?P<over>(?<=[\w)])/(?=[\w(]))"
            rf"|(?P<to>(?<=\d)[:–](?=\d))|(?P<minus>{_MINUS})"
        )

    def _marks(self) -> tuple[str, str]:
        count = self.numerals.count(1_234_567)
        return next(c for c in count if not c.isdigit()), self.numerals.decimal

    def is_noun(self, word: str) -> bool:
        """Whether a word that follows a number may be what is counted."""
        return word[:1].isalpha() and (self.code != "de" or word[:1].isupper())

    def word(self, word: str, *, has_noun: bool) -> str:
        """What is said for what stands between two blanks."""
        core = word.strip(_AROUND + _ENDS)
        for known in (word, core):
            if known in self.table["words"]:
                return word.replace(known, self.table["words"][known])
        if re.fullmatch(r"[B-DF-HJ-NP-TV-Z]{2,6}", core):  # without a vowel: letter by letter
            return word.replace(core, " ".join(core))
        found = [*self.token.finditer(word)]
        if not found:
            return _tidy(word)
        said, end = [], 0
        for match in found:
            counts = has_noun and match.end() == len(word)
            said += [word[end : match.start()], f" {self.token_said(match, has_noun=counts)} "]
            end = match.end()
        said.append(word[end:])
        return _tidy("".join(said))

    def token_said(self, match: re.Match[str], *, has_noun: bool) -> str:
        """What is said for a number, a letter or a sign."""
        text, table = match.group(), self.table
        match match.lastgroup:
            case "number":
                return self.number(text, has_noun=has_noun)
            case "scientific":
                return self.scientific(*re.split("[eE]", text))
            case "raised":
                plain = text.translate(_RAISED)
                short = {"2": table["squared"], "3": table["cubed"]}
                return str(short.get(plain, f"{table['power']} {self.number(plain)}"))
            case "lowered":
                return self.word(text.strip("_").translate(_LOWERED), has_noun=False)
            case "sign" | "letter" as kind:
                return str(table[f"{kind}s"][text])
            case kind:
                return str(table[str(kind)])

    def number(self, text: str, *, has_noun: bool = False) -> str:
        """A number as words."""
        from num2words import num2words

        digits = text.lstrip(f"-{_MINUS}")
        minus = f"{self.table['minus']} " if digits != text else ""
        if self.grouped.fullmatch(digits):
            group, decimal = self._marks()
            digits = digits.replace(group, "").replace(decimal, ".")
        whole, _, decimals = digits.replace(",", ".").partition(".")
        is_year = len(whole) == 4 and whole == text and int(whole) in _YEARS
        how = "year" if self.table["years"] and is_year else "cardinal"
        said = str(num2words(int(whole), lang=self.code, to=how))
        if not decimals:
            short = self.table.get("nouns", {}) if has_noun and not minus else {}
            return minus + re.sub(r"(\w+)$", lambda last: short.get(last[0], last[0]), said)
        each = " ".join(num2words(int(digit), lang=self.code) for digit in decimals)
        return f"{minus}{said} {self.table['point']} {each}"

    def scientific(self, factor: str, exponent: str) -> str:
        """A number such as 2.5e-3 as words."""
        table = self.table
        power = f"{self.number('10')} {table['power']} {self.number(exponent.removeprefix('+'))}"
        return power if factor == "1" else f"{self.number(factor)} {table['signs']['·']} {power}"

    def unit(self, word: str, before: str) -> str:
        """What is said for a unit behind a number; nothing if it is none."""
        if not before[-1:].isdigit():
            return ""
        core = word.strip(_AROUND + _ENDS)
        forms = self.table["units"].get(core)
        if forms is None:
            return ""
        is_one = re.sub(r"\D", " ", before).split() == ["1"]
        return word.replace(core, forms[0 if is_one else 1], 1)


def _tidy(said: str) -> str:
    """Words with single blanks and none at the wrong side of a mark; no bracket stands alone."""
    said = " ".join(said.split())
    if said.count("(") != said.count(")"):
        said = said.replace("(", "").replace(")", "")
    said = re.sub(r"\s+(?=[.,:;!?…)\]”“»])|(?<=[(\[„«¿¡])\s+", "", said)
    return re.sub(r"\s+-(?=\w)", "-", said).strip()


@cache
def _tongue(code: str) -> _Tongue | None:
    path = files("gdlesson.narration") / "spellings" / f"{code}.toml"
    if not path.is_file():
        return None
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    return _Tongue(code, tomllib.loads(text))
