"""What ends a command: a sentence for the user, and the exit code that goes with it."""

from __future__ import annotations

WRONG_INPUT = 2
FAILED = 1
INTERRUPTED = 130


class CommandError(Exception):
    """A command cannot go on; its text is one sentence that says what, where and what to do."""

    exit_code = FAILED


class InputError(CommandError):
    """What was asked for is wrong: a file, an option, a name."""

    exit_code = WRONG_INPUT


class RenderError(CommandError):
    """Something went wrong while rendering."""


def sentence(error: BaseException) -> str:
    """What an error says, on one line, for someone who does not read tracebacks."""
    if isinstance(error, OSError) and error.strerror:
        place = f" ({error.filename})" if error.filename else ""
        return f"{error.strerror}{place}"
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    text = " ".join(str(error).split())
    if type(error).__module__.startswith(("gdcore.", "gdlesson.", "scenes.")) and text:
        return text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
