"""The lesson file: a TOML file, validated, with errors that name file, line, key and choices.

Texts of the file are text wherever they go: never markup, never code.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from gdcore.errors import GDError
from scenes import catalog, theme, timing
from scenes.lesson_source import BUILT_IN, Key, Source, SourceError, read_source
from scenes.lesson_text import plain_line, plain_words, refuse_invisible

MOST_SECONDS = 30 * 60
MOST_PROBLEMS = 20
"""Mistakes told at once."""
CHECKING_FPS = 15


class LessonError(ValueError):
    """A lesson file that cannot be rendered: one sentence a mistake, each on its own line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class SceneSpec:
    """One scene of a lesson: its parameters, and its words as ``(beat name, say)``."""

    name: str
    params: BaseModel
    beats: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """The scene's title, as chapters show it."""
        return str(catalog.plan(self.name).TITLE)

    def score(self, fps: int) -> timing.Score:
        """All the beats the scene has, in its own order; a beat without words is just seen."""
        plan = catalog.plan(self.name)
        words = dict(self.beats)
        beats = [(name, words.get(name, "")) for name in plan.BEATS]
        return timing.score(beats, plan.least_seconds(self.params), fps)


@dataclass(frozen=True)
class Lesson:
    """What one lesson file says, valid throughout; CSV paths start at its folder."""

    title: str
    slug: str
    language: str
    theme: str
    seed: int
    scenes: tuple[SceneSpec, ...]
    path: Path = BUILT_IN

    @property
    def folder(self) -> Path:
        """The folder of the lesson file."""
        return self.path.parent

    def scene(self, name: str) -> SceneSpec:
        """The scene of that name.

        Raises:
            LessonError: the lesson does not have it; the text lists those it has.
        """
        for spec in self.scenes:
            if spec.name == name:
                return spec
        names = [spec.name for spec in self.scenes]
        raise LessonError([f"{_shown_path(self.path)}: {no_such('scene', name, names)}."])


def load_lesson(path: str | Path | None = None) -> Lesson:
    """Read and check a lesson file; without a path, the built-in lesson.

    Raises:
        LessonError: every mistake found, each with file, line, key and the valid choices.
    """
    file = Path(path) if path is not None else BUILT_IN
    try:
        source = read_source(file)
    except SourceError as error:
        place = f"{_shown_path(file)}, line {error.line}" if error.line else _shown_path(file)
        raise LessonError([f"{place}: {error}."]) from None
    return _checked_lesson(_Report(file, source))


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


def check_slug(slug: str) -> str:
    """Return a lesson's short name if it may name a folder; raise ValueError if not."""
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?", slug):
        rule = "a slug is 1 to 64 lowercase letters a-z, digits and hyphens, no hyphen at an end"
        raise ValueError(f"{shown(slug)} cannot name a folder: {rule}")
    if re.fullmatch(r"con|prn|aux|nul|com[0-9]|lpt[0-9]", slug):
        raise ValueError(f"{shown(slug)} cannot name a folder: Windows keeps that name for itself")
    return slug


def _check_language(tag: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?", tag):
        raise ValueError(f'{shown(tag)} is not a language tag such as "en", "de" or "pt-BR"')
    return tag


def _check_theme(name: str) -> str:
    if name not in theme.names():
        raise ValueError(no_such("theme", name, theme.names()))
    return name


def _check_title(text: str) -> str:
    line = plain_line(text)
    if not line:
        raise ValueError("it is empty; a lesson needs a title")
    return line


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _LessonText(_Strict):
    """The keys at the top of the file; the scenes are checked one by one."""

    title: Annotated[str, Field(max_length=120), AfterValidator(_check_title)]
    slug: Annotated[str, AfterValidator(check_slug)]
    language: Annotated[str, AfterValidator(_check_language)] = "en"
    theme: Annotated[str, AfterValidator(_check_theme)] = "night"
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 7
    scene: Annotated[list[dict[str, Any]], Field(min_length=1)]


class _SceneText(_Strict):
    name: str
    params: dict[str, Any] = {}
    beat: list[dict[str, Any]] = []


class _BeatText(_Strict):
    name: str
    say: Annotated[str, Field(max_length=1000), AfterValidator(plain_words)] = ""


_Model = TypeVar("_Model", bound=BaseModel)


@dataclass
class _Report:
    """The mistakes found in one file."""

    file: Path
    source: Source
    problems: list[tuple[int, str]] = field(default_factory=list)

    def add(self, key: Key, why: str, of: Key | None = None) -> None:
        """Note what is wrong at a key; ``of`` is what to call it by, where that is another."""
        label = self.label(key if of is None else of)
        self.problems.append((self.source.line(key), f"{label}{why}"))

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

    def validated(self, model: type[_Model], key: Key) -> _Model | None:
        """The part of the file at ``key`` as a model, its mistakes noted."""
        values = value_at(self.source.values, key)
        if not isinstance(values, Mapping):
            return None
        try:
            # By way of JSON, in which a strict model takes an array for a tuple.
            return model.model_validate_json(json.dumps(values, default=lambda date: [str(date)]))
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
            fields = model.model_fields if len(detail["loc"]) == 1 else ()
            self.add(place, no_such("key", place[-1], fields), of=place[:-1])
        else:
            self.add(place, _why(detail, value_at(self.source.values, place)))

    def error(self) -> LessonError:
        """The mistakes in the order of their lines; of a great many, the first."""
        told = [
            f"{_shown_path(self.file)}, line {line}: {why.removesuffix('.')}."
            for line, why in sorted(dict.fromkeys(self.problems))
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


def _checked_lesson(report: _Report) -> Lesson:
    head = report.validated(_LessonText, ())
    scenes = _checked_scenes(report, head.seed if head else 0)
    if head is None or report.problems:
        raise report.error()
    return Lesson(
        title=head.title,
        slug=head.slug,
        language=head.language,
        theme=head.theme,
        seed=head.seed,
        scenes=tuple(scenes),
        path=report.file,
    )


def _checked_scenes(report: _Report, seed: int) -> list[SceneSpec]:
    raw = report.source.values.get("scene")
    scenes: list[SceneSpec] = []
    seen: set[str] = set()
    for index in range(len(raw) if isinstance(raw, list) else 0):
        key: Key = ("scene", index)
        text = report.validated(_SceneText, key)
        if text is None:
            continue
        if text.name not in catalog.NAMES:
            report.add((*key, "name"), no_such("scene", text.name, catalog.NAMES))
        elif text.name in seen:
            report.add((*key, "name"), f"scene {shown(text.name)} is already in the lesson")
        elif spec := _checked_scene(report, key, text.name, seed):
            scenes.append(spec)
        seen.add(text.name)
    _check_length(report, scenes)
    return scenes


def _checked_scene(report: _Report, key: Key, name: str, seed: int) -> SceneSpec | None:
    plan = catalog.plan(name)
    before = len(report.problems)
    beats = _checked_beats(report, key, tuple(plan.BEATS))
    params = _checked_params(report, (*key, "params"), plan)
    if params is None or len(report.problems) > before:
        return None
    spec = SceneSpec(name, params, beats)
    return spec if _computes(report, key, spec, seed) else None


def _computes(report: _Report, key: Key, spec: SceneSpec, seed: int) -> bool:
    """Whether the scene's data load and its optimizers run; they take far less than drawing."""
    plan, folder = catalog.plan(spec.name), report.file.parent
    try:
        plan.load(spec.params, folder)
        plan.precompute(spec.params, spec.score(CHECKING_FPS), seed, folder)
    except (GDError, OSError) as error:
        report.add((*key, "params", *_blamed(spec.params, str(error))), str(error))
        return False
    return True


def _checked_beats(
    report: _Report, scene: Key, names: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """The beats with words, which must be some of the scene's own, in its order."""
    beats: dict[str, str] = {}
    furthest = -1
    for index in range(len(value_at(report.source.values, (*scene, "beat")) or ())):
        key = (*scene, "beat", index)
        text = report.validated(_BeatText, key)
        if text is None:
            continue
        if text.name not in names:
            report.add((*key, "name"), no_such("beat", text.name, names))
        elif text.name in beats:
            report.add((*key, "name"), f"beat {shown(text.name)} is already in the scene")
        elif names.index(text.name) < furthest:
            order = ", ".join(names)
            report.add((*key, "name"), f"it is out of order; the scene plays: {order}")
        else:
            furthest = names.index(text.name)
        beats.setdefault(text.name, text.say)
    return tuple(beats.items())


def _checked_params(report: _Report, key: Key, plan: ModuleType) -> BaseModel | None:
    """A scene's parameters, by the scene's own model; what is left out has its default."""
    values = value_at(report.source.values, key)
    if values is None:
        report.source.values["scene"][key[1]]["params"] = values = {}
    for name, value in values.items():
        try:
            refuse_invisible(str(value))
        except ValueError as error:
            report.add((*key, name), str(error))
            return None
    return report.validated(plan.Params, key)


def _blamed(params: BaseModel, message: str) -> Key:
    """The parameter that an error of gdcore is about: the one whose value or name it quotes."""
    values = {name: getattr(params, name) for name in type(params).model_fields}
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    # A CSV is named in what is said about its columns too, so the columns come first.
    for name in sorted(texts, key=lambda name: name == "data"):
        if ascii(texts[name]) in message or (name == "data" and texts[name] in message):
            return (name,)
    return next(((name,) for name in values if re.search(rf"\b{name}\b", message)), ())


def _check_length(report: _Report, scenes: Sequence[SceneSpec]) -> None:
    seconds = sum(spec.score(60).seconds for spec in scenes)
    if seconds > MOST_SECONDS:
        lasts = (
            f"the lesson lasts {seconds / 60:.1f} minutes, and {MOST_SECONDS // 60} are the most"
        )
        report.add((), f"{lasts}; take out words or scenes, or give scenes fewer seconds")


def _shown_path(path: Path) -> str:
    return shown(str(path), limit=300)[1:-1]
