"""A lesson's folder while it is worked on: one renderer at a time, and no half file in sight.

Nothing is lost in it that this program has not made: what is to be replaced or removed is held
against the checksum of what was put there, and where that differs, it is set aside.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import stat
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from gdlesson.ending import at_end, forget, held
from gdlesson.errors import InputError, sentence
from gdlesson.journal import FOLDER, Journal
from gdlesson.names import FOLDERS, is_written
from gdlesson.render.cache import flush
from gdlesson.render.program import sha256
from gdlesson.within import Within

LOCK = ".gdlesson.lock"
UNFINISHED = ".gdlesson.unfinished"
TRIES, PAUSE_SECONDS = 20, 0.05
"""How often, and with which pauses, what is unfinished is removed until it is gone."""
JOURNAL = "journal"
"""Its name within the hidden folder, which it marks as ours."""
CHANGED = ".changed"
"""What the name of a file that is set aside has before its suffix."""
NAMED = 3
"""How many foreign files a message names."""

_Stamp = tuple[int, int, int]


class Workplace:
    """Locks a folder and gives unfinished files a hidden place in it.

    A file is made under :meth:`scratch` and gets its final name by :meth:`publish`, whole.  What is
    left unfinished, by this process or by one that was killed, is swept; so is what was published
    and not yet settled.

    Args:
        folder: the folder, or a link to it.
        wait: whether to wait for who has it, in place of an error.
        advice: what to do about a folder that cannot be used.
    """

    def __init__(
        self, folder: Path, *, wait: bool = False, advice: str = "choose another with --out"
    ) -> None:
        self._advice = advice
        self._given = folder.absolute()
        self.folder = Path(os.path.realpath(folder))
        self.set_aside: dict[str, str] = {}
        """What was in the way of a file and is not as it was made, and its name since then."""
        self._wait = wait
        self._within = Within(self.folder)
        self._unfinished = self.folder / UNFINISHED
        self._journal = Journal(self._unfinished / JOURNAL)
        self._ours: dict[str, str] = {}
        self._digests: dict[str, tuple[_Stamp, str]] = {}
        self._lock: int | None = None
        self._has_begun = False
        """Whether the hidden folder is ours to sweep."""
        self._made: list[Path] = []

    def __enter__(self) -> Self:
        at_end(self._leave)
        try:
            while self._lock is None:
                with held():
                    self._make_folder()
                    self._lock = self._locked()
                if self._lock is None:
                    time.sleep(PAUSE_SECONDS)
            self._sweep()
            self._has_begun = True
            self._unfinished.mkdir()
            self._journal.begin()
        except BaseException as error:
            self.__exit__(type(error), error, None)
            if not isinstance(error, OSError):
                raise
            why = f"The folder {self.folder} cannot be written to: {sentence(error)}"
            raise InputError(f"{why}; {self._advice}.") from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self.settle()
        finally:
            self._leave()
            forget(self._leave)

    def _leave(self) -> None:
        """Remove all but what is published and settled; may be done twice."""
        if self._lock is not None:
            try:
                self._sweep_at_last()
            finally:
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

    def claim(self, listed: Mapping[str, str]) -> None:
        """Take a list of names and checksums for what this program has made."""
        self._ours.update(listed)

    def refuse_foreign(self, names: Iterable[str]) -> None:
        """See that all these names can be given to files.

        Raises:
            InputError: one belongs to what this program does not claim to have made, or is a link,
                a folder or a device.
        """
        foreign = [*dict.fromkeys(name for name in map(self._foreign, names) if name)]
        if foreign:
            more = f" and {len(foreign) - NAMED} more" if len(foreign) > NAMED else ""
            named = f"{', '.join(foreign[:NAMED])}{more}"
            why = f"{self.folder} has what this program would write, but has not made: {named}"
            raise InputError(f"{why}; move it away, or choose another folder with --out.")

    def publish(self, scratch: Path, name: str) -> Path:
        """Give a whole file its final name, on the disk before it is seen.

        What has the name already is replaced where it is empty or as this program made it, and set
        aside where it is anything else.
        """
        flush(scratch)
        digest = sha256(scratch)
        for folder in PurePosixPath(name).parts[:-1]:  # which is one of FOLDERS, where there is one
            if self._within.status(folder) is None:
                self._journal.add(folder, FOLDER)
        self._journal.add(name, digest)
        self._make_way(name)
        self._within.put(scratch, name)
        self._ours[name] = digest
        status = self._within.status(name)
        if status is not None:
            self._digests[name] = _stamp(status), digest
        return self.folder / name

    def publish_text(self, text: str, name: str) -> Path:
        """Write a text file, whole or not at all."""
        scratch = self.scratch(name)
        scratch.write_text(text, encoding="utf-8", newline="\n")
        return self.publish(scratch, name)

    def free(self, name: str) -> str:
        """The name, with a number where it is taken."""
        return self._within.free(name)

    def settle(self) -> None:
        """Say that all that was published is listed as ours, so that nothing of it is swept."""
        self._journal.clear()

    def remove_ours(self, but: Iterable[str] = ()) -> None:
        """Remove what this program has made and is as it was made, but not these names.

        A folder in which nothing is left goes, too.
        """
        for name in self._ours.keys() - set(but):
            if self._is_as_made(name):
                self._within.remove(name)
                for folder in PurePosixPath(name).parts[:-1]:  # one, where there is one
                    with suppress(OSError):
                        self._within.remove_folder(folder)

    def digest(self, name: str) -> str | None:
        """The SHA-256 of a file, which is read again only if it has changed.

        None where there is no file, but perhaps something else.
        """
        if not self._within.has(name):
            return None
        with suppress(OSError):
            with self._within.open(name) as file:
                now = _stamp(os.fstat(file.fileno()))
            if name not in self._digests or self._digests[name][0] != now:
                self._digests[name] = now, self._within.digest(name)
            return self._digests[name][1]
        return None

    def _foreign(self, name: str) -> str | None:
        """What is in the way of a file, if anything is."""
        try:
            status = self._within.status(name)
        except NotADirectoryError:
            return PurePosixPath(name).parts[0]
        is_file = status is None or stat.S_ISREG(status.st_mode)
        return None if is_file and (status is None or name in self._ours) else name

    def _is_as_made(self, name: str) -> bool:
        return self._ours.get(name) is not None and self.digest(name) == self._ours[name]

    def _make_way(self, name: str) -> None:
        try:
            status = self._within.status(name)
        except NotADirectoryError:
            return  # which is told when the file is put there
        if status is None or self._is_as_made(name):
            return
        if stat.S_ISREG(status.st_mode) and not status.st_size:
            return
        path = PurePosixPath(name)
        aside = self._within.free(str(path.with_stem(path.stem + CHANGED)))
        self._within.move(name, aside)
        self.set_aside[name] = aside

    def _make_folder(self) -> None:
        if os.path.lexists(self._given) and not self._given.is_dir():
            what = "a file" if self._given.exists() else "a link that leads nowhere"
            raise InputError(f"{self._given} is {what}, not a folder; choose another with --out.")
        missing = [path for path in (self.folder, *self.folder.parents) if not path.exists()]
        self._made = missing
        self.folder.mkdir(parents=True, exist_ok=True)

    def _locked(self) -> int | None:
        """Take the lock, which the system releases when its holder ends, however it ends.

        None where somebody has it who is to be waited for.
        """
        path = self.folder / LOCK
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
        while True:
            lock = os.open(path, flags, 0o644)
            try:
                _check_lock(lock, path)
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = os.pread(lock, 20, 0).decode("ascii", "replace")
                os.close(lock)
                if self._wait:
                    return None
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
        for _ in range(TRIES - 1 if self._has_begun else 0):
            with suppress(OSError):
                return self._sweep()
            time.sleep(PAUSE_SECONDS)
        return self._sweep() if self._has_begun else None

    def _sweep(self) -> None:
        """Remove the hidden folder, the journal last, and what that names.

        Raises:
            InputError: it is not this program's.
        """
        status = self._within.status(UNFINISHED)
        if status is None:
            return
        inside = [*self._unfinished.iterdir()] if stat.S_ISDIR(status.st_mode) else []
        if not stat.S_ISDIR(status.st_mode) or (inside and self._journal.path not in inside):
            raise InputError(f"{self._unfinished} was not made by this program; move it away.")
        for name, digest in reversed([*self._journal.entries()]):  # a folder after what is in it
            if digest == FOLDER and name in FOLDERS:
                with suppress(OSError):  # something else is in it by now, or it was not made
                    self._within.remove_folder(name)
            elif is_written(name) and self.digest(name) == digest:
                self._within.remove(name)
        for path in self._unfinished.iterdir():
            if path.name != JOURNAL:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        self._journal.path.unlink(missing_ok=True)
        self._unfinished.rmdir()


def _stamp(status: os.stat_result) -> _Stamp:
    """A cheap sign that a file is the same."""
    return status.st_ino, status.st_mtime_ns, status.st_size


def _check_lock(lock: int, path: Path) -> None:
    """See that it is a lock, which is empty or holds the number of a process."""
    if not stat.S_ISREG(os.fstat(lock).st_mode) or not re.fullmatch(
        rb"[0-9]{0,20}", os.pread(lock, 21, 0)
    ):
        os.close(lock)
        raise InputError(f"{path} was not made by this program; move it away.")


def _same_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
