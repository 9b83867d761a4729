"""Files as they are, links and pipes included, so that what was touched can be told."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_KINDS = {
    stat.S_IFREG: "file", stat.S_IFDIR: "folder", stat.S_IFLNK: "link", stat.S_IFIFO: "pipe",
    stat.S_IFSOCK: "socket", stat.S_IFCHR: "device", stat.S_IFBLK: "block device",
}  # fmt: skip


@dataclass(frozen=True)
class Thing:
    """One file, folder, link, pipe or device: all that somebody could miss of it."""

    kind: str
    mode: int
    held: str
    """A file's digest, a link's target, a device's number."""
    changed: int
    """When a file was last written to; of nothing else."""


Snapshot = Mapping[str, Thing]


def snapshot(folder: Path) -> dict[str, Thing]:
    """All that is in a folder and below, links not followed, by its path from there."""
    return {path.relative_to(folder).as_posix(): thing(path) for path in _walk(folder)}


def thing(path: Path) -> Thing:
    """What is at a path; nothing is opened that is no regular file."""
    status = path.lstat()
    kind = _KINDS[stat.S_IFMT(status.st_mode)]
    held, changed = "", 0
    if kind == "file":
        held, changed = hashlib.sha256(path.read_bytes()).hexdigest(), status.st_mtime_ns
    elif kind == "link":
        held = str(path.readlink())
    elif "device" in kind:
        held = str(status.st_rdev)
    return Thing(kind, stat.S_IMODE(status.st_mode), held, changed)


def _walk(folder: Path) -> Iterator[Path]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        yield Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))


def touched(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """What of the first snapshot is gone or another in the second, a sentence each."""
    for name, was in before.items():
        now = after.get(name)
        if now is None:
            yield f"{name}, a {was.kind}, is gone"
        elif now.kind != was.kind:
            yield f"{name}, a {was.kind}, is a {now.kind} now"
        elif now != was:
            yield f"{name}, a {was.kind}, is another: {was} became {now}"


def digests(folder: Path) -> dict[str, str]:
    """The digests of the regular files of a folder, but for hidden ones."""
    found = snapshot(folder) if folder.is_dir() else {}
    return {
        name: one.held
        for name, one in found.items()
        if one.kind == "file" and not name.startswith(".")
    }
