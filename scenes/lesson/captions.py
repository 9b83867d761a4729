"""Where the words of a lesson that is spoken can be read."""

from __future__ import annotations

from enum import StrEnum


class Captions(StrEnum):
    """Beside a voice; without one, a film has its words in the pictures, whatever is asked for."""

    TRACK = "track"
    """In the video's caption track and in files, as viewers turn them on."""
    BURNED = "burned"
    """There, and drawn into the pictures."""
