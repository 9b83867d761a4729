"""Standard input, output and error, whatever a caller has made of them."""

from __future__ import annotations

import io
import os
import sys
from typing import Any, TextIO


def mend_streams() -> None:
    """See that all three are open, and that standard error takes whatever it is given.

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
    sys.stdout = _text(_Noting(1, "w", closefd=False), sys.stdout, "strict")
    sys.stderr = _text(_Patient(2, "w", closefd=False), sys.stderr, "backslashreplace")


def output_is_lost() -> bool:
    """Whether standard output cannot be written to; what is left to be written is dropped then."""
    try:
        sys.stdout.flush()
    except OSError:
        _drop_output()
        return True
    writer = getattr(sys.stdout, "buffer", None)
    return isinstance(writer, io.BufferedWriter) and getattr(writer.raw, "has_failed", False)


def _drop_output() -> None:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)


class _Noting(io.FileIO):
    """A file that knows whether it could not be written to."""

    has_failed = False

    def write(self, data: Any) -> int:  # noqa: ANN401 - any buffer
        try:
            return super().write(data)
        except OSError:
            self.has_failed = True
            raise


class _Patient(io.FileIO):
    """A file that takes all that is written to it, also if it cannot keep it."""

    def write(self, data: Any) -> int:  # noqa: ANN401 - any buffer
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


def _text(file: io.FileIO, before: TextIO | None, errors: str) -> TextIO:
    encoding = before.encoding if before is not None else "utf-8"
    if before is not None and before.errors:
        errors = before.errors
    writer = io.BufferedWriter(file)
    return io.TextIOWrapper(writer, encoding, errors, line_buffering=True)
