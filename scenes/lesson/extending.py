"""Lessons that extend others: what one takes over, and what it says anew.

A lesson with ``extends`` is the other one, in which what it says itself takes the place of what
was said there: a key at its top, a parameter, and of a beat its words or its waivers.  Scenes and
beats are known by their names; those that the other lacks are added.  ``scenes`` then picks scenes,
in the order in which they are played.

Nothing heavy is imported up here, so that a render with nothing to do is told at once.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from scenes.lesson.tree import Node, flat, laid_over, tree
from scenes.lessons import BUILT_INS
from scenes.reading.inputs import Inputs
from scenes.reading.regular import read_regular
from scenes.reading.source import MOST_BYTES, Source, SourceError, parsed, read_source

SUFFIX = ".toml"
DEFAULT_LANGUAGE = "en"
TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
"""Of languages, such as "en" or "pt-BR"."""
MOST_LESSONS = 8
"""How many lessons may extend one another, so that not much is read for one."""
MOST_NAMED = 12
"""How many things of a file an error names."""


@dataclass(frozen=True)
class Extended:
    """A lesson file with all that it takes over."""

    source: Source
    translation: str = ""
    """Its language, if it is a translation, whose folder is not that of the lesson itself."""

    @property
    def language(self) -> str:
        """The language that it is in."""
        return language_of(self.source.values)


def language_of(values: Mapping[str, Any]) -> str:
    """The language that a lesson says it is in."""
    return str(values.get("language", DEFAULT_LANGUAGE))


def read_extended(path: Path, inputs: Inputs, language: str | None = None) -> Extended:
    """Read a lesson file and those that it extends; in another language, if one is asked for.

    That is ``my-lesson.es.toml`` beside ``my-lesson.toml``.  A lesson without words of its own is
    in every language that what it extends is in.

    Raises:
        SourceError: one of the files cannot be used, or leads back to itself; words are missing; it
            is not there in that language.
    """
    if language is not None and not TAG.fullmatch(language):
        raise SourceError(f'"{_plain(language)}" is not a language tag such as "en" or "pt-BR"')
    reading = _Reading(inputs, language)
    found = reading.beside(path) if language is not None else None
    if found is None:
        found = _Reading(inputs).lesson(path)
        if language in {None, found.language}:
            return found
        found = reading.without_words(path) or found
    if found.language != language:
        raise SourceError(_no_translation(path, found.language, str(language)))
    return found


@dataclass(frozen=True)
class _Reading:
    """How a lesson file is read: in which language, and by way of which files."""

    inputs: Inputs
    language: str | None = None
    """What is asked for; None where each file says its own."""
    way: tuple[Path, ...] = ()

    def lesson(self, path: Path) -> Extended:
        """The lesson in a file that a user has named."""
        return self.extended(read_source(path, self.inputs))

    def beside(self, path: Path) -> Extended | None:
        """The translation of a lesson, beside its file, into the language that is asked for."""
        other = _translation_of(path, str(self.language))
        if not os.path.lexists(other):
            return None
        try:
            data = self.inputs.read_beside(other.name, MOST_BYTES, path.absolute().parent)
        except ValueError as error:
            raise SourceError(f"{_plain(other.name)}: {error}") from None
        return replace(self, language=None).of(other, data)

    def without_words(self, path: Path) -> Extended | None:
        """A lesson in the language that is asked for; None where it has words of its own."""
        own = read_source(path, self.inputs)
        if "extends" not in own.values or "language" in own.values or any(_words(own.values)):
            return None
        return replace(self.extended(own), translation=str(self.language))

    def of(self, path: Path, data: bytes) -> Extended:
        """The lesson in the bytes of a file."""
        try:
            return self.extended(parsed(path, data))
        except SourceError as error:
            raise SourceError(str(error), error.line, error.file or path) from None

    def extended(self, own: Source) -> Extended:
        """A lesson with what it takes over."""
        name = own.values.get("extends")
        called_so = own.file.stem.endswith(f".{own.values.get('language')}")
        if not isinstance(name, str):
            return Extended(_picked(own), language_of(own.values) if called_so else "")
        try:
            base = replace(self, way=(*self.way, own.file.resolve())).base(name, own.file)
        except ValueError as error:
            if isinstance(error, SourceError) and error.file is not None:
                raise
            line = own.place(("extends",)).line
            raise SourceError(f"extends: {error}", line, own.file) from None
        whole = _picked(flat(laid_over(tree(base.source), tree(own)), own.file))
        found = Extended(whole, "" if "slug" in own.values else base.translation)
        if _speech(found) != _speech(base):
            _refuse_missing_words(base, own, whole)
            called_so = called_so or "slug" not in own.values
        return replace(found, translation=found.language) if called_so else found

    def base(self, name: str, file: Path) -> Extended:
        """The lesson that a file calls by a name."""
        if name in BUILT_INS:
            return self.built_in(name)
        if not name.endswith(SUFFIX):
            raise ValueError(_no_lesson(name))
        try:
            data = self.inputs.read_beside(name, MOST_BYTES, file.absolute().parent)
        except ValueError as error:
            raise ValueError(f'"{_plain(name)}": {error}') from None
        path = file.parent / name
        self.refuse_circle(path)
        if self.language is None:
            return self.of(path, data)
        return self.beside(path) or self.without_words(path) or self.of(path, data)

    def built_in(self, name: str) -> Extended:
        """A lesson that comes with the program; one in the lesson's own folder is an input, too."""
        if self.language is not None:
            plain = name.partition(".")[0]
            wanted = plain if self.language == DEFAULT_LANGUAGE else f"{plain}.{self.language}"
            name = wanted if wanted in BUILT_INS else name
        path = BUILT_INS[name]
        self.refuse_circle(path)
        beside = path.parent == self.inputs.folder
        data = self.inputs.read(path, MOST_BYTES) if beside else read_regular(path, MOST_BYTES)
        return replace(self, language=None).of(path, data)

    def refuse_circle(self, path: Path) -> None:
        """Raise ValueError for a file that was come by already, or if these are too many."""
        if path.resolve() in self.way:
            way = ", ".join(f'"{_plain(each.name)}"' for each in (*self.way, path))
            raise ValueError(f"lessons extend one another in a circle: {way}; end it in one")
        if len(self.way) >= MOST_LESSONS:
            raise ValueError(f"more than {MOST_LESSONS} lessons extend one another; join some")


def _speech(lesson: Extended) -> str:
    """A language without its country: words of one do for all."""
    return lesson.language.partition("-")[0]


def _translation_of(path: Path, language: str) -> Path:
    return path.parent / f"{path.stem}.{language}{SUFFIX}"


def _words(values: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What a lesson says, as (scene, beat, outcome); what is said of all of them is of ""."""
    if "title" in values:
        yield "", "", ""
    for scene in _tables(values.get("scene")):
        if "part" in scene:
            yield str(scene.get("name")), "", ""
        for beat in _tables(scene.get("beat")):
            if "say" in beat:
                say = beat["say"]
                for outcome in say if isinstance(say, Mapping) else ("",):
                    yield str(scene.get("name")), str(beat.get("name")), outcome


def _tables(value: object) -> Iterator[Mapping[str, Any]]:
    listed = value if isinstance(value, list) else []
    return (each for each in listed if isinstance(each, Mapping))


def _refuse_missing_words(base: Extended, own: Source, whole: Source) -> None:
    """Raise SourceError where a lesson in another language leaves words as they were."""
    played = {str(scene.get("name")) for scene in _tables(whole.values.get("scene"))} | {""}
    said = {*_words(own.values)}
    choosing = {(scene, beat) for scene, beat, outcome in said if outcome}
    missing = [
        _called(scene, beat, outcome)
        for scene, beat, outcome in _words(base.source.values)
        if scene in played
        and not {(scene, beat, outcome), (scene, beat, "")} & said
        and (outcome or (scene, beat) not in choosing)
    ]
    if not missing:
        return
    more = len(missing) - MOST_NAMED
    named = ", ".join(missing[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    why = f"still to be said in it, for it is said in {_plain(base.language)} alone: {named}"
    raise SourceError(f"language: {why}", own.place(("language",)).line, own.file)


def _called(scene: str, beat: str, outcome: str) -> str:
    """What is to be said, for an error."""
    if not scene:
        return "the title"
    if not beat:
        return f"the part that begins with {_plain(scene)}"
    beats = f"the words of {_plain(scene)}, {_plain(beat)}"
    return f"{beats}, {_plain(outcome)}" if outcome else beats


def _picked(source: Source) -> Source:
    """The lesson with the scenes that its ``scenes`` names, in that order.

    What is no list of texts is left for those who check the lesson.
    """
    names = source.values.get("scenes")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return source
    root = tree(source)
    there = {each.name: each for each in root.items("scene") if each.name}
    for index, name in enumerate(names):
        if name not in there or name in names[:index]:
            _refuse_scene(source, index, there)
    del root.value["scenes"]
    picked = [there[name] for name in names]
    root.value["scene"] = Node(picked, source.place(("scenes",)))
    return flat(root, source.file)


def _refuse_scene(source: Source, index: int, there: Iterable[str]) -> NoReturn:
    from scenes.reading.report import no_such, shown

    name, place = source.values["scenes"][index], source.place(("scenes", index))
    if name in there:
        why = f"scene {shown(name)} is named twice; a lesson plays a scene once"
    else:
        why = no_such("scene", name, [_plain(each) for each in there][:MOST_NAMED])
    raise SourceError(f"scenes: {why}", place.line, place.file)


def _no_lesson(name: str) -> str:
    from scenes.reading.report import no_such

    own = 'a file of your own, as in "my-lesson.toml"'
    return no_such("lesson", name, [*BUILT_INS, own])


def _no_translation(path: Path, usual: str, language: str) -> str:
    """What is said where a lesson is not in a language."""
    if path in BUILT_INS.values():
        there = sorted({DEFAULT_LANGUAGE, *(name.partition(".")[2] for name in BUILT_INS)} - {""})
        return f'it is not there in "{language}"; choose one of: {", ".join(there)}'
    other, stem = _translation_of(path, language).name, _plain(path.stem)
    remedy = f"gdlesson new {stem} --from {_plain(path.name)} --language {language}"
    return (
        f"it is in {_plain(usual)}, and there is no {_plain(other)} beside it; write one: {remedy}"
    )


def _plain(text: str) -> str:
    """A text of a file for an error: printable, and not without end."""
    from scenes.reading.report import shown

    return shown(text)[1:-1]
