"""Whether a folder holds already what a render would make: found out with nothing imported.

The manifest tells what the lesson was made from and which files it consists of. Where anything
differs, the render itself finds out what is to be done.
"""

from __future__ import annotations

import json
import math
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gdlesson.names import MANIFEST, of_all
from gdlesson.names import folder as folder_name
from gdlesson.render.picture import Picture
from gdlesson.render.program import program
from gdlesson.within import Within
from scenes.aspect import Aspect
from scenes.frame_rate import as_json
from scenes.lesson.captions import Captions
from scenes.lesson.extending import read_extended
from scenes.reading.inputs import Inputs
from scenes.timing.reading import NOBODY

MOST_MANIFEST = 2**22
"""Bytes that a manifest may have; that of the built-in lesson has a hundredth."""
MOST_SECONDS = 10**7
MOST_INPUT = 64 * 2**20
"""Bytes of any file that a lesson may lead to."""


@dataclass(frozen=True)
class Unchanged:
    """A finished lesson that is as it would be made now."""

    folder: Path
    seconds: float
    picture: Picture
    """In the shape that it has."""


def unchanged(
    lesson: Path,
    picture: Picture,
    folder: Path | None,
    *,
    aspect: Aspect | None = None,
    language: str | None = None,
    voice: str | None = None,
    captions: Captions | None = None,
) -> Unchanged | None:
    """The finished lesson in ``folder``, by default ``renders/SLUG``; None where it is not as new.

    Whatever cannot be read or made sense of counts as not there; nothing is raised.

    Args:
        lesson: the lesson file.
        picture: how large it is to be at 16:9.
        folder: where it may be; None for that of its slug and shape.
        aspect: the shape that it is to have; None for that of its file.
        language: that it is to be in; None for that of its file.
        voice: that is to say it; None for that of its file.
        captions: where its words are while a voice says them; None for where its file says.
    """
    with suppress(
        OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError
    ):
        inputs = Inputs(lesson.parent)
        found = read_extended(lesson, inputs, language)
        told = found.source.values
        aspect = aspect or Aspect(told.get("aspect", Aspect.WIDE))
        if folder is None:
            name = folder_name(told["slug"], aspect.mark, found.translation)
            folder = Path("renders") / name
        picture = picture.shaped(aspect)
        manifest = json.loads(Within(folder).read(MANIFEST, MOST_MANIFEST))
        for name in manifest["inputs"]:
            inputs.read_beside(name, MOST_INPUT)
        now = (picture.width, picture.height, as_json(picture.fps), program(), inputs.digests())
        then = [manifest[k] for k in ("width", "height", "fps", "program")]
        then.append({found.source.file.name: manifest["lesson_sha256"]} | manifest["inputs"])
        seconds = math.fsum(scene["seconds"] for scene in manifest["scenes"])
        same = [*now] == then and manifest["language"] == found.language
        voice = voice or told.get("voice", NOBODY)
        captions = captions or told.get("captions", Captions.TRACK)
        burned = voice == NOBODY or captions == Captions.BURNED
        heard = manifest["sound"] or {"voice": NOBODY}
        same = same and (heard["voice"], manifest["burned"]) == (voice, burned)
        complete = same and _is_complete(manifest) and 0 < seconds < MOST_SECONDS
        if complete and _intact(folder, manifest["files"]):
            return Unchanged(folder, seconds, picture)
    return None


def _is_complete(manifest: dict[str, Any]) -> bool:
    """Whether it lists all that a lesson of these scenes has, and nothing else."""
    beats = {s["name"]: [beat["name"] for beat in s["beats"]] for s in manifest["scenes"]}
    listed = [file["path"] for file in manifest["files"]]
    of_scenes = [scene["made_from"] for scene in manifest["scenes"]]
    parts = [(part["number"], part["title"]) for part in manifest["parts"]]
    complete = sorted(listed) == sorted(of_all(manifest["language"], beats, parts))
    made_from = dict(zip(beats, of_scenes, strict=True))
    fit = all(p["made_from"] == [made_from[s] for s in p["scenes"]] for p in manifest["parts"])
    return complete and fit and manifest["lesson_made_from"] == of_scenes


def _intact(folder: Path, files: list[dict[str, Any]]) -> bool:
    """Whether the files are as they were made.

    The manifest was written last: what was written to after it is held against its checksum, the
    others only against their size.
    """
    within = Within(folder)
    manifest = within.status(MANIFEST)

    def intact(file: dict[str, Any]) -> bool:
        status = within.status(file["path"])
        if status is None or manifest is None or not within.has(file["path"]):
            return False
        if status.st_size != file["bytes"]:
            return False
        earlier = status.st_mtime_ns < manifest.st_mtime_ns
        return earlier or within.digest(file["path"]) == file["sha256"]

    return all(map(intact, files))
