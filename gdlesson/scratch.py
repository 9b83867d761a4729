"""The one folder for temporary files that a command has, and the processes that work for it.

Both are gone when the command is, however it ends: a guardian (``guardian.py``), started with the
folder, sees to that, and where it was killed as well, the next command does.  What is worth
nothing after the command is made here: Python's own sockets between processes, what Manim writes,
and what libraries call temporary files in processes that work for the command.  Files that are
to get a name elsewhere are made beside their place (``whole.py``, ``workplace.py``).
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import signal
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from gdlesson import guardian
from gdlesson.ending import SIGNALS, at_end, held
from gdlesson.errors import CommandError

NAME = "gdlesson-"
LOCK = "in-use"
"""A file in the folder that is locked as long as its command lives."""
MOST_BYTES = 53
"""Of the path it may lie in: a socket's has at most 103 on macOS, 107 on Linux, and 50 are ours."""
OTHERWISE = ("/tmp", "/var/tmp")  # noqa: S108 - the folder that is made in them is ours alone


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """An empty folder that goes with the ``with`` block."""
    import multiprocessing

    # Who works for a command has its folder for all temporary files.
    inside = None if multiprocessing.parent_process() is not None else scratch()
    with tempfile.TemporaryDirectory(dir=inside, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@cache
def scratch() -> Path:
    """This command's folder, which is made when it is first asked for.

    Raises:
        CommandError: there is no place for it.
    """
    from multiprocessing import util

    place = _place()
    _sweep(place)
    folder = place / f"{NAME}{secrets.token_hex(4)}"
    with held():
        _guard(folder)
        at_end(lambda: shutil.rmtree(folder, ignore_errors=True))
        try:
            folder.mkdir(mode=0o700)
            _lock(folder)
        except OSError as error:
            why = f"No temporary files can be made in {place}: {error.strerror}"
            raise CommandError(f"{why}; set TMPDIR to another folder.") from error
        # After Python's own removal of the folder in it for sockets, which would miss it else.
        util.Finalize(None, shutil.rmtree, (folder,), {"ignore_errors": True}, exitpriority=-101)
    return folder


@contextmanager
def own_processes() -> Iterator[None]:
    """Processes that are started in the ``with`` block work for this command, and end with it.

    They have its folder for temporary files, and are deaf to what ends the command: it ends them.

    Raises:
        CommandError: they cannot be started, or there is no place for the folder.
    """
    from multiprocessing import resource_tracker

    with held(), environment(marks()), _blocked():
        _have_sockets_in(scratch())
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)  # which that has undone
        try:
            yield
        except (EOFError, ConnectionError) as error:
            raise CommandError(
                "No process can be started for the work: the first ended."
            ) from error


def marks() -> dict[str, str]:
    """The variables by which a process that is started works for this command."""
    return {guardian.MARK: str(scratch()), "TMPDIR": str(scratch())}


def follow() -> None:
    """End this process, which works for another, when the other is no more."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    from multiprocessing import connection

    connection.wait([sentinel])
    os._exit(1)


def _place() -> Path:
    """Where temporary files go, unless no socket could have such a path."""
    try:
        usual = [tempfile.gettempdir()]
    except FileNotFoundError:
        usual = []
    for place in (*usual, *OTHERWISE):
        if len(os.fsencode(place)) <= MOST_BYTES and os.access(place, os.W_OK | os.X_OK):
            return Path(place).absolute()
    raise CommandError(
        "There is no folder for temporary files; set TMPDIR to one that can be written to and has "
        f"at most {MOST_BYTES} letters in its path."
    )


def _sweep(place: Path) -> None:
    """Remove the folders of this user's commands that are no more, with what still works for them.

    A folder is theirs by its lock, which the system releases when its holder ends.
    """
    for folder in place.glob(f"{NAME}*"):
        with suppress(OSError):
            status = folder.lstat()
            if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
                continue
            lock = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                guardian.clear(folder)
            finally:
                os.close(lock)


def _lock(folder: Path) -> None:
    """Lock the folder as long as this process lives; the file is locked before it has its name."""
    making = folder / f"{LOCK}-"
    lock = os.open(making, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    making.rename(folder / LOCK)


def _guard(folder: Path) -> None:
    """Start the process that tidies up; without it, the next command does.

    It is started before there is a folder, and lives in a session of its own, so that no moment is
    left at which a kill would leave something behind.
    """
    ours = {name: value for name, value in os.environ.items() if name != guardian.MARK}
    ends, keep = os.pipe()
    command = [sys.executable, "-I", "-S", guardian.__file__, str(folder)]
    actions = [
        (os.POSIX_SPAWN_DUP2, ends, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    try:
        try:
            os.posix_spawn(
                command[0], command, ours, file_actions=actions, setsigmask=SIGNALS, setsid=True
            )
        except NotImplementedError:
            os.posix_spawn(command[0], command, ours, file_actions=actions, setsigmask=SIGNALS)
    except OSError:
        os.close(keep)  # else it stays open as long as this process
    finally:
        os.close(ends)


def _have_sockets_in(folder: Path) -> None:
    """Have Python's processes make the sockets by which they talk in a folder."""
    from multiprocessing import util

    before = tempfile.tempdir
    tempfile.tempdir = str(folder)
    try:
        util.get_temp_dir()
    finally:
        tempfile.tempdir = before


@contextmanager
def environment(values: dict[str, str]) -> Iterator[None]:
    """Variables for the processes that are started meanwhile."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _blocked() -> Iterator[None]:
    """What is started meanwhile inherits that this thread does not hear the signals."""
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
