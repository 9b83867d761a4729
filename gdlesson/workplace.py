"""A lesson's folder while it is worked on: one renderer at a time, and no half file in sight."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from gdlesson.ending import at_end, forget, held
from gdlesson.errors import InputError, sentence
from gdlesson.render.cache import flush

LOCK = ".gdlesson.lock"
UNFINISHED = ".gdlesson.unfinished"
TRIES, PAUSE_SECONDS = 20, 0.05
"""How often, and with which pauses, what is unfinished is removed until it is gone."""


class Workplace:
    """Locks a folder and gives unfinished files a hidden place in it.

    A file is made under :meth:`scratch` and gets its final name by :meth:`publish`, whole.  What is
    left unfinished, by this process or by one that was killed, is swept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self._unfinished = self.folder / UNFINISHED
        self._lock: int | None = None
        self._made: list[Path] = []

    def __enter__(self) -> Self:
        at_end(self._leave)
        try:
            with held():
                self._make_folder()
                self._lock = self._locked()
            self._sweep()
            self._unfinished.mkdir()
        except BaseException as error:
            self.__exit__(None, None, None)
            if not isinstance(error, OSError):
                raise
            why = f"The folder {self.folder} cannot be written to: {sentence(error)}"
            raise InputError(f"{why}; choose another with --out.") from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._leave()
        forget(self._leave)

    def _leave(self) -> None:
        """Remove all but what is published; may be done twice."""
        if self._lock is not None:
            self._sweep_at_last()
            (self.folder / LOCK).unlink(missing_ok=True)
            os.close(self._lock)
            self._lock = None
        for folder in self._made:
            with suppress(OSError):  # something is in it, or it was not made
                folder.rmdir()

    def scratch(self, name: str) -> Path:
        """Where to make the file that will be called ``name``; its folder exists."""
        path = self._unfinished / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def publish(self, scratch: Path, name: str) -> Path:
        """Give a whole file its final name, on the disk before it is seen."""
        final = self.folder / name
        final.parent.mkdir(parents=True, exist_ok=True)
        flush(scratch)
        scratch.replace(final)
        flush(final.parent)
        return final

    def publish_text(self, text: str, name: str) -> Path:
        """Write a text file, whole or not at all."""
        scratch = self.scratch(name)
        scratch.write_text(text, encoding="utf-8", newline="\n")
        return self.publish(scratch, name)

    def _make_folder(self) -> None:
        if self.folder.exists() and not self.folder.is_dir():
            raise InputError(f"{self.folder} is a file, not a folder; choose another with --out.")
        missing = [path for path in (self.folder, *self.folder.parents) if not path.exists()]
        self._made = missing
        self.folder.mkdir(parents=True, exist_ok=True)

    def _locked(self) -> int:
        """Take the lock, which the system releases when its holder ends, however it ends."""
        path = self.folder / LOCK
        while True:
            lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = os.pread(lock, 20, 0).decode("ascii", "replace")
                os.close(lock)
                who = f"Another gdlesson (process {holder})" if holder else "Another gdlesson"
                what = f"{who} is rendering into {self.folder}"
                raise InputError(f"{what}; wait for it, or choose another --out.") from None
            if _same_file(lock, path):
                os.truncate(lock, 0)
                os.pwrite(lock, str(os.getpid()).encode(), 0)
                return lock
            os.close(lock)  # its last holder removed it meanwhile

    def _sweep_at_last(self) -> None:
        """Sweep also where a thread that is not stopped yet makes one file more meanwhile."""
        for _ in range(TRIES - 1):
            with suppress(OSError):
                return self._sweep()
            time.sleep(PAUSE_SECONDS)
        return self._sweep()

    def _sweep(self) -> None:
        if self._unfinished.is_symlink():
            self._unfinished.unlink()
        elif self._unfinished.exists():
            shutil.rmtree(self._unfinished)


def _same_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
