"""Whether a folder holds already what a render would make: found out with nothing imported.

The manifest tells what the lesson was made from and which files it consists of. Where anything
differs, the render itself finds out what is to be done.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gdlesson.render.picture import Picture
from gdlesson.render.program import program, sha256
from scenes.frame_rate import as_json
from scenes.inputs import Inputs
from scenes.lesson_source import MOST_BYTES, read_source

MANIFEST = "manifest.json"
MOST_INPUT = 64 * 2**20
"""Bytes of any file that a lesson may lead to."""


@dataclass(frozen=True)
class Unchanged:
    """A finished lesson that is as it would be made now."""

    folder: Path
    seconds: float


def unchanged(lesson: Path, picture: Picture, folder: Path | None) -> Unchanged | None:
    """The finished lesson in ``folder``, by default ``renders/SLUG``; None where it is not as new.

    Whatever cannot be read or made sense of counts as not there; nothing is raised.
    """
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        inputs = Inputs(lesson.parent)
        if folder is None:
            folder = Path("renders") / str(read_source(lesson, inputs).values["slug"])
        inputs.read(lesson.absolute(), MOST_BYTES)
        manifest = json.loads((folder / MANIFEST).read_bytes())
        for name in manifest["inputs"]:
            inputs.read_beside(name, MOST_INPUT)
        now = (picture.width, picture.height, as_json(picture.fps), program(), inputs.digests())
        then = [manifest[k] for k in ("width", "height", "fps", "program")]
        then.append({lesson.name: manifest["lesson_sha256"]} | manifest["inputs"])
        made = any(file["kind"] == "lesson" for file in manifest["files"])
        if made and [*now] == then and _intact(folder, manifest["files"]):
            return Unchanged(folder, sum(scene["seconds"] for scene in manifest["scenes"]))
    return None


def _intact(folder: Path, files: list[dict[str, Any]]) -> bool:
    """Whether the files are as they were made.

    The manifest was written last: what was written to after it is held against its checksum, the
    others only against their size.
    """
    written = (folder / MANIFEST).stat().st_mtime_ns

    def intact(file: dict[str, Any]) -> bool:
        path = folder / file["path"]
        status = path.stat()
        if status.st_size != file["bytes"] or not path.is_file():
            return False
        return status.st_mtime_ns < written or sha256(path) == file["sha256"]

    return all(intact(file) for file in files)
