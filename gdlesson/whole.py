"""Files that have their name only when they are whole, and names that are not somebody else's."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import platformdirs

from gdlesson.ending import sure
from gdlesson.errors import InputError
from gdlesson.within import Within
from scenes.lesson.regular import read_regular

PART = ".gdlesson.{}.{}.part"
"""Name of a file that is being made: its own, and the number of the process."""


@contextmanager
def whole(path: Path, *, remember: bool = False) -> Iterator[Path]:
    """Where to make a file; at the end of the ``with`` block it gets its name, or is removed.

    What a link leads to is replaced, and the link stays.

    Args:
        path: the file's name.
        remember: whether :func:`own_name` is to know it again.

    Raises:
        InputError: the name belongs to something that is no regular file.
    """
    check_target(path)
    final = Path(os.path.realpath(path))
    part = final.with_name(PART.format(final.name, os.getpid()))
    part.unlink(missing_ok=True)
    with sure(partial(part.unlink, missing_ok=True)):
        yield part
        digest = Within(part.parent).digest(part.name) if remember else ""
        check_target(path)
        part.replace(final)
    if remember:
        with suppress(
            OSError, InputError
        ):  # then it is not known again, and the next one gets a number
            _note_down(final, digest)


def check_target(path: Path) -> None:
    """See that a file can be written under a name, over a regular file or a link to one or not.

    Raises:
        InputError: it is a folder, a device, a pipe, or a link to such a thing or to nothing.
    """
    if not os.path.lexists(path):
        return
    try:
        mode = path.stat().st_mode
    except OSError:
        raise InputError(f"{path} is a link that leads nowhere; choose another name.") from None
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "not a regular file"
        raise InputError(f"{path} is {what}, so no file is written there; choose another name.")


def check_folder(path: Path) -> None:
    """See that files can be written into a folder, which need not be there yet.

    Raises:
        InputError: the name belongs to something else.
    """
    if os.path.lexists(path) and not path.is_dir():
        raise InputError(f"{path} is not a folder; choose another name.")


def own_name(path: Path) -> Path:
    """A name that nobody has given, for a file to be written; with a number where it is taken.

    It is not taken by a file that this program wrote there, and nobody has changed since.
    """
    number, free = 1, path
    while os.path.lexists(free) and not _is_as_made(free):
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def _note_down(path: Path, digest: str) -> None:
    note = _note(path)
    note.parent.mkdir(parents=True, exist_ok=True)
    with whole(note) as part:
        part.write_text(digest, encoding="ascii")


def _is_as_made(path: Path) -> bool:
    with suppress(OSError):
        made = read_regular(_note(path), 64).decode("ascii", "replace")
        return Within(path.parent).digest(path.name) == made
    return False


def _note(path: Path) -> Path:
    """Where the checksum of a file is kept that is to be known again."""
    place = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()
    return platformdirs.user_cache_path("gdlesson") / "written" / place
