"""Puts films into a folder for the web, and each into a package for learning platforms."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from gdlesson.deliver.lms.content import content
from gdlesson.deliver.lms.page import BESIDE, FOLDER, page
from gdlesson.deliver.lms.scorm import pack
from gdlesson.deliver.manifest import FileRecord
from gdlesson.deliver.publish.films import Film
from gdlesson.deliver.publish.pack import PackFolder
from gdlesson.errors import InputError
from gdlesson.names import still

WEB = "web"
"""The folder of the pages."""
PAGE, PACKAGE = "web", "scorm"
"""What its files are, and packages."""
WIDEST = 1280
"""Pixels of the poster."""
TELLING = (("mountain", "height"), ("batch_vs_sgd", "batch_step"))
"""Scenes and beats of which one makes the poster, where they are in the film: they answer none of
its questions."""


def publish(films: list[Film], into: PackFolder) -> None:
    """Put a page and a package of each film into a folder.

    Args:
        films: of one lesson, one a language; the first has the page that is opened.
        into: the folder.

    Raises:
        InputError: a folder has no whole film of the lesson as it is.
    """
    beside = {name: into.scratch(f"{WEB}/{name}") for name in BESIDE}
    for name, path in beside.items():
        shutil.copyfile(FOLDER / name, path)
        into.add(f"{WEB}/{name}", PAGE)
    first, *others = [film.language for film in films]
    pages = {first: "index.html"} | {language: f"index.{language}.html" for language in others}
    for k, film in enumerate(films):
        into.note(f"the page in {film.language}", k / len(films))
        own = _page(film, pages, into)
        into.note(f"the package in {film.language}", (k + 0.5) / len(films))
        _package(film, beside | own, into)


def package_name(slug: str, language: str) -> str:
    """What the package of a film is called."""
    return f"{slug}-{language}-scorm-1.2.zip"


def _page(film: Film, pages: Mapping[str, str], into: PackFolder) -> dict[str, Path]:
    """Make the page of a film; return what it alone has besides, by its name."""
    language = film.language
    names = [f"film.{language}.mp4", f"poster.{language}.jpg", f"captions.{language}.vtt"]
    video, poster, captions = own = [into.scratch(f"{WEB}/{name}") for name in names]
    shutil.copyfile(film.path(film.record), video)
    _save_poster(film, poster)
    _write(captions, _captions(film, "vtt"))
    _write(into.scratch(f"{WEB}/{pages[language]}"), _html(film, pages))
    for name in (pages[language], *names):
        into.add(f"{WEB}/{name}", PAGE, language)
    return dict(zip(names, own, strict=True))


def _package(film: Film, beside: Mapping[str, Path], into: PackFolder) -> None:
    """Make the package of a film, in which its page is alone."""
    lesson, language = film.lesson, film.language
    name = package_name(lesson.slug, language)
    alone = into.scratch(f"{name}.html")
    _write(alone, _html(film, {}))
    files = {"index.html": alone, **beside}
    pack(into.scratch(name), f"gdlesson-{lesson.slug}-{language}", lesson.title, files)
    alone.unlink()
    into.add(name, PACKAGE, language)


def _html(film: Film, pages: Mapping[str, str]) -> str:
    captions, vtt = (_captions(film, suffix) for suffix in ("srt", "vtt"))
    found = content(film.lesson, film.manifest, captions)
    return page(film.lesson, film.manifest, found, vtt, pages)


def _captions(film: Film, suffix: str) -> str:
    """The captions in one of their formats."""
    found = [each for each in film.files("captions") if each.path.endswith(suffix)]
    return film.path(_first(film, found, "captions")).read_text(encoding="utf-8")


def _save_poster(film: Film, to: Path) -> None:
    """Save a still as a JPEG, which a page shows before its film."""
    stills = {each.path: each for each in film.files("still")}
    telling = [stills[still(*each)] for each in TELLING if still(*each) in stills]
    found = film.path(_first(film, [*telling, *stills.values()], "stills"))
    with Image.open(found) as picture:
        small = picture.convert("RGB")
        small.thumbnail((WIDEST, WIDEST))
        small.save(to, "JPEG", quality=88, optimize=True)


def _first(film: Film, found: list[FileRecord], what: str) -> FileRecord:
    if not found:
        raise InputError(f"{film.folder} has no {what}; render the lesson again.")
    return found[0]


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
