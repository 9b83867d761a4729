"""What this program is: a digest of its code, and the versions of what it stands on."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from gdlesson import __version__
from scenes.reading.inputs import Stamps, stamp

PACKAGES = (
    "manim", "numpy", "av", "moderngl", "typst", "pillow", "babel",
    "pycairo", "svgelements", "font-source-sans-pro",
)  # fmt: skip
CODE_OF_PICTURES = ("gdcore", "scenes", "gdlesson.render")
"""The packages whose code decides what a picture shows."""
BUILT_IN_LESSONS = "scenes.lessons"
"""What other lessons may take over; a picture is decided by what they take."""
CODE_OF_LESSONS = (
    *CODE_OF_PICTURES, "gdlesson.deliver", "gdlesson.narration", "gdlesson.making",
    "gdlesson.sound",
    BUILT_IN_LESSONS,
)  # fmt: skip
"""The packages whose code decides what is in a lesson's folder."""
LIBRARIES = tuple(
    Path(folder)
    for folder in (f"/usr/lib/{platform.machine()}-linux-gnu", "/usr/lib64", "/usr/lib")
)
DRIVER = ("libEGL_mesa.so*", "libgallium*.so*", "dri/swrast_dri.so", "libLLVM*.so*")
"""Of the system's libraries, those that draw surfaces; to ask OpenGL takes as long as Manim."""
SUFFIXES = {".py", ".glsl", ".csv", ".typ", ".html"}
WORDS = "words"
SPELLINGS = "spellings"
WHOLE_FOLDERS = ("themes", WORDS, SPELLINGS)
"""Folders of a package whose files count, whatever they are, and those in folders below."""


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


@cache
def driver(folders: tuple[Path, ...] = LIBRARIES) -> tuple[tuple[str, int, int], ...]:
    """Name, time of change and size of each library that draws surfaces, where it is known."""
    files = {path for folder in folders for name in DRIVER for path in folder.glob(name)}
    every = [(path.name, *found) for path in files if (found := stamp(path)) is not None]
    return tuple(sorted(every))


@cache
def code(packages: tuple[str, ...] = CODE_OF_PICTURES) -> str:
    """A digest of the files of some packages, as they are when this is first asked."""
    digest = hashlib.sha256()
    for folder, path in files(packages):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def program() -> str:
    """A digest of all that decides what a lesson file is made into, but the file."""
    system = (platform.system(), platform.machine())
    told = repr((code(CODE_OF_LESSONS), sorted(versions().items()), driver(), system))
    return hashlib.sha256(told.encode()).hexdigest()


@cache
def loaded() -> Stamps:
    """The stamps of the code as it was when this was first asked, as it is for :func:`code`."""
    return stamps(path for _, path in files(CODE_OF_PICTURES))


def stamps(files: Iterable[Path]) -> Stamps:
    """A stamp of each file."""
    return {path: stamp(path) for path in files}


def files(packages: tuple[str, ...]) -> Iterator[tuple[Path, Path]]:
    """Every file of the packages that counts, with the folder of its package."""
    for package in packages:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            for path in sorted(Path(folder).rglob("*.*")):
                lesson = package == BUILT_IN_LESSONS and path.suffix == ".toml"
                above = path.relative_to(folder).parts[:-1]
                whole = not {*WHOLE_FOLDERS}.isdisjoint(above) and path.is_file()
                if path.suffix in SUFFIXES or whole or lesson:
                    yield Path(folder), path
