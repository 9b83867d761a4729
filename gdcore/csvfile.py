"""Columns of numbers from a CSV file that may come from a stranger.

Every way a file can be wrong is one sentence: what, in which file and row, why, what to do.
"""

from __future__ import annotations

import codecs
import csv
import io
import math
import os
import re
import stat
from collections.abc import Iterator

import numpy as np

from gdcore.errors import DataError, listed, shown
from gdcore.typing import Array

MOST_BYTES = 64 * 2**20
MOST_ROWS = 1_000_000
MOST_IN_A_LINE = 1_000_000
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
FEWEST_ROWS = 2

# UTF-32 comes first: its mark begins with that of UTF-16, after which no text has a NUL.
_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32-LE",
    codecs.BOM_UTF32_BE: "UTF-32-BE",
    codecs.BOM_UTF16_LE: "UTF-16-LE",
    codecs.BOM_UTF16_BE: "UTF-16-BE",
    codecs.BOM_UTF8: "UTF-8",
}
_LONG_LINE = "long line"
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_ONLY_DIGITS = re.compile(r"[0-9+\-.eE]*")
_DECIMAL_COMMA = re.compile(r"[+-]?(\d+,\d*|,\d+)([eE][+-]?\d+)?", re.ASCII)
_WORDS_FOR_NO_NUMBER = re.compile(r"[+-]?(nan|inf|infinity)", re.ASCII | re.IGNORECASE)


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


def decoded(content: bytes, name: str) -> str:
    """The text of a UTF-8 file, or of one with a byte-order mark that says what it is.

    Other encodings are refused, not guessed: their bytes do not tell which they are.

    Raises:
        DataError: another encoding, or a NUL character.
    """
    file = shown(name, 200)
    advice = 'save it again as "CSV UTF-8"'
    mark = next((mark for mark in _MARKS if content.startswith(mark)), b"")
    encoding = _MARKS.get(mark, "UTF-8")
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].decode(encoding).count("\n") + 1
        so = "has another encoding, perhaps Windows-1252 or Latin-1"
        if encoding != "UTF-8":
            so = "is damaged, because its first bytes say that it is"
        raise DataError(
            f"{file}, line {line}: byte 0x{error.object[error.start]:02X} is not {encoding}, so "
            f"the file {so}; {advice}."
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise DataError(
            f"{file}, line {line}: has a NUL character, so it is not a text file, or it is UTF-16 "
            f"without a byte-order mark; {advice}."
        )
    return text


def read_columns(text: str, wanted: tuple[str, ...], name: str) -> list[Array]:
    """The wanted columns, (n,) each, in the order asked for.

    Raises:
        DataError: no such column, no rows, or a row that cannot be read.
    """
    file = shown(name, 200)
    delimiter = _delimiter(text, wanted, file)
    records = _records(text, delimiter, file)
    header_row, header = next(records, (0, []))
    if not header:
        raise DataError(f"{file} is empty; it needs a header row and rows of numbers.")
    places = [_place(column, header, delimiter, file) for column in wanted]
    columns: list[tuple[int, list[str]]] = [(place, []) for place in places]
    rows: list[int] = []
    for row, record in records:
        if len(record) != len(header):
            raise DataError(
                f"{file}, row {row}: has {_count(len(record), 'field')} where the header in row "
                f"{header_row} has {len(header)}; correct the row."
            )
        if len(rows) == MOST_ROWS:
            raise DataError(
                f"{file} has more than {MOST_ROWS} rows; keep only the rows that are needed."
            )
        rows.append(row)
        for place, cells in columns:
            cells.append(record[place].strip())
    if len(rows) < FEWEST_ROWS:
        found = "only one row" if rows else "a header but no rows"
        raise DataError(
            f"{file} has {found} of numbers; at least {FEWEST_ROWS} are needed to fit a line."
        )
    return [
        _numbers(cells, rows, heading, delimiter, file)
        for (_, cells), heading in zip(columns, wanted, strict=True)
    ]


def _records(text: str, delimiter: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Row number and fields of each row that is not blank; a quoted newline stays in its row."""
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    row = 0
    try:
        for record in reader:
            row += 1
            if record and not (len(record) == 1 and not record[0].strip()):
                yield row, record
    except csv.Error as error:
        if str(error) == _LONG_LINE:
            why = f"the row is longer than {MOST_IN_A_LINE} characters"
        elif "field limit" in str(error):
            why = f"a field is longer than {csv.field_size_limit()} characters"
        else:
            why = f"the quotes do not match ({error})"
        raise DataError(
            f"{file}, row {row + 1}: {why}; look for a quotation mark that is not closed."
        ) from None


def _lines(text: str) -> Iterator[str]:
    for line in io.StringIO(text, newline=""):
        if len(line) > MOST_IN_A_LINE:
            raise csv.Error(_LONG_LINE)
        yield line


def _delimiter(text: str, wanted: tuple[str, ...], file: str) -> str:
    """The delimiter under which the header has the wanted columns, or else the most columns."""
    best, most = ",", (-1, 0)
    failure: DataError | None = None
    for delimiter in DELIMITERS:
        try:
            _row, header = next(_records(text, delimiter, file), (0, []))
        except DataError as error:
            failure = failure or error
            continue
        found = sum(column in _stripped(header) for column in wanted)
        if (found, len(header)) > most:
            best, most = delimiter, (found, len(header))
    if most[0] < 1 and failure is not None:
        raise failure
    return best


def _stripped(header: list[str]) -> list[str]:
    return [heading.strip() for heading in header]


def _place(column: str, header: list[str], delimiter: str, file: str) -> int:
    headings = _stripped(header)
    times = headings.count(column.strip())
    if times == 1:
        return headings.index(column.strip())
    if times > 1:
        raise DataError(
            f"{file} has {times} columns called {shown(column)}; give each its own name."
        )
    raise DataError(
        f"{file} has no column {shown(column)}; its columns, separated by "
        f"{DELIMITERS[delimiter]}, are: {listed(headings)}."
    )


def _numbers(cells: list[str], rows: list[int], heading: str, delimiter: str, file: str) -> Array:
    """(n,): the cells of one column as numbers."""
    values = _plain_numbers(cells)
    if values is None:
        values = _other_numbers(cells, rows, heading, delimiter, file)
    values.flags.writeable = False
    return values


def _plain_numbers(cells: list[str]) -> Array | None:
    """The same, fast, if all cells are finite numbers with points; else None."""
    # With these characters alone, what float() takes is what _NUMBER takes.
    if not _ONLY_DIGITS.fullmatch("".join(cells)):
        return None
    try:
        values = np.fromiter(map(float, cells), np.float64, len(cells))
    except ValueError:
        return None
    return values if np.isfinite(values).all() else None


def _other_numbers(
    cells: list[str], rows: list[int], heading: str, delimiter: str, file: str
) -> Array:
    """The same, cell by cell: decimal commas are read, and what is wrong is said."""
    commas = False
    if delimiter != ",":
        comma = next((i for i, cell in enumerate(cells) if _DECIMAL_COMMA.fullmatch(cell)), None)
        point = next((i for i, cell in enumerate(cells) if "." in cell), None)
        commas = comma is not None
        if comma is not None and point is not None:
            raise DataError(
                f"{file}, column {shown(heading)}: has a decimal comma in row {rows[comma]} "
                f"({shown(cells[comma])}) and a point in row {rows[point]} "
                f"({shown(cells[point])}); use one of them throughout."
            )
    values = np.empty(len(cells))
    for i, cell in enumerate(cells):
        plain = cell.replace(",", ".") if commas and _DECIMAL_COMMA.fullmatch(cell) else cell
        value = float(plain) if _NUMBER.fullmatch(plain) else math.nan
        if not math.isfinite(value):
            raise DataError(
                f"{file}, row {rows[i]}, column {shown(heading)}: {_why_no_number(cell)}."
            )
        values[i] = value
    return values


def _why_no_number(cell: str) -> str:
    if not cell:
        return "the value is missing; fill it in or take the row out"
    if _WORDS_FOR_NO_NUMBER.fullmatch(cell):
        return f"{shown(cell)} is not a finite number; fill the value in or take the row out"
    if _NUMBER.fullmatch(cell):
        return f"{shown(cell)} is too large for a number"
    if _DECIMAL_COMMA.fullmatch(cell):
        return f"{shown(cell)} is not a number; write a decimal point, or separate by semicolons"
    return f"{shown(cell)} is not a number; write it with digits and a point, as in 1234.5"


def _count(amount: int, noun: str) -> str:
    return f"{amount} {noun}" if amount == 1 else f"{amount} {noun}s"
