"""How a command ends when it is told to: by Ctrl-C, by a polite kill, or by a closed terminal.

It ends there and then. No exception is raised, since one may come where Python or a library drops
it, and a second one would cut the cleaning-up of the first short: what is to be undone is known
here, is undone, and the process is over.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import NoReturn

from gdlesson.errors import INTERRUPTED

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""What tells a command to end."""
PATIENCE_SECONDS = 5.0
"""How long the cleaning-up may take; then the system ends the process, wherever it hangs."""

Act = Callable[[], object]


@dataclass
class _Command:
    """What this process has to do if it is told to end now."""

    acts: list[Act] = field(default_factory=list)
    words: list[Callable[[], str]] = field(default_factory=list)
    held: int = 0
    told: bool = False
    """Whether it has been told to end while it was held."""
    ending: bool = False


_command = _Command()


def listen() -> None:
    """Heed the signals that end a command; those that its caller has it ignore stay ignored."""
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _told)


def be_deaf() -> None:
    """Heed them no more: the command is over, and only tidies up."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def at_end(act: Act) -> None:
    """Have something done if a signal ends the command; the last is done first."""
    _command.acts.append(act)


def forget(act: Act) -> None:
    """Leave out what ``at_end`` was told of: there is nothing to be undone any more."""
    with suppress(ValueError):
        _command.acts.remove(act)


@contextmanager
def sure(act: Act) -> Iterator[None]:
    """Do something at the end of the ``with`` block, also if a signal ends the command within it.

    Args:
        act: may be called twice, and from another thread than the one that is in the block.
    """
    while _command.ending:  # in another thread: it is to begin nothing more
        time.sleep(1)
    _command.acts.append(act)
    try:
        yield
    finally:
        try:
            act()
        finally:
            forget(act)


@contextmanager
def last_words(words: Callable[[], str]) -> Iterator[None]:
    """What is told beside "Stopped." if a signal ends the command within the ``with`` block."""
    _command.words.append(words)
    try:
        yield
    finally:
        _command.words.remove(words)


@contextmanager
def held() -> Iterator[None]:
    """No signal ends the command within the ``with`` block; one that came does so at its end.

    For the moment between making a thing and noting that it is to be undone.
    """
    _command.held += 1
    try:
        yield
    finally:
        _command.held -= 1
        if _command.told and not _command.held:
            _end()


def _told(_number: int, _frame: FrameType | None) -> None:
    _command.told = True
    if not _command.held:
        _end()


def _end() -> NoReturn:
    _command.ending = True
    be_deaf()
    signal.setitimer(signal.ITIMER_REAL, PATIENCE_SECONDS)
    with suppress(Exception):
        _kill_children()
    for act in reversed(_command.acts):
        with suppress(Exception):
            act()
    _say()
    os._exit(INTERRUPTED)


def _kill_children() -> None:
    """End the processes that work for this one, which have nothing to tidy up themselves."""
    if "multiprocessing" in sys.modules:
        import multiprocessing

        children = multiprocessing.active_children()
        for child in children:
            child.kill()
        for child in children:
            child.join(1)


def _say() -> None:
    words = ["Stopped."]
    for each in _command.words:
        with suppress(Exception):
            words.append(each())
    with suppress(OSError):  # past sys.stderr, which may be in the middle of a line's writing
        os.write(2, f"{' '.join(words)}\n".encode(errors="backslashreplace"))
