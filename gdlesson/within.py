"""Files of a folder that are reached through no link, so that nothing outside it is touched."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path, PurePosixPath

from scenes.reading.regular import bounded, open_regular

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


class Within:
    """A folder whose files are named from it, such as ``scenes/mountain.mp4``.

    The folder may be reached through a link; what is in it may not, neither the file nor a folder
    on the way. Names that lead out of it are refused.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def status(self, name: str) -> os.stat_result | None:
        """What is there, of a link the link itself; None where there is nothing.

        Raises:
            NotADirectoryError: something on the way is no folder, but a link or a file.
        """
        try:
            with self._at(name) as (above, last):
                return os.stat(last, dir_fd=above, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def has(self, name: str) -> bool:
        """Whether there is a regular file of that name."""
        with suppress(OSError):
            status = self.status(name)
            return status is not None and stat.S_ISREG(status.st_mode)
        return False

    @contextmanager
    def open(self, name: str) -> Iterator[BufferedReader]:
        """A regular file, open for reading.

        Raises:
            OSError: it is not there, or is something else.
        """
        with self._at(name) as (above, last), open_regular(last, folder=above) as file:
            yield file

    def read(self, name: str, most: int) -> bytes:
        """The bytes of a regular file that has no more than so many.

        Raises:
            OSError: it is not there, is something else, or has more.
        """
        with self.open(name) as file:
            return bounded(file, most, name)

    def digest(self, name: str) -> str:
        """The SHA-256 of the contents of a regular file, in hexadecimal.

        Raises:
            OSError: it is not there, or is something else.
        """
        with self.open(name) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def put(self, made: Path, name: str) -> None:
        """Give a file its name in the folder, on the disk before this returns.

        Raises:
            OSError: it cannot be done.
        """
        with self._at(name, make=True) as (above, last):
            os.rename(made, last, dst_dir_fd=above)
            os.fsync(above)

    def remove(self, name: str) -> None:
        """Remove a file.

        Raises:
            OSError: it cannot be done.
        """
        with self._at(name) as (above, last):
            os.unlink(last, dir_fd=above)

    def remove_folder(self, name: str) -> None:
        """Remove a folder in which nothing is.

        Raises:
            OSError: it cannot be done.
        """
        with self._at(name) as (above, last):
            os.rmdir(last, dir_fd=above)

    def free(self, name: str) -> str:
        """The name, with a number where it is taken."""
        path, number, found = PurePosixPath(name), 1, name
        while self.status(found) is not None:
            number += 1
            found = str(path.with_stem(f"{path.stem}-{number}"))
        return found

    def move(self, name: str, to: str) -> None:
        """Rename what is there, whatever it is.

        Raises:
            OSError: it cannot be done.
        """
        with self._at(name) as (above, last), self._at(to) as (other, new):
            os.rename(last, new, src_dir_fd=above, dst_dir_fd=other)

    @contextmanager
    def _at(self, name: str, *, make: bool = False) -> Iterator[tuple[int, str]]:
        """The folder that something is in, as a descriptor, and its last name."""
        *way, last = _parts(name)
        above = os.open(self.folder, _FOLDER)
        try:
            for part in way:
                if make:
                    with suppress(FileExistsError):
                        os.mkdir(part, dir_fd=above)
                above = _entered(above, part)
            yield above, last
        finally:
            os.close(above)


def _parts(name: str) -> tuple[str, ...]:
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\0" in name:
        raise OSError(errno.EINVAL, "It is not within the folder", name)
    return parts


def _entered(above: int, part: str) -> int:
    """A folder below one, whose descriptor is closed in exchange."""
    try:
        below = os.open(part, _FOLDER | os.O_NOFOLLOW, dir_fd=above)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), part) from error
    os.close(above)
    return below
