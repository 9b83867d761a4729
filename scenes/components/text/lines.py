"""Words and formulas over as many lines as their room asks for, and what fits into a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Protocol

import numpy as np

from scenes.components.text.label import Label
from scenes.layout import LEADING

Make = Callable[[str], Label]
"""Sets a line of text."""


class SizedMake(Protocol):
    """Sets text in a size."""

    def __call__(self, text: str, *, size: float) -> Label:
        """A line of it."""


_PIECE = re.compile(r"(?:\$[^$]*\$|\S)+")
"""Between two of these a line may end; a formula is whole."""
TRIES = 12
"""Widths that are tried for lines of like length."""
SMALLER, STEPS = 0.96, 30
"""By what text is set smaller until it fits, and how often at most."""


def wrapped(text: str, most: float, make: Make) -> list[Label]:
    """The text on a line or, where that is wider than ``most``, on the fewest that hold it.

    They are of like width.  A piece that is wider by itself has a line of its own.
    """
    whole = make(text)
    pieces = _PIECE.findall(text)
    if whole.width <= most or len(pieces) < 2:
        return [whole]

    @cache
    def width(line: str) -> float:
        return float(make(line).width)

    fewest = _filled(pieces, most, width)
    for share in np.linspace(1 / len(fewest), 1.0, TRIES, endpoint=False):
        lines = _filled(pieces, share * most, width)
        if len(lines) == len(fewest) and max(map(width, lines)) <= most:
            return [make(line) for line in lines]
    return [make(line) for line in fewest]


def _filled(pieces: Sequence[str], most: float, width: Callable[[str], float]) -> list[str]:
    """Lines that each have as many pieces as they hold."""
    lines: list[str] = []
    text = ""
    for piece in pieces:
        longer = f"{text} {piece}" if text else piece
        if text and width(longer) > most:
            lines.append(text)
            text = piece
        else:
            text = longer
    return [*lines, text]


def fitted(text: str, most: float, lines: int, size: float, make: SizedMake) -> list[Label]:
    """The text on so many lines or fewer, none wider than ``most``; set smaller if need be."""
    for now in size * SMALLER ** np.arange(STEPS):
        found = wrapped(text, most, partial(make, size=float(now)))
        if len(found) <= lines and max(float(line.width) for line in found) <= most:
            return found
    return [make(text, size=float(now))]


def first_fitting(texts: Sequence[str], most: float, make: Make) -> Label:
    """The first of some texts that is no wider than ``most``, or the last of all."""
    labels = [make(texts[0])]
    for text in texts[1:]:
        if labels[-1].width <= most:
            break
        labels.append(make(text))
    return labels[-1]


def cut_short(text: str, most: float, make: Make) -> Label:
    """The text, cut short with an ellipsis where it would be wider than ``most``."""
    label, kept = make(text), text
    while label.width > most and kept:
        kept = kept[: max(0, int(len(kept) * most / label.width) - 1)].rstrip()
        label = make(f"{kept}…")
    return label


def below_one_another(labels: Sequence[Label], x: float, last: float) -> list[Label]:
    """Put lines so that they begin at ``x``, and the last of them on the baseline ``last``."""
    for row, label in enumerate(reversed(labels)):
        label.put(x, last + LEADING * label.size * row)
    return [*labels]
