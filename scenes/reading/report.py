"""What is wrong with a file of ours: each mistake with file, line, key and the valid choices."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeGuard, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scenes.reading.source import Key, Place, Source

MOST_PROBLEMS = 20
"""Mistakes told at once."""


class LessonError(ValueError):
    """A lesson file that cannot be rendered: one sentence a mistake, each on its own line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def no_such(kind: str, name: object, choices: Iterable[str]) -> str:
    """A sentence's worth: there is no such thing, what was probably meant, what there is."""
    every = list(choices)
    near = difflib.get_close_matches(str(name), every, n=1)
    meant = f' (did you mean "{near[0]}"?)' if near else ""
    choices = f"; choose one of: {', '.join(every)}" if every else ""
    return f"there is no {kind} {shown(name)}{meant}{choices}"


def shown(value: object, limit: int = 60) -> str:
    """A value of the file for an error: text in quotes, all of it printable and short."""
    text = f'"{value}"' if isinstance(value, str) else json.dumps(value, default=str)
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[: limit + 1])
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def shown_path(path: Path) -> str:
    """A path for an error: printable, and not without end."""
    return shown(str(path), limit=300)[1:-1]


_Model = TypeVar("_Model", bound=BaseModel)


@dataclass
class Report:
    """The mistakes found in one file."""

    file: Path
    source: Source
    problems: list[tuple[Place, str]] = field(default_factory=list)

    def add(self, key: Key, why: str, of: Key | None = None) -> None:
        """Note what is wrong at a key; ``of`` is what to call it by, where that is another."""
        label = self.label(key if of is None else of)
        self.problems.append((self.source.place(key), f"{label}{why}"))

    def label(self, key: Key) -> str:
        """A key as its writer knows it, as in ``scene "mountain", params.start: ``."""
        words: list[str] = []
        for kind in ("scene", "beat"):
            start = 2 * len(words)
            if len(key) > start + 1 and key[start] == kind:
                words.append(f"{kind} {self._called(key[: start + 2])}")
        dotted = ".".join(str(part) for part in key[2 * len(words) :])
        words += [shown(dotted)[1:-1]] if dotted else []
        return f"{', '.join(words)}: " if words else ""

    def _called(self, key: Key) -> str:
        item = value_at(self.source.values, key)
        name = item.get("name") if isinstance(item, Mapping) else None
        return shown(name) if isinstance(name, str) else f"{int(key[-1]) + 1}"

    def validated(
        self, model: type[_Model], key: Key, context: Mapping[str, object] | None = None
    ) -> _Model | None:
        """The part of the file at ``key`` as a model, its mistakes noted.

        ``context`` is for the model's validators.
        """
        values = value_at(self.source.values, key)
        if not isinstance(values, Mapping):
            return None
        try:
            # By way of JSON, in which a strict model takes an array for a tuple.
            text = json.dumps(values, default=lambda date: [str(date)])
            return model.model_validate_json(text, context=context)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self._add_detail(model, key, detail)
            return None

    def _add_detail(self, model: type[BaseModel], key: Key, detail: ErrorDetails) -> None:
        place = (*key, *_existing(value_at(self.source.values, key), detail["loc"]))
        if detail["type"] == "missing":
            few = f"it has too few values: {shown(value_at(self.source.values, place))}"
            index = isinstance(detail["loc"][-1], int)
            self.add((*key, *detail["loc"][: -1 if index else None]), few if index else _MISSING)
        elif detail["type"] == "extra_forbidden":
            fields = _model_at(model, detail["loc"][:-1]).model_fields
            self.add(place, no_such("key", place[-1], fields), of=place[:-1])
        else:
            self.add(place, _why(detail, value_at(self.source.values, place)))

    def error(self) -> LessonError:
        """The mistakes in the order of their lines, first those of the file itself.

        Of a great many, the first.
        """
        found = dict.fromkeys(self.problems)
        told = [
            f"{shown_path(place.file)}, line {place.line}: {why.removesuffix('.')}."
            for place, why in sorted(found, key=lambda each: (each[0].file != self.file, *each))
        ]
        more = len(told) - MOST_PROBLEMS
        return LessonError(
            [*told[:MOST_PROBLEMS], f"There are {more} more mistakes."] if more > 0 else told
        )


def value_at(values: object, key: Key) -> Any:  # noqa: ANN401 - whatever the file holds there
    """The value of a parsed file at a key, None where there is none."""
    for part in key:
        try:
            values = values[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return values


def _model_at(model: type[BaseModel], location: Key) -> type[BaseModel]:
    """The model of a table within another: by the names of fields, and indices of lists."""
    for name in location:
        if isinstance(name, str):
            kind = model.model_fields[name].annotation
            model = next(each for each in (kind, *get_args(kind)) if _is_model(each))
    return model


def _is_model(kind: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _existing(values: object, location: Key) -> Key:
    """The part of a pydantic location that is in the file: no names of types, no missing keys."""
    key = tuple(location)
    while key and value_at(values, key) is None:
        key = key[:-1]
    return key


_MISSING = "this key is missing"
_TYPES = {
    "string_type": "it must be text in quotes",
    "int_type": "it must be a whole number",
    "int_from_float": "it must be a whole number",
    "float_type": "it must be a number",
    "bool_type": "it must be true or false",
    "tuple_type": "it must be a list in square brackets",
    "list_type": "it must be a list",
    "dict_type": "it must be a table",
    "model_type": "it must be a table",
}


def _why(detail: ErrorDetails, value: object) -> str:
    """What pydantic found, in the words of someone who writes a lesson."""
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    if detail["type"] == "string_too_long" and isinstance(value, str):
        return f"it has {len(value)} characters; {detail['ctx']['max_length']} are the most"
    if detail["type"] == "list_type" and isinstance(value, Mapping):
        return "write its name in double brackets, as in [[scene]], for there may be several"
    why = _TYPES.get(detail["type"], detail["msg"].replace("Input should be", "it must be"))
    return f"{why[:1].lower()}{why[1:]}, not {shown(value)}"
