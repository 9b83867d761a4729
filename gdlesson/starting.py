"""A lesson file to start from."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gdlesson.errors import InputError, sentence
from gdlesson.whole import unfinished
from scenes.lesson.extending import TAG, read_extended
from scenes.lesson.file import Lesson, check_slug, inputs_of, load_lesson
from scenes.lessons import BUILT_IN, BUILT_INS
from scenes.reading.report import LessonError, shown_path, value_at
from scenes.reading.source import read_source

_HEADER = """\
# A lesson file. Change what you like, then:
#
#   gdlesson check {file}      is it right?
#   gdlesson render {file}     into renders/{name}/
#   gdlesson list                   scenes, their beats and parameters, surfaces, data sets
#
# Scenes play in the order in which they stand here; leave out any. In [scene.params], what is left
# out has its default. data = {{ file = "my.csv", x = "a column", y = "another" }} brings your own
# data; the file lies in this file's folder or below. A beat without words has no caption.

"""
_EXTENDING = """\
# A lesson file that extends another: what it does not say is as it is there. Change it, then:
#
#   gdlesson check {file}      is it right?
#   gdlesson render {file}
#   gdlesson list                   scenes, their beats and parameters, surfaces, data sets
#
# A key, a parameter under [scene.params] or a beat's words take the place of those of that name;
# scenes = ["mountain"] plays this scene alone.

"""
_ITS_OWN = {("title",), ("slug",), ("language",)}
_TO_CHANGE = """
# What it says there. Take the # away from a scene's name, and from what you want to say otherwise.
"""


def new_copy(name: str, folder: Path, language: str | None = None) -> Path:
    """Write ``NAME.toml``, the built-in lesson under its own slug; never over a file.

    Raises:
        InputError: the name is not a plain one, the file is there already, or the built-in lesson
            is not in that language.
    """
    _check_name(name)
    lesson = _read(BUILT_IN, language)
    body = _said_in(_text_of(lesson) | {"slug": name})
    body = body[body.index("title =") :]
    path = folder / f"{name}.toml"
    return _written(path, _HEADER.format(name=name, file=path.name) + body)


def new_extension(name: str, folder: Path, base: str, language: str | None = None) -> Path:
    """Write ``NAME.toml``, which extends a lesson; never over a file.

    In another language it is ``NAME.LANGUAGE.toml``, a translation, with all the words to be said.

    Args:
        name: of the file, and its slug.
        folder: where to.
        base: a built-in lesson's name, or the path of a file in the folder or below.
        language: of the new lesson, by default that of the other one.

    Raises:
        InputError: a name cannot be used, the file is there already, or the lesson has mistakes.
    """
    _check_name(name)
    if language is not None and not TAG.fullmatch(language):
        raise InputError(f'"{language}" is not a language tag such as "en", "de" or "pt-BR".')
    if base in BUILT_INS:
        if f"{base}.{language}" in BUILT_INS:
            base = f"{base}.{language}"
        lesson = _read(BUILT_INS[base])
    else:
        base = _named_from(folder, Path(base))
        lesson = _read(folder / base)
    is_translation = language not in {None, lesson.language}
    path = folder / (f"{name}.{language}.toml" if is_translation else f"{name}.toml")
    text = _EXTENDING.format(file=path.name) + _line("extends", base) + "\n"
    if not (is_translation and name == lesson.slug):
        text += _line("slug", name) + "\n"
    words = "".join([_line("title", lesson.title), "\n", *_words(_text_of(lesson))])
    if is_translation:
        text += _line("language", str(language)) + "\n" + words
    else:
        text += _TO_CHANGE + "".join(f"# {line}".rstrip() + "\n" for line in words.splitlines())
    return _written(path, text)


def _check_name(name: str) -> None:
    try:
        check_slug(name)
    except ValueError as error:
        raise InputError(f"{error}.") from None


def _read(path: Path, language: str | None = None) -> Lesson:
    try:
        return load_lesson(path, language=language)
    except LessonError as error:
        raise InputError(str(error)) from error


def _named_from(folder: Path, path: Path) -> str:
    """What a lesson in a folder calls a file in it or below."""
    name = os.path.relpath(path, folder)
    if path.suffix != ".toml":
        choices = ", ".join(BUILT_INS)
        raise InputError(
            f"{shown_path(path)} is no lesson to extend; choose a file, as in my-lesson.toml, or "
            f"one of: {choices}."
        )
    if name.startswith(os.pardir):
        why = f"{shown_path(path)} lies outside of the new lesson's folder, and cannot be extended"
        raise InputError(f"{why}; copy it there.")
    return Path(name).as_posix()


def _text_of(lesson: Lesson) -> dict[str, Any]:
    """What a lesson says, with what it takes over."""
    return read_extended(lesson.path, inputs_of(lesson.path)).source.values


def _said_in(values: Mapping[str, Any]) -> str:
    """The built-in lesson's file with what a translation of it says."""
    lines = BUILT_IN.read_text(encoding="utf-8").splitlines(keepends=True)
    for key, place in read_source(BUILT_IN, inputs_of()).places.items():
        value = value_at(values, key)
        if isinstance(value, str) and (key in _ITS_OWN or {"part", "say"} & {*key}):
            lines[place.line - 1] = _line(str(key[-1]), value) + "\n"
    return "".join(lines)


def _line(key: str, value: str) -> str:
    return f"{key} = {json.dumps(value, ensure_ascii=False)}"


def _words(values: Mapping[str, Any]) -> Iterator[str]:
    """The scenes of a lesson with what is said in them."""
    for scene in values["scene"]:
        yield f"\n[[scene]]\n{_line('name', scene['name'])}\n"
        if "part" in scene:
            yield f"{_line('part', scene['part'])}\n"
        for beat in scene.get("beat", ()):
            yield f"\n[[scene.beat]]\n{_line('name', beat['name'])}\n"
            say = beat.get("say", "")
            if isinstance(say, str):
                yield f"{_line('say', say)}\n"
                continue
            yield "[scene.beat.say]\n"
            yield from (f"{_line(outcome, sentence)}\n" for outcome, sentence in say.items())


def _written(path: Path, text: str) -> Path:
    try:
        _write_new(path, text)
    except FileExistsError:
        why = f"{path} is there already and is not overwritten"
        raise InputError(f"{why}; choose another name or remove it.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be written: {sentence(error)}.") from error
    return path


def _write_new(path: Path, text: str) -> None:
    """Write a file that has its name only when it is whole, and never over one that is there."""
    with unfinished(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
        try:
            os.link(part, path)  # unlike a rename, it refuses to take another's place
        except FileExistsError:
            raise
        except OSError:  # not every file system has links
            with path.open("x"):
                part.replace(path)
