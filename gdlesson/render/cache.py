"""Finished stretches of video, kept under the user's cache folder and found by what decided them.

An entry is a folder whose name is a key: a digest of all that decides the pictures in it. It is
made elsewhere, flushed to the disk and renamed, so it is there whole or not at all; and since a
disk may still lose what it was given, each file is held against its checksum when it is fetched.
An entry names its own key, so that one in another's place is noticed.  Whatever else is found in an
entry's place, be it damaged, a pipe or a link, is removed and counts as missing.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import platformdirs

from gdlesson.ending import sure
from scenes.reading.regular import read_regular

MOST_BYTES = 4 * 2**30
"""Size from which the entries that were used longest ago are removed."""
MOST_SOUND = 2**30
ABANDONED_SECONDS = 24 * 3600.0
"""Age from which a half-made entry belongs to nobody any more."""
MOST_FILE = 2**29
"""Bytes that a file of an entry may have; a stretch in 4K has a twentieth of it."""
MOST_CONTENTS = 4096
"""Bytes that the list of an entry's contents may have; it has a few hundred."""
_CONTENTS = "entry.json"
_MAKING = "making"


@dataclass(frozen=True)
class Entry:
    """One entry as a listing shows it."""

    folder: Path
    bytes: int
    used: float
    """Seconds since the epoch when it was last stored or fetched."""


class Cache:
    """Entries in one folder, shared by all renders of a user.

    Any number of processes may use it at once: entries never change, and whoever finds one gone
    makes it again.
    """

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder
        self.most_bytes = most_bytes

    def fetch(self, key: str, to: Mapping[str, Path]) -> bool:
        """Copy the files of an entry, by their names in it; False if there is no sound entry."""
        place = self._place(key)
        contents = _sound_contents(place, key, to)
        if contents is None:
            self._remove(place)
            return False
        for name, path in to.items():
            path.write_bytes(contents[name])
        with suppress(OSError):  # gone already, or not ours to mark as used
            os.utime(place / _CONTENTS)
        return True

    def store(self, key: str, files: Mapping[str, Path]) -> None:
        """Keep copies of files, by name, as the entry of a key.

        Raises:
            OSError: they cannot be kept; nothing half-made is left under the key.
        """
        place = self._place(key)
        with self._making() as half:
            try:
                self._folder(place.parent.name)
                contents = {name: _copy(path, half / name) for name, path in files.items()}
                _write(half / _CONTENTS, json.dumps({"key": key, "files": contents}).encode())
                if not _is_folder(place):
                    self._remove(place)
                flush(half)
                half.rename(place)
                flush(place.parent)
            except OSError as error:
                # What is there is another process's entry of the same key; it may be gone by now.
                if error.errno not in (errno.EEXIST, errno.ENOTEMPTY):
                    raise

    def entries(self) -> Iterator[Entry]:
        """The entries there are, in no order."""
        for contents in self.folder.glob(f"[0-9a-f][0-9a-f]/*/{_CONTENTS}"):
            with suppress(OSError):
                size = sum(file.stat().st_size for file in contents.parent.iterdir())
                yield Entry(contents.parent, size, contents.stat().st_mtime)

    def trim(self, keep: Collection[str] = ()) -> None:
        """Remove the entries used longest ago, but none of these keys, until the rest fit."""
        entries = sorted(self.entries(), key=lambda entry: entry.used)
        excess = sum(entry.bytes for entry in entries) - self.most_bytes
        for entry in entries:
            if excess <= 0:
                break
            if entry.folder.name not in keep:
                self._remove(entry.folder)
                excess -= entry.bytes
        for half in self.folder.glob(f"{_MAKING}/*"):
            with suppress(OSError):
                if time.time() - half.stat().st_mtime > ABANDONED_SECONDS:
                    shutil.rmtree(half, ignore_errors=True)

    def clear(self) -> None:
        """Remove every entry, whatever it is by now; renders in progress make theirs again."""
        for shard in [*self.folder.glob("[0-9a-f][0-9a-f]")]:
            for place in [*shard.iterdir()] if _is_folder(shard) else [shard]:
                self._remove(place)

    def _remove(self, place: Path) -> None:
        """Remove what is in an entry's place at once for everybody, then its files."""
        if os.path.lexists(place):
            with self._making() as gone, suppress(OSError):
                place.rename(gone / place.name)

    @contextmanager
    def _making(self) -> Iterator[Path]:
        """A folder of the cache's for a moment, also where a signal ends the command meanwhile."""
        folder = self._folder(_MAKING) / secrets.token_hex(8)
        with sure(partial(shutil.rmtree, folder, ignore_errors=True)):
            folder.mkdir(mode=0o700)
            yield folder

    def _folder(self, name: str) -> Path:
        """A folder of the cache, which is made where there is none but something else.

        Entries are made and unmade in one of them, on the disk of the rest.
        """
        folder = self.folder / name
        for path in (self.folder, folder):
            if os.path.lexists(path) and not (
                path.is_dir() if path is self.folder else _is_folder(path)
            ):
                path.unlink()
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _place(self, key: str) -> Path:
        return self.folder / key[:2] / key


def users_cache() -> Cache:
    """The cache of the user who runs this: ``$XDG_CACHE_HOME/gdlesson`` on Linux."""
    return Cache(platformdirs.user_cache_path("gdlesson") / "segments")


def users_sounds() -> Cache:
    """What voices have said for the user who runs this, and the sound of films."""
    return Cache(platformdirs.user_cache_path("gdlesson") / "speech", MOST_SOUND)


def _sound_contents(place: Path, key: str, names: Iterable[str]) -> dict[str, bytes] | None:
    """The files of the entry of a key, if it has these and they are as they were stored."""
    with suppress(OSError, ValueError, RecursionError):
        told = json.loads(read_regular(place / _CONTENTS, MOST_CONTENTS))
        contents = {name: read_regular(place / name, MOST_FILE) for name in names}
        if told == {"key": key, "files": {name: _sha256(data) for name, data in contents.items()}}:
            return contents
    return None


def _is_folder(path: Path) -> bool:
    """Whether it is a folder itself, and no link to one."""
    return path.is_dir() and not path.is_symlink()


def flush(path: Path) -> None:
    """Have the disk hold what was written to a file or a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy(source: Path, target: Path) -> str:
    """Copy a file to the disk; return its checksum."""
    data = read_regular(source, MOST_FILE)
    _write(target, data)
    return _sha256(data)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    flush(path)
