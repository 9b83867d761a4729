"""The files that a lesson is made from: each is read once, and what was read is what counts.

A lesson file may come from a stranger, so it leads only to regular files in its own folder, and in
the folders there.  What was read goes to everybody who draws: a film is made from one state of its
inputs, whatever is saved meanwhile.
"""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path, PurePosixPath, PureWindowsPath

from scenes.lessons import BUILT_IN
from scenes.reading.regular import NOT_REGULAR, read_regular

WITH_PROGRAM = "(built-in)"
"""The folder in which a lesson of anybody finds the files of one that comes with the program."""

Stamp = tuple[int, int] | None
"""When a file was changed, in nanoseconds, and its size; None where there is none."""
Stamps = dict[Path, Stamp]


def stamp(path: Path) -> Stamp:
    """A cheap sign that a file is the same."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


class Inputs:
    """What the files of one lesson held when they were read.

    Args:
        folder: of the lesson file; nothing outside it is read, but for the lesson file itself.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(os.path.abspath(folder))  # noqa: PTH100 - links are to stay links
        self._read: dict[Path, bytes] = {}
        self.stamps: Stamps = {}
        """Every file that was asked for, also in vain, as it was just before it was read."""

    def read(self, path: Path, most: int) -> bytes:
        """What a file holds or, if it was read before, held then.

        Args:
            path: of a regular file, or of a link to one; a relative one starts at the folder.
            most: bytes that it may have.

        Raises:
            OSError: it is not there, cannot be read, is no regular file, or is larger.
        """
        path = self._place(path)
        if path not in self._read:
            self.stamps.setdefault(path, stamp(path))
            try:
                self._read[path] = read_regular(path, most, links=True)
            except ValueError as error:  # no file can have that name
                raise OSError(errno.EINVAL, str(error)) from None
        return self._read[path]

    def read_beside(self, name: str, most: int, folder: Path | None = None) -> bytes:
        """What the file of that plain relative name holds, which is in the folder or below it.

        Args:
            name: as a lesson file or a theme file gives it.
            most: bytes that it may have.
            folder: of the file that names it, by default of the lesson file.

        Raises:
            ValueError: the name leaves the folder, or there is no such file that can be used; what
                is said fits behind the name.
        """
        folder = self.folder if folder is None else self._place(folder)
        if _leaves(name, folder):
            raise ValueError("it must lie beside the file that names it, or in a folder there")
        built_in = PurePosixPath(name).parts[:1] == (WITH_PROGRAM,)
        try:
            return self.read(Path(name) if built_in else folder / name, most)
        except OSError as error:
            raise ValueError(why_not(error, most)) from None

    def digest(self, path: Path) -> str:
        """The SHA-256 of what was read of a file, in hexadecimal."""
        return hashlib.sha256(self._read[self._place(path)]).hexdigest()

    def digests(self) -> dict[str, str]:
        """The SHA-256 of every file that was read, by its path from the folder."""
        return {self._called(path): self.digest(path) for path in self._read}

    def changed(self) -> list[str]:
        """The files that are gone or hold something else by now, by their paths from the folder."""
        return [self._called(path) for path in self._read if self._differs(path)]

    def called_from(self, folder: Path) -> str:
        """What the lesson calls a folder in which a file is named for it: its own is ".".

        That is any below it, or that of the lessons that come with the program.
        """
        name = PurePosixPath(os.path.relpath(folder.absolute(), self.folder)).as_posix()
        if name.startswith(os.pardir) and folder.absolute() == BUILT_IN.parent:
            return WITH_PROGRAM
        return name

    def _called(self, path: Path) -> str:
        return (PurePosixPath(self.called_from(path.parent)) / path.name).as_posix()

    def _differs(self, path: Path) -> bool:
        then = self._read[path]
        try:
            return read_regular(path, len(then), links=True) != then
        except OSError:
            return True

    def _place(self, path: Path) -> Path:
        if path.parts[:1] == (WITH_PROGRAM,):
            return BUILT_IN.parent.joinpath(*path.parts[1:])
        return Path(os.path.normpath(self.folder / path))


def why_not(error: OSError, most: int) -> str:
    """Why a file could not be read, for whoever named it."""
    if error.errno == errno.EFBIG:
        size = f"{most // 2**20} MiB" if most >= 2**20 else f"{most // 1024} kB"
        return f"the file is larger than {size}, the most allowed"
    if error.strerror == NOT_REGULAR:
        return "this is a folder, a device or a pipe, not a file"
    return f"the file cannot be read ({error.strerror})"


def _leaves(name: str, folder: Path) -> bool:
    """Whether a name may lead out of a folder, by itself or by links."""
    plain, windows = PurePosixPath(name), PureWindowsPath(name)
    if windows.anchor or plain.is_absolute() or ".." in (*plain.parts, *windows.parts):
        return True
    try:
        return not (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return False  # there is no such file, which is told as that
