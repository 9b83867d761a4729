"""How a render can be asked to tell of its progress; apart, so that to parse it takes no time."""

from __future__ import annotations

from enum import StrEnum


class Style(StrEnum):
    """How progress is told."""

    AUTO = "auto"
    """A bar on a terminal, else lines."""
    LINES = "lines"
    JSON = "json"
