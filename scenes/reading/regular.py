"""Reading files that may be anything: a pipe, a device, a link, or larger than memory."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

NOT_REGULAR = "It is not a regular file"


@contextmanager
def open_regular(
    path: str | Path, *, links: bool = False, folder: int | None = None
) -> Iterator[BufferedReader]:
    """A regular file, open for reading, and nothing else: what waits or never ends is not opened.

    Args:
        path: the file.
        links: whether it may be a link to a regular file.
        folder: a descriptor of the folder from which the path starts.

    Raises:
        OSError: it is not there, cannot be read, or is no regular file.
    """
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if links else os.O_NOFOLLOW)
    descriptor = os.open(path, flags, dir_fd=folder)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, NOT_REGULAR, str(path))
    with open(descriptor, "rb") as file:  # noqa: PTH123 - of a descriptor
        yield file


def read_regular(path: Path, most: int | None = None, *, links: bool = False) -> bytes:
    """The bytes of a regular file.

    Args:
        path: the file.
        most: bytes that it may have, if that is limited.
        links: whether it may be a link to a regular file.

    Raises:
        OSError: it is not there, cannot be read, is no regular file, or is larger.
    """
    with open_regular(path, links=links) as file:
        return bounded(file, most, str(path))


def bounded(file: BufferedReader, most: int | None, name: str) -> bytes:
    """All bytes of an open file.

    Raises:
        OSError: there are more than ``most``.
    """
    if most is None:
        return file.read()
    data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), name)
    return data
