"""Films made in peace, once for each state of a lesson's files, to hold others against."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from tests.attack.cases import memory
from tests.attack.nursery import Nursery
from tests.attack.sketch import ENTRY
from tests.attack.snapshot import digests

OUT = "out"
RENDER = (
    "render",
    "lesson.toml",
    "--quality",
    "preview",
    "--fps",
    "1",
    "--jobs",
    "2",
    "--out",
    OUT,
)


class Films:
    """Folders in which a lesson was rendered undisturbed, by the name of their state.

    Args:
        lay_out: writes the files of a state below a folder; the lesson is ``here/lesson.toml``.
        entry: the command that draws.
    """

    def __init__(self, lay_out: Callable[[Path, str], object], entry: str = ENTRY) -> None:
        self._lay_out, self._entry = lay_out, entry
        self._lock = threading.Lock()
        self._made: dict[str, Path] = {}
        self._seconds: dict[str, float] = {}
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def folder(self, state: str, nursery: Nursery) -> Path:
        """Where ``here`` with the film of a state is; made when it is first asked for."""
        with self._lock:
            if state not in self._made:
                folder = self._kept() / state
                folder.mkdir()
                self._lay_out(folder, state)
                ended = nursery.run(RENDER, folder, entry=self._entry, within="here", seconds=120)
                assert ended.code == 0, ended
                self._made[state] = folder
                self._seconds[state] = ended.seconds
            return self._made[state]

    def _kept(self) -> Path:
        """Where films are kept until the program ends."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="attack-films-", dir=memory())
        return Path(self._folder.name)

    def digests(self, state: str, nursery: Nursery) -> dict[str, str]:
        """The digests of a state's film and of all that came with it."""
        return digests(self.folder(state, nursery) / "here" / OUT)

    def seconds(self, state: str, nursery: Nursery) -> float:
        """How long it took to make."""
        self.folder(state, nursery)
        return self._seconds[state]

    def copy(self, state: str, nursery: Nursery, to: Path) -> None:
        """Put a copy of a state's files and film below a folder."""
        shutil.copytree(self.folder(state, nursery) / "here", to / "here", symlinks=True)
