"""The text of a file that may come from a stranger, in the encoding that it is certain to have.

What is wrong with a file is told in one sentence: what, in which file and line, why, what to do.
"""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Sequence

from gdcore.errors import DataError, shown

MOST_BYTES = 64 * 2**20

# UTF-32 comes first: its mark begins with that of UTF-16, after which no text has a NUL.
_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32-LE",
    codecs.BOM_UTF32_BE: "UTF-32-BE",
    codecs.BOM_UTF16_LE: "UTF-16-LE",
    codecs.BOM_UTF16_BE: "UTF-16-BE",
    codecs.BOM_UTF8: "UTF-8",
}
_WIDE = ("UTF-32-LE", "UTF-32-BE", "UTF-16-LE", "UTF-16-BE")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files of spreadsheet programs begin: .xlsx and .ods, and the older .xls."""
_ADVICE = 'save it again as "CSV UTF-8"'


def read_bytes(path: str) -> bytes:
    """What a regular file of at most 64 MiB holds.

    Raises:
        DataError: there is none, it is not a regular file, too large, or cannot be read.
    """
    name = shown(path, 200)
    try:
        # Never wait for a pipe: open without blocking, then look what was opened.
        with open(path, "rb", opener=_open_at_once) as file:
            regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            content = file.read(MOST_BYTES + 1) if regular else b""
    except FileNotFoundError:
        raise DataError(f"There is no file {name}; check the path.") from None
    except IsADirectoryError:
        regular, content = False, b""
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise DataError(f"{name} cannot be read: {why}.") from None
    if not regular:
        raise DataError(f"{name} is not a regular file; give the path of a CSV file.")
    if len(content) > MOST_BYTES:
        raise DataError(
            f"{name} is larger than {MOST_BYTES // 2**20} MiB; keep only the rows that are needed."
        )
    return content


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def decoded(content: bytes, name: str, wanted: Sequence[str] = ()) -> str:
    """The text of a file, where its encoding can be told for certain.

    That is UTF-8; what a byte-order mark says; UTF-16 and UTF-32 without one, by where their NULs
    stand; and Windows-1252, which for what can be seen is Latin-1 as well, if all that is `wanted`
    stands in the file when it is read so. Another encoding of one byte a character would show other
    letters there, and elsewhere letters decide nothing.

    Args:
        content: of the file.
        name: of the file, for errors.
        wanted: the words that will be looked for, as whoever asks for them writes them.

    Raises:
        DataError: another encoding, or no text.
    """
    file = shown(name, 200)
    mark = next((mark for mark in _MARKS if content.startswith(mark)), b"")
    if mark:
        text = _strictly(content[len(mark) :], _MARKS[mark], file)
    elif b"\0" in content:
        text = _without_mark(content, file)
    else:
        text = _of_bytes(content, file, wanted)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise DataError(f"{file}, line {line}: has a NUL character, so it is damaged; {_ADVICE}.")
    return text


def _strictly(content: bytes, encoding: str, file: str) -> str:
    """The text behind a byte-order mark."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DataError(
            f"{_place(error, encoding, file)} is not {encoding}, so the file is damaged, because "
            f"its first bytes say that it is; {_ADVICE}."
        ) from None


def _without_mark(content: bytes, file: str) -> str:
    """UTF-16 or UTF-32: the one under which no NUL is left and most characters are plain ones.

    A table is mostly digits and separators, whatever its language.
    """
    if content.startswith(_WORKBOOKS):
        raise DataError(
            f"{file} is a spreadsheet program's own file, not text; open it there and "
            'save it as "CSV UTF-8".'
        )
    for encoding in _WIDE:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and 2 * sum(map(str.isascii, text)) > len(text):
            return text
    line = content.count(b"\n", 0, content.index(b"\0")) + 1
    raise DataError(
        f"{file}, line {line}: has a NUL character, so it is not a text file, or it is damaged; "
        f"{_ADVICE}."
    )


def _of_bytes(content: bytes, file: str, wanted: Sequence[str]) -> str:
    """UTF-8, or else Windows-1252 where that is certain."""
    try:
        return content.decode("UTF-8")
    except UnicodeDecodeError as error:
        place = _place(error, "UTF-8", file)
    # Where other letters are whole in UTF-8, the file is UTF-8 with a flaw.
    if not content.decode("UTF-8", errors="ignore").isascii():
        raise DataError(f"{place} is not UTF-8, as the rest of the file is; {_ADVICE}.")
    try:
        text = content.decode("Windows-1252")
    except UnicodeDecodeError:
        raise DataError(
            f"{place} is not UTF-8, and not all of the file is Windows-1252 either, so it has "
            f"another encoding; {_ADVICE}."
        ) from None
    lost = next((word for word in wanted if not word.isascii() and word not in text), None)
    if lost is not None:
        raise DataError(
            f"{place} is not UTF-8, and read as Windows-1252 the file does not have "
            f"{shown(lost)}, so it has another encoding, or another header; {_ADVICE}."
        )
    return text


def _place(error: UnicodeDecodeError, encoding: str, file: str) -> str:
    line = error.object[: error.start].decode(encoding).count("\n") + 1
    return f"{file}, line {line}: byte 0x{error.object[error.start]:02X}"
