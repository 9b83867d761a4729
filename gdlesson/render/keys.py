"""Keys: digests of all that decides the pictures of a stretch of video.

The lesson file's part, data files, size and rate, the code that computes and draws, the versions of
the libraries and of the face. Equal keys, equal pictures; nothing that is drawn is looked at.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from gdlesson import __version__
from gdlesson.render.picture import Picture
from scenes.lesson import Lesson, SceneSpec
from scenes.timing import Beat, Score

PACKAGES = (
    "manim", "numpy", "av", "moderngl", "typst", "pillow",
    "pycairo", "svgelements", "font-source-sans-pro",
)  # fmt: skip
CODE = ("gdcore", "scenes", "gdlesson.render")
SUFFIXES = {".py", ".glsl", ".csv", ".typ"}


class Keys:
    """The keys of one lesson at one size, from its files as they are when this is made."""

    def __init__(self, lesson: Lesson, picture: Picture) -> None:
        self._lesson = lesson
        self._common = {
            "picture": [picture.width, picture.height, picture.fps],
            "theme": lesson.theme,
            "seed": lesson.seed,
            "language": lesson.language,
            "versions": versions(),
            "machine": [platform.system(), platform.machine()],
            "code": _code(),
        }

    def scene(self, spec: SceneSpec, score: Score) -> str:
        """The key of what all frames of a scene share: everything but its words.

        Each beat's frames are in it, for what moves may move over several beats.
        """
        params = spec.params.model_dump(mode="json")
        beats = [(beat.name, beat.start, beat.stop) for beat in score.beats]
        data = [sha256(path) for path in data_files(self._lesson, spec)]
        own = {"scene": spec.name, "params": params, "data": data, "beats": beats}
        return _digest(self._common | own)

    def stretch(self, scene: str, beat: Beat, start: int, stop: int, files: Iterable[str]) -> str:
        """The key of some frames of a beat and of the files made of them, given its scene's key."""
        words = [(page.lines, page.start, page.stop) for page in beat.pages]
        return _digest([scene, beat.name, start, stop, words, sorted(files)])


def data_files(lesson: Lesson, spec: SceneSpec) -> list[Path]:
    """The files that a scene's parameters name, such as a CSV."""
    values = spec.params.model_dump(mode="json").values()
    paths = [lesson.folder / value for value in values if isinstance(value, str) and value]
    return [path for path in paths if path.is_file()]


def whole(keys: Sequence[str]) -> str:
    """The key of stretches laid end to end."""
    return _digest([*keys])


def sha256(path: Path) -> str:
    """The SHA-256 of a file's contents, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def versions() -> dict[str, str]:
    """The versions of this program and of the libraries that shape its output."""
    found = {"gdlesson": __version__, "python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _code() -> str:
    """A digest of the program itself."""
    digest = hashlib.sha256()
    for package in CODE:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            for path in sorted(Path(folder).rglob("*.*")):
                if path.suffix in SUFFIXES:
                    digest.update(path.relative_to(folder).as_posix().encode())
                    digest.update(path.read_bytes())
    return digest.hexdigest()
