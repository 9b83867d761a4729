"""Whether a folder holds already what a render would make: found out with nothing imported.

The manifest tells what the lesson was made from and which files it consists of; all are held
against their checksums. Where anything differs, the render itself finds out what is to be done.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gdlesson.render.picture import Picture
from gdlesson.render.program import program, sha256
from scenes.lesson_source import read_source

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Unchanged:
    """A finished lesson that is as it would be made now."""

    folder: Path
    seconds: float


def unchanged(lesson: Path, picture: Picture, folder: Path | None) -> Unchanged | None:
    """The finished lesson in ``folder``, by default ``renders/SLUG``; None where it is not as new.

    Whatever cannot be read or made sense of counts as not there; nothing is raised.
    """
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        if folder is None:
            folder = Path("renders") / str(read_source(lesson).values["slug"])
        manifest = json.loads((folder / MANIFEST).read_bytes())
        now = (picture.width, picture.height, picture.fps, program(), sha256(lesson))
        then = [manifest[k] for k in ("width", "height", "fps", "program", "lesson_sha256")]
        inputs = [(lesson.parent / name, digest) for name, digest in manifest["inputs"].items()]
        files = [(folder / file["path"], file["sha256"]) for file in manifest["files"]]
        made = any(file["kind"] == "lesson" for file in manifest["files"])
        if made and [*now] == then and _intact(inputs + files):
            return Unchanged(folder, sum(scene["seconds"] for scene in manifest["scenes"]))
    return None


def _intact(files: list[tuple[Path, str]]) -> bool:
    """Whether each file has its checksum; on all cores, for that is most of the work."""
    if not all(path.is_file() for path, _ in files):
        return False
    largest_first = sorted(files, key=lambda file: -file[0].stat().st_size)
    with ThreadPoolExecutor() as pool:
        return all(pool.map(lambda file: sha256(file[0]) == file[1], largest_first))
