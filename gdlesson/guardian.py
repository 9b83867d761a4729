"""A process that outlives a command to tidy up after it, however that has ended.

``python guardian.py FOLDER`` waits until its standard input ends, as it does when the command is
no more, SIGKILL included. Then it ends the processes that the command has left, which bear the
folder's name in their environment, and removes the folder.  It needs nothing but Python's own
library, so that it is there at once.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

MARK = "GDLESSON_SCRATCH"
"""The variable that names a command's folder to the processes that work for it."""
PATIENCE_SECONDS = 5.0
"""How long what is to be ended or removed may withstand."""
_PAUSE_SECONDS = 0.03


def clear(folder: Path) -> None:
    """End the processes that bear a folder's name, and remove it with all that is in it."""
    began = time.monotonic()
    calm = 0  # a process that is being started bears no name yet: look twice
    while calm < 2 and time.monotonic() < began + PATIENCE_SECONDS:
        ended = end_processes(folder)
        calm = 0 if _remove(folder) or ended else calm + 1
        time.sleep(_PAUSE_SECONDS)


def end_processes(folder: Path) -> int:
    """Kill what bears a folder's name, each with its group if it leads one; how many there were."""
    count = 0
    for process in marked(folder):
        count += 1
        with suppress(OSError):
            if os.getpgid(process) == process:
                os.killpg(process, signal.SIGKILL)
            os.kill(process, signal.SIGKILL)
    return count


def marked(folder: Path) -> Iterator[int]:
    """The processes that work for the command whose folder this is, or one that it has started."""
    name = b"\0" + f"{MARK}={folder}".encode(errors="surrogateescape")
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            environment = b"\0" + (place / "environ").read_bytes()
            if name + b"\0" in environment or name + b"/" in environment:
                yield int(place.name)


def _remove(folder: Path) -> bool:
    """Remove a folder, if it is there and belongs to this user; whether it was there."""
    try:
        if not folder.is_symlink() and folder.stat().st_uid == os.geteuid():
            import shutil

            shutil.rmtree(folder, ignore_errors=True)
            return True
    except OSError:
        pass
    return False


def main() -> None:
    """Wait for the end of the command, out of reach of what ends it, then tidy up."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    with suppress(OSError):
        os.setsid()
    os.chdir("/")
    os.closerange(3, 1024)
    while os.read(0, 1):
        pass
    clear(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
