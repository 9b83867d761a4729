"""Reading files that may be anything: a pipe, a device, a link, or larger than memory."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

NOT_REGULAR = "It is not a regular file"


def read_regular(path: Path, most: int | None = None, *, links: bool = False) -> bytes:
    """The bytes of a regular file, and of nothing else: what waits or never ends is not read.

    Args:
        path: the file.
        most: bytes that it may have, if that is limited.
        links: whether it may be a link to a regular file.

    Raises:
        OSError: it is not there, cannot be read, is no regular file, or is larger.
    """
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if links else os.O_NOFOLLOW)
    descriptor = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, NOT_REGULAR, str(path))
    with open(descriptor, "rb") as file:  # noqa: PTH123 - of a descriptor
        data = file.read() if most is None else file.read(most + 1)
        if most is not None and len(data) > most:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        return data
