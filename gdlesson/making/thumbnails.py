"""The stills in the size of the contact sheet, made beside the drawing, and kept as it is."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from gdlesson.deliver.contact_sheet import SheetCell, save_contact_sheet, thumbnail
from gdlesson.render.cache import Cache
from gdlesson.render.keys import joined
from gdlesson.render.program import sha256
from gdlesson.workplace import Workplace
from scenes.theme import Theme


class Thumbnails:
    """A thread that makes stills small as they come, so that the sheet is soon made at the end."""

    def __init__(self, cache: Cache, place: Workplace) -> None:
        self._cache, self._place = cache, place
        self._thread = ThreadPoolExecutor(1)
        self._begun: dict[tuple[str, str], Future[Path]] = {}

    def begin(self, scene: str, beat: str, still: Path) -> None:
        """Make one; the file is to stay where it is until it is made."""
        to = self._place.scratch(f"thumbnails/{scene}--{beat}.png")
        self._begun[scene, beat] = self._thread.submit(self._make, still, to)

    def made(self, scene: str, beat: str) -> Path:
        """Wait until one is made."""
        return self._begun[scene, beat].result()

    def sheet(self, to: Path, title: str, cells: Sequence[SheetCell], theme: Theme) -> Future[None]:
        """Begin to write the contact sheet."""
        return self._thread.submit(save_contact_sheet, to, title, cells, theme)

    def close(self) -> None:
        """Make no more."""
        self._thread.shutdown(cancel_futures=True)

    def _make(self, still: Path, to: Path) -> Path:
        key = joined(["thumbnail", sha256(still)])
        with suppress(OSError):
            if self._cache.fetch(key, {"thumbnail": to}):
                return to
        thumbnail(still).save(to)
        with suppress(OSError):
            self._cache.store(key, {"thumbnail": to})
        return to
