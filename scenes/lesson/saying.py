"""What a lesson says in a beat: its author's own words, or sentences of which the runs choose one.

In such a sentence, what stands between braces is filled in from what was computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from numbers import Integral
from string import Formatter
from typing import TypeGuard

from babel import UnknownLocaleError

from scenes.numerals import ENGLISH, Numerals, numerals
from scenes.plans.base import AnyBeat, FourDigits, Value
from scenes.reading.report import no_such, shown

ALWAYS = "always"
"""What a sentence is called in a beat that has no outcomes."""
PLURALS = ("zero", "one", "two", "few", "many")
"""The forms of a noun besides "other", in their order."""

Sentences = Mapping[str, str]
"""By outcome."""
Saying = str | Sentences


def names_of(beat: AnyBeat) -> tuple[str, ...]:
    """What sentences for a beat are called."""
    return tuple(beat.outcomes) or (ALWAYS,)


def wrong_names(
    saying: Saying, beat: AnyBeat, *, every: bool = True
) -> Iterator[tuple[tuple[str, ...], str]]:
    """The outcomes that a beat does not have and, if it is to have ``every``, those without words.

    Each comes with its key.
    """
    if isinstance(saying, str):
        return
    known = tuple(beat.outcomes) or (ALWAYS,)
    for name in saying:
        if name not in known:
            yield (name,), no_such("outcome", name, known)
    for name in known:
        if every and name not in saying:
            means = f", which is that {beat.outcomes[name].means}" if beat.outcomes else ""
            yield (), f"there is no sentence for the outcome {shown(name)}{means}"


def wrong_braces(sentences: Sentences, values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """What is wrong with what stands between braces, by outcome."""
    for outcome, sentence in sentences.items():
        try:
            for _, name, how, conversion in Formatter().parse(sentence):
                if name is not None and name not in values:
                    yield outcome, no_such("value", name, values)
                elif (how and "|" not in how) or conversion:
                    alone, noun = f"{{{name}}}", f"{{{name}:step|steps}}"
                    yield outcome, f"between braces stands a name, as in {alone} or {noun}"
        except ValueError:
            yield outcome, "a brace stands alone; write {{ or }} for one that is to be seen"


def said(saying: Saying, outcome: str | None, values: Mapping[str, Value], language: str) -> str:
    """The words for an outcome, with the values that they name.

    Raises:
        ValueError: a value that they name is one that these runs do not have.
    """
    if isinstance(saying, str):
        return saying
    return filled(saying[ALWAYS if outcome is None else outcome], values, _numerals(language))


def filled(sentence: str, values: Mapping[str, Value], numerals: Numerals = ENGLISH) -> str:
    """A sentence with the values that it names, as a language writes numbers.

    A noun that goes with a number has its forms behind it, in Babel's order.

    >>> filled("{share} of {all:step|steps}", {"share": 0.25, "all": 4000})
    '0.25 of 4,000 steps'
    """
    told = []
    for text, name, forms, _ in Formatter().parse(sentence):
        told.append(text)
        if name is not None:
            told.append(_written(name, values[name], numerals))
        if name is not None and forms:
            told.append(f" {_form(values[name], forms.split('|'), numerals)}")
    return "".join(told)


def _written(name: str, value: Value, numerals: Numerals) -> str:
    if value is None:
        raise ValueError(f"these runs have no {shown(name)}, which it names")
    if isinstance(value, str):
        return value
    if _is_whole(value):
        return numerals.count(int(value))
    return numerals.significant(value, grouped=not isinstance(value, FourDigits))


def _form(value: Value, forms: Sequence[str], numerals: Numerals) -> str:
    """That of a noun that goes with a value; the last where there is no other of its own."""
    known = (name for name in PLURALS if name in numerals.locale.plural_form.tags)
    own = dict(zip(known, forms[:-1], strict=False))
    return own.get(numerals.plural(int(value)), forms[-1]) if _is_whole(value) else forms[-1]


def _is_whole(value: Value) -> TypeGuard[int]:
    return isinstance(value, Integral)


def _numerals(language: str) -> Numerals:
    try:
        return numerals(language)
    except UnknownLocaleError:
        return ENGLISH
