"""What may be said of runs: words that are chosen from what was computed.

They are given by their keys in the files of `scenes/words`.
"""

from __future__ import annotations

ROUNDING = 1e-14
"""Losses of data scaled to [-1, 1] that are nearer than this differ by rounding alone."""


def departure_words(name: str, *, diverged: bool) -> str:
    """What is said when a path has left the picture."""
    return f"left.{name}_diverged" if diverged else f"left.{name}"
