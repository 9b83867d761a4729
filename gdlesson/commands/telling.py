"""Numbers as commands print them, and tracebacks where they are wanted."""

from __future__ import annotations

import sys

import typer


def count(number: int, what: str, ending: str = "s") -> str:
    """A number of things, with the thing in the plural where there is not one of them."""
    return f"{number} {what}{'' if number == 1 else ending}"


def duration(seconds: float) -> str:
    """Minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def debugging() -> bool:
    """Whether whoever called wants tracebacks."""
    return "--debug" in sys.argv[1:]


def debug(text: str) -> None:
    """Print a traceback for those who want it."""
    if debugging() and text:
        typer.echo(text, err=True)
