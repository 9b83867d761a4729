"""Reference pictures, and when a picture counts as the same as its reference."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]

FOLDER = Path(__file__).parent / "pictures"

FAINTEST = 4
"""Levels from the background up to which a pixel has no ink."""
# Another version of Mesa, Cairo or Typst may move the edge of a shape by a hundredth of a pixel,
# and Cairo counts an edge's cover in 17 rows: 15 of 255 levels. These figures are about the ink:
# the pixels that are not background, or not the ground that a thing is on, in one of two pictures.
MOST_MEAN = 2.5
"""Mean over the ink of the largest difference in a pixel's channels, in levels."""
FAR = 20
"""Levels by which a pixel may differ without being counted."""
MOST_FAR = 0.01
"""Share of the ink that may differ by more."""
AMPLIFIED = 8
"""How much stronger than it is a difference is shown."""

AGAIN = (
    "Where that is meant, call ./run test tests/scenes -k pictures --regenerate-pictures, and look "
    "at what has changed."
)


@dataclass(frozen=True)
class Difference:
    """How far two pictures are apart: mean in levels, and the share of pixels that are far off."""

    mean: float
    far: float

    @property
    def tolerable(self) -> bool:
        """Whether the pictures count as the same."""
        return self.mean <= MOST_MEAN and self.far <= MOST_FAR

    def __str__(self) -> str:
        return (
            f"the mean difference is {self.mean:.2f} levels (at most {MOST_MEAN:g}), and "
            f"{self.far:.1%} of the ink differs by more than {FAR} levels (at most {MOST_FAR:.0%})"
        )


def difference(reference: Pixels, drawn: Pixels, beneath: Pixels) -> Difference:
    """Compare pictures of the same thing on ``beneath``, (h, w, 3) each."""
    both = np.stack([reference, drawn]).astype(int)
    ink = (np.abs(both - beneath).max(axis=-1) > FAINTEST).any(axis=0)
    if not ink.any():
        return Difference(0.0, 0.0)
    apart = np.abs(both[0] - both[1]).max(axis=-1)[ink]
    return Difference(float(apart.mean()), float((apart > FAR).mean()))


def side_by_side(reference: Pixels, drawn: Pixels) -> Image.Image:
    """Reference, drawn, and their difference, amplified, from left to right."""
    height = max(len(reference), len(drawn))
    width = max(reference.shape[1], drawn.shape[1])
    panels = np.zeros((2, height, width, 3), np.uint8)
    for panel, picture in zip(panels, (reference, drawn), strict=True):
        panel[: picture.shape[0], : picture.shape[1]] = picture
    apart = np.abs(panels[0].astype(int) - panels[1]) * AMPLIFIED
    return Image.fromarray(np.hstack([*panels, np.minimum(apart, 255).astype(np.uint8)]))


def compare(path: Path, pixels: Pixels, beneath: Pixels, folder: Path) -> None:
    """Fail unless a picture looks as its reference; both are then laid into ``folder``."""
    assert path.exists(), f"There is no reference {path.name}. {AGAIN}"
    with Image.open(path) as file:
        reference = np.array(file.convert("RGB"))
    if reference.shape == pixels.shape:
        found = difference(reference, pixels, beneath)
        if found.tolerable:
            return
        why = str(found)
    else:
        why = f"its size is {pixels.shape[1::-1]} instead of {reference.shape[1::-1]}"
    beside = folder / path.name
    side_by_side(reference, pixels).save(beside)
    pytest.fail(
        f"{path.name} is not as its reference: {why}. Reference, drawn, and their difference "
        f"{AMPLIFIED} times as strong: {beside}. {AGAIN}"
    )


def left_over(folder: Path, names: list[str], *, remove: bool) -> set[Path]:
    """References in a folder that are of no picture; those that are left there."""
    found = {path for path in folder.glob("*.png") if path.stem not in names}
    if not remove:
        return found
    for path in found:
        path.unlink()
    return set()
