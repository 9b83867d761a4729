"""Whether a folder for schools holds what its pages and packages need, rule by rule."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import av

from gdlesson.deliver.lms.pack import PACKAGE, PAGE, WEB
from gdlesson.deliver.lms.scorm import MANIFEST
from gdlesson.deliver.publish.pack import Pack
from gdlesson.deliver.publish.probe import loudness
from gdlesson.deliver.publish.rules import MOST_TEXT, Ruling, loud, made_for, whole
from gdlesson.within import Within

SOURCE = "gdlesson: docs/schools.md"
STANDARD = "SCORM 1.2 Content Aggregation Model (adlnet.gov)"


def rulings(folder: Path, key: str) -> list[Ruling]:
    """Every rule on a folder that was made for schools.

    Raises:
        InputError: it is no such folder, or was made for a platform.
    """
    pack = made_for(folder, key)
    told = list[Ruling]()
    for k, language in enumerate(pack.languages):
        page = "index.html" if k == 0 else f"index.{language}.html"
        told += _page(folder, pack, page, language)
        told.append(_package(folder, pack, language))
    return [*told, whole(folder, pack, SOURCE)]


def _page(folder: Path, pack: Pack, page: str, language: str) -> Iterator[Ruling]:
    """The page of a language, its film and its captions are in the folder."""
    listed = {file.path for file in pack.of(PAGE)}
    named = {"page": page, "film": f"film.{language}.mp4", "captions": f"captions.{language}.vtt"}
    for rule, name in named.items():
        path = f"{WEB}/{name}"
        holds = path in listed and (folder / path).is_file()
        figure = path if holds else f"there is no {path}"
        yield Ruling(f"{rule} ({language})", holds, figure, SOURCE)
    film = folder / WEB / named["film"]
    if film.is_file():
        yield _loud(film, language)


def _loud(film: Path, language: str) -> Ruling:
    rule = f"loudness ({language})"
    try:
        return loud(rule, loudness(film), SOURCE)
    except (av.FFmpegError, OSError, ValueError):
        return Ruling(rule, False, "the film cannot be read", SOURCE)  # noqa: FBT003


def _package(folder: Path, pack: Pack, language: str) -> Ruling:
    """The package of a language says what it is, and holds every file that it names."""
    rule = f"package ({language})"
    found = [file.path for file in pack.of(PACKAGE) if file.language == language]
    if len(found) != 1:
        return Ruling(rule, False, f"{len(found)}; 1", STANDARD)  # noqa: FBT003
    try:
        Within(folder).digest(found[0])  # refuses what leads out of the folder
        with zipfile.ZipFile(folder / found[0]) as package:
            there = set(package.namelist())
            with package.open(MANIFEST) as file:
                about = file.read(MOST_TEXT).decode("utf-8")
    except (OSError, KeyError, UnicodeDecodeError, zipfile.BadZipFile):
        return Ruling(rule, False, "it cannot be read as a package", STANDARD)  # noqa: FBT003
    version = (re.findall("<schemaversion>(.*?)</schemaversion>", about) or ["unknown"])[0]
    named = [unescape(name) for name in re.findall(r'<file href="(.*?)"', about)]
    lacking = [name for name in named if name not in there]
    told = f"lacks {', '.join(lacking)}" if lacking else f"{len(named)} files, all there"
    holds = version == "1.2" and bool(named) and not lacking
    return Ruling(rule, holds, f"SCORM {version}; {told}", STANDARD)
