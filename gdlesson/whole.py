"""Files that have their name only when they are whole, and names that are not somebody else's."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from gdlesson import written
from gdlesson.ending import sure
from gdlesson.errors import InputError
from gdlesson.within import Within

_PART = ".gdlesson.{}.{}.part"
"""Name of a file that is being made: its own, and the number of the process."""
_ANY_PART = re.compile(r"\.gdlesson\..+\.([0-9]{1,9})\.part", re.DOTALL)


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
    with unfinished(final) as part:
        yield part
        digest = Within(part.parent).digest(part.name) if remember else ""
        check_target(path)
        part.replace(final)
    if remember:
        with suppress(OSError):  # then it is not known again, and the next one gets a number
            written.note(final, digest)


@contextmanager
def unfinished(final: Path) -> Iterator[Path]:
    """A place beside a file's for making it; what is left there at the end is removed.

    So is what processes have left in the folder that were killed.
    """
    _sweep(final.parent)
    part = final.with_name(_PART.format(final.name, os.getpid()))
    part.unlink(missing_ok=True)
    with sure(partial(part.unlink, missing_ok=True)):
        yield part


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
    while os.path.lexists(free) and not written.is_known(free):
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def _sweep(folder: Path) -> None:
    """Remove this user's unfinished files whose processes are no more."""
    with suppress(OSError), os.scandir(folder) as found:
        for each in found:
            name = _ANY_PART.fullmatch(each.name)
            if name and _is_our_file(each) and not _is_running(int(name[1])):
                with suppress(OSError):
                    Path(each).unlink()


def _is_our_file(entry: os.DirEntry[str]) -> bool:
    status = entry.stat(follow_symlinks=False)
    return stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid()


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
