"""Numbers as people write them: a decimal point or comma, and marks between the thousands.

A file has one decimal mark, and its cells must prove which: 2,5 has a decimal comma and 1,234.5 a
decimal point, but 1.250 may be one and a quarter or twelve hundred and fifty, so it proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from gdcore.errors import DataError, shown
from gdcore.typing import Array

DecimalMark = Literal[".", ","]
DECIMAL_MARKS: tuple[DecimalMark, ...] = get_args(DecimalMark)

MISSING = frozenset(
    {"", "-", "--", "\u2013", "\u2014", "?", ".", "na", "n/a", "n.a.", "#n/a", "<na>"}
    | {"nan", "+nan", "-nan", "nat", "null", "#null!", "none", "nil", "missing", r"\n"}
)
"""What stands in a cell, in small letters, in place of a value that is not there."""

# Spaces of any width that does not break a line, and apostrophes.
_GAPS = " \u00a0\u2007\u2009\u202f'\u2019"
_MINUS = "\u2212"
_SIGN = rf"[+\-{_MINUS}]?"
_INFINITE = re.compile(rf"{_SIGN}inf(inity)?", re.IGNORECASE)
_FOUR_DIGITS = re.compile(rf"{_SIGN}[0-9]{{4}}")


def _pattern(decimal: str, mark: str) -> re.Pattern[str]:
    """A number with that decimal mark; a mark between thousands is the same throughout."""
    thousands = rf"[1-9][0-9]{{0,2}}(?P<mark>[{re.escape(mark + _GAPS)}])[0-9]{{3}}"
    grouped = rf"{thousands}(?:(?P=mark)[0-9]{{3}})*(?:[{decimal}][0-9]*)?"
    plain = rf"(?:[0-9]+(?:[{decimal}][0-9]*)?|[{decimal}][0-9]+)(?:[eE][+-]?[0-9]+)?"
    return re.compile(rf"{_SIGN}(?:{grouped}|{plain})")


_NUMBERS: dict[DecimalMark, re.Pattern[str]] = {".": _pattern(".", ","), ",": _pattern(",", ".")}
_PLAIN = {".": re.compile(r"[0-9+\-eE.]*"), ",": re.compile(r"[0-9+\-eE]*")}
_CALLED = {".": "decimal point", ",": "decimal comma"}


@dataclass(frozen=True)
class Column:
    """The cells of a column, and how errors call it and its rows."""

    heading: str
    cells: list[str]
    rows: list[int]

    def place(self, index: int) -> str:
        """Where a cell stands."""
        return f"row {self.rows[index]}, column {shown(self.heading)}"


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is no value.

    >>> is_missing("N/A"), is_missing("0")
    (True, False)
    """
    return cell.lower() in MISSING


def is_number(cell: str) -> bool:
    """Whether a cell is a number with one of the decimal marks."""
    return any(pattern.fullmatch(cell) for pattern in _NUMBERS.values())


def value(cell: str, decimal: DecimalMark) -> float | None:
    """The number in a cell that is written with that decimal mark; None if it is not one.

    >>> value("1 234,5", ","), value("1,234.5", "."), value("1,2", ".")
    (1234.5, 1234.5, None)
    """
    match = _NUMBERS[decimal].fullmatch(cell)
    if match is None:
        return None
    digits = cell.replace(match["mark"], "") if match["mark"] else cell
    return float(digits.replace(decimal, ".").replace(_MINUS, "-"))


def numbers(
    columns: Sequence[Column],
    file: str,
    decimal: DecimalMark | None,
    usual: DecimalMark | None,
    others: Callable[[], Iterable[Sequence[str]]],
) -> list[Array]:
    """The columns as numbers, (n,) each, all with one decimal mark.

    Args:
        columns: without missing values.
        file: what errors call it.
        decimal: the mark, if whoever wants the numbers has said it.
        usual: the mark of files of this form, for where neither these cells nor others prove one.
        others: the cells of the file's other columns, asked for where these prove nothing.

    Raises:
        DataError: a cell is not a number, or the mark cannot be told.
    """
    marks = DECIMAL_MARKS if decimal is None else (decimal,)
    fit = [mark for mark in marks if all(_reads(column.cells, mark) for column in columns)]
    if not fit:
        raise _no_mark_fits(columns, file, marks)
    doubtful = _first(columns, lambda cell: "." in cell or "," in cell)
    if len(fit) == 1 or doubtful is None:
        return [_values(column, fit[0], file) for column in columns]
    if _first(columns, lambda cell: "," in cell):
        usual = None
    told = {*_proofs(others()), *([usual] if usual else [])}
    if len(told) != 1:
        raise _ambiguous(*doubtful, file)
    mark = told.pop()
    return [_values(column, mark, file) for column in columns]


def _proofs(others: Iterable[Sequence[str]]) -> Iterator[DecimalMark]:
    """The decimal marks of columns that are numbers with one mark and not with the other."""
    for cells in others:
        present = [cell for cell in cells if not is_missing(cell)]
        fit = [mark for mark in DECIMAL_MARKS if _reads(present, mark)]
        if len(fit) == 1:
            yield fit[0]


def _reads(cells: Sequence[str], decimal: DecimalMark) -> bool:
    """Whether all cells are numbers with that mark, evenly marked between their thousands."""
    if _plain_values(cells, decimal) is not None:
        return True
    fit = all(_NUMBERS[decimal].fullmatch(cell) for cell in cells)
    return fit and _uneven(cells, decimal) is None


def _plain_values(cells: Sequence[str], decimal: DecimalMark) -> Array | None:
    """The numbers, fast, if they have only digits, signs, exponents and decimal points."""
    # With these characters alone, what float() takes is what the pattern takes.
    if not _PLAIN[decimal].fullmatch("".join(cells)):
        return None
    try:
        return np.fromiter(map(float, cells), np.float64, len(cells))
    except ValueError:
        return None


def _uneven(cells: Sequence[str], decimal: DecimalMark) -> tuple[int, int] | None:
    """A cell with a comma or point between thousands, and one of thousands without, if any."""
    other = "," if decimal == "." else "."
    marked = next((i for i, cell in enumerate(cells) if other in cell), None)
    bare = next((i for i, cell in enumerate(cells) if _FOUR_DIGITS.match(cell)), None)
    return None if marked is None or bare is None else (marked, bare)


def _values(column: Column, decimal: DecimalMark, file: str) -> Array:
    """(n,): cells that can be read with that mark."""
    values = _plain_values(column.cells, decimal)
    if values is None:
        values = np.array([value(cell, decimal) for cell in column.cells], dtype=np.float64)
    if not np.isfinite(values).all():
        i = int(np.argmin(np.isfinite(values)))
        what = f"{shown(column.cells[i])} is too large for a number"
        raise DataError(f"{file}, {column.place(i)}: {what}; write it in a larger unit.")
    values.flags.writeable = False
    return values


def _first(columns: Sequence[Column], found: Callable[[str], object]) -> tuple[Column, int] | None:
    """The first cell, column by column, of which something is true."""
    for column in columns:
        for i, cell in enumerate(column.cells):
            if found(cell):
                return column, i
    return None


def _no_mark_fits(columns: Sequence[Column], file: str, marks: Sequence[DecimalMark]) -> DataError:
    """Why none of the marks will do: a cell is no number, or cells contradict each other."""
    wrong = _first(columns, lambda cell: not is_number(cell))
    if wrong:
        column, i = wrong
        comma = _first(columns, lambda cell: is_number(cell) and value(cell, ".") is None)
        why = _why_no_number(column.cells[i], "," if comma else ".")
        return DataError(f"{file}, {column.place(i)}: {why}.")
    proofs = []
    for mark in marks:
        proof = _first(columns, _refutes(mark))
        if proof is None:
            return _uneven_thousands(columns, file, mark)
        column, i = proof
        cell = shown(column.cells[i])
        proofs.append(f"{cell} in {column.place(i)}, cannot have a {_CALLED[mark]}")
    if len(proofs) == 1:
        return DataError(
            f'{file}: {proofs[0]}, which decimal = "{marks[0]}" asks for; correct one of them.'
        )
    return DataError(f"{file}: {', and '.join(proofs)}; use one of them throughout.")


def _refutes(mark: DecimalMark) -> Callable[[str], bool]:
    return lambda cell: value(cell, mark) is None


def _uneven_thousands(columns: Sequence[Column], file: str, mark: DecimalMark) -> DataError:
    """The error for a column in which only some of the thousands are marked."""
    column, (i, j) = next((c, at) for c in columns if (at := _uneven(c.cells, mark)))
    marked, bare = shown(column.cells[i]), shown(column.cells[j])
    return DataError(
        f"{file}, column {shown(column.heading)}: the file has a {_CALLED[mark]}, so {marked} in "
        f"row {column.rows[i]} has a mark between its thousands, but {bare} in row "
        f"{column.rows[j]} has none; write both in one way."
    )


def _ambiguous(column: Column, i: int, file: str) -> DataError:
    """The error for a cell that is two numbers, where nothing tells which."""
    cell = column.cells[i]
    point, comma = (f"{value(cell, mark):.15g}" for mark in DECIMAL_MARKS)
    return DataError(
        f"{file}, {column.place(i)}: {shown(cell)} can be read as {point} or as {comma}, and no "
        f'number in the file proves which; say decimal = "." for {point} or decimal = "," for '
        f"{comma}."
    )


def _why_no_number(cell: str, mark: DecimalMark) -> str:
    if _INFINITE.fullmatch(cell):
        return f"{shown(cell)} is not a finite number; correct it or take the row out"
    so = f"digits and a {_CALLED[mark].removeprefix('decimal ')}, as in 1234{mark}5"
    return f"{shown(cell)} is not a number; write it with {so}"
