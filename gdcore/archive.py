"""Arrays in .npz files: written whole or not at all, read without pickle.

What zips, JSON and paths need is imported late: it takes as long as all the rest of gdcore.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gdcore.errors import ArchiveError, shown

MOST_BYTES = 4 * 2**30

Arrays = dict[str, NDArray[Any]]


def save(path: str | os.PathLike[str], arrays: Mapping[str, NDArray[Any]], meta: object) -> None:
    """Write arrays, and `meta` as JSON in an array called "meta", to an .npz file.

    The file appears under its name only when it is whole. The same arrays give the same bytes.

    Raises:
        OSError: the folder cannot be written to.
    """
    import json
    from pathlib import Path

    target = Path(path)
    text = np.array(json.dumps(meta, sort_keys=True, allow_nan=False))
    part = target.with_name(f".{target.name}.{os.urandom(6).hex()}.part")
    try:
        with part.open("xb") as file:
            # One by one, not by keyword, since a name may be any text.
            np.savez(file, allow_pickle=False, **{**arrays, "meta": text})
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def load(path: str | os.PathLike[str], kind: str) -> tuple[Arrays, Any]:
    """Read what `save` wrote: the arrays, and the meta data.

    Args:
        path: of the file.
        kind: what it should be, for the error: "a frame table".

    Raises:
        ArchiveError: there is no such file, or it is not one that `save` wrote.
    """
    import json
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(path) as file:
            _check_size(sum(entry.file_size for entry in file.infolist()))
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        return arrays, json.loads(str(arrays.pop("meta")))
    except FileNotFoundError:
        raise ArchiveError(f"There is no file {shown(str(path), 200)}.") from None
    except (
        OSError, ValueError, KeyError, EOFError, MemoryError, RecursionError,
        NotImplementedError, zipfile.BadZipFile, zlib.error,
    ) as error:  # fmt: skip
        raise not_one(path, kind, str(error)) from None


def _check_size(size: int) -> None:
    if size > MOST_BYTES:
        raise ValueError(f"it would take {size} bytes of memory, more than {MOST_BYTES}")


def not_one(path: str | os.PathLike[str], kind: str, why: str) -> ArchiveError:
    """The error for a file that is not what it should be."""
    return ArchiveError(
        f"{shown(str(path), 200)} is not {kind} ({shown(why, 120)[1:-1]}); make it again."
    )
