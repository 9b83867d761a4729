"""Standard input, output and error, whatever a caller has made of them."""

from __future__ import annotations

import io
import os
import sys
from typing import Any, TextIO


def mend_streams() -> None:
    """See that all three can be written to, so that none of them ends a render.

    One that is closed becomes the null device: else the next file that is opened would take its
    number, and what is printed would go into it.  What cannot be written to standard error, be its
    disk full or its reader gone, is dropped: the video matters more than the words about it.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # noqa: FBT003 - as os has it
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - to stay
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = _patient(sys.stderr)


def output_is_lost() -> bool:
    """Whether standard output cannot be written to; what is left to be written is dropped then."""
    try:
        sys.stdout.flush()
    except OSError:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
        return True
    return False


class _Patient(io.FileIO):
    """A file that takes all that is written to it, also if it cannot keep it."""

    def write(self, data: Any) -> int:  # noqa: ANN401 - any buffer
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


def _patient(stream: TextIO | None) -> TextIO:
    encoding = stream.encoding if stream is not None else "utf-8"
    writer = io.BufferedWriter(_Patient(2, "w", closefd=False))
    return io.TextIOWrapper(writer, encoding, "backslashreplace", line_buffering=True)
