"""Pictures with their names: rows in cells of one size, each after its name; or each below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

Named = tuple[str, str]
"""What a picture is called, and the colour of that."""

TRIED = SIZES.caption, SIZES.name, SIZES.label, SIZES.small
"""Sizes of names, which are tried one after another."""
MOST = 0.56, 0.5
"""Of the width of a cell, what the larger ones may have; and the same where it is narrow."""
MIDDLE, APART = 0.33, 0.35
"""From the baseline of a name up to its middle, and from the widest one to the pictures, in em."""

CAPITAL, OVER = 0.8, 1.25
"""From the upper edge of a slot to the baseline of a name there, and to the picture below, in em.
"""


def add_side_names(
    scene: AnyScene, cells: Sequence[tuple[Slot, Mapping[str, Named]]], gap: float
) -> tuple[dict[str, Part], dict[str, Slot]]:
    """The names of equal rows, ``gap`` apart, in each cell; and the slots of their pictures."""
    each = [named for _, rows in cells for named in rows.values()]
    wide = max(float(words(text, 1.0, colour, "semibold").width) for text, colour in each)
    room = MOST[scene.layout.narrow] * min(slot.width for slot, _ in cells)
    size = next((size for size in TRIED if size * wide <= room), TRIED[-1])
    names, pictures = {}, {}
    for slot, rows in cells:
        places = slot.rows(*[1.0] * len(rows), gap=gap)
        for (key, (text, colour)), row in zip(rows.items(), places, strict=True):
            label = words(text, size, colour, "semibold")
            label.put(row.left, float(row.centre[1]) - MIDDLE * size)
            names[key] = scene.add_part(label, layer=Layer.NAMES)
            pictures[key] = row.inset(left=(wide + APART) * size)
    return names, pictures


def add_names_over(
    scene: AnyScene,
    slots: Sequence[Slot],
    named: Mapping[str, Named],
    tried: Sequence[float],
    under: float | None = None,
) -> tuple[dict[str, Part], dict[str, Slot]]:
    """Each above the middle of its slot, all of one size; and the slots of pictures below them.

    These begin close below, or at the height ``under``.
    """
    wide = max(float(words(text, 1.0, colour, "semibold").width) for text, colour in named.values())
    width = min(slot.width for slot in slots)
    size = next((size for size in tried if size * wide <= width), width / wide)
    names, pictures = {}, {}
    for (key, (text, colour)), slot in zip(named.items(), slots, strict=True):
        label = words(text, size, colour, "semibold")
        label.put(float(slot.centre[0]), slot.top - CAPITAL * size, "centre")
        names[key] = scene.add_part(label, layer=Layer.NAMES)
        pictures[key] = slot.inset(top=OVER * size if under is None else slot.top - under)
    return names, pictures
