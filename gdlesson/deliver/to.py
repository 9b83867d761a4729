"""What slides and clips can be made for; apart, so that to parse it takes no time."""

from __future__ import annotations

from enum import StrEnum


class To(StrEnum):
    """What slides are for."""

    HTML = "html"
