"""A column of readouts: quantities by name, symbol and value, at a run's last landing."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from scenes.components.readout import HEADING, Readout
from scenes.layout import Slot
from scenes.stage.scene import AnyScene, Part


def add_readout(
    scene: AnyScene,
    slot: Slot,
    name: str,
    symbol: str,
    value: str | Callable[[int], str],
    colour: str | None = None,
    room: float = HEADING,
) -> Part:
    """One quantity of the panel, in a line, or in two where words have little room.

    Args:
        scene: that it belongs to.
        slot: that it fills.
        name: of the quantity.
        symbol: of it, as a formula with an equals sign.
        value: as it is written, or what tells that of a frame.
        colour: of the name; that of words if it is None.
        room: that the names of its column have.
    """
    beside = not scene.layout.narrow
    shown = colour or scene.theme.text
    readout = Readout(slot, name, symbol, shown, scene.theme, room, beside=beside)
    if isinstance(value, str):
        readout.show(value)
        return scene.add_part(readout)

    def show(frame: int) -> Hashable:
        readout.show(value(frame))
        return readout.value.text

    return scene.add_part(readout, show)
