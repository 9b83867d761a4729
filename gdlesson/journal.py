"""What got its name in a folder, but is not yet in the list that says what of it is ours.

A render that is killed in between leaves files that nobody answers for.  The journal names each,
with its checksum, before it is there, so that the next render knows which ones it may remove.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gdlesson.errors import InputError
from scenes.reading.regular import read_regular

FOLDER = "folder"
"""Stands in place of a folder's checksum."""
HEADER = "Files that gdlesson has put into the folder above and not listed yet.\n"
MOST_BYTES = 2**22
"""Bytes that a journal may have; it has about 150 a file."""


class Journal:
    """The journal of one render, which is a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def begin(self) -> None:
        """Write one that names nothing.

        Raises:
            OSError: it is there already, or cannot be written.
        """
        with self.path.open("x", encoding="utf-8") as file:
            file.write(HEADER)

    def add(self, name: str, digest: str) -> None:
        """Name a file, on the disk before this returns.

        Raises:
            OSError: it cannot be written.
        """
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([name, digest]) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def clear(self) -> None:
        """Forget all names, for they are listed now."""
        os.truncate(self.path, len(HEADER))

    def entries(self) -> Iterator[tuple[str, str]]:
        """Each name with its checksum; a last line that was not written whole is left out.

        Raises:
            InputError: it is no journal of this program.
        """
        text = self._text()
        if not text.startswith(HEADER) and not HEADER.startswith(text):
            raise InputError(f"{self.path} was not made by this program; move it away.")
        for line in text.removeprefix(HEADER).splitlines():
            with suppress(ValueError, RecursionError):
                match json.loads(line):
                    case [str(name), str(digest)]:
                        yield name, digest

    def _text(self) -> str:
        try:
            return read_regular(self.path, MOST_BYTES).decode("utf-8", "replace")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise InputError(f"{self.path} cannot be read ({error.strerror}).") from error
