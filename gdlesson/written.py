"""Which files have names that the program chose, so that they may be replaced by the next of them.

A checksum of each is kept in the user's cache folder, under a digest of the file's place.  A note
that is lost, or half written, costs nothing but a number in the next file's name.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path

import platformdirs

from gdlesson.within import Within
from scenes.reading.regular import read_regular

MOST = 1000
"""Files that are known again; those made longest ago are forgotten first."""


def note(path: Path, digest: str) -> None:
    """Know a file again by its checksum.

    Raises:
        OSError: the checksum cannot be kept.
    """
    place = _place(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)  # not written over: it may have become a link
    with place.open("x", encoding="ascii") as file:
        file.write(digest)
    _trim()


def is_known(path: Path) -> bool:
    """Whether there is a file which the program wrote and nobody has changed since."""
    with suppress(OSError):
        made = read_regular(_place(path), 64).decode("ascii", "replace")
        return Within(path.parent).digest(path.name) == made
    return False


def forget_all() -> None:
    """Know none of them any more, whatever is in the place of the notes by now."""
    folder = _folder()
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)
    else:
        folder.unlink(missing_ok=True)


def _trim() -> None:
    with os.scandir(_folder()) as found:
        notes = sorted(found, key=lambda each: each.stat(follow_symlinks=False).st_mtime_ns)
    for old in notes[: max(0, len(notes) - MOST)]:
        with suppress(OSError):  # another process has removed it
            Path(old).unlink()


def _place(path: Path) -> Path:
    """Where the checksum of a file is kept."""
    return _folder() / hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()


def _folder() -> Path:
    return platformdirs.user_cache_path("gdlesson") / "written"
