"""A folder of recordings, a sound file a beat, called as ``gdlesson script`` says."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from gdlesson.errors import InputError
from gdlesson.narration.voices.base import Line, Sound
from gdlesson.sound.files import FORMATS, MOST_BYTES, listed_formats, read_sound
from gdlesson.sound.graph import RATE

RECORDED = "recorded"
MOST_NAMED = 8
NEAR = 0.85
"""How alike names are that may be meant for one another, at most 1."""
Read = Callable[[str], bytes]
"""Gives the bytes of a file of the folder; raises ValueError with why it cannot."""


def file_stem(scene: str, beat: str) -> str:
    """What the recording of a beat is called, without its end."""
    return f"{scene}--{beat}"


class Recorded:
    """Plays recordings.

    Args:
        folder: as it is shown to who made it.
        names: the files there are in the folder.
        read: gives the bytes of one.
    """

    paced = False
    remembers = False

    def __init__(self, name: str, folder: Path, names: list[str], read: Read) -> None:
        self.name, self.folder, self._read = name, folder, read
        self._names = names

    def file(self, line: Line) -> str | None:
        """The name of the recording of a line; None where there is none.

        Raises:
            InputError: there are two, or one of another format.
        """
        stem = file_stem(line.scene, line.beat)
        called = [name for name in self._names if Path(name).stem == stem]
        found = [name for name in called if Path(name).suffix.lower() in FORMATS]
        if called and not found:
            raise InputError(f"{called[0]} is none of {listed_formats()}.")
        if len(found) > 1:
            raise InputError(
                f"{self.folder} has {' and '.join(found)}, two recordings of one beat; "
                "keep the one that counts."
            )
        return found[0] if found else None

    def refuse(self, lines: Sequence[Line]) -> None:
        """See that there is a recording of each."""
        missing = [self.lacking(each, lines) for each in lines if self.file(each) is None]
        if missing:
            named = ", ".join(missing[:MOST_NAMED])
            more = len(missing) - MOST_NAMED
            also = f" and {more} more" if more > 0 else ""
            raise InputError(
                f"{self.folder} lacks {len(missing)} of {len(lines)} recordings: {named}{also}. "
                "gdlesson script prints what is to be read in each."
            )

    def lacking(self, line: Line, lines: Sequence[Line]) -> str:
        """What the recording of a line is to be called; and a file that is called nearly so.

        It is one that belongs to none of the lines.
        """
        stem, called = file_stem(line.scene, line.beat), {file_stem(x.scene, x.beat) for x in lines}
        free = {Path(name).stem: name for name in self._names if Path(name).stem not in called}
        near = difflib.get_close_matches(stem, free, n=1, cutoff=NEAR)
        return f"{stem}.wav" + (f" (is it {free[near[0]]}?)" if near else "")

    def key(self, line: Line) -> str:
        """The checksum of the recording."""
        return hashlib.sha256(self._bytes(line)).hexdigest()

    def say(self, line: Line, speed: float) -> Sound:
        """Play it; nobody knows when its words come."""
        del speed
        try:
            return Sound(read_sound(self._named(line), self._bytes(line)), RATE)
        except ValueError as error:
            raise InputError(f"{self.folder / self._named(line)}: {error}.") from None

    def _named(self, line: Line) -> str:
        name = self.file(line)
        if name is None:
            raise InputError(
                f"{self.folder} has no recording {file_stem(line.scene, line.beat)}.wav; "
                "gdlesson script lists those it needs."
            )
        return name

    def _bytes(self, line: Line) -> bytes:
        name = self._named(line)
        try:
            return self._read(name)
        except ValueError as error:
            raise InputError(f"{self.folder / name}: {error}.") from None


MOST_FILE = MOST_BYTES
